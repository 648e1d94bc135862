"""Words keep their place: what a token covers is what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.kit import read, tokens


def covered(text: str) -> list[str]:
    """What was written where each token stands."""
    found = tokens(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("end-to-side", ["end", "to", "side"]),
        ("ulna–radius", ["ulna", "radius"]),
        ("6x4cm", ["6", "x", "4", "cm"]),
        ("6×4 cm", ["6", "×", "4", "cm"]),
        ("4.5 cm", ["4.5", "cm"]),
        ("artery/vein", ["artery", "/", "vein"]),
        ("9-0 nylon", ["9-0", "nylon"]),
        ("10/0 nylon", ["10/0", "nylon"]),
        ("4-5 cm", ["4", "-", "5", "cm"]),
        ("tibia - left", ["tibia", "-", "left"]),
        ("14/03/2022", ["14/03/2022"]),
        ("at 14:05", ["at", "14:05"]),
        ("the 7th rib", ["the", "7th", "rib"]),
        ("tibia\r\nleft", ["tibia", "left"]),
        ("tibia\tleft", ["tibia", "left"]),
        ("Quiñonero’s", ["Quiñonero’s"]),
        ("a → b", ["a", "→", "b"]),
        ("surgeon(s): A", ["surgeon", ":", "A"]),
        ("side: ____", ["side", ":", "____"]),
        ("EBL.....300", ["EBL", ".....", "300"]),
    ],
)
def test_where_words_begin_and_end(text: str, written: list[str]) -> None:
    assert covered(text) == written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("End-to-Side", ["end", "to", "side"]),
        ("9-0, 10/0 and 8 - 0", ["9/0", ",", "10/0", "and", "8/0"]),
        ("a → b => c -> d", ["a", "to", "b", "to", "c", "to", "d"]),
        ("Artery | Vein", ["artery", ":", "vein"]),
        ("tibia — left", ["tibia", "-", "left"]),
        ("patient’s", ["patient's"]),
    ],
)
def test_signs_that_mean_the_same_become_the_same_word(text: str, words: list[str]) -> None:
    assert tokens(text).words == words


def test_a_word_parted_at_the_end_of_a_line_is_two_tokens_without_a_dash() -> None:
    assert tokens("The medial-\nfemoral condyle").words == ["the", "medial", "femoral", "condyle"]


def test_words_that_dictation_parts_are_one_token_over_both() -> None:
    text = "The second meta tarsal was cut"
    found = tokens(text)
    place = found.words.index("metatarsal")
    assert text[found.starts[place] : found.ends[place]] == "meta tarsal"


def test_punctuation_that_was_spoken() -> None:
    text = "the crest was cut period it was plated comma and closed period the leg was dry period no drain period"
    assert tokens(text).words.count(".") == 4
    assert tokens(text).words.count(",") == 1


def test_the_word_period_alone_is_no_full_stop() -> None:
    assert "period" in tokens("A period of ischaemia of one hour. The leg was dry.").words


def test_a_note_in_one_line_is_not_lost_with_its_page_numbers() -> None:
    text = f"Page 1 of 2 The left iliac crest was raised. {'The bone bled. ' * 20}Page 2 of 2"
    assert tokens(text).words.count("bled") == 20


def test_a_spoken_hyphen_joins() -> None:
    text = "the artery was sewn end hyphen to hyphen side period it bled period all was well period closed period"
    assert "hyphen" not in tokens(text).words


def test_page_furniture_holds_no_words() -> None:
    assert tokens("The rib was\nPage 2 of 3\n-------\ncut.").words == ["the", "rib", "was", "cut", "."]


def test_a_finding_over_a_line_end_is_quoted_as_written() -> None:
    text = "OPERATIVE TECHNIQUE: The left iliac\r\ncrest was raised."
    quotes = [f.evidence.quote for f in read(text) if f.concept == "bone"]
    assert quotes == ["iliac\r\ncrest"]


@pytest.mark.parametrize("text", ["", " \r\n\t ", "-----\n=====\n"])
def test_a_text_without_words(text: str) -> None:
    assert read(text) == ()


_PIECES = st.sampled_from(
    [
        "iliac crest",
        "6x4cm",
        "9-0",
        "\r\n",
        "\t",
        " ",
        "-",
        "–",
        "/",
        "(s)",
        "...",
        "__",
        "½",
        "é",
        "骨",
        "🦴",
        "14/3/22",
        ".",
        "no ",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_tokens_follow_one_another_and_cover_what_is_no_space(text: str) -> None:
    found = tokens(text)
    last = 0
    for word, start, end in zip(found.words, found.starts, found.ends, strict=True):
        assert last <= start < end <= len(text)
        assert word
        assert text[start:end].strip() == text[start:end]
        last = end


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_quotation_stands_at_its_place(text: str) -> None:
    for finding in read(text):
        evidence = finding.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        if finding.cue is not None:
            assert text[finding.cue.start : finding.cue.end] == finding.cue.quote


def test_ordinals_in_capitals_are_one_word() -> None:
    assert tokens("2ND METATARSAL, 7TH RIB").words == ["2nd", "metatarsal", ",", "7th", "rib"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Patient: Doe, Jamie   DOB: 01/02/1960   Printed: 03/02/2031 10:22", ["the", "rib", "was", "cut", "."]),
        ("Date of surgery: 03/02/2031  Printed: 04/02/2031", None),
    ],
)
def test_the_head_of_a_printed_page_holds_no_words_unless_it_dates_the_operation(line: str, words: list[str] | None) -> None:
    found = tokens(f"The rib was\n{line}\ncut.").words
    assert (found == words) if words else "surgery" in found


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2013", "\u2212"])
def test_a_suture_with_any_dash_is_one_word(dash: str) -> None:
    assert [f.evidence.quote for f in read(f"OPERATIVE TECHNIQUE: Sewn with 9{dash}0.") if f.rule_id == "act-join"] == [
        "Sewn", f"9{dash}0",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["The model that was printed 3 weeks ago fitted.", "Printed 2.0 mm plates were bent on it."])
def test_what_was_printed_for_the_operation_is_told(line: str) -> None:
    assert "printed" in tokens(f"The rib was raised.\n{line}\nIt was cut.").words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the M.R.I. of May", ["the", "mri", ".", "of", "may"]),
        ("D.C.I.A. flap", ["dcia", ".", "flap"]),
        ("It was seen on M.R.I. The bone was dead.", ["it", "was", "seen", "on", "mri", ".", "the", "bone", "was", "dead", "."]),
        ("cT4a N0", ["ct4a", "n", "0"]),
        ("CT 4 cm", ["ct", "4", "cm"]),
    ],
)
def test_short_forms_with_stops_and_stages_are_one_word(text: str, words: list[str]) -> None:
    assert tokens(text).words == words


def test_a_word_parted_at_the_end_of_a_line_is_one() -> None:
    text = "The anas-\ntomosis was end-\nto-end, the saphe-\n  nous vein re-\nexplored."
    found = tokens(text)
    written = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert found.words == [
        "the",
        "anastomosis",
        "was",
        "end",
        "to",
        "end",
        ",",
        "the",
        "saphenous",
        "vein",
        "re",
        "explored",
        ".",
    ]
    assert written[1] == "anas-\ntomosis"
    assert written[8] == "saphe-\n  nous"


def test_a_parted_word_is_mended_beside_a_suture_with_spaces_and_in_spoken_text() -> None:
    assert tokens("The anas-\ntomosis took 9 - 0 nylon.").words == ["the", "anastomosis", "took", "9/0", "nylon", "."]
    spoken = "the foot was opened period the vein was freed period the anas-\ntomosis was sewn period all pink period"
    assert "anastomosis" in tokens(spoken).words
