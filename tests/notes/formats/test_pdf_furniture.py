"""Heads and feet with numbers of their own stand in the way of no sentence."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import drawn, lines


def read(data: bytes) -> str:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note.text


def pages(foot: str, parts: list[str]) -> bytes:
    """A page for each part, `foot` below it with the number of the page and of all pages."""

    def draw(canvas: Canvas) -> None:
        for number, part in enumerate(parts, start=1):
            lines(canvas, [part])
            lines(canvas, [foot.format(number, len(parts))], left=200, top=80, size=8)
            canvas.showPage()

    return drawn(draw)


@pytest.mark.parametrize(
    ("foot", "kept"),
    [
        ("https://records.example/print?id=77  {}/{}", "https://records.example/print?id=77"),
        ("file:///C:/Notes/op%20note%2012.html {}/{}", "file:///C:/Notes/op%20note%2012.html"),
        ("Printed 01/02/2025 08:14 by HIMPage {} of {}", "Printed 01/02/2025 08:14 by HIM"),
    ],
)
def test_a_foot_whose_number_goes_with_the_page_cuts_no_sentence(foot: str, kept: str) -> None:
    assert read(pages(foot, ["The vein was", "joined with a coupler."])) == f"{kept}\n\nThe vein was joined with a coupler."


def test_measures_at_the_foot_of_pages_are_no_numbers_of_pages() -> None:
    feet = ["Pressure 1/2", "Pressure 1/3", "Muscle power 4/5"]

    def draw(canvas: Canvas) -> None:
        for foot in feet:
            lines(canvas, ["The wound was washed."])
            lines(canvas, [foot], top=80)
            canvas.showPage()

    text = read(drawn(draw))
    assert all(foot in text for foot in feet)
