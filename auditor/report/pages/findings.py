"""The findings of a note as the page lists them: numbered as in the workbook's sheet "Evidence", grouped by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import Assertion, Audit, Cue, Evidence, Finding
from auditor.report.pages.kinds import KINDS, Kind, kind_of
from auditor.report.text import size, words


@dataclass(frozen=True, slots=True)
class Row:
    """One finding. `why_rule` is the rule's own reason, `elements` the labels of the elements that the finding documents."""

    number: int
    kind: Kind
    finding: Finding
    why_rule: str
    cue: CuePlace | None
    elements: tuple[str, ...]

    @property
    def name(self) -> str:
        """Letter of the kind and number; a cross before it says that the mention does not count."""
        return f"{'' if self.counts else '×'}{self.kind.letter}{self.number}"

    @property
    def counts(self) -> bool:
        """Whether the mention counts towards the answer."""
        return self.finding.accepted

    @property
    def place(self) -> Evidence:
        """Quotation and offsets."""
        return self.finding.evidence

    @property
    def said(self) -> str:
        """The value in words: `iliac crest, left`."""
        finding = self.finding
        parts = (words(finding.value), words(finding.side), f"{size(finding.cm)} cm" if finding.cm else "")
        return ", ".join(part for part in parts if part)

    @property
    def concept(self) -> str:
        """What is spoken of."""
        return words(self.finding.concept)

    @property
    def assertion(self) -> str:
        """What the note says of it; of a header's entry there is nothing to say."""
        return words(self.finding.assertion)

    @property
    def hover(self) -> str:
        """The finding in one line, for the place in the note."""
        why = "" if self.counts else f"; does not count: {self.finding.why or 'no reason is kept'}"
        return f"{self.name} {self.concept}: {self.said}; {self.assertion}; rule {self.finding.rule_id}{why}"


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A cue, the number of its place in the note, and its rule's own reason."""

    cue: Cue
    number: int
    why_rule: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    key: str
    title: str
    rows: tuple[Row, ...]


def cues_of(audit: Audit) -> list[tuple[Cue, tuple[int, ...]]]:
    """Every cue once, with the numbers of the findings that it sets."""
    found: dict[Cue, list[int]] = {}
    for number, finding in enumerate(audit.findings, 1):
        if finding.cue is not None:
            found.setdefault(finding.cue, []).append(number)
    return [(cue, tuple(numbers)) for cue, numbers in found.items()]


def rows_of(
    audit: Audit, whys: Mapping[str, str], labels: Mapping[str, str], cues: Sequence[tuple[Cue, tuple[int, ...]]]
) -> tuple[Row, ...]:
    """The rows in reading order. `whys` maps rule ids to reasons, `labels` elements to their names."""
    places = {cue: CuePlace(cue, number, whys.get(cue.rule_id, "")) for number, (cue, _) in enumerate(cues, 1)}
    documented: dict[Finding, list[str]] = {}
    for element, found in audit.support.items():
        for finding in found:
            documented.setdefault(finding, []).append(labels.get(element, words(element)))
    return tuple(
        Row(
            number, kind_of(finding), finding, whys.get(finding.rule_id, ""),
            places[finding.cue] if finding.cue else None, tuple(documented.get(finding, ())),
        )
        for number, finding in enumerate(audit.findings, 1)
    )  # fmt: skip


def groups(rows: Sequence[Row]) -> Iterator[Group]:
    """What counts by kind, then what does not count by what the note says of it."""
    for kind in KINDS:
        if found := tuple(row for row in rows if row.counts and row.kind is kind):
            yield Group(kind.key, kind.title, found)
    for assertion in Assertion:
        if found := tuple(row for row in rows if not row.counts and row.finding.assertion is assertion):
            yield Group(f"no-{assertion.value}", f"Does not count towards the code: {words(assertion)}", found)
