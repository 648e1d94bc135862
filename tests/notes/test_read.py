"""A path becomes a note, or an error that says what is wrong and what to do, and never quotes the note."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from auditor.errors import Exit, NoteError
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.ocr import Ocr
from auditor.notes.formats.settings import Settings
from auditor.notes.read import FileReader, read_note
from auditor.notes.seen import ToRead
from tests.notes.formats.parts import zipped


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(NoteError) as error:
        read_note(path)
    assert error.value.exit is Exit.INCOMPLETE
    return error.value.reason, error.value.remedy


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything, so the rights of a file can only be tested as somebody else."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no file rights of that kind")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "case-7.txt"
    path.write_bytes(b"\xef\xbb\xbf\r\n  iliac\r\ncrest \n")
    note = read_note(path)
    assert (note.id, note.text, note.encoding) == ("case-7", "\r\n  iliac\r\ncrest \n", "utf-8-sig")
    assert note.source == path.as_posix()


def test_name_and_source_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "a.TXT"
    path.write_text("crest")
    note = read_note(path, id="a~2", source="ward/a.TXT")
    assert (note.id, note.source) == ("a~2", "ward/a.TXT")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refusal(path) == ("the file is empty", "export the note again and run the audit once more")


@pytest.mark.parametrize("text", [" ", "\r\n\t\x0c\n", "\u00a0\u200b\ufeff\n"])
def test_only_white_space(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert refusal(path)[0] == "the file holds only white space"


def test_largest_note_is_read_and_a_longer_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"crest\n" * (LIMITS.text // 6))
    assert len(read_note(path).text) == LIMITS.text // 6 * 6
    path.write_bytes(b"crest\n" * 3_500_000)  # 21 MB
    assert refusal(path) == ("the file is larger than 1 MB", "split the file into one file a note")


def test_vanished(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.txt")[0] == "the file is no longer there"


def test_no_right_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("crest")
    path.chmod(0)
    with as_nobody():
        assert refusal(path)[0] == "you have no right to read the file"


def test_failing_disk(tmp_path: Path) -> None:
    """The memory of a process is a file whose first byte no one can read."""
    if not Path("/proc/self/mem").exists():
        pytest.skip("this system has no /proc")
    path = tmp_path / "a.txt"
    path.symlink_to("/proc/self/mem")
    assert refusal(path) == ("the file cannot be read (OSError)", "copy it to another disk and run the audit once more")


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(tmp_path / "a.txt")[0] == "this is not a regular file"


def test_folder_is_no_note(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    assert refusal(tmp_path / "a.txt")[0] == "this is not a regular file"


def test_a_kind_that_no_reader_knows(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("crest")
    reason, remedy = refusal(tmp_path / "a.xyz")
    assert reason.startswith("the suffix .xyz is not one that can be read (")
    assert remedy == "export the note as plain text, or move the file out of the folder"


SHEET = "open it in a spreadsheet and save the sheet as .xlsx or CSV, without a password"
RENAME = "if it is a note as plain text, rename it to .txt; else move it out of the folder"
TABLE = "export the notes as a table (CSV or XLSX) with a note a row, or each as plain text"


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        ("a.json", b'{"note_text": "The crest was raised."}', f"if it is JSON, it holds no FHIR resource: {TABLE}"),
        ("a.jsonl", b'{"note_text": "Crest."}\n{"note_text": "Rib."}', f"if it is JSON, it holds no FHIR resource: {TABLE}"),
        ("a.xml", b"<?xml version='1.0'?><data><row>The crest.</row></data>", f"if it is XML, it is no C-CDA document: {TABLE}"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), SHEET),
        ("a.xls", b"Note text\tSurgeon\nThe crest was raised.\tBo Lind\n", SHEET),
        ("a.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), SHEET),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "open it and save it as .docx or plain text, without a password"),
        ("a.log", b"The crest was raised.", RENAME),
        ("a.md", b"The crest was raised.", RENAME),
        ("a.asc", b"The crest was raised.", RENAME),
    ],
)  # fmt: skip
def test_what_to_do_about_a_kind_that_is_not_read(tmp_path: Path, name: str, data: bytes, remedy: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name)[1] == remedy


def test_content_that_does_not_go_with_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("crest")
    assert refusal(tmp_path / "a.xlsx") == (
        "what is in the file does not go with the suffix .xlsx",
        "open it, see what it is, and save it under the suffix of its kind (.txt for a plain text)",
    )


def test_a_file_without_suffix_is_judged_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "op note").write_text("crest")
    note = read_note(tmp_path / "op note")
    assert (note.id, note.text, note.format) == ("op note", "crest", "plain text")
    (tmp_path / "scan").write_bytes(b"\xff\xd8\xff\xe0")
    assert refusal(tmp_path / "scan")[0] == "the file is a picture, not plain text"


def test_a_file_with_several_notes_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("note text\ncrest\nrib\n")
    assert refusal(tmp_path / "a.csv") == ("the file holds 2 notes", "audit it with `auditor run`")


def test_binary_error_holds_no_text_of_the_note(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Jane Roe\0")
    with pytest.raises(NoteError) as error:
        read_note(path)
    assert "Roe" not in str(error.value)
    assert error.value.__cause__ is None


@pytest.mark.parametrize(
    ("took", "ocr", "left"),
    [(4.0, None, 5.5), (9.4, None, 0.475), (60.0, None, 0.475), (4.0, Ocr("eng", ""), 5.5), (60.0, Ocr("eng", ""), 9.5)],
)
def test_reading_takes_its_time_from_the_audit_of_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, took: float, ocr: Ocr | None, left: float
) -> None:
    (tmp_path / "a.txt").write_text("crest")
    clock = iter((100.0, 100.0 + took, 1000.0))
    monkeypatch.setattr("auditor.notes.read.monotonic", lambda: next(clock))
    with FileReader(Settings(ocr=ocr)) as reader:
        for _ in reader.notes(ToRead(tmp_path / "a.txt", "a", "a.txt")):
            assert reader.left == pytest.approx(left)
