"""The tables of a store come to be in one step or in many, and are the same; older stores are taken over with all they hold."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import Connection, create_engine, delete, insert, inspect, select, text

from auditor.cli.main import main
from auditor.errors import StoreError
from auditor.review.store import SCHEMA as REVIEWS
from auditor.store.address import address
from auditor.store.database import open_store
from auditor.store.migrate import _migrate, bring_up
from auditor.store.schema import Schema, revision_of
from auditor.store.server import arguments
from auditor.store.work_tables import SCHEMA as WORK
from tests.postgres import GROUP
from tests.store.kit import ROOT

OLD = {REVIEWS.line: ROOT / "tests" / "review" / "version_3.sql", WORK.line: ROOT / "tests" / "store" / "version_1.sql"}
BOTH = pytest.mark.parametrize("schema", [REVIEWS, WORK], ids=lambda schema: schema.line)


def connected(place: str) -> Connection:
    url = address(place)
    engine = create_engine(url) if url.get_backend_name() == "sqlite" else create_engine(
        "postgresql+pg8000://", connect_args=arguments(url)
    )  # fmt: skip
    return engine.connect()


def differences(connection: Connection, schema: Schema) -> list[object]:
    """What Alembic would change to make the database what the tables say; other sets of tables there are none of its concern."""
    options = {"compare_type": True, "include_name": lambda name, kind, _: kind != "table" or name in schema.tables.tables}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), schema.tables))


@BOTH
def test_many_steps_and_one_give_the_same_tables(place: str, schema: Schema) -> None:
    with closing(connected(place)) as connection, connection.begin():
        schema.revision.create(connection)
        _migrate(connection, schema)
        assert connection.execute(select(schema.revision)).all() == [(schema.head,)]
        assert differences(connection, schema) == []
        schema.tables.drop_all(connection)
        schema.revision.drop(connection)
        bring_up(connection, schema, "here")
        assert connection.execute(select(schema.revision)).all() == [(schema.head,)]
        assert differences(connection, schema) == []


@BOTH
def test_names_of_keys_are_the_same_too(place: str, schema: Schema) -> None:
    """Alembic does not compare them; a later migration goes by them."""

    def names(connection: Connection) -> set[tuple[str, str | None]]:
        found = inspect(connection)
        return {
            (table, key["name"])
            for table in schema.tables.tables
            for key in (
                found.get_pk_constraint(table),
                *found.get_foreign_keys(table),
                *found.get_unique_constraints(table),
                *found.get_indexes(table),
            )
        }

    with closing(connected(place)) as connection, connection.begin():
        bring_up(connection, schema, "here")
        made = names(connection)
        schema.tables.drop_all(connection)
        connection.execute(delete(schema.revision))
        _migrate(connection, schema)
        assert names(connection) == made
        assert None not in {name for _, name in made}


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as store:
        return sorted(store.execute(f"SELECT * FROM {table}").fetchall(), key=repr)  # noqa: S608 - the store's own tables


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as store:
        return {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def old(path: Path, schema: Schema) -> dict[str, list[tuple[object, ...]]]:
    """A store as the tool wrote it before there were migrations, with all its rows."""
    with closing(sqlite3.connect(path)) as store:
        store.executescript(OLD[schema.line].read_text("utf-8"))
    return {table: rows(path, table) for table in tables(path) - {schema.former.name}}


@BOTH
def test_an_older_store_is_taken_over_without_loss(tmp_path: Path, schema: Schema) -> None:
    place = tmp_path / "store.db"
    before = old(place, schema)
    assert sum(map(len, before.values())) >= 4
    for _ in range(2):
        open_store(str(place), schema, create=False).close()
        assert schema.former.name not in tables(place)
        assert rows(place, schema.revision.name) == [(schema.head,)]
        for table, were in before.items():
            assert [row[: len(was)] for row, was in zip(rows(place, table), were, strict=True)] == were
    with closing(connected(str(place))) as connection:
        assert differences(connection, schema) == []


def test_an_older_store_is_worked_with(tmp_path: Path) -> None:
    """Its review is carried into the next workbook, and its run is one of two."""
    old(tmp_path / "reviews.db", REVIEWS)
    old(tmp_path / "work.db", WORK)
    notes = [str(ROOT / "samples" / f"{name}.txt") for name in ("rib-to-humerus", "two-transfers-shoulder")]
    result = CliRunner().invoke(main, ["run", *notes, "--out", str(tmp_path), "--no-pages"])
    assert "The reviews of 1 row are carried into the new workbook" in result.stderr
    said = CliRunner().invoke(main, ["history", "--store", str(tmp_path / "reviews.db")]).stdout
    assert [line[:5] for line in said.splitlines() if line.startswith("run")] == ["run 1", "run 2"]
    assert said.count("2 notes: 2 supported") == 2


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "store.db"
    old(place, REVIEWS)
    with closing(sqlite3.connect(place)) as store, store:
        store.execute("ALTER TABLE runs ADD COLUMN who TEXT")  # so that the step that adds it must fail after others
    before = rows(place, "sqlite_master")
    with pytest.raises(StoreError, match="the database refuses"):
        open_store(str(place), REVIEWS, create=False)
    assert rows(place, "sqlite_master") == before


@GROUP
def test_a_database_holds_both_sets_and_each_is_migrated_alone(database: str) -> None:
    with closing(connected(database)) as connection:
        with connection.begin():
            WORK.revision.create(connection)
            connection.execute(insert(WORK.revision).values(version_num=revision_of(WORK.version + 1)))
        open_store(database, REVIEWS, create=True).close()
        with pytest.raises(StoreError, match="a newer auditor has written this store"):
            open_store(database, WORK, create=True)
        assert differences(connection, REVIEWS) == []


OPENS = """
import sys
from auditor.review.store import SCHEMA as REVIEWS
from auditor.store.database import open_store
from auditor.store.work_tables import SCHEMA as WORK
print("ready", flush=True)
sys.stdin.readline()
for schema in (REVIEWS, WORK):
    open_store(sys.argv[1], schema, create=True).close()
"""


def test_several_that_open_an_empty_store_at_once(place: str) -> None:
    if "://" not in place:
        old(Path(place), REVIEWS)  # there is something to migrate, too
    command = [sys.executable, "-c", OPENS, place]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(3)
    ]
    assert [(process.stdout.readline() if process.stdout else None) for process in running] == ["ready\n"] * 3
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    assert [(process.communicate(timeout=120)[0], process.returncode) for process in running] == [("", 0)] * 3
    with closing(connected(place)) as connection:
        assert differences(connection, REVIEWS) == differences(connection, WORK) == []
        assert connection.scalar(text("SELECT count(*) FROM reviews_revision")) == 1
