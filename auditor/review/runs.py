"""What the store knows of runs: their rows, and the workbooks as they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from auditor.model import Status
from auditor.review.rows import AuditedRow, digest_of
from auditor.review.tables import AuditedRowRow, RunRow

Batches = Callable[[], Iterable[Sequence[AuditedRow]]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who began a run, when (UTC) and where, and what it came to, in numbers.

    `who` is None where nobody is to be named. `folder` stands for the path of the outputs; a masked run has none.
    """

    began: datetime
    who: str | None
    host: str | None
    folder: str | None
    counts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has ended. `at` is UTC; `workbook_digest` is that of the file as it was written."""

    at: datetime
    tool_version: str
    rules_digest: str
    workbook_digest: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Every row that some run has given: by key and fingerprint, and by key as the latest run gave it.

    `notes` holds all rows of a note together, as the latest run that saw it gave them.
    """

    seen: Mapping[tuple[str, str], AuditedRow]
    latest: Mapping[str, AuditedRow]
    notes: Mapping[str, tuple[AuditedRow, ...]]


@dataclass(frozen=True, slots=True)
class KnownNote:
    """Where a note lay, and the digest of its text, when a run last saw it."""

    source: str
    digest: str


def add_run(session: Session, run: Run, batches: Batches) -> int:
    """Keep a run with its rows, and say its number; `batches` gives these as often as it is called, some at a time.

    A row that is known with the same fingerprint is not kept twice; it now belongs to this run.
    """
    digest = digest_of((row for batch in batches() for row in batch), run.rules_digest)
    stored = RunRow(
        at=run.at, digest=digest, workbook_digest=run.workbook_digest,
        tool_version=run.tool_version, rules_digest=run.rules_digest,
    )  # fmt: skip
    if origin := run.origin:
        stored.began, stored.who, stored.host, stored.folder = origin.began, origin.who, origin.host, origin.folder
        stored.counts = dict(origin.counts)
    session.add(stored)
    session.flush()
    for batch in batches():
        _keep(session, stored.id, batch)
    return stored.id


def _keep(session: Session, run: int, rows: Sequence[AuditedRow]) -> None:
    """Write rows as those of a run. What is known and the same in all is only told its run, many at once: a server is far."""
    asked = select(AuditedRowRow.__table__).where(AuditedRowRow.key.in_({row.key for row in rows}))
    stored = {(row.key, row.seen): row for row in session.execute(asked)}
    new, same, other = [], [], []
    for row in rows:
        values, known = _values(row), stored.get((row.key, row.seen))
        if known is None:
            new.append(values | {"run_id": run})
        elif all(known._mapping[name] == value for name, value in values.items()):
            same.append(known.id)
        else:
            other.append(values | {"run_id": run, "known": known.id})
    if new:
        session.execute(insert(AuditedRowRow), new)
    if same:
        session.connection().execute(update(AuditedRowRow).where(AuditedRowRow.id.in_(same)).values(run_id=run))
    if other:
        session.connection().execute(update(AuditedRowRow).where(AuditedRowRow.id == bindparam("known")), other)


def known_rows(session: Session) -> Known:
    """All rows of all runs."""
    seen: dict[tuple[str, str], AuditedRow] = {}
    latest: dict[str, AuditedRow] = {}
    notes: dict[str, tuple[int, tuple[AuditedRow, ...]]] = {}
    for stored in session.scalars(select(AuditedRowRow).order_by(AuditedRowRow.run_id, AuditedRowRow.id)):
        row = _row(stored)
        seen[row.key, row.seen] = latest[row.key] = row
        run, together = notes.get(row.note, (0, ()))
        notes[row.note] = (stored.run_id, (*together, row) if run == stored.run_id else (row,))
    return Known(seen, latest, {note: rows for note, (_, rows) in notes.items()})


def known_notes(session: Session) -> dict[str, KnownNote]:
    """All notes of all runs by name, as the latest run that saw them gave them."""
    asked = select(AuditedRowRow.note, AuditedRowRow.source, AuditedRowRow.note_digest)
    found = session.execute(asked.order_by(AuditedRowRow.run_id, AuditedRowRow.id))
    return {name: KnownNote(source, digest) for name, source, digest in found}


def wrote(session: Session, workbook_digest: str) -> bool:
    """Whether a run wrote just this file, so that nobody has typed anything into it since."""
    return session.scalar(select(RunRow.id).where(RunRow.workbook_digest == workbook_digest).limit(1)) is not None


def _values(row: AuditedRow) -> dict[str, object]:
    return {
        "key": row.key, "seen": row.seen, "note": row.note, "graft": row.graft, "source": row.source, "surgeon": row.surgeon,
        "note_digest": row.note_digest, "status": row.status.value, "best_fit": list(row.best_fit),
        "other_codes": list(row.other_codes), "rows": list(row.rows), "rules": list(row.rules),
    }  # fmt: skip


def _row(stored: AuditedRowRow) -> AuditedRow:
    return AuditedRow(
        key=stored.key, seen=stored.seen, note=stored.note, graft=stored.graft, source=stored.source, surgeon=stored.surgeon,
        note_digest=stored.note_digest, status=Status(stored.status), best_fit=tuple(stored.best_fit),
        other_codes=tuple(stored.other_codes), rows=tuple(stored.rows), rules=tuple(stored.rules),
    )  # fmt: skip
