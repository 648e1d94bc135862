"""A quotation is found where people look for it: by the part of the file, and by the line within that part."""

from __future__ import annotations

import pytest

from auditor.engine.one import Auditor
from auditor.language.places import Places
from auditor.model import Note, Place

TEXT = "one\ntwo\n\nthree\nfour\nfive"
LINES = (0, 4, 8, 9, 15, 20)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("one", "page 1, line 1"), ("two", "page 1, line 2"), ("three", "page 2, line 1"), ("four", "page 2, line 2"),
        ("five", "OBX 7"), ("ive", "OBX 7"),
    ],
)  # fmt: skip
def test_lines_count_within_their_part(word: str, name: str) -> None:
    places = Places(TEXT, LINES, (Place(0, "page 1"), Place(9, "page 2"), Place(20, "OBX 7")))
    assert places.name(TEXT.index(word)) == name


def test_a_plain_text_has_no_places() -> None:
    assert Places(TEXT, LINES, ()).name(4) == ""


def test_what_stands_before_the_first_part_has_no_place() -> None:
    assert Places(TEXT, LINES, (Place(9, "page 2"),)).name(4) == ""


def test_a_part_may_begin_within_a_line() -> None:
    assert Places("a: b | c: d\ne", (0, 12), (Place(0, "cell 1"), Place(7, "cell 2"))).name(10) == "cell 2, line 1"


def test_evidence_statements_and_contradictions_have_their_places() -> None:
    title = "PROCEDURE PERFORMED: Free vascularized iliac crest bone flap to the left tibia.\n"
    body = (
        "DESCRIPTION OF PROCEDURE:\nThe right fibula was harvested on the peroneal vessels without a skin paddle.\n"
        "The pedicle was divided. The artery was anastomosed end-to-side to the anterior tibial artery.\n"
    )
    note = Note(id="n", text=title + body, format="PDF", places=(Place(0, "page 1"), Place(len(title), "page 2")))
    audit = Auditor().audit(note)
    found = {finding.evidence.quote: finding.evidence.where for finding in audit.findings}
    assert found["fibula"] == "page 2, line 2"
    assert found["crest bone"] == "page 1"
    assert found["end-to-side"] == "page 2, line 3"
    (conflict,) = [question for question in audit.questions if question.quotes]
    assert [quote.place for quote in conflict.quotes] == ["page 1", "page 2, line 2"]
    assert [statement.place for statement in conflict.statements] == ["page 1", "page 2, line 2"]
    plain = Auditor().audit(note.model_copy(update={"places": ()}))
    assert {finding.evidence.place for finding in plain.findings} == {""}
    assert plain.findings[0].evidence.where == "line 1"
    assert [finding.evidence.line for finding in plain.findings] == [finding.evidence.line for finding in audit.findings]
