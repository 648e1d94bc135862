"""A PDF whose pages name different operations holds several notes, where that is certain, or may do so, which a remark says."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted, Unread
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import drawn, lines

SAID = "different dates of operation or record numbers; split the file if it holds several notes."


def printed(*pages: str) -> list[Extracted | Unread]:
    """What is read of a PDF with these pages, each below the name of the hospital."""

    def draw(canvas: Canvas) -> None:
        for page in pages:
            lines(canvas, ["Quarry Hospital", *page.split("\n"), "The wound was washed, and the vein was joined with a coupler."])
            canvas.showPage()

    return list(FORMAT.read(drawn(draw), LIMITS))


def remarks(*heads: str) -> tuple[str, ...]:
    """What is said of a PDF with a page for each head."""
    (note,) = printed(*heads)
    assert isinstance(note, Extracted)
    return note.remarks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Date of surgery: September 20, 2023", "DATE OF OPERATION: 05/29/2024"),
        ("Date of service: 2023-12-06", "Surgery date: 6 Nov 2023"),
        ("Name: A. Example   MRN: 900018", "Name: B. Sample   Hosp. No: 900019"),
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Name: A. Example   MRN: 900018", "Name: B. Sample   MRN: 900019"),
        ("Date of surgery: September 20, 2023", "Date of surgery: 05/29/2024"),
        ("Date of surgery: 3 May 2024\nPage 1 of 2", "Date of surgery: 3 May 2024\nPage 1 of 1"),
    ],
)
def test_a_print_of_two_notes_is_two_notes_with_the_pages_of_the_print(one: str, other: str) -> None:
    first, second = printed(one, "It went on.\nPage 2 of 2", other)
    assert isinstance(first, Extracted) and isinstance(second, Extracted)
    assert "It went on." in first.text and "It went on." not in second.text
    assert [place.name for place in first.places] == ["page 1", "page 2"]
    assert [place.name for place in second.places] == ["page 3"]
    assert not first.remarks and not second.remarks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Name: A. Example   MRN: 900018\nPage 1 of 2", "Name: A. Example   MRN: 900018\nPage 2 of 2"),
        ("MRN: 900018\nPage 1 of 3", "Figure\nPage 1 of 1"),  # no head of its own
        ("MRN: 900018", "MRN 900-018"),
    ],
)
def test_pages_of_one_note_stay_one(one: str, other: str) -> None:
    assert len(printed(one, other)) == 1
