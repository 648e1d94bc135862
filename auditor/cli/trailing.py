"""What a command tells the audit trail of itself: its name, and its options as they were given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.notes.location import Location

if TYPE_CHECKING:
    from pydantic import JsonValue

    from auditor.trail.command import Trail

_PATH = "[masked]"
_URL = re.compile(r"([a-z0-9+.-]+://)([^/@]*@)?([^?]*)(\?.*)?", re.IGNORECASE | re.DOTALL)


def begun(*, largest: int | None = None, masked: bool = False) -> Trail:
    """The trail of the command that is running. `largest` is the most bytes of a file that it reads.

    Where names are `masked`, no path of the command line is told.
    """
    from auditor.trail.command import Trail

    context = click.get_current_context()
    names = []
    while context.parent is not None:
        names.append(context.info_name or "")
        context = context.parent
    options = dict(_options(click.get_current_context(), masked=masked))
    return Trail(" ".join(reversed(names)), options, largest=largest, masked=masked)


def _options(context: click.Context, *, masked: bool) -> Iterable[tuple[str, JsonValue]]:
    """All that is not left out, as a person types it; the command's own arguments by their name in its help."""
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        choice = isinstance(parameter.type, click.Choice) and value == parameter.default
        if value not in (None, (), False) and not choice:
            option = isinstance(parameter, click.Option)
            name = parameter.opts[0] if option else parameter.make_metavar(context).strip("[].")
            yield name, _PATH if masked and not isinstance(value, bool) else _told(value)


def _told(value: Any) -> JsonValue:
    if isinstance(value, tuple | list):
        return [_told(each) for each in value]
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Path):
        from auditor.notes.seen import shown

        return shown(value)
    if isinstance(value, Location):
        return value.shown
    if isinstance(value, date):
        return value.isoformat()
    return _without_password(str(value))


def _without_password(text: str) -> str:
    """Of the URL of a database, what names it; passwords stand before the host or behind the question mark."""
    found = _URL.fullmatch(text)
    return f"{found[1]}{found[3]}" if found else text


def store_file(place: str) -> list[Path]:
    """The file of a store, where it is one; a database on a server has no digest."""
    path = Path(place.removeprefix("sqlite:///"))
    return [path] if path.is_file() else []
