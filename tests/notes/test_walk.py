"""Everything in a folder is seen once, in a stable order, and each thing left out says why."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from auditor.notes.formats.registry import suffixes
from auditor.notes.seen import NotAudited, Seen, ToRead
from auditor.notes.walk import walk


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("crest")


def names(folder: Path, seen: tuple[Seen, ...]) -> list[str]:
    return [Path(item.source).relative_to(folder).as_posix() for item in seen]


def reasons(folder: Path, seen: tuple[Seen, ...]) -> dict[str, tuple[str, bool]]:
    rows = [item for item in seen if isinstance(item, NotAudited)]
    return {Path(row.source).relative_to(folder).as_posix(): (row.reason, row.failure) for row in rows}


def test_order_is_by_name_and_folders_stand_among_files(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt", "a/b/y.txt", "c.TXT", "a.txt", "B.txt")
    assert names(tmp_path, walk([tmp_path])) == ["B.txt", "a/b/y.txt", "a/z.txt", "a.txt", "b.txt", "c.TXT"]


def test_paths_are_taken_in_the_order_given(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt")
    assert names(tmp_path, walk([tmp_path / "b.txt", tmp_path / "a"])) == ["b.txt", "a/z.txt"]


def test_a_file_reached_twice_is_seen_once(tmp_path: Path) -> None:
    put(tmp_path, "a/x.txt", "a/y.txt")
    seen = walk([tmp_path / "a" / "y.txt", tmp_path, tmp_path / "a", tmp_path / "a" / ".." / "a" / "x.txt"])
    assert names(tmp_path, seen) == ["a/y.txt", "a/x.txt"]


def test_what_is_left_aside_and_what_must_be_settled(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "a.json", "b.json", "c.xyz", ".d.txt", ".git/e.txt", "~$f.txt", "audit.xlsx", "out/audit.jsonl")
    (tmp_path / "h.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    seen = walk([tmp_path])
    assert [item.id for item in seen if isinstance(item, ToRead)] == ["a"]
    known = ", ".join(sorted(suffixes()))
    assert reasons(tmp_path, seen) == {
        "a.json": ("this is the annotation of the note beside it", False),
        "b.json": ("what is in the file does not go with the suffix .json", True),
        "c.xyz": (f"the suffix .xyz is not one that can be read ({known})", True),
        ".d.txt": ("hidden files and folders are left aside", False),
        ".git": ("hidden files and folders are left aside", False),
        "~$f.txt": ("this is the lock file of an open document", False),
        "audit.xlsx": ("this is the output of an audit", False),
        "out/audit.jsonl": ("this is the output of an audit", False),
        "h.jpg": ("the file is a picture, not plain text", True),
    }


def test_what_a_reader_knows_by_suffix_or_content_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", "b", "c.xyz")
    (tmp_path / "d.dat").write_bytes(b"PAR1")
    (tmp_path / "e.old").write_bytes(b"PK\x03\x04")
    (tmp_path / "f.csv").touch()
    assert [item.id for item in walk([tmp_path]) if isinstance(item, ToRead)] == ["a", "b", "d", "e", "f"]


def test_an_annotation_lies_beside_a_note_of_any_format(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", "a.json", "b.TSV", "b.json", "c.json")
    seen = walk([tmp_path])
    assert [item.id for item in seen if isinstance(item, ToRead)] == ["a", "b"]
    assert [name for name, (reason, _) in reasons(tmp_path, seen).items() if "annotation" in reason] == ["a.json", "b.json"]


def test_the_name_of_a_second_note_is_no_file_s(tmp_path: Path) -> None:
    """`a#2` is what the second note of a.csv is called."""
    put(tmp_path, "a#2.txt", "a.csv", "b#2.txt")
    assert [item.id for item in walk([tmp_path]) if isinstance(item, ToRead)] == ["a#2~2", "a", "b#2"]


def test_files_named_outright(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "a.json", ".hidden.txt")
    seen = walk([tmp_path / "a.json", tmp_path / ".hidden.txt", tmp_path / "gone.txt"])
    assert [item.id for item in seen if isinstance(item, ToRead)] == [".hidden"]
    assert reasons(tmp_path, seen) == {
        "a.json": ("this is the annotation of the note beside it", False),
        "gone.txt": ("there is no such file", True),
    }


def test_links_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", "out/b.txt")
    inside = tmp_path / "in"
    (inside / "loop").symlink_to(inside)
    (inside / "self.txt").symlink_to("self.txt")
    (inside / "same.txt").symlink_to("a.txt")
    (inside / "away.txt").symlink_to(tmp_path / "out" / "b.txt")
    (inside / "away").symlink_to(tmp_path / "out")
    (inside / "broken.txt").symlink_to("gone.txt")
    seen = walk([inside])
    assert [item.id for item in seen if isinstance(item, ToRead)] == ["a"]
    own = ("links are not followed, and the target is seen under its own name", False)
    out = ("the link leads out of the folder", True)
    nothing = ("the link points to nothing", True)
    assert reasons(inside, seen) == {
        "away": out, "away.txt": out, "broken.txt": nothing, "loop": own, "same.txt": own, "self.txt": nothing,
    }  # fmt: skip
    both = reasons(tmp_path, walk([inside, tmp_path / "out"]))
    assert both["in/away.txt"] == own


def test_a_link_that_is_named_outright_is_followed(tmp_path: Path) -> None:
    put(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path, walk([tmp_path / "link"])) == ["link/a.txt"]


def test_evidence_pages_are_one_row_and_anything_beside_them_is_seen(tmp_path: Path) -> None:
    pages = ("index.html", "index-2.html", "case-7-f75ccb85a4a0cca6.html")
    put(
        tmp_path, *(f"{folder}/{page}" for folder in ("evidence", "other") for page in pages), "evidence/a.txt", "evidence/b.html"
    )
    seen = walk([tmp_path])
    assert names(tmp_path, seen) == [
        "evidence",
        "evidence/a.txt",
        "evidence/b.html",
        *(f"other/{page}" for page in sorted(pages)),
    ]
    assert reasons(tmp_path, seen)["evidence"] == ("these are the evidence pages of an audit", False)


def test_stems_that_repeat_get_ids_of_their_own(tmp_path: Path) -> None:
    put(tmp_path, "a/note.txt", "b/note.txt", "c/note.txt", "c/note~2.txt", "c/other.txt")
    ids = {item.source.removeprefix(f"{tmp_path}/"): item.id for item in walk([tmp_path]) if isinstance(item, ToRead)}
    assert ids == {
        "a/note.txt": "note", "b/note.txt": "note~3", "c/note.txt": "note~4", "c/note~2.txt": "note~2", "c/other.txt": "other",
    }  # fmt: skip


def test_a_folder_that_cannot_be_listed_is_a_row() -> None:
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no file rights of that kind")
    with tempfile.TemporaryDirectory() as name:  # not pytest's own folder, which is closed to everybody else
        folder = Path(name)
        put(folder, "a.txt", "locked/b.txt", "z.txt")
        folder.chmod(0o755)
        (folder / "locked").chmod(0)
        seen = walk_as_nobody(folder)
        (folder / "locked").chmod(0o700)
    assert names(folder, seen) == ["a.txt", "locked", "z.txt"]
    assert reasons(folder, seen) == {"locked": ("the path cannot be looked into (PermissionError)", True)}


def walk_as_nobody(folder: Path) -> tuple[Seen, ...]:
    """Root may list everything, so it steps aside."""
    if os.geteuid() != 0:
        return walk([folder])
    os.seteuid(65534)
    try:
        return walk([folder])
    finally:
        os.seteuid(0)


def test_deep_folders_do_not_exhaust_the_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1200
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("crest")
    os.chdir(tmp_path)
    (item,) = walk([Path()])
    assert (isinstance(item, ToRead), item.source) == (True, "d/" * depth + "a.txt")
    os.chdir(item.source.rpartition("/")[0])
    Path("a.txt").unlink()
    for _ in range(depth):  # by hand: the usual removal of a tree cannot go so deep
        os.chdir("..")
        Path("d").rmdir()


def test_names_that_are_no_text_can_still_be_shown(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("crest")
    except OSError:
        pytest.skip("this file system refuses such names")
    (item,) = walk([tmp_path])
    assert isinstance(item, ToRead)
    assert item.id == "caf\ufffd"
    assert item.local.read_text() == "crest"
