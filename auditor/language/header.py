"""Who operated, when, and which codes the note prints."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

from auditor.language.people.surgeon import find_surgeon
from auditor.language.printed_codes import printed_codes
from auditor.language.reading import Mention, Reading, reading_of
from auditor.rules.load import RuleSet
from auditor.rules.schema import Rule

_VALUES = frozenset({"surgeon", "date_of_service", "stated_code"})


class Header:
    """spaCy component: adds mentions of the concepts `surgeon`, `date_of_service` and `stated_code`."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def use(self, rules: RuleSet) -> None:
        """Take the rules that stand for header values."""
        self._rules = {rule.concept: rule for rule in rules.rules if rule.concept in _VALUES}

    def __call__(self, doc: Doc) -> Doc:
        """Add the header's mentions to the reading of `doc`."""
        self.read(reading_of(doc))
        return doc

    def read(self, reading: Reading) -> None:
        """The same for a reading, of whose sections none are asked for but those that say who and when."""
        self._surgeon(reading)
        self._date(reading)
        self._codes(reading)

    def _add(self, reading: Reading, concept: str, start: int, end: int, value: str) -> None:
        rule = self._rules.get(concept)
        if rule is not None:
            first, last = _token_span(reading, start, end)
            reading.mentions.append(Mention(rule, first, last, value=value))

    def _surgeon(self, reading: Reading) -> None:
        found = find_surgeon(reading)
        if found:
            self._add(reading, "surgeon", *found, " ".join(reading.plain[found[0] : found[1]].split()))

    def _date(self, reading: Reading) -> None:
        found = reading.operated
        if found is not None:
            self._add(reading, "date_of_service", found.start, found.end, found.day.isoformat())

    def _codes(self, reading: Reading) -> None:
        for start, code in printed_codes(reading.text):
            self._add(reading, "stated_code", start, start + len(code), code)


def _token_span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    starts = reading.tokens.starts
    first = bisect_right(reading.tokens.ends, start)
    first = first if first < len(starts) else 0
    last = bisect_left(starts, end, first)
    return first, max(last, first + 1)
