"""The transformations themselves: what they do to a text, and what they leave alone."""

from __future__ import annotations

import pytest

from tests.metamorphic import measures, spelling, transforms, wording
from tests.metamorphic.corpus import case, ids
from tests.metamorphic.sections import reordered, sections
from tests.metamorphic.sides import sides_exchanged

WRAPPED = """\
FINDINGS
The gap in the tibia, measured once dead bone had been cut away, was
found to be 6.5 cm long, and its ends bled on release of the tourniquet.
SURGEON: A. Surgeon, MD
"""


def test_a_wrapped_paragraph_is_filled_anew_and_headings_keep_their_lines() -> None:
    assert transforms.rewrap(WRAPPED, 60) == (
        "FINDINGS\n"
        "The gap in the tibia, measured once dead bone had been cut\n"
        "away, was found to be 6.5 cm long, and its ends bled on\n"
        "release of the tourniquet.\n"
        "SURGEON: A. Surgeon, MD"
    )


@pytest.mark.parametrize("note", ids())
def test_layout_changes_no_word(note: str) -> None:
    text = case(note).text
    assert transforms.rewrap(text, 50).split() == [word for line in transforms.paragraphs(text) for word in line.split()]
    assert transforms.one_line(text).split() == text.split()


def test_a_page_header_stands_between_words_of_one_sentence() -> None:
    text = "The deep circumflex iliac vessels were followed outward and the block was cut."
    changed = transforms.page_header(text, "Page 2", (0.0, 0.99), apart=True)
    assert changed.count("\n\nPage 2\n\n") == 2
    assert changed.replace("\n\nPage 2\n\n", " ") == text


def test_labels_that_open_a_line_are_set_between_stars() -> None:
    text = "Surgeon: A. Bell\nSkin paddle (cm): 6 x 4\nThe gap, measured anew: 4 cm.\n12:30: closure\n"
    bold = "**Surgeon:** A. Bell\n**Skin paddle (cm):** 6 x 4\nThe gap, measured anew: 4 cm.\n12:30: closure\n"
    assert transforms.bold_labels(text) == bold


def test_typography_changes_hyphens_between_letters_and_spaces_before_units() -> None:
    assert transforms.typographic("end-to-end, 6 cm - 9-0", " ", "–") == "end–to–end, 6 cm — 9–0"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("a gap of 6.5 cm", "a gap of 65 mm"),
        ("8.5 x 3 cm", "85 x 30 mm"),
        ("a 14-cm incision", "a 140-mm incision"),
        ("cuff 250 mmHg x 68 min, 9-0 nylon", "cuff 250 mmHg x 68 min, 9-0 nylon"),
    ],
)
def test_centimetres_become_millimetres(given: str, wanted: str) -> None:
    assert measures.in_millimetres(given) == wanted


def test_only_lengths_of_ten_millimetres_or_more_become_centimetres() -> None:
    assert measures.in_centimetres("gap 24 mm, 19 x 8 mm, 2.5 mm coupler") == "gap 2.4 cm, 1.9 x 0.8 cm, 2.5 mm coupler"
    assert measures.in_centimetres("screws of 9, 10 and 13 mm") == "screws of 0.9, 1 and 1.3 cm"


def test_inches_commas_and_signs() -> None:
    assert measures.in_inches("a gap of 6.5 cm", "inches") == "a gap of 2.56 inches"
    assert measures.with_decimal_comma("4.5 x 3 cm of bone, 9-0") == "4,5 x 3 cm of bone, 9-0"
    assert measures.between_dimensions("30 x 25 x 20 mm, 9-0 x 9 bites", " by ") == "30 by 25 by 20 mm, 9-0 x 9 bites"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("6.5 cm", "six and a half centimetres"),
        ("a 14-cm cut", "a fourteen-centimetre cut"),
        ("16 x 8.2 cm", "sixteen by eight point two centimetres"),
        ("105 mm", "one hundred and five millimetres"),
        ("GAP 5.2 CM", "GAP FIVE POINT TWO CENTIMETRES"),
    ],
)
def test_lengths_in_words(given: str, wanted: str) -> None:
    assert measures.in_words(given, british=True, half=True) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Left hip to RIGHT tibia, L leg, R. Miles, MD", "Right hip to LEFT tibia, R leg, R. Miles, MD"),
        ("The gap was left open; this left a hole.", "The gap was left open; this left a hole."),
        ("Lavage 6 L. The count was right.", "Lavage 6 L. The count was right."),
        ("mandibulectomy left with neck dissection", "mandibulectomy right with neck dissection"),
    ],
)
def test_sides_are_exchanged_and_the_verb_stays(given: str, wanted: str) -> None:
    assert sides_exchanged(given) == wanted


@pytest.mark.parametrize("note", ids())
def test_sides_exchanged_twice_is_the_note(note: str) -> None:
    assert sides_exchanged(sides_exchanged(case(note).text)) == case(note).text


def test_spelling_goes_both_ways_and_leaves_latin_alone() -> None:
    british = "Vascularised bone, ISCHAEMIA, pollicis, incised, centred, haematoma"
    american = "Vascularized bone, ISCHEMIA, pollicis, incised, centered, hematoma"
    assert spelling.american(british) == american
    assert spelling.british(american) == british


def test_sections_keep_the_form_lines_first_and_the_addendum_last() -> None:
    text = "REPORT\nSurgeon: X\n\nHISTORY: It failed.\n\nFINDINGS: Gap.\n\nIt was long.\n\nADDENDUM: No skin."
    assert sections(text) == (
        "REPORT\nSurgeon: X",
        ["HISTORY: It failed.", "FINDINGS: Gap.\n\nIt was long."],
        "ADDENDUM: No skin.",
    )
    assert reordered(text, (1, 0)).split("\n\n")[1:3] == ["FINDINGS: Gap.", "It was long."]


def test_a_sentence_is_put_behind_a_paragraph_and_taken_out() -> None:
    text = "HISTORY\nThe leg had been operated upon three times before this admission.\n\nBlood loss 3 mL"
    assert wording.with_sentence(text, "A rib was considered.", 0.5, apart=False) == text.replace(
        "admission.", "admission. A rib was considered."
    )
    assert wording.without_sentence("One 2.5 mm coupler. Two veins, 9.0. Three.", "Two") == "One 2.5 mm coupler. Three."
    with pytest.raises(ValueError, match="0 places"):
        wording.without_sentence("One.", "Two")


def test_a_donor_is_replaced_part_by_part() -> None:
    words = {"bone": ["iliac crest", "crest"], "stem": ["deep circumflex iliac"]}
    new = {"bone": "scapula", "stem": "circumflex scapular"}
    text = "An iliac\ncrest block on the Deep circumflex iliac artery; hip, crest"
    assert wording.donor_replaced(text, words, new, ["crest"]) == (
        "A scapula block on the Circumflex scapular artery; hip, crest"
    )  # fmt: skip


def test_parted_keeps_the_letters_and_parts_every_other_long_word() -> None:
    text = "The fibula osteotomy followed, then the anastomosis of the saphenous vein was completed."
    changed = transforms.parted(text, 2)
    assert changed.replace("-\n", "") == text
    assert changed.count("-\n") == 3
