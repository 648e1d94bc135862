from __future__ import annotations

import json

import pytest

from auditor.evaluate.cases import Cases
from auditor.evaluate.compare import Value, compare
from auditor.evaluate.confusion import codes, statuses
from auditor.evaluate.evaluation import Evaluation
from auditor.evaluate.misses import misses
from auditor.evaluate.record import record
from auditor.evaluate.report import report
from auditor.evaluate.scores import Rate, Tallies
from auditor.evaluate.wording import counted, interval, number, value
from auditor.notes.seen import NotAudited
from tests.evaluate.kit import GRAFT, gold
from tests.report.kit import TEXT, audit

CASES = Cases(cases=(), without_gold=(), problems=())


def evaluation(text: str = TEXT) -> Evaluation:
    """One note whose donor bone, side of skin and, in another text, quotations are wrong."""
    wanted, said = gold(best_fit=["20962"], grafts=[GRAFT | {"skin_paddle": "present"}]), audit()
    marks = compare(wanted, said, text)
    tallies = Tallies()
    tallies.add(marks)
    return Evaluation(
        notes=1, not_audited=(), scores=tallies.scores(("donor_site", "defect_size")), statuses=statuses([(wanted, said)]),
        codes=codes([(wanted, said)]), misses=tuple(misses("case-1", marks, said)), tool_version="0", rules_digest="d",
    )  # fmt: skip


def test_misses_name_rules_that_count_and_rules_that_do_not() -> None:
    lines = report(evaluation(), CASES).splitlines()
    assert lines[lines.index("case-1  graft: skin paddle") :][:4] == [
        "case-1  graft: skin paddle",
        "    gold       present",
        "    predicted  absent",
        "    rules      skin-paddle (does not count: cue-no)",
    ]
    best_fit = lines.index("case-1  code: best fit")
    assert lines[best_fit + 3] == "    rules      crest (row), bone-iliac-crest, skin-paddle (does not count: cue-no)"


def test_a_note_of_one_is_one_note() -> None:
    assert report(evaluation(), CASES).startswith("1 note compared with gold; 0 of them not audited and so counted as wrong; ")


def test_long_lists_are_broken_between_ids() -> None:
    names = tuple(f"ward-number-{number}/case" for number in range(30))
    lines = report(evaluation(), Cases((), names, ())).splitlines()
    told = [line for line in lines if "ward-number" in line]
    assert len(told) > 1
    assert all(len(line) <= 120 for line in told)
    assert " ".join(" ".join(told).split()) == f"without gold: {', '.join(names)}"


def test_a_quotation_that_does_not_stand_in_the_note_is_not_repeated() -> None:
    found = evaluation("Another note.")
    text, data = report(found, CASES), record(found, CASES).decode("utf-8")
    lines = text.splitlines()
    assert lines[lines.index("case-1  evidence: quotation stands in the note") + 2] == "    predicted  a quotation"
    quoted = [miss for miss in json.loads(data)["misses"] if miss["field"] == "evidence.quote"]
    assert [miss["predicted"] for miss in quoted] == [None, None]
    assert "6 x 4 cm" not in text + data


def test_unseen_characters_are_made_visible() -> None:
    row = NotAudited("a\x1b[31m.txt", "the file is empty", "export it again")
    assert "  a␛[31m.txt: the file is empty; export it again.\n" in report(evaluation(), Cases((), (), (row,)))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (None, "nothing"),
        ((), "nothing"),
        ("end_to_end", "end-to-end"),
        (("end_to_side", "coupler"), "end-to-side; coupler"),
        ((6.0, 4.5), "6 × 4.5 cm"),
    ],
)
def test_values_in_words(said: Value, shown: str) -> None:
    assert value(said) == shown


def test_numbers_in_words() -> None:
    assert (number(0.12345), number(None)) == ("0.123", "–")
    assert (interval(Rate(0.5, (0.25, 0.75))), interval(Rate(1.0, None)), interval(None)) == ("0.250–0.750", "–", "–")
    assert (counted(1, "note"), counted(2000, "note")) == ("1 note", "2,000 notes")
