"""Rows that a page makes of divisions: label and value stand on one line, and what is no such row stays as it is."""

from __future__ import annotations

import pytest

from auditor.notes.formats.html import FORMAT
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted

FIELDS = {"Surgeon": "A. Stone, MD", "Date of surgery": "3 May 2024", "Blood loss": "400 mL"}
BELOW = "<p>The fibula was raised.</p>"


def read(body: str, sheet: str = "") -> list[str]:
    (note,) = FORMAT.read(f"<html><head><style>{sheet}</style></head><body>{body}</body></html>".encode(), LIMITS)
    assert isinstance(note, Extracted)
    return [line for line in note.text.splitlines() if line]


@pytest.mark.parametrize(
    ("row", "around", "sheet"),
    [
        ('<div class="r"><div class="c">{}</div><div class="c">{}</div></div>', "<div>{}</div>", ".r{display:table-row}"),
        ('<div><div class="c">{}</div><div class="c">{}</div></div>', "<div>{}</div>", ".c{display:table-cell}"),
        ('<div style="display:flex"><div>{}</div><div>{}</div></div>', '<div style="display:flex">{}</div>', ""),
        ('<div class="k">{}</div><div class="v">{}</div>', '<div class="g">{}</div>', ".g{display:grid}"),
        ("<div>{}</div><div>{}</div>", '<div style="display:grid">{}</div>', ""),
        ('<div class="row"><div class="col-md-3">{}</div><div class="col-md-9">{}</div></div>', "<div>{}</div>", ""),
        ('<div role="row"><div role="rowheader">{}</div><div role="cell">{}</div></div>', '<div role="table">{}</div>', ""),
        ("<div><label>{}</label><span>{}</span></div>", "<div>{}</div>", ""),
        ('<div><span class="field-label">{}</span><span>{}</span></div>', "<div>{}</div>", ""),
        ("<div><strong>{}:</strong><div>{}</div></div>", "<div>{}</div>", ""),
        ('<li><span class="lbl">{}</span> <span>{}</span></li>', "<ul>{}</ul>", ""),
        ("<div><dt>{}</dt><dd>{}</dd></div>", "<dl>{}</dl>", ""),
    ],
)
def test_a_label_and_its_value_stand_on_one_line(row: str, around: str, sheet: str) -> None:
    body = around.format("".join(row.format(*pair) for pair in FIELDS.items()))
    assert read(body + BELOW, sheet) == [*(": ".join(pair) for pair in FIELDS.items()), "The fibula was raised."]


@pytest.mark.parametrize(
    "body",
    [
        "<div><div>The gap was wide.</div><div>The bone was cut.</div></div>",
        "<div><div>Quarry Hospital</div><div>Operative report</div></div>",
        "<div style='display:flex'><div><p>Notes</p><p>Orders</p></div><div><p>The bone was cut.</p></div></div>",
        "<div>It was <b>not</b><i>cut</i></div>",
        "<div><h4>Findings</h4><div>The bone was cut.</div></div>",
    ],
)
def test_what_is_no_row_stays_as_it_is(body: str) -> None:
    assert not any(": " in line or " | " in line for line in read(body + BELOW))


def test_hidden_cells_are_no_part_of_a_row() -> None:
    row = '<div class="row"><label>Surgeon</label><span>A. Stone</span></div>'
    hidden = '<div><label>Graft</label><span style="display:none">with skin</span></div>'
    assert read(row + hidden + BELOW) == ["Surgeon: A. Stone", "Graft", "The fibula was raised."]
