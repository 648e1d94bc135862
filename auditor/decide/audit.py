"""Facts -> audit: statuses of all grafts put together, the reason in one sentence, and the questions."""

from __future__ import annotations

from auditor import __version__
from auditor.decide.codes import Verdict, judge
from auditor.decide.modifiers import modifiers
from auditor.decide.questions import ask
from auditor.decide.reasons import reason
from auditor.decide.telling import telling
from auditor.facts.established import Facts
from auditor.language.sighting import Sighting
from auditor.model import Audit, ElementState, Finding, Note, Status
from auditor.rules.load import RuleSet


def decide(note: Note, sightings: tuple[Sighting, ...], facts: Facts, rules: RuleSet) -> Audit:
    """Walk the tables for one note. Every combination of facts has an answer; none is forced into a code."""
    verdicts = tuple(judge(graft, number, facts, rules) for number, graft in enumerate(facts.grafts))
    status = _status(verdicts)
    record = _Record()
    free = any(graft.vascularity != "pedicled" for graft in facts.grafts)
    return Audit(
        id=note.id,
        surgeon=facts.header.surgeon,
        date_of_service=facts.header.date_of_service,
        status=status,
        best_fit=_codes(verdicts, audited=True),
        other_codes=_codes(verdicts, audited=False),
        reason=reason(status, facts, verdicts),
        grafts=facts.grafts,
        defect=facts.defect if facts.grafts else None,
        elements=_in_order(facts, rules) if free else {},
        modifier_cues=modifiers(facts, rules),
        stated_codes=facts.header.stated_codes,
        questions=ask(facts, sightings, rules) if free else (),
        support={name: tuple(map(record.of, found)) for name, found in facts.support.items()} if free else {},
        findings=tuple(map(record.of, telling(sightings, facts))),
        path=tuple(step for verdict in verdicts for step in verdict.path),
        source=note.source,
        encoding=note.encoding,
        format=note.format,
        told_by_file=facts.header.told_by_file,
        remarks=note.remarks,
        tool_version=__version__,
        rules_digest=rules.digest,
        note_digest=note.digest,
    )


class _Record:
    """Puts sightings into the form of the record, each once."""

    def __init__(self) -> None:
        self._made: dict[int, Finding] = {}

    def of(self, sighting: Sighting) -> Finding:
        """The finding that a sighting becomes."""
        made = self._made.get(id(sighting))
        if made is None:
            made = self._made[id(sighting)] = sighting.finding()
        return made


def _status(verdicts: tuple[Verdict, ...]) -> Status:
    """With several grafts, one in the set decides the note."""
    if not verdicts:
        return Status.NOT_APPLICABLE
    inside = [verdict for verdict in verdicts if verdict.status.status != "outside_set"]
    if not inside:
        return Status.OUTSIDE_SET
    return Status.QUERY if any(verdict.status.status == "query" for verdict in inside) else Status.SUPPORTED


def _codes(verdicts: tuple[Verdict, ...], *, audited: bool) -> tuple[str, ...]:
    """Codes of the grafts, sorted; a pedicled bone has none."""
    found = {
        verdict.code.code
        for verdict in verdicts
        if verdict.code is not None and verdict.code.code and verdict.audited is audited and verdict.status.id != "pedicled"
    }
    return tuple(sorted(found))


def _in_order(facts: Facts, rules: RuleSet) -> dict[str, ElementState]:
    return {element.id: facts.elements[element.id] for element in rules.elements if element.id in facts.elements}
