"""What a run answered for each note and case."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String, Text, UniqueConstraint

from auditor.store.schema import MANY

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "kept_runs",
        Column("run_id", Integer, autoincrement=False, nullable=False),
        Column("claims", Text),
        Column("claims_digest", String(64)),
        Column("schedule", Text),
        PrimaryKeyConstraint("run_id", name="pk_kept_runs"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_kept_runs_run_id"),
    )
    op.create_table(
        "note_answers",
        Column("id", MANY, nullable=False),
        Column("seal", String(64), nullable=False),
        Column("note", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("note_digest", String(64), nullable=False),
        Column("status", String(40), nullable=False),
        Column("best_fit", JSON, nullable=False),
        Column("other_codes", JSON, nullable=False),
        Column("surgeon", Text),
        Column("month", String(7)),
        Column("missing", JSON, nullable=False),
        Column("rows", JSON, nullable=False),
        Column("rules", JSON, nullable=False),
        PrimaryKeyConstraint("id", name="pk_note_answers"),
        UniqueConstraint("seal", name="uq_note_answers_seal"),
    )
    op.create_table(
        "run_notes",
        Column("answer_id", MANY, autoincrement=False, nullable=False),
        Column("run_id", Integer, autoincrement=False, nullable=False),
        PrimaryKeyConstraint("answer_id", "run_id", name="pk_run_notes"),
        ForeignKeyConstraint(["answer_id"], ["note_answers.id"], name="fk_run_notes_answer_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_notes_run_id"),
    )
    op.create_index("ix_run_notes_run_id", "run_notes", ["run_id"])
    op.create_table(
        "case_answers",
        Column("id", MANY, nullable=False),
        Column("seal", String(64), nullable=False),
        Column("note", Text, nullable=False),
        Column("claim_digest", String(64)),
        Column("outcome", String(40), nullable=False),
        Column("results", JSON, nullable=False),
        Column("differences", JSON, nullable=False),
        Column("rules", JSON, nullable=False),
        Column("surgeons", JSON, nullable=False),
        Column("coders", JSON, nullable=False),
        Column("lines_right", Integer, nullable=False),
        Column("lines_wrong", Integer, nullable=False),
        Column("lines_open", Integer, nullable=False),
        PrimaryKeyConstraint("id", name="pk_case_answers"),
        UniqueConstraint("seal", name="uq_case_answers_seal"),
    )
    op.create_table(
        "run_cases",
        Column("answer_id", MANY, autoincrement=False, nullable=False),
        Column("run_id", Integer, autoincrement=False, nullable=False),
        PrimaryKeyConstraint("answer_id", "run_id", name="pk_run_cases"),
        ForeignKeyConstraint(["answer_id"], ["case_answers.id"], name="fk_run_cases_answer_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_cases_run_id"),
    )
    op.create_index("ix_run_cases_run_id", "run_cases", ["run_id"])
