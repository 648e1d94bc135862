"""Dates as notes write them. Only what is certain: an impossible date is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from auditor.language.numbers import read_number

_MONTHS = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)
}
# Month names of other languages that translated notes leave standing, by their first letters.
_FOREIGN_STEMS = (
    "janv gen enero", "fevr f\u00e9vr febb", "mars marzo m\u00e4rz", "avril abril", "mai magg mayo", "juin giugno juni",
    "juil luglio juli", "ao\u00fbt aout agosto", "settem", "octobre ottob okt octubre", "novem", "d\u00e9c dez dic",
)  # fmt: skip
_FOREIGN = {stem: number for number, stems in enumerate(_FOREIGN_STEMS, start=1) for stem in stems.split()}
_ABROAD = "|".join(f"{stem}[a-z\u00e9\u00e8]*" for stem in sorted(_FOREIGN, key=len, reverse=True))
_ROMAN = {
    name: number
    for number, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1)
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = (
    r"(?:twenty|two\s+thousand)(?:\s+and)?\s+[a-z]+"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_DAYS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINALS = {name: number for number, name in enumerate(_DAYS, start=1)} | {
    f"twenty-{name}": 20 + number for number, name in enumerate(_DAYS[:9], start=1)
} | {"thirtieth": 30, "thirty-first": 31}  # fmt: skip
_ORDINAL = "|".join(sorted((name.replace("-", r"[-\s]") for name in _ORDINALS), key=len, reverse=True))
# What begins with a figure, then with a month's name, then with an ordinal: each is tried only where it can begin.
_DATE = re.compile(
    rf"""
    (?=\d)(?:
      (?P<iso_y>(?:19|20)\d\d)[-/.]\s?(?P<iso_m>\d{{1,2}})[-/.]\s?(?P<iso_d>\d{{1,2}})(?!\d)
    | (?<![\d/])(?P<a>\d{{1,2}})\s?(?P<sign>[-/.])\s?(?P<b>\d{{1,2}})\s?[-/.]\s?(?P<y>(?:19|20)?\d\d)(?![\d/])
    | (?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-./]*(?P<m1>{_MONTH})\b\.?,?(?:\s+of)?[\s\-/]*(?P<y1>(?:19|20)\d\d)
    | \b(?P<y4>(?:19|20)\d\d)[\s\-]+(?P<m4>{_MONTH})\b\.?[\s\-]+(?P<d4>\d{{1,2}})(?!\d)
    # "14th Feb '24"
    | (?<!\d)(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?[\s\-](?P<m7>{_MONTH})[\s\-]['\u2019]?(?P<y7>\d\d)
        (?![\d/:%]|[.,]\d|\s?(?:cm|mm|ml|mg|min|h|kg)\b)
    | (?<![\da-z])(?P<d9>\d{{2}})(?P<m9>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P<y9>(?:19|20)?\d\d)(?!\d)
    | (?<!\d)(?P<d6>\d{{1,2}})\.?\s+(?:de\s+)?(?P<m6>{_ABROAD})\s+(?:de\s+)?(?P<y6>(?:19|20)\d\d)
    | (?<!\d)(?P<d3>\d{{1,2}})[-/.]?\s?(?P<m3>i{{1,3}}|i?v|vi{{1,3}}|ix|xi{{0,2}})[-/.]?\s?(?P<y3>(?:19|20)\d\d)
    )
    | (?=[adfjmnos])\b(?:
      (?P<m2>{_MONTH})\b\.?\s*(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:of\s+)?(?P<y2>(?:19|20)\d\d)
    | (?P<m5>{_MONTH})\s+(?:the\s+)?(?P<d5>{_ORDINAL}),?\s+(?P<y5>{_YEAR})
    )
    | (?=[efnst])\b(?P<d8>{_ORDINAL})\s+(?:of\s+)?(?P<m8>{_MONTH}),?\s+(?P<y8>(?:19|20)\d\d|{_YEAR})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[a-z]{{0,6}}\.?,?[ \t]*\Z", re.IGNORECASE)
_WEEKDAY_WITHIN = 14  # characters
# All dates hold a year: in four figures, in two behind other figures or behind a figure and a month, or in words.
_HAS_YEAR = re.compile(
    r"\d(?:(?<=[12])[09]\d\d|\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d\d|(?:st|nd|rd|th)?[\s\-]?[A-Za-z\u017f]{3,9}[\s\-]?['\u2019]?\d\d)"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its place in the text."""

    day: date
    start: int
    end: int


def dates_in(text: str, start: int, end: int, day_first: Callable[[str], bool]) -> Iterator[FoundDate]:
    """Yield the dates between two offsets, in order.

    `day_first` decides 03/04/2021 where both readings are possible; it is told the sign that parts the figures.
    """
    if not may_hold_date(text, start, end):
        return
    for match in _DATE.finditer(text, start, end):
        day = _on_weekday(match, day_first) or _read(match, day_first)
        if day is not None:
            yield FoundDate(day, match.start(), match.end())


def _on_weekday(match: re.Match[str], day_first: Callable[[str], bool]) -> date | None:
    """The day in figures that falls on the weekday written before it, whichever figure comes first: "Tue 09/01/24".

    Where both do, as of 11/7/23, the note decides.
    """
    at = match.start()
    weekday = _WEEKDAY.search(match.string, max(at - _WEEKDAY_WITHIN, 0), at) if match["a"] else None
    if weekday is None:
        return None
    readings = (_read(match, day_first), _read(match, lambda _: True), _read(match, lambda _: False))
    return next((day for day in readings if day and _WEEKDAYS[day.weekday()] == weekday[1].lower()), None)


def may_hold_date(text: str, start: int, end: int) -> bool:
    """Whether a year could stand between two offsets: a quick look that spares a search."""
    if _HAS_YEAR.search(text, start, end):
        return True
    spoken = text[start:end].casefold()
    return "twent" in spoken or "thousand" in spoken


def _read(match: re.Match[str], day_first: Callable[[str], bool]) -> date | None:
    part = match.groupdict()
    try:
        if part["iso_y"]:
            return date(int(part["iso_y"]), int(part["iso_m"]), int(part["iso_d"]))
        if part["a"]:
            a, b = int(part["a"]), int(part["b"])
            day, month = (a, b) if a > 12 or (b <= 12 and day_first(part["sign"])) else (b, a)
            return date(_year(part["y"]), month, day)
        for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d4", "m4", "y4"), ("d7", "m7", "y7"), ("d9", "m9", "y9")):
            if part[d]:
                return date(_year(part[y]), _MONTHS[part[m][:3].lower()], int(part[d]))
        if part["d6"]:
            month = next(number for stem, number in _FOREIGN.items() if part["m6"].lower().startswith(stem))
            return date(int(part["y6"]), month, int(part["d6"]))
        for d, m, y in (("d5", "m5", "y5"), ("d8", "m8", "y8")):
            if part[d]:
                year = int(part[y]) if part[y].isdigit() else _spoken_year(part[y])
                return date(year, _MONTHS[part[m][:3].lower()], _ORDINALS[re.sub(r"\s", "-", part[d].lower())])
        return date(int(part["y3"]), _ROMAN[part["m3"].lower()], int(part["d3"]))
    except (ValueError, KeyError):
        return None


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _spoken_year(words: str) -> int:
    """A year as dictated: "twenty twenty three", "two thousand nineteen"."""
    parts = words.lower().replace(" and ", " ").replace("-", " ").split()
    rest = parts[2:] if parts[:2] == ["two", "thousand"] else parts[1:]
    number = read_number(rest, 0)
    if number is None or not 0 < number[0] < 100:
        raise ValueError("no year")
    return 2000 + int(number[0])
