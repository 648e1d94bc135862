"""A database, opened with care, read and written in whole transactions.

By default a SQLite file for its owner alone, or a database of PostgreSQL. What stands in it is patients' and reviewers' data, so
no error ever repeats a value.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from auditor.errors import StoreError
from auditor.report.files import make_folder
from auditor.store.address import address, is_file, shown
from auditor.store.faults import untrusted, why
from auditor.store.migrate import bring_up, version_of
from auditor.store.schema import Schema
from auditor.store.server import server

_WAIT = 30  # seconds that one writer of a file waits for another
_WRITES = {"writes": True}


class Store:
    """Opens transactions. Use `open_store` to make one, and `close` it, or use it in a `with` block."""

    def __init__(self, engine: Engine, shown: str, schema: Schema) -> None:
        self._engine = engine
        self._schema = schema
        self.shown = shown

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the store. Raises StoreError where the database fails."""
        with self._told(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, alone: all of it is kept when the block ends well, nothing where it does not.

        Raises StoreError where the database fails.
        """
        with self._told(), Session(self._engine.execution_options(**_WRITES)) as session, session.begin():
            session.execute(select(self._schema.revision).with_for_update())
            yield session

    def prepare(self, schema: Schema) -> None:
        """Make the tables of a set that are missing, all of them or those that an older tool did not know.

        Raises StoreError where a newer tool has made them, or they are no store.
        """
        ours = schema.version
        with self._told(), self._engine.connect() as connection:
            version = version_of(connection, schema)
        if version is None or version < ours:
            with self._told(), self._engine.execution_options(**_WRITES).begin() as connection:
                version = bring_up(connection, schema, self.shown)
        if version > ours:
            raise StoreError(
                f"{self.shown}: a newer auditor has written this store (version {version}, this one knows {ours}); "
                "use that auditor, or bring this one up to date."
            )

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as problem:
            raise StoreError(f"{self.shown}: {why(problem, self._schema)}.") from None
        except OSError as problem:
            if (said := untrusted(problem)) is None:
                raise
            raise StoreError(f"{self.shown}: {said}.") from None


def open_store(place: str, schema: Schema, *, create: bool, beside: Sequence[Schema] = ()) -> Store:
    """The store at `place`, a URL or the path of a SQLite file. Without `create`, a file that is missing is an error.

    `beside` are sets that a server holds too, so that whoever may make tables there makes all of them at once. Raises StoreError.
    """
    url = address(place)
    store = Store(_file(url, schema, create=create) if is_file(url) else _server(url), shown(url), schema)
    try:
        for each in (schema,) if is_file(url) else (schema, *beside):
            store.prepare(each)
    except StoreError:
        store.close()
        raise
    return store


def _server(url: URL) -> Engine:
    try:
        return server(url)
    except ImportError:
        raise StoreError(
            f"{shown(url)}: the driver for PostgreSQL is not installed; install auditor[postgres], or name a file."
        ) from None


def _file(url: URL, schema: Schema, *, create: bool) -> Engine:
    _make_file(Path(str(url.database)), schema, create=create)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _WAIT})
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _make_file(path: Path, schema: Schema, *, create: bool) -> None:
    """Create the file for its owner alone, before the database would create it for everybody."""
    if path.exists():
        return
    if path.is_symlink():  # the database would make what it points to, and for everybody
        raise StoreError(f"{path}: this is a link that points to nothing; remove it, or mend its target.")
    if not create:
        raise StoreError(f"{path}: there is no {schema.kind}; {schema.absent}.")
    make_folder(path.parent)
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise StoreError(f"{path}: it cannot be made ({why}); {schema.elsewhere}.") from None


def _leave_transactions_to_us(connection: sqlite3.Connection, _: object) -> None:
    """Python's driver would begin a transaction only at the first change, and then compare with what is already old."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is taken away leaves no words of a note in free pages


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once; two that read first and write later could never both go on."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
