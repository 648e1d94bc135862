"""One message -> its notes: one a document, and one an order of a result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from auditor.errors import NoteError
from auditor.notes.formats.again import is_held
from auditor.notes.formats.enclosed import note_in, with_line_ends
from auditor.notes.formats.hl7v2.content import WITHDRAWN, Value, document, documents, item, told_as_codes
from auditor.notes.formats.hl7v2.escapes import unescaper
from auditor.notes.formats.hl7v2.known import known
from auditor.notes.formats.hl7v2.messages import Message
from auditor.notes.formats.hl7v2.pieces import BROKEN, mended, texts
from auditor.notes.formats.hl7v2.segments import Delimiters, Segment
from auditor.notes.formats.hl7v2.versions import UNFINISHED, WITHOUT_CONTENT, Told
from auditor.notes.formats.message_text import Lines
from auditor.notes.formats.model import Extracted, Inner, Item, Place, Unread

_UNAVAILABLE = {"CA": "cancelled", "OB": "obsolete"}


@dataclass(slots=True)
class Group:
    """The segments that one note is made of."""

    patient: Segment | None = None
    visit: Segment | None = None
    document: Segment | None = None
    order: Segment | None = None
    items: list[Value] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def told(self, event: str) -> Told:
        """What the segments tell of which document this is a version of."""
        first = next((each.segment for each in self.items if each.segment.name == "OBX"), None)
        return Told.of(self.patient, self.document, self.order, event, first)


def notes(
    message: Message, inner: Inner, judge: Callable[[Told], Unread | tuple[str, ...]], settled: Callable[[Told, Extracted], Item]
) -> Iterator[Item]:
    """The notes of a message in order; Unread for each that cannot be read, or that `judge` leaves aside for a later version.

    What was read is `settled` with the addenda of the file.
    """
    delimiters = Delimiters.of(message.segments[0])
    unescape = unescaper(delimiters, message.codec)
    segments = [Segment.of(line, delimiters, unescape) for line in message.segments]
    kind, event = segments[0].get(9), segments[0].get(9, 2)
    if (kind, event) == ("MDM", "T11"):
        remedy = "audit the document that took its place, if there is one"
        yield Unread("the message cancels a document", remedy, failure=False)
        return
    groups = [group for group in _groups(segments, documents=kind == "MDM") if group.items or group.withdrawn]
    for group in groups:
        group.items = told_as_codes(group.items)
    told = [group for group in groups if any(each.is_text or each.is_document or each.kind == "NTE" for each in group.items)]
    if not told:
        yield _nothing(kind, event, bool(groups))
    left = ("The message also holds results without text, which were left out.",) if len(told) < len(groups) else ()
    for number, group in enumerate(told):
        version = group.told(event)
        verdict = judge(version)
        if isinstance(verdict, Unread):
            yield verdict
            continue
        try:
            yield settled(version, _note(group, inner, (*message.remarks, *verdict, *(left if number == 0 else ()))))
        except NoteError as problem:
            yield Unread(problem.reason, problem.remedy)


def _nothing(kind: str, event: str, results: bool) -> Unread:
    """Why there is no note: a failure where a document was announced, else a message that is rightly left aside."""
    if kind == "MDM" and event in WITHOUT_CONTENT:
        remedy = "export the messages with content (T02, T06, T10)"
        return Unread(f"the message MDM^{event} tells of a document without its text", remedy)
    if results:
        remedy = "leave it aside, or export the report with its text"
        return Unread("the message holds results, but no text", remedy, failure=False)
    name = f" {kind}" if re.fullmatch(r"[A-Z]{3}", kind) else ""
    remedy = "leave it aside, or export the documents as MDM or ORU messages"
    return Unread(f"the message{name} holds no text of a note", remedy, failure=kind in ("MDM", "ORU"))


def _groups(segments: list[Segment], *, documents: bool) -> Iterator[Group]:
    """A new patient, document or order begins a new note; in messages of documents (MDM), orders do not."""
    group, counts = Group(), Counter[str]()
    for segment in segments:
        if segment.name == "PID" and group.patient is not None:
            yield group
            group = Group()
        elif segment.name == "TXA" and group.document is not None:
            yield group
            group = Group(group.patient, group.visit)
        elif segment.name == "OBR" and not documents and group.order is not None and not _same(group.order, segment):
            yield group
            group = Group(group.patient, group.visit, group.document)
        _take(group, segment, counts)
    yield group


def _same(order: Segment, other: Segment) -> bool:
    """Whether two OBR are of one report: they carry the same number of it."""
    return any(order.get(at) and order.get(at) == other.get(at) for at in (3, 2))


def _take(group: Group, segment: Segment, counts: Counter[str]) -> None:
    if segment.name == "PID":
        group.patient = segment
    elif segment.name == "PV1":
        group.visit = segment
    elif segment.name == "TXA":
        group.document = segment
    elif segment.name == "OBR":
        group.order = group.order or segment
    elif segment.name == "OBX" or (segment.name == "NTE" and (group.document or group.order or group.items)):
        counts[segment.name] += 1
        whole = mended(segment)
        found = item(whole, counts[segment.name])
        if whole is not segment:
            group.broken.append(found.place)
        if segment.name == "OBX" and whole.get(11) in WITHDRAWN:
            group.withdrawn.append(found.place)
        else:
            group.items.append(found)


def _note(group: Group, inner: Inner, remarks: tuple[str, ...]) -> Extracted:
    lines, said = Lines(), [*remarks, *_state(group.document)]
    said += [f"{place} is marked as deleted or wrong and was left out." for place in group.withdrawn]
    said += [BROKEN.format(place) for place in group.broken]
    _written(lines, [each for each in group.items if not each.is_document], inner, said)
    problem = _enclosed(lines, [each for each in group.items if each.is_document], inner, said)
    if not lines and problem:
        raise problem
    observed = [each.segment for each in group.items if each.segment.name == "OBX"]
    return lines.note(known(group.patient, group.visit, group.document, group.order, observed), said)


def _state(document: Segment | None) -> Iterator[str]:
    """What TXA says of how far the document is."""
    if document is None:
        return
    for number, words in ((17, UNFINISHED), (19, _UNAVAILABLE)):
        if document.get(number) in words:
            yield f"The sender marks the document as {words[document.get(number)]}."


def _written(lines: Lines, items: list[Value], inner: Inner, said: list[str]) -> None:
    """Text in its order; where several things are observed, the label of each is its heading."""
    labelled = len({each.label for each in items if each.is_text}) > 1
    for run in _runs(items):
        written = texts(run)
        whole = "\n".join(text for text, _ in written)
        if not whole.strip() and labelled:
            continue
        label = run[0].label if labelled or not run[0].is_text else ""
        other = note_in(whole, inner) if run[0].is_text else None
        if other is not None:
            _add(lines, other, run[0].place)
            said += other.remarks
            continue
        if len(written) == 1 and run[0].is_text:
            whole = with_line_ends(whole)
            written = [(whole, written[0][1])]
        if label and not whole.lstrip().lower().startswith(label.lower()):
            lines.blank()
            if "\n" not in whole.strip():
                written = [(f"{label}: {whole.strip()}", [Place(0, run[0].place)])]
            else:
                lines.add(label, (Place(0, run[0].place),))
        elif labelled:
            lines.blank()
        for text, places in written:
            lines.add(text, places)


def _runs(items: list[Value]) -> Iterator[list[Value]]:
    """Items that follow each other and are lines of one text; a value that is no text stands alone."""
    run: list[Value] = []
    for each in items:
        if run and not (each.label == run[0].label and each.is_text and run[0].is_text):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _enclosed(lines: Lines, items: list[Value], inner: Inner, said: list[str]) -> NoteError | None:
    """Add the documents that do not say again what is there; return why the first that cannot be read is not."""
    first: NoteError | None = None
    for place, group in documents(items):
        try:
            found = document(group, inner)
        except NoteError as problem:
            first = first or problem
            said.append(f"{place} holds an attachment that was not read: {problem.reason}.")
            continue
        if is_held(found.text, lines.text()):
            said.append(f"{place} holds the same text again and was not read twice.")
        else:
            _add(lines, found, place)
            said += found.remarks
    return first


def _add(lines: Lines, found: Extracted, place: str) -> None:
    lines.blank()
    inside = [Place(each.start, f"{place}, {each.name}") for each in found.places]
    lines.add(found.text.rstrip("\n"), inside or (Place(0, place),))
