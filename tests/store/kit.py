"""Folders of outputs, and runs that are killed, as the tests of the store need them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[2]
# A process that is copied with all imported takes the start of others for free, and would hand the notes on, where nobody counts.
ALONE = ("--jobs", "1")
KEPT = frozenset({"reviews.db", "work.db", ".auditor.lock", "run.json"})
_CLOCK = re.compile(rb"<v>\d{5}\.\d{6,}</v>")


def outputs(out: Path) -> dict[str, str]:
    """Every output by its path, with the digest of its bytes; the workbook part by part, without the clock of its summary.

    The audit trail tells who ran what when, so that it is another after each run.
    """
    found: dict[str, str] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if not path.is_file() or name in KEPT or name.startswith("trail/"):
            continue
        if path.suffix != ".xlsx":
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            continue
        with ZipFile(path) as book:
            for part in book.namelist():
                content = book.read(part)
                if part == "xl/worksheets/sheet1.xml":
                    content, times = _CLOCK.subn(b"", content)
                    assert times == 1
                found[f"{name}/{part}"] = hashlib.sha256(content).hexdigest()
    return found


def corpus(folder: Path) -> Path:
    """Notes of several kinds: plain texts, some of them in a folder, a table, an archive, an empty file and a picture."""
    (folder / "ward").mkdir(parents=True)
    texts = sorted((ROOT / "samples").glob("*.txt"))
    for number, text in enumerate(texts):
        shutil.copy(text, folder / ("ward" if number % 4 == 0 else "") / text.name)
    quoted = ('"' + text.read_text("utf-8").replace('"', '""') + '"' for text in texts[:4])
    (folder / "many.csv").write_text("note text\n" + "\n".join(quoted) + "\n", "utf-8")
    with ZipFile(folder / "packed.zip", "w") as packed:
        for text in texts[4:7]:
            packed.write(text, text.name)
    (folder / "nothing.txt").touch()
    (folder / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended (the negative number of a signal that killed it), how far it had counted, and what it said."""

    status: int
    count: int
    out: str
    err: str


class Runs:
    """Runs `auditor` in processes of their own, and kills them where it is told."""

    def __init__(self, questions: IO[str], answers: IO[str]) -> None:
        self._questions = questions
        self._answers = answers

    def run(self, *args: str | Path, what: str = "nothing", at: int | None = None, signal: int = 9) -> Ended:
        """One run; at the count `at` of `what` ("calls" or "files") comes the signal."""
        asked = {"args": [str(arg) for arg in args], "what": what, "at": at, "signal": signal}
        self._questions.write(json.dumps(asked) + "\n")
        self._questions.flush()
        told = json.loads(self._answers.readline())
        return Ended(told["status"], int(told.get("count", 0)), told["out"], told["err"])


@contextmanager
def runs() -> Iterator[Runs]:
    """A program that is ready to run."""
    command = [sys.executable, "-m", "tests.store.script"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        yield Runs(program.stdin, program.stdout)
        program.stdin.close()
