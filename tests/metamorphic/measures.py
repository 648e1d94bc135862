"""Changes of how lengths are written: the sign between dimensions, the unit, the decimal sign, figures or words.

Each function takes the text of a note and gives the changed text. Only lengths that the note prints with cm or mm are
touched; pressures (mmHg), sutures (9-0) and counts are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

NUMBER = r"\d+(?:\.\d+)?"
_BETWEEN = r"(?:\s?[x×]\s?|\s(?:by|to|and|or)\s|\s?[-–]\s?|,\s(?=\d+(?:\.\d+)?(?:,| and| or)\s))"
_LENGTH = re.compile(
    rf"(?<![\w.,/#-])(?P<figures>{NUMBER}(?:{_BETWEEN}{NUMBER})*)(?P<gap>\s?-?)(?P<unit>cm|mm)\b(?!\s?Hg)", re.IGNORECASE
)
_SIDES = re.compile(rf"(?<![\w.,/#-])({NUMBER})\s?[x×]\s?({NUMBER})(?:\s?[x×]\s?({NUMBER}))?(?=[\s-]?(?:cm|mm)\b)", re.IGNORECASE)
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LEAST_MM = 10
"""Millimetres below this are screws, vessels and couplers; nobody writes them in another unit."""


def between_dimensions(text: str, sign: str) -> str:
    """Write `6 x 4 cm` with another sign between the numbers, such as "×", " by " or "x" without spaces."""
    return _SIDES.sub(lambda found: sign.join(figure for figure in found.groups() if figure), text)


def in_millimetres(text: str) -> str:
    """Every length in cm becomes one in mm."""
    return _LENGTH.sub(lambda found: _converted(found, "cm", "mm", lambda value: value * 10), text)


def in_centimetres(text: str) -> str:
    """Every length of 10 mm or more becomes one in cm."""
    return _LENGTH.sub(lambda found: _converted(found, "mm", "cm", lambda value: value / 10), text)


def in_inches(text: str, unit: str) -> str:
    """Every length in cm becomes one in inches, to the hundredth; `unit` is how the inch is written."""
    return _LENGTH.sub(lambda found: _converted(found, "cm", unit, lambda value: value / 2.54), text)


def with_decimal_comma(text: str) -> str:
    """`6.5 cm` becomes `6,5 cm`, as most of Europe writes it."""
    return _LENGTH.sub(lambda found: found["figures"].replace(".", ",") + found["gap"] + found["unit"], text)


def in_words(text: str, *, british: bool, half: bool) -> str:
    """`6.5 cm` becomes `six point five centimetres`, or with `half` `six and a half centimetres`."""
    return _LENGTH.sub(lambda found: _spoken(found, british, half), text)


def spoken(figure: str, *, half: bool = False) -> str:
    """A number below a thousand in words."""
    whole, _, decimals = figure.partition(".")
    words = _whole(int(whole))
    if half and decimals == "5":
        return f"{words} and a half" if int(whole) else "half"
    return f"{words} point {' '.join(_SMALL[int(digit)] for digit in decimals)}" if decimals.strip("0") else words


def _converted(found: re.Match[str], old: str, new: str, change: Callable[[float], float]) -> str:
    values = [float(figure) for figure in re.findall(NUMBER, found["figures"])]
    if found["unit"].lower() != old or (old == "mm" and max(values) < LEAST_MM):
        return found[0]
    figures = re.sub(NUMBER, lambda figure: f"{round(change(float(figure[0])), 2):g}", found["figures"])
    return figures + ("-" if "-" in found["gap"] else " ") + new


def _spoken(found: re.Match[str], british: bool, half: bool) -> str:
    values = re.findall(NUMBER, found["figures"])
    if max(map(float, values)) > 199 or re.search(r"[-–]", found["figures"]):
        return found[0]
    figures = re.sub(r"\s?[x×]\s?", " by ", found["figures"])
    words = re.sub(NUMBER, lambda figure: spoken(figure[0], half=half), figures)
    unit = {"cm": "centi", "mm": "milli"}[found["unit"].lower()] + ("metre" if british else "meter")
    before_noun = "-" in found["gap"] or re.search(r"\ba\s$", found.string[: found.start()]) is not None
    plural = "" if words in ("one", "half") else "s"
    length = f"{words.replace(' ', '-')}-{unit}" if before_noun else f"{words} {unit}{plural}"
    return length.upper() if found["unit"].isupper() else length


def _whole(value: int) -> str:
    if value < len(_SMALL):
        return _SMALL[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_SMALL[value % 10]}" if value % 10 else "")
    rest = f" and {_whole(value % 100)}" if value % 100 else ""
    return f"{_SMALL[value // 100]} hundred{rest}"
