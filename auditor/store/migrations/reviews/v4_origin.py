"""Who began a run, when and where, and what it came to."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, DateTime, String, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; runs of older tools have none of it."""
    op.add_column("runs", Column("began", DateTime))
    op.add_column("runs", Column("who", Text))
    op.add_column("runs", Column("host", Text))
    op.add_column("runs", Column("folder", String(64)))
    op.add_column("runs", Column("counts", JSON))
