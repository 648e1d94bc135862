"""Codes, modifiers, units and diagnoses as cells print them: taken apart, and their form checked."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from auditor.notes.tables.cells import Cell, Trouble, text_of, whole

NO_CODE: Final = Trouble("the row has no code", "add the code, or leave the row out if it is no claim line")
_BAD_CODE: Final = Trouble(
    "this is no code of five characters", "write a code such as 20956, 0123T or G0463, with its modifiers after it if at all"
)
_BAD_REST: Final = Trouble(
    "after the code stands something that is no modifier", "write one code a row, and modifiers of two characters"
)
_BAD_MODIFIER: Final = Trouble(
    "this is no modifier", "write modifiers of two characters, such as 59 or RT, with a comma between them"
)
_BAD_UNITS: Final = Trouble("the units are no whole number above 0", "write how often the code is billed, such as 1")
_REVERSAL: Final = Trouble(
    "the units are below 0, so the line takes another one back", "leave out both, or bill what stands in the end"
)
_BAD_DIAGNOSIS: Final = Trouble(
    "it holds something that has not the form of an ICD-10-CM code", "write codes such as M87.051, with a comma between them"
)

_CODE = re.compile(r"(?:(?:CPT|HCPCS)\b\W*)?([0-9]{5}|[0-9]{4}[A-Z]|[A-Z][0-9]{4})(?:\.0+(?![0-9]))?(.*)")
_BETWEEN = r"[\s,;:/.|+()\[\]\-–]"
_REST = re.compile(rf"(?:{_BETWEEN}+[A-Z0-9]{{2}})*{_BETWEEN}*")
_SPLIT = re.compile(rf"{_BETWEEN}+")
_DECIMALS = re.compile(r"\b([0-9]{2})\.0+\b")
_GLUED = re.compile(r"(?=.*[0-9])(?:[A-Z0-9]{2}){2,4}")  # with a figure: LEFT is a word, 59RT two modifiers
_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
_DIAGNOSES = re.compile(r"[\s,;|/]+")


class Coded(NamedTuple):
    """A code in capitals, and the modifiers that stand with it."""

    code: str
    modifiers: tuple[str, ...]


def read_code(cell: Cell) -> tuple[Coded | None, Trouble | None]:
    """The code and the modifiers of a cell, or what is wrong."""
    text = text_of(cell)
    if text is None or isinstance(text, Trouble):
        return None, text or NO_CODE
    match = _CODE.fullmatch(text.upper())
    if match is None:
        return None, _BAD_CODE
    if not _REST.fullmatch(match[2]):
        return None, _BAD_REST if re.match(_BETWEEN, match[2]) else _BAD_CODE
    return Coded(match[1], tuple(_SPLIT.sub(" ", match[2]).split())), None


def read_modifiers(cell: Cell) -> tuple[tuple[str, ...], Trouble | None]:
    """The modifiers of a cell in capitals and in their order, or what is wrong."""
    text = text_of(cell)
    if text is None or isinstance(text, Trouble):
        return (), text
    found: list[str] = []
    for part in _SPLIT.sub(" ", _DECIMALS.sub(r"\1", text.upper())).split():
        if len(part) == 2 and part.isascii() and part.isalnum():
            found.append(part)
        elif _GLUED.fullmatch(part):
            found += (part[at : at + 2] for at in range(0, len(part), 2))
        else:
            return (), _BAD_MODIFIER
    return tuple(found), None


def read_units(cell: Cell) -> tuple[int, Trouble | None]:
    """The units, 1 where none are told, or what is wrong."""
    text = text_of(cell)
    if text is None or isinstance(text, Trouble):
        return 1, text
    number = whole(text)
    if re.fullmatch(r"[-(]\s*[0-9]*[1-9][0-9.]*\)?", number):
        return 1, _REVERSAL
    if not re.fullmatch(r"[0-9]{1,6}", number) or int(number) == 0:
        return 1, _BAD_UNITS
    return int(number), None


def read_diagnoses(cell: Cell) -> tuple[tuple[str, ...], Trouble | None]:
    """The diagnoses that have the form of ICD-10-CM, in capitals, and what is wrong where others stand with them."""
    text = text_of(cell)
    if text is None or isinstance(text, Trouble):
        return (), text
    parts = [part for part in _DIAGNOSES.split(text.upper()) if part]
    found = tuple(part for part in parts if _DIAGNOSIS.fullmatch(part))
    return found, None if len(found) == len(parts) else _BAD_DIAGNOSIS
