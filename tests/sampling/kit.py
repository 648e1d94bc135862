"""Small frames for the tests of sampling."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from auditor.sampling.listing import digest
from auditor.sampling.model import Frame, Unit


def unit(name: str, content: str = "", *, value: str | None = None, surgeon: str = "", code: str = "") -> Unit:
    return Unit(
        id=name,
        digest=digest((content or name).encode()),
        place=f"notes/{name}",
        note=digest((content or name).encode()),
        surgeons=(surgeon,) if surgeon else (),
        codes=(code,) if code else (),
        value=None if value is None else Decimal(value),
    )


def frame(units: Iterable[Unit]) -> Frame:
    """Units as a frame of audited notes, in the order that frames have."""
    return Frame(kind="audits", units=tuple(sorted(units, key=lambda each: each.id.encode())))


def numbered(count: int) -> list[Unit]:
    """Notes case-001, case-002 and so on."""
    return [unit(f"case-{number:03}") for number in range(1, count + 1)]
