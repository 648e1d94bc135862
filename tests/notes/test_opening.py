"""A file of a folder is opened as it was seen: what has taken its place since is a row, and nobody waits for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.errors import NoteError
from auditor.model import Note
from auditor.notes.opening import opened
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, ToRead
from auditor.notes.walk import walk

LINK = "the file has become a link since its folder was looked at"
OTHER = "this is not a regular file"
LONG = "the path is longer than this system takes"
pytestmark = pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system cannot be told to follow no link")


def reason(path: Path) -> str:
    with pytest.raises(NoteError) as error:
        opened(path, follow=False)
    return error.value.reason


def read_again(seen: ToRead) -> Note | NotAudited:
    with FileReader() as reader:
        (found,) = reader.notes(seen)
    return found


def test_a_file_that_became_a_link_after_the_look_is_a_row(tmp_path: Path) -> None:
    secret, note = tmp_path / "secret", tmp_path / "notes" / "a.txt"
    secret.write_text("not to be read")
    note.parent.mkdir()
    note.write_text("crest")
    (seen,) = walk([note.parent])
    assert isinstance(seen, ToRead)
    note.unlink()
    note.symlink_to(secret)
    assert read_again(seen) == NotAudited(str(note), LINK, "put the file itself there and run the audit once more")


def test_a_link_that_was_named_outright_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("crest")
    link.symlink_to(target)
    (seen,) = walk([link])
    assert isinstance(seen, ToRead)
    found = read_again(seen)
    assert isinstance(found, Note)
    assert (found.id, found.text) == ("link", "crest")


def test_what_takes_its_place_a_moment_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the last look at the name had met the file that was there before."""
    (tmp_path / "file").write_text("crest")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    was = (tmp_path / "file").stat()
    monkeypatch.setattr(Path, "is_symlink", lambda _: False)
    monkeypatch.setattr(Path, "stat", lambda _: was)
    assert reason(tmp_path / "link") == LINK
    assert reason(tmp_path / "pipe") == OTHER
    assert reason(tmp_path / "folder") == OTHER


def test_a_path_that_is_too_long_needs_no_right_of_its_owner(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300 + ".txt")
    assert reason(path) == LONG
    (row,) = walk([path])
    assert row == NotAudited(str(path), LONG, "shorten the names of its folders, or move it up, and run the audit once more")
