"""Amounts of money with signs and separators of either convention -> Decimal. The decimal sign is judged over the column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from auditor.notes.tables.cells import Cell, Trouble, text_of

_BAD: Final = Trouble("this is no amount of money", "write it as 1234.56")
_UNCLEAR: Final = Trouble("its separator can stand before thousands or before decimals", "write it as 1234.56")
_NEGATIVE: Final = Trouble(
    "the amount is below nothing", "leave out the line where it takes another line back, and that other line"
)

_CURRENCY = re.compile(r"[$€£]|\b(?:us\$|usd|eur|gbp)\b|\b(?:us)(?=\$)", re.IGNORECASE)
_BRACKETS = re.compile(r"\((.*)\)")
_NUMBER = re.compile(r"\d+|\d{1,3}(?:[ '’]\d{3})+|\d{1,3}(?:[ '’]\d{3})+[.,]\d+|\d*[.,]\d+|\d+[.,]")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(,)\d{3})+(?:\.\d*)?|[1-9]\d{0,2}(?:(\.)\d{3})+(?:,\d*)?")
_UNTOLD = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


@dataclass(slots=True)
class Money:
    """Reads the amounts of one column. `decimal` is its decimal sign, `mixed` where it has both."""

    decimal: str | None = None
    mixed: bool = False

    def judge(self, cells: Iterable[Cell]) -> None:
        """Look at the whole column for its decimal sign."""
        texts = {cell for cell in cells if isinstance(cell, str)}
        signs = {sign for text in texts if (sign := _decimal_sign(text))}
        self.decimal = next(iter(signs)) if len(signs) == 1 else None
        self.mixed = len(signs) > 1

    def read(self, cell: Cell) -> tuple[Decimal | None, Trouble | None]:
        """The amount, and what is wrong with it; neither where nothing is there."""
        text = text_of(cell)
        if text is None or isinstance(text, Trouble):
            return None, text
        if isinstance(cell, int | float | Decimal):
            amount: Decimal | None = Decimal(str(cell))
        else:
            minus, number = _bare(text)
            if self.mixed and _UNTOLD.fullmatch(number):
                return None, _UNCLEAR
            amount = self._amount(number)
            amount = -amount if amount is not None and minus else amount
        if amount is None or not amount.is_finite():
            return None, _BAD
        return amount, _NEGATIVE if amount < 0 else None

    def _amount(self, number: str) -> Decimal | None:
        if _GROUPED.fullmatch(number) and not (_UNTOLD.fullmatch(number) and self.decimal and self.decimal in number):
            last = max(number.rfind("."), number.rfind(","))
            both = "." in number and "," in number
            digits = re.sub("[.,]", "", number[:last]) + ("." if both else "") + number[last + 1 :]
            return Decimal(digits)
        if _NUMBER.fullmatch(number):
            return Decimal(re.sub("[ '’]", "", number).replace(",", "."))
        return None


def _bare(text: str) -> tuple[bool, str]:
    """Whether the amount is below nothing, and its figures without currency."""
    match = _BRACKETS.fullmatch(text)
    number = _CURRENCY.sub("", match[1] if match else text).strip().replace("\u2212", "-")
    minus = match is not None or number.startswith("-") or number.endswith("-")
    return minus, _CURRENCY.sub("", number.strip("-")).strip()


def _decimal_sign(cell: str) -> str | None:
    """The decimal sign that this amount proves, if it proves one."""
    text = text_of(cell)
    if not isinstance(text, str):
        return None
    number = _bare(text)[1]
    if _UNTOLD.fullmatch(number):
        return None
    if match := _GROUPED.fullmatch(number):
        return "." if match[1] else ","
    if _NUMBER.fullmatch(number):
        return next((sign for sign in ".," if sign in number), None)
    return None
