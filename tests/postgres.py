"""A real server of PostgreSQL on this machine, for tests of stores on one; they say so where it cannot be had.

It asks for a password, can encrypt, and is gone with its data when the tests end. Tests that use it belong to the group `GROUP`,
so that all of them run in one process and one server serves them.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import sleep
from typing import Any

import pytest

GROUP = pytest.mark.xdist_group("postgres")
USER, PASSWORD = "auditor", "se:cr\\et"  # with what a file of passwords has to escape
_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = "postgres"  # the server refuses to run as root; the Debian package makes this user


@dataclass(frozen=True)
class Server:
    """`authority` is the certificate of who signed the server's own, which is made out to localhost; `programs` is the folder of
    PostgreSQL's own.
    """

    programs: Path
    port: int
    sockets: Path
    authority: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(
        self, database: str, *, host: str = "localhost", user: str = USER, password: str | None = PASSWORD, more: str = ""
    ) -> str:
        from urllib.parse import quote

        secret = "" if password is None else f":{quote(password, safe='')}"
        return f"postgresql://{user}{secret}@{host}:{self.port}/{database}{more}"

    def new(self) -> str:
        """The name of a database that was not there before."""
        name = f"auditor_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name}")
        return name

    def tell(self, statement: str, database: str = "postgres", *, user: str = USER, password: str = PASSWORD) -> list[Any]:
        """What the server answers to a user."""
        import pg8000.native

        with closing(pg8000.native.Connection(user, port=self.port, password=password, database=database)) as connection:
            return list(connection.run(statement) or [])


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, and stop it."""
    pytest.importorskip("pg8000", reason="the driver pg8000 is not installed")
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="auditor-postgres-"))
    try:
        authority = _certificates(folder)
        (folder / "password").write_text(PASSWORD)
        _give_away(folder)
        data = folder / "data"
        made: list[str | Path] = [
            programs / "initdb", "--pgdata", data, "--username", USER, "--pwfile", folder / "password", "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions",
        ]  # fmt: skip
        subprocess.run(made, check=True, capture_output=True, cwd=folder, **_unprivileged())
        port = _free_port()
        settings: dict[str, object] = {
            "listen_addresses": "localhost", "port": port, "unix_socket_directories": folder, "fsync": "off", "ssl": "on",
            "ssl_cert_file": folder / "server.pem", "ssl_key_file": folder / "server.key", "max_connections": 40,
        }  # fmt: skip
        command: list[str | Path] = [
            programs / "postgres",
            "-D",
            data,
            *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
        ]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **_unprivileged())
        try:
            _wait(port, process, folder / "log")
            yield Server(programs, port, folder, authority)
        finally:
            process.send_signal(signal.SIGQUIT)  # nothing of it is wanted any more
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server that Debian has installed, or of one that is on the path."""
    if versions := sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])):
        return versions[-1].parent
    if (found := shutil.which("initdb")) is None:
        pytest.skip("PostgreSQL is not installed, so there is no server to try the store on (Debian: postgresql)")
    return Path(found).resolve().parent


def _unprivileged() -> dict[str, Any]:
    """How a program is started as somebody whom the server accepts."""
    if os.name == "posix" and os.getuid() == 0:
        return {"user": _UNPRIVILEGED, "group": _UNPRIVILEGED, "extra_groups": []}
    return {}


def _give_away(folder: Path) -> None:
    """Where these tests run as root, the files are those of the user that the server runs as."""
    if os.name != "posix" or os.getuid() != 0:
        return
    try:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, _UNPRIVILEGED, _UNPRIVILEGED)
    except LookupError:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {_UNPRIVILEGED}")


def _certificates(folder: Path) -> Path:
    trustme = pytest.importorskip("trustme", reason="trustme is not installed, which makes certificates")
    authority = trustme.CA()
    signed = authority.issue_cert("localhost")
    signed.cert_chain_pems[0].write_to_path(folder / "server.pem")
    signed.private_key_pem.write_to_path(folder / "server.key")
    (folder / "server.key").chmod(0o600)
    authority.cert_pem.write_to_path(folder / "authority.pem")
    return folder / "authority.pem"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    import pg8000.native

    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"the server did not start: {log.read_text(errors='replace')}")
        try:
            pg8000.native.Connection(USER, port=port, password=PASSWORD, database="postgres").close()
        except pg8000.exceptions.Error:
            sleep(0.1)  # until it answers
        else:
            return
    pytest.fail(f"the server does not answer: {log.read_text(errors='replace')}")
