"""FHIR R4 in JSON: one resource, a Bundle, or a bulk export with one resource a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from auditor.errors import NoteError
from auditor.notes.decode import decode
from auditor.notes.formats.attachments import plain_text
from auditor.notes.formats.fhir.index import Index
from auditor.notes.formats.fhir.json import kind
from auditor.notes.formats.fhir.notes import note
from auditor.notes.formats.fhir.twice import Twice
from auditor.notes.formats.fhir.unpack import DOCUMENTS, TYPED, Found, holds_document, unpack
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Format, Inner, Item, Unread

_LARGE = 1_000_000
_TYPE = re.compile(rb"\"resourceType\"\s*:\s*\"([A-Za-z]{1,60})\"")
_HEAD = 262_144
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_XML = re.compile(rb"<(?:\w+:)?[A-Z]\w+\s[^<>]*[\"']http://hl7\.org/fhir[\"']")
_JSON = re.compile(rb"\s*[{\[].*?\"resourceType\"\s*:", re.DOTALL)


def recognises(data: bytes, _suffix: str) -> bool:
    """By the first character and the field that every resource has; FHIR in XML too, so that it can be told apart."""
    head = data[:_HEAD]
    if head[:2] in _UTF16:
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    return _JSON.match(head) is not None or (head.lstrip()[:1] == b"<" and _XML.search(head[:8192]) is not None)


def read(data: bytes, limits: Limits = LIMITS, inner: Inner = plain_text) -> Iterator[Item]:
    """Yield the notes of a file in order, and Unread in the place of each document that gives none.

    `inner` reads attachments. Raises NoteError where the file is damaged or is XML.
    """
    if data[:2] in _UTF16:
        data = decode(data)[0].encode("utf-8", "replace")
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise NoteError("the file is FHIR in XML, which is not read", "export it as FHIR in JSON")
    if len(data) > _LARGE and not any(name.encode() in data for name in (*DOCUMENTS, *TYPED)):
        yield _nothing(each[1].decode() for each in islice(_TYPE.finditer(data), 1000))  # not worth taking apart
        return
    found = list(_until(unpack(data), 2 * limits.members))  # a document may come with a Binary
    index = Index()
    for each in found:
        if not isinstance(each.resource, Unread):
            index.add(each.resource, each.address)
    count = 0
    for made in _notes(found, index, inner):
        count += 1
        if count > limits.members:
            yield Unread(f"the file holds more than {limits.members:,} documents", "split it into smaller files")
            return
        yield made
    if not count:
        yield _nothing(kind(each.resource) for each in found)


def _until(found: Iterable[Found], most: int) -> Iterator[Found]:
    """The resources up to the one that is a document too many: what comes after is not taken apart."""
    count = 0
    for each in found:
        yield each
        count += isinstance(each.resource, Unread) or holds_document(each.resource)
        if count > most:
            return


def _notes(found: list[Found], index: Index, inner: Inner) -> Iterator[Item]:
    twice = Twice(found, index)
    for each in found:
        if isinstance(each.resource, Unread):
            yield each.resource
        elif not twice.skips(each.resource):
            try:
                made = note(each.resource, index, inner, each.where)
            except NoteError as problem:
                yield Unread(problem.reason, problem.remedy)
                continue
            if isinstance(made, Unread):
                yield made
            elif made is not None:
                yield replace(made, remarks=(*made.remarks, *twice.remarks(each.resource)))


def _nothing(kinds: Iterable[str]) -> Unread:
    """A file of other resources, as a bulk export has beside those of documents, is rightly left aside."""
    most = Counter(kinds).most_common(4)
    names = f" (it holds {', '.join(name for name, _ in most)})" if most else ""
    remedy = "export DocumentReference, Composition or DiagnosticReport resources with their content"
    return Unread(f"the FHIR file holds no document{names}", remedy, failure=not most)


FORMAT = Format("FHIR resource", frozenset({".json", ".ndjson", ".jsonl"}), recognises, read, read_with=read)
