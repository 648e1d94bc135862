"""What the scorecards count, person by person, gathered as audits and cases come. No money and no relative value is among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from auditor.billing.model import Case
from auditor.model import ElementState
from auditor.names import key_of, printed
from auditor.report.workbook.billing_sheet import outcome
from auditor.report.workbook.counted import Counted

NO_CLAIM = "no claim for the note"
_NOTHING = "nothing to compare"
Error = tuple[str, str]  # result, and "over", "under" or "" where the direction is even or not known


@dataclass(slots=True)
class Card:
    """The counts of one person, or of all. `cases` are by outcome; `errors` count a case once for each result and direction."""

    names: Counter[str] = field(default_factory=Counter)
    notes: int = 0
    cases: Counter[str] = field(default_factory=Counter)
    directions: Counter[str] = field(default_factory=Counter)
    errors: Counter[Error] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def compared(self) -> int:
        """Cases in which there was something to compare."""
        return self.cases.total()

    @property
    def name(self) -> str:
        """The name that is printed most often; empty where nobody is named."""
        return printed(self.names.elements())

    def add_note(self, name: str, elements: Mapping[str, bool]) -> None:
        """Count a note under a printed name; `elements` are those asked of it, true where missing."""
        self.names[name] += 1
        self.notes += 1
        self.asked.update(elements.keys())
        self.missing.update(element for element, missing in elements.items() if missing)

    def add_case(self, case: Case) -> None:
        """Count a case."""
        if (answer := outcome(case)) == _NOTHING:
            return
        # A note whose claim was not found says nothing of how often claims are right.
        self.cases[answer] += bool(case.lines)
        self.directions.update({each.direction for each in case.grave} & {"over", "under"})
        self.errors.update({(each.result, _side(each.direction)) for each in case.grave})


class Scorecards:
    """Running counts of a run by surgeon and by coder.

    A case is that of the note's surgeon and of each coder on its lines; who is not named has a card together, under an empty
    key. Whoever the notes name one way and another is one person where `auditor.names` says so.
    """

    def __init__(self, *, claims: bool) -> None:
        """Only for cases of `claims` something of each note is kept to the end."""
        self._claims = claims
        self.department = Card()
        self.surgeons: dict[str, Card] = {}
        self.coders: dict[str, Card] = {}
        self._elements: dict[str, Mapping[str, bool]] = {}
        self._same: dict[tuple[tuple[str, bool], ...], Mapping[str, bool]] = {}

    def add(self, note: Counted) -> None:
        """Count one note."""
        elements = self._asked(note)
        if self._claims:
            self._elements[note.note] = elements
        self.department.add_note("", elements)
        _card(self.surgeons, note.surgeon or "").add_note(note.surgeon or "", elements)

    def add_case(self, case: Case) -> None:
        """Count one case, whose note has been counted."""
        self.department.add_case(case)
        _card(self.surgeons, case.surgeon or "").add_case(case)
        for name in _coders(case):
            card = _card(self.coders, name)
            card.add_note(name, self._elements[case.note])
            card.add_case(case)

    def _asked(self, note: Counted) -> Mapping[str, bool]:
        """The elements asked of a note; notes with the same ones share the value, since a run has many notes."""
        states = note.elements.items()
        found = {name: state is ElementState.MISSING for name, state in states if state is not ElementState.NOT_REQUIRED}
        return self._same.setdefault(tuple(found.items()), found)


def ordered(cards: Mapping[str, Card]) -> list[Card]:
    """Most notes first, then by name; those who are nobody come last."""
    found = sorted(cards.values(), key=lambda card: (-card.notes, card.name))
    return sorted(found, key=lambda card: card.name in ("", NO_CLAIM))


def _card(cards: dict[str, Card], name: str) -> Card:
    return cards.setdefault(key_of(name), Card())


def _coders(case: Case) -> Iterable[str]:
    """A printed name for each coder of a case; a case that nobody has billed is nobody's, and tells so."""
    if not case.lines:
        return [] if outcome(case) == _NOTHING else [NO_CLAIM]
    names = {key_of(line.coder): line.coder for line in case.lines if line.coder}
    return names.values() or [""]


def _side(direction: str) -> str:
    return direction if direction in ("over", "under") else ""
