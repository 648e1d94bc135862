"""Records -> what each surgeon's reports document how often, beside the department as a whole. No peer is named.

A topic applies to a report where its element is documented or missing, not where it is not required.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from auditor.model import ElementState
from auditor.names import file_stems, key_of, printed
from auditor.record.read import Recorded
from auditor.report.text import visible
from auditor.rules.load import RuleSet

_FEW: Final = 10  # reports; below that a percentage would say more than is known
_ALONE: Final = 3  # surgeons; with fewer behind it, a figure of the department would be that of one peer


@dataclass(frozen=True, slots=True)
class Share:
    """In how many of the reports to which a topic applies no statement on it was found."""

    missing: int
    reports: int

    def __str__(self) -> str:
        percent = f" ({100 * self.missing / self.reports:.0f} %)" if self.reports >= _FEW else ""
        return f"{self.missing} of {self.reports}{percent}"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One topic that some report of the surgeon says nothing on."""

    name: str
    own: Share
    department: Share | None
    example: str | None


@dataclass(frozen=True, slots=True)
class Education:
    """All that one surgeon is shown; `few` is true where the figures say little, `alone` where some had to be left out."""

    stem: str
    surgeon: str
    reports: int
    few: bool
    lessons: tuple[Lesson, ...]

    @property
    def alone(self) -> bool:
        """True where a figure of the department is left out."""
        return any(lesson.department is None for lesson in self.lessons)


@dataclass(slots=True)
class _Count:
    """Reports of one surgeon, or of all: how many there are, to how many a topic applies, how many lack it."""

    reports: int = 0
    applies: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, record: Recorded) -> None:
        self.reports += 1
        self.applies.update(name for name, state in record.elements.items() if state is not ElementState.NOT_REQUIRED)
        self.missing.update(name for name, state in record.elements.items() if state is ElementState.MISSING)

    def share(self, element: str) -> Share:
        return Share(self.missing[element], self.applies[element])


def educations(records: Iterable[Recorded], rules: RuleSet) -> tuple[Education, ...]:
    """A document for each named surgeon whose reports were audited for documentation, by file name."""
    department, own = _Count(), dict[str, _Count]()
    names: dict[str, list[str]] = {}
    for record in records:
        if record.elements:
            department.add(record)
            if key := key_of(record.surgeon or ""):
                own.setdefault(key, _Count()).add(record)
                names.setdefault(key, []).append(record.surgeon or "")
    stems = file_stems(own, "education")
    behind = Counter(element for count in own.values() for element in count.applies)
    shown = {element: department.share(element) for element, surgeons in behind.items() if surgeons >= _ALONE}
    made = (
        Education(
            stem=stems[key],
            surgeon=" ".join(visible(printed(names[key])).split()),
            reports=count.reports,
            few=count.reports < _FEW,
            lessons=tuple(_lessons(count, shown, rules)),
        )
        for key, count in own.items()
    )
    return tuple(sorted(made, key=lambda education: education.stem))


def _lessons(own: _Count, department: Mapping[str, Share], rules: RuleSet) -> Iterator[Lesson]:
    """The topics in the order of the rules, so that the order ranks nothing."""
    for element in rules.elements:
        if own.missing[element.id]:
            yield Lesson(
                name=element.label,
                own=own.share(element.id),
                department=department.get(element.id),
                example=element.example,
            )
