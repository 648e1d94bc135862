"""What a set of tables tells of itself, so that one database can hold several sets and none is taken for another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import BigInteger, Column, Dialect, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text, TypeDecorator

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
# A number of which a department may come to need more than 32 bits hold; SQLite numbers rows by a plain integer alone.
MANY: Final = BigInteger().with_variant(Integer(), "sqlite")
_REVISION: Final = "{}_revision"
_FORMER: Final = {"reviews": "store_schema", "work": "work_schema"}
# The tables that hold the version of a set: a database with one of them is ours.
OURS: Final = frozenset({*_FORMER.values(), *(_REVISION.format(line) for line in _FORMER)})

_NO_TEXT: Final = re.compile(r"[\x00\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text of any length. What some database holds to be no character comes back as the sign for one that cannot be shown, so
    that one odd name among many ends no run.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        """What is written for a value."""
        return None if value is None else _NO_TEXT.sub("\ufffd", value)


@dataclass(frozen=True, slots=True)
class Schema:
    """A set of tables.

    `line` names its migrations, a folder of `auditor.store.migrations`; `version` is the number of the last of them. `kind` is
    what people are told that it is, `elsewhere` how they name another place, `absent` what to do where there is none, `damaged`
    where the file is broken.
    """

    tables: MetaData
    line: str
    version: int
    kind: str
    elsewhere: str
    absent: str
    damaged: str

    @property
    def revision(self) -> Table:
        """The table whose one row holds the revision, as Alembic makes it; writers lock that row."""
        return _revision(self.line)

    @property
    def former(self) -> Table:
        """The table in which stores held their version before there were migrations."""
        return _former(self.line)

    @property
    def head(self) -> str:
        """The revision of these tables."""
        return revision_of(self.version)


def revision_of(version: int) -> str:
    """A version as Alembic is told it."""
    return f"{version:04}"


@cache
def _revision(line: str) -> Table:
    name = _REVISION.format(line)
    column = Column("version_num", String(32), nullable=False)
    return Table(name, MetaData(), column, PrimaryKeyConstraint("version_num", name=f"{name}_pkc"))


@cache
def _former(line: str) -> Table:
    return Table(_FORMER[line], MetaData(), Column("id", Integer, primary_key=True), Column("version", Integer, nullable=False))
