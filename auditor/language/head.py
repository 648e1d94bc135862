"""The quick way: a note that names no graft is read no further than for who operated, when, and which codes it prints."""

from __future__ import annotations

from auditor.language.grafts import names_graft
from auditor.language.header import Header
from auditor.language.heading_lines import in_its_line
from auditor.language.headings import WHO_AND_WHEN, stands_as_heading
from auditor.language.people.openings import holds_pair
from auditor.language.phrasebook import Phrasebook
from auditor.language.reading import HEADINGS, Mention, Reading, place
from auditor.language.sections import fields_of
from auditor.language.sighting import Sighting, Words, stated
from auditor.language.statements import Statements
from auditor.rules.load import RuleSet


class Head:
    """Tells the notes of which the head is enough, and reads it: headings for the fields, and then the fields."""

    def __init__(self, rules: RuleSet) -> None:
        self._grafts = Phrasebook(rule for rule in rules.rules if names_graft(rule.concept, rule.value, rules.anatomy))
        headings = [rule for rule in rules.rules if rule.concept in HEADINGS]
        self._headings = Phrasebook(headings)
        self._fields = Phrasebook(rule for rule in headings if rule.value in WHO_AND_WHEN)
        self._header = Header()
        self._header.use(rules)

    def open_all(self) -> None:
        """Take up every phrase now."""
        self._grafts.open_all()
        self._headings.open_all()
        self._fields.open_all()

    def suffices(self, reading: Reading) -> bool:
        """Whether no phrase of a note can name a graft, and its surgeon is told by nothing that other phrases have a say in."""
        return not (self._grafts.holds_any(reading.tokens.words) or holds_pair(reading.plain))

    def sight(self, reading: Reading) -> tuple[Sighting, ...]:
        """What the head tells, in order of place."""
        if any(stands_as_heading(reading, Mention(*match)) for match in self._fields.every(reading.tokens.words)):
            self._cut_fields(reading)
        self._header.read(reading)
        statements, starts, ends = Statements(reading), reading.tokens.starts, reading.tokens.ends
        return tuple([
            stated(m.rule.id, m.concept, m.meaning, Words(statements, starts[m.first], ends[m.last - 1], ""))
            for m in sorted(reading.mentions, key=place)
        ])  # fmt: skip

    def _cut_fields(self, reading: Reading) -> None:
        """Find the fields that say who and when, unless other headings hold the words that might head them."""
        matches = self._headings.find(reading.tokens.words)
        found = [Mention(*in_its_line(reading, self._headings, match)) for match in matches]
        if any(mention.rule.value in WHO_AND_WHEN and stands_as_heading(reading, mention) for mention in found):
            reading.headings = [mention for mention in found if mention.concept == "section"]
            reading.label_words = [mention for mention in found if mention.concept == "heading_word"]
            reading.sections = fields_of(reading)
