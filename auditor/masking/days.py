"""Dates, of which only the year may stay, and ages over 89."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.language.words import words
from auditor.masking.spans import Span
from auditor.rules.masking_schema import MaskingRules

_OLDEST = 89
_WORDS_TOO = words("may march mar mars mai sep set marzo mayo")  # months that are other words as well
_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth thirtieth"
)
_ORDINAL = rf"(?:(?:twenty|thirty)[ -])?(?:{'|'.join(sorted(_ORDINALS))})(?![a-z])"
_ONE = "one|two|three|four|five|six|seven|eight|nine"
_SPOKEN = (
    r"(?:(?:nineteen|twenty)(?: hundred)?|two thousand)(?: and)?(?: (?:oh )?[a-z]{2,5}ty)?"
    rf"(?: (?:{_ONE}|ten|eleven|twelve|[a-z]{{3,6}}teen))?"
)
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ONES = {name: number for number, name in enumerate(_UNITS)}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_AGE = re.compile(
    r"(?<![\w.,/])(?P<a>9\d|1[0-2]\d)(?=[ -]?(?:years?|yrs?|y/?o|y\.o|anni|a\u00f1os|ans|jahre)\b)"
    r"(?:[ -]?(?:years?|yrs?|y/?o\b|y\.o\.?)(?:[ -]?old)?)?"
    r"|\b(?:aged?|edad|age ?/ ?sex|sex ?/ ?age|alter)\b[ \t:=|(]{0,4}(?:[MFmf] ?/ ?)?(?P<b>9\d|1[0-2]\d)(?![\d.,]\d|\w|/)"
    r"|\b(?P<c>(?:ninety|one hundred(?: and)?)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)[ -]years?[ -]old",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\w.,/-])(?:(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])(?:0?\d|1[0-2])(?P=s1)(?:[0-2]?\d|3[01])"
    r"|(?:[0-2]?\d|3[01]) ?(?P<s2>[-/.]) ?(?:[0-2]?\d|3[01]) ?(?P=s2) ?(?P<y2>(?:19|20)?\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\w/]|[.,-]\d)"
)
_SHORT = re.compile(
    r"(?<![\w.,/-])(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])(?P<dot>[./])(?:0?[1-9]|1[0-2])\b\.?)"
    r"(?![\w/]|[.,-]\d| ?(?:mm|cm|of|x|\u00d7|in|and)\b)"
)
_BEFORE_SHORT = re.compile(
    r"(?:\b(?:on|since|dated|from|until|till|by|date|dos|doi|doa|dod|seen|review|ct|mri|cta|op|vom|am|el)[ :]{1,3}|\()$",
    re.IGNORECASE,
)
_BEFORE_DOTTED = re.compile(r"\b(?:on|dated|vom|am|el|date)[ :]{1,3}$", re.IGNORECASE)  # from 13.10 to 15.10 are hours
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|last|next|early|late|mid|until|till|by|from|of|this|to|through|and|or)[ -](?:early |late |mid[ -]|the )?$",
    re.IGNORECASE,
)
_YEAR_BEHIND = (
    r"(?:,? ?(?:de |del |of )?(?P<y>(?:19|20)\d\d(?!\d)|(?:['\u2019]\d\d|\d\d(?=[\s,.;)/]|$))"
    r"(?![\w/:%]|[.,]\d| ?(?:cm|mm|ml|mg|min|h|kg|years?|x|\u00d7)\b)))"
)


class Days:
    """Finds dates and ages with one list of months."""

    def __init__(self, rules: MaskingRules) -> None:
        names = sorted((name for names in rules.months for name in names), key=len, reverse=True)
        self._month = rf"(?:{'|'.join(map(re.escape, names))})"
        day = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th|er|\.|\u00ba)?"
        m = self._month
        self._worded = re.compile(
            rf"(?<![\w.,/])(?:(?P<ya>(?:19|20)\d\d)[ -]{m}\b\.?[ -]{day}(?!\w)"
            rf"|(?:the )?{day}(?: of| de)?[ .-]{{0,2}}{m}\b\.?(?: (?=\d)|[-/ ])?{_YEAR_BEHIND}?"
            rf"|{m}\b\.?,? ?(?:the )?(?:{day}(?!\w|[.,]\d|/)|{_ORDINAL}){_YEAR_BEHIND.replace('P<y>', 'P<yb>')}?"
            rf"(?: (?P<spoken>{_SPOKEN}))?"
            rf"|{m}\b\.?(?: of|,| de|-)? ?(?P<yc>(?:19|20)\d\d|['\u2019]\d\d)(?!\d))",
            re.IGNORECASE,
        )
        self._alone = re.compile(rf"\b{m}\b", re.IGNORECASE)

    def of(self, text: str, service_year: int | None, births: Iterable[tuple[int, int]]) -> Iterator[Span]:
        """Dates and ages. In the stretches `births` a date is one of birth, whose year goes where it tells of an age over 89."""
        ages = list(self._ages(text))
        stretches = tuple(births)
        for start, end, year in self._dates(text):
            birth = any(a <= start <= b for a, b in stretches)
            whole = _whole(year, service_year)
            told = whole if whole and not (birth and _hides(whole, service_year, old=bool(ages))) else ""
            yield Span(start, end, "date", text[start:end].casefold(), "birth" if birth else "date", str(told))
        yield from ages

    def _ages(self, text: str) -> Iterator[Span]:
        for match in _AGE.finditer(text):
            start = match.start("b") if match["b"] else match.start()
            if text[max(0, start - 1) : start] != "/":
                yield Span(start, match.end(), "age", "over 89", "age")

    def _dates(self, text: str) -> Iterator[tuple[int, int, str]]:
        for match in _NUMERIC.finditer(text):
            yield match.start(), match.end(), match["y1"] or match["y2"] or match["y3"]
        for match in self._worded.finditer(text):
            if _may(match[0]):
                continue
            year = match["ya"] or match["y"] or match["yb"] or match["yc"] or ""
            end = match.end() - match[0].endswith(".")
            yield match.start(), end, year.strip("'\u2019") or str(_spoken(match["spoken"] or "") or "")
        for match in _SHORT.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if (_BEFORE_DOTTED if match["dot"] == "." else _BEFORE_SHORT).search(before):
                yield match.start(), match.end(), ""
        for match in self._alone.finditer(text):
            word = match[0]
            told = word.casefold() not in _WORDS_TOO and word[1:].islower()
            if (
                word[0].isupper()
                and len(word) > 2
                and (told or _BEFORE_MONTH.search(text, max(0, match.start() - 14), match.start()))
            ):
                yield match.start(), match.end(), ""


def _may(date: str) -> bool:
    """Whether the word is the verb "may", or "mar" and its like in small letters beside a bare figure."""
    return bool(re.match(r"(?:may|mar|sep|march|mars|mai) \d{1,2}$", date)) or bool(
        re.search(r"\d (?:may|mar|mars|mai|set)$", date)
    )


def _whole(year: str, service_year: int | None) -> int:
    """The year in four figures, 0 where there is none. Of two figures, no year behind that of the operation is meant."""
    if not year.isdigit():
        return 0
    number = int(year)
    if len(year) == 4:
        return number
    latest = service_year + 1 if service_year else 2035
    return 2000 + number if 2000 + number <= latest else 1900 + number


def _hides(birth: int, service_year: int | None, *, old: bool) -> bool:
    return old or service_year is None or service_year - birth > _OLDEST


def _spoken(said: str) -> int:
    """ "twenty twenty one", "nineteen fifty two", "two thousand nineteen"; 0 for what is no year."""
    parts = said.lower().replace(" and ", " ").replace(" hundred", "").replace(" oh ", " ").split()
    if not parts:
        return 0
    rest = parts[2:] if parts[:2] == ["two", "thousand"] else parts[1:]
    century = 1900 if parts[0] == "nineteen" else 2000
    return century + sum(_TENS.get(word, _ONES.get(word, 0)) for word in rest)
