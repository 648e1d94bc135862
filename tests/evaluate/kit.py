"""A tiny gold set, and gold that agrees with the hand-made audit of the report's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from auditor.evaluate.compare import Mark, compare
from auditor.evaluate.gold import Gold
from auditor.evaluate.tallies import Counts
from auditor.model import Audit
from tests.cli.test_run import APPENDIX, TRANSFER
from tests.report.kit import TEXT

GRAFT: dict[str, Any] = {
    "donor_site": "iliac_crest", "laterality": "left", "vascularity": "free", "skin_paddle": "absent", "skin_paddle_cm": None,
    "arterial_anastomosis": ["end_to_side"], "venous_anastomosis": ["end_to_end", "coupler"],
    "recipient_vessels": ["facial artery", "facial vein"], "quote": "iliac crest",
}  # fmt: skip
DEFECT: dict[str, Any] = {"size_cm": [6.0, 4.5], "location": "mandible", "laterality": "right", "quote": "6 x 4 cm"}
AGREED: dict[str, Any] = {
    "id": "case-1", "surgeon": "A. Surgeon", "date_of_service": "2024-05-06", "status": "supported", "best_fit": ["20956"],
    "other_codes": [], "grafts": [GRAFT], "defect": DEFECT,
    "elements": {"donor_site": "documented", "defect_size": "missing"}, "modifier_cues": ["22", "62"], "stated_codes": ["20969"],
}  # fmt: skip
NOTHING: dict[str, Any] = {
    "surgeon": None, "date_of_service": None, "status": "not_applicable", "best_fit": [], "other_codes": [], "grafts": [],
    "defect": None, "elements": {}, "modifier_cues": [], "stated_codes": [],
}  # fmt: skip
RAISED: dict[str, Any] = {
    "surgeon": None, "date_of_service": None, "status": "supported", "best_fit": ["20956"], "other_codes": [],
    "grafts": [
        GRAFT | {"laterality": "right", "venous_anastomosis": ["end_to_end"], "quote": "iliac crest was harvested",
                 "recipient_vessels": ["anterior tibial artery", "vena comitans"]}
    ],
    "defect": {"size_cm": None, "location": "tibia", "laterality": "left", "quote": None},
    "elements": {"donor_site": "documented", "closure": "missing"}, "modifier_cues": [], "stated_codes": [],
}  # fmt: skip


def gold(**changed: Any) -> Gold:
    """The gold with which the hand-made audit agrees in everything, but for what is changed."""
    return Gold.model_validate_json(json.dumps(AGREED | changed))


def marks(wanted: Gold, said: Audit | None, text: str = TEXT) -> dict[str, list[Mark]]:
    """The marks of one note by field."""
    found: dict[str, list[Mark]] = {}
    for mark in compare(wanted, said, text):
        found.setdefault(mark.field, []).append(mark)
    return found


def results(wanted: Gold, said: Audit | None, field: str) -> list[bool | Counts]:
    """How the marks of one field came out."""
    return [mark.result for mark in marks(wanted, said).get(field, [])]


def add_case(folder: Path, name: str, text: str, annotation: dict[str, Any], **changed: Any) -> None:
    """Lay a note and its gold side by side."""
    note = folder / f"{name}.txt"
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(text, "utf-8")
    note.with_suffix(".json").write_text(json.dumps(annotation | {"id": note.stem} | changed), "utf-8")


def tiny(folder: Path) -> Path:
    """Four cases: two that agree, one whose gold asks for other vessels and another side, one that is no query at all."""
    add_case(folder, "a", TRANSFER, RAISED)
    add_case(folder, "b", APPENDIX, NOTHING)
    other = RAISED["grafts"][0] | {"laterality": "left", "recipient_vessels": ["anterior tibial artery", "great saphenous vein"]}
    add_case(folder, "ward/c", TRANSFER, RAISED, grafts=[other])
    add_case(folder, "ward/d", APPENDIX, NOTHING, status="query", best_fit=["20962"])
    return folder
