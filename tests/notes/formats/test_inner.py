"""A document that lies inside another is read by the reader of its kind, and only so deep."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from auditor.notes.formats import registry
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted, Format, Inner, Item, Unread
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import Settings


def envelope(data: bytes, limits: Limits, inner: Inner) -> Iterator[Item]:
    """Media type in the first line, the document in base64 in the second."""
    media, packed = data.removeprefix(b"ENVELOPE ").split(b"\n", 1)
    yield inner(base64.b64decode(packed), media.decode())


def recognises(data: bytes, suffix: str) -> bool:
    return data.startswith(b"ENVELOPE ")


def alone(data: bytes, limits: Limits) -> Iterator[Item]:
    raise AssertionError("whoever has a reader for what lies inside uses it")


@pytest.fixture(autouse=True)
def envelopes(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("auditor.notes.formats.envelope")
    module.FORMAT = Format("envelope", frozenset({".env"}), recognises, alone, read_with=envelope)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(registry, "MODULES", ("envelope", *registry.MODULES))


def packed(data: bytes, media: str = "text/plain") -> bytes:
    return b"ENVELOPE " + media.encode() + b"\n" + base64.b64encode(data)


def read(data: bytes) -> Item:
    (part,) = parts(data, ".env", Settings())
    assert (part.format, part.id) == ("envelope", "")
    return part.item


@pytest.mark.parametrize(
    ("data", "media", "text"),
    [
        (b"crest\r\nrib\r", "text/plain", "crest\nrib\n"),
        ("½ crest".encode("utf-16"), "", "½ crest"),
        ("Müller".encode("latin-1"), "text/plain; charset=ISO-8859-1", "Müller"),
        (b"crest", "text/plain; charset=no-such-set", "crest"),
        (b"note text\ncrest\n", "text/csv", "crest"),
    ],
)
def test_by_content_media_type_and_character_set(data: bytes, media: str, text: str) -> None:
    item = read(packed(data, media))
    assert isinstance(item, Extracted)
    assert item.text == text


@pytest.mark.parametrize(
    ("data", "media", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png", "the file is a picture, not plain text"),
        (b"PK\x03\x04", "application/zip", "the attachment is an archive"),
        (b"note text\ncrest\nrib\n", "text/csv", "the attachment holds several notes"),
        (b"", "text/plain", "the attachment is empty"),
        (
            b"pdfInBase64Binary",
            "application/pdf; name=x",
            "the attachment is marked as application/pdf, but holds no document of this kind that can be read",
        ),
        (b"<x/>", "text/xml", "the attachment is marked as text/xml, but holds no document of this kind that can be read"),
    ],
)
def test_what_cannot_be_read(data: bytes, media: str, reason: str) -> None:
    item = read(packed(data, media))
    assert isinstance(item, Unread)
    assert item.reason == reason


def test_no_deeper_than_the_limit() -> None:
    data = packed(b"crest")
    for _ in range(2):
        data = packed(data, "application/x-envelope")
    assert read(data) == Extracted("crest")
    item = read(packed(data))
    assert isinstance(item, Unread)
    assert item.reason == "documents lie more than 3 deep in one another"
