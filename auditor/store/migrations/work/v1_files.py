"""Files by what they hold, and what came of them part by part."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

from auditor.store.schema import MANY

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "work_files",
        Column("id", MANY, nullable=False),
        Column("folder", String(64), nullable=False),
        Column("key", String(64), nullable=False),
        Column("made_with", String(64), nullable=False),
        Column("parts", Integer),
        Column("run", Integer, nullable=False),
        PrimaryKeyConstraint("id", name="pk_work_files"),
        UniqueConstraint("folder", "key", name="uq_work_files_folder"),
    )
    op.create_table(
        "work_parts",
        Column("file_id", MANY, autoincrement=False, nullable=False),
        Column("number", Integer, autoincrement=False, nullable=False),
        Column("pressed", LargeBinary, nullable=False),
        PrimaryKeyConstraint("file_id", "number", name="pk_work_parts"),
        ForeignKeyConstraint(["file_id"], ["work_files.id"], name="fk_work_parts_file_id"),
    )
