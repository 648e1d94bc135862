"""One note, from text to audit: the rooms in a row."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from auditor.engine.garbage import never_collected
from auditor.model import Audit, Note
from auditor.rules.load import RuleSet, load

if TYPE_CHECKING:
    from auditor.language.pipeline import Reader
    from auditor.language.sighting import Sighting


class Auditor:
    """Audits notes with one rule set; build it once and use it for many notes.

    What reads is built for the first note: a run whose notes are audited elsewhere only needs the rules.
    """

    def __init__(self, rules: RuleSet | None = None) -> None:
        with never_collected():
            self.rules = rules or load()

    @cached_property
    def reader(self) -> Reader:
        """What finds in a note that its audit rests on."""
        return _reader_of(self.rules)

    def ready(self) -> Auditor:
        """Itself, with all imported and built that takes time."""
        with never_collected():
            self.reader.open_all()
        self.answer(Note(id="", text=""), self.reader.sight(Note(id="", text=""), whole=False))
        return self

    def audit(self, note: Note) -> Audit:
        """Audit one note. The same note and rules always give the same audit."""
        return self.answer(note, self.reader.sight(note, whole=False))

    def answer(self, note: Note, sightings: tuple[Sighting, ...]) -> Audit:
        """What follows for a note from what was sighted in it."""
        from auditor.decide.audit import decide
        from auditor.facts.assemble import assemble
        from auditor.facts.told import with_told

        facts = assemble(sightings, self.rules.anatomy, self.rules.elements)
        return decide(note, sightings, with_told(facts, note.known), self.rules)


@lru_cache(maxsize=1)
def _reader_of(rules: RuleSet) -> Reader:
    """The reader of a rule set, which takes longer to build than many notes to read; a program that runs again keeps it."""
    from auditor.language.pipeline import Reader

    with never_collected():
        return Reader(rules)
