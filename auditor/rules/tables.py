"""The tables of conditions: which facts they may ask for, which row holds, and the proof that one always does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, TypeVar, get_args

from auditor.errors import RuleError
from auditor.model import DonorSite, SkinPaddle, Vascularity
from auditor.rules.load import RuleSet
from auditor.rules.schema import CodeFamily, CodeRow, StatusRow

Row = TypeVar("Row", CodeRow, StatusRow)

CODE_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "donor_site": get_args(DonorSite),
    "skin_paddle": get_args(SkinPaddle),
    "part": ("whole", "joint"),
}
STATUS_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("audited", "neighbour", "none"),
    "donor_named": ("yes", "no"),
    "vascularity": get_args(Vascularity),
    "anastomosis": ("described", "silent"),
    "completed": ("yes", "no"),
    "conflict": ("none", "donor_site", "skin_paddle"),
}
_STATUS_FILE = "codes/status.toml"


def holds(when: Mapping[str, Sequence[str]], facts: Mapping[str, str]) -> bool:
    """Whether every fact that `when` names has one of the values that it lists."""
    return all(facts[name] in values for name, values in when.items())


def first(rows: Iterable[Row], facts: Mapping[str, str]) -> Row | None:
    """The first of `rows` that holds, read top to bottom."""
    return next((row for row in rows if holds(row.when, facts)), None)


def table_faults(rules: RuleSet) -> Iterator[RuleError]:
    """Yield every fault of the code tables and the status table."""
    yield from _repeated_rows(rules)
    unknown = list(_unknown_facts(rules))
    yield from unknown
    if not unknown:  # only rows whose facts are known can be walked
        yield from _code_cover(rules.families)
        yield from _status_cover(rules.statuses)


def _places(rules: RuleSet) -> Iterator[tuple[str, CodeRow | StatusRow, Mapping[str, tuple[str, ...]]]]:
    for family in rules.families:
        for row in family.row:
            yield _where(family, row), row, CODE_FACTS
    for status in rules.statuses:
        yield f"{_STATUS_FILE}, row {status.id}", status, STATUS_FACTS


def _where(family: CodeFamily, row: CodeRow) -> str:
    return f"codes/, family {family.family}, row {row.id}"


def _repeated_rows(rules: RuleSet) -> Iterator[RuleError]:
    tables = [(f"codes/, family {family.family}", [row.id for row in family.row]) for family in rules.families]
    tables.append((_STATUS_FILE, [row.id for row in rules.statuses]))
    for where, ids in tables:
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            yield RuleError(f"{where}, row {name}", "two rows have this id", "give each row an id of its own")
    names = [family.family for family in rules.families]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield RuleError(f"codes/, family {name}", "two files have this family name", "give each family a name of its own")


def _unknown_facts(rules: RuleSet) -> Iterator[RuleError]:
    for where, row, domain in _places(rules):
        for name, values in row.when.items():
            if name not in domain:
                yield RuleError(where, f"`when` asks for {name!r}, which is no fact", f"use one of {_listed(domain)}")
                continue
            if not values:
                yield RuleError(where, f"{name} lists no value, so the row never holds", "list a value or leave the fact out")
            for value in values:
                if value not in domain[name]:
                    yield RuleError(where, f"{name} never is {value!r}", f"use one of {_listed(domain[name])}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _combinations(domain: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    for values in product(*domain.values()):
        yield dict(zip(domain, values, strict=True))


def _spoken(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in facts.items())


def _code_cover(families: Sequence[CodeFamily]) -> Iterator[RuleError]:
    """Each donor and skin belongs to exactly one family, and each row decides at least one of them."""
    fired: set[str] = set()
    gaps: list[Mapping[str, str]] = []
    for facts in _combinations(CODE_FACTS):
        deciding = [_where(family, row) for family in families if (row := first(family.row, facts))]
        fired.update(deciding)
        if not deciding:
            gaps.append(facts)
        if len(deciding) > 1:
            remedy = "let one family have this donor and take it out of the other"
            yield RuleError(deciding[1], f"it decides {_spoken(facts)}, and so does {deciding[0]}", remedy)
    yield from _gap("codes/", gaps)
    for family in families:
        yield from _unreached((_where(family, row) for row in family.row), fired)


def _status_cover(statuses: Sequence[StatusRow]) -> Iterator[RuleError]:
    fired: set[str] = set()
    gaps: list[Mapping[str, str]] = []
    for facts in _combinations(STATUS_FACTS):
        row = first(statuses, facts)
        if row is None:
            gaps.append(facts)
        else:
            fired.add(f"{_STATUS_FILE}, row {row.id}")
    yield from _gap(_STATUS_FILE, gaps)
    yield from _unreached((f"{_STATUS_FILE}, row {row.id}" for row in statuses), fired)


def _gap(where: str, gaps: Sequence[Mapping[str, str]]) -> Iterator[RuleError]:
    if gaps:
        more = f" (and {len(gaps) - 1} more combinations)" if len(gaps) > 1 else ""
        yield RuleError(where, f"no row decides {_spoken(gaps[0])}{more}", "add a row, or add the value to one that exists")


def _unreached(places: Iterable[str], fired: set[str]) -> Iterator[RuleError]:
    for where in places:
        if where not in fired:
            yield RuleError(where, "it can never fire, because rows above it decide all it asks for", "move it up or delete it")
