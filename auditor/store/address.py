"""The place of a store, as people write it: the path of a file, or the URL of a database."""

from __future__ import annotations

from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from auditor.errors import StoreError

_DRIVER: Final = "pg8000"


def address(place: str) -> URL:
    """What `place` names. A file is a file, whatever its name holds; a URL has `://` in it.

    Raises StoreError for a URL that cannot be one of a store; no part of it is repeated that could hold a password.
    """
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):  # a port that is no number
        raise StoreError(
            "--store: this is no URL of a database; write it as sqlite:///path/reviews.db or "
            "postgresql://user@host/database, or name a file."
        ) from None
    backend, _, driver = url.drivername.partition("+")
    if backend == "sqlite":
        if not url.database:
            raise StoreError("--store: the URL names no file; write it as sqlite:///path/reviews.db.")
        return url
    if backend not in ("postgresql", "postgres") or driver not in ("", _DRIVER):
        raise StoreError(
            f"--store: {url.drivername} is no kind of database that is known here; "
            "write it as postgresql://user@host/database, or name a file."
        )
    if not url.database:
        raise StoreError("--store: the URL names no database; write it as postgresql://user@host/database.")
    return url.set(drivername=f"postgresql+{_DRIVER}")


def is_file(url: URL) -> bool:
    """Whether the store is a file of SQLite."""
    return url.get_backend_name() == "sqlite"


def is_server(place: str) -> bool:
    """Whether this names a database that is no file. Raises StoreError."""
    return not is_file(address(place))


def shown(url: URL) -> str:
    """The place as people are told it, without any password."""
    if is_file(url):
        return str(url.database)
    named = URL.create("postgresql", url.username, host=url.host, port=url.port, database=url.database)
    return named.render_as_string()
