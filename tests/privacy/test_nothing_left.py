"""No text of a note where it has no business: messages, tracebacks, progress, temporary files; whatever fails, and wherever."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.privacy.kit import CANARY, CLAIMS, WITH_EVERYTHING, Done, Everything, Machine, notes

WORDS = (CANARY.encode(), CANARY.encode("utf-16-le"), b"Okpara", b"tied down to drill")
RUN = ("run", "notes", "--out", "output", "--claims", "claims.csv")
LETTERS = ("letters", "output/audit.jsonl", "--out", "letters")
FAULT = b"a fault of the program (ValueError in "


def found(content: bytes) -> list[bytes]:
    return [word for word in WORDS if word in content]


def files(place: Path) -> Iterator[Path]:
    yield from (path for path in place.rglob("*") if path.is_file())


def assert_silent(done: Done) -> None:
    assert (found(done.stdout), found(done.stderr)) == ([], []), done.line


@WITH_EVERYTHING
def test_commands_say_no_word_of_a_note(everything: Everything) -> None:
    for each in everything.done:
        if each.line[0] != "explain":  # which is asked to
            assert_silent(each)


@WITH_EVERYTHING
def test_nothing_is_left_in_home_and_temporary_folders(everything: Everything) -> None:
    machine = everything.machine
    assert [*files(machine.temp), *files(machine.home)] == []


@WITH_EVERYTHING
def test_nothing_is_ever_written_elsewhere(everything: Everything) -> None:
    """Not even for a moment: every file that Python or SQLite opened for writing lies in the folders that were named."""
    machine = everything.machine
    written = {what.strip("'\"") for what in machine.seen("write")} - {os.devnull}
    assert [path for path in sorted(written) if not Path(path).is_relative_to(machine.work)] == []
    assert written


@WITH_EVERYTHING
def test_the_note_is_only_in_outputs(everything: Everything) -> None:
    machine = everything.machine
    holds = {path.relative_to(machine.work).parts[0] for path in files(machine.work) if CANARY.encode() in path.read_bytes()}
    assert holds == {"notes", "output", "drawn", "reviewed"}  # pages, and copies that were asked for


@WITH_EVERYTHING
def test_outputs_are_for_their_owner_alone(everything: Everything) -> None:
    if os.name != "posix":
        pytest.skip("this system has no such rights")
    machine = everything.machine
    own = ("notes", "gold", "claims.csv")  # what was there before
    public = ("book",)  # the rule book holds rules alone
    outputs = [path for path in machine.work.rglob("*") if path.relative_to(machine.work).parts[0] not in (*own, *public)]
    names = {path.relative_to(machine.work).as_posix() for path in outputs}
    assert {
        "output/audit.xlsx", "output/audit.jsonl", "output/billing.jsonl", "output/reviews.db", "output/run.json",
        "output/trail/0001.json", "output/evidence/index.html", "letters/letters.jsonl", "evaluation/page.html",
        "evaluation/numbers.json", "reviews/page.html", "changes/changes.csv", "sample/sample.json", "templates/letter.docx",
        "drawn", "reviewed/trail",
    } <= names  # fmt: skip
    wrong = {path.relative_to(machine.work).as_posix(): oct(stat.S_IMODE(path.stat().st_mode)) for path in outputs if loose(path)}
    assert wrong == {}


def loose(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)


# One place in each room; where a note is at hand, its text is in the message of the fault.
ROOMS = (
    "auditor.notes.formats.parts:read",
    "auditor.notes.formats.serving:answers_to",
    "auditor.language.pipeline:Reader.sight",
    "auditor.facts.assemble:assemble",
    "auditor.decide.audit:decide",
    "auditor.record.write:record",
    "auditor.report.pages.page:PageMaker.page",
    "auditor.report.workbook.book:Book.add",
    "auditor.review.carry:Carrier.add",
    "auditor.billing.bill:bill",
    "auditor.trail.inputs:Inputs.audited",
)


@pytest.mark.parametrize("place", ROOMS)
@pytest.mark.skipif(os.name != "posix", reason="folders for temporary files are named otherwise on this system")
def test_a_fault_anywhere_says_no_word_of_the_note(place: str, tmp_path: Path) -> None:
    machine = prepared(tmp_path)
    done = machine.run(*RUN, fault=place)
    assert done.status == 1
    assert f"'{place}'" in machine.seen("fault")
    assert_silent(done)
    assert_clean(machine)


def test_a_crash_says_no_word_of_the_note(tmp_path: Path) -> None:
    """The reader of heavy formats crashes in its own process, at each file that it is given."""
    machine = prepared(tmp_path)
    done = machine.run(*RUN, fault="auditor.notes.formats.serving:answers_to", harm="abort")
    (told,) = (machine.work / "output" / "trail").glob("inputs-*.jsonl")
    why = {Path(line["path"]).name: line.get("why") for line in map(json.loads, told.read_text("utf-8").splitlines())}
    assert why["print.pdf"] == why["word.docx"] == ["the reader of the file crashed"]
    assert why["plain.txt"] is None
    assert_silent(done)
    assert_clean(machine)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("auditor.letters.page:Pages.filled", LETTERS),
        ("auditor.record.read:Recorded.model_validate_json", LETTERS),
        ("auditor.review.sheets:audit_sheets", ("review", "import", "output/audit.xlsx")),
        ("auditor.trail.workbook:sheet_digests", ("verify", "output")),
        ("auditor.report.explain:explain", ("explain", "notes/plain.txt")),
        ("auditor.review.export:_gold", ("review", "export", "notes", "--out", "gold")),
    ],
)
def test_a_fault_in_another_command(place: str, line: tuple[str, ...], audited: Machine) -> None:
    before = len(audited.seen("fault"))
    done = audited.run(*line, fault=place)
    assert done.status == 1
    assert len(audited.seen("fault")) > before
    assert FAULT in done.stderr
    assert_silent(done)
    assert_clean(audited)


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A run whose first row was reviewed, so that every command has something to do."""
    from tests.privacy.kit import review

    machine = prepared(tmp_path_factory.mktemp("audited"))
    machine.run(*RUN)
    review(machine.work / "output" / "audit.xlsx")
    machine.run(*RUN)
    review(machine.work / "output" / "audit.xlsx")
    return machine


def prepared(folder: Path) -> Machine:
    machine = Machine(folder, talkative=True)
    notes(machine.work / "notes")
    (machine.work / "claims.csv").write_text(CLAIMS)
    return machine


def assert_clean(machine: Machine) -> None:
    """Nothing outside the folder of work, and in it no part of a file that was not finished."""
    assert [*files(machine.temp), *files(machine.home)] == []
    assert [path for path in machine.work.rglob("*") if path.name.endswith(".part")] == []
    own = (machine.work / "notes", machine.work / "output", machine.work / "gold")
    assert [path for path in files(machine.work) if found(path.read_bytes()) and not path.is_relative_to(own[0])
            and not path.is_relative_to(own[1]) and not path.is_relative_to(own[2])] == []  # fmt: skip


def test_progress_says_no_word_of_a_note(tmp_path: Path) -> None:
    """On a terminal, where the bar is shown."""
    if os.name != "posix":
        pytest.skip("this system has no such terminals")
    import fcntl
    import termios

    machine = prepared(tmp_path)
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    environment = os.environ | {"HOME": str(machine.home), "TMPDIR": str(machine.temp), "TERM": "xterm"}
    command = [sys.executable, "-m", "auditor.cli.main", *RUN]
    with subprocess.Popen(command, cwd=machine.work, env=environment, stdin=theirs, stdout=theirs, stderr=theirs):
        os.close(theirs)
        shown = b"".join(_until_closed(ours))
    assert b"file/s" in shown
    assert found(shown) == []


def _until_closed(handle: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):  # which is how a terminal says that nobody writes to it any more
        while content := os.read(handle, 1 << 16):
            yield content
    os.close(handle)
