"""The workbook of the samples, opened and saved again by LibreOffice: nothing that people rely on is lost on the way."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from auditor.engine.one import Auditor
from auditor.model import Audit
from auditor.notes.read import read_note
from auditor.notes.seen import NotAudited
from auditor.report.review_entry import Opinion, ReviewEntry
from auditor.report.workbook.audit_sheet import GUARDED
from auditor.report.workbook.review_columns import check_of, row_key, seen_of
from tests.report.kit import table, workbook_bytes
from tests.report.test_trend import trend_of

SAMPLES = Path(__file__).parents[2] / "samples"
SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning:openpyxl")


@dataclass(frozen=True, slots=True)
class Trip:
    """The same workbook before and after."""

    before: Workbook
    after: Workbook


@pytest.fixture(scope="module")
def written() -> bytes:
    tool = Auditor()
    audits = [tool.audit(read_note(path)) for path in sorted(SAMPLES.glob("*.txt"))]
    first = Opinion(decision="disagree", final_code="20962", reason="my own", reviewer="M. Reader", reviewed_on=date(2025, 2, 3))
    key = row_key(audits[0].id, 1)
    entries = {key: ReviewEntry(key=key, seen=seen_of(audits[0], 1), first=first)}
    outcomes: list[Audit | NotAudited] = [
        *audits,
        NotAudited("notes/=1.txt", "the file is empty", "_x0041_ stays; two\nlines,  two spaces"),
    ]
    months = trend_of("2024-05", "2024-06", "2025-01", None)
    return workbook_bytes(tool.rules, outcomes, entries=entries, page_of=lambda note: f"{note} ä.html", trend=months)


@pytest.fixture(scope="module")
def trip(written: bytes, tmp_path_factory: pytest.TempPathFactory) -> Trip:
    if SOFFICE is None:
        pytest.skip("soffice was not found; install LibreOffice Calc to run this test")
    work = tmp_path_factory.mktemp("trip")
    (work / "audit.xlsx").write_bytes(written)
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(work / "saved"), str(work / "audit.xlsx")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert (work / "saved" / "audit.xlsx").is_file(), done.stderr
    return Trip(load_workbook(BytesIO(written)), load_workbook(work / "saved" / "audit.xlsx"))


def test_every_cell_is_the_same(trip: Trip) -> None:
    def plain(value: Any) -> Any:
        if isinstance(value, float):  # written with one digit fewer
            return round(value, 12)
        return value.replace("_x005F_", "_") if isinstance(value, str) else value

    assert trip.after.sheetnames == trip.before.sheetnames
    for sheet in trip.before:
        other = trip.after[sheet.title]
        assert other.dimensions == sheet.dimensions
        for row in sheet.iter_rows():
            for cell in row:
                again = other[cell.coordinate]
                assert plain(again.value) == plain(cell.value), f"{sheet.title} {cell.coordinate}"


def test_tables_validations_formats_links_and_charts_survive(trip: Trip) -> None:
    for sheet in trip.before:
        other = trip.after[sheet.title]
        assert tables(other) == tables(sheet)
        assert validations(other) == validations(sheet)
        assert links(other, "saved") == links(sheet)
        assert formats(other) == formats(sheet)
        assert len(other._charts) == len(sheet._charts)  # type: ignore[attr-defined]
        assert other.sheet_state == sheet.sheet_state
        assert hidden(other) == hidden(sheet)
    assert sorted(trip.after.defined_names) == sorted(trip.before.defined_names)
    assert {name.attr_text for name in trip.after.defined_names.values()} == {
        name.attr_text for name in trip.before.defined_names.values()
    }


def tables(sheet: Any) -> list[tuple[str, str, list[str]]]:
    return [(each.name, each.ref, [column.name for column in each.tableColumns]) for each in sheet.tables.values()]


def validations(sheet: Any) -> list[tuple[Any, ...]]:
    false = {"FALSE": "0", "FALSE()": "0"}
    return sorted(
        (each.type, false.get(each.formula1, each.formula1), str(each.sqref), each.showErrorMessage, each.error)
        for each in sheet.data_validations.dataValidation
    )


def links(sheet: Any, folder: str = "") -> dict[str, str]:
    """Where the first cells lead, seen from the folder of the workbook that was written."""
    targets = {cell.coordinate: cell.hyperlink.target for (cell,) in sheet.iter_rows(max_col=1) if cell.hyperlink}
    return {cell: normpath(f"./{folder}/{unquote(target)}") for cell, target in targets.items()}


def hidden(sheet: Any) -> list[int]:
    """The numbers of the columns that are out of sight."""
    groups = [column for column in sheet.column_dimensions.values() if column.hidden]
    return sorted({number for group in groups for number in range(group.min, group.max + 1)})


def formats(sheet: Any) -> list[tuple[Any, ...]]:
    return sorted(
        (str(area.sqref), rule.operator, rule.formula, rule.dxf.numFmt and rule.dxf.numFmt.formatCode)
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "cellIs"  # a bar in a cell goes into an extension of the format
    )


def test_there_is_something_to_lose(trip: Trip) -> None:
    sheet = trip.before["Audit"]
    assert len(validations(sheet)) == 13
    assert len(links(sheet)) == sheet.max_row - 1 > 20
    assert links(sheet)["A2"] == "evidence/addendum-corrects-skin ä.html"
    assert len(formats(sheet)) == 17
    assert hidden(sheet) == [40, 41, 42]
    assert len(trip.before["Summary"]._charts) == 5  # type: ignore[attr-defined]
    assert len(trip.before["Trend"]._charts) == 2  # type: ignore[attr-defined]


def test_no_row_is_taken_for_one_that_was_altered(trip: Trip) -> None:
    for book in (trip.before, trip.after):
        rows = table(book, "Audit")
        assert [row["Note"] for row in rows if row["Check"] != check_of(row[title] for title in GUARDED)] == []


def test_what_a_reviewer_typed_is_read_back(trip: Trip) -> None:
    first = table(trip.after, "Audit")[0]
    assert [first[title] for title in ("Decision", "Final code", "Reason for disagreement", "Comment", "Review date")] == [
        "disagree", "20962", "my own", None, datetime(2025, 2, 3),
    ]  # fmt: skip


def test_the_parts_are_as_excel_wants_them(written: bytes) -> None:
    """Excel offers a repair for a filter beside that of the table, a title that is not the table's, a table without rows."""
    with ZipFile(BytesIO(written)) as parts:
        names = parts.namelist()
        assert len(set(names)) == len(names)
        for name in names:
            if name.startswith("xl/worksheets/sheet"):
                part = parts.read(name)
                assert b"<autoFilter" not in part
                assert part.count(b"<sheetData>") == 1
    book = load_workbook(BytesIO(written))
    for sheet in book:
        for each in sheet.tables.values():
            area = sheet[each.ref]
            assert len(area) >= 2
            assert [cell.value for cell in area[0]] == [column.name for column in each.tableColumns]
            assert each.autoFilter is not None
            assert each.autoFilter.ref == each.ref
