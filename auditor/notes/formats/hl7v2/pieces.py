"""Text in pieces: segments that were cut at a fixed length, and a text that its own field delimiters have cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.notes.formats.hl7v2.content import TEXT, Value, value
from auditor.notes.formats.hl7v2.segments import Segment
from auditor.notes.formats.message_text import cleaned
from auditor.notes.formats.model import Place
from auditor.notes.formats.table.pieces import Joint

_TEXT_AT = 4  # of the fields of OBX, counted from 0
_STATUS_BEHIND = 6  # so many fields further is the status
_STATUS = frozenset("FPCRISUANOVB")
_NO_PROSE = slice(5, 14)  # units, limits, flags, dates
_FEWEST_WORDS = 5  # of prose
BROKEN = "{}: its text holds field delimiters that the sender did not escape; it was put together again."


def texts(run: Sequence[Value]) -> list[tuple[str, list[Place]]]:
    """The lines of a text, each with its place; one text of all where it was cut at a fixed length, also through its words."""
    values = [value(each) for each in run]
    if len(run) > 1 and (pieces := _cut(run, values)):
        places, length = [], 0
        for each, piece in zip(run, pieces, strict=True):
            places.append(Place(length, each.place))
            length += len(piece)
        return [("".join(pieces), places)]
    if len(run) > 2 and all(each.endswith("\n") for each in values[:-1]):  # each line has its end, and is a segment
        values = [each.removesuffix("\n") for each in values]
    return [(text, [Place(0, each.place)]) for each, text in zip(run, values, strict=True)]


def _cut(run: Sequence[Value], values: Sequence[str]) -> list[str] | None:
    """The pieces of a text that was cut at a fixed length before or after it was escaped; None where each is a line."""
    if not all(each.is_text for each in run):
        return None
    joint = Joint.of([values])
    if joint.length is not None:
        text, starts = joint.joined(values)
        return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    delimiters, raws = run[0].segment.delimiters, [each.segment.raw(_TEXT_AT + 1) for each in run]
    end = delimiters.line_end
    joint = Joint.of([[raw.replace(end, "\n" * len(end)) for raw in raws]])
    if joint.length is None or any(joint.measure(raw) != joint.length for raw in raws[:-1]):
        return None
    return [cleaned(run[0].segment.unescape(piece)) for piece in _whole(raws, delimiters.escape)]


def _whole(raws: Sequence[str], escape: str) -> Iterator[str]:
    """The same pieces, parted where no escape sequence is: one that a cut went through goes with the following piece."""
    carried = ""
    for raw in raws[:-1]:
        piece = carried + raw
        at = piece.rfind(escape) if piece.count(escape) % 2 else len(piece)
        carried = piece[at:]
        yield piece[:at]
    yield carried + raws[-1]


def mended(segment: Segment) -> Segment:
    """An OBX whose text goes on in fields that never hold prose, with all of its text in the field of the text."""
    if segment.name != "OBX" or segment.get(2).upper() not in TEXT:
        return segment
    fields, line_end = segment.fields, segment.delimiters.line_end
    prose = [at for at, field in enumerate(fields[_NO_PROSE], _NO_PROSE.start) if _is_prose(field)]
    prose += [at for at, field in enumerate(fields[_NO_PROSE.start :], _NO_PROSE.start) if line_end in field]
    if not prose:
        return segment
    last = max(prose)
    status = next((at for at in range(len(fields) - 1, last, -1) if _is_status(fields, at)), 0)
    end = max(status - _STATUS_BEHIND + 1, last + 1)
    text = segment.delimiters.field.join(fields[_TEXT_AT:end])
    return replace(segment, fields=(*fields[:_TEXT_AT], text, *fields[end:]))


def _is_prose(field: str) -> bool:
    """Whether a field holds more words than a unit, a limit or a name has."""
    return len(field.split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS


def _is_status(fields: Sequence[str], at: int) -> bool:
    """Whether a field is the status of an observation: one letter behind fields that are empty or a word."""
    return fields[at] in _STATUS and all(" " not in field for field in fields[at - _STATUS_BEHIND + 1 : at])
