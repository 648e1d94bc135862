"""A PDF whose pages name different operations may hold several notes, which a remark says."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import drawn, lines

SAID = "different dates of operation or record numbers; split the file if it holds several notes."


def remarks(*heads: str) -> tuple[str, ...]:
    """What is said of a PDF with a page for each head."""

    def draw(canvas: Canvas) -> None:
        for head in heads:
            lines(canvas, ["Quarry Hospital", *head.split("\n"), "The wound was washed, and the vein was joined with a coupler."])
            canvas.showPage()

    (note,) = FORMAT.read(drawn(draw), LIMITS)
    assert isinstance(note, Extracted)
    return note.remarks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Date of surgery: September 20, 2023", "DATE OF OPERATION: 05/29/2024"),
        ("Date of service: 2023-12-06", "Surgery date: 6 Nov 2023"),
        ("Name: A. Example   MRN: 900018", "Name: B. Sample   MRN: 900019"),
    ],
)
def test_pages_that_name_different_operations(one: str, other: str) -> None:
    assert remarks(one, "It went on.", other) == (f"Pages 1 and 3: {SAID}",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Date of surgery: September 20, 2023", "Date of surgery: 20/09/23"),
        ("Date of surgery: 3 May 2024", "Date of birth: 1 January 1970"),
        ("Date of surgery: 3 May 2024", "Dictated: 4 May 2024"),
        ("MRN: 900-018\nDate of surgery: as above", "MRN 900018\nDate of surgery: not told"),
    ],
)
def test_pages_of_one_operation(one: str, other: str) -> None:
    assert remarks(one, other) == ()
