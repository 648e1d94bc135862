"""A store on a real server: what it is reached by, what is refused, and that nobody can listen."""

from __future__ import annotations

import re
import shlex
import socket
import sqlite3
import ssl
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from sqlalchemy import make_url, text

from auditor.cli.main import main
from auditor.errors import StoreError
from auditor.notes.formats.settings import Settings
from auditor.review.store import open_store
from auditor.rules.load import load
from auditor.store import server as reached
from auditor.store.passwords import password_for
from auditor.store.place import open_work
from tests.postgres import GROUP, PASSWORD, USER, Server
from tests.store.kit import ROOT, outputs

PAGE = (ROOT / "docs" / "department.md").read_text("utf-8")
NONE = "The store holds no run yet; `auditor run` makes one.\n"
SAMPLES = [ROOT / "samples" / f"{name}.txt" for name in ("rib-to-humerus", "scapula-to-mandible", "plain-crest-graft")]


def refused(place: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(place, create=True)
    assert PASSWORD not in str(caught.value)
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return str(caught.value)


def encrypted(place: str) -> bool:
    with open_store(place, create=True) as store, store.reading() as session:
        return bool(session.scalar(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")))


def auditor(*args: str | Path) -> str:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == 0, result.output
    return result.output


@GROUP
def test_a_department_keeps_everything_on_its_server(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way: a run, a second that takes what is finished, and reports; beside the outputs lies no store."""
    name = server.new()
    monkeypatch.setenv("AUDITOR_STORE", server.url(name, password=None))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    monkeypatch.setenv("AUDITOR_WHO", "R. One")
    for _ in range(2):
        said = auditor("run", *SAMPLES, "--out", tmp_path / "out")
    shown = f"postgresql://auditor@localhost:{server.port}/{name}"
    assert said.splitlines()[0] == f"3 audits were finished by an earlier run, and taken from {shown}."
    assert [path.name for path in tmp_path.rglob("*.db")] == []
    auditor("run", *SAMPLES, "--out", tmp_path / "beside", "--store", tmp_path / "beside" / "reviews.db")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "beside")
    assert auditor("history").count("3 notes: 2 supported, 0 query, 0 outside the set, 1 not applicable") == 2
    rows = server.tell(
        "SELECT who, host, folder = (SELECT max(folder) FROM work_files), counts ->> 'notes', tool_version FROM runs", name
    )
    assert rows == [["R. One", None, True, "3", "0.1.0"]] * 2
    words = {word for sample in SAMPLES for word in sample.read_text("utf-8").split() if len(word) > 9}
    told = str(server.tell("SELECT * FROM runs", name))
    assert [word for word in words if word in told] == []
    assert PASSWORD not in said + (tmp_path / "out" / "run.json").read_text("utf-8")


@GROUP
def test_a_password_comes_from_a_file(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = server.new()
    file = tmp_path / ".pgpass"
    escaped = PASSWORD.replace("\\", "\\\\").replace(":", "\\:")
    file.write_text(f"# of the department\nelsewhere:*:*:*:wrong\nlocalhost:{server.port}:{name}:*:{escaped}\n*:*:*:*:wrong\n")
    file.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    open_store(server.url(name, password=None), create=True).close()
    file.chmod(0o640)
    said = f"{file}: others can read this file of passwords; give it to its owner alone (chmod 600)."
    assert refused(server.url(name, password=None)) == said


def test_the_password_of_the_environment_goes_first(tmp_path: Path) -> None:
    file = tmp_path / "pass"
    file.write_text("*:5432:*:jane:a\\:b\n")
    file.chmod(0o600)
    given = {"PGPASSFILE": str(file)}
    assert password_for("host", 5432, "base", "jane", given) == "a:b"
    assert password_for("host", 5433, "base", "jane", given) is None
    assert password_for("host", 5432, "base", "jane", given | {"PGPASSWORD": "c"}) == "c"
    assert password_for("host", 5432, "base", "jane", {}) is None


@GROUP
def test_a_certificate_is_checked(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = server.new()
    trust = f"?sslrootcert={server.authority}"
    assert not encrypted(server.url(name))  # on this machine nobody listens
    assert encrypted(server.url(name, more=trust))
    monkeypatch.setenv("PGSSLROOTCERT", str(server.authority))
    assert encrypted(server.url(name))
    monkeypatch.delenv("PGSSLROOTCERT")
    where = f"postgresql://auditor@{{}}:{server.port}/{name}: the server's certificate cannot be trusted ({{}}); "
    remedy = "name the certificate of its authority with sslrootcert, and call the server by the name in its own."
    other = refused(server.url(name, host="127.0.0.1", more=trust))
    assert other == where.format("127.0.0.1", "IP address mismatch, certificate is not valid for '127.0.0.1'") + remedy
    unknown = refused(server.url(name, more="?sslmode=verify-full"))
    assert unknown.startswith(where.format("localhost", "")[:-3])
    assert unknown.endswith(remedy)


@pytest.mark.parametrize(
    ("host", "checked"),
    [("localhost", False), ("127.0.0.1", False), ("127.9.9.9", False), ("[::1]", False), ("db.hospital.example", True),
     ("10.0.0.5", True), ("localhost.example", True), ("[2001:db8::1]", True)],
)  # fmt: skip
def test_only_a_server_on_this_machine_goes_without_a_certificate(host: str, checked: bool) -> None:
    trust = reached.arguments(make_url(f"postgresql://user:x@{host}/base"), {})["ssl_context"]
    if not checked:
        assert trust is False
        return
    assert isinstance(trust, ssl.SSLContext)
    assert trust.verify_mode is ssl.CERT_REQUIRED
    assert trust.check_hostname


def test_a_server_without_encryption_is_told_nothing() -> None:
    """Not even who asks: it answers N to the question for encryption, and that was all."""
    heard = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                heard.extend(connection.recv(8))
                connection.sendall(b"N")
                while more := connection.recv(1000):
                    heard.extend(more)

        plain = Thread(target=serve)
        plain.start()
        port = listening.getsockname()[1]
        said = refused(f"postgresql://jane:{PASSWORD.replace(chr(92), '')}@127.0.0.1:{port}/base?sslmode=verify-full")
        plain.join(30)
    assert said == (
        f"postgresql://jane@127.0.0.1:{port}/base: the server speaks without encryption, and what it would be told is patients' "
        "data; have TLS switched on there."
    )
    assert bytes(heard) == b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


@GROUP
def test_a_socket_of_this_machine(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGUSER", "auditor")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    place = f"postgresql://:{server.port}/{server.new()}?host={server.sockets}"
    with open_store(place, create=True) as store, store.reading() as session:
        assert session.scalar(text("SELECT inet_server_addr() IS NULL"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("?sslmode=require", "sslmode can only be verify-full, since what goes over the connection is patients' data."),
        ("?options=-c", "the URL asks for something unknown; known are host, sslcert, sslkey, sslmode, sslrootcert."),
        ("?host=/run", "host= names the folder of a socket on this machine; another host stands before the slash."),
        (
            "?sslrootcert=/nowhere.pem",
            "the certificates for the server cannot be used (FileNotFoundError); "
            "see to the files that sslrootcert, sslcert and sslkey name.",
        ),
    ],
)
def test_what_a_url_may_not_ask_for(more: str, said: str) -> None:
    assert refused(f"postgresql://user@db.example/base{more}") == f"--store: {said}"


@GROUP
def test_a_server_that_refuses(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "wrong")
    name = server.new()
    where = f"@localhost:{server.port}/"
    assert refused(server.url(name, password=None)) == (
        f"postgresql://auditor{where}{name}: the server does not let this user in; see to the name, and to the password in "
        "PGPASSWORD or the file .pgpass."
    )
    assert refused(server.url("gone")) == (
        f"postgresql://auditor{where}gone: the server has no such database; have it made, or name another."
    )
    server.tell("CREATE TABLE patients (name TEXT)", name)
    assert refused(server.url(name)) == (
        f"postgresql://auditor{where}{name}: this is another database and no store of reviews; name another with --store."
    )
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert refused(f"postgresql://jane:x@127.0.0.1:{port}/base") == (
        f"postgresql://jane@127.0.0.1:{port}/base: the server cannot be reached, or the connection was lost; see that it runs, "
        "and give the same command again."
    )


@pytest.fixture(scope="module")
def department(server: Server) -> Server:
    """The server with the database that the page describes, and people of both kinds."""
    first, second = (block.strip().split("\n") for block in re.findall(r"^```sql\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
    for statement in first:
        server.tell(statement)
    for statement in (
        "ALTER ROLE auditor_owner PASSWORD 'o'", "CREATE ROLE jane LOGIN PASSWORD 'j' IN ROLE auditor_writer",
        "CREATE ROLE joe LOGIN PASSWORD 'r' IN ROLE auditor_reader",
    ):  # fmt: skip
        server.tell(statement)
    assert auditor("history", "--store", server.url("auditor", user="auditor_owner", password="o")) == NONE  # noqa: S106 - the test's own server
    for statement in second:
        server.tell(statement, "auditor", user="auditor_owner", password="o")  # noqa: S106 - the test's own server
    return server


@GROUP
def test_those_who_audit_and_those_who_read_have_the_rights_that_they_need(department: Server, tmp_path: Path) -> None:
    jane, joe = (department.url("auditor", user=user, password=user[0] if user == "jane" else "r") for user in ("jane", "joe"))
    auditor("run", SAMPLES[0], "--out", tmp_path / "out", "--store", jane, "--no-pages")
    assert (
        auditor("history", "--store", joe).splitlines()[2]
        == "  1 note: 1 supported, 0 query, 0 outside the set, 0 not applicable"
    )
    assert auditor("review", "report", "--store", joe)
    with open_store(joe, create=False) as store, pytest.raises(StoreError) as caught, store.writing():
        raise AssertionError
    assert str(caught.value) == (
        f"postgresql://joe@localhost:{department.port}/auditor: this user lacks a right there; "
        "have it granted by whoever keeps the database."
    )


@GROUP
def test_a_backup_brings_back_reviews_and_runs(department: Server, tmp_path: Path) -> None:
    name, other = department.new(), department.new()
    auditor("run", SAMPLES[0], "--out", tmp_path / "out", "--store", department.url(name), "--no-pages")
    (line,) = re.findall(r"^(pg_dump .*) --file auditor.dump auditor$", PAGE, re.MULTILINE)
    program, *options = shlex.split(line)
    where = {"PGHOST": "localhost", "PGPORT": str(department.port), "PGUSER": USER, "PGPASSWORD": PASSWORD}
    backup = tmp_path / "auditor.dump"
    commands: list[list[str | Path]] = [
        [department.programs / program, *options, "--file", backup, name],
        [department.programs / "pg_restore", "--dbname", other, backup],
    ]
    for command in commands:
        subprocess.run(command, env=where, check=True)
    assert auditor("history", "--store", department.url(other)) == auditor("history", "--store", department.url(name))
    assert department.tell("SELECT count(*) FROM work_files", name) == [[1]]
    assert department.tell("SELECT count(*) FROM work_files", other) == [[0]]
    with open_work(tmp_path / "out", load(), Settings(), department.url(other)) as work:
        assert work.empty


@GROUP
def test_a_writer_waits_only_so_long(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(database, create=True) as first, first.writing():
        monkeypatch.setattr(reached, "WAIT", 1)
        with open_store(database, create=True) as other, pytest.raises(StoreError) as caught, other.writing():
            raise AssertionError
    assert str(caught.value).endswith(": another program is writing to it; try again when it has ended.")


@GROUP
def test_a_connection_that_was_lost_is_made_anew(server: Server) -> None:
    """As after a night, or when the server was started again: what was begun is told as lost, the next goes on."""
    name = server.new()
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'auditor'"
    )
    with open_store(server.url(name), create=True) as store:
        with pytest.raises(StoreError, match="the connection was lost"), store.reading() as session:
            session.scalar(text("SELECT 1"))
            server.tell(others, name)
            session.scalar(text("SELECT 1"))
        server.tell(others, name)
        with store.reading() as session:
            assert session.scalar(text("SELECT 1")) == 1


@GROUP
def test_readers_see_one_moment(database: str) -> None:
    with open_store(database, create=True) as store, store.reading() as reader:
        count = text("SELECT count(*) FROM masking_key")
        assert reader.scalar(count) == 0
        with store.writing() as writer:
            writer.execute(text("INSERT INTO masking_key VALUES (1, 'k')"))
        assert reader.scalar(count) == 0
        with store.reading() as later:
            assert later.scalar(count) == 1


def test_the_driver_is_only_loaded_for_a_server(tmp_path: Path) -> None:
    """And Alembic only where there is something to migrate; a second opening of a file needs neither."""
    script = (
        "import sys; from auditor.review.store import open_store; open_store(sys.argv[1], create=True).close();"
        "print(sorted({'pg8000', 'alembic'} & set(sys.modules)))"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "r.db")], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout == "[]\n"


def test_a_driver_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    assert refused("postgresql://jane:x@localhost/base") == (
        "postgresql://jane@localhost/base: the driver for PostgreSQL is not installed; install auditor[postgres], or name a file."
    )


def test_a_file_is_a_file(tmp_path: Path) -> None:
    place = tmp_path / "postgresql.db"
    open_store(f"sqlite:///{place}", create=True).close()
    with sqlite3.connect(place) as store:
        assert store.execute("SELECT version_num FROM reviews_revision").fetchall() == [("0004",)]
