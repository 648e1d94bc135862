"""ZIP archives: every member is a file of its own. Nothing is ever unpacked to disk, so that no name can lead anywhere."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from auditor.errors import NoteError
from auditor.notes.aside import HIDDEN, NOTHING, is_hidden, left_aside, may_annotate
from auditor.notes.distinct import MemberNames
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Format, Item, Part, Unread
from auditor.notes.office import plain_name

NAME: Final = "ZIP archive"
_DAMAGE: Final = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
    RuntimeError,
)
_AGAIN: Final = "make the archive again, or unpack it and audit the files in it"
_OUT: Final = Unread("its name leads out of the archive", "unpack the archive with care, and audit the file")
_LINK: Final = Unread("this is a link, and links in an archive are not followed", "put the file itself into the archive")
_LOCKED: Final = Unread("this member of the archive has a password", "unpack it with its password and audit the file")
_OTHERS: Final = (
    ("[content_types].xml", "an Office document of a kind that is not read"),
    ("mimetype", "an OpenDocument file or an electronic book"),
    ("meta-inf/manifest.mf", "a program"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its place among the members, its name, its id within the archive, and why it is not read.

    `may_annotate` says that it is left aside beside its note, unless a reader knows it.
    """

    place: int
    name: str
    stem: str
    refused: Unread | None = None
    may_annotate: bool = False

    @property
    def suffix(self) -> str:
        """In small letters, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def id(self) -> str:
        """What is put behind the id of the archive."""
        return f"/{self.stem}"

    @property
    def source(self) -> str:
        """What is put behind the path of the archive."""
        return f"/{self.name}"

    def id_of(self, part: Part) -> str:
        """The same for one of the member's parts; what lies in an archive of its own keeps that one's whole name."""
        return f"{self.id}{PurePosixPath(self.name).suffix}" if part.id.startswith("/") else self.id


def recognises(data: bytes, suffix: str) -> bool:
    """By its first bytes, or those of an archive without members; who asks has asked for documents packed in this way before."""
    del suffix
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(data: bytes, limits: Limits = LIMITS) -> Iterator[Item]:
    """An archive has no note of its own: `auditor.notes.formats.parts` reads its members as files."""
    del data, limits
    raise NoteError("an archive holds files and is no note", "unpack it")


class Archive:
    """An archive whose list of members is read once, however many of them are. Raises NoteError where it is damaged."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._limits = limits
        try:
            self._packed = ZipFile(BytesIO(data))
        except _DAMAGE:
            raise NoteError("the archive is damaged", _AGAIN) from None
        self._infos = self._packed.infolist()

    def members(self) -> tuple[Member, ...]:
        """All files in it, by name. Raises NoteError for an archive that is empty, too large, or of another kind."""
        infos = [(place, info) for place, info in enumerate(self._infos) if not info.is_dir()]
        names = {plain_name(info.filename) for _, info in infos}
        for name, kind in _OTHERS:
            if name in names:
                raise NoteError(f"the file is {kind}", "save it as .docx, PDF or plain text")
        if not infos:
            raise NoteError("there is no file in the archive", _AGAIN)
        if len(infos) > self._limits.members:
            raise NoteError(f"there are more than {self._limits.members:,} files in the archive", "split it")
        if sum(info.file_size for _, info in infos) > self._limits.unpacked:
            most = self._limits.unpacked // 1_000_000
            raise NoteError(f"the archive unpacks to more than {most} MB", "unpack it and audit the files in it")
        return tuple(_members(sorted(infos, key=lambda one: (one[1].filename.replace("\\", "/"), one[0])), self._limits))

    def content(self, member: Member) -> bytes:
        """The bytes of one member. Raises NoteError where it is damaged."""
        most = self._limits.file
        try:
            with self._packed.open(self._infos[member.place]) as file:
                found = file.read(most + 1)
        except _DAMAGE:
            raise NoteError("this member of the archive is damaged, or packed in a way that is not known", _AGAIN) from None
        if len(found) > most:
            raise NoteError(f"the file is larger than {most // 1_000_000} MB", "split it")
        return found


def _members(infos: Sequence[tuple[int, ZipInfo]], limits: Limits) -> Iterator[Member]:
    paths = [PurePosixPath(_plain(info.filename)) for _, info in infos]
    siblings: dict[PurePosixPath, set[str]] = {}
    for path in paths:
        siblings.setdefault(path.parent, set()).add(path.name)
    names = MemberNames(map(str, paths))
    for (place, info), path in zip(infos, paths, strict=True):
        refused = _refused(info, limits)
        stem = str(path.with_suffix("")) if refused else names.own(str(path))
        yield Member(place, str(path), stem, refused, may_annotate(path, siblings[path.parent]))


def _plain(name: str) -> str:
    """The name without what would lead elsewhere, only for showing it: the file is known by its place."""
    text = name.replace("\\", "/").encode("utf-8", "replace").decode("utf-8")
    return "/".join(part for part in text.split("/") if part not in ("", ".", "..")) or "(no name)"


def _refused(info: ZipInfo, limits: Limits) -> Unread | None:
    parts = info.filename.replace("\\", "/").split("/")
    if not parts[0] or ".." in parts or parts[0].endswith(":"):
        return _OUT
    if stat.S_ISLNK(info.external_attr >> 16):
        return _LINK
    aside = HIDDEN if any(map(is_hidden, parts)) else left_aside(parts[-1])
    if aside:
        return Unread(aside, NOTHING, failure=False)
    if info.flag_bits & 1:
        return _LOCKED
    if info.file_size > limits.file:
        return Unread(f"the file is larger than {limits.file // 1_000_000} MB", "split it")
    return None


FORMAT: Final = Format(NAME, frozenset({".zip"}), recognises, read)
