"""The store of reviews: one database, opened with care, read and written in whole transactions.

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
from auditor.review.tables import VERSION, Base, SchemaRow

NAME = "reviews.db"
_WAIT = 30  # seconds that one writer waits for another
_WRITES = {"writes": True}


class Store:
    """Opens transactions. Use `open_store` to make one, and `close` it, or use it in a `with` block."""

    def __init__(self, engine: Engine, shown: str) -> None:
        self._engine = engine
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
            session.execute(select(SchemaRow).with_for_update())
            yield session

    def prepare(self) -> None:
        """Make the tables that are missing, all of them or those that an older tool did not know.

        Raises StoreError where a newer tool has made them, or they are no store.
        """
        with self._told(), self._engine.execution_options(**_WRITES).begin() as connection:
            if not inspect(connection).get_table_names():
                Base.metadata.create_all(connection)
                connection.execute(insert(SchemaRow).values(id=1, version=VERSION))
                return
            if not inspect(connection).has_table(SchemaRow.__tablename__):
                raise StoreError(f"{self.shown}: this is another database and no store of reviews; name another with --store.")
            version = connection.execute(select(SchemaRow.version).with_for_update()).scalar_one()
            if version < VERSION:
                Base.metadata.create_all(connection)  # those that are there stay as they are
                connection.execute(update(SchemaRow).values(version=VERSION))
        if version > VERSION:
            raise StoreError(
                f"{self.shown}: a newer auditor has written this store (version {version}, this one knows {VERSION}); "
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
            cause = getattr(problem, "orig", None)
            locked = isinstance(cause, sqlite3.OperationalError) and "locked" in str(cause)
            what = "another program is writing to it" if locked else f"the database refuses ({type(cause or problem).__name__})"
            remedy = "try again when it has ended" if locked else "see to the file and its rights, or name another with --store"
            raise StoreError(f"{self.shown}: {what}; {remedy}.") from None


def open_store(place: str, *, create: bool) -> Store:
    """The store at `place`, a URL or the path of a SQLite file. Without `create`, a file that is missing is an error.

    Raises StoreError.
    """
    url = _url(place)
    shown = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else str(url.database)
    if url.get_backend_name() == "sqlite":
        _make_file(Path(str(url.database)), create=create)
    try:
        engine = create_engine(url, hide_parameters=True, connect_args=_arguments(url))
    except (SQLAlchemyError, ImportError):
        raise StoreError(f"{shown}: no driver for this kind of database is installed; install it, or name a file.") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    store = Store(engine, shown)
    try:
        store.prepare()
    except StoreError:
        store.close()
        raise
    return store


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


def _make_file(path: Path, *, create: bool) -> None:
    """Create the file for its owner alone, before the database would create it for everybody."""
    if path.exists():
        return
    if not create:
        raise StoreError(f"{path}: there is no store of reviews; `auditor run` makes one, or name it with --store.")
    make_folder(path.parent)
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as problem:
        raise StoreError(
            f"{path}: it cannot be made ({problem.strerror or type(problem).__name__}); name another place with --store."
        ) from None


def _leave_transactions_to_us(connection: sqlite3.Connection, _: object) -> None:
    """Python's driver would begin a transaction only at the first change, and then compare with what is already old."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once; two that read first and write later could never both go on."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
