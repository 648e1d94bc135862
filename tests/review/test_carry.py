"""A new run never loses what a reviewer typed, whatever has become of the workbook, the notes and the answers."""

from __future__ import annotations

import os
import stat
import string
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import OutputError
from auditor.model import Status
from auditor.report.review_entry import Opinion, ReviewEntry
from auditor.report.workbook.review_columns import (
    CHANGED,
    DECISIONS,
    FIRST,
    REVIEWED,
    SECOND,
    STATE,
    WANTED,
    final_codes,
    reasons,
)
from auditor.review.store import NAME, open_store
from auditor.review.tables import ImportRow
from tests.cli.test_run import APPENDIX, TRANSFER
from tests.review.kit import AGREE, DAY, DISAGREE, Desk, auditor, bare, note, opened, rules, second, two_grafts, typed_by

TITLES = (*FIRST, *SECOND)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "out")
    desk.run([note("case-1"), note("case-2"), two_grafts("case-3")])
    return desk


def cells(desk: Desk, name: str) -> dict[str, object]:
    """The reviewers' cells of a row that are not empty; a day without its time."""
    row = desk.shown(name)
    found = {title: row[title] for title in TITLES if row[title] is not None}
    return {title: value.date() if hasattr(value, "date") else value for title, value in found.items()}


def test_reviews_are_carried_into_the_next_workbook(desk: Desk) -> None:
    desk.type({"case-1": AGREE, "case-2": {"Decision": "needs second review"}, "case-3, 2 of 2": DISAGREE | second(AGREE)})
    carrier = desk.run([two_grafts("case-3"), note("case-2"), note("case-1"), note("case-9")])
    assert cells(desk, "case-1") == AGREE
    assert cells(desk, "case-3, 2 of 2") == DISAGREE | second(AGREE)
    assert cells(desk, "case-3, 1 of 2") == cells(desk, "case-9") == {}
    states = [desk.shown(name)[STATE] for name in ("case-1", "case-2", "case-3, 1 of 2", "case-3, 2 of 2")]
    assert states == [REVIEWED, WANTED, None, REVIEWED]
    assert carrier.complete
    assert desk.said == [
        f"4 reviews were taken in from {desk.workbook.as_posix()}.",
        "The reviews of 3 rows are carried into the new workbook, 0 of them marked “changed since review”.",
    ]


def test_half_done_work_is_carried_as_it_is(desk: Desk) -> None:
    half: dict[str, object] = {"Decision": "disagree", "Comment": "look again"}
    desk.type({"case-1": half, "case-2": {"2nd: Reviewer": "R. Two"}})
    assert desk.run([note("case-1"), note("case-2")]).complete
    assert cells(desk, "case-1") == half
    assert cells(desk, "case-2") == {"2nd: Reviewer": "R. Two"}


def test_another_text_or_another_answer_is_told(desk: Desk) -> None:
    desk.type({"case-1": AGREE, "case-2": AGREE, "case-3, 1 of 2": AGREE})
    now = [note("case-1", note_digest="another text"), note("case-2", best_fit=("20962",)), two_grafts("case-3")]
    desk.run(now)
    assert [desk.shown(name)[STATE] for name in ("case-1", "case-2", "case-3, 1 of 2")] == [CHANGED, CHANGED, REVIEWED]
    assert cells(desk, "case-1") == AGREE
    assert desk.said[-1] == "The reviews of 3 rows are carried into the new workbook, 2 of them marked “changed since review”."
    desk.take()
    desk.run(now)
    assert desk.shown("case-1")[STATE] == CHANGED  # taking in what was carried confirms nothing
    desk.type({"case-1": AGREE | {"Review date": date(2025, 5, 6)}})
    desk.run(now)
    assert [desk.shown(name)[STATE] for name in ("case-1", "case-2")] == [REVIEWED, CHANGED]


def test_an_earlier_date_of_the_same_reviewer_is_a_correction(desk: Desk) -> None:
    desk.type({"case-1": AGREE | {"Comment": "first words"}, "case-2": AGREE})
    desk.run([note("case-1"), note("case-2")])
    earlier = date(2025, 3, 1)
    corrected = AGREE | {"Comment": "corrected words", "Review date": earlier}
    desk.type({"case-1": corrected, "case-2": DISAGREE | {"Reviewer": "R. Two", "Review date": earlier}})
    desk.run([note("case-1"), note("case-2")])
    assert cells(desk, "case-1") == corrected
    assert cells(desk, "case-2") == AGREE
    assert desk.said[:2] == [
        f"1 review was taken in from {desk.workbook.as_posix()}.",
        "1 review was of an older date than in the store, whose own words stand in the new workbook: case-2.",
    ]


def test_a_word_without_a_decision_is_told_too(desk: Desk) -> None:
    desk.type({"case-1": {"Comment": "look again"}})
    desk.run([note("case-1")])
    assert desk.shown("case-1")[STATE] is None
    desk.run([note("case-1", note_digest="another text")])
    assert desk.shown("case-1")[STATE] == CHANGED
    assert desk.said == ["The reviews of 1 row are carried into the new workbook, 1 of them marked “changed since review”."]


def test_an_answer_that_comes_back_is_reviewed_again(desk: Desk) -> None:
    desk.type({"case-1": AGREE})
    desk.run([note("case-1", status=Status.QUERY)])
    desk.run([note("case-1")])
    assert desk.shown("case-1")[STATE] == REVIEWED


def test_reviews_of_notes_that_are_not_in_the_run_stay_in_the_store(desk: Desk) -> None:
    desk.type({"case-1": AGREE, "case-3, 2 of 2": DISAGREE})
    desk.run([note("case-2")])
    assert desk.said[1].startswith("The older workbook held, beside reviews, what is not in the new one: ")
    assert desk.said[2:] == [
        "The reviews of 0 rows are carried into the new workbook, 0 of them marked “changed since review”.",
        "Reviews of notes that are not in this run stay in the store: case-1, case-3 (graft 2 of 2).",
    ]
    desk.run([note("case-1")])
    assert cells(desk, "case-1") == AGREE


def test_a_workbook_that_nobody_has_touched_is_not_read_again(desk: Desk) -> None:
    desk.run([note("case-1")])
    with desk.store() as store, store.reading() as session:
        assert session.query(ImportRow).count() == 0
    desk.type({"case-1": AGREE})
    desk.run([note("case-1")])
    desk.run([note("case-1")])
    with desk.store() as store, store.reading() as session:
        assert session.query(ImportRow).count() == 1


def test_a_workbook_that_cannot_be_taken_in_is_kept_beside_the_new_one(desk: Desk) -> None:
    desk.type({"case-1": AGREE})
    desk.run([note("case-1"), note("case-2")])
    desk.type({"case-2": {"Decision": "perhaps"}})
    held = desk.workbook.read_bytes()
    carrier = desk.run([note("case-1"), note("case-2")])
    kept = desk.folder / "audit (not imported).xlsx"
    assert not carrier.complete
    assert kept.read_bytes() == held
    assert cells(desk, "case-1") == AGREE
    assert cells(desk, "case-2") == {}
    assert desk.said[0] == (
        f"The older workbook could not be taken in. It is kept as {kept.as_posix()}, "
        "and its latest reviews are not in the new one."
    )
    assert "this is no decision" in desk.said[2]
    assert desk.said[3] == (
        f'  Mend it where needed, then: auditor review import "{kept.as_posix()}", and run the audit once more.'
    )
    desk.type({"case-2": {"Decision": "agree"}}, kept)
    desk.take(kept)
    assert desk.run([note("case-1"), note("case-2")]).complete
    assert cells(desk, "case-2") == {"Decision": "agree"}


def test_what_was_kept_is_never_replaced(desk: Desk) -> None:
    for word in ("one", "two", "three"):
        desk.workbook.write_text(word)
        assert not desk.run([note("case-1")]).complete
    names = ("audit (not imported).xlsx", "audit (not imported 2).xlsx", "audit (not imported 3).xlsx")
    assert [(desk.folder / name).read_text() for name in names] == ["one", "two", "three"]
    if os.name == "posix":
        assert stat.S_IMODE((desk.folder / names[0]).stat().st_mode) == 0o600


def test_faults_in_rows_without_a_review_do_not_hold_up_a_run(desk: Desk) -> None:
    desk.type({"case-1": AGREE, "case-2": {"Status": "supported!"}})
    assert desk.run([note("case-1"), note("case-2")]).complete
    assert cells(desk, "case-1") == AGREE


def test_a_lost_store_loses_nothing(desk: Desk) -> None:
    """The workbook is kept, and can be taken in once the run has told the new store of its rows."""
    desk.type({"case-1": AGREE})
    desk.place.unlink()
    assert not desk.run([note("case-1")]).complete
    desk.take(desk.folder / "audit (not imported).xlsx")
    desk.run([note("case-1")])
    assert cells(desk, "case-1") == AGREE
    assert desk.shown("case-1")[STATE] == REVIEWED


def test_a_lost_store_is_no_matter_where_nobody_has_typed(desk: Desk) -> None:
    desk.place.unlink()
    assert desk.run([note("case-1")]).complete


@pytest.mark.parametrize("lock", ["~$audit.xlsx", ".~lock.audit.xlsx#"])
def test_an_open_workbook_stops_the_run_before_it_begins(desk: Desk, lock: str) -> None:
    desk.type({"case-1": AGREE})
    (desk.folder / lock).touch()
    held = desk.workbook.read_bytes()
    with pytest.raises(OutputError) as caught:
        desk.run([note("case-1")])
    assert str(caught.value) == (
        f"{desk.workbook.as_posix()}: it is open in another program; save and close it, or choose another folder with --out "
        f"(where nobody has it open, delete {lock})."
    )
    assert desk.workbook.read_bytes() == held


def test_a_workbook_that_is_saved_while_the_run_goes_on_is_kept(desk: Desk) -> None:
    def while_running() -> object:
        yield note("case-1")
        desk.type({"case-1": AGREE})
        yield note("case-2")

    assert not desk.run(while_running()).complete  # type: ignore[arg-type]
    assert desk.said[0].startswith("The older workbook was saved while the run went on. It is kept as ")
    desk.take(desk.folder / "audit (not imported).xlsx")
    desk.run([note("case-1")])
    assert cells(desk, "case-1") == AGREE


def test_the_command_carries_reviews(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text(TRANSFER)
    (tmp_path / "notes" / "b.txt").write_text(APPENDIX)
    desk = Desk(tmp_path / "out")
    assert auditor("run", tmp_path / "notes", "--out", desk.folder).stderr == ""
    desk.type({"a": AGREE, "b": DISAGREE | {"Reason for disagreement": "my own words"}})
    result = auditor("run", tmp_path / "notes", "--out", desk.folder)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"2 audits were finished by an earlier run, and taken from {desk.folder.as_posix()}/work.db.",
        f"2 reviews were taken in from {desk.workbook.as_posix()}.",
        "The reviews of 2 rows are carried into the new workbook, 0 of them marked “changed since review”.",
    ]
    assert result.stdout.count("\n") == 1
    assert cells(desk, "a") == AGREE
    (tmp_path / "notes" / "a.txt").write_text(TRANSFER + "More was written.\n")
    auditor("run", tmp_path / "notes", "--out", desk.folder)
    assert [desk.shown(name)[STATE] for name in ("a", "b")] == [CHANGED, REVIEWED]
    desk.workbook.write_text("broken")
    result = auditor("run", tmp_path / "notes", "--out", desk.folder)
    assert result.exit_code == 1
    assert cells(desk, "a") == AGREE


def test_output_among_the_notes_is_left_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(APPENDIX)
    for _ in range(2):
        assert auditor("run", tmp_path, "--out", tmp_path).exit_code == 0
    (tmp_path / "audit.xlsx").write_text("broken")
    assert auditor("run", tmp_path, "--out", tmp_path).exit_code == 1
    assert auditor("run", tmp_path, "--out", tmp_path).exit_code == 0


def test_a_store_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(APPENDIX)
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    assert auditor("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--store", url).exit_code == 0
    assert not (tmp_path / "out" / NAME).exists()
    Desk(tmp_path / "out").type({"a": AGREE})
    result = auditor("review", "import", tmp_path / "out" / "audit.xlsx", "--store", url)
    assert (result.exit_code, result.stdout) == (0, "Reviews: 1 new, 0 changed, 0 unchanged.\n  new: a\n")
    with open_store(url, create=False) as store, store.reading() as session:
        assert session.query(ImportRow).one().workbook == "audit.xlsx"


PRINTED = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" \n"), max_size=60)
TYPEABLE = "".join(set(string.printable) - set("\r\x0b\x0c"))
WORDS = PRINTED.map(str.strip).filter(bool)
OPINIONS = st.builds(
    Opinion,
    decision=st.none() | st.sampled_from(DECISIONS),
    final_code=st.none() | st.sampled_from(final_codes(rules())),
    reason=st.none() | st.sampled_from(reasons(rules())) | WORDS,
    comment=st.none() | WORDS | st.text(TYPEABLE, max_size=40).map(str.strip).filter(bool),
    reviewer=st.none() | WORDS,
    reviewed_on=st.none() | st.dates(date(2000, 1, 1), DAY),
)
NAMES = ("case-1", "case-2", "case-3, 1 of 2", "case-3, 2 of 2", "case-4")


def plain(text: str | None) -> str | None:
    """A text as a spreadsheet can hold it."""
    from auditor.report.workbook.cells import safe_text

    return safe_text(text).strip() or None if text else None


def held(opinion: Opinion) -> Opinion:
    return opinion.model_copy(
        update={name: plain(getattr(opinion, name)) for name in ("reason", "comment", "reviewer")}
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(OPINIONS, OPINIONS), min_size=len(NAMES), max_size=len(NAMES)))
def test_any_review_survives_workbook_store_run_and_workbook(said: list[tuple[Opinion, Opinion]]) -> None:
    audits = [note("case-1"), note("case-2"), two_grafts("case-3"), bare("case-4")]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "out")
        desk.run(audits)
        with opened(desk.workbook):
            pass  # a spreadsheet program saves it anew
        written = {
            name: typed_by(ReviewEntry(key="-", seen="-", first=first, second=other))
            for name, (first, other) in zip(NAMES, said, strict=True)
        }
        desk.type({name: first | other for name, (first, other) in written.items()}, text=True)
        assert desk.run(audits).complete
        taken = desk.entries()
        for name, (first, other) in zip(NAMES, said, strict=True):
            entry = taken.get(name.replace(", ", " (graft ", 1) + ")" if ", " in name else name)
            expected = (held(first), held(other))
            assert (entry.first, entry.second) if entry else (Opinion(), Opinion()) == expected
        desk.type({})  # saved once more, with nothing typed
        assert desk.run(audits).complete
        assert desk.entries() == taken
        assert not any(line for line in desk.said if "taken in" in line)
