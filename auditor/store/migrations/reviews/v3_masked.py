"""The names of notes in masked runs."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "masking_key",
        Column("id", Integer, nullable=False),
        Column("key", String(64), nullable=False),
        PrimaryKeyConstraint("id", name="pk_masking_key"),
    )
    op.create_table(
        "masked_notes",
        Column("number", Integer, autoincrement=False, nullable=False),
        Column("place", String(64), nullable=False),
        Column("file", String(64), nullable=False),
        Column("text", String(64), nullable=False),
        PrimaryKeyConstraint("number", name="pk_masked_notes"),
    )
    op.create_index("ix_masked_notes_place", "masked_notes", ["place"])
