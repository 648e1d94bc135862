"""Which column is which field, as people say it: in a small TOML file, or in options `FIELD=TITLE`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from auditor.errors import ClaimsError
from auditor.notes.seen import shown
from auditor.rules.schema import ClaimFieldName

FIELDS: Final[tuple[str, ...]] = get_args(ClaimFieldName)
SEVERAL: Final = frozenset({"modifiers", "diagnoses"})
_KEYS: Final = ("columns", "day_first", "sheet")
_FORM: Final = 'write a line such as case = "Encounter No" under [columns]'


@dataclass(frozen=True, slots=True)
class Naming:
    """What somebody said of a claim file.

    `columns` holds for a field the titles of its columns, none where the field shall not be read. `day_first` says how
    dates such as 03/04/2024 are meant, `sheet` in which sheet the claims stand.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day_first: bool | None = None
    sheet: str | None = None

    def and_then(self, other: Naming) -> Naming:
        """Both; where they differ, what `other` says."""
        return Naming(
            {**self.columns, **other.columns},
            self.day_first if other.day_first is None else other.day_first,
            other.sheet or self.sheet,
        )


def read_naming(path: Path) -> Naming:
    """What a TOML file says. Raises ClaimsError."""
    where = shown(path)
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ClaimsError(where, "there is no such file", "check the name") from None
    except (OSError, UnicodeDecodeError) as problem:
        what = f"it cannot be read ({type(problem).__name__})"
        raise ClaimsError(where, what, "check its rights and save it as UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        raise ClaimsError(where, f"it is not valid TOML ({problem})", "mend the line that is named") from None
    for key in data:
        if key in FIELDS:
            raise ClaimsError(where, f"the field {key!r} stands outside [columns]", "put a line [columns] above the fields")
        if key not in _KEYS:
            raise ClaimsError(where, f"the key {key!r} is not known here", f"use {', '.join(_KEYS)}")
    day_first, sheet, columns = data.get("day_first"), data.get("sheet"), data.get("columns", {})
    if day_first is not None and not isinstance(day_first, bool):
        raise ClaimsError(where, "day_first is neither true nor false", "write it without quotation marks")
    if sheet is not None and not isinstance(sheet, str):
        raise ClaimsError(where, "sheet is no text", "write the name of the sheet in quotation marks")
    if not isinstance(columns, dict):
        raise ClaimsError(where, "columns is no table", _FORM)
    return Naming(checked(columns, where), day_first, sheet)


def from_options(options: Iterable[str]) -> Naming:
    """What options of the form `FIELD=TITLE` say; `FIELD=` leaves a field unread. Raises ClaimsError."""
    titles: dict[str, list[str]] = {}
    for option in options:
        name, equals, title = option.partition("=")
        where = f"--column {name.strip()}"
        if not equals:
            raise ClaimsError(where, "it has no title", 'write FIELD="TITLE", such as case="Encounter No"')
        titles.setdefault(name.strip(), []).append(title.strip())
    for name, found in titles.items():
        if "" in found and len(found) > 1:
            raise ClaimsError(f"--column {name}", "it is said to be left unread, and to be read", "keep one of the two")
    return Naming(checked({name: found if "" not in found else "" for name, found in titles.items()}, "--column"))


def checked(columns: Mapping[str, object], where: str) -> Mapping[str, tuple[str, ...]]:
    """The titles of each field. Raises ClaimsError for a field that is not known, and for what is no title."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in columns.items():
        if name not in FIELDS:
            raise ClaimsError(where, f"there is no field {name!r}", f"use one of {', '.join(FIELDS)}")
        found[name] = _titles(name, value, where)
        if len(found[name]) > 1 and name not in SEVERAL:
            raise ClaimsError(where, f"{name} has {len(found[name])} columns and takes one", "keep the one that is meant")
    if found.get("code") == ():
        raise ClaimsError(where, "code is left unread", "name the column that holds the codes")
    _refuse_shared(found, where)
    return found


def _titles(name: str, value: object, where: str) -> tuple[str, ...]:
    if value == "":
        return ()
    titles: Sequence[object] = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(title, str) and title.strip() for title in titles):
        raise ClaimsError(where, f"{name} has something that is no title", _FORM)
    return tuple(str(title) for title in titles)


def _refuse_shared(columns: Mapping[str, tuple[str, ...]], where: str) -> None:
    owners: dict[str, str] = {}
    for name, titles in columns.items():
        for title in titles:
            if title in owners:
                what = f"the column “{title}” is named twice, for {owners[title]} and for {name}"
                raise ClaimsError(where, what, "name it once: a code may carry its modifiers, and a surgeon an NPI")
            owners[title] = name
