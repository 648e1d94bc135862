"""Files of every kind in one run: each seen exactly once, none ends the run, and several notes of a file are several audits."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from time import monotonic
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Outcome
from auditor.engine.run import run
from auditor.model import Note
from auditor.notes.seen import NotAudited, file_of
from auditor.notes.walk import walk
from auditor.rules.load import load
from tests.rules.kit import write

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Surgeon: Dr. Zed\nThe appendix was removed."


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Auditor:
    return Auditor(load(write(tmp_path_factory.mktemp("rules"))))


def collect(auditor: Auditor, folder: Path) -> list[Outcome]:
    found: list[Outcome] = []
    run(auditor, walk([folder]), found.append)
    assert multiprocessing.active_children() == []
    return found


def told(outcomes: list[Outcome], folder: Path) -> list[tuple[str, str]]:
    """Each row's place, and its id or why it is not audited."""
    rows = [(each.note.source, each.audit.id) if isinstance(each, Audited) else (each.source, each.reason) for each in outcomes]
    return [(Path(source).relative_to(folder).as_posix(), said) for source, said in rows]


def archive(**members: str | bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name.replace("__", "."), content)
    return file.getvalue()


def test_several_notes_of_a_file(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(f'note text,surgeon\n"{TEXT}",Bo Lind\n')
    (tmp_path / "many.csv").write_text("note text,surgeon,case\nAppendix.,Bo Lind,C1\n,Bo Lind,C2\nTonsils.,Bo Lind,C3\n")
    (tmp_path / "z.zip").write_bytes(archive(a__txt="Appendix.", b__csv="note text\none\ntwo\n", c__txt=""))
    outcomes = collect(auditor, tmp_path)
    assert told(outcomes, tmp_path) == [
        ("many.csv#1", "many#1"),
        ("many.csv#2", "row 3: there is no text of a note"),
        ("many.csv#3", "many#3"),
        ("one.csv", "one"),
        ("z.zip/a.txt", "z.zip/a"),
        ("z.zip/b.csv#1", "z.zip/b#1"),
        ("z.zip/b.csv#2", "z.zip/b#2"),
        ("z.zip/c.txt", "the file is empty"),
    ]
    many, one = outcomes[0], outcomes[3]
    assert isinstance(many, Audited)
    assert isinstance(one, Audited)
    assert many.audit.remarks == ("The table names the note or its case C1.",)
    assert (many.audit.surgeon, many.audit.told_by_file) == ("Bo Lind", ("surgeon",))
    assert (one.note.text, one.audit.format, one.audit.remarks) == (TEXT, "table", ())


@pytest.mark.parametrize(
    ("id", "source", "file"),
    [
        ("a", "w/a.txt", ("a", "w/a.txt")),
        ("a#2", "w/a#2.txt", ("a#2", "w/a#2.txt")),
        ("a~2#3", "w/a.csv#3", ("a~2", "w/a.csv")),
        ("z~2.zip/in/b", "w/z.zip/in/b.txt", ("z~2", "w/z.zip")),
        ("z.zip/in/y.zip/b#1", "w/z.zip/in/y.zip/b.csv#1", ("z", "w/z.zip")),
    ],
)
def test_the_file_of_a_note_is_known_from_its_id(id: str, source: str, file: tuple[str, str]) -> None:
    assert file_of(id, source) == file


BOOK = (ROOT / "docs" / "claims.csv").read_bytes()
KINDS = {
    "txt": st.sampled_from([b"", b" \n", b"Appendix removed.", b"\x00\x01", b"\xff\xfeA\x00", "caf\u00e9 °".encode("cp1252")]),
    "csv": st.sampled_from([b"", b"note text\none\ntwo\n", b"x,y\n1,2\n", BOOK, b'note text\n"open\n', b"note text\n"]),
    "zip": st.one_of(
        st.just(archive(a__txt="A", b__csv="note text\none\n", c__jpg=b"\xff\xd8\xff")),
        st.integers(1, 200).map(lambda cut: archive(a__txt="A", b__txt="B")[:cut]),
        st.just(archive()),
    ),
    "xlsx": st.one_of(st.binary(max_size=40), st.just(b"PK\x03\x04"), st.just(archive(a__txt="A"))),
    "jpg": st.just(b"\xff\xd8\xff\xe0"),
    "doc": st.sampled_from([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Appendix."]),
    "": st.one_of(st.just(b"Appendix."), st.binary(max_size=60)),
    "json": st.sampled_from([b"{}", b"", b"["]),
}
FILES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "a#1", "~$c", ".d", "e/a", "e/f"]), st.sampled_from(sorted(KINDS))).flatmap(
        lambda named: KINDS[named[1]].map(lambda data: (f"{named[0]}.{named[1]}".removesuffix("."), data))
    ),
    max_size=8,
    unique_by=lambda file: file[0].lower(),
)


@settings(max_examples=30, deadline=None)
@given(files=FILES)
def test_every_file_is_in_the_report_exactly_once(auditor: Auditor, files: list[tuple[str, bytes]]) -> None:
    """One row for a file without notes, one for each note of one that has some, and never two of the same name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in files:
            if not (folder / file).is_dir():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_bytes(data)
        there = {path.as_posix() for path in folder.rglob("*") if path.is_file()}
        outcomes = collect(auditor, folder)
        sources = [each.note.source if isinstance(each, Audited) else each.source for each in outcomes]
        assert max(Counter(sources).values(), default=1) == 1
        ids = [each.audit.id for each in outcomes if isinstance(each, Audited)]
        assert len(set(ids)) == len(ids)
        assert {_longest(source, there) for source in sources} == there
        for each in outcomes:
            assert each.note.text.strip() if isinstance(each, Audited) else (each.reason and each.remedy)


def _longest(source: str, files: set[str]) -> str:
    """The file that a row is about: one of its notes bears its path with something behind it."""
    return max((file for file in files if source.startswith(file) and source[len(file) :][:1] in ("", "#", "/")), key=len)


class Stumbling(Auditor):
    def audit(self, note: Note) -> None:  # type: ignore[override]
        raise ValueError(note.text)


def test_a_fault_in_each_note_of_a_file_is_a_row_each(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("note text\nJane Roe\nJohn Doe\n")
    found = collect(Stumbling(auditor.rules), tmp_path)
    assert [row.reason for row in found if isinstance(row, NotAudited)] == [
        "the audit is incomplete: a step could not run on this note (ValueError)"
    ] * 2
    assert "Roe" not in repr(found)


RUN = """
import sys
from tests.notes.formats import hostile
from auditor.cli.main import main

if __name__ == "__main__":
    hostile.install()
    main()
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_an_interrupt_ends_the_run_and_the_process_of_the_reader(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(RUN)
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.hostile").write_bytes(b"HOSTILE started hang")
    limits = (ROOT / "patterns" / "limits.toml").read_text("utf-8")
    rules = write(tmp_path / "rules")
    (rules / "limits.toml").write_text(limits.replace("seconds = 9.5", "seconds = 600.0"))
    command = [sys.executable, str(tmp_path / "run.py"), "run", str(notes), "--out", str(tmp_path / "out"), "--rules", str(rules)]
    own = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        child = _wait_for_reader(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert err == b"auditor: stopped; no note was finished yet; give the same command again.\n"
    assert b"Traceback" not in out + err
    assert _gone(child)
    assert not list((tmp_path / "out").glob(".*.part"))


def _wait_for_reader(parent: int) -> int:
    """The process that reads, once it is there."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.parent.exists():
        pytest.skip("this system does not tell the children of a process")
    end = monotonic() + 60
    while monotonic() < end:
        for child in children.read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    raise AssertionError("no process of a reader was started")


def _gone(pid: int) -> bool:
    end = monotonic() + 30
    while monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
    return False
