"""One neutral question for each missing element and each conflict; the wording is data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from auditor.facts.established import Facts
from auditor.language.sighting import Sighting
from auditor.model import Conflict, ElementState, Evidence, Question, Severity
from auditor.rules.load import RuleSet
from auditor.rules.schema import ElementRule

_ByConcept = Mapping[str, list[Sighting]]
_STOPPED = "modifier_cue:discontinued"
_JOINS = frozenset({"arterial_anastomosis", "venous_anastomosis"})


def ask(facts: Facts, sightings: tuple[Sighting, ...], rules: RuleSet) -> tuple[Question, ...]:
    """Questions in the order of the element list; a conflict shows both quotations."""
    conflicts = {conflict.topic: conflict for conflict in facts.conflicts}
    told: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        told[sighting.concept].append(sighting)
    questions: list[Question] = []
    for element in rules.elements:
        conflict = conflicts.get(element.id)
        if conflict is not None and element.conflict_question:
            questions.append(
                Question(
                    element=element.id, severity="decisive", authority=element.authority, text=element.conflict_question,
                    quotes=(conflict.first, conflict.second), statements=_both(conflict, sightings),
                )
            )  # fmt: skip
        elif facts.elements.get(element.id) is ElementState.MISSING and (facts.completed or not element.completed_only):
            questions.append(
                Question(
                    element=element.id, severity=_severity(element, facts), authority=element.authority,
                    text=_text(element, facts), statements=_nearest(element, facts, told),
                )
            )  # fmt: skip
    return tuple(questions)


def _text(element: ElementRule, facts: Facts) -> str:
    """The question as it fits what was done: nobody is asked how vessels were joined in an operation that was stopped."""
    return element.question if facts.completed else element.discontinued_question or element.question


def _severity(element: ElementRule, facts: Facts) -> Severity:
    """The element's own, but how vessels were joined decides the code where no join at all is described."""
    transferred = any(graft.vascularity != "pedicled" for graft in facts.grafts)
    decides = element.id in _JOINS and transferred and not facts.anastomosis_described
    return "decisive" if decides else element.severity


def _both(conflict: Conflict, sightings: Iterable[Sighting]) -> tuple[Evidence, ...]:
    """The statements that hold the quotations of a conflict."""
    said = {sighting.evidence.shown: sighting.statement for sighting in sightings}
    return tuple(said.get(quote) or quote for quote in (conflict.first, conflict.second))


def _nearest(element: ElementRule, facts: Facts, told: _ByConcept) -> tuple[Evidence, ...]:
    """The first statement of what counts as near, so that nothing that was only planned or denied is held up to anybody."""
    stopped = (_STOPPED,) if element.discontinued_question and not facts.completed else ()
    names = (*stopped, *element.nearby)
    near = (sighting.statement for name in names for sighting in _named(name, facts, told) if sighting.accepted)
    found = next((statement for statement in near if statement is not None), None)
    return (found,) if found is not None else ()


def _named(name: str, facts: Facts, told: _ByConcept) -> Iterator[Sighting]:
    """What documents the element `name`, then the mentions of the concept `name`, or of one of its values or roles."""
    yield from facts.support.get(name, ())
    concept, _, kind = name.partition(":")
    for sighting in told.get(concept, ()):
        if kind in ("", sighting.value, sighting.role):
            yield sighting
