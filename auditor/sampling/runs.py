"""`audit.jsonl` and `billing.jsonl` -> units."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from auditor.errors import SampleError
from auditor.notes.seen import shown
from auditor.record.read import read_record
from auditor.rules.billing_schema import Level
from auditor.sampling.listing import digest
from auditor.sampling.model import Unit

_AGAIN = "run the audit anew with this version of the tool"


class _Told(BaseModel):
    """Part of a line of which other fields are passed over."""

    model_config = ConfigDict(frozen=True)


class BilledValues(_Told):
    """Relative value units of a case."""

    total_billed: Decimal | None
    total_difference: Decimal | None


class BilledDifference(_Told):
    """How grave a difference is, and the rows of the claim file that do not stand by it."""

    level: Level
    wrong: tuple[int, ...]


class BilledLine(_Told):
    """What samples need of a line of `billing.jsonl`: a case, or what found no partner."""

    note: str | None
    note_digest: str | None = None
    case: str | None = None
    name: str | None = None
    unmatched: Literal["claim", "note"] | None = None
    surgeon: str | None = None
    lines: tuple[int, ...] = ()
    judged: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    billed: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    differences: tuple[BilledDifference, ...] = ()
    values: BilledValues | None = None


def read_audits(path: Path) -> Iterator[Unit]:
    """The notes of a record; their content is their text, not what the audit said of it. Raises RecordError."""
    for record in read_record(path):
        yield Unit(
            id=record.id,
            digest=record.note_digest,
            place=record.source,
            note=record.note_digest,
            surgeons=(record.surgeon,) if record.surgeon else (),
            codes=tuple(sorted({*record.best_fit, *record.other_codes})),
        )


def is_billing(path: Path) -> bool:
    """Whether the first line of the file is one of `billing.jsonl`. Raises SampleError."""
    first = next(_lines(path), b"")
    return b'"billed"' in first or first.startswith(b'{"unmatched"')


def read_cases(path: Path, transfers: Collection[str]) -> Iterator[Unit]:
    """The cases of `billing.jsonl`, and the claims without a note. Raises SampleError, which never quotes a line."""
    for content, line in read_billed(path):
        if line.unmatched == "note":
            continue  # the note has a case of its own
        name = f"claim without a note: {line.name}" if line.unmatched else line.note or ""
        yield Unit(
            id=name,
            digest=digest(content),
            place=name,
            surgeons=(line.surgeon,) if line.surgeon else (),
            codes=tuple(sorted(set(line.billed).intersection(transfers))),
            value=line.values.total_billed if line.values else None,
        )


def read_billed(path: Path) -> Iterator[tuple[bytes, BilledLine]]:
    """Every line of `billing.jsonl`, as it stands and as it is read. Raises SampleError, which never quotes a line."""
    for number, content in enumerate(_lines(path), 1):
        try:
            yield content, BilledLine.model_validate_json(content)
        except ValidationError:
            raise SampleError(f"{shown(path)}, line {number}", "it is not a line of billing.jsonl", _AGAIN) from None


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as lines:
            yield from lines
    except OSError as problem:
        missing = isinstance(problem, FileNotFoundError)
        what = "there is no such file" if missing else f"it cannot be read ({type(problem).__name__})"
        raise SampleError(shown(path), what, "name what `auditor run` wrote") from None
