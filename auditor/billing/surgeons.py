"""The cases of claims, and whose line is whose: surgeons told apart by number where there is one, else by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.claims.model import ClaimLine
from auditor.names import key_of, may_be


def by_case(lines: Iterable[ClaimLine]) -> dict[str, tuple[ClaimLine, ...]]:
    """The lines of each case by its name: the case as printed, else surgeon and day, of which a line without a case has both."""
    found: dict[str, list[ClaimLine]] = {}
    for line in lines:
        name = line.case or f"{line.npi or key_of(line.surgeon or '')}, {line.date_of_service}"
        found.setdefault(name, []).append(line)
    return {name: tuple(group) for name, group in found.items()}


@dataclass(slots=True)
class _Person:
    """One surgeon of a claim, as far as lines tell: the names and numbers under which he or she bills."""

    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def is_named(self, name: str, number: str) -> bool:
        """Whether a line may be this person's: by the number, else by a name that can be the same."""
        if number and number in self.numbers:
            return True
        return bool(name) and any(may_be(name, known) for known in self.names)


def surgeon_keys(lines: Iterable[ClaimLine]) -> dict[int, str]:
    """The surgeon of each row, as a key; empty where nobody is named.

    A number, a name, and a name in initials are one person where a line joins them. Lines that print both go first.
    """
    people: list[_Person] = []
    keys: dict[int, str] = {}
    for line in sorted(lines, key=lambda line: (not (line.npi and line.surgeon), not line.npi, line.row)):
        name, number = key_of(line.surgeon or ""), line.npi or ""
        if not name and not number:
            keys[line.row] = ""
            continue
        person = next((each for each in people if each.is_named(name, number)), None)
        if person is None:
            person = _Person()
            people.append(person)
        person.names |= {name} - {""}
        person.numbers |= {number} - {""}
        keys[line.row] = f"{people.index(person) + 1} {'named' if person.names else 'numbered'}"
    return keys


def are_several(keys: Iterable[str]) -> bool:
    """Whether keys are surely of several people: one known by number alone may be one of those known by name."""
    known = {key for key in keys if key}
    numbered = {key for key in known if key.endswith("numbered")}
    return len(numbered) > 1 or len(known - numbered) > 1


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
