"""Reviewers at work: runs that write real workbooks, and people who type into them with a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.cli.main import main
from auditor.model import Audit, Defect, Graft, Status, Step
from auditor.report.files import make_folder, replacing
from auditor.report.review_entry import ReviewEntry
from auditor.report.workbook.book import Book
from auditor.report.workbook.review_columns import FIELDS, FIRST, SECOND
from auditor.report.workbook.summary_tables import RunFacts
from auditor.review.carried import Carried
from auditor.review.carry import Carrier
from auditor.review.intake import Intake, take_in
from auditor.review.opinions import entries, standing
from auditor.review.reading import Strictness
from auditor.review.sheets import read_file
from auditor.review.store import Store, open_store
from auditor.rules.load import RuleSet, load
from tests.report.kit import audit

DAY = date(2025, 3, 4)
AGREE: dict[str, object] = {"Decision": "agree", "Reviewer": "R. One", "Review date": DAY}
DISAGREE: dict[str, object] = {
    "Decision": "disagree", "Final code": "20962", "Reason for disagreement": "donor bone misread", "Comment": "It is the rib.",
    "Reviewer": "R. One", "Review date": DAY,
}  # fmt: skip


@cache
def rules() -> RuleSet:
    return load()


def second(typed: Mapping[str, object]) -> dict[str, object]:
    """The same, typed by the second reviewer."""
    return {f"2nd: {title}": value for title, value in typed.items()} | {"2nd: Reviewer": "R. Two"}


def note(name: str, **changed: Any) -> Audit:
    """An audit of a note of this name; the text is another for each name."""
    path = (Step(graft=0, row="iliac-crest-bone", fired=True, why="-"), Step(graft=0, row="supported", fired=True, why="-"))
    return audit(**({"id": name, "note_digest": f"text of {name}", "path": path, "source": f"notes/{name}.txt"} | changed))


def two_grafts(name: str) -> Audit:
    grafts = (Graft(donor_site="fibula"), Graft(donor_site="iliac_crest", skin_paddle="absent"))
    path = tuple(Step(graft=place, row=row, fired=True, why="-") for place, row in enumerate(("fibula-bone", "iliac-crest-bone")))
    return note(name, grafts=grafts, path=path, best_fit=("20956",), other_codes=("20955",), defect=Defect())


def bare(name: str) -> Audit:
    """A note without transfer."""
    return note(
        name, status=Status.NOT_APPLICABLE, best_fit=(), grafts=(), defect=None, elements={}, questions=(), findings=(), path=()
    )  # fmt: skip


class Desk:
    """A department's folder: runs write into it, reviewers work on what lies there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workbook = folder / "audit.xlsx"
        self.place = folder / "reviews.db"

    def store(self) -> Store:
        return open_store(str(self.place), create=False)

    def run(self, audits: Iterable[Audit]) -> Carrier:
        """What `auditor run` does when the notes have been audited."""
        make_folder(self.folder)
        with open_store(str(self.place), create=True) as store:
            carrier = Carrier(self.workbook, store, rules())
            with replacing(self.workbook) as file, Book(rules(), carrier.entries) as book:
                for each in audits:
                    carrier.add(Carried.of(each, rules()))
                    book.add(each)
                book.save(file, RunFacts("0.1.0", datetime(2025, 3, 4, 10, 22)))
                carrier.settle(file)
            self.said = list(carrier.told())
        return carrier

    def take(self, workbook: Path | None = None, strict: Strictness = Strictness(), **options: bool) -> Intake:  # noqa: B008
        with self.store() as store:
            return take_in(store, read_file(workbook or self.workbook), rules(), strict, **options)

    def entries(self) -> dict[str, ReviewEntry]:
        """What the store holds, by the name of the row."""
        from auditor.review.runs import known_rows

        with self.store() as store, store.reading() as session:
            known = known_rows(session).latest
            return {known[key].name: entry for key, entry in entries(standing(session)).items()}

    def type(self, typed: Mapping[str, Mapping[str, object]], workbook: Path | None = None, *, text: bool = False) -> None:
        """Type into the cells with these titles, in the rows of these notes (`note` or `note, 2 of 2`).

        With `text`, what begins like a formula is typed behind an apostrophe and so stays text.
        """
        with opened(workbook or self.workbook) as book:
            for sheet in audit_sheets(book):
                for row, name in named(sheet):
                    for title, value in typed.get(name, {}).items():
                        cell = sheet.cell(row, column(sheet, title))
                        cell.value = value  # type: ignore[assignment]
                        if text and cell.data_type == "f":
                            cell.data_type = "s"

    def shown(self, name: str, workbook: Path | None = None) -> dict[str, Any]:
        """What stands in the row of a note."""
        book = load_workbook(workbook or self.workbook)
        for sheet in audit_sheets(book):
            for row, found in named(sheet):
                if found == name:
                    return {str(cell.value): sheet.cell(row, place).value for place, cell in enumerate(sheet[1], 1)}
        raise AssertionError(f"no row of {name}")


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """The workbook open for changes, saved at the end."""
    book = load_workbook(path)
    yield book
    book.save(path)


def audit_sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.title.startswith("Audit")]


def column(sheet: Worksheet, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


def named(sheet: Worksheet) -> list[tuple[int, str]]:
    """Each row with the name of its note and, where there are several, its graft."""
    note_at, graft_at = column(sheet, "Note"), column(sheet, "Graft")
    found = []
    for row in range(2, sheet.max_row + 1):
        graft = sheet.cell(row, graft_at).value
        found.append((row, f"{sheet.cell(row, note_at).value}, {graft}" if graft else str(sheet.cell(row, note_at).value)))
    return found


def cell_of(workbook: Path, name: str, title: str) -> str:
    """The address of a cell, as a fault names it."""
    (sheet,) = audit_sheets(load_workbook(workbook))
    row = next(row for row, found in named(sheet) if found == name)
    return str(sheet.cell(row, column(sheet, title)).coordinate)


def typed_by(entry: ReviewEntry) -> tuple[dict[str, object], dict[str, object]]:
    """The words of an entry by the titles of their columns."""
    first, other = (
        {title: value for title, field in zip(titles, FIELDS, strict=True) if (value := getattr(opinion, field)) is not None}
        for titles, opinion in ((FIRST, entry.first), (SECOND, entry.second))
    )
    return first, other


def auditor(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])
