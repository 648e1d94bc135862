"""The store of reviews: small, and for good; it lies beside the workbook, or where `--store` says."""

from __future__ import annotations

from typing import Final

from auditor.review.tables import VERSION, Base
from auditor.store import database
from auditor.store.database import Store
from auditor.store.schema import Schema
from auditor.store.work_tables import SCHEMA as WORK

__all__ = ["NAME", "SCHEMA", "Store", "open_store"]
NAME: Final = "reviews.db"
SCHEMA: Final = Schema(
    tables=Base.metadata,
    line="reviews",
    version=VERSION,
    kind="store of reviews",
    elsewhere="name another with --store",
    absent="`auditor run` makes one, or name it with --store",
    damaged="keep a copy of it, bring it back from a backup, or name another with --store",
)


def open_store(place: str, *, create: bool) -> Store:
    """The store of reviews at `place`, as `auditor.store.database.open_store`. Raises StoreError."""
    return database.open_store(place, SCHEMA, create=create, beside=(WORK,))
