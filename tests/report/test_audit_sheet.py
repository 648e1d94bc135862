"""Sheet "Audit": the rows, the reviewers' columns beside them, and what holds a row to its note."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Audit, Defect, Graft, Status, Step
from auditor.report.review_entry import Opinion, ReviewEntry
from auditor.report.workbook.audit_sheet import COLUMNS, GUARDED
from auditor.report.workbook.review_columns import FIRST, SECOND, check_of, row_key, seen_of
from auditor.rules.load import RuleSet
from tests.report.kit import audit, reopened, rules, table, workbook_bytes

UNTYPED = dict.fromkeys((*FIRST, *SECOND))


@pytest.fixture
def rule_set(tmp_path: Path) -> RuleSet:
    return rules(tmp_path)


def rows_of(rule_set: RuleSet, *audits: Audit, entries: tuple[ReviewEntry, ...] = (), **options: Any) -> list[dict[str, Any]]:
    carried = {entry.key: entry for entry in entries}
    return table(reopened(workbook_bytes(rule_set, audits, entries=carried, **options)), "Audit")


def no_transfer(**changed: Any) -> Audit:
    bare: dict[str, Any] = {"status": Status.NOT_APPLICABLE, "best_fit": (), "grafts": (), "defect": None, "elements": {}}
    return audit(**({"id": "case-2", "reason": "No transfer.", "findings": (), "path": (), "questions": ()} | bare | changed))


def test_a_row(rule_set: RuleSet) -> None:
    (row,) = rows_of(rule_set, audit())
    hidden = {title: row.pop(title) for title in ("Key", "Seen", "Check")}
    assert row == UNTYPED | {
        "Note": "case-1", "Status": "supported", "Suggested code": "20956", "Other code": None, "Graft": None,
        "Reason": "All is documented.", "Review state": None,
        "Surgeon": "A. Surgeon, MD", "Date of service": datetime(2024, 5, 6), "Donor bone": "iliac crest",
        "Donor side": "left", "Transfer": "free", "Skin paddle": "absent", "Paddle, cm": None, "Artery joined": "end-to-side",
        "Vein joined": "end-to-end, coupler", "Recipient vessels": "facial artery, facial vein", "Defect, cm": "6 × 4.5",
        "Recipient site": "mandible", "Recipient side": "right", "Missing: decisive": 0, "Missing: support": 1,
        "Missing: regulatory": 0, "Missing: quality": 0, "Modifier cues": "62, 22", "Codes in the note": "20969",
        "File": "notes/case-1.txt",
    }  # fmt: skip
    assert hidden["Key"] == row_key("case-1", 1)
    assert hidden["Seen"] == seen_of(audit(), 1)


def test_a_note_without_transfer_still_has_its_row(rule_set: RuleSet) -> None:
    (row,) = rows_of(rule_set, no_transfer(encoding="cp1252", date_of_service="Spring"))
    names = ("Status", "Suggested code", "Donor bone", "Missing: decisive", "File", "Date of service", "Key")
    assert [row[name] for name in names] == [
        "not applicable", None, None, None, "notes/case-1.txt (cp1252)", "Spring", row_key("case-2", 1),
    ]  # fmt: skip


def test_two_grafts_are_two_rows_each_with_its_own_code_and_key(rule_set: RuleSet) -> None:
    grafts = (Graft(donor_site="rib"), Graft(donor_site="iliac_crest", skin_paddle="absent"))
    path = (
        Step(graft=0, row="crest", fired=False, why="donor_site is rib"), Step(graft=0, row="rest", fired=True, why="-"),
        Step(graft=1, row="crest", fired=True, why="-"),
    )  # fmt: skip
    both = audit(grafts=grafts, path=path, best_fit=("20956",), other_codes=("20969",), defect=Defect())
    rows = rows_of(rule_set, both)
    assert [(row["Note"], row["Graft"], row["Donor bone"], row["Key"]) for row in rows] == [
        ("case-1", "1 of 2", "rib", row_key("case-1", 1)),
        ("case-1", "2 of 2", "iliac crest", row_key("case-1", 2)),
    ]
    assert rows[1]["Suggested code"] == "20956"
    assert rows[1]["Other code"] is None


def test_a_row_that_two_families_lists_share_has_both_codes(rule_set: RuleSet) -> None:
    """Where no row fired for a graft, nothing is taken away."""
    grafts = (Graft(donor_site="rib"), Graft(donor_site="rib"))
    rows = rows_of(rule_set, audit(grafts=grafts, path=(), best_fit=("20956",), other_codes=("20969",)))
    assert [(row["Suggested code"], row["Other code"]) for row in rows] == [("20956", "20969")] * 2


def test_the_check_is_that_of_the_guarded_cells_as_they_are_read(rule_set: RuleSet) -> None:
    odd = audit(id="=x_x0041_", surgeon="  Two\r\nlines ", reason="y" * 40_000, source="bell\x07")
    for row in rows_of(rule_set, audit(), odd, no_transfer()):
        assert row["Check"] == check_of(row[title] for title in GUARDED)
        assert row["Check"] != check_of((row | {"Suggested code": "20962"})[title] for title in GUARDED)


def test_guarded_is_all_but_what_reviewers_type_and_what_follows_from_it() -> None:
    titles = [column.title for column in COLUMNS]
    assert set(titles) - set(GUARDED) == {*FIRST, *SECOND, "Review state", "Check"}
    assert titles[-3:] == ["Key", "Seen", "Check"]
    assert len(set(titles)) == len(titles)


ENTRY = ReviewEntry(
    key=row_key("case-1", 1),
    seen=seen_of(audit(), 1),
    first=Opinion(
        decision="disagree", final_code="20962", reason="=own words", comment="Look at line 4.", reviewer="M. Reader",
        reviewed_on=date(2025, 2, 3),
    ),
    second=Opinion(decision="agree", final_code="none", reviewer="N. Other"),
)  # fmt: skip


def test_what_reviewers_typed_is_carried_into_the_row(rule_set: RuleSet) -> None:
    rows = rows_of(rule_set, audit(id="case-0"), audit(), entries=(ENTRY,))
    assert [row["Review state"] for row in rows] == [None, "reviewed"]
    assert [rows[1][title] for title in FIRST] == [
        "disagree", "20962", "=own words", "Look at line 4.", "M. Reader", datetime(2025, 2, 3),
    ]  # fmt: skip
    assert [rows[1][title] for title in SECOND] == ["agree", "none", None, None, "N. Other", None]
    assert [rows[0][title] for title in (*FIRST, *SECOND)] == [None] * 12


@pytest.mark.parametrize(
    "changed",
    [{"note_digest": "another"}, {"status": Status.QUERY}, {"best_fit": ("20962",)}, {"other_codes": ("20955",)},
     {"grafts": (Graft(donor_site="rib"),)}],
)  # fmt: skip
def test_another_text_or_suggestion_is_told(rule_set: RuleSet, changed: dict[str, Any]) -> None:
    (row,) = rows_of(rule_set, audit(**changed), entries=(ENTRY,))
    assert (row["Review state"], row["Decision"], row["Seen"]) == (
        "changed since review",
        "disagree",
        seen_of(audit(**changed), 1),
    )


def test_other_words_for_the_same_suggestion_are_no_change(rule_set: RuleSet) -> None:
    graft = audit().grafts[0].model_copy(update={"quote": "crest"})
    other = audit(grafts=(graft,), rules_digest="d9", reason="Said otherwise.", source="elsewhere/case-1.txt")
    assert [row["Review state"] for row in rows_of(rule_set, other, entries=(ENTRY,))] == ["reviewed"]


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("needs second review", None, "2nd review wanted"),
        ("needs second review", "agree", "reviewed"),
        ("agree", "needs second review", "2nd review wanted"),
        (None, None, None),
    ],
)
def test_the_last_decision_counts(rule_set: RuleSet, first: Any, second: Any, state: str | None) -> None:
    entry = ENTRY.model_copy(update={"first": Opinion(decision=first), "second": Opinion(decision=second)})
    (row,) = rows_of(rule_set, audit(), entries=(entry,))
    assert row["Review state"] == state


def test_a_row_leads_to_its_page(rule_set: RuleSet) -> None:
    data = workbook_bytes(rule_set, [audit(), no_transfer()], page_of=lambda note: f"{note} #1.html")
    sheet = reopened(data)["Audit"]
    links = {cell.coordinate: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"A2": "evidence/case-1%20%231.html", "A3": "evidence/case-2%20%231.html"}
    assert sheet["A2"].style == "auditor link"
    assert reopened(workbook_bytes(rule_set, [audit()]))["Audit"]["A2"].hyperlink is None
