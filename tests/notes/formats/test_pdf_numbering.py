"""Numbers of lines in the margin are left out, which is said; other numbers at the left stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import drawn, lines

NOTE = [
    "Surgeon: A. Stone",
    "Procedure: free fibula flap from the right leg to the left tibia, with a skin island of 6 x 4 cm",
    "",
    "The gap was measured with a ruler once the dead bone had been taken away, and it came to 9.5 cm in",
    "length. The fibula was cut to fit, and its vessels were followed up to where they leave the trunk.",
    "The artery was sewn end to side to the anterior tibial artery, and the larger of the two veins was",
    "joined end to end with a coupler of 2.5 mm. Once the clamps were taken off the island was pink, and",
    "it bled from its edge when it was scratched. Screws were set into the plate above and below, three",
    "on either side, and the wounds were closed over drains.",
]
SAID = "the numbers of the lines were left out."


def read(data: bytes) -> Extracted:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note


def numbered(texts: Sequence[str], told: Callable[[int], str], *, break_at: int = 60) -> bytes:
    """The lines with what is told of each in the margin, on a new page from `break_at` on."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts, start=1):
            if number - 1 == break_at:
                canvas.showPage()
            top = 740 - 12 * ((number - 1) % break_at)
            lines(canvas, [text], left=80, top=top)
            canvas.setFont("Helvetica", 7)
            canvas.drawRightString(68, top, told(number))

    return drawn(draw)


def bare(texts: Sequence[str], break_at: int = 60) -> str:
    """The note as it is read from the same pages without numbers."""
    return read(numbered(texts, lambda _number: "", break_at=break_at)).text


def test_numbers_of_lines_are_left_out() -> None:
    note = read(numbered(NOTE, str))
    assert (note.text, note.remarks) == (bare(NOTE), (f"Page 1: {SAID}",))


@pytest.mark.parametrize("again", [False, True])
def test_numbers_go_on_or_begin_again_on_a_last_page_of_few_lines(again: bool) -> None:
    note = read(numbered(NOTE, lambda number: str((number - 1) % 8 + 1 if again else number), break_at=8))
    assert (note.text, note.remarks) == (bare(NOTE, break_at=8), (f"Pages 1 and 2: {SAID}",))


def test_numbers_of_every_fifth_line_are_left_out() -> None:
    note = read(numbered(NOTE * 3, lambda number: "" if number % 5 else str(number)))
    assert (note.text, note.remarks) == (bare(NOTE * 3), (f"Page 1: {SAID}",))


def test_a_number_that_touches_the_column_before_is_cut_off() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 25):
            row = (number - 1) % 12
            left, top = (80, 740 - 24 * row) if number <= 12 else (330, 740 - 24 * row)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(left, top, "the vein was joined to the saphenous vein, or")
            canvas.drawRightString(left - 12, top, str(number))
            if number == 6:
                canvas.drawRightString(319, top, "to 4.5")

    text = read(drawn(draw)).text
    assert "4.518" not in text
    assert not any(str(number) in text for number in range(10, 25))


def test_steps_and_rows_with_numbers_stay() -> None:
    steps = [f"{number}   Step of the operation, which was done" for number in range(1, 13)]
    note = read(drawn(lambda canvas: lines(canvas, ["Steps of the operation", *steps], top=700)))
    assert (note.text.count("Step of"), note.remarks) == (12, ())
    assert re.findall(r"\d+", note.text) == [str(number) for number in range(1, 13)]


def test_figures_at_the_left_that_do_not_go_up_line_by_line_stay() -> None:
    note = read(numbered(NOTE, lambda number: str(number * number)))
    assert "81" in note.text
    assert note.remarks == ()
