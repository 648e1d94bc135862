"""The workbook: what stands in its sheets, that it is safe to open, ready to print, and the same each time."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from auditor.model import Audit, Defect, ElementState, Evidence, Graft, Question, Status, Step
from auditor.notes.seen import NotAudited
from auditor.report.workbook.archive import save
from auditor.report.workbook.sheet import Column, Table
from auditor.report.workbook.style import named_styles
from auditor.report.workbook.summary_sheet import RunFacts
from auditor.rules.load import RuleSet
from tests.report.kit import CREST, audit, place, reopened, rules, table, workbook_bytes

SHEETS = ["Summary", "Audit", "Missing documentation", "Evidence", "Not audited", "Rules"]
EMPTY = NotAudited("notes/empty.txt", "the file is empty", "export the note again")
ASIDE = NotAudited("notes/case-1.json", "this is the annotation of the note beside it", "nothing to do", failure=False)


@pytest.fixture
def rule_set(tmp_path: Path) -> RuleSet:
    return rules(tmp_path)


def no_transfer(**changed: Any) -> Audit:
    bare: dict[str, Any] = {
        "status": Status.NOT_APPLICABLE,
        "best_fit": (),
        "grafts": (),
        "defect": None,
        "elements": {},
        "questions": (),
    }
    return audit(**({"id": "case-2", "reason": "No transfer.", "findings": (), "path": ()} | bare | changed))


def test_audit_sheet(rule_set: RuleSet) -> None:
    (row,) = table(reopened(workbook_bytes(rule_set, [audit()])), "Audit")
    assert row == {
        "Note": "case-1", "Status": "supported", "Suggested code": "20956", "Other code": None, "Reason": "All is documented.",
        "Surgeon": "A. Surgeon, MD", "Date of service": "2024-05-06", "Graft": None, "Donor bone": "iliac crest",
        "Donor side": "left", "Transfer": "free", "Skin paddle": "absent", "Paddle, cm": None, "Artery joined": "end-to-side",
        "Vein joined": "end-to-end, coupler", "Recipient vessels": "facial artery, facial vein", "Defect, cm": "6 × 4.5",
        "Recipient site": "mandible", "Recipient side": "right", "Missing: decisive": 0, "Missing: support": 1,
        "Missing: regulatory": 0, "Missing: quality": 0, "Modifier cues": "62, 22", "Codes in the note": "20969",
        "File": "notes/case-1.txt",
    }  # fmt: skip


def test_a_note_without_transfer_still_has_its_row(rule_set: RuleSet) -> None:
    (row,) = table(reopened(workbook_bytes(rule_set, [no_transfer(encoding="cp1252")])), "Audit")
    assert (row["Status"], row["Suggested code"], row["Donor bone"], row["Missing: decisive"]) == (
        "not applicable",
        None,
        None,
        None,
    )
    assert row["File"] == "notes/case-1.txt (cp1252)"


def test_two_grafts_are_two_rows_each_with_its_own_code(rule_set: RuleSet) -> None:
    grafts = (Graft(donor_site="rib"), Graft(donor_site="iliac_crest", skin_paddle="absent"))
    path = (
        Step(graft=0, row="crest", fired=False, why="donor_site is rib"), Step(graft=0, row="rest", fired=True, why="-"),
        Step(graft=1, row="crest", fired=True, why="-"),
    )  # fmt: skip
    both = audit(grafts=grafts, path=path, best_fit=("20956",), other_codes=("20969",), defect=Defect())
    rows = table(reopened(workbook_bytes(rule_set, [both])), "Audit")
    assert [(row["Note"], row["Graft"], row["Donor bone"]) for row in rows] == [
        ("case-1", "1 of 2", "rib"),
        ("case-1", "2 of 2", "iliac crest"),
    ]
    assert rows[1]["Suggested code"] == "20956"
    assert rows[1]["Other code"] is None


def test_missing_documentation(rule_set: RuleSet) -> None:
    (row,) = table(reopened(workbook_bytes(rule_set, [audit()])), "Missing documentation")
    assert row == {
        "Note": "case-1", "Surgeon": "A. Surgeon, MD", "Date of service": "2024-05-06", "Element": "Size of the bone defect",
        "Finding": "missing", "Severity": "support", "Question to the surgeon": "What were the dimensions?",
        "What the note says": None, "Authority": "Guidance for payers",
    }  # fmt: skip


def test_a_missing_element_without_a_question_of_the_audit_gets_that_of_the_rules(rule_set: RuleSet) -> None:
    (row,) = table(reopened(workbook_bytes(rule_set, [audit(questions=())])), "Missing documentation")
    assert (row["Element"], row["Question to the surgeon"]) == (
        "Size of the bone defect",
        "What were the dimensions of the bone defect itself?",
    )


def test_a_contradiction_shows_both_quotations(rule_set: RuleSet) -> None:
    quotes = (place("left iliac crest"), place("skin paddle"))
    question = Question(element="donor_site", severity="decisive", authority="Code", text="From which bone?", quotes=quotes)
    (row,) = table(reopened(workbook_bytes(rule_set, [audit(questions=(question,), elements={})])), "Missing documentation")
    assert (row["Element"], row["Finding"], row["Severity"]) == ("Donor bone", "contradiction", "decisive")
    assert row["What the note says"] == "“left iliac crest” (technique, 4-20)\n“skin paddle” (technique, 36-47)"


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


def test_summary(rule_set: RuleSet) -> None:
    complete = audit(id="case-3", elements=dict.fromkeys(("donor_site", "defect_size"), ElementState.DOCUMENTED))
    book = reopened(workbook_bytes(rule_set, [audit(), complete, no_transfer(other_codes=("20955",)), EMPTY, ASIDE]))
    lines = [[value for value in row if value is not None] for row in book["Summary"].iter_rows(values_only=True)]
    text = "3 notes audited: 2 supported, 0 query, 0 outside the set, 1 not applicable; 1 not audited."
    assert lines[1] == [f"Vascularised bone transfer: 20956. {text}"]
    for line in (
        ["supported", 2, 2 / 3, "A code of the set fits, and all that decides it is documented."],
        ["query", 0, 0, "What decides the code is missing or contradictory: ask the surgeon."],
        ["20956", 2, 2 / 3, "yes"],
        ["20955", 1, 1 / 3, "no, a neighbour"],
        ["Size of the bone defect", 1, 0.5, "support", "Guidance for payers"],
        ["Donor bone", 0, 0, "decisive", "Code definition"],
        ["When", datetime(2025, 3, 4, 10, 22)],
        ["Files seen", 5],
        ["Files not audited", 1],
        ["Files left aside", 1],
        ["Encodings of the notes", "utf-8 (3)"],
        ["Tool version", "0.1.0"],
        ["Rule digest", rule_set.digest],
    ):
        assert line in lines
    assert lines.index(["Size of the bone defect", 1, 0.5, "support", "Guidance for payers"]) + 1 == lines.index(
        ["Donor bone", 0, 0, "decisive", "Code definition"]
    )


def test_an_empty_run_is_a_whole_workbook(rule_set: RuleSet) -> None:
    book = reopened(workbook_bytes(rule_set, []))
    assert book.sheetnames == SHEETS
    assert table(book, "Audit") == []


def test_no_cell_is_a_formula_wherever_the_text_comes_from(rule_set: RuleSet) -> None:
    evil = "=cmd|' /C calc'!A0"
    finding = CREST.model_copy(update={"evidence": Evidence.of(evil, 0, len(evil), "=1+1"), "value": "+1", "why": "@x"})
    question = Question(element="donor_site", severity="support", authority="-1", text="=1+1", quotes=(finding.evidence,))
    bad = audit(id=evil, surgeon=evil, reason=evil, source=evil, findings=(finding,), questions=(question,), stated_codes=(evil,))
    book = reopened(workbook_bytes(rule_set, [bad, NotAudited(evil, evil, evil)]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert sum(str(cell.value).startswith("=cmd") for cell in cells) == 14
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
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "Page &P of &N"
    for name in SHEETS[1:]:
        sheet = book[name]
        assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.print_title_rows) == ("B2", "landscape", "$1:$1")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[get_column_letter(number + 1)].width >= 6 for number in range(sheet.max_column))
    assert book["Summary"].page_setup.orientation == "portrait"


def test_status_and_severity_are_words_in_colour(rule_set: RuleSet) -> None:
    book = reopened(workbook_bytes(rule_set, [audit(), no_transfer()]))
    assert [(cell.value, cell.style) for cell in book["Audit"]["B"][1:]] == [
        ("supported", "auditor good"),
        ("not applicable", "auditor quiet"),
    ]
    assert book["Missing documentation"]["F2"].style == "auditor ask"


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


def test_a_table_goes_on_in_another_sheet_when_one_is_full() -> None:
    book = Workbook(write_only=True)
    for style in named_styles():
        book.add_named_style(style)
    rows: Table[int] = Table(book, "Evidence", (Column("No.", 6, lambda row: row),), max_rows=3)
    last: Table[int] = Table(book, "Rules", (Column("No.", 6, lambda row: row),))
    for number in range(1, 6):
        rows.add(number)
    rows.close()
    last.close()
    file = BytesIO()
    save(book, file)
    again = load_workbook(file)
    assert again.sheetnames == ["Evidence", "Evidence 2", "Evidence 3", "Rules"]
    assert [[row["No."] for row in table(again, name)] for name in again.sheetnames] == [[1, 2], [3, 4], [5], []]
    assert [again[name].auto_filter.ref for name in again.sheetnames] == ["A1:A3", "A1:A3", "A1:A2", "A1:A1"]
    assert again["Evidence 3"].print_title_rows == "$1:$1"


def test_one_module_alone_makes_cells() -> None:
    folder = Path(__file__).parents[2] / "auditor" / "report"
    makers = [path.name for path in folder.rglob("*.py") if re.search(r"openpyxl\.cell|\.cell\(row|\.value = ", path.read_text())]
    assert makers == ["cells.py"]
