"""Runs with the rows that reviewers saw, the workbooks that were taken in, and what reviewers said."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)

from auditor.store.schema import MANY

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "runs",
        Column("id", Integer, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("digest", String(64), nullable=False),
        Column("workbook_digest", String(64), nullable=False),
        Column("tool_version", String(40), nullable=False),
        Column("rules_digest", String(64), nullable=False),
        PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_workbook_digest", "runs", ["workbook_digest"])
    op.create_table(
        "audited_rows",
        Column("id", MANY, nullable=False),
        Column("key", String(200), nullable=False),
        Column("seen", String(64), nullable=False),
        Column("note", Text, nullable=False),
        Column("graft", String(40), nullable=False),
        Column("source", Text, nullable=False),
        Column("surgeon", Text),
        Column("note_digest", String(64), nullable=False),
        Column("status", String(40), nullable=False),
        Column("best_fit", JSON, nullable=False),
        Column("other_codes", JSON, nullable=False),
        Column("rows", JSON, nullable=False),
        Column("rules", JSON, nullable=False),
        Column("run_id", Integer, nullable=False),
        PrimaryKeyConstraint("id", name="pk_audited_rows"),
        UniqueConstraint("key", "seen", name="uq_audited_rows_key"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_audited_rows_run_id"),
    )
    op.create_index("ix_audited_rows_note_digest", "audited_rows", ["note_digest"])
    op.create_index("ix_audited_rows_run_id", "audited_rows", ["run_id"])
    op.create_table(
        "imports",
        Column("id", Integer, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("workbook", Text, nullable=False),
        Column("workbook_digest", String(64), nullable=False),
        Column("new", Integer, nullable=False),
        Column("changed", Integer, nullable=False),
        Column("unchanged", Integer, nullable=False),
        Column("kept", Integer, nullable=False),
        PrimaryKeyConstraint("id", name="pk_imports"),
    )
    op.create_table(
        "opinions",
        Column("id", Integer, nullable=False),
        Column("key", String(200), nullable=False),
        Column("place", String(10), nullable=False),
        Column("seen", String(64), nullable=False),
        Column("decision", String(40)),
        Column("final_code", String(20)),
        Column("reason", Text),
        Column("comment", Text),
        Column("reviewer", Text),
        Column("reviewed_on", Date),
        Column("import_id", Integer, nullable=False),
        Column("replaced_by", Integer),
        PrimaryKeyConstraint("id", name="pk_opinions"),
        ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_opinions_import_id"),
        ForeignKeyConstraint(["replaced_by"], ["imports.id"], name="fk_opinions_replaced_by"),
    )
    op.create_index("ix_opinions_key", "opinions", ["key"])
    op.create_index("ix_opinions_replaced_by", "opinions", ["replaced_by"])
