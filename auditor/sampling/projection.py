"""Whether results may be carried to the frame: only those of a recorded random sample whose check passes, and all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.sampling.attributes import Counted, CountEstimate, wrong_units
from auditor.sampling.model import Checked, Drawn, Sample
from auditor.sampling.variables import ONE_SIDED, TWO_SIDED, Appraisal, Valued, appraise
from auditor.shares import LEVEL


@dataclass(frozen=True, slots=True)
class NotProjected:
    """The results may not be projected; `reason` says why in one sentence."""

    reason: str

    def __str__(self) -> str:
        return f"May not be projected: {self.reason}."


@dataclass(frozen=True, slots=True)
class Part:
    """A stratum of a sample: its name, its units, and the ids of those that were looked at, in the order of drawing."""

    name: str
    size: int
    measured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What may be carried to the frame. Only `basis` makes it."""

    parts: tuple[Part, ...]


def units_by_note(sample: Sample) -> Mapping[str, tuple[str, ...]]:
    """Drawn and spare units of a frame of notes, by the digest of their text as a record gives it (`note_digest`)."""
    found: dict[str, tuple[str, ...]] = {}
    for each in (*sample.drawn, *sample.spares):
        if each.note is not None:
            found[each.note] = (*found.get(each.note, ()), each.id)
    return found


def basis(sample: Sample | None, checked: Checked | None, measured: Collection[str]) -> Basis | NotProjected:
    """Whether results of the units `measured` (ids of the frame) may be carried to the frame of `sample`.

    They may where they are those of all drawn units; spares may stand behind them, as many as one likes, but none before
    another of its stratum, so that what was looked at is again a random sample. A unit without result is never replaced.
    """
    if sample is None:
        return NotProjected("the cases are not a recorded random sample")
    if checked is None:
        return NotProjected("the recorded sample was not checked against its frame")
    if not checked.sound:
        return NotProjected(checked.says)
    known = set(measured)
    if missing := sum(each.id not in known for each in sample.drawn):
        return NotProjected(f"{missing:,} of {len(sample.drawn):,} drawn units have no result")
    if others := len(known.difference(each.id for each in (*sample.drawn, *sample.spares))):
        return NotProjected(f"{others:,} of the results are of units that were not drawn")
    parts = tuple(_part(sample, number, known) for number in range(1, len(sample.strata) + 1))
    if sum(len(part.measured) for part in parts) < len(known):
        return NotProjected("spare units were taken out of their order")
    return Basis(parts)


def _part(sample: Sample, number: int, known: set[str]) -> Part:
    """The drawn units of a stratum, and its spares as far as they were taken in their order."""
    ids = [each.id for each in _of(number, sample.drawn)]
    for spare in _of(number, sample.spares):
        if spare.id not in known:
            break
        ids.append(spare.id)
    stratum = sample.strata[number - 1]
    return Part(stratum.name, stratum.size, tuple(ids))


def _of(number: int, drawn: tuple[Drawn, ...]) -> list[Drawn]:
    return [each for each in drawn if each.stratum == number]


def project_wrong(found: Basis | NotProjected, wrong: Collection[str], level: float = LEVEL) -> CountEstimate | NotProjected:
    """The wrong units of the frame; `wrong` are the ids of those that were looked at and are wrong."""
    if isinstance(found, NotProjected):
        return found
    counted = [Counted(part.size, len(part.measured), sum(unit in wrong for unit in part.measured)) for part in found.parts]
    return wrong_units(counted, level)


def project_values(
    found: Basis | NotProjected,
    values: Mapping[str, Decimal | None],
    level: float = TWO_SIDED,
    lower_level: float = ONE_SIDED,
) -> Appraisal | NotProjected:
    """The total of the frame; `values` has one for each unit that was looked at, None where it is not known."""
    if isinstance(found, NotProjected):
        return found
    if unknown := sum(values.get(unit) is None for part in found.parts for unit in part.measured):
        return NotProjected(f"{unknown:,} of the units that were looked at have no value")
    strata = [Valued(part.size, [float(values[unit] or 0) for unit in part.measured]) for part in found.parts]
    if any(len(each.values) < min(2, each.size) for each in strata):
        return NotProjected("a single unit was drawn, which tells nothing of how units differ")
    return appraise(strata, level, lower_level)
