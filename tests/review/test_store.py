"""The store keeps everything, in whole transactions, for its owner alone."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from auditor.errors import StoreError
from auditor.report.review_entry import Opinion, ReviewEntry
from auditor.report.workbook.review_columns import row_key
from auditor.review.opinions import FIRST, Fate, Source, history, standing, take
from auditor.review.runs import known_rows
from auditor.review.store import SCHEMA, Store, open_store
from auditor.review.tables import VERSION, ImportRow, RunRow
from tests.review.kit import AGREE, DISAGREE, Desk, note, second

WORKBOOK = Source("audit.xlsx", "0" * 64, datetime(2025, 3, 4))
AGREED = Opinion(decision="agree", reviewed_on=date(2025, 3, 4))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "reviews.db"), create=True)


def entry(first: Opinion, seen: str = "s-1", other: Opinion | None = None) -> ReviewEntry:
    return ReviewEntry(key="n-1", seen=seen, first=first, second=other or Opinion())


def test_every_version_of_a_word_is_kept(store: Store) -> None:
    said = [
        entry(AGREED),
        entry(Opinion(decision="disagree", final_code="none", reviewed_on=date(2025, 4, 1)), "s-2"),
        entry(AGREED.model_copy(update={"reviewed_on": date(2025, 5, 1)}), "s-3"),
    ]
    for each in said:
        with store.writing() as session:
            take(session, [each], WORKBOOK)
    with store.reading() as session:
        found = history(session, "n-1", FIRST)
        assert [(one.opinion, one.seen) for one in found] == [(each.first, each.seen) for each in said]
        assert standing(session) == {("n-1", FIRST): found[-1]}
        imports = session.scalars(select(ImportRow).order_by(ImportRow.id)).all()
        assert [(row.new, row.changed, row.unchanged, row.kept) for row in imports] == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 1, 0, 0)]


def test_an_older_word_and_a_withdrawn_one_are_former_versions(store: Store) -> None:
    older = AGREED.model_copy(update={"reviewed_on": date(2024, 1, 1)})
    with store.writing() as session:
        take(session, [entry(AGREED)], WORKBOOK)
    for _ in range(2):
        with store.writing() as session:
            assert take(session, [entry(older)], WORKBOOK).count(Fate.OLDER) == 1
    with store.reading() as session:
        assert [one.opinion for one in history(session, "n-1", FIRST)] == [older, AGREED]
    with store.writing() as session:
        assert take(session, [entry(Opinion())], WORKBOOK, withdraw_empty=True).count(Fate.WITHDRAWN) == 1
    with store.reading() as session:
        assert standing(session) == {}
        assert [one.opinion for one in history(session, "n-1", FIRST)] == [AGREED, older]


def test_a_failure_in_the_middle_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "out")
    desk.run([note("case-1"), note("case-2")])
    desk.type({"case-1": AGREE})
    desk.take()
    before = desk.entries()
    with pytest.raises(RuntimeError), desk.store() as store, store.writing() as session:
        take(session, [ReviewEntry(key=row_key("case-2", 1), seen="s-1", first=AGREED)], WORKBOOK)
        session.flush()
        raise RuntimeError
    assert desk.entries() == before


KILLED = """
import os, sys
from datetime import datetime
from auditor.report.review_entry import Opinion, ReviewEntry
from auditor.review.opinions import Source, take
from auditor.review.store import open_store
with open_store(sys.argv[1], create=False) as store, store.writing() as session:
    said = [ReviewEntry(key=f"n-{n}", seen="s", first=Opinion(decision="agree", comment="x" * 1000)) for n in range(5000)]
    take(session, said, Source("audit.xlsx", "0" * 64, datetime(2025, 3, 4)))
    session.flush()
    os._exit(9)
"""


def test_a_process_that_is_killed_in_the_middle_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "reviews.db"
    with open_store(str(place), create=True) as store, store.writing() as session:
        take(session, [entry(AGREED)], WORKBOOK)
    done = subprocess.run([sys.executable, "-c", KILLED, str(place)], check=False, timeout=120)
    assert done.returncode == 9
    with open_store(str(place), create=False) as store, store.reading() as session:
        assert [word.opinion for word in standing(session).values()] == [AGREED]
        assert len(session.scalars(select(ImportRow)).all()) == 1


def test_imports_by_several_processes_at_once_all_arrive(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "out")
    names = [f"case-{number}" for number in range(12)]
    desk.run([note(name) for name in names])
    untouched = desk.workbook.read_bytes()
    copies = []
    for person in range(4):
        copies.append(tmp_path / f"reviewer-{person}.xlsx")
        copies[-1].write_bytes(untouched)
        desk.type({name: AGREE | {"Reviewer": f"R. {person}"} for name in names[person::4]}, copies[-1])
    command = [sys.executable, "-m", "auditor.cli.main", "review", "import", "--store", str(desk.place)]
    running = [subprocess.Popen([*command, str(copy)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for copy in copies]
    said = [process.communicate(timeout=180)[0].splitlines()[0] for process in running]
    assert said == ["Reviews: 3 new, 0 changed, 0 unchanged."] * 4
    assert {name: found.first.reviewer for name, found in desk.entries().items()} == {
        name: f"R. {number % 4}" for number, name in enumerate(names)
    }


def test_only_its_owner_can_read_the_file(store: Store, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("this system has no such rights")
    assert stat.S_IMODE((tmp_path / "reviews.db").stat().st_mode) == 0o600


def test_a_store_of_a_newer_tool_is_refused(store: Store, tmp_path: Path) -> None:
    with store.writing() as session:
        session.execute(update(SCHEMA.revision).values(version_num=f"{VERSION + 1:04}"))
    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path / "reviews.db"), create=True)
    assert str(caught.value) == (
        f"{tmp_path / 'reviews.db'}: a newer auditor has written this store (version {VERSION + 1}, this one knows {VERSION}); "
        "use that auditor, or bring this one up to date."
    )


def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE patients (name TEXT)")
    before = place.read_bytes()
    with pytest.raises(StoreError, match="this is another database and no store of reviews"):
        open_store(str(place), create=True)
    assert place.read_bytes() == before


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("{}/gone.db", "there is no store of reviews; `auditor run` makes one, or name it with --store."),
        (
            "{}/text.db",
            "the file is damaged, or no database; keep a copy of it, bring it back from a backup, or name another with --store.",
        ),
        ("sqlite://", "--store: the URL names no file; write it as sqlite:///path/reviews.db."),
        (
            "nonsense://host/base",
            "--store: nonsense is no kind of database that is known here; "
            "write it as postgresql://user@host/database, or name a file.",
        ),
        (
            "postgresql+psycopg://host/base",
            "--store: postgresql+psycopg is no kind of database that is known here; "
            "write it as postgresql://user@host/database, or name a file.",
        ),
        ("postgresql://host", "--store: the URL names no database; write it as postgresql://user@host/database."),
        (
            "postgresql://host:port/base",
            "--store: this is no URL of a database; write it as sqlite:///path/reviews.db or "
            "postgresql://user@host/database, or name a file.",
        ),
        (
            "://",
            "--store: this is no URL of a database; write it as sqlite:///path/reviews.db or "
            "postgresql://user@host/database, or name a file.",
        ),
    ],
)
def test_a_place_that_is_no_store(tmp_path: Path, place: str, what: str) -> None:
    (tmp_path / "text.db").write_text("This is text and no database, and it is long enough to be looked at. " * 20)
    with pytest.raises(StoreError) as caught:
        open_store(place.format(tmp_path), create=False)
    assert str(caught.value).endswith(what)


@pytest.mark.parametrize(
    "place",
    [
        "nonsense://user:secret@host/base", "postgresql://user:secret@host", "postgresql://user:secret@host:port/base",
        "postgresql://user@host/base?password=secret", "postgresql://user:secret@[::1/base",
    ],
)  # fmt: skip
def test_a_password_is_never_shown(place: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(place, create=False)
    assert "secret" not in str(caught.value)


def test_values_are_never_shown(store: Store) -> None:
    """A database that refuses may repeat what it was given; the message must not."""
    with pytest.raises(StoreError) as caught, store.writing() as session:
        session.add(ImportRow(at=datetime(2025, 1, 1), workbook="Jane Roe", workbook_digest="0", new=0, changed=0, unchanged=0))
        session.flush()
    assert "Roe" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_run_is_kept_with_its_rows(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "out")
    desk.run([note("case-1")])
    desk.run([note("case-1", best_fit=("20962",)), note("case-2")])
    desk.run([note("case-1")])
    with desk.store() as store, store.reading() as session:
        runs = session.scalars(select(RunRow).order_by(RunRow.id)).all()
        known = known_rows(session)
    assert runs[0].digest == runs[2].digest != runs[1].digest
    assert len({run.workbook_digest for run in runs}) == 2
    assert len(known.seen) == 3
    key = row_key("case-1", 1)
    assert known.latest[key].best_fit == ("20956",)
    assert (known.latest[key].rows, known.latest[key].rules) == (("iliac-crest-bone", "supported"), ("bone-iliac-crest",))
    assert [row.note for row in known.notes["case-2"]] == ["case-2"]


def test_two_reviewers_may_have_seen_different_answers(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "out")
    desk.run([note("case-1")])
    desk.type({"case-1": DISAGREE})
    desk.run([note("case-1", best_fit=("20962",))])
    desk.type({"case-1": second(AGREE)})
    desk.take()
    with desk.store() as store, store.reading() as session:
        words = standing(session)
        known = known_rows(session)
    saw = {place: known.seen[key, word.seen].best_fit for (key, place), word in words.items()}
    assert saw == {"first": ("20956",), "second": ("20962",)}
