"""A frame, a seed and a size -> a sample that anybody can draw again with `sha256sum` and `sort`.

Units are ranked by the SHA-256 of seed, colon and id. That is a random order to everyone who did not choose the seed for its
outcome, it is the same whatever order the units come in, and it will be the same with any program in any year, which cannot
be said of the generators of a library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from auditor import __version__
from auditor.errors import SampleError
from auditor.sampling.allocation import WORDS, allocate
from auditor.sampling.listing import digest, listing
from auditor.sampling.model import Design, Drawn, Frame, Sample, Stratum, Unit
from auditor.sampling.record import sealed
from auditor.sampling.strata import strata_listing, stratify

_RANK = (
    "Every unit has the number SHA-256(seed, colon, id of the unit), all in UTF-8 and without a line feed, written in "
    "hexadecimal. Units are sorted by that number, and the first are drawn; the next are the spares."
)


def rank(seed: str, id: str) -> str:
    """The number by which a unit is drawn: the smallest are."""
    return hashlib.sha256(f"{seed}:{id}".encode()).hexdigest()


def draw(frame: Frame, design: Design, drawn_at: str | None = None) -> Sample:
    """Draw a sample. The same frame and design always give the same one, but for `drawn_at`. Raises SampleError."""
    if not design.seed or not design.seed.isprintable():
        raise SampleError("--seed", "it is empty or holds a sign that cannot be printed", "name a number")
    strata = stratify(frame, design.by, design.parts)
    shares = allocate(design.size, strata, design.allocation or "proportional")
    ranked = {name: _ranked(design.seed, units) for name, units in strata.items()}
    sample = Sample(
        tool_version=__version__,
        kind=frame.kind,
        frame_digest=digest(listing(frame.units)),
        frame_size=len(frame.units),
        left_aside=frame.left_aside,
        design=design,
        algorithm=_algorithm(design),
        strata_digest=digest(strata_listing(strata)) if design.by else None,
        strata=tuple(
            Stratum(name=name, size=len(units), drawn=shares[name], spares=min(design.spares, len(units) - shares[name]))
            for name, units in strata.items()
        ),
        drawn=tuple(_taken(ranked, design.seed, {name: (0, share) for name, share in shares.items()})),
        spares=tuple(_taken(ranked, design.seed, {name: (share, share + design.spares) for name, share in shares.items()})),
        drawn_at=drawn_at,
    )
    return sealed(sample)


def _ranked(seed: str, units: Sequence[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: rank(seed, unit.id))


def _taken(ranked: Mapping[str, list[Unit]], seed: str, ends: Mapping[str, tuple[int, int]]) -> Iterator[Drawn]:
    for number, (name, units) in enumerate(ranked.items(), 1):
        for unit in units[slice(*ends[name])]:
            yield Drawn(stratum=number, id=unit.id, rank=rank(seed, unit.id), digest=unit.digest, note=unit.note)


def _algorithm(design: Design) -> str:
    if design.by is None:
        return _RANK
    shares = WORDS[design.allocation or "proportional"]
    return (
        f"The frame is divided by {design.by}, and each stratum gives units {shares}: first two, or the one that it has, then "
        f"one at a time from the stratum that is furthest behind its due share. Within each stratum: {_RANK}"
    )
