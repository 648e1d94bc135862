"""What a set of tables tells of itself, so that one database can hold several sets and none is taken for another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import MetaData, Table

# The tables that hold the version of a set, one for each set: a database with one of them is ours.
MARKERS: Final = frozenset({"store_schema", "work_schema"})
NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True, slots=True)
class Schema:
    """A set of tables.

    `marker` is the table whose one row holds the version; writers lock it. `kind` is what people are told that it is,
    `elsewhere` how they name another place, `absent` what to do where there is none, `damaged` where the file is broken.
    """

    tables: MetaData
    marker: Table
    version: int
    kind: str
    elsewhere: str
    absent: str
    damaged: str
