"""The national provider identifier: ten digits, of which the last checks the others."""

from __future__ import annotations

import re
from typing import Final

_TEN = re.compile(r"[0-9]{10}")
_PREFIX_SUM: Final = 24  # what 80840, the issuer's prefix, adds to the sum


def is_npi_form(text: str) -> bool:
    """True for ten digits."""
    return _TEN.fullmatch(text) is not None


def check_digit(nine: str) -> str:
    """The digit that belongs after these nine, by the Luhn formula with the prefix 80840."""
    doubled = (int(digit) * 2 for digit in nine[-1::-2])
    total = _PREFIX_SUM + sum(number - 9 if number > 9 else number for number in doubled) + sum(map(int, nine[-2::-2]))
    return str(-total % 10)


def is_npi(text: str) -> bool:
    """True for ten digits of which the last is the right one."""
    return is_npi_form(text) and check_digit(text[:9]) == text[9]
