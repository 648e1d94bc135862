"""Pages that are a table of notes, also under the name of a workbook, and pages of one note that has tables."""

from __future__ import annotations

import pytest

from auditor.model import Known, Place
from auditor.notes.formats.model import Extracted, Item, Unread
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import NoteColumns, Settings
from auditor.rules.load import load

LONG = "The fibula, left, was raised with its vessels, taken to the jaw and joined to the facial artery and vein."
FIRST = f"TITLE: Free fibula.\n\n{LONG}"
SECOND = f"TITLE: Free rib.\n\n{LONG}"
OUTSIDE = "What stands on the page beside the table of notes was not read."


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load().reading


def table(*rows: list[str], sign: str = "th") -> str:
    head, *rest = rows
    lines = ["".join(f"<{sign}>{cell}</{sign}>" for cell in head)]
    lines += ["".join(f"<td>{cell}</td>" for cell in row) for row in rest]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def br(text: str) -> str:
    return text.replace("\n", "<br>")


def read(page: str, settings: Settings, suffix: str = ".html") -> list[tuple[str, Item]]:
    return [(part.format, part.item) for part in parts(page.encode(), suffix, settings)]


def texts(found: list[tuple[str, Item]]) -> list[str]:
    return [item.text.rstrip("\n") for _, item in found if isinstance(item, Extracted)]


@pytest.mark.parametrize("suffix", [".html", ".xls", ".htm", ""])
@pytest.mark.parametrize("frame", ["<html><body>{}</body></html>", "{}", "<style>td {{ color: red }}</style>{}"])
@pytest.mark.parametrize("sign", ["th", "td"])
def test_a_grid_is_a_note_a_row(settings: Settings, suffix: str, frame: str, sign: str) -> None:
    rows = [["Case ID", "Surgeon", "Note Text"], ["1", "Bo Lind", br(FIRST)], ["2", "Ann Re", br(SECOND)]]
    named = "The table names the note or its case {}."
    assert read(frame.format(table(*rows, sign=sign)), settings, suffix) == [
        ("table", Extracted(FIRST, (Place(0, "row 2"),), Known("Bo Lind", case="1"), (named.format(1),))),
        ("table", Extracted(SECOND, (Place(0, "row 3"),), Known("Ann Re", case="2"), (named.format(2),))),
    ]


def test_what_stands_beside_the_grid_is_told(settings: Settings) -> None:
    grid = table(["Case ID", "Note Text"], ["1", br(FIRST)], ["2", br(SECOND)])
    found = read(f"<html><h1>Notes of the ward</h1>{grid}<p>Printed by HIM. {LONG * 5}</p></html>", settings)
    assert texts(found) == [FIRST, SECOND]
    assert all(OUTSIDE in item.remarks for _, item in found if isinstance(item, Extracted))


def test_the_grid_may_stand_in_a_table_that_lays_out_the_page(settings: Settings) -> None:
    grid = table(["Case ID", "Note Text"], ["1", br(FIRST)], ["2", f"<table><tr><td>Op:</td><td>{LONG}</td></tr></table>"])
    assert texts(read(f"<html><table><tr><td>Menu</td><td>{grid}</td></tr></table></html>", settings)) == [FIRST, f"Op: {LONG}"]


def test_several_grids_on_a_page(settings: Settings) -> None:
    one = table(["Case ID", "Note Text"], ["1", br(FIRST)])
    two = table(["Case ID", "Note Text"], ["2", br(SECOND)])
    found = read(f"<html>{one}{two}</html>", settings)
    assert texts(found) == [FIRST, SECOND]
    assert [item.places[0].name for _, item in found if isinstance(item, Extracted)] == ["table 1, row 2", "table 2, row 2"]


def test_cells_that_span_others_move_none(settings: Settings) -> None:
    page = (
        "<html><table><tr><th colspan=2>Case ID</th><th>Line</th><th>Note Text</th></tr>"
        "<tr><td rowspan=2>1</td><td rowspan='2'>x</td><td>1</td><td>TITLE: Free fibula.</td></tr>"
        f"<tr><td>2</td><td>{LONG}</td></tr><tr><td>2</td><td>x</td><td>1</td><td>TITLE: Free rib.</td></tr>"
        "<tr hidden><td>3</td><td>x</td><td>1</td><td>Gone.</td></tr></table></html>"
    )
    found = read(page, settings)
    assert texts(found) == [f"TITLE: Free fibula.\n{LONG}", "TITLE: Free rib."]
    assert all("Hidden text was left out." in item.remarks for _, item in found if isinstance(item, Extracted))


def test_a_row_that_holds_no_note_is_told(settings: Settings) -> None:
    found = read(table(["Case ID", "Note Text"], ["1", br(FIRST)], ["2", ""], ["3", br(SECOND)]), settings)
    assert found[1][1] == Unread("row 3: there is no text of a note", "fill the cell, or take the row out")


def test_a_title_that_somebody_named(settings: Settings) -> None:
    named = Settings(columns=NoteColumns(settings.columns.field, settings.columns.words, "inhalt"))
    grid = table(["Case ID", "Inhalt"], ["1", br(FIRST)], ["2", br(SECOND)])
    assert texts(read(grid, named)) == [FIRST, SECOND]
    assert len(read(grid, settings)) == 1


@pytest.mark.parametrize(
    "page",
    [
        # one note whose addenda or findings stand in a table
        f"<html><p>{LONG * 5}</p>{table(['Date', 'Author', 'Note'], ['1.2.', 'A', LONG], ['2.2.', 'B', LONG])}</html>",
        # sections
        f"<html>{table(['Section', 'Note Text'], ['History', LONG], ['Operation', LONG])}</html>",
        # labels and values
        f"<html>{table(['Surgeon', 'Bo Lind'], ['Case ID', '7'], ['Operative Report', LONG])}</html>",
        # one row, and more of the note beside it
        f"<html>{table(['Case ID', 'Operative Report'], ['7', LONG])}<p>Addendum: {LONG}</p></html>",
        # a list of documents
        f"<html>{table(['Report ID', 'Report Text'], ['7', 'Op note'], ['8', 'Letter'])}<p>{LONG}</p></html>",
        # hidden
        f"<html><div style='display:none'>{table(['Case ID', 'Note Text'], ['1', LONG], ['2', LONG])}</div><p>{LONG}</p></html>",
    ],
)
def test_a_page_of_one_note_with_a_table_is_a_note(settings: Settings, page: str) -> None:
    ((form, note),) = read(page, settings)
    assert form == "HTML page"
    assert isinstance(note, Extracted)
    assert LONG in note.text


def test_many_nested_tables_are_looked_at_once(settings: Settings) -> None:
    page = "<html>" + "<table><tr><td>" * 40 + f"<p>{LONG}</p>" * 2_000 + "</td></tr></table>" * 40 + "</html>"
    ((form, note),) = read(page, settings)
    assert form == "HTML page"
    assert isinstance(note, Extracted)


def test_cells_that_span_thousands_of_rows_cost_little(settings: Settings) -> None:
    row = f"<tr><td rowspan=60000 colspan=20>1</td><td>{LONG}</td></tr>"
    page = f"<html><table><tr><th>Case ID</th><th>Note text</th></tr>{row * 2_000}</table></html>"
    assert len(read(page, settings)) == 1
