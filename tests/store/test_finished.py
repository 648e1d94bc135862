"""What is finished is taken and not made again, whatever became of names; anything else is audited, and nothing is mixed up."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Outcome
from auditor.engine.run import outcomes, run
from auditor.errors import StoreError
from auditor.model import Audit, Note
from auditor.notes.walk import walk
from auditor.rules.load import RuleSet, load
from auditor.store.database import open_store
from auditor.store.finished import Work
from auditor.store.made_with import made_with
from auditor.store.place import open_work
from auditor.store.work_tables import SCHEMA
from tests.rules.kit import write


class Counting(Auditor):
    """Tells which notes it was asked to audit."""

    def __init__(self, rules: RuleSet) -> None:
        super().__init__(rules)
        self.asked: list[str] = []

    def audit(self, note: Note) -> Audit:
        self.asked.append(note.id)
        return super().audit(note)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return load(write(tmp_path_factory.mktemp("rules")))


@pytest.fixture
def auditor(rules: RuleSet) -> Counting:
    return Counting(rules)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"The rib {name} was cut.")
    (folder / "many.csv").write_text("note text,surgeon\nThe rib was cut.,Bo Lind\nThe rib was cut.,Al Roe\n")
    return folder


def once(auditor: Counting, notes: Path, out: Path, rules: RuleSet | None = None) -> tuple[list[Outcome], list[str]]:
    """All outcomes of a run that comes to its end, and the notes that were audited for them."""
    auditor.asked.clear()
    found: list[Outcome] = []
    with open_work(out, rules or auditor.rules, auditor.rules.reading) as work:
        result = run(auditor, walk([notes]), found.append, None, work)
        work.settle(complete=result.complete)
    return found, list(auditor.asked)


def fresh(auditor: Counting, notes: Path) -> list[Outcome]:
    return list(outcomes(auditor, walk([notes])))


def rows(out: Path) -> tuple[int, int]:
    with sqlite3.connect(out / "work.db") as store:
        return tuple(store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("work_files", "work_parts"))  # noqa: S608


def test_a_second_run_audits_nothing(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    first, asked = once(auditor, notes, tmp_path)
    assert asked == ["a", "b", "c", "many#1", "many#2"]
    assert once(auditor, notes, tmp_path) == (first, [])
    assert first == fresh(auditor, notes)


def test_only_what_changed_is_audited(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    once(auditor, notes, tmp_path)
    (notes / "b.txt").write_text("The iliac crest was cut.")
    (notes / "d.txt").write_text("The rib d was cut.")
    found, asked = once(auditor, notes, tmp_path)
    assert asked == ["b", "d"]
    assert found == fresh(auditor, notes)


def test_a_file_under_another_name_is_the_same_file(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    once(auditor, notes, tmp_path)
    (notes / "ward").mkdir()
    (notes / "a.txt").rename(notes / "ward" / "z.txt")
    (notes / "many.csv").rename(notes / "ward" / "more.csv")
    found, asked = once(auditor, notes, tmp_path)
    assert asked == []
    assert found == fresh(auditor, notes)
    assert [each.audit.id for each in found if isinstance(each, Audited)] == ["b", "c", "more#1", "more#2", "z"]


def test_a_file_that_is_known_as_a_whole_is_not_read_again(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    """Only a text is, for its evidence page; what is read in another process is not, and no such process starts."""
    once(auditor, notes, tmp_path)
    with open_work(tmp_path, auditor.rules, auditor.rules.reading) as work:
        for outcome in outcomes(auditor, walk([notes / "many.csv"]), None, work):
            assert multiprocessing.active_children() == []
            assert isinstance(outcome, Audited)
            assert outcome.note.text == "The rib was cut."
        assert work.taken == 2


def test_same_text_of_another_surgeon_is_another_note(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    """The first row cannot be read at first; when it can, no row is given the audit of the one that stood in its place."""
    (notes / "many.csv").write_text("note text,surgeon\n,Bo Lind\nThe rib was cut.,Al Roe\n")
    once(auditor, notes, tmp_path)
    found, asked = once(auditor, notes, tmp_path)
    assert asked == []
    assert [each.audit.surgeon for each in found if isinstance(each, Audited)] == [None, None, None, "Al Roe"]


@pytest.mark.parametrize("what", ["rules", "program"])
def test_other_rules_or_another_program_make_everything_anew(
    auditor: Counting, notes: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    once(auditor, notes, tmp_path)
    rules = replace(auditor.rules, digest="other") if what == "rules" else auditor.rules
    if what == "program":
        monkeypatch.setattr("auditor.store.made_with.__version__", "999")
    _, asked = once(auditor, notes, tmp_path, rules)
    assert len(asked) == 5
    assert rows(tmp_path) == (4, 5)  # those of the former rules are gone


def test_what_makes_an_audit_has_one_name() -> None:
    assert made_with("a") == made_with("a") != made_with("b")
    assert len(made_with("a")) == 64


def test_what_no_note_needs_is_taken_away_when_a_run_is_complete(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    once(auditor, notes, tmp_path)
    (notes / "a.txt").unlink()
    (notes / "b.txt").write_text("")
    once(auditor, notes, tmp_path)
    assert rows(tmp_path) == (4, 5)  # an empty file is a failure, so that it may only be out of reach
    (notes / "b.txt").unlink()
    once(auditor, notes, tmp_path)
    assert rows(tmp_path) == (2, 3)


def test_what_is_taken_away_leaves_no_words(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    (notes / "a.csv").write_text("note text\nrib Doppelganger\n")
    once(auditor, notes, tmp_path)
    with sqlite3.connect(tmp_path / "work.db") as store:
        pressed = [row[0] for row in store.execute("SELECT pressed FROM work_parts")]
    (notes / "a.csv").unlink()
    once(auditor, notes, tmp_path)
    left = (tmp_path / "work.db").read_bytes()
    assert [content[20:] in left for content in pressed].count(False) == 1


def test_a_damaged_audit_is_made_anew(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    first, _ = once(auditor, notes, tmp_path)
    with sqlite3.connect(tmp_path / "work.db") as store:
        damaged = "CAST(substr(pressed, 1, 40) || x'00' || substr(pressed, 42) AS BLOB)"
        store.execute(f"UPDATE work_parts SET pressed = {damaged} WHERE number = 1")  # noqa: S608
    assert once(auditor, notes, tmp_path) == (first, ["many#2"])
    assert once(auditor, notes, tmp_path) == (first, [])


def test_a_run_that_breaks_off_keeps_what_is_finished(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), open_work(tmp_path, auditor.rules, auditor.rules.reading) as work:

        def take(outcome: Outcome) -> None:
            if isinstance(outcome, Audited) and outcome.note.id == "many#1":
                raise OSError(28, "full")

        run(auditor, walk([notes]), take, None, work)
    assert work.made == 4
    found, asked = once(auditor, notes, tmp_path)
    assert asked == ["many#2"]
    assert found == fresh(auditor, notes)


def test_folders_that_share_a_database_are_apart(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    """As on a server: one folder's run takes nothing from another's, and takes nothing of it away."""

    def work(folder: str) -> Work:
        return Work(open_store(str(tmp_path / "all.db"), SCHEMA, create=True), folder, "made", auditor.rules.reading)

    for folder, taken in (("one", 0), ("two", 0), ("one", 5), ("two", 5)):
        with work(folder) as opened:
            run(auditor, walk([notes]), lambda _: None, None, opened)
            opened.settle(complete=True)
        assert opened.taken == taken


def test_only_its_owner_can_read_the_file(auditor: Counting, notes: Path, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("this system has no such rights")
    once(auditor, notes, tmp_path)
    assert stat.S_IMODE((tmp_path / "work.db").stat().st_mode) == 0o600


def test_a_file_that_is_no_store_is_left_alone(auditor: Counting, tmp_path: Path) -> None:
    (tmp_path / "work.db").write_text("This is text and no database, and it is long enough to be looked at. " * 20)
    with pytest.raises(StoreError) as caught:
        open_work(tmp_path, auditor.rules, auditor.rules.reading)
    assert str(caught.value) == (
        f"{tmp_path / 'work.db'}: the file is damaged, or no database; delete it and give the same command again: "
        "it holds no review, and its audits are made anew."
    )
    assert (tmp_path / "work.db").read_text().startswith("This is text")


@pytest.mark.parametrize("there", [False, True])
def test_finished_audits_are_never_written_through_a_link(rules: RuleSet, tmp_path: Path, there: bool) -> None:
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "work.db"
    if there:
        elsewhere.touch()
    link.symlink_to(elsewhere)
    with pytest.raises(StoreError) as refused:
        open_work(tmp_path, rules, rules.reading)
    assert str(refused.value) == f"{link}: this is a link, and finished audits are not written through it; remove it."
    assert elsewhere.exists() == there
    assert not there or elsewhere.stat().st_size == 0


def test_no_store_is_made_where_a_link_points_to_nothing(tmp_path: Path) -> None:
    link = tmp_path / "reviews.db"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError) as refused:
        open_store(str(link), SCHEMA, create=True)
    assert str(refused.value) == f"{link}: this is a link that points to nothing; remove it, or mend its target."
    assert not (tmp_path / "elsewhere").exists()


TEXTS = ["", "The rib was cut.", "The rib was cut. ", "No rib was cut.", "The iliac crest was cut.", "\x00\x01"]
FILES = st.dictionaries(
    st.sampled_from(["a.txt", "b.txt", "w/a.txt", "m.csv", "z.zip"]), st.lists(st.sampled_from(TEXTS), max_size=3)
)


def lay(folder: Path, files: dict[str, list[str]]) -> None:
    """Write the files; a table or an archive holds all the texts, a text the first."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, texts in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if path.suffix == ".zip":
            with ZipFile(path, "w") as packed:
                for number, text in enumerate(texts):
                    packed.writestr(f"{number}.txt", text)
        elif path.suffix == ".csv":
            path.write_text("note text,case\n" + "".join(f'"{text}",C{number}\n' for number, text in enumerate(texts)))
        else:
            path.write_text(texts[0] if texts else "")


def broken_off(found: Iterator[Outcome], after: int) -> list[Outcome]:
    taken: list[Outcome] = []
    for outcome in found:
        if len(taken) == after:
            raise KeyboardInterrupt
        taken.append(outcome)
    return taken


@settings(max_examples=25)
@given(states=st.lists(st.tuples(FILES, st.integers(0, 6)), min_size=2, max_size=4))
def test_whatever_happens_to_files_a_run_gives_what_a_first_run_gives(
    rules: RuleSet, states: list[tuple[dict[str, list[str]], int]]
) -> None:
    """Files come, go and change between runs that are broken off or come to their end."""
    auditor = Auditor(rules)
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name, "notes"), Path(name, "out")
        folder.mkdir()
        for files, after in states:
            lay(folder, files)
            with suppress(KeyboardInterrupt), open_work(out, rules, rules.reading) as work:
                broken_off(outcomes(auditor, walk([folder]), None, work), after)
            with open_work(out, rules, rules.reading) as work:
                found = list(outcomes(auditor, walk([folder]), None, work))
                work.settle(complete=not any(getattr(each, "failure", False) for each in found))
            assert found == list(outcomes(auditor, walk([folder])))
