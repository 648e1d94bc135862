"""The trap notes, what must come of each, and what comes of it now."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.metamorphic.corpus import audited
from tests.metamorphic.picture import GRAFT_FIELDS, differences, picture, plain

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))
SIMPLE = ("status", "best_fit", "other_codes", "modifier_cues", "stated_codes", "date_of_service")


@cache
def gold(name: str) -> Mapping[str, Any]:
    """What the file beside the note says."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


@cache
def known_gaps() -> Mapping[str, frozenset[str]]:
    """Trap to the fields that are known to come out wrong."""
    return {name: frozenset(fields) for name, fields in gold("known_gaps").items()}


def expected(name: str) -> Mapping[str, Any]:
    """The fields of the picture that the file names."""
    told = gold(name)
    fields = {field: told[field] for field in SIMPLE if field in told}
    if "surgeon" in told:
        fields["surgeon"] = plain(told["surgeon"])
    grafts = sorted(told.get("grafts", ()), key=lambda graft: (graft["donor_site"], graft.get("laterality", "")))
    if "grafts" in told:
        fields["grafts.donor_site"] = [graft["donor_site"] for graft in grafts]
    for field in GRAFT_FIELDS:
        if grafts and all(field in graft for graft in grafts):
            fields[f"grafts.{field}"] = [sorted(graft[field]) if "vessels" in field else graft[field] for graft in grafts]
    fields |= {f"defect.{field}": value or None for field, value in told.get("defect", {}).items()}
    return fields | {f"elements.{element}": state for element, state in told.get("elements", {}).items()}


def wrong(name: str) -> Mapping[str, tuple[Any, Any]]:
    """The fields that come out wrong, each with what was expected and what was found."""
    want = expected(name)
    got = picture(audited((HERE / f"{name}.txt").read_text("utf-8")))
    fields = differences(want, {field: got.get(field) for field in want})
    return {field: (want[field], got.get(field)) for field in sorted(fields)}
