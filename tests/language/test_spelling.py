"""One spelling for what is written in several; a real word is never mistaken for another."""

from __future__ import annotations

import pytest

from tests.language.kit import rules, speller


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vascularised", "vascularized"),
        ("Vascularised", "vascularized"),
        ("tumour", "tumor"),
        ("anaesthesia", "anesthesia"),
        ("haematoma", "hematoma"),
        ("pedicelled", "pedicled"),
        ("centimetres", "centimeters"),
        ("ischaemia", "ischemia"),
        ("grey", "gray"),
    ],
)
def test_british_becomes_american(written: str, meant: str) -> None:
    assert speller().canonical(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("anastamosis", "anastomosis"),
        ("anastomossis", "anastomosis"),
        ("metatarsl", "metatarsal"),
        ("metatrasal", "metatarsal"),
        ("osteocutanous", "osteocutaneous"),
        ("mandibel", "mandible"),
        ("geniculate", "genicular"),
        ("illiac", "iliac"),
        ("comitantes", "comitans"),
    ],
)
def test_typing_errors_of_long_terms(written: str, meant: str) -> None:
    assert speller().canonical(written) == meant


@pytest.mark.parametrize("written", ["crst", "rip", "tibla", "plat"])
def test_short_words_are_never_mended(written: str) -> None:
    assert speller().canonical(written) == written


@pytest.mark.parametrize("written", ["xetatarsal", "etatarsal"])
def test_another_first_letter_is_another_word(written: str) -> None:
    assert speller().canonical(written) == written


def test_two_errors_are_mended_in_the_longest_words_only() -> None:
    assert speller().canonical("anastmosiss") == "anastomosis"
    assert speller().canonical("metatrsl") == "metatrsl"


@pytest.mark.parametrize("written", ["metatarsus", "perineal", "injected", "ascending", "interior", "elevator", "metacarpus"])
def test_false_friends_stay(written: str) -> None:
    assert speller().canonical(written) == written


def test_no_false_friend_of_the_rules_is_ever_corrected() -> None:
    assert {word: speller().canonical(word) for word in rules().spelling.false_friends} == {
        word: word for word in rules().spelling.false_friends
    }


def test_metatarsal_and_metacarpal_are_never_taken_for_one_another() -> None:
    assert (speller().canonical("metatarsal"), speller().canonical("metacarpal")) == ("metatarsal", "metacarpal")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("meta", "tarsal", "metatarsal"), ("micro", "vascular", "microvascular"), ("osteo", "cutaneous", "osteocutaneous")],
)
def test_parted_words_are_joined(first: str, second: str, whole: str) -> None:
    assert speller().joined(first, second) == whole


def test_neighbours_that_are_two_words_stay_two() -> None:
    assert speller().joined("iliac", "crest") is None


def test_case_and_apostrophe_do_not_matter() -> None:
    assert speller().canonical("PATIENT’S") == "patient's"
