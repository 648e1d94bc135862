"""What the file says of its note fills what the note itself leaves open, and is marked as such; it never overrides the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from auditor.facts.established import Facts
from auditor.model import Header, Known

_LONGEST: Final = 120  # characters of a name


def with_told(facts: Facts, known: Known) -> Facts:
    """The facts with surgeon and date of service of the file, where the text has none."""
    header = _filled(facts.header, known)
    return facts if header is facts.header else replace(facts, header=header)


def _filled(header: Header, known: Known) -> Header:
    told: dict[str, object] = {}
    if header.surgeon is None and (name := _name(known.author)):
        told["surgeon"] = name
    if header.date_of_service is None and (day := _day(known.date)):
        told["date_of_service"] = day
    return header.model_copy(update=told | {"told_by_file": tuple(told)}) if told else header


def _name(author: str | None) -> str | None:
    """The name in one line; what holds no letter, or is too long for a name, is none."""
    name = " ".join((author or "").split())
    return name if len(name) <= _LONGEST and any(letter.isalpha() for letter in name) else None


def _day(day: str | None) -> str | None:
    try:
        return date.fromisoformat(day or "").isoformat()
    except ValueError:
        return None
