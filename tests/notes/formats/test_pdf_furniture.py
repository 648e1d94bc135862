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


LEFT_COLUMN = [
    "The arm was laid on a table and the old scar was opened",
    "along its whole length. The plate had broken at its fifth",
    "hole and was taken out with eight screws. Both ends of the",
    "bone were shortened until they bled, and the gap that was",
    "left between them was measured with a ruler. A piece of the",
    "fibula was then cut to its length on the other table, and its",
]
RIGHT_COLUMN = [
    "vessels were divided once the arm was ready for them. It",
    "was sunk into each of the two canals and was held with a",
    "long plate. The artery was sewn end to side, and the vein",
    "was joined with a coupler. The skin was closed over drains.",
]


def two_columns(*top: tuple[float, str], foot: tuple[float, str] = (0, ""), space: float = 40) -> str:
    """A page of two columns, with texts `space` above and below them."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, LEFT_COLUMN, left=40, top=770)
        lines(canvas, RIGHT_COLUMN, left=320, top=770)
        lines(canvas, [""] * 58 + ["The wound stayed dry."], left=40, top=770)
        for left, text in top:
            lines(canvas, [text], left=left, top=770 + space, size=9)
        lines(canvas, [foot[1]], left=foot[0], top=770 - 58 * 12 - space, size=9)

    return read(drawn(draw))


def test_a_head_and_a_foot_across_two_columns_stand_outside_of_them() -> None:
    whole = " ".join(LEFT_COLUMN)
    text = two_columns((40, "Quarry Hospital"), (500, "DOB 01/01/1970"), foot=(280, "Copy for the ward"))
    assert text.startswith(f"Quarry Hospital | DOB 01/01/1970\n{whole}")
    assert text.endswith("\nThe wound stayed dry.\n\nCopy for the ward")


def test_first_lines_of_two_columns_that_stand_apart_stay_in_their_columns() -> None:
    text = two_columns((40, "Approach"), (320, "Anastomosis"))
    assert text.startswith("Approach\n\nThe arm was laid")
    assert text.index("fibula was then cut") < text.index("Anastomosis") < text.index("vessels were divided")
