"""Each transformation on each note: the audit follows the change and nothing else.

What must stay and what must change is said by each law in laws.py; which notes a law cannot be applied to, and why, in
cannot.toml; what is known to fail in known_gaps.toml.
"""

from __future__ import annotations

import pytest

from tests.annotated import SAMPLES
from tests.metamorphic.check import excluded, known_gaps, pairs, trial
from tests.metamorphic.corpus import ANNOTATED, case, ids, table
from tests.metamorphic.laws import LAWS


@pytest.mark.parametrize(("law", "note"), pairs())
def test_the_audit_follows_the_change(law: str, note: str) -> None:
    found = trial(law, note)
    known = known_gaps().get((law, note), frozenset())
    new = {field: how for field, how in found.items() if field not in known}
    assert not new, f"{note}, {law}: wrong after the change: {new}"
    closed = sorted(known - found.keys())
    assert not closed, f"{note}, {law}: {closed} is right now; remove it from known_gaps.toml"


@pytest.mark.skipif(not ANNOTATED.is_dir(), reason="no annotated notes beside this project; only samples are transformed")
def test_the_annotated_notes_are_transformed_too() -> None:
    assert len(ids()) == len(list(SAMPLES.glob("*.txt"))) + len(list(ANNOTATED.glob("*.txt")))


def test_every_gap_is_of_a_law_and_note_that_are_tried() -> None:
    there = {(law, note) for law, note in known_gaps() if note in ids()}
    assert {law for law, _ in known_gaps()} <= set(LAWS)
    assert there <= set(pairs())


def test_every_exception_gives_a_reason_and_names_a_law() -> None:
    for row in table("cannot")["cannot"]:
        assert row["law"] in LAWS
        assert row["why"].endswith(".")
        assert row["notes"] == sorted(set(row["notes"]))


def test_a_note_is_excepted_or_has_its_sentence_on_the_vein_but_not_both() -> None:
    told = {row["note"] for row in table("venous")["delete"]}
    assert told.isdisjoint(excluded("vein_unsaid"))
    assert set(ids()) <= told | excluded("vein_unsaid").keys()


def test_a_note_whose_donor_is_replaced_has_one_graft_and_new_words_for_each_of_its_parts() -> None:
    donors = table("donors")
    for note in set(ids()) - excluded("donor_replaced").keys():
        (old,) = case(note).picture["grafts.donor_site"]
        for new in donors["usual"][old]:
            assert donors["words"][old].keys() <= donors["new"][new].keys()


def test_distractors_are_sentences_and_each_is_there_once() -> None:
    texts = [row["text"] for rows in table("distractors").values() for row in rows]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith(".") for text in texts)
