"""Audits and a small rule set for the tests of what is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from auditor.model import Assertion, Audit, Cue, Defect, ElementState, Evidence, Finding, Graft, Question, Status, Step
from auditor.notes.seen import NotAudited
from auditor.report.workbook.book import Book
from auditor.report.workbook.summary_tables import RunFacts
from auditor.report.workbook.trend import Trend
from auditor.rules.load import RuleSet, load
from tests.rules.kit import ELEMENTS, write

TEXT = "The left iliac crest was raised.\nNo skin paddle was taken. The gap measured 6 x 4 cm."
MORE = """
[[element]]
id = "defect_size"
label = "Size of the bone defect"
severity = "support"
authority = "Guidance for payers"
question = "What were the dimensions of the bone defect itself?"
why = "It shows the extent."
"""
FACTS = RunFacts("0.1.0", datetime(2025, 3, 4, 10, 22))


def rules(folder: Path) -> RuleSet:
    """Six rules, one code row and two elements."""
    return load(write(folder, elements=(ELEMENTS, ELEMENTS + MORE)))


def place(quote: str, text: str = TEXT, section: str = "technique") -> Evidence:
    """The first place of `quote` in the text."""
    start = text.index(quote)
    return Evidence.of(text, start, start + len(quote), section)


CREST = Finding(
    rule_id="bone-iliac-crest", concept="bone", value="iliac_crest", assertion=Assertion.PERFORMED,
    evidence=place("iliac crest"), sentence=0, clause=0, side="left",
)  # fmt: skip
PADDLE = Finding(
    rule_id="skin-paddle", concept="skin", value="present", assertion=Assertion.NEGATED, evidence=place("skin paddle"),
    sentence=1, clause=1, accepted=False, why="negated", cue=Cue(rule_id="cue-no", quote="No", start=33, end=35),
)  # fmt: skip
GAP = Finding(
    rule_id="unit-cm", concept="size", value="defect", assertion=Assertion.PERFORMED, evidence=place("6 x 4 cm"),
    sentence=2, clause=2, cm=(6.0, 4.0),
)  # fmt: skip


def audit(**changed: Any) -> Audit:
    """An audit with something in every field."""
    fields: dict[str, Any] = {
        "id": "case-1",
        "surgeon": "A. Surgeon, MD",
        "date_of_service": "2024-05-06",
        "status": Status.SUPPORTED,
        "best_fit": ("20956",),
        "other_codes": (),
        "reason": "All is documented.",
        "grafts": (
            Graft(
                donor_site="iliac_crest", laterality="left", vascularity="free", skin_paddle="absent",
                arterial_anastomosis=("end_to_side",), venous_anastomosis=("end_to_end", "coupler"),
                recipient_vessels=("facial artery", "facial vein"), quote="iliac crest",
            ),
        ),
        "defect": Defect(size_cm=(6.0, 4.5), location="mandible", laterality="right", quote="6 x 4 cm"),
        "elements": {"donor_site": ElementState.DOCUMENTED, "defect_size": ElementState.MISSING},
        "support": {"donor_site": (CREST,)},
        "modifier_cues": ("62", "22"),
        "stated_codes": ("20969",),
        "questions": (
            Question(
                element="defect_size", severity="support", authority="Guidance for payers", text="What were the dimensions?"
            ),
        ),
        "findings": (CREST, PADDLE, GAP),
        "path": (
            Step(graft=0, row="rest", fired=False, why="tried later"),
            Step(graft=0, row="crest", fired=True, why="Crest, bone only."),
        ),
        "source": "notes/case-1.txt",
        "encoding": "utf-8",
        "tool_version": "0.1.0",
        "rules_digest": "d1",
        "note_digest": "d2",
    }  # fmt: skip
    return Audit(**(fields | changed))


def workbook_bytes(
    rule_set: RuleSet,
    outcomes: Iterable[Audit | NotAudited],
    facts: RunFacts = FACTS,
    trend: Trend | None = None,
    **options: Any,
) -> bytes:
    """The file that these outcomes give; `options` go to the book."""
    file = BytesIO()
    with Book(rule_set, **options) as book:
        for outcome in outcomes:
            book.add(outcome)
        book.save(file, facts, trend)
    return file.getvalue()


def reopened(data: bytes) -> Workbook:
    """The workbook as a reader of spreadsheets sees it."""
    return load_workbook(BytesIO(data))


def table(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet's table by column title; the empty row of an empty table is none."""
    (area,) = (each.ref for each in book[sheet].tables.values())
    head, *rows = ([cell.value for cell in row] for row in book[sheet][area])
    return [dict(zip(map(str, head), row, strict=True)) for row in rows if any(value is not None for value in row)]
