"""Frames and samples as frozen types. Names of units are patients' data where they come from claims."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from auditor.model import Frozen

Kind = Literal["notes", "claims", "audits", "cases"]
By = Literal["surgeon", "code", "value"]
Allocation = Literal["proportional", "equal", "neyman"]


class Unit(Frozen):
    """One thing that can be drawn: a note, or a case of the claims.

    `digest` is the SHA-256 of its content, `note` that of a note's text as the record gives it. `place` is its line in the
    list of drawn units: a path for notes. `surgeons`, `codes` and `value` are what it may be stratified by; `value` is in
    the currency of the claims, or in relative value units.
    """

    id: str
    digest: str
    place: str
    note: str | None = None
    surgeons: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    value: Decimal | None = None


class LeftAside(Frozen):
    """Something that was seen and cannot be drawn, and why."""

    name: str
    why: str


class Frame(Frozen):
    """All units that can be drawn, sorted by the bytes of their ids, none twice."""

    kind: Kind
    units: tuple[Unit, ...]
    left_aside: tuple[LeftAside, ...] = ()


class Stratum(Frozen):
    """A part of the frame: its units, and how many of them were drawn."""

    name: str
    size: int
    drawn: int
    spares: int


class Drawn(Frozen):
    """A unit that was drawn, or a spare. `stratum` counts from 1; `rank` is the number by which it was drawn."""

    stratum: int
    id: str
    rank: str
    digest: str
    note: str | None


class Design(Frozen):
    """What was asked for. `parts` is the number of strata that values are cut into."""

    size: int
    seed: str
    spares: int = 0
    by: By | None = None
    allocation: Allocation | None = None
    parts: int | None = None


class Sample(Frozen):
    """A sample as `sample.json` records it.

    `frame_digest` is the SHA-256 of the list of the frame, `strata_digest` that of the list of its strata. `drawn` and
    `spares` are in the order of their drawing, stratum by stratum. `digest` covers everything but itself and `drawn_at`.
    """

    format: Literal[1] = 1
    tool_version: str
    kind: Kind
    frame_digest: str
    frame_size: int
    left_aside: tuple[LeftAside, ...]
    design: Design
    algorithm: str
    strata_digest: str | None
    strata: tuple[Stratum, ...]
    drawn: tuple[Drawn, ...]
    spares: tuple[Drawn, ...]
    digest: str = ""
    drawn_at: str | None = None


class Checked(Frozen):
    """A recorded sample held against a frame: units that came, went and changed, and whether drawing again gives the same."""

    added: int
    removed: int
    changed: int
    same: bool

    @property
    def unchanged(self) -> bool:
        """Whether the frame is the one that was drawn from."""
        return self.added == self.removed == self.changed == 0

    @property
    def sound(self) -> bool:
        """Whether the frame is the one that was drawn from, and drawing again gives the same units."""
        return self.unchanged and self.same

    @property
    def says(self) -> str:
        """The outcome in one sentence."""
        if not self.unchanged:
            moved = f"{_units(self.added)} added, {self.removed:,} removed, {self.changed:,} changed"
            return f"the frame changed since the sample was drawn: {moved}"
        if not self.same:
            return "the frame is the one that was drawn from, but drawing again gives other units or strata"
        return "the frame is the one that was drawn from, and drawing again gives the same units"


def _units(count: int) -> str:
    return "1 unit" if count == 1 else f"{count:,} units"
