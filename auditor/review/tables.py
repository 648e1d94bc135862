"""The tables of the store. A table is only ever added to or extended; `VERSION` counts those changes, and each of them has a
migration of that number in `auditor.store.migrations.reviews`.

Column types are those that every database has, so that a department can point the tool at its own server.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from auditor.store.schema import MANY, NAMES, Words

VERSION = 4


class Base(DeclarativeBase):
    """Base of all tables; every key and index has a name, so that a later version can alter it."""

    metadata = MetaData(naming_convention=NAMES)


class RunRow(Base):
    """One run. `digest` stands for its answers, `workbook_digest` for the file as it was written. Times are UTC.

    `began` and all below are None in runs of a store of version 3 and older; `who` and `host` also where nobody is to be named,
    `folder`, which stands for the path of the outputs, in masked runs.
    """

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))
    workbook_digest: Mapped[str] = mapped_column(String(64), index=True)
    tool_version: Mapped[str] = mapped_column(String(40))
    rules_digest: Mapped[str] = mapped_column(String(64))
    began: Mapped[datetime | None]
    who: Mapped[str | None] = mapped_column(Words)
    host: Mapped[str | None] = mapped_column(Words)
    folder: Mapped[str | None] = mapped_column(String(64))
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class AuditedRowRow(Base):
    """One row of a sheet "Audit" as reviewers saw it. A row that a later run gives again points to that run."""

    __tablename__ = "audited_rows"
    __table_args__ = (UniqueConstraint("key", "seen"),)

    id: Mapped[int] = mapped_column(MANY, primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    seen: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Words)
    graft: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Words)
    surgeon: Mapped[str | None] = mapped_column(Words)
    note_digest: Mapped[str] = mapped_column(String(64), index=True)
    status: Mapped[str] = mapped_column(String(40))
    best_fit: Mapped[list[str]] = mapped_column(JSON)
    other_codes: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[str]] = mapped_column(JSON)
    rules: Mapped[list[str]] = mapped_column(JSON)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)


class ImportRow(Base):
    """One workbook that was taken in, with what it brought."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    workbook: Mapped[str] = mapped_column(Words)
    workbook_digest: Mapped[str] = mapped_column(String(64))
    new: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    kept: Mapped[int]


class OpinionRow(Base):
    """One version of one reviewer's word on a row. `replaced_by` names the import that brought the next version."""

    __tablename__ = "opinions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), index=True)
    place: Mapped[str] = mapped_column(String(10))
    seen: Mapped[str] = mapped_column(String(64))
    decision: Mapped[str | None] = mapped_column(String(40))
    final_code: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Words)
    comment: Mapped[str | None] = mapped_column(Words)
    reviewer: Mapped[str | None] = mapped_column(Words)
    reviewed_on: Mapped[date | None]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("imports.id"), index=True)


class KeptRunRow(Base):
    """What a run tells of itself beside `RunRow`; runs of a store of version 1 have no such row, and none of those below.

    `claims` is the file of the claims as shown, `schedule` the label of the values; all three are None in a run without claims.
    """

    __tablename__ = "kept_runs"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True, autoincrement=False)
    claims: Mapped[str | None] = mapped_column(Words)
    claims_digest: Mapped[str | None] = mapped_column(String(64))
    schedule: Mapped[str | None] = mapped_column(Words)


class NoteAnswerRow(Base):
    """One answer for one note. `seal` stands for all other columns, so that runs with the same answer share a row.

    `month` is that of the service, year-month. `missing` are elements, `rows` those of the tables that fired, `rules` those
    whose findings bear on the code.
    """

    __tablename__ = "note_answers"

    id: Mapped[int] = mapped_column(MANY, primary_key=True)
    seal: Mapped[str] = mapped_column(String(64), unique=True)
    note: Mapped[str] = mapped_column(Words)
    source: Mapped[str] = mapped_column(Words)
    note_digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(40))
    best_fit: Mapped[list[str]] = mapped_column(JSON)
    other_codes: Mapped[list[str]] = mapped_column(JSON)
    surgeon: Mapped[str | None] = mapped_column(Words)
    month: Mapped[str | None] = mapped_column(String(7))
    missing: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[str]] = mapped_column(JSON)
    rules: Mapped[list[str]] = mapped_column(JSON)


class RunNoteRow(Base):
    """A note of a run, by its answer. The key begins with the answer: its latest run is looked up most often."""

    __tablename__ = "run_notes"

    answer_id: Mapped[int] = mapped_column(MANY, ForeignKey("note_answers.id"), primary_key=True, autoincrement=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True, autoincrement=False, index=True)


class CaseAnswerRow(Base):
    """One answer for one case, sealed as that of a note. It holds no charge and no relative value.

    `claim_digest` stands for all of the claim's lines that can decide, and is None where there is no claim. `differences`
    are result, level and direction of those that are no remarks, `rules` the names of the rules behind them. The three
    counts are of lines that bill a transfer.
    """

    __tablename__ = "case_answers"

    id: Mapped[int] = mapped_column(MANY, primary_key=True)
    seal: Mapped[str] = mapped_column(String(64), unique=True)
    note: Mapped[str] = mapped_column(Words)
    claim_digest: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(40))
    results: Mapped[list[str]] = mapped_column(JSON)
    differences: Mapped[list[list[str]]] = mapped_column(JSON)
    rules: Mapped[list[str]] = mapped_column(JSON)
    surgeons: Mapped[list[str]] = mapped_column(JSON)
    coders: Mapped[list[str]] = mapped_column(JSON)
    lines_right: Mapped[int]
    lines_wrong: Mapped[int]
    lines_open: Mapped[int]


class RunCaseRow(Base):
    """A case of a run, by its answer."""

    __tablename__ = "run_cases"

    answer_id: Mapped[int] = mapped_column(MANY, ForeignKey("case_answers.id"), primary_key=True, autoincrement=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True, autoincrement=False, index=True)


class MaskingKeyRow(Base):
    """The one key of a store of masked runs, of random figures: without it, nobody can find the note of a sealed name."""

    __tablename__ = "masking_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))


class MaskedNoteRow(Base):
    """The number of a note in masked runs, with what the key makes of its place, its file's place and its text."""

    __tablename__ = "masked_notes"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[str] = mapped_column(String(64), index=True)
    file: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(String(64))
