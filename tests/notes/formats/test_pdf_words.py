"""Letters become words as people see them: narrow spaces, letters set apart, letters drawn twice."""

from __future__ import annotations

import re

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from auditor.notes.formats.pdf.doubles import without_doubles
from auditor.notes.formats.pdf.letters import Letter
from auditor.notes.formats.pdf.signs import whole_signs
from tests.notes.formats.pdf_maker import by_hand, drawn, lines

SENTENCE = "The fibula free flap was raised with a skin paddle and fixed with a plate on 12 May 2024."
LIGATURES = "The fibula flap was raised from the circumflex vessels and held with a finger of fibrin"


def read(data: bytes) -> str:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note.text


def placed(parts: list[str], gap: int) -> bytes:
    """The parts on one line without spaces, `gap` thousandths of the size between them."""
    line = f" -{gap} ".join(f"({part})" for part in parts)
    return by_hand(f"BT /F 10 Tf 60 700 Td [{line}] TJ ET".encode())


@pytest.mark.parametrize("gap", [100, 120, 150, 170, 200, 300, 500])
def test_words_without_spaces_between_them(gap: int) -> None:
    assert read(placed(SENTENCE.split(), gap)) == SENTENCE


@pytest.mark.parametrize("gap", [90, 120, 160])
def test_a_gap_within_a_word_parts_nothing_where_spaces_are_written(gap: int) -> None:
    assert read(placed(["The fibula was rai", "sed with a skin paddle and fi", "xed"], gap)) == (
        "The fibula was raised with a skin paddle and fixed"
    )


@pytest.mark.parametrize("gap", [90, 120, 160])
def test_figures_that_are_set_apart_stay_numbers(gap: int) -> None:
    assert read(placed(["Code", "20", "9", "69", "and", "12", "....", "."], gap)) == "Code 20969 and 12 ....."


@pytest.mark.parametrize("apart", ["0.5", "1", "1.6", "2.5", "4"])
def test_letters_that_are_set_apart_stay_words(apart: str) -> None:
    content = f"BT /F 10 Tf {apart} Tc 60 700 Td (The fibula was fixed with a plate) Tj ET"
    assert read(by_hand(content.encode())) == "The fibula was fixed with a plate"


def test_words_of_letters_that_are_set_apart_without_spaces() -> None:
    words = ["The", "fibula", "was", "fixed", "with", "a", "plate"]
    line = " -400 ".join(f"({word})" for word in words)
    assert read(by_hand(f"BT /F 10 Tf 2.5 Tc 60 700 Td [{line}] TJ ET".encode())) == " ".join(words)


def test_letters_of_a_table_are_not_made_a_word() -> None:
    assert read(placed(list("ABCDEFGH"), 500)) == "A B C D E F G H"


@pytest.mark.parametrize("aside", [0.0, 0.2, 0.5])
def test_letters_drawn_twice_are_read_once(aside: float) -> None:
    word = "Skilled haemostasis, 11 mm"

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        left = 60.0
        for letter in word:
            canvas.drawString(left, 700, letter)
            canvas.drawString(left + aside, 700, letter)
            left += canvas.stringWidth(letter)

    assert read(drawn(draw)) == word


def test_parts_of_a_line_that_overlap_in_a_letter() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["The fibul", "The vess"], left=60)
        for number, (before, part) in enumerate((("The fibu", "la was fixed."), ("The ves", "sels were joined."))):
            lines(canvas, [part], left=60 + canvas.stringWidth(before), top=780 - 12 * number)

    assert read(drawn(draw)) == "The fibula was fixed.\nThe vessels were joined."


def test_a_space_at_the_end_of_another_part_parts_nothing() -> None:
    content = b"BT /F 10 Tf 60 700 Td (The fib) Tj 0 -40 Td (Joined ) Tj 31.13 40 Td (ula was fixed.) Tj ET"
    assert read(by_hand(content)).splitlines() == ["The fibula was fixed.", "", "Joined"]


def signs(told: str) -> bytes:
    """Words whose "fi" and "fl" are one sign each and all of whose letters are drawn on their own, as browsers print them.

    `told` says by what they are told to be two letters.
    """
    names = {"fi": 0o256, "fl": 0o257}
    left, drawn_signs = 60.0, []
    for part in re.findall(r"f[il]|.", LIGATURES):
        code = bytes([names[part] if part in names else ord(part)])
        if part != " ":
            place = b"1 0 0 1 %.2f 700 Tm" % left
            shown = b"(%s) Tj" % code
            if part in names and told == "text":
                shown = b"/Span<</ActualText(%s)>>BDC %s EMC" % (part.encode(), shown)
            drawn_signs.append(place + shown)
        left += 10 * stringWidth(code.decode("latin-1"), "Helvetica", 1) if part not in names else 5.3
    table = b"begincmap 1 begincodespacerange<00><FF>endcodespacerange 2 beginbfchar<AE><00660069><AF><0066006C>endbfchar endcmap"
    stream = b"6 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(table), table)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/StandardEncoding%s>>"
    mapped = font % (b"/ToUnicode 6 0 R" if told == "map" else b"")
    return by_hand(b"BT /G 10 Tf %s ET" % b" ".join(drawn_signs), resources=b"/Font<</G%s>>" % mapped, more=stream)


@pytest.mark.parametrize("told", ["map", "text", "name"])
def test_letters_of_one_sign_are_not_parted(told: str) -> None:
    assert read(signs(told)) == LIGATURES


def test_letters_of_one_sign_are_not_doubles() -> None:
    sign = [Letter("f", 10.0, 16.0, 100.0, 10.0, 0, 10.0), Letter("f", 10.0, 16.0, 100.0, 10.0, 0, 10.0)]
    double = [Letter("f", 10.3, 16.3, 100.0, 10.0, 0, 10.3), Letter("f", 10.3, 16.3, 100.0, 10.0, 0, 10.3)]
    assert [letter.text for letter in without_doubles(whole_signs([*sign, *double]))] == ["ff"]
