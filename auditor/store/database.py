"""A database, opened with care, read and written in whole transactions.

By default a SQLite file for its owner alone; any URL that SQLAlchemy knows will do. What stands in it is patients' and
reviewers' data, so no error ever repeats a value.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, update
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from auditor.errors import StoreError
from auditor.report.files import make_folder
from auditor.store.schema import MARKERS, Schema

_WAIT = 30  # seconds that one writer waits for another
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
            session.execute(select(self._schema.marker).with_for_update())
            yield session

    def prepare(self) -> None:
        """Make the tables that are missing, all of them or those that an older tool did not know.

        Raises StoreError where a newer tool has made them, or they are no store.
        """
        marker, ours = self._schema.marker, self._schema.version
        with self._told(), self._engine.execution_options(**_WRITES).begin() as connection:
            there = set(inspect(connection).get_table_names())
            if there and not there & MARKERS:
                raise StoreError(f"{self.shown}: this is another database and no {self._schema.kind}; {self._schema.elsewhere}.")
            if marker.name not in there:
                self._schema.tables.create_all(connection)
                connection.execute(insert(marker).values(id=1, version=ours))
                return
            version = connection.execute(select(marker.c.version).with_for_update()).scalar_one()
            if version < ours:
                self._schema.tables.create_all(connection)  # those that are there stay as they are
                connection.execute(update(marker).values(version=ours))
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
            raise StoreError(f"{self.shown}: {_why(problem, self._schema)}.") from None


def _why(problem: SQLAlchemyError, schema: Schema) -> str:
    """What is wrong and what to do, without a value of the statement that failed."""
    cause = getattr(problem, "orig", None)
    match getattr(cause, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program is writing to it; try again when it has ended"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"the file is damaged, or no database; {schema.damaged}"
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return "it cannot be written, since the disk is full or has gone; see to it, and give the same command again"
        case _:
            remedy = f"see to the file and its rights, or {schema.elsewhere}"
            return f"the database refuses ({type(cause or problem).__name__}); {remedy}"


def open_store(place: str, schema: Schema, *, create: bool) -> Store:
    """The store at `place`, a URL or the path of a SQLite file. Without `create`, a file that is missing is an error.

    Raises StoreError.
    """
    url = _url(place)
    shown = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else str(url.database)
    if url.get_backend_name() == "sqlite":
        _make_file(Path(str(url.database)), schema, create=create)
    try:
        engine = create_engine(url, hide_parameters=True, connect_args=_arguments(url))
    except (SQLAlchemyError, ImportError):
        raise StoreError(f"{shown}: no driver for this kind of database is installed; install it, or name a file.") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    store = Store(engine, shown, schema)
    try:
        store.prepare()
    except StoreError:
        store.close()
        raise
    return store


def is_server(place: str) -> bool:
    """Whether this names a database that is no file. Raises StoreError."""
    return _url(place).get_backend_name() != "sqlite"


def _url(place: str) -> URL:
    """A file is a file, whatever its name holds; a URL has `://` in it."""
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
    except ArgumentError:
        raise StoreError(
            "--store: this is no URL of a database; write it as sqlite:///path/reviews.db, or name a file."
        ) from None
    if url.get_backend_name() == "sqlite" and not url.database:
        raise StoreError("--store: the URL names no file; write it as sqlite:///path/reviews.db.")
    return url


def _arguments(url: URL) -> dict[str, Any]:
    return {"timeout": _WAIT} if url.get_backend_name() == "sqlite" else {}


def _make_file(path: Path, schema: Schema, *, create: bool) -> None:
    """Create the file for its owner alone, before the database would create it for everybody."""
    if path.exists():
        return
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
