"""The workbook: what stands in its sheets, that it is safe to open, ready to print, and the same each time."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter

from auditor.model import Audit, Evidence, Question, Status
from auditor.notes.seen import NotAudited
from auditor.report.workbook.rows import Sheets
from auditor.report.workbook.sheet import Column, Table
from auditor.report.workbook.summary_tables import RunFacts
from auditor.rules.load import RuleSet
from tests.report.kit import CREST, audit, place, reopened, rules, table, workbook_bytes

SHEETS = [
    "Summary", "Audit", "Missing documentation", "Evidence", "Queries", "Surgeons", "Trend", "Not audited", "Rules", "Guidance",
    "Lists",
]  # fmt: skip
TABLES = SHEETS[1:-1]
EMPTY = NotAudited("notes/empty.txt", "the file is empty", "export the note again")
ASIDE = NotAudited("notes/case-1.json", "this is the annotation of the note beside it", "nothing to do", failure=False)


@pytest.fixture
def rule_set(tmp_path: Path) -> RuleSet:
    return rules(tmp_path)


def no_transfer() -> Audit:
    return audit(
        id="case-2", status=Status.NOT_APPLICABLE, best_fit=(), grafts=(), defect=None, elements={}, questions=(), findings=()
    )


def test_missing_documentation(rule_set: RuleSet) -> None:
    (row,) = table(reopened(workbook_bytes(rule_set, [audit()])), "Missing documentation")
    assert row == {
        "Note": "case-1", "Surgeon": "A. Surgeon, MD", "Date of service": datetime(2024, 5, 6),
        "Element": "Size of the bone defect", "Finding": "missing", "Severity": "support", "What the note says": None,
        "Who asks for it": "Guidance for payers", "Why it matters": "It shows the extent.",
    }  # fmt: skip


def test_queries(rule_set: RuleSet) -> None:
    (row,) = table(reopened(workbook_bytes(rule_set, [audit()])), "Queries")
    assert row == {
        "Note": "case-1", "Surgeon": "A. Surgeon, MD", "Date of service": datetime(2024, 5, 6), "Severity": "support",
        "Element": "Size of the bone defect", "Question to the surgeon": "What were the dimensions?", "What the note says": None,
    }  # fmt: skip


def test_queries_stand_by_surgeon_and_the_gravest_first(rule_set: RuleSet) -> None:
    def asked(note: str, surgeon: str | None, *severities: Any) -> Audit:
        questions = [Question(element="x", severity=severity, authority="-", text=severity) for severity in severities]
        return audit(id=note, surgeon=surgeon, questions=tuple(questions), elements={})

    audits = [
        asked("3", None, "support"),
        asked("2", "B", "quality", "decisive"),
        asked("1", "B", "support"),
        asked("4", "A", "support"),
    ]
    rows = table(reopened(workbook_bytes(rule_set, audits)), "Queries")
    assert [(row["Surgeon"], row["Note"], row["Severity"]) for row in rows] == [
        ("A", "4", "support"), ("B", "1", "support"), ("B", "2", "decisive"), ("B", "2", "quality"), (None, "3", "support"),
    ]  # fmt: skip


def test_a_missing_element_that_nobody_is_asked_for_is_told_and_is_no_query(rule_set: RuleSet) -> None:
    book = reopened(workbook_bytes(rule_set, [audit(questions=())]))
    (row,) = table(book, "Missing documentation")
    assert (row["Element"], row["Finding"]) == ("Size of the bone defect", "missing, not asked")
    assert table(book, "Queries") == []


def test_a_contradiction_shows_both_quotations(rule_set: RuleSet) -> None:
    quotes = (place("left iliac crest"), place("skin paddle"))
    question = Question(element="donor_site", severity="decisive", authority="Code", text="From which bone?", quotes=quotes)
    book = reopened(workbook_bytes(rule_set, [audit(questions=(question,), elements={})]))
    (row,), (query,) = table(book, "Missing documentation"), table(book, "Queries")
    assert (row["Element"], row["Finding"], row["Severity"]) == ("Donor bone", "contradiction", "decisive")
    assert row["What the note says"] == "“left iliac crest” (technique, 4-20)\n“skin paddle” (technique, 36-47)"
    assert query["What the note says"] == row["What the note says"]


def test_evidence_holds_what_counts_and_what_does_not(rule_set: RuleSet) -> None:
    crest, paddle, gap = table(reopened(workbook_bytes(rule_set, [audit()])), "Evidence")
    assert crest == {
        "Note": "case-1", "No.": 1, "Counts": "yes", "Concept": "bone", "Value": "iliac crest, left", "Assertion": "performed",
        "Quotation": "iliac crest", "Section": "technique", "From": 9, "To": 20, "Rule": "bone-iliac-crest", "Cue": None,
        "Rule of the cue": None, "Why it does not count": None,
    }  # fmt: skip
    assert (paddle["Counts"], paddle["Assertion"], paddle["Cue"], paddle["Rule of the cue"], paddle["Why it does not count"]) == (
        "no", "negated", "No", "cue-no", "negated",
    )  # fmt: skip
    assert gap["Value"] == "defect, 6 × 4 cm"


def test_evidence_that_finds_no_room_is_told(rule_set: RuleSet) -> None:
    audits = [audit(), audit(id="case-2"), audit(id="case-3", findings=(CREST,))]
    book = reopened(workbook_bytes(rule_set, audits, evidence_rows=5))
    assert [row["Note"] for row in table(book, "Evidence")] == ["case-1"] * 3
    assert book["Evidence"]["A6"].value == (
        "This sheet is full. Another 4 findings of 2 notes stand in audit.jsonl and on the evidence pages."
    )
    facts = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert (facts["Findings"], facts["Findings in this workbook"]) == (7, 3)


def test_not_audited_lists_first_what_must_be_settled(rule_set: RuleSet) -> None:
    rows = table(reopened(workbook_bytes(rule_set, [ASIDE, EMPTY])), "Not audited")
    assert rows == [
        {
            "File": "notes/empty.txt", "Outcome": "not audited", "Reason": "the file is empty",
            "What to do": "export the note again",
        },
        {
            "File": "notes/case-1.json", "Outcome": "left aside", "Reason": "this is the annotation of the note beside it",
            "What to do": "nothing to do",
        },
    ]  # fmt: skip


def test_rules_sheet(rule_set: RuleSet) -> None:
    rows = table(reopened(workbook_bytes(rule_set, [])), "Rules")
    assert [row["Rule"] for row in rows] == [placed.rule.id for placed in rule_set.placed]
    assert rows[0] == {
        "Rule": "bone-iliac-crest", "Concept": "bone", "Value": "iliac crest", "Why": "The crest by name.",
        "File": "concepts/bones.toml",
    }  # fmt: skip


def test_guidance_explains_every_word_that_a_reviewer_meets(rule_set: RuleSet) -> None:
    book = reopened(workbook_bytes(rule_set, []))
    rows = table(book, "Guidance")
    subjects: dict[str, list[str]] = {}
    for row in rows:
        subjects.setdefault(row["Subject"], []).append(row["Word"])
    assert subjects["Status"] == ["supported", "query", "outside the set", "not applicable"]
    assert subjects["Severity of what is missing"] == ["decisive", "support", "regulatory", "quality"]
    assert subjects["Reason for disagreement"] == ["bone misread"]
    assert subjects["Sheets"] == [name for name in SHEETS if name not in ("Guidance", "Lists")]
    titles = [cell.value for cell in book["Audit"][1]]
    assert set(subjects["Reviewers' columns"]) <= set(titles)


def test_an_empty_run_is_a_whole_workbook(rule_set: RuleSet) -> None:
    book = reopened(workbook_bytes(rule_set, []))
    assert book.sheetnames == SHEETS
    assert [book[name].sheet_state for name in SHEETS] == ["visible"] * 10 + ["hidden"]
    assert table(book, "Audit") == []


def test_no_cell_is_a_formula_wherever_the_text_comes_from(rule_set: RuleSet) -> None:
    evil = "=cmd|' /C calc'!A0"
    finding = CREST.model_copy(update={"evidence": Evidence.of(evil, 0, len(evil), "=1+1"), "value": "+1", "why": "@x"})
    question = Question(element="donor_site", severity="support", authority="-1", text="=1+1", quotes=(finding.evidence,))
    bad = audit(id=evil, surgeon=evil, reason=evil, source=evil, findings=(finding,), questions=(question,), stated_codes=(evil,))
    book = reopened(workbook_bytes(rule_set, [bad, NotAudited(evil, evil, evil)]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert sum(str(cell.value).startswith("=cmd") for cell in cells) == 18
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[:1] in ("=", "+", "-", "@"))


def test_control_characters_and_long_texts_do_not_stop_the_workbook(rule_set: RuleSet) -> None:
    text = "bell\x07 " + "x" * 40_000
    finding = CREST.model_copy(update={"evidence": Evidence.of(text, 0, len(text), "s\x00")})
    (row,) = table(reopened(workbook_bytes(rule_set, [audit(findings=(finding,))])), "Evidence")
    assert row["Quotation"].startswith("bell␇ xxx")
    assert row["Quotation"].endswith("x … [cut: 40,006 characters in all]")
    assert row["Section"] == "s␀"


def test_view_and_print_set_up(rule_set: RuleSet) -> None:
    book = reopened(workbook_bytes(rule_set, [audit(), EMPTY]))
    for sheet in book:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3 if sheet.title == "Audit" else 1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "Page &P of &N"
    for name in TABLES:
        sheet = book[name]
        assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("D2" if name == "Audit" else "B2", "landscape")
        assert sheet.print_title_rows == "$1:$1"
        assert all(sheet.column_dimensions[get_column_letter(number + 1)].width >= 6 for number in range(sheet.max_column))
    assert book["Audit"].print_title_cols == "$A:$C"
    assert book["Summary"].page_setup.orientation == "portrait"


def test_a_row_is_high_enough_for_its_text_and_may_be_fitted_anew(rule_set: RuleSet) -> None:
    data = workbook_bytes(rule_set, [audit(reason="word " * 40)])
    height = reopened(data)["Audit"].row_dimensions[2].height
    assert height is not None
    assert height >= 4 * 13
    with ZipFile(BytesIO(data)) as parts:
        rows = re.findall(r"<row [^>]*>", parts.read("xl/worksheets/sheet2.xml").decode())
    assert "ht=" in rows[1]
    assert not any("customHeight" in row for row in rows)


def test_document_properties_hold_no_time(rule_set: RuleSet) -> None:
    with ZipFile(BytesIO(workbook_bytes(rule_set, [audit()]))) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert "Audit of operative notes" in core
    assert rule_set.digest in core
    assert "created" not in core
    assert "modified" not in core


def test_two_runs_differ_in_the_summary_alone(rule_set: RuleSet) -> None:
    outcomes: list[Audit | NotAudited] = [audit(), no_transfer(), EMPTY, ASIDE]
    first = workbook_bytes(rule_set, outcomes, RunFacts("0.1.0", datetime(2025, 3, 4)))
    assert first == workbook_bytes(rule_set, outcomes, RunFacts("0.1.0", datetime(2025, 3, 4)))
    later = workbook_bytes(rule_set, outcomes, RunFacts("0.1.0", datetime(2026, 7, 8)))
    with ZipFile(BytesIO(first)) as one, ZipFile(BytesIO(later)) as two:
        assert one.namelist() == two.namelist()
        assert [name for name in one.namelist() if one.read(name) != two.read(name)] == ["xl/worksheets/sheet1.xml"]


def test_rows_are_kept_in_memory_and_not_in_temporary_files(
    rule_set: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert workbook_bytes(rule_set, [audit()])


@pytest.mark.parametrize("linked", [False, True])
def test_a_table_goes_on_in_another_sheet_when_one_is_full(linked: bool) -> None:
    sheets = Sheets()
    link = str if linked else None
    rows: Table[int] = Table(sheets, "Evidence", (Column("No.", 6, lambda row: row),), max_rows=3, link=link)
    last: Table[int] = Table(sheets, "Rules", (Column("No.", 6, lambda row: row),))
    for number in range(1, 6):
        rows.add(number)
    rows.close()
    last.close()
    file = BytesIO()
    assert sheets.save(file, DocumentProperties()) == 9
    again = load_workbook(file)
    assert again.sheetnames == ["Evidence", "Evidence 2", "Evidence 3", "Rules"]
    assert [[row["No."] for row in table(again, name)] for name in again.sheetnames] == [[1, 2], [3, 4], [5], []]
    assert [(each.name, each.ref) for sheet in again for each in sheet.tables.values()] == [
        ("Evidence", "A1:A3"), ("Evidence_2", "A1:A3"), ("Evidence_3", "A1:A2"), ("Rules", "A1:A2"),
    ]  # fmt: skip
    assert again["Evidence 3"].print_title_rows == "$1:$1"
    hyperlinks = [cell.hyperlink.target for sheet in again for (cell,) in sheet.iter_rows() if cell.hyperlink]
    assert hyperlinks == (["1", "2", "3", "4", "5"] if linked else [])


def test_one_module_alone_makes_cells() -> None:
    folder = Path(__file__).parents[2] / "auditor" / "report"
    makers = [
        path.name for path in folder.rglob("*.py") if re.search(r"openpyxl\.cell|\.cell\(row|\.value = |<c r=", path.read_text())
    ]
    assert makers == ["cells.py"]
