"""Which claim lines belong to which note, and what is said of those that belong to none."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auditor.billing.matching import Matching, NoteKey, match
from auditor.claims.model import ClaimFault, ClaimLine
from auditor.names import key_of


def note(id: str, surgeon: str = "", day: str | None = None, source: str | None = None) -> NoteKey:
    return NoteKey(id, source or f"{id}.txt", key_of(surgeon), date.fromisoformat(day) if day else None)


def line(row: int, case: str | None = None, surgeon: str | None = None, day: str | None = None, **more: Any) -> ClaimLine:
    return ClaimLine(row=row, case=case, surgeon=surgeon, date_of_service=day, code="20956", **more)


def rows(matching: Matching) -> dict[str, tuple[tuple[int, ...], str]]:
    return {name: (tuple(each.row for each in lines), how) for name, (lines, how) in matching.claims.items()}


def left(matching: Matching) -> list[tuple[str, str, str]]:
    return [(one.kind, one.name, one.why) for one in matching.unmatched]


def test_the_id_as_it_is_goes_before_the_id_without_capitals() -> None:
    found = match([note("a-1"), note("A-1")], [line(2, "A-1"), line(3, "a-1"), line(4, "a-1")])
    assert rows(found) == {"A-1": ((2,), "id"), "a-1": ((3, 4), "id")}
    assert found.unmatched == ()


def test_lines_of_one_case_whose_id_is_written_in_two_ways_stay_together() -> None:
    assert rows(match([note("a-1")], [line(2, "a-1"), line(3, "A-1"), line(4, "a-1.txt")])) == {"a-1": ((2, 3, 4), "id")}


def test_capitals_the_file_s_ending_and_its_folder_may_differ() -> None:
    notes = [note("Case-7", source="notes/Case-7.txt"), note("case-8"), note("case-9~2", source="notes/april/case-9.txt")]
    found = match(notes, [line(2, "CASE-7"), line(3, "case-8.TXT"), line(4, "APRIL/CASE-9")])
    assert rows(found) == {"Case-7": ((2,), "id"), "case-8": ((3,), "id"), "case-9~2": ((4,), "id")}


def test_a_name_that_two_notes_share_is_a_tie() -> None:
    notes = [note("case-7", source="march/case-7.txt"), note("case-7~2", source="april/case-7.txt")]
    found = match(notes, [line(2, "case-7")])
    assert rows(found) == {}
    assert left(found)[0] == ("claim", "case-7", "several notes, or several claims, have this id")
    assert [kind for kind, _, _ in left(found)] == ["claim", "note", "note"]


def test_a_tie_of_ids_is_settled_by_surgeon_and_date() -> None:
    notes = [note("case-7", "A. Stone", "2024-03-01"), note("case-7~2", "A. Stone", "2024-04-01")]
    found = match(notes, [line(2, "case-7", "Stone, A.", "2024-04-01")])
    assert rows(found) == {"case-7~2": ((2,), "surgeon and date")}


def test_a_path_tells_notes_of_one_name_apart() -> None:
    notes = [note("case-7", source="march/case-7.txt"), note("case-7~2", source="april/case-7.txt")]
    assert rows(match(notes, [line(2, "april/case-7"), line(3, "case-7~2")])) == {"case-7~2": ((2, 3), "id")}
    assert rows(match(notes, [line(2, "april/case-7"), line(3, "march/case-7.txt")])) == {
        "case-7~2": ((2,), "id"),
        "case-7": ((3,), "id"),
    }


def test_surgeon_and_date_where_the_claim_has_no_id() -> None:
    found = match([note("x", "Dr. Anna Stone, MD", "2024-03-01")], [line(5, None, "STONE, ANNA", "2024-03-01")])
    assert rows(found) == {"x": ((5,), "surgeon and date")}


def test_two_notes_of_one_surgeon_and_day_are_a_tie() -> None:
    notes = [note("x", "Anna Stone", "2024-03-01"), note("y", "Anna Stone", "2024-03-01")]
    found = match(notes, [line(5, None, "Anna Stone", "2024-03-01")])
    assert rows(found) == {}
    assert left(found)[0] == ("claim", "Anna Stone 2024-03-01", "several notes, or several claims, have this surgeon and date")


def test_two_claims_of_one_surgeon_and_day_are_a_tie() -> None:
    lines = [line(5, "q1", "Anna Stone", "2024-03-01"), line(6, "q2", "Anna Stone", "2024-03-01")]
    assert rows(match([note("x", "Anna Stone", "2024-03-01")], lines)) == {}


def test_a_number_alone_matches_no_note_and_says_so() -> None:
    found = match([note("x", "Anna Stone", "2024-03-01")], [line(5, None, None, "2024-03-01", npi="1234567893")])
    assert left(found)[0] == (
        "claim",
        "1234567893 2024-03-01",
        "the claim names its surgeon by number alone, which notes do not print",
    )


IDS = st.sampled_from(["a", "A", "b", "a~2", "b~2", "c.txt", "c"])
SURGEONS = st.sampled_from([None, "Anna Stone", "Stone, Anna", "B. Reed"])
DAYS = st.sampled_from([None, "2024-03-01", "2024-03-02"])


@given(
    st.lists(st.tuples(IDS, SURGEONS, DAYS), max_size=6, unique_by=lambda each: each[0]),
    st.lists(st.tuples(st.none() | IDS, SURGEONS, DAYS), max_size=8),
)
def test_every_note_and_every_line_comes_out_exactly_once(
    notes: list[tuple[str, str | None, str | None]], lines: list[tuple[str | None, str | None, str | None]]
) -> None:
    claimed = [line(row, *each) for row, each in enumerate(lines, 2)]
    found = match([note(name, surgeon or "", day) for name, surgeon, day in notes], claimed)
    matched = [each.row for given, _ in found.claims.values() for each in given]
    alone = [row for one in found.unmatched for row in one.lines]
    assert sorted(matched + alone) == [each.row for each in claimed]
    named = [*found.claims, *(one.name for one in found.unmatched if one.kind == "note")]
    assert sorted(named) == sorted(name for name, _, _ in notes)


def test_initials_are_enough_where_nobody_else_can_be_meant() -> None:
    notes = [note("x", "Marisol Trevanion, MD", "2024-03-01")]
    for printed in ("TREVANION M", "M. Trevanion", "Dr Trevanion", "Trevanion"):
        assert rows(match(notes, [line(5, None, printed, "2024-03-01")])) == {"x": ((5,), "surgeon and date")}
    assert rows(match(notes, [line(5, None, "Trevanion, Peter", "2024-03-01")])) == {}


def test_whole_names_go_before_initials() -> None:
    notes = [note("x", "Anna Stone", "2024-03-01"), note("y", "Alan Stone", "2024-03-01")]
    lines = [line(5, None, "Anna Stone", "2024-03-01"), line(6, None, "A. Stone", "2024-03-01")]
    assert rows(match(notes, lines)) == {"x": ((5,), "surgeon and date")}
    assert rows(match(notes[:1], lines[1:])) == {"x": ((6,), "surgeon and date")}
    assert rows(match(notes, lines[1:])) == {}


def test_rows_that_could_not_be_read_are_known_by_the_note_that_they_name() -> None:
    faults = [ClaimFault(row=7, column=None, what="w", remedy="r", kept=False, case="A-1")]
    assert match([note("a-1"), note("b")], [], faults).unread == {"a-1": (7,)}


def test_a_line_without_an_id_joins_the_claim_of_its_surgeon_and_day() -> None:
    notes = [note("a-1", "Marisol Trevanion", "2024-03-11")]
    lines = [line(2, "a-1", "Marisol Trevanion", "2024-03-11"), line(3, None, "Marisol Trevanion", "2024-03-11")]
    assert rows(match(notes, lines)) == {"a-1": ((2, 3), "id")}
