"""A claim file -> its cases as units. The lines of one case are drawn together or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from auditor.billing.surgeons import by_case
from auditor.claims.model import ClaimLine, ClaimsFile
from auditor.names import key_of
from auditor.sampling.listing import digest
from auditor.sampling.model import LeftAside, Unit


def claim_units(file: ClaimsFile, transfers: Collection[str]) -> tuple[list[Unit], list[LeftAside]]:
    """The cases of a claim file, and the rows that could not be read and so belong to none."""
    left = [LeftAside(name=f"row {fault.row}", why=fault.what) for fault in file.faults if not fault.kept]
    return [_unit(name, lines, transfers) for name, lines in by_case(file.lines).items()], left


def _unit(name: str, lines: Sequence[ClaimLine], transfers: Collection[str]) -> Unit:
    charges = [line.charge for line in lines if line.charge is not None]
    return Unit(
        id=name,
        digest=digest(b"".join(sorted(_content(line) for line in lines))),  # sorted, since the order of rows says nothing
        place=name,
        surgeons=tuple(_surgeons(lines)),
        codes=tuple(sorted({line.code for line in lines}.intersection(transfers))),
        value=sum(charges, Decimal()) if len(charges) == len(lines) else None,
    )


def _content(line: ClaimLine) -> bytes:
    """All that the line says, whatever row it stands in."""
    return line.model_dump_json(exclude={"row"}).encode() + b"\n"


def _surgeons(lines: Sequence[ClaimLine]) -> Iterator[str]:
    """One name for each person; a number where no line with that number prints the name."""
    known = {line.npi: line.surgeon for line in lines if line.npi and line.surgeon}
    names = [known.get(line.npi, line.npi) if line.npi else line.surgeon for line in lines]
    yield from {key_of(name): name for name in names if name}.values()
