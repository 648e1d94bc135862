"""How much of what was marked is masked, and what else is: exact, so that every change of a rule shows."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.masking import altered, table
from tests.masking.kit import HERE, KEPT, left, marked, spans

MISSED = {
    "notes.txt": [("uk-policy", "name", "Seun"), ("us-referral", "place", "Cedar Rapids, Iowa")],
    "unseen.txt": [
        ("a4", "address", "The Old Forge, 3 Mill Lane, Ludlow SY8 1AA"), ("a8", "place", "Ballinasloe"), ("a11", "name", "May"),
    ],
}  # fmt: skip
MASKED_TOO: dict[str, list[tuple[str, str]]] = {"notes.txt": [], "unseen.txt": []}


@pytest.mark.parametrize("file", MISSED)
def test_what_stays_of_the_identifiers(file: str) -> None:
    missed = [
        (note.id, mark.kind, mark.words)
        for note in marked(file)
        for found in [spans(note)]
        for mark in note.marks
        if mark.kind != KEPT and left(mark, note, found)
    ]
    assert missed == MISSED[file]


@pytest.mark.parametrize("file", MASKED_TOO)
def test_what_is_masked_beside_them(file: str) -> None:
    beside = [
        (note.id, note.text[span.start : span.end])
        for note in marked(file)
        for span in spans(note)
        if not any(mark.start < span.end and span.start < mark.end and mark.kind != KEPT for mark in note.marks)
    ]
    assert beside == MASKED_TOO[file]


def test_surgeons_are_masked_where_that_is_asked_for() -> None:
    notes = [*marked("notes.txt"), *marked("unseen.txt")]
    stay = Counter(
        bool(left(mark, note, found))
        for note in notes
        for found in [spans(note, everybody=True)]
        for mark in note.marks
        if mark.kind == KEPT
    )
    assert stay == {False: 47, True: 4}


def test_the_notes_hold_every_kind() -> None:
    kinds = Counter(mark.kind for note in (*marked("notes.txt"), *marked("unseen.txt")) for mark in note.marks)
    assert len(marked("notes.txt")) == 33
    assert len(marked("unseen.txt")) == 12
    assert sum(count for kind, count in kinds.items() if kind != KEPT) == 347


def test_the_page_shows_what_is_measured_now() -> None:
    kept = (HERE.parent.parent / "benchmarks" / "masking.txt").read_text("utf-8")
    assert f"{table(spans)}\n\n{altered()}\n" == kept
