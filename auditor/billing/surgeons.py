"""The cases of claims, and whose line is whose: surgeons told apart by number where there is one, else by name."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.claims.model import ClaimLine
from auditor.names import key_of


def by_case(lines: Iterable[ClaimLine]) -> dict[str, tuple[ClaimLine, ...]]:
    """The lines of each case by its name: the case as printed, else surgeon and day, of which a line without a case has both."""
    found: dict[str, list[ClaimLine]] = {}
    for line in lines:
        name = line.case or f"{line.npi or key_of(line.surgeon or '')}, {line.date_of_service}"
        found.setdefault(name, []).append(line)
    return {name: tuple(group) for name, group in found.items()}


def surgeon_keys(lines: Iterable[ClaimLine]) -> dict[int, str]:
    """The surgeon of each row, as a key; empty where nobody is named. One name with one number is one person."""
    lines = tuple(lines)
    numbers = {key_of(line.surgeon): line.npi for line in lines if line.surgeon and line.npi}
    return {line.row: _key(line, numbers) for line in lines}


def _key(line: ClaimLine, numbers: dict[str, str]) -> str:
    name = key_of(line.surgeon or "")
    return line.npi or numbers.get(name) or name


def are_several(keys: Iterable[str]) -> bool:
    """Whether keys are surely of several people: a number and a name may be one person's."""
    known = {key for key in keys if key}
    numbers = {key for key in known if key.isdigit()}
    return len(numbers) > 1 or len(known - numbers) > 1


def groups(lines: Iterable[ClaimLine]) -> list[tuple[ClaimLine, ...]]:
    """The lines of one surgeon and one day together, in the order of the file.

    Lines that name nobody, or no day, belong to the only surgeon, or day, of the claim, where there is just one; and a number
    and a name are taken for one person's where nothing says otherwise.
    """
    lines = tuple(lines)
    keys = surgeon_keys(lines)
    one_person = not are_several(keys.values())
    days = {line.date_of_service for line in lines if line.date_of_service}
    one_day = next(iter(days)) if len(days) == 1 else ""
    found: dict[tuple[str, str], list[ClaimLine]] = {}
    for line in lines:
        found.setdefault(("" if one_person else keys[line.row], line.date_of_service or one_day), []).append(line)
    return [tuple(group) for group in found.values()]
