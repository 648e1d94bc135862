"""The answer key of the test month holds together: nothing is asked of the tool, only of the key and the files built from it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.billing.month.build import Case, build_claims, build_notes, cases, claims_rows, note_text, rows_of, source

FAMILY = frozenset({"20955", "20956", "20957", "20962", "20969", "20970", "20972", "20973"})
# Total facility values of July 2024, for the directions below.
VALUES = {
    "20955": 7300, "20956": 7903, "20957": 8235, "20962": 8013, "20969": 8112, "20970": 8525, "20972": 8500, "20973": 8977,
}  # fmt: skip
ORDER = (
    "wrong_donor", "wrong_skin", "not_free", "unbundled", "over_coded", "under_coded", "outside_set", "unsupported",
    "not_billed", "undecided", "modifier", "units", "diagnosis", "statement", "details", "repeated",
)  # fmt: skip
REMARKS_ONLY = frozenset({"undecided", "statement", "details"})
MAY_BE_REMARKS = frozenset({"unbundled", "modifier", "units", "diagnosis"}) | REMARKS_ONLY
MEDICARE = frozenset({"Medicare", ""})
ALTERNATIVES = frozenset({
    "20900", "20902", "15756", "15757", "15758", "15733", "15734", "15736", "15738", "26551", "26553", "26554", "26556", "20999",
    "21215", "21247", "25430", "25431",
})  # fmt: skip
BILLED_WRONGLY = frozenset({"wrong_donor", "wrong_skin", "not_free", "over_coded", "under_coded", "unsupported", "repeated"})
# As few as the month has of each, so that none is lost unseen.
LEAST = {
    "agree": 35, "nothing": 7, "wrong_donor": 6, "wrong_skin": 6, "not_free": 4, "unbundled": 12, "over_coded": 4,
    "under_coded": 2, "outside_set": 4, "unsupported": 4, "not_billed": 4, "undecided": 2, "modifier": 10, "units": 2,
    "diagnosis": 2, "statement": 2, "details": 2, "repeated": 2,
}  # fmt: skip

each = pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
NOTES = tuple(case for case in cases() if case.sample)


def luhn(npi: str) -> bool:
    """True where the check digit of an NPI is right, with the prefix 80840."""
    total = 0
    for place, figure in enumerate(reversed("80840" + npi)):
        number = int(figure) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def test_there_are_120_cases() -> None:
    assert [case.id for case in cases()] == [f"case-{number:03}" for number in range(1, 121)]


def test_each_class_stands_often_enough() -> None:
    found = Counter(name for case in cases() for name in {*case.results, *case.remarks})
    assert set(found) <= set(LEAST)
    assert {name: found[name] for name in LEAST if found[name] < LEAST[name]} == {}


def test_remarks_stand_twice_where_a_class_can_be_one() -> None:
    found = Counter(name for case in cases() for name in case.remarks)
    assert set(found) == MAY_BE_REMARKS
    assert [name for name, times in found.items() if times < 2] == []


@pytest.mark.parametrize("name", ["wrong_donor", "wrong_skin"])
def test_both_directions_stand_twice(name: str) -> None:
    found = Counter(case.direction for case in cases() if case.results[:1] == (name,))
    assert min(found["over"], found["under"]) >= 2


@each
def test_names_are_known_and_in_order(case: Case) -> None:
    if case.results in (("agree",), ("nothing",)):
        assert case.direction is None
    else:
        assert list(case.results) == [name for name in ORDER if name in case.results]
        assert not REMARKS_ONLY & set(case.results)
    assert set(case.remarks) | set(case.may) <= MAY_BE_REMARKS
    assert not set(case.remarks) & set(case.may)
    assert case.direction in (None, "over", "under", "even", "unknown")
    assert case.matched_by in ("id", "surgeon and date", "none")
    assert case.unmatched in (None, "tie", "no note", "fault")
    assert case.why.endswith(".")
    assert "\n" not in case.why


@each
def test_a_note_has_results_and_lines_without_a_note_have_none(case: Case) -> None:
    assert bool(case.results) == (case.sample is not None)
    assert (case.matched_by == "none") == (not case.sample or not case.lines or case.unmatched is not None)
    if case.unmatched == "fault":
        assert [fault.line for fault in case.faults if not fault.kept] == list(range(1, len(case.lines) + 1))
    assert all(1 <= fault.line <= len(case.lines) for fault in case.faults)


@each
def test_directions_follow_from_the_values(case: Case) -> None:
    """Where billed and documented are all of the family and one unit each, the direction is that of the sums."""
    if case.direction is None or case.unmatched:
        return
    billed = sum(VALUES[line.code] * int(line.units) for line in case.lines if line.code in FAMILY)
    documented = sum(VALUES[code] for code in case.documented)
    assert case.direction == ("over" if billed > documented else "under" if billed < documented else "even")


@each
def test_results_go_with_what_is_billed_and_documented(case: Case) -> None:
    """The parts of the definitions that are plain comparisons of codes."""
    codes = [] if case.unmatched else [line.code for line in case.lines]
    family, alternatives = set(codes) & FAMILY, set(codes) & ALTERNATIVES
    results, documented = set(case.results), set(case.documented)
    if results & BILLED_WRONGLY:
        assert family
    if results == {"agree"}:
        assert family == documented
        assert family or alternatives
    if "nothing" in results:
        assert not (family or documented)
    assert ("not_billed" in results) == bool(documented and not family and not alternatives)
    if "wrong_donor" in results or "wrong_skin" in results:
        assert family - documented
    if "not_free" in results or "unsupported" in results:
        assert not documented
    assert ("69990" in codes and bool(family)) <= ("unbundled" in results)


@each
def test_rules_of_medicare_are_remarks_to_other_payers_only(case: Case) -> None:
    if "units" in case.remarks:
        assert not {line.payer for line in case.lines} & MEDICARE
    if "units" in case.results:
        assert {line.payer for line in case.lines} <= MEDICARE


@pytest.mark.parametrize("case", NOTES, ids=lambda case: case.id)
def test_every_replacement_applies_and_surgeon_and_day_stand_in_the_note(case: Case) -> None:
    text, first = note_text(case), source(case.sample or "").read_text(encoding="utf-8")
    assert text != first
    assert (case.surgeon or "?").casefold() in text.casefold()
    assert all(old != new for old, new in case.replace)
    assert date.fromisoformat(case.date or "").strftime("%Y-%m") == "2024-03"
    assert set(case.documented) <= FAMILY


def test_surgeons_have_several_notes_and_a_day_each_but_for_the_tie() -> None:
    days = Counter((case.surgeon, case.date) for case in NOTES)
    shared = [key for key, times in days.items() if times > 1]
    assert len(shared) == 1
    assert all(case.results == ("not_billed",) for case in NOTES if (case.surgeon, case.date) in shared)
    volumes = Counter(case.surgeon for case in NOTES)
    assert sum(4 <= times <= 12 for times in volumes.values()) >= 8


def test_check_digits_are_wrong_only_where_they_are_meant_to_be() -> None:
    wrong = {(case.id, place) for case in cases() for place, line in enumerate(case.lines, 1) if line.npi and not luhn(line.npi)}
    meant = {(case.id, fault.line) for case in cases() for fault in case.faults if fault.column == "npi"}
    assert wrong == meant
    assert len(meant) >= 2


def test_codes_modifiers_and_diagnoses_have_their_form_but_for_the_meant_faults() -> None:
    for case in cases():
        bad = {(fault.line, fault.column) for fault in case.faults}
        for place, line in enumerate(case.lines, 1):
            if case.unmatched == "fault" and (place, "") in bad:
                continue
            assert bool(re.fullmatch(r"\d{5}", line.code)) == ((place, "code") not in bad)
            assert all(re.fullmatch(r"[A-Z0-9]{2}", modifier) for modifier in line.modifiers)
            assert all(re.fullmatch(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?", code) for code in line.diagnoses)
            assert (str(line.units) in ("1", "2", "3")) == ((place, "units") not in bad)
            assert bool(re.fullmatch(r"\d+\.\d\d", line.charge)) == ((place, "charge") not in bad)


def test_no_row_of_claims_stands_twice_and_each_has_its_number() -> None:
    rows = claims_rows()
    assert len(set(rows)) == len(rows)
    numbers = [number for case in cases() for number in rows_of(case)]
    assert numbers == list(range(2, len(rows) + 1))
    for case in cases():
        assert [rows[number - 1][4] for number in rows_of(case)] == [line.code for line in case.lines]


def test_notes_are_distinct_and_built_the_same_twice(tmp_path: Path) -> None:
    one, two = build_notes(tmp_path / "one"), build_notes(tmp_path / "two")
    texts = [path.read_bytes() for path in one]
    assert len(one) == len(NOTES) == len(set(texts))
    assert texts == [path.read_bytes() for path in two]
    assert [path.relative_to(tmp_path / "one") for path in one] == [path.relative_to(tmp_path / "two") for path in two]
    first, second = build_claims(tmp_path / "1.csv"), build_claims(tmp_path / "2.csv")
    assert first.read_bytes() == second.read_bytes()
