"""Who did the service: a name, an NPI, or both in one cell, told apart by their form; and other plain texts."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from auditor.claims.npi import is_npi, is_npi_form
from auditor.notes.tables.cells import Cell, Trouble, text_of, whole

_NOT_TEN: Final = Trouble("this is no NPI, which has ten digits", "write the ten digits of the surgeon's NPI")
_CHECK: Final = Trouble("the check digit of the NPI is wrong", "compare the NPI with the registry of providers")
_NUMBER: Final = Trouble("a number that is no NPI of ten digits names no surgeon", "write the name or the NPI of the surgeon")
_LOST: Final = Trouble("a spreadsheet has cut the digits of the id", "export the column as text")

_TEN = re.compile(r"(?<!\d)\d{10}(?!\d)")
_AROUND = re.compile(r"[\W_]*\bNPI\b[\W_]*(?:no\b\.?)?|\(\s*\)|\[\s*\]", re.IGNORECASE)
_EDGES = " \t,;:/|#-–()[]"
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)


class Person(NamedTuple):
    """Name and NPI as far as a cell tells them."""

    name: str | None = None
    npi: str | None = None


def read_npi(cell: Cell) -> tuple[str | None, Trouble | None]:
    """Ten digits, and what is wrong with them; a wrong check digit does not take them away."""
    text = text_of(cell)
    if text is None or isinstance(text, Trouble):
        return None, text
    number = re.sub(r"[\s-]", "", whole(text))
    if not is_npi_form(number):
        return None, _NOT_TEN
    return number, None if is_npi(number) else _CHECK


def read_person(cell: Cell) -> tuple[Person, Trouble | None]:
    """Whom the cell names, and what is wrong with it."""
    text = text_of(cell)
    if text is None or isinstance(text, Trouble):
        return Person(), text
    text = whole(text)
    match = _TEN.search(text)
    if match is None:
        if any(letter.isalpha() for letter in text):
            return Person(text), None
        return Person(), _NUMBER
    rest = _AROUND.sub(" ", text[: match.start()] + " " + text[match.end() :])
    name = " ".join(rest.split()).strip(_EDGES)
    named = name if any(letter.isalpha() for letter in name) else None
    return Person(named, match[0]), None if is_npi(match[0]) else _CHECK


def read_case(cell: Cell) -> tuple[str | None, Trouble | None]:
    """The id as printed, or what is wrong with it."""
    text = text_of(cell)
    if text is None or isinstance(text, Trouble):
        return None, text
    return (None, _LOST) if _SCIENTIFIC.fullmatch(text) else (whole(text), None)


def read_text(cell: Cell) -> tuple[str | None, Trouble | None]:
    """Any other text."""
    text = text_of(cell)
    return (None, text) if isinstance(text, Trouble) else (text, None)
