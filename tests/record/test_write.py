"""One line a note: the fields of the annotation guidelines first, in their order, then what defends them."""

from __future__ import annotations

import json

from auditor.model import Audit, Evidence
from auditor.record.write import line
from tests.report.kit import CREST, TEXT, audit

EXPECTED = {
    "id": "case-1",
    "surgeon": "A. Surgeon, MD",
    "date_of_service": "2024-05-06",
    "status": "supported",
    "best_fit": ["20956"],
    "other_codes": [],
    "reason": "All is documented.",
    "grafts": [
        {
            "donor_site": "iliac_crest",
            "laterality": "left",
            "vascularity": "free",
            "skin_paddle": "absent",
            "skin_paddle_cm": None,
            "arterial_anastomosis": ["end_to_side"],
            "venous_anastomosis": ["end_to_end", "coupler"],
            "recipient_vessels": ["facial artery", "facial vein"],
            "quote": "iliac crest",
        }
    ],
    "defect": {"size_cm": [6.0, 4.5], "location": "mandible", "laterality": "right", "quote": "6 x 4 cm"},
    "elements": {"donor_site": "documented", "defect_size": "missing"},
    "support": {
        "donor_site": [
            {
                "quote": "iliac crest", "start": 9, "end": 20, "line": 1, "section": "technique", "place": "",
                "rule_id": "bone-iliac-crest",
            }
        ]
    },
    "modifier_cues": ["62", "22"],
    "stated_codes": ["20969"],
    "evidence": [
        {
            "quote": "iliac crest", "start": 9, "end": 20, "line": 1, "section": "technique", "place": "",
            "rule_id": "bone-iliac-crest", "concept": "bone", "value": "iliac_crest", "assertion": "performed",
            "accepted": True, "why": None,
        },
        {
            "quote": "skin paddle", "start": 36, "end": 47, "line": 2, "section": "technique", "place": "",
            "rule_id": "skin-paddle", "concept": "skin", "value": "present", "assertion": "negated",
            "accepted": False, "why": "negated",
        },
        {
            "quote": "6 x 4 cm", "start": 76, "end": 84, "line": 2, "section": "technique", "place": "",
            "rule_id": "unit-cm", "concept": "size", "value": "defect", "assertion": "performed",
            "accepted": True, "why": None,
        },
    ],
    "questions": [
        {
            "element": "defect_size", "severity": "support", "authority": "Guidance for payers",
            "text": "What were the dimensions?", "quotes": [], "statements": [],
        }
    ],
    "path": [
        {"graft": 0, "row": "rest", "fired": False, "why": "tried later"},
        {"graft": 0, "row": "crest", "fired": True, "why": "Crest, bone only."},
    ],
    "source": "notes/case-1.txt",
    "encoding": "utf-8",
    "format": "plain text",
    "told_by_file": [],
    "remarks": [],
    "tool_version": "0.1.0",
    "rules_digest": "d1",
    "note_digest": "d2",
}  # fmt: skip


def test_every_field_in_its_order() -> None:
    found = json.loads(line(audit()))
    assert found == EXPECTED
    assert list(found) == list(EXPECTED)
    assert list(found["grafts"][0]) == list(EXPECTED["grafts"][0])  # type: ignore[index]


def test_every_field_of_an_audit_is_in_the_record() -> None:
    assert set(Audit.model_fields) - {"findings"} == set(EXPECTED) - {"evidence"}


def test_nothing_found() -> None:
    found = json.loads(line(audit(surgeon=None, date_of_service=None, grafts=(), defect=None, elements={}, findings=())))
    assert (found["surgeon"], found["defect"], found["grafts"], found["elements"], found["evidence"]) == (None, None, [], {}, [])


def test_one_line_whatever_the_note_holds() -> None:
    text = "crest\r\nline\u2028sep\u2029par\x85next\x0b\x0c\x1c“½”\u0000 骨"
    finding = CREST.model_copy(update={"evidence": Evidence.of(text, 0, len(text), "s")})
    data = line(audit(findings=(finding,)))
    assert len(data.decode("utf-8").splitlines()) == 1
    assert json.loads(data)["evidence"][0]["quote"] == text
    assert "“½”" in data.decode("utf-8")


def test_quotes_stand_at_their_offsets() -> None:
    for item in json.loads(line(audit()))["evidence"]:
        assert TEXT[item["start"] : item["end"]] == item["quote"]


def test_records_follow_one_another_and_bytes_are_the_same_each_time() -> None:
    written = line(audit()) + line(audit(id="case-2"))
    assert [json.loads(each)["id"] for each in written.splitlines()] == ["case-1", "case-2"]
    assert line(audit()) + line(audit(id="case-2")) == written
