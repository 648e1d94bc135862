"""What a description dates before the operation: "On 1 June 2022 I performed a free flap" tells of an earlier one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

from auditor.language.dates import dates_in, may_hold_date
from auditor.language.operated_on import is_other_date
from auditor.language.reading import Reading, Section
from auditor.language.words import words

_VERBS = words("was were is are had has have been did does will would could can i we")
_DESCRIBING = frozenset({"technique", "narrative", "procedure", "title"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A month with its year, where a word shows that something happened then.
_MONTH = re.compile(
    r"\b(?:in|of|since|from|early|late|mid)[\s-]+(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[\d./-]*\s[\d\s./-]*")


def clauses_dated_before(reading: Reading) -> frozenset[int]:
    """The clauses of the description that give a date before that of the operation; none where nobody dates it."""
    told = [s for s in reading.sections if s.kind in _DESCRIBING and may_hold_date(reading.plain, s.start, s.end)]
    operated = reading.operated if told else None
    if operated is None:
        return frozenset()
    tokens = (bisect_right(reading.tokens.starts, p) - 1 for section in told for p in _before(reading, section, operated.day))
    return frozenset(clause for token in tokens for clause in _clauses(reading, max(token, 0)))


def _clauses(reading: Reading, token: int) -> Iterator[int]:
    """The clause of a date; in notes without a verb its whole sentence: "Ameloblastoma, resected 12/9/23 + crest free flap"."""
    sentence, written = reading.sentence, reading.tokens.words
    first, last = bisect_left(sentence, sentence[token]), bisect_right(sentence, sentence[token])
    if _VERBS.isdisjoint(written[first:last]):
        yield from reading.clause[first:last]
    yield reading.clause[token]


def _before(reading: Reading, section: Section, operated: date) -> Iterator[int]:
    """Where dates before the operation stand in a section."""
    text = reading.plain
    for found in dates_in(text, section.start, section.end, reading.day_first):
        figures = _PARTED.fullmatch(text, found.start, found.end) is not None  # "coupler 2.5.\n10. Closure" dates nothing
        if found.day < operated and not figures and not is_other_date(text, found.start):
            yield found.start
    for match in _MONTH.finditer(text, section.start, section.end):
        if (int(match["year"]), _MONTHS.index(match["month"].lower()) + 1) < (operated.year, operated.month):
            yield match.start("month")
