"""Labels in one row with their values in the row below; tables, forms and prose stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import drawn

SMALL, BODY = 7.0, 10.0
Row = tuple[float, Sequence[str]]


def read(*rows: Row) -> list[str]:
    """The lines of a page whose rows hold a text every 160 points, in letters of their own size."""

    def draw(canvas: Canvas) -> None:
        top = 780.0
        for size, texts in rows:
            top -= 1.2 * size + 1
            canvas.setFont("Helvetica", size)
            for column, text in enumerate(texts):
                canvas.drawString(60 + 160 * column, top, text)

    (note,) = FORMAT.read(drawn(draw), LIMITS)
    assert isinstance(note, Extracted)
    return [line for line in note.text.splitlines() if line]


def test_small_labels_over_their_values() -> None:
    assert read(
        (SMALL, ["Date of operation", "Attending surgeon", "Assisting"]),
        (BODY, ["March 11, 2024", "A. Stone, MD", "B. Hill, PA-C"]),
        (SMALL, ["Anesthesia"]),
        (BODY, ["General"]),
        (BODY, ["The arm was laid on a table, and the old scar was opened over the plate that had broken."]),
    ) == [
        "Date of operation: March 11, 2024",
        "Attending surgeon: A. Stone, MD",
        "Assisting: B. Hill, PA-C",
        "Anesthesia: General",
        "The arm was laid on a table, and the old scar was opened over the plate that had broken.",
    ]


def test_labels_with_colons_and_names_of_fields_over_their_values() -> None:
    values = (BODY, ["A. Stone, MD", "", "3 May 2024"])
    assert read((BODY, ["Surgeon:", "Drains:", "Date:"]), values) == ["Surgeon: A. Stone, MD", "Drains:", "Date: 3 May 2024"]
    fields = (BODY, ["Surgeon", "Service", "Date"])
    assert read(fields, (BODY, ["A. Stone, MD", "Plastics", "3 May 2024"])) == [
        "Surgeon: A. Stone, MD", "Service: Plastics", "Date: 3 May 2024",
    ]  # fmt: skip


def test_a_value_that_did_not_fit_into_its_column() -> None:
    assert read(
        (SMALL, ["Surgeon", "Date"]), (BODY, ["* Castellanos-Wray, Ibrahim", "3/9/2020"]), (BODY, ["MD"]), (BODY, ["Op note"])
    )[:2] == ["Surgeon: * Castellanos-Wray, Ibrahim MD", "Date: 3/9/2020"]


def test_a_line_that_would_have_fitted_belongs_to_no_value() -> None:
    assert read((SMALL, ["Surgeon", "Date"]), (BODY, ["A. Stone", "3/9/2020"]), (BODY, ["Op note"])) == [
        "Surgeon: A. Stone", "Date: 3/9/2020", "Op note",
    ]  # fmt: skip


def test_a_head_over_several_rows_stays_the_head_of_a_table() -> None:
    rows = [["Surgeon", "Date", "Service"], ["A. Stone", "3 May 2024", "Plastics"], ["B. Hill", "4 May 2024", "Hand"]]
    for head in (SMALL, BODY):
        assert read((head, rows[0]), (BODY, rows[1]), (BODY, rows[2])) == [" | ".join(row) for row in rows]


def test_labels_beside_their_values_stay_with_them() -> None:
    assert read((BODY, ["Surgeon", "A. Stone"]), (BODY, ["Date", "3 May 2024"])) == ["Surgeon: A. Stone", "Date: 3 May 2024"]
    assert read((BODY, ["Bone", "Fibula"]), (BODY, ["Side", "Left"])) == ["Bone: Fibula", "Side: Left"]


def test_labels_printed_below_their_lines_are_not_tied_to_the_next() -> None:
    signed = [(BODY, ["A. Stone", "3 May 2024"]), (SMALL, ["Surgeon", "Date"]), (BODY, ["B. Hill", "4 May 2024"])]
    assert not any("Surgeon: B. Hill" in line for line in read(*signed, (SMALL, ["Surgeon", "Date"])))
