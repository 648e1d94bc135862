"""What OBX and NTE segments hold: lines of text, values with a label, and whole documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.errors import NoteError
from auditor.notes.formats.attachments import AGAIN, elsewhere, unpacked
from auditor.notes.formats.hl7v2.segments import Segment
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.message_text import cleaned, refuse_length
from auditor.notes.formats.model import Extracted, Inner

TEXT = frozenset({"", "TX", "FT", "ST", "TXT"})
_CODED = frozenset({"CE", "CWE", "CNE", "CF"})
DOCUMENT = frozenset({"ED", "RP"})
WITHDRAWN = frozenset({"D", "W", "X"})
_MEDIA = {
    "pdf": "application/pdf", "rtf": "application/rtf", "html": "text/html", "htm": "text/html", "xml": "application/xml",
    "plain": "text/plain", "txt": "text/plain", "text": "text/plain", "doc": "application/msword",
    "msword": "application/msword", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "tiff": "image/tiff",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_FEWEST_WORDS = 8  # more than a code has
_ENCODINGS = frozenset({"base64", "hex", "a", "ascii"})
_MOST_COMPONENTS = 12  # of encapsulated data, which has five
_LEAST_PART = 64  # characters
_MOST_ESCAPED = 6 * LIMITS.text  # no sequence is longer than this for one character, so nothing longer can be a note


@dataclass(frozen=True, slots=True)
class Value:
    """One OBX or NTE: `place` names it for people, `label` is what is observed, `kind` its value type."""

    segment: Segment
    place: str
    label: str
    kind: str

    @property
    def is_text(self) -> bool:
        """Whether the value is text, and not a measurement or a document."""
        return self.kind in TEXT

    @property
    def is_document(self) -> bool:
        """Whether the value is a whole document, or points at one."""
        return self.kind in DOCUMENT


def item(segment: Segment, order: int) -> Value:
    """`order` counts the segments of this name in the message; the number that the sender gave goes before it."""
    number = segment.get(1)
    place = f"{segment.name} {number if number.isdigit() and len(number) < 7 else order}"
    if segment.name == "NTE":
        return Value(segment, place, "", "NTE")
    return Value(segment, place, _label(segment), segment.get(2).upper())


def _label(segment: Segment) -> str:
    """What OBX-3 calls the observation, where it does so in words."""
    parts = segment.components(3)
    words = (parts[at] for at in (1, 4, 8, 0) if at < len(parts))
    return next((word for word in words if re.search(r"[A-Za-z]{3}", word) and not re.search(r"\d{3}|[&^]", word)), "").rstrip(
        ":"
    )


def told_as_codes(items: list[Value]) -> list[Value]:
    """The items of a report, those as text that a sender without any text has typed as codes: "The rib was raised."."""
    if any(each.is_text or each.is_document or each.kind == "NTE" for each in items):
        return items
    plain = [each.kind in _CODED and each.segment.delimiters.component not in each.segment.raw(5) for each in items]
    prose = any(
        len(each.segment.raw(5).split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS
        for each, alone in zip(items, plain, strict=True)
        if alone
    )
    return [replace(each, kind="TX") if alone and prose else each for each, alone in zip(items, plain, strict=True)]


def value(item: Value) -> str:
    """The text of an item that is no document."""
    segment = item.segment
    if item.kind == "NTE":
        return _lines(segment, 3)
    if item.is_text:
        return _lines(segment, 5)
    if item.kind in _CODED:
        parts = segment.components(5)
        return next((parts[at] for at in (1, 8, 0) if at < len(parts) and parts[at]), "")
    figure = cleaned(" ".join(part for part in segment.components(5) if part))
    unit = segment.get(6)
    return f"{figure} {unit}".strip() if figure else ""


def _lines(segment: Segment, number: int) -> str:
    """Repetitions are lines of their own; in a rich-text document the same character is a hard space."""
    raw = segment.raw(number)
    refuse_length(raw, _MOST_ESCAPED)
    if raw.startswith("{\\rtf"):
        return cleaned(raw)
    text = "\n".join(segment.unescape(part) for part in segment.repetitions(number))
    if "\n" not in text and text.count(segment.delimiters.line_end) > 1:  # escaped twice on its way
        text = segment.unescape(text)
    return "" if text == '""' else cleaned(text)


def documents(items: Sequence[Value]) -> list[tuple[str, Sequence[Value]]]:
    """Documents in order, each with its place; one that was cut into base64 of equal length over several OBX is one."""
    groups: list[list[Value]] = []
    full = before = ""
    for each in items:
        packed = _packed(each)
        if groups and each.label == groups[-1][0].label and _goes_on(full, before, packed):
            groups[-1].append(each)
        else:
            groups.append([each])
            full = packed
        before = packed
    return [(group[0].place, group) for group in groups]


def _goes_on(full: str, before: str, packed: str) -> bool:
    """Whether base64 goes on with what came before: all parts but the last are full, which is equally long, and not closed."""
    return len(full) >= _LEAST_PART and len(before) == len(full) >= len(packed) > 0 and not before.endswith("=")


def _packed(item: Value) -> str:
    encoding, data, _ = _parted(item)
    return re.sub(r"\s+", "", data) if encoding == "base64" else ""


def document(group: Sequence[Value], inner: Inner) -> Extracted:
    """The note in a document. Raises NoteError where it is elsewhere, damaged, or of a kind that `inner` refuses."""
    encoding, data, kind = _parted(group[0])
    if group[0].kind == "RP":
        raise elsewhere()
    if not data:
        raise NoteError("the attachment is empty", AGAIN)
    if encoding == "base64":
        return unpacked("".join(_parted(each)[1] for each in group), kind, inner)
    if encoding == "hex":
        try:
            return inner(bytes.fromhex(data), kind)
        except ValueError:
            raise NoteError("the attachment is damaged: its hexadecimal digits are not valid", AGAIN) from None
    return inner(group[0].segment.unescape(data).encode("utf-8", "replace"), kind or "text/plain")


def _parted(item: Value) -> tuple[str, str, str]:
    """Encoding, data and media type of encapsulated data, also where the sender leaves components out or adds some."""
    segment = item.segment
    raw = segment.raw(5).split(segment.delimiters.component, _MOST_COMPONENTS)
    words = [part.strip().lower() for part in raw]
    at = next((at for at, word in enumerate(words[:-1]) if word in _ENCODINGS), len(raw) - 2)
    encoding = words[at] if at >= 0 and words[at] in _ENCODINGS else "base64"
    data = segment.delimiters.component.join(raw[at + 1 :])
    if encoding == "base64":
        data = segment.unescape(data.rstrip(segment.delimiters.component))  # line ends in it may be escaped
    return encoding, data, _kind(words[: max(at, 0)])


def _kind(words: Sequence[str]) -> str:
    """The media type in the components before the encoding, the last first: "application", "pdf" or "AP", "PDF"."""
    for word in reversed(words):
        last = re.split(r"[/.]", word)[-1]
        if last in _MEDIA:
            return _MEDIA[last]
    return ""
