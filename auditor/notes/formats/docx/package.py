"""The ZIP file of a Word document: its parts, their relations, nothing unpacked beyond the limits."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from auditor.errors import NoteError
from auditor.notes.formats.docx.tags import local
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.marks import refuse_too_much
from auditor.notes.office import plain_name

_AGAIN = "open it in Word, save it again and audit that file"
_DECLARATION = re.compile(r"\A<\?xml[^>]{0,200}\?>")
_DIRECTORY_ENTRY = b"PK\x01\x02"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of its type ("header"), and the name of the other part."""

    kind: str
    target: str


class Package:
    """The parts of one document by name. Raises NoteError where the file is no whole ZIP file or is too large."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise NoteError("the document is protected by a password", "remove the password in Word and save it again")
        # The directory is counted before it is read: a million entries of nothing would take the memory.
        if data.count(_DIRECTORY_ENTRY) > limits.members:
            raise NoteError(f"the document has more than {limits.members:,} parts", _AGAIN)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError, EOFError) as problem:
            raise _damaged() from problem
        self._names = {plain_name(name): name for name in self._zip.namelist()}

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none of this name."""
        actual = self._names.get(plain_name(name))
        if actual is None:
            return None
        if self._zip.getinfo(actual).flag_bits & 1:
            raise NoteError("the document is encrypted", "save it without a password")
        most = min(self._limits.markup, self._left)
        try:
            with self._zip.open(actual) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as problem:
            raise _damaged() from problem
        if len(data) > most:
            raise NoteError(f"a part of the document unpacks to more than {most // 1_000_000} MB", _AGAIN)
        self._left -= len(data)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part of markup, or None where there is none of this name."""
        data = self.part(name)
        if data is None:
            return None
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # counted and looked at below as single bytes
            data = _as_utf8(data)
        refuse_too_much(data, self._limits)
        return parse(data)

    def main(self) -> str:
        """The name of the part that holds the text."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise NoteError("the file is no Word document", "export the note as .docx or as plain text")

    def relations(self, part: str) -> dict[str, Relation]:
        """What `part` refers to inside the document by the id of the reference; links that lead out are left aside."""
        folder, file = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for element in tree if tree is not None else ():
            target, key = element.get("Target"), element.get("Id")
            if local(element) != "Relationship" or not target or not key or element.get("TargetMode") == "External":
                continue
            name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[key] = Relation((element.get("Type") or "").rsplit("/", 1)[-1], name)
        return found


def parse(data: bytes) -> etree._Element:
    """Parse markup with nothing resolved, loaded or fetched. Raises NoteError where it is damaged or holds a DTD."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _definitions()
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise _damaged() from problem
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise _definitions()
    return root


def _as_utf8(data: bytes) -> bytes:
    """Markup in UTF-16, without the declaration that says so."""
    try:
        return _DECLARATION.sub("", data.decode("utf-16")).encode("utf-8")
    except UnicodeError as problem:
        raise _damaged() from problem


def _definitions() -> NoteError:
    """Word never writes such; they are used to make small files large or to read other files."""
    return NoteError("the document holds definitions that Word does not write", _AGAIN)


def _damaged() -> NoteError:
    return NoteError("the document is damaged or cut off", "export it again and audit the new file")
