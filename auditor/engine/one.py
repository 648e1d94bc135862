"""One note, from text to audit: the rooms in a row."""

from __future__ import annotations

from auditor.decide.audit import decide
from auditor.engine.garbage import never_collected
from auditor.facts.assemble import assemble
from auditor.facts.told import with_told
from auditor.language.pipeline import Reader
from auditor.language.sighting import Sighting
from auditor.model import Audit, Note
from auditor.rules.load import RuleSet, load


class Auditor:
    """Audits notes with one rule set; build it once and use it for many notes."""

    def __init__(self, rules: RuleSet | None = None) -> None:
        with never_collected():
            self.rules = rules or load()
            self.reader = Reader(self.rules)

    def audit(self, note: Note) -> Audit:
        """Audit one note. The same note and rules always give the same audit."""
        return self.answer(note, self.reader.sight(note, whole=False))

    def answer(self, note: Note, sightings: tuple[Sighting, ...]) -> Audit:
        """What follows for a note from what was sighted in it."""
        facts = assemble(sightings, self.rules.anatomy, self.rules.elements)
        return decide(note, sightings, with_told(facts, note.known), self.rules)
