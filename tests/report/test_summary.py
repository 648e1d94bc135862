"""Sheet "Summary": the counts, and the charts that are drawn from them."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart.bar_chart import BarChart

from auditor.model import Audit, ElementState, Question, Status
from auditor.notes.seen import NotAudited
from auditor.rules.load import RuleSet
from tests.report.kit import audit, place, reopened, rules, workbook_bytes

EMPTY = NotAudited("notes/empty.txt", "the file is empty", "export the note again")
ASIDE = NotAudited("notes/case-1.json", "this is the annotation of the note beside it", "nothing to do", failure=False)


@pytest.fixture
def rule_set(tmp_path: Path) -> RuleSet:
    return rules(tmp_path)


def no_transfer(**changed: Any) -> Audit:
    bare: dict[str, Any] = {"status": Status.NOT_APPLICABLE, "best_fit": (), "grafts": (), "defect": None, "elements": {}}
    return audit(**(bare | {"id": "case-2", "questions": (), "findings": ()} | changed))


def lines_of(book: Workbook) -> list[list[Any]]:
    return [[value for value in row if value is not None] for row in book["Summary"].iter_rows(values_only=True)]


def test_the_counts(rule_set: RuleSet) -> None:
    complete = audit(id="case-3", elements=dict.fromkeys(("donor_site", "defect_size"), ElementState.DOCUMENTED), surgeon=None)
    lines = lines_of(reopened(workbook_bytes(rule_set, [audit(), complete, no_transfer(other_codes=("20955",)), EMPTY, ASIDE])))
    text = "3 notes audited: 2 supported, 0 query, 0 outside the set, 1 not applicable; 1 not audited."
    assert lines[1] == [f"Vascularised bone transfer: 20956. {text}"]
    assert lines[3:5] == [
        [3, 2, 0, 0, 1, 1],
        ["notes audited", "supported", "query", "outside the set", "not applicable", "files not audited"],
    ]
    for line in (
        ["supported", 2, 2 / 3, "A code of the set fits, and all that decides it is documented."],
        ["query", 0, 0, "What decides the code is missing or contradictory: ask the surgeon."],
        ["20956", 2, 2 / 3, "yes"],
        ["20955", 1, 1 / 3, "no, a neighbour"],
        ["support", 1, 1, "The code stands without it; a payer may ask for it."],
        ["decisive", 0, 0, "Without it no code can be chosen."],
        ["A. Surgeon, MD", 2, 1, 0, 0, 1],
        ["no surgeon named", 1, 1, 0, 0, 0],
        ["When", datetime(2025, 3, 4, 10, 22)],
        ["Files seen", 5],
        ["Files not audited", 1],
        ["Files left aside", 1],
        ["Encodings of the notes", "utf-8 (3)"],
        ["Tool version", "0.1.0"],
        ["Rule digest", rule_set.digest],
    ):
        assert line in lines
    size = lines.index(["Size of the bone defect", 1, 0.5, "support", 2, 0])
    assert lines[size + 1] == ["Donor bone", 0, 0, "decisive", 2, 0]


def test_a_contradiction_is_a_gap_of_its_own(rule_set: RuleSet) -> None:
    quotes = (place("left iliac crest"), place("skin paddle"))
    question = Question(element="donor_site", severity="decisive", authority="Code", text="From which bone?", quotes=quotes)
    lines = lines_of(reopened(workbook_bytes(rule_set, [audit(questions=(question,))])))
    assert [line[:3] for line in lines if line[:1] == ["contradiction"]] == [["contradiction", 1, 0.5]]


def test_many_surgeons_are_counted_to_the_last(rule_set: RuleSet) -> None:
    audits = [audit(id=str(number), surgeon=f"S{number % 45:02}") for number in range(91)]
    lines = lines_of(reopened(workbook_bytes(rule_set, audits)))
    listed = [line[:2] for line in lines if line and re.fullmatch(r"S\d\d", str(line[0]))]
    assert listed[:2] == [["S00", 3], ["S01", 2]]
    assert len(listed) == 40
    assert ["5 others", 10, 10, 0, 0, 0] in lines


def values(book: Workbook, area: str) -> list[Any]:
    """The values of an area such as 'Summary'!$A$5:$A$8."""
    cells = book["Summary"][area.split("!")[1].replace("$", "")]
    return [cell.value for (cell,) in cells] if isinstance(cells, tuple) else [cells.value]


def charts_of(book: Workbook) -> dict[str, list[tuple[list[Any], list[Any]]]]:
    """Of each chart by its title, the names and the numbers of its series."""
    charts: list[Any] = book["Summary"]._charts  # type: ignore[attr-defined]
    assert all(isinstance(chart, BarChart) for chart in charts)
    return {
        "".join(run.t for run in chart.title.tx.rich.p[0].r): [
            (values(book, (each.cat.strRef or each.cat.numRef).f), values(book, each.val.numRef.f)) for each in chart.series
        ]
        for chart in charts
    }


def test_the_charts_show_the_rows_of_their_tables(rule_set: RuleSet) -> None:
    shown = charts_of(reopened(workbook_bytes(rule_set, [audit(), no_transfer()])))
    assert list(shown) == [
        "Notes by status", "Notes by code", "Gaps by severity", "Share of notes in which an element is missing",
        "Notes by surgeon",
    ]  # fmt: skip
    assert shown["Notes by status"] == [(["supported", "query", "outside the set", "not applicable"], [1, 0, 0, 1])]
    assert shown["Notes by code"] == [(["20956"], [1])]
    assert shown["Gaps by severity"] == [(["decisive", "support", "regulatory", "quality", "contradiction"], [0, 1, 0, 0, 0])]
    assert shown["Share of notes in which an element is missing"] == [(["Size of the bone defect", "Donor bone"], [1, 0])]
    assert [numbers for _, numbers in shown["Notes by surgeon"]] == [[1], [0], [0], [1]]


def test_no_chart_covers_a_cell_that_is_written(rule_set: RuleSet) -> None:
    sheet = reopened(workbook_bytes(rule_set, [audit()]))["Summary"]
    for chart in sheet._charts:  # type: ignore[attr-defined]
        for row in sheet.iter_rows(min_row=chart.anchor._from.row + 1, max_row=chart.anchor.to.row, values_only=True):
            assert set(row) == {None}


def test_a_run_without_notes_has_no_charts(rule_set: RuleSet) -> None:
    assert charts_of(reopened(workbook_bytes(rule_set, [EMPTY]))) == {}


def test_of_many_surgeons_the_chart_shows_those_with_most_notes(rule_set: RuleSet) -> None:
    audits = [audit(id=str(number), surgeon=f"S{number % 15:02}") for number in range(20)]
    names, numbers = charts_of(reopened(workbook_bytes(rule_set, audits)))["Notes by surgeon, the 12 with most"][0]
    assert names == [f"S{number:02}" for number in range(12)]
    assert numbers == [2] * 5 + [1] * 7
