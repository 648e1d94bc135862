"""JSON of FHIR and a way to look into it that never fails: what has another shape than expected is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.errors import NoteError

Resource = Mapping[str, Any]
MOST_VALUES = 3_000_000
_AGAIN = "export it again from the system that made it"


def loaded(data: bytes, what: str) -> object:
    """The value of JSON bytes. Raises NoteError where they are damaged or nest too deep (the parser allows 200 levels)."""
    from pydantic_core import from_json

    if data.count(b",") + data.count(b"{") + data.count(b"[") > MOST_VALUES:
        raise NoteError(f"{what} holds more than {MOST_VALUES:,} values", "export fewer resources at a time, or one a line")
    try:
        return from_json(data.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False, cache_strings="keys")
    except (ValueError, RecursionError):
        raise NoteError(f"{what} is no valid JSON: it is damaged, cut off or nested too deep", _AGAIN) from None


def many(value: object, *path: str) -> list[Any]:
    """Everything at the end of the path, in order; lists on the way are gone through."""
    found = [value]
    for step in path:
        found = [each.get(step) for each in _flat(found) if isinstance(each, Mapping)]
    return [each for each in _flat(found) if each is not None]


def resources(value: object, *path: str) -> list[Resource]:
    """The objects at the end of the path."""
    return [each for each in many(value, *path) if isinstance(each, Mapping)]


def text(value: object, *path: str) -> str:
    """The first text at the end of the path that is not empty; "" where there is none."""
    return next((each.strip() for each in many(value, *path) if isinstance(each, str) and each.strip()), "")


def kind(value: object) -> str:
    """The type of a resource, where it is one that could be printed."""
    found = text(value, "resourceType") if isinstance(value, Mapping) else ""
    return found if found.isascii() and found.isalpha() and len(found) < 60 else ""


def _flat(values: list[Any]) -> list[Any]:
    return [inner for value in values for inner in (value if isinstance(value, list) else [value])]
