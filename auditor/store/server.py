"""How a server of PostgreSQL is reached: who asks, with which password, and over a connection that nobody can listen to.

What goes over it is patients' data. So the server has to show a certificate for the very name it is called by, unless it is on
this machine.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event

from auditor.errors import StoreError
from auditor.store.passwords import password_for

if TYPE_CHECKING:
    from ssl import SSLContext

WAIT: Final = 600  # seconds that one writer waits for another: a large run takes minutes to settle
_PORT: Final = 5432
_KNOWN: Final = ("host", "sslcert", "sslkey", "sslmode", "sslrootcert")
_CHECKED: Final = "verify-full"


def server(url: URL) -> Engine:
    """An engine for the server. Nothing is connected yet. Raises StoreError, and ImportError where the driver is missing."""
    engine = create_engine(
        URL.create(url.drivername), hide_parameters=True, pool_pre_ping=True, connect_args=arguments(url)
    )  # fmt: skip
    engine.dialect.use_insertmanyvalues_wo_returning = True  # rows of one INSERT go over together, and not one by one
    event.listen(engine, "begin", _begin)
    return engine


def arguments(url: URL, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """What the driver is given. Readers see one moment for a whole transaction. Raises StoreError."""
    settings = _settings(url)
    host, port = url.host or "localhost", url.port or _PORT
    user = url.username or environment.get("PGUSER") or getpass.getuser()
    folder = settings.get("host")
    password = url.password or password_for(host, port, str(url.database), user, environment)
    place = {"unix_sock": f"{folder}/.s.PGSQL.{port}", "ssl_context": False} if folder else {"host": host, "port": port}
    return {
        "user": user, "password": password, "database": url.database, "application_name": "auditor",
        "ssl_context": _trust(host, settings, environment),
        "startup_params": {"lock_timeout": f"{WAIT}s", "default_transaction_isolation": "repeatable read"},
    } | place  # fmt: skip


def _settings(url: URL) -> dict[str, str]:
    found = {}
    for name, value in url.query.items():
        if name not in _KNOWN or not isinstance(value, str):
            raise StoreError(f"--store: the URL asks for something unknown; known are {', '.join(_KNOWN)}.")
        found[name] = value
    if "host" in found and (url.host or not found["host"].startswith("/")):
        raise StoreError("--store: host= names the folder of a socket on this machine; another host stands before the slash.")
    if found.get("sslmode", _CHECKED) != _CHECKED:
        raise StoreError(f"--store: sslmode can only be {_CHECKED}, since what goes over the connection is patients' data.")
    return found


def _trust(host: str, settings: Mapping[str, str], environment: Mapping[str, str]) -> SSLContext | bool:
    """False for a server on this machine, unless somebody asks for more."""
    named = {name: settings.get(name) or environment.get(f"PG{name.upper()}") for name in ("sslrootcert", "sslcert", "sslkey")}
    if _is_here(host) and not any(named.values()) and "sslmode" not in settings:
        return False
    import ssl

    try:
        trusted = ssl.create_default_context(cafile=named["sslrootcert"])
        trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        if named["sslcert"]:
            trusted.load_cert_chain(named["sslcert"], named["sslkey"], password=_no_password)
    except (OSError, ValueError) as problem:
        raise StoreError(
            f"--store: the certificates for the server cannot be used ({type(problem).__name__}); "
            "see to the files that sslrootcert, sslcert and sslkey name."
        ) from None
    return trusted


def _no_password() -> str:
    """Nobody is asked in the middle of a run."""
    raise ValueError


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _begin(connection: Connection) -> None:
    """A writer that has waited for its turn must see what the others wrote meanwhile."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
