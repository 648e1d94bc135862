"""PDFs as programs print them: spread lines, ligatures, grids of labels, addresses and times that browsers add."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.language.kit import one
from tests.notes.formats.pdf_maker import drawn

LEFT, RIGHT = 90.0, 522.0
PROSE = (
    "He came off a ladder in the spring and broke the heel; a plate was put in and",
    "became infected, came out, and two debridements followed. Chips of allograft that",
    "were laid into the hole came away with the drainage over the last summer, and the",
    "angiogram shows that both arteries at the ankle are open and of a good size to use.",
)


def text_of(data: bytes) -> str:
    """The text of a PDF that holds one note."""
    (found,) = FORMAT.read(data, LIMITS)
    assert isinstance(found, Extracted)
    return found.text


def spread(canvas: Canvas, line: str, base: float) -> None:
    """A line from margin to margin, each word drawn by itself."""
    words = line.split()
    widths = [canvas.stringWidth(word, "Helvetica", 11) for word in words]
    gap = (RIGHT - LEFT - sum(widths)) / (len(words) - 1)
    left = LEFT
    for word, width in zip(words, widths, strict=True):
        canvas.drawString(left, base, word)
        left += width + gap


def page(canvas: Canvas, *lines: str) -> None:
    """Spread lines over a page, from its top."""
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(lines):
        spread(canvas, line, 780 - 14 * number)


def test_the_words_of_a_spread_line_are_no_cells() -> None:
    title = (
        "PROCEDURE: Free vascularized iliac crest",
        "bone graft of the left side to the right heel, a strip on its own vessels",
    )
    read = text_of(drawn(lambda canvas: page(canvas, *PROSE, *title)))
    assert "PROCEDURE: Free vascularized iliac crest bone graft of the left side" in read
    assert "|" not in read


def test_a_row_that_reaches_no_margin_keeps_its_cells() -> None:
    def draw(canvas: Canvas) -> None:
        page(canvas, *PROSE)
        for left, word in ((90, "Peroneal"), (200, "facial"), (330, "end-to-end")):
            canvas.drawString(left, 700, word)

    assert "Peroneal | facial | end-to-end" in text_of(drawn(draw))


def test_labels_over_their_values_in_the_head_of_a_form() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for left, cell in (
            (60, ("Facility", "Cutler Notch Hospital")),
            (260, ("Date of surgery", "05/29/2030")),
            (420, ("Primary surgeon", "Ann Bell, MD")),
        ):
            for number, text in enumerate(cell):
                canvas.drawString(left, 780 - 13 * number, text)

    assert text_of(drawn(draw)).splitlines() == [
        "Facility: Cutler Notch Hospital", "Date of surgery: 05/29/2030", "Primary surgeon: Ann Bell, MD",
    ]  # fmt: skip


def test_a_table_with_heads_and_more_rows_stays_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        rows = ("Vessel", "Recipient", "Join"), ("Artery", "facial", "end-to-end"), ("Vein", "jugular", "coupler")
        for number, row in enumerate(rows):
            for left, text in zip((60, 220, 380), row, strict=True):
                canvas.drawString(left, 780 - 13 * number, text)

    assert "Artery | facial | end-to-end" in text_of(drawn(draw))


def test_what_a_browser_prints_on_each_page_is_no_part_of_the_sentence() -> None:
    def draw(canvas: Canvas) -> None:
        for number, base, told in ((1, 90, "The artery was sewn end-to-side"), (2, 770, "and the vein end-to-end.")):
            canvas.setFont("Helvetica", 11)
            canvas.drawString(60, 800, "11/28/30, 2:21 PM")
            canvas.drawString(60, base, told)
            canvas.drawString(60, 30, f"https://ehr.example.org/print?id=77     {number}/2")
            canvas.showPage()

    read = text_of(drawn(draw))
    assert "end-to-side and the vein" in read
    assert not [f for f in read.splitlines() if f.endswith("1/2")]


def test_the_time_of_printing_is_no_day_of_an_operation() -> None:
    text = "11/28/30, 2:21 PM\n\nSURGEON: Ann Bell, MD\n\nThe free rib was raised on 2 May 2030.\n"
    assert one(text, "date_of_service").value == "2030-05-02"
