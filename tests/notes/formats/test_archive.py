"""Archives: every member is told once, nothing leaves them, and no archive can take the machine."""

from __future__ import annotations

import stat
import struct
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from auditor.errors import NoteError
from auditor.notes.formats import archive, serving
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted, Part, Unread
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import Settings


def packed(members: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return file.getvalue()


def read(data: bytes, **limits: int) -> list[Part]:
    return list(parts(data, ".zip", Settings(Limits(**limits))))


def told(data: bytes, **limits: int) -> dict[str, str]:
    """What is said of each member, by its path in the archive."""
    return {
        part.source: part.item.text if isinstance(part.item, Extracted) else part.item.reason for part in read(data, **limits)
    }


def test_members_by_name_and_their_ids() -> None:
    data = packed(
        {"b.txt": "B", "a/note.txt": "A", "a/note.text": "A2", "a/note~2.txt": "A3", "t.csv": "text\none\ntwo\n", "d/": ""}
    )
    assert [(part.id, part.source, part.format) for part in read(data)] == [
        ("/a/note", "/a/note.text", "plain text"),
        ("/a/note~3", "/a/note.txt", "plain text"),
        ("/a/note~2", "/a/note~2.txt", "plain text"),
        ("/b", "/b.txt", "plain text"),
        ("/t#1", "/t.csv#1", "table"),
        ("/t#2", "/t.csv#2", "table"),
    ]


def test_archives_in_archives_and_no_deeper_than_the_limit() -> None:
    third = packed({"c.txt": "C"})
    second = packed({"b.txt": "B", "third.zip": third})
    data = packed({"a.txt": "A", "second.zip": second})
    assert [(part.id, part.source) for part in read(data)] == [
        ("/a", "/a.txt"), ("/second.zip/b", "/second.zip/b.txt"), ("/second.zip/third.zip/c", "/second.zip/third.zip/c.txt"),
    ]  # fmt: skip
    assert told(data, archives=2)["/second.zip/third.zip"] == "the archive lies more than 2 archives deep"


def test_names_that_lead_out_and_what_is_left_aside() -> None:
    data = packed(
        {
            "../up.txt": "x", "/root.txt": "x", "a/../../b.txt": "x", "C:\\c.txt": "x", "__MACOSX/d.txt": "x",
            "e/.hidden.txt": "x", "~$f.docx": "x", "audit.xlsx": "x", "g.txt": "G", "g.json": "{}",
            "h.json": "{}", "..\\i.txt": "x",
        }
    )  # fmt: skip
    out, hidden = "its name leads out of the archive", "hidden files and folders are left aside"
    found = told(data)
    assert found.pop("/h.json") == "what is in the file does not go with the suffix .json"
    assert found == {
        "/up.txt": out, "/root.txt": out, "/a/b.txt": out, "/C:/c.txt": out, "/i.txt": out,
        "/__MACOSX/d.txt": hidden, "/e/.hidden.txt": hidden, "/~$f.docx": "this is the lock file of an open document",
        "/audit.xlsx": "this is the output of an audit", "/g.txt": "G", "/g.json": "this is the annotation of the note beside it",
    }  # fmt: skip
    assert [part.source for part in read(data) if isinstance(part.item, Unread) and not part.item.failure] == [
        "/__MACOSX/d.txt", "/audit.xlsx", "/e/.hidden.txt", "/g.json", "/~$f.docx",
    ]  # fmt: skip


def test_links_are_not_followed() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as out:
        link = ZipInfo("passwd.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
    assert told(file.getvalue()) == {"/passwd.txt": "this is a link, and links in an archive are not followed"}


def test_a_member_with_a_password_costs_itself_alone() -> None:
    data = bytearray(packed({"a.txt": "A", "b.txt": "B"}))
    entry = data.find(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert told(bytes(data)) == {"/a.txt": "this member of the archive has a password", "/b.txt": "B"}


def test_a_damaged_member_costs_itself_alone() -> None:
    data = bytearray(packed({"a.txt": "A" * 1000, "b.txt": "B"}))
    data[40] ^= 0xFF
    assert told(bytes(data)) == {
        "/a.txt": "this member of the archive is damaged, or packed in a way that is not known", "/b.txt": "B"
    }  # fmt: skip


def test_bombs_are_refused_before_anything_is_unpacked() -> None:
    data = packed({"a.txt": b"0" * 5_000_000, "b.txt": b"0" * 5_000_000})
    assert told(data, unpacked=9_000_000) == {"": "the archive unpacks to more than 9 MB"}
    assert told(data, file=4_000_000) == dict.fromkeys(("/a.txt", "/b.txt"), "the file is larger than 4 MB")
    assert told(packed({f"{n}.txt": "x" for n in range(11)}), members=10) == {"": "there are more than 10 files in the archive"}


def test_a_member_that_lies_about_its_size() -> None:
    """The library stops where the size that is told ends, and then the check sum is wrong."""
    data = bytearray(packed({"a.txt": b"0" * 5_000_000}))
    for header, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(header) + place
        data[at : at + 4] = struct.pack("<I", 10)
    assert told(bytes(data)) == {"/a.txt": "this member of the archive is damaged, or packed in a way that is not known"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed({}), "there is no file in the archive"),
        (
            packed({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
            "the file is an Office document of a kind that is not read",
        ),
        (
            packed({"[content_types].XML": "", "PPT\\presentation.xml": ""}),
            "the file is an Office document of a kind that is not read",
        ),
        (packed({"mimetype": "application/epub+zip"}), "the file is an OpenDocument file or an electronic book"),
        (b"PK\x03\x04", "the archive is damaged"),
    ],
)
def test_what_is_no_archive_of_notes(data: bytes, reason: str) -> None:
    assert told(data) == {"": reason}


@pytest.mark.parametrize("tenth", range(1, 10))
def test_cut_off(tenth: int) -> None:
    data = packed({"a.txt": "A" * 100, "b.txt": "B"})
    assert told(data[: len(data) * tenth // 10]) == {"": "the archive is damaged"}


def test_an_archive_has_no_note_of_its_own() -> None:
    with pytest.raises(NoteError):
        archive.read(packed({"a.txt": "A"}))


def names(data: bytes) -> dict[str, str]:
    """Where each part lies, and what it is called."""
    return {part.source: part.id for part in read(data)}


def test_no_member_is_called_as_a_note_of_another() -> None:
    table = "text\none\ntwo\n"
    data = packed({"x.csv": table, "x#1.txt": "X", "y.csv": table, "y.tsv": table, "y~2#1.txt": "Y", "z#1.txt": "Z"})
    assert names(data) == {
        "/x.csv#1": "/x#1", "/x.csv#2": "/x#2", "/x#1.txt": "/x#1~2", "/y.csv#1": "/y#1", "/y.csv#2": "/y#2",
        "/y.tsv#1": "/y~2#1", "/y.tsv#2": "/y~2#2", "/y~2#1.txt": "/y~2#1~2", "/z#1.txt": "/z#1",
    }  # fmt: skip


def test_no_member_is_called_as_what_lies_in_an_archive_beside_it() -> None:
    inner = packed({"a.txt": "inner", "a.text": "inner, too"})
    data = packed(
        {
            "in.zip": inner, "in.zip/a.txt": "outer", "in.zip/b.zip": inner, "in.zip/b.zip/a.txt": "outer", "in.zip~2/a.txt": "x",
            "x.text": "x", "x.zip": inner, "x~2.zip/a.txt": "outer",
        }
    )  # fmt: skip
    parts_of_it = read(data)
    assert len({part.id for part in parts_of_it}) == len(parts_of_it) == 11
    assert names(data) == {
        "/in.zip/a.text": "/in.zip/a", "/in.zip/b.zip/a.text": "/in.zip~3/b.zip/a",
        "/in.zip/b.zip/a.txt": "/in.zip~3/b.zip~2/a", "/in.zip~2/a.txt": "/in.zip~2/a",
        "/in.zip/a.txt": "/in.zip~3/a", "/x.text": "/x", "/x.zip/a.text": "/x~3.zip/a", "/x.zip/a.txt": "/x~3.zip/a~2",
        "/x~2.zip/a.txt": "/x~2.zip/a",
    }  # fmt: skip


def test_the_list_of_members_is_read_once_however_many_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[BytesIO] = []

    class Counted(ZipFile):
        def __init__(self, file: BytesIO) -> None:
            opened.append(file)
            super().__init__(file)

    monkeypatch.setattr(archive, "ZipFile", Counted)
    data = packed({f"{number}.txt": "x" for number in range(20)})
    assert len(read(data)) == 20
    assert len(opened) == 1
    held = serving.Held(data)
    for member in archive.Archive(data).members():
        assert len(list(serving.answers_to(held, serving.Request(None, ".zip", Settings(), member=member)))) == 2
    assert len(opened) == 3
