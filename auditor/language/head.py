"""The quick way: a note that names no graft is read no further than for who operated, when, and which codes it prints."""

from __future__ import annotations

from auditor.language.bags import Bags
from auditor.language.grafts import names_graft
from auditor.language.header import Header
from auditor.language.headings import WHO_AND_WHEN, stands_as_heading
from auditor.language.people.openings import holds_pair
from auditor.language.phrasebook import Phrasebook
from auditor.language.reading import HEADINGS, Mention, Reading
from auditor.language.sections import fields_of
from auditor.language.sighting import Sighting, Words, stated
from auditor.language.statements import Statements
from auditor.language.tokens import Tokeniser
from auditor.rules.load import RuleSet


class Head:
    """Tells the notes of which the head is enough, and reads it: headings for the fields, and then the fields."""

    def __init__(self, rules: RuleSet, tokenise: Tokeniser) -> None:
        grafts = [rule for rule in rules.rules if names_graft(rule.concept, rule.value, rules.anatomy)]
        headings = [rule for rule in rules.rules if rule.concept in HEADINGS]
        self._grafts, self._graft_bags = Phrasebook(grafts), Bags(grafts, tokenise)
        self._headings = Phrasebook(headings)
        self._field_bags = Bags((rule for rule in headings if rule.value in WHO_AND_WHEN), tokenise)
        self._header = Header()
        self._header.use(rules)

    def suffices(self, reading: Reading) -> bool:
        """Whether no phrase of a note can name a graft, and its surgeon is told by nothing that other phrases have a say in."""
        if holds_pair(reading.plain):
            return False
        return not (self._graft_bags.may_stand(reading.chunks) and self._grafts.holds_any(reading.tokens.words))

    def sight(self, reading: Reading) -> tuple[Sighting, ...]:
        """What the head tells, in order of place."""
        if self._field_bags.may_stand(reading.chunks):
            self._find_fields(reading)
        self._header.read(reading)
        if not reading.mentions or not reading.tokens.words:
            return ()
        statements, starts, ends = Statements(reading), reading.tokens.starts, reading.tokens.ends
        return tuple([
            stated(m.rule.id, m.concept, m.meaning, Words(statements, starts[m.first], ends[m.last - 1], ""))
            for m in sorted(reading.mentions, key=Mention.place)
        ])  # fmt: skip

    def _find_fields(self, reading: Reading) -> None:
        """The sections that say who operated and when, where any heading does."""
        found = [Mention(*match) for match in self._headings.find(reading.tokens.words)]
        if any(mention.rule.value in WHO_AND_WHEN and stands_as_heading(reading, mention) for mention in found):
            reading.headings = [mention for mention in found if mention.concept == "section"]
            reading.label_words = [mention for mention in found if mention.concept == "heading_word"]
            reading.sections = fields_of(reading)
