"""The whole program as a person runs it, in processes of its own, over notes in every format and with every command."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from tests.notes.formats import messages
from tests.notes.formats.parts import rich, zipped
from tests.notes.formats.pdf_maker import drawn, lines
from tests.notes.formats.structured import page

ROOT = Path(__file__).parents[2]
GUARD = Path(__file__).parent / "guard"
CANARY = "Zaunkoenig"  # a word that stands in every note and nowhere else
QUERY = (ROOT / "samples" / "query-title-against-body.txt").read_text("utf-8")
TEXT = f"{QUERY.rstrip()}\nThe {CANARY} sign was looked for.\n"
KEEP = 'log=$1; shift; "$@"; status=$?; cat /proc/self/net/snmp >> "$log"; exit $status'
WITH_EVERYTHING = pytest.mark.xdist_group("every command")  # such tests go to one process, which runs the commands once
CLAIMS = "Case,CPT,Units,Surgeon\nplain,20956,1,A\ntable#1,20962,1,B\n"


def notes(folder: Path) -> Path:
    """A note in every format, each with the canary."""
    folder.mkdir()
    for name, content in _files().items():
        (folder / name).write_bytes(content)
    return folder


def _files() -> Mapping[str, bytes]:
    text = TEXT.encode()
    word, sheet, book = io.BytesIO(), Workbook(), io.BytesIO()
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(word)
    assert sheet.active is not None
    for row in (("case", "note text"), ("S1", TEXT)):
        sheet.active.append(row)
    sheet.save(book)
    rows = io.StringIO()
    csv.writer(rows).writerows((("case", "note text"), ("T1", TEXT)))
    paragraphs = "".join(f"{line}\\par\n" for line in TEXT.splitlines() if line.isascii())
    return {
        "plain.txt": text, "word.docx": word.getvalue(), "page.html": page(TEXT).encode(), "rich.rtf": rich(paragraphs),
        "print.pdf": drawn(lambda canvas: lines(canvas, TEXT.splitlines(), size=7)), "book.xlsx": book.getvalue(),
        "table.csv": rows.getvalue().encode(), "message.hl7": messages.mdm(*messages.lines_of(TEXT)),
        "document.xml": messages.cda(messages.structured(*(messages.section(*each) for each in _sections()))),
        "resource.json": messages.as_json(messages.reference(TEXT)), "bulk.ndjson": messages.ndjson(messages.reference(TEXT)),
        "old.zip": zipped({"in/plain.txt": text, "in/word.docx": word.getvalue()}), "noise.docx": b"PK\x03\x04" + text,
        "noise.pdf": b"%PDF-1.7\n" + text, "noise.xml": b"<ClinicalDocument>" + text, "noise.json": b'{"resourceType": "' + text,
    }  # fmt: skip


def _sections() -> Iterator[tuple[str, str]]:
    for title, found in messages.sections(TEXT):
        yield title, messages.paragraphs(found)


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    line: tuple[str, ...]
    status: int
    stdout: bytes
    stderr: bytes


class Machine:
    """A user's machine: folders of its own for work, home and temporary files, and a log of what the guard saw."""

    def __init__(self, folder: Path, *, ahead: Sequence[str] = (), talkative: bool = False) -> None:
        """`ahead` is what stands before each command line; a `talkative` Python warns of all it can, and tells of crashes."""
        self.work, self.home, self.temp = (folder / name for name in ("work", "home", "temp"))
        for place in (self.work, self.home, self.temp):
            place.mkdir()
        self.log = folder / "guard.log"
        self._ahead = tuple(ahead)
        self._python = {"PYTHONFAULTHANDLER": "1", "PYTHONDEVMODE": "1", "PYTHONWARNINGS": "default"} if talkative else {}

    def run(self, *line: str, fault: str = "", harm: str = "raise") -> Done:
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "TMPDIR": str(self.temp), "PYTHONPATH": str(GUARD),
            "GUARD_LOG": str(self.log), "GUARD_FAULT": fault, "GUARD_HARM": harm, "PYTHONIOENCODING": "utf-8",
            "PYTHONDONTWRITEBYTECODE": "1", **self._python,
        }  # fmt: skip
        command = [*self._ahead, sys.executable, "-m", "auditor.cli.main", *line]
        ended = subprocess.run(
            command, cwd=self.work, env=environment, capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
        return Done(line, ended.returncode, ended.stdout, ended.stderr)

    def seen(self, kind: str) -> list[str]:
        """What the guard wrote down of this kind."""
        found = (line.split("\t") for line in self.log.read_text("utf-8").splitlines())
        return [what for name, _, what in found if name == kind]


def alone(log: Path) -> list[str]:
    """How to run a command in a network of its own that has no interface, and add to `log` what was counted there.

    Nothing where this system has no such thing.
    """
    unshare, shell = shutil.which("unshare"), shutil.which("sh")
    if unshare is None or shell is None:
        return []
    line = [unshare, "--user", "--map-root-user", "--net"]
    if subprocess.run([*line, "true"], capture_output=True, check=False).returncode:
        return []
    return [*line, shell, "-c", KEEP, "sh", str(log)]


@dataclass(frozen=True, slots=True)
class Everything:
    """All commands on one machine, what they ended with, and what was counted in their networks."""

    machine: Machine
    done: list[Done]
    log: Path


def every_command(machine: Machine) -> Iterator[Done]:
    """All commands that read or write anything, one after the other, over notes of every format."""
    work = machine.work
    notes(work / "notes")
    (work / "claims.csv").write_text(CLAIMS)
    gold = work / "gold"
    gold.mkdir()
    for suffix in (".txt", ".json"):
        (gold / f"fibula-to-forearm{suffix}").write_bytes((ROOT / "samples" / f"fibula-to-forearm{suffix}").read_bytes())
    run = ("run", "notes", "gold/fibula-to-forearm.txt", "--out", "output", "--claims", "claims.csv")
    yield machine.run(*run)
    review(work / "output" / "audit.xlsx")
    yield machine.run("verify", "output", "--notes")
    yield machine.run("review", "import", "output/audit.xlsx")
    yield machine.run(*run)
    for line in _OTHERS:
        yield machine.run(*line)


_OTHERS = (
    ("explain", "notes/word.docx"),
    ("evaluate", "gold", "--html", "evaluation/page.html", "--out", "evaluation/numbers.json"),
    ("review", "report", "--html", "reviews/page.html"),
    ("review", "export", "notes", "--out", "reviewed"),
    ("history",),
    ("history", "compare", "--csv", "changes/changes.csv"),
    ("letters", "output/audit.jsonl", "--out", "letters"),
    ("letters", "education", "output/audit.jsonl", "--out", "letters"),
    ("letters", "template", "--out", "templates/letter.docx"),
    ("sample", "size", "--error-rate", "0.05", "--precision", "0.03"),
    ("sample", "draw", "notes", "--size", "2", "--seed", "7", "--out", "sample", "--copy", "drawn"),
    ("sample", "check", "sample/sample.json", "notes"),
    ("sample", "draw", "output/billing.jsonl", "--size", "2", "--seed", "7", "--out", "cases"),
    ("sample", "rates", "cases/sample.json", "output/billing.jsonl", "output/billing.jsonl"),
    ("fees", "show"),
    ("rules", "list"),
    ("rules", "check", "--fast"),
    ("rules", "doc", "--out", "book/rules.md"),
    ("verify", "output"),
    ("licences",),
    ("--help",),
)  # fmt: skip


def review(path: Path) -> None:
    """What a reviewer types into the first row."""
    book = load_workbook(path)
    titles = {cell.value: place for place, cell in enumerate(book["Audit"][1], 1)}
    for title, value in (("Decision", "agree"), ("Reviewer", "R. One")):
        book["Audit"].cell(2, titles[title], value)
    book.save(path)


def records(work: Path) -> list[str]:
    """The formats in the record of the run, one for each note."""
    return [json.loads(line)["format"] for line in (work / "output" / "audit.jsonl").read_text("utf-8").splitlines()]
