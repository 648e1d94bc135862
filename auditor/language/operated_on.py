"""The day of the operation."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from auditor.language.dates import FoundDate, dates_in, may_hold_date

if TYPE_CHECKING:
    from auditor.language.reading import Reading, Section

_OTHER_DATE = re.compile(
    r"(?:birth|tentative(?:ly)?|provisional(?:ly)?|(?:planned|scheduled|booked)(?: for)?"
    r"|dob|d\.o\.b\.?|born|typed|printed|dictated|transcribed|signed|admitted|admission|d\.o\.a\.?|doa"
    r"|letter dated|letter of)[\s:.on]*\Z",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"(?<![^\n])\d{1,2}/\d{1,2}/\d{2}, \d{1,2}:\d{2} [AP]M\b")
_INITIALS = re.compile(r"(?:[A-Z]{2,3}|(?:[A-Z]\.){2,3})?[,\s/-]*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{0,6}\.?,?)?\s*")
_SIGNATURE = 32  # characters: "CR, Thurs 30 Nov 2023"
_HEAD, _LETTER = 600, 1500  # characters in which a date stands, and in which an account says when it was
_SAYS_OPERATED = re.compile(
    r"\b(?:operated(?: on| upon)?(?: (?:him|her|them|you|this|your|the|mr|mrs|ms|miss) ?\w*)?"
    r"|(?:his|her|the|your) (?:\w+ ){0,2}(?:operation|surgery|procedure|stage)(?: was| took place| was done| was performed)?)"
    r" on (?:the )?(?:\w+day,? )?\Z"
    r"|,(?: for)?(?: the| an)? (?:operation|surgery|procedure) on (?:the )?(?:\w+day,? )?\Z"
    r"|(?:\A|[.:\n] ?)(?-i:Operation|Surgery|Procedure) of (?:the )?(?:\w+day,? )?\Z",  # "Operation of 9 May 2022" in a letter
    re.IGNORECASE,
)
_OPERATED = frozenset({"surgery", "operation", "procedure", "service", "operated", "dos", "intervention"})
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
_DAY_MONTH = re.compile(rf"\b\d{{1,2}}(?i:st|nd|rd|th)? {_MONTH}\b")  # "the 20th of July" is said everywhere
_MONTH_DAY = re.compile(rf"\b{_MONTH}\.? \d{{1,2}}(?!\d)")
_BRITISH = re.compile(
    r"\b(?:(?i:theatre|consultant|registrar|anaesthe\w+)|A/Prof|NHS|haem\w+|Mr|Miss|vascularised|ischaem\w+|oedema|metre|litre"
    r"|centimetres?|colour|tumour|grey)\b|\d/52\b|\bCons:"
    r"|\b\d{1,2},\d ?(?:cm|mm|ml)\b|\b\d\dh\d\d\b"  # no more British than French, but never American
)


_AMERICAN = re.compile(
    r"\b(?:attending|anesthe\w+|hem(?:atoma|orrhage)\w*|ischemi\w+|vascularized|operating room|OR|MD|color|tumor|gray"
    r"|pediatric|centimeters?|PGY|PA-C)\b"
)


def find_operation_date(reading: Reading) -> FoundDate | None:
    """The day of the operation: of a field that says so, of the words that tell it, else the first at the head."""
    dates = [section for section in reading.sections if section.kind == "date"]
    dates.sort(key=lambda section: not _is_of_operation(reading, section))
    spans = [(section, reading.content_start(section), section.end) for section in dates]
    text = reading.plain
    british = reading.day_first
    for _, start, end in spans:
        for found in dates_in(text, start, min(end, start + 60), british):
            if is_other_date(text, found.start):
                continue
            return found
    if not may_hold_date(text, 0, _LETTER):
        return _beside_signature(text, british)
    said = [
        found
        for found in dates_in(text, 0, _LETTER, british)
        if _SAYS_OPERATED.search(text, max(0, found.start - 60), found.start)
    ]
    for found in [*said, *dates_in(text, 0, _HEAD, british)]:
        if not is_other_date(text, found.start):
            return found
    return _beside_signature(text, british)


def _beside_signature(text: str, british: Callable[[str], bool]) -> FoundDate | None:
    """The date in a last line of no more than initials and the day, for a note that has no other."""
    end = len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    signed = next(dates_in(text, start, end, british), None) if end - start <= _SIGNATURE else None
    return signed if signed is not None and _INITIALS.fullmatch(text, start, signed.start) else None


def day_first_in(text: str) -> Callable[[str], bool]:
    """Whether a note writes the day first, asked with the sign that parts the figures and worked out once."""
    return cache(lambda written: _writes_day_first(text, written))


def _is_of_operation(reading: Reading, section: Section) -> bool:
    """Whether a field of a date says that it is the operation's, and not that of the encounter or the admission."""
    heading = section.heading
    return heading is not None and bool(_OPERATED & set(reading.tokens.words[heading.first : heading.last]))


def _writes_day_first(text: str, sign: str) -> bool:
    """Whether an ambiguous 03/04/2021 is the third of April: such a date stands in the note, or "3 April" does, or its
    spelling is British. Whoever parts dates with full stops writes the day first, unless the spelling is American.
    """
    if re.search(r"\b(?:1[3-9]|2\d|3[01])[/.-](?:0?\d|1[0-2])[/.-]\d{2,4}\b", text):
        return True
    if re.search(r"\d{4}\W{1,3}d(?:ay|d)\W{1,2}m", text, re.IGNORECASE):  # "(day/month/year)"
        return True
    day_first, month_first = len(_DAY_MONTH.findall(text)), len(_MONTH_DAY.findall(text))
    if day_first != month_first:
        return day_first > month_first
    british, american = len(_BRITISH.findall(text)), len(_AMERICAN.findall(text))
    return british > american or (sign == "." and british == american)


def is_other_date(text: str, start: int) -> bool:
    """Whether a date is said to be that of birth, admission, typing or printing, or is what a browser prints into the head."""
    return bool(_OTHER_DATE.search(text, max(0, start - 24), start) or _PRINTED.match(text, start))
