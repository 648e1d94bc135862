"""A file's bytes -> its parts: notes and what cannot be read of them, each with what tells it from the others of its file."""

from __future__ import annotations

import re
from codecs import lookup
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Final

from auditor.errors import NoteError, ScanError
from auditor.model import Known, Place
from auditor.notes.aside import ANNOTATION, NOTHING
from auditor.notes.formats import archive, html, table
from auditor.notes.formats.attachments import AGAIN
from auditor.notes.formats.enclosed import begins_as_page
from auditor.notes.formats.model import Extracted, Format, Item, Part, Unread
from auditor.notes.formats.one_line import with_lines
from auditor.notes.formats.refused import AS_SHEET, SHEETS, refusal
from auditor.notes.formats.registry import judge, recognised, why_not
from auditor.notes.formats.settings import Settings
from auditor.notes.formats.text import NAME as PLAIN_TEXT

_EMPTY: Final = Unread("the file is empty", "export the note again and run the audit once more")
_NO_NOTE: Final = Unread("there is no note in the file", "see what it holds, and export the note again")
_WAITING: Final = Unread("files of an archive wait to be read", NOTHING, failure=False)
_NO_TEXT: Final = Unread("there is no text in the note", "export the note again and run the audit once more")
_REPORT: Final = "save it as plain text and audit that, and report the fault without the file"
_ANEW: Final = "open it in its own program and save it anew, as .docx, PDF or plain text"
_TOO_DEEP: Final = "unpack the outer archives and audit the files in them"
_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([a-z0-9_.:-]{1,40})")
_BY_HABIT: Final = frozenset({"ascii", "iso8859-1"})
_SUFFIX_OF: Final = {
    "": "", "text/plain": ".txt", "text/html": ".html", "application/xhtml+xml": ".html", "text/rtf": ".rtf",
    "application/rtf": ".rtf", "application/pdf": ".pdf", "text/xml": ".xml", "application/xml": ".xml", "text/csv": ".csv",
}  # fmt: skip
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def parts(
    data: bytes, suffix: str, settings: Settings, depth: int = 0, *, early: bool = False, behind: int = 0
) -> Iterator[Part]:
    """Yield everything that is in a file, at least one part, and where it is asked for the `early` ones too.

    Where it is an archive, so many files of others wait `behind` it. Only exhausted memory is raised.
    """
    if not data:
        yield Part(_EMPTY, "")
        return
    kind = format_of(data, suffix, settings)
    if kind is None:
        problem = why_not(data, suffix)
        yield Part(Unread(problem.reason, problem.remedy), "")
        return
    if kind is html.FORMAT and table.is_table_of_notes(data, settings.limits, settings.columns):
        kind = table.PAGE
    if kind is archive.FORMAT:
        yield from _of_archive(data, suffix, settings, depth, early=early, behind=behind)
    else:
        yield from numbered(kind, read(kind, data, settings, depth), early=early)


def format_of(data: bytes, suffix: str, settings: Settings) -> Format | None:
    """The format of a whole file; a text that by its titles is a table of notes is one, and so is a piece of a page a page."""
    found = recognised(data, suffix)
    if found is None or found.name != PLAIN_TEXT:
        return found
    if begins_as_page(data):
        return html.FORMAT
    return table.FORMAT if table.begins_as_table(data, settings.columns) else found


def numbered(format: Format, items: Iterator[Item], *, early: bool = False) -> Iterator[Part]:
    """The parts by number, where there are several."""
    first = next(items, None)
    if first is None:
        yield Part(_NO_NOTE, format.name)
        return
    if early:
        yield Part(first, format.name, "#1", "#1", early=True)
    second = next(items, None)
    if second is None:
        yield Part(first, format.name)
        return
    yield Part(first, format.name, "#1", "#1")
    yield Part(second, format.name, "#2", "#2")
    for number, item in enumerate(items, 3):
        yield Part(item, format.name, f"#{number}", f"#{number}")


def read(format: Format, data: bytes, settings: Settings, depth: int = 0) -> Iterator[Item]:
    """The notes of a file of this format; whatever is wrong with it ends them, as the last."""
    try:
        for item in _read(format, data, settings, depth):
            yield item if isinstance(item, Unread) else _checked(with_lines(item), format, settings)
    except NoteError as problem:
        yield Unread(problem.reason, problem.remedy, scan=isinstance(problem, ScanError))
    except MemoryError:
        raise
    except Exception as fault:  # the type alone is kept, since the message could quote the note
        yield Unread(f"the reader of this format failed ({type(fault).__name__}): {format.name}", _REPORT)


def _read(format: Format, data: bytes, settings: Settings, depth: int) -> Iterator[Item]:
    """A table is told how its columns are called; it and a message are told by whom documents within them are read."""
    within = partial(inner, settings=settings, depth=depth + 1)
    if format in (table.FORMAT, table.PAGE):
        read_table = table.read if format is table.FORMAT else table.read_page
        return read_table(data, settings.limits, settings.columns, within)
    if format.read_with is not None:
        return format.read_with(data, settings.limits, within)
    if settings.ocr is not None and format.read_by_ocr is not None:
        return format.read_by_ocr(data, settings.limits, settings.ocr)
    return format.read(data, settings.limits)


def inner(data: bytes, media_type: str, *, settings: Settings, depth: int) -> Extracted:
    """The one note of a document inside another, of whatever format its content is. Raises NoteError."""
    if depth > settings.limits.archives:
        reason = f"documents lie more than {settings.limits.archives} deep in one another"
        raise NoteError(reason, "audit the innermost as a file of its own")
    if not data:
        raise NoteError("the attachment is empty", "export the document again")
    media, _, rest = media_type.lower().partition(";")
    data = _in_utf8(data, rest)
    kind = _judged_inside(data, media.strip())
    if kind is archive.FORMAT:
        raise NoteError("the attachment is an archive", "audit the files in it")
    first, *others = islice(read(kind, data, settings, depth), 2)
    if others:
        raise NoteError("the attachment holds several notes", "audit it as a file of its own")
    if isinstance(first, Unread):
        raise NoteError(first.reason, first.remedy)
    return replace(first, text=first.text.replace("\r\n", "\n").replace("\r", "\n")) if kind.name == PLAIN_TEXT else first


def _judged_inside(data: bytes, media: str) -> Format:
    """The format of a document inside another; nobody sees a suffix there. Raises NoteError."""
    suffix = _SUFFIX_OF.get(media, "")
    try:
        return judge(data, suffix)
    except NoteError:
        if not suffix or refusal(data):
            raise
        reason = f"the attachment is marked as {media}, but holds no document of this kind that can be read"
        raise NoteError(reason, AGAIN) from None


def _in_utf8(data: bytes, parameters: str) -> bytes:
    """Text that is no UTF-8 by the character set that is named for it; one that is named by habit tells nothing."""
    named = _CHARSET.search(parameters)
    with suppress(UnicodeError):
        data.decode("utf-8")
        return data
    with suppress(LookupError, UnicodeError):
        if named and lookup(named[1]).name not in _BY_HABIT:
            return data.decode(named[1]).encode("utf-8")
    return data


def _checked(note: Extracted, format: Format, settings: Settings) -> Item:
    """The note as every room after this one may rely on it."""
    if format.name == PLAIN_TEXT:
        return note
    if len(note.text) > settings.limits.text:
        return Unread(f"the note is longer than {settings.limits.text:,} characters", "split it, and audit its parts")
    if not any(character.isprintable() and not character.isspace() for character in note.text):
        return _NO_TEXT
    known = Known(kind=note.known.kind) if format.knows_properties else note.known
    return replace(
        note,
        text=_SURROGATE.sub("\ufffd", note.text),
        places=tuple(Place(place.start, _line(place.name) or "") for place in note.places),
        known=Known(*(_line(value) for value in (known.author, known.date, known.kind, known.patient, known.case))),
        remarks=tuple(_line(remark) or "" for remark in note.remarks),
    )


def _line(value: str | None) -> str | None:
    """In one line, and such that every output can be written."""
    return " ".join(_SURROGATE.sub("\ufffd", value).split()) if value else None


def _of_archive(data: bytes, suffix: str, settings: Settings, depth: int, *, early: bool, behind: int) -> Iterator[Part]:
    if depth >= settings.limits.archives:
        reason = f"the archive lies more than {settings.limits.archives} archives deep"
        yield Part(Unread(reason, _TOO_DEEP), archive.NAME)
        return
    try:
        packed = archive.Archive(data, settings.limits)
        members = packed.members()
    except NoteError as problem:
        anew = AS_SHEET if suffix in SHEETS else _ANEW
        yield Part(Unread(problem.reason, problem.remedy if suffix in archive.FORMAT.suffixes else anew), archive.NAME)
        return
    for waiting, member in zip(range(behind + len(members), behind, -1), members, strict=True):
        if early:
            yield Part(_WAITING, archive.NAME, early=True, waiting=waiting)
        yield from of_member(packed, member, settings, depth, early=early, behind=waiting - 1)
    if early:
        yield Part(_WAITING, archive.NAME, early=True, waiting=behind)


def of_member(
    packed: archive.Archive, member: archive.Member, settings: Settings, depth: int = 0, *, early: bool = False, behind: int = 0
) -> Iterator[Part]:
    """The parts of one member of an archive; `behind` it wait so many files of the archives around it."""
    if member.refused is not None:
        yield Part(member.refused, archive.NAME, member.id, member.source)
        return
    try:
        content = packed.content(member)
    except NoteError as problem:
        yield Part(Unread(problem.reason, problem.remedy), archive.NAME, member.id, member.source)
        return
    if member.may_annotate and recognised(content, member.suffix) is None:
        yield Part(Unread(ANNOTATION, NOTHING, failure=False), archive.NAME, member.id, member.source)
        return
    for part in parts(content, member.suffix, settings, depth + 1, early=early, behind=behind):
        yield part.within(member.id_of(part), member.source)
