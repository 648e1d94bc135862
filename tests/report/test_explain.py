"""The explanation names every finding with its rule and place, the path through the tables, and the answer."""

from __future__ import annotations

from auditor.model import Evidence, Question, Status
from auditor.report.explain import explain
from tests.report.kit import CREST, audit, place


def section(text: str, heading: str) -> list[str]:
    """The lines under a heading."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{heading} -"))
    return lines[start + 1 : lines.index("", start)] if "" in lines[start:] else lines[start + 1 :]


def test_head() -> None:
    assert explain(audit()).splitlines()[:4] == [
        "Note case-1",
        "  file             notes/case-1.txt (utf-8)",
        "  surgeon          A. Surgeon, MD",
        "  date of service  2024-05-06",
    ]
    assert "  surgeon          not found" in explain(audit(surgeon=None))


def test_findings_that_count_are_grouped_by_concept() -> None:
    assert section(explain(audit()), "Findings that count") == [
        "bone",
        "  iliac crest, left: “iliac crest”  (technique, 9-20; rule bone-iliac-crest)",
        "size",
        "  defect, 6 × 4 cm: “6 x 4 cm”  (technique, 76-84; rule unit-cm)",
    ]


def test_mentions_that_do_not_count_are_grouped_by_what_the_note_says_of_them() -> None:
    planned = CREST.model_copy(update={"accepted": False, "assertion": "planned", "why": "planned"})
    owned = CREST.model_copy(update={"accepted": False, "why": "belongs to another owner: screw"})
    assert section(explain(audit(findings=(*audit().findings, planned, owned))), "Mentions that do not count") == [
        "negated",
        "  skin, present: “skin paddle”  (technique, 36-47; rule skin-paddle)",
        "      why: negated  cue “No” (cue-no, 33-35)",
        "performed",
        "  bone, iliac crest, left: “iliac crest”  (technique, 9-20; rule bone-iliac-crest)",
        "      why: belongs to another owner: screw",
        "planned",
        "  bone, iliac crest, left: “iliac crest”  (technique, 9-20; rule bone-iliac-crest)",
        "      why: planned",
    ]


def test_path_shows_rows_that_fired_and_rows_that_did_not() -> None:
    assert section(explain(audit()), "Decision path") == [
        "graft 1: left, iliac crest, transfer free, skin paddle absent",
        "    -    rest: tried later",
        "  fired  crest: Crest, bone only.",
    ]
    assert section(explain(audit(path=())), "Decision path") == ["  no graft reached the tables"]


def test_answer() -> None:
    assert section(explain(audit()), "Answer") == [
        "  status           supported",
        "  suggested code   20956",
        "  other code       none",
        "  reason           All is documented.",
        "  defect           6 × 4.5 cm right mandible",
        "  modifier cues    62, 22",
        "  printed codes    20969",
        "  missing          defect size",
    ]
    bare = audit(
        status=Status.NOT_APPLICABLE, best_fit=(), defect=None, elements={}, questions=(), modifier_cues=(), stated_codes=()
    )  # fmt: skip
    assert section(explain(bare), "Answer")[0] == "  status           not applicable"
    assert "Questions" not in explain(bare)


def test_questions_with_both_sides_of_a_contradiction() -> None:
    quotes = (place("left iliac crest"), place("skin paddle"))
    question = Question(element="donor_site", severity="decisive", authority="Code", text="From which bone?", quotes=quotes)
    assert section(explain(audit(questions=(question,))), "Questions to the surgeon") == [
        "  - donor site (decisive): From which bone?",
        "      “left iliac crest”; technique, 4-20",
        "      “skin paddle”; technique, 36-47",
    ]


def test_the_note_cannot_command_the_terminal_or_hide_where_a_quotation_ends() -> None:
    text = "iliac\r\ncrest\x1b[2J\x07"
    finding = CREST.model_copy(update={"evidence": Evidence.of(text, 0, len(text), "s")})
    shown = explain(audit(findings=(finding,), surgeon="A\x1b]0;x"))
    assert "“iliac↵crest␛[2J␇”" in shown
    assert not {character for character in shown if character < " "} - {"\n"}
