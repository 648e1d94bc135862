"""A note keeps its name, and so its reviews, whatever other notes of the same file name come or go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.model import Note
from auditor.notes.formats.settings import NoteColumns, Settings
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, ToRead
from auditor.notes.walk import walk
from auditor.report.workbook.review_columns import REVIEWED, STATE
from auditor.review.names import same_names
from tests.cli.test_run import APPENDIX, TRANSFER
from tests.review.kit import AGREE, Desk, auditor


class Ward:
    """A folder of notes that is audited again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes = folder / "notes"
        self.desk = Desk(folder / "out")

    def put(self, name: str, text: str) -> None:
        path = self.notes / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run(self) -> None:
        assert auditor("run", self.notes, "--out", self.desk.folder).exit_code == 0

    def names(self, notes: Path | None = None) -> dict[str, str]:
        """What the next run would call each note, by its place."""
        with self.desk.store() as store:
            seen = same_names(store, walk([notes or self.notes]))
        return {item.local.relative_to(notes or self.notes).as_posix(): item.id for item in seen if isinstance(item, ToRead)}


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    ward = Ward(tmp_path)
    ward.put("b/note.txt", TRANSFER)
    ward.put("c/note.txt", APPENDIX)
    ward.run()
    return ward


def test_a_note_that_comes_to_stand_before_takes_no_review(ward: Ward) -> None:
    ward.desk.type({"note": AGREE | {"Comment": "of b"}, "note~2": AGREE | {"Comment": "of c"}})
    ward.put("a/note.txt", APPENDIX + "Another one.\n")
    ward.run()
    for name, source, comment, state in (
        ("note", "b", "of b", REVIEWED), ("note~2", "c", "of c", REVIEWED), ("note~3", "a", None, None)
    ):  # fmt: skip
        row = ward.desk.shown(name)
        assert (row["File"], row["Comment"], row[STATE]) == ((ward.notes / source / "note.txt").as_posix(), comment, state)
    assert ward.names() == {"a/note.txt": "note~3", "b/note.txt": "note", "c/note.txt": "note~2"}


def test_a_stem_that_was_not_shared_before(tmp_path: Path) -> None:
    ward = Ward(tmp_path)
    ward.put("b/note.txt", TRANSFER)
    ward.run()
    ward.put("a/note.txt", APPENDIX)
    assert ward.names() == {"a/note.txt": "note~2", "b/note.txt": "note"}


def test_a_note_that_has_gone_leaves_its_name_to_nobody(ward: Ward) -> None:
    (ward.notes / "b/note.txt").unlink()
    assert ward.names() == {"c/note.txt": "note~2"}
    ward.put("d/note.txt", "Another text.")
    assert ward.names() == {"c/note.txt": "note~2", "d/note.txt": "note~3"}


def test_notes_are_known_by_text_then_by_place(ward: Ward) -> None:
    ward.put("b/note.txt", APPENDIX)
    ward.put("c/note.txt", TRANSFER)
    assert ward.names() == {"b/note.txt": "note~2", "c/note.txt": "note"}
    ward.put("b/note.txt", "Written anew.")
    ward.put("c/note.txt", "Written anew, too.")
    assert ward.names() == {"b/note.txt": "note", "c/note.txt": "note~2"}
    moved = ward.notes.rename(ward.folder / "elsewhere")
    ward.notes = moved
    assert ward.names() == {"b/note.txt": "note", "c/note.txt": "note~2"}


def test_a_file_whose_own_name_is_that_number_keeps_it(ward: Ward) -> None:
    ward.put("d/note~2.txt", "Another text.")
    assert ward.names() == {"b/note.txt": "note", "c/note.txt": "note~3", "d/note~2.txt": "note~2"}


def test_what_cannot_be_read_is_left_to_the_run(ward: Ward) -> None:
    ward.put("a/note.txt", "")
    ward.put("a/note.png", "-")
    assert ward.names() == {"a/note.txt": "note~3", "b/note.txt": "note", "c/note.txt": "note~2"}
    with ward.desk.store() as store:
        assert any(isinstance(item, NotAudited) for item in same_names(store, walk([ward.notes])))


def test_no_file_is_read_twice_only_for_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in a first run, and later only where a text has to tell which of two notes this is."""
    read: list[str] = []
    notes_of = FileReader.notes

    def notes(self: FileReader, file: ToRead) -> Iterator[Note | NotAudited]:
        read.append(file.local.name)
        return notes_of(self, file)

    ward = Ward(tmp_path)
    ward.put("note.txt", TRANSFER)
    ward.put("note.rtf", "no rich text")
    monkeypatch.setattr(FileReader, "notes", notes)
    assert auditor("run", ward.notes, "--out", ward.desk.folder).exit_code == 1
    assert read == []
    assert ward.names() == {"note.rtf": "note", "note.txt": "note~2"}
    assert read == ["note.txt"]


def test_files_are_read_for_their_names_as_the_run_reads_them(tmp_path: Path) -> None:
    ward = Ward(tmp_path)
    ward.put("a/note.csv", f'Inhalt\n"{TRANSFER}"\n')
    ward.put("b/note.csv", f'Inhalt\n"{APPENDIX}"\n')
    assert auditor("run", ward.notes, "--out", ward.desk.folder, "--note-column", "Inhalt").exit_code == 0
    (ward.notes / "a").rename(ward.notes / "c")
    reading = Settings(columns=NoteColumns(text="Inhalt"))
    with ward.desk.store() as store:
        seen = same_names(store, walk([ward.notes]), reading)
    assert {item.source[-10:]: item.id for item in seen if isinstance(item, ToRead)} == {
        "b/note.csv": "note~2", "c/note.csv": "note",
    }  # fmt: skip
