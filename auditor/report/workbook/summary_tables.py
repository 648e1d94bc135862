"""The numbers of the sheet "Summary": small tables one below the other, from which the charts are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.model import Status
from auditor.report.text import STATUS_WORDS
from auditor.report.workbook.audit_sheet import SEVERITIES
from auditor.report.workbook.cells import Line, Value
from auditor.report.workbook.guidance_sheet import SEVERITY_MEANING, STATUS_MEANING
from auditor.report.workbook.signals import chip
from auditor.report.workbook.style import Look
from auditor.report.workbook.tally import Tally
from auditor.rules.load import RuleSet

MOST_SURGEONS = 40  # listed by name; the others are one line
NO_SURGEON = "no surgeon named"
_NUMBERS = (Look.NUMBER, Look.SHARE, Look.SOME, Look.UNITS)


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the summary says about the run itself. `when` is the local time of the run."""

    tool_version: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """A small table: its heading, the titles of its columns, and its lines."""

    heading: str
    titles: Sequence[str]
    lines: Sequence[Line]

    def head(self) -> Line:
        """The titles, each above its values."""
        looks = [look for _, look in self.lines[0]] if self.lines else []
        numbers = [place < len(looks) and looks[place] in _NUMBERS for place in range(len(self.titles))]
        return [(title, Look.HEAD_NUMBER if number else Look.HEAD) for title, number in zip(self.titles, numbers, strict=True)]


def status_section(tally: Tally) -> Section:
    """Notes by status."""
    lines = [
        [_chip(word), _count(tally.status[status]), _share(tally.status[status], tally.audited), *_wide(STATUS_MEANING[status])]
        for status, word in STATUS_WORDS.items()
    ]
    return Section("Notes by status", ("Status", "Notes", "Share", "What it means", "", ""), lines)


def code_section(tally: Tally, audited: Sequence[str]) -> Section:
    """Notes by suggested code, and by the code of a neighbour."""
    inside = [(code, tally.best_fit[code], "yes") for code in [*audited, *sorted(set(tally.best_fit) - set(audited))]]
    others = [(code, tally.other_codes[code], "no, a neighbour") for code in sorted(tally.other_codes)]
    lines = [
        [(code, Look.STRONG), _count(count), _share(count, tally.audited), *_wide(kind)] for code, count, kind in inside + others
    ]
    return Section("Notes by code", ("Code", "Notes", "Share", "Part of the set", "", ""), lines)


def missing_section(tally: Tally, rules: RuleSet) -> Section:
    """Most often missing first; the share is of the notes for which the element is asked at all."""
    asked = [element for element in rules.elements if tally.asked[element.id]]
    lines = [
        [
            (element.label, Look.STRONG), _count(tally.missing[element.id]),
            _share(tally.missing[element.id], tally.asked[element.id]), _chip(element.severity),
            _count(tally.asked[element.id]), _count(tally.decisive[element.id]),
        ]
        for element in sorted(asked, key=lambda element: -tally.missing[element.id] / tally.asked[element.id])
    ]  # fmt: skip
    return Section("Missing documentation", ("Element", "Missing in", "Share", "Severity", "Asked of", "Decisive in"), lines)


def severity_section(tally: Tally) -> Section:
    """How grave what is missing is, over all notes."""
    rows = [(severity, tally.severities[severity], SEVERITY_MEANING[severity]) for severity in SEVERITIES]
    rows.append(
        ("contradiction", tally.contradictions, "Two statements of the note cannot both hold; counted beside the missing.")
    )
    whole = sum(count for _, count, _ in rows)
    lines = [[_chip(word), _count(count), _share(count, whole), *_wide(meaning)] for word, count, meaning in rows]
    return Section("Gaps by severity", ("Severity", "Gaps", "Share", "What it means", "", ""), lines)


def surgeon_section(tally: Tally) -> Section:
    """Notes by surgeon and status, most notes first."""
    surgeons = tally.surgeons
    order = sorted(surgeons, key=lambda name: (-surgeons[name].total(), name is None, name or ""))
    lines = [_surgeon(name or NO_SURGEON, surgeons[name]) for name in order[:MOST_SURGEONS]]
    if rest := order[MOST_SURGEONS:]:
        together = sum((surgeons[name] for name in rest), Counter[Status]())
        lines.append(_surgeon(f"{len(rest):,} others", together))
    return Section("Notes by surgeon", ("Surgeon", "Notes", *STATUS_WORDS.values()), lines)


def run_section(tally: Tally, rules: RuleSet, facts: RunFacts, shown: int) -> Section:
    """What the run was made with; `shown` is the number of findings that the sheet "Evidence" holds."""
    encodings = ", ".join(f"{name} ({count})" for name, count in sorted(tally.encodings.items()))
    rows: list[tuple[str, Value]] = [
        ("When", facts.when),
        ("Files seen", tally.audited + tally.failures + tally.left_aside),
        ("Notes audited", tally.audited),
        ("Files not audited", tally.failures),
        ("Files left aside", tally.left_aside),
        ("Findings", tally.findings),
        ("Findings in this workbook", shown),
        ("Encodings of the notes", encodings),
        ("Tool version", facts.tool_version),
        ("Rule digest", rules.digest),
    ]
    return Section("This run", (), list(map(_fact, rows)))


def _fact(row: tuple[str, Value]) -> Line:
    label, value = row
    look = Look.MOMENT if isinstance(value, datetime) else Look.WHOLE if isinstance(value, int) else Look.TEXT
    return [(label, Look.STRONG), (value, look), *[(None, Look.TEXT)] * 4]


def _surgeon(name: str, by_status: Counter[Status]) -> Line:
    return [(name, Look.STRONG), _count(by_status.total()), *((by_status[status], Look.SOME) for status in STATUS_WORDS)]


def _count(count: int) -> tuple[Value, Look]:
    return count, Look.NUMBER


def _share(part: int, whole: int) -> tuple[Value, Look]:
    return (part / whole if whole else None), Look.SHARE


def _chip(word: str) -> tuple[Value, Look]:
    return word, chip(word)


def _wide(text: str) -> Line:
    """A text that runs on over the columns at its right."""
    return [(text, Look.TEXT), (None, Look.TEXT), (None, Look.TEXT)]
