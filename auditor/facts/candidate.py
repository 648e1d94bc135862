"""One bone and everything in the note that speaks for or against its being a donor."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.facts.index import BODY
from auditor.language.sighting import Sighting, Words
from auditor.rules.schema import Donor

_BESIDE_VESSEL = 1.0
_CLAIM, _NAMED, _RAISED, _PIECE, _CUT, _OWN_VESSEL, _SHARED_VESSEL, _RECEIVES, _RESECTED = (
    3.0,
    1.5,
    2.0,
    2.0,
    1.0,
    2.0,
    1.0,
    -2.0,
    -1.0,
)


@dataclass(slots=True)
class Candidate:
    """One bone and everything that speaks for or against its being a donor."""

    donor: Donor
    claimed: list[Sighting] = field(default_factory=list)
    described: list[Sighting] = field(default_factory=list)
    raised: list[Sighting] = field(default_factory=list)
    pieces: list[Sighting] = field(default_factory=list)
    cut: list[Sighting] = field(default_factory=list)
    vessels: list[Sighting] = field(default_factory=list)
    own_vessel: bool = False
    beside_vessel: list[Sighting] = field(default_factory=list)
    announced: list[Sighting] = field(default_factory=list)
    stated: list[Sighting] = field(default_factory=list)
    titled: list[Sighting] = field(default_factory=list)
    booked: list[Sighting] = field(default_factory=list)
    receives: int = 0
    resected: list[Sighting] = field(default_factory=list)
    discarded: int = 0
    bare: bool = False  # a title names the bone as one that moves without vessels

    @property
    def in_body(self) -> bool:
        """Whether the description, not the title alone, speaks of raising this bone."""
        handled = any(f.evidence.section in BODY for f in (*self.raised, *self.pieces, *self.cut))
        return bool(self.stated or self.described or handled or self.own_vessel)

    @property
    def worked_on(self) -> bool:
        """Whether the body tells of work on this bone or on vessels that feed it."""
        return bool(self.stated or self.raised or self.pieces or self.cut or self.vessels or self.own_vessel)

    @property
    def worked_bone(self) -> list[Sighting]:
        """Where the body tells that the bone itself was raised, cut or measured as a piece."""
        return sorted((*self.raised, *self.pieces, *self.cut), key=lambda f: f.evidence.start)

    @property
    def vascular(self) -> bool:
        """Whether anything says that the bone kept its vessels."""
        told = self.claimed or self.announced or self.stated or self.described or self.vessels or self.titled
        return bool(told or self.own_vessel)

    @property
    def fed(self) -> bool:
        """Whether vessels of this bone alone are told of beside it: what is then "removed" is the flap."""
        return self.own_vessel and bool(self.beside_vessel)

    @property
    def score(self) -> float:
        """Weight of the evidence; `_ENOUGH` makes a donor."""
        return (
            (_CLAIM if self.claimed else _NAMED if self.titled else 0.0)
            + _CLAIM * bool(self.described or self.stated or (self.announced and self.worked_on))
            + _RAISED * bool(self.raised)
            + _PIECE * bool(self.pieces)
            + _CUT * bool(self.cut)
            + _BESIDE_VESSEL * bool(self.beside_vessel)
            + (_OWN_VESSEL if self.own_vessel else _SHARED_VESSEL if self.vessels else 0.0)
            + _RECEIVES * bool(self.receives and not self.stated and not self.claimed)
            + _RESECTED * bool(self.resected and not self.fed)
        )

    @property
    def strongest(self) -> tuple[Sighting, ...]:
        """The best words to show the donor: the title's claim, else the description."""
        best = (
            self.claimed
            or self.titled
            or self.stated
            or self.described
            or self.pieces
            or self.raised
            or self.cut
            or self.beside_vessel
            or self.announced
            or self.vessels
        )
        return tuple(best[:1])

    @property
    def quote(self) -> Words:
        """The quotation that shows the donor."""
        return self.strongest[0].evidence
