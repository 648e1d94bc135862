"""Sentences and clauses: what stands together is read together, and nothing else."""

from __future__ import annotations

import pytest

from tests.language.kit import body, one, read


def sentences(text: str) -> int:
    """How many sentences hold a bone."""
    return len({f.sentence for f in read(body(text)) if f.concept == "bone"})


def clauses(text: str) -> int:
    """How many clauses hold a bone."""
    return len({f.clause for f in read(body(text)) if f.concept == "bone"})


@pytest.mark.parametrize(
    "text",
    [
        "The rib was raised. The ulna was plated.",
        "The rib was raised. The ulna was plated.",
        "The rib was cut.\nThe ulna was plated.",
        "- the rib was cut\n- the ulna was plated",
        "1. The rib was cut\n2. The ulna was plated",
        "The rib was cut\n\nThe ulna was plated",
    ],
)
def test_two_sentences(text: str) -> None:
    assert sentences(text) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The rib of approx. 8 cm was cut for the ulna.",
        "Dr. Vane cut the rib for the ulna.",
        "RIB CUT FOR THE RT. ULNA SHAFT.",
        "The rib was cut by A. Bell for the ulna.",
        "The rib, 4.5 cm, was cut for the ulna.",
        "The rib was raised with great care on its vessels and with its muscle and then\ncarried to the ulna.",
        "The rib was raised with great care on its vessels and with its muscle and\r\nthen carried to the ulna.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The rib was cut but the ulna was not touched.",
        "Good flow in the rib, ulna not swollen.",
        "The rib was cut, however the ulna was spared.",
        "The rib was cut; ulna plated.",
        "The rib was cut and the ulna was plated.",
        "The rib was cut before the ulna.",
        "The rib was cut, the ulna was plated.",
    ],
)
def test_two_clauses(text: str) -> None:
    assert (sentences(text), clauses(text)) == (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "The rib and the ulna were cut.",
        "The rib was not cut or raised for the ulna.",
        "Donor: rib to ulna.",
        "The rib, ulna and radius were cut.",
    ],
)
def test_one_clause(text: str) -> None:
    assert clauses(text) == 1


def test_a_note_without_capitals_ends_its_statements_with_its_lines() -> None:
    hurried = "or 3, dr vane\nrib flap to ulna\nchest opened\nrib cut, 9 cm\nulna plated over the whole gap\nto ward"
    assert len({f.sentence for f in read(hurried) if f.concept == "bone"}) == 3
    assert len({f.sentence for f in read(hurried.replace("cut, 9 cm", "cut,\n9 cm")) if f.concept in {"bone", "size"}}) == 3


def test_a_note_without_capitals_that_is_wrapped_runs_on() -> None:
    wrapped = (
        "the rib was raised with great care on its vessels and with its muscle and\ncarried over to the other arm where it went "
        "into the gap of the bone and\nheld by a long plate with four screws, two of these at each end of the bone\nof the ulna."
    )
    assert len({f.sentence for f in read(wrapped)}) == 1


def test_what_has_more_words_than_a_sentence_is_cut() -> None:
    assert sentences("rib " * 1000) == 3  # of 400 words, so that no text takes the square of its length


def test_numbers_rise_through_the_note() -> None:
    found = read("TITLE: Rib flap.\nTECHNIQUE: The rib was cut. The ulna was plated but not the radius.")
    assert [f.sentence for f in found] == sorted(f.sentence for f in found)
    assert [f.clause for f in found] == sorted(f.clause for f in found)


def test_a_page_header_does_not_part_a_sentence() -> None:
    text = body(
        "The rib was raised on its vessels with the greatest of care and then it was\nPage 1 of 2\n\ncarried to the ulna."
    )
    assert one(text, "bone", "rib").sentence == one(text, "bone", "ulna").sentence


def test_a_line_much_shorter_than_its_neighbours_is_no_wrap() -> None:
    text = "plate bent, four screws in the rib and three in each stump\nv: ulna\non 1240, bone bleeds\nneck in layers, drain\n"
    assert {f.sentence for f in read(text) if f.evidence.quote == "ulna"}.isdisjoint(
        f.sentence for f in read(text) if f.concept == "perfusion"
    )


def test_fragments_that_only_tell_the_join_belong_to_the_vessels_before() -> None:
    told = body("Radial artery to facial artery. End-to-end. 9-0. Cephalic vein to external jugular vein. Coupler 2.5.")
    (arterial,), (venous,) = (
        [f.sentence for f in read(told) if f.concept == "technique" and f.value == v] for v in ("end_to_end", "coupler")
    )
    assert arterial == one(told, "artery", "facial artery").sentence
    assert venous == one(told, "vein", "external jugular vein").sentence


def test_a_sentence_of_its_own_is_no_fragment() -> None:
    told = body("The facial artery was found. End-to-end repair of the nerve was done.")
    assert one(told, "artery").sentence != one(told, "technique").sentence


def test_a_letter_behind_a_word_that_ends_no_line_opens_no_item() -> None:
    assert sentences("The rib was joined to a\nV. comitans of the ulna.") == 1
    assert sentences("The rib was joined.\nV. The ulna was plated.") == 2


def test_a_writer_without_capitals_may_name_a_side_with_one() -> None:
    assert sentences("the ulna was plated.\nR leg opened. the fibula was raised. the humerus was plated.") == 3
