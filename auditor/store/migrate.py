"""The tables of a store, made or brought up to date. Alembic is only loaded where there is something to migrate."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, insert, inspect, select

from auditor.errors import StoreError
from auditor.store.schema import OURS, Schema, revision_of

_MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"
_ONE_AT_A_TIME: Final = 0x61756469746F72  # the number of a lock on a server: "auditor"


def version_of(connection: Connection, schema: Schema) -> int | None:
    """The version that stands in the database; None where it has no such tables, or those of before there were migrations."""
    if not inspect(connection).has_table(schema.revision.name):
        return None
    return int(connection.execute(select(schema.revision.c.version_num)).scalar_one())


def bring_up(connection: Connection, schema: Schema, shown: str) -> int:
    """Make the tables, or those that an older tool did not know, and say which version stands there then.

    To be called in a transaction of a writer. Raises StoreError where the tables in it are no store.
    """
    if connection.dialect.name == "postgresql":  # two that find nothing would both make everything
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    there = set(inspect(connection).get_table_names())
    if there and not there & OURS:
        raise StoreError(f"{shown}: this is another database and no {schema.kind}; {schema.elsewhere}.")
    if schema.former.name in there:
        version = int(connection.execute(select(schema.former.c.version)).scalar_one())
        if version <= schema.version:
            _migrate(connection, schema, version)
    elif (found := version_of(connection, schema)) is not None:
        version = found
        if version < schema.version:
            _migrate(connection, schema)
    else:
        version = schema.version
        _make(connection, schema)
    return max(version, schema.version)


def _make(connection: Connection, schema: Schema) -> None:
    """All tables at once, as the migrations would leave them."""
    schema.tables.create_all(connection)
    schema.revision.create(connection)
    connection.execute(insert(schema.revision).values(version_num=schema.head))


def _migrate(connection: Connection, schema: Schema, former: int | None = None) -> None:
    """Run what is missing; a store of before there were migrations is told its revision first, and loses its `former` mark."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    for option, place in (("script_location", _MIGRATIONS), ("version_locations", _MIGRATIONS / schema.line)):
        config.set_main_option(option, str(place).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, revision=schema.revision.name)
    if former is not None:
        command.stamp(config, revision_of(former))
        schema.former.drop(connection)
    command.upgrade(config, "head")
