"""The examples are read by the real reader, with a rule folder of a few rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.language.pipeline import Reader
from auditor.model import Finding, Note
from auditor.rules.examples import Read, check_examples, check_needed
from auditor.rules.load import RuleSet, load
from tests.rules.kit import rule, write


def reader(rules: RuleSet) -> Read:
    return Reader(rules).read


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in check_examples(load(folder), reader)]


def needless(folder: Path) -> list[str]:
    return [str(fault) for fault in check_needed(load(folder), reader)]


def test_the_small_set_holds_and_every_rule_of_it_is_needed(tmp_path: Path) -> None:
    write(tmp_path)
    assert faults(tmp_path) == []
    assert needless(tmp_path) == []


RIB = "concepts/bones.toml, rule bone-rib:"
NO = "context/cues.toml, rule cue-no:"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("The seventh [[rib]] was cut.", "The [[seventh rib]] was cut.",
         f"{RIB} hit 1 does not find 'seventh rib' as marked; mend the phrases or the mark, or move it to todo_hit."),
        ("[[rib]] was cut.", "[[rib]] was cut, and the [[costa]] too.",
         f"{RIB} hit 1 does not find 'costa' as marked; mend the phrases or the mark, or move it to todo_hit."),
        ("The seventh [[rib]]", "No [[rib]]",
         f"{RIB} hit 1 does not find 'rib' as marked; mend the phrases or the mark, or move it to todo_hit."),
        ("The ribbon was tied.", "The rib was tied.",
         f"{RIB} miss 1 finds 'rib'; make the phrases or a cue more precise, or move it to todo_miss."),
        ("The seventh [[rib]]", "The seventh [[rib",
         f"{RIB} hit 1: a mark is opened and not closed; write each mark as [[words]]."),
        ('miss = ["The ribbon was tied."]', 'miss = ["-"]\ntodo_hit = ["The [[rib]] was tied."]',
         f"{RIB} todo_hit 1 holds by now; promote it to hit."),
        ('miss = ["The ribbon was tied."]', 'miss = ["-"]\ntodo_miss = ["The ribbon was tied."]',
         f"{RIB} todo_miss 1 holds by now; promote it to miss."),
    ],
)  # fmt: skip
def test_an_example_that_does_not_hold_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert faults(write(tmp_path, bones=(old, new))) == [fault]


def test_a_known_gap_may_go_on_failing(tmp_path: Path) -> None:
    gaps = 'miss = ["-"]\ntodo_hit = ["The [[costa]] was cut."]\ntodo_miss = ["The rib was tied."]'
    assert faults(write(tmp_path, bones=('miss = ["The ribbon was tied."]', gaps))) == []


def test_a_cue_is_found_where_it_governs_and_nowhere_else(tmp_path: Path) -> None:
    assert faults(write(tmp_path, cues=('miss = ["The rib was cut."]', 'miss = ["There was no rib."]'))) == [
        f"{NO} miss 1 finds 'no'; make the phrases or a cue more precise, or move it to todo_miss."
    ]


def test_a_negated_mention_is_no_hit_and_a_fair_miss(tmp_path: Path) -> None:
    assert faults(write(tmp_path, bones=("The ribbon was tied.", "No rib was cut."))) == []


def test_a_rule_that_another_reads_in_the_same_way_is_not_needed(tmp_path: Path) -> None:
    extra = rule(value="rib", phrases=["seventh rib", "rib"], hit=["The [[rib]] was cut."], miss=["-"])
    write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]"))
    remedy = "without it every one of its hits reads the same; give it a hit that only this rule can find, or delete it."
    assert f"concepts/bones.toml, rule extra: {remedy}" in needless(tmp_path)


def test_one_hit_of_its_own_makes_a_rule_needed(tmp_path: Path) -> None:
    hits = ["The [[rib]] was cut.", "The [[costa]] was cut."]
    extra = rule(value="rib", phrases=["costa", "rib"], hit=hits, miss=["-"])
    assert needless(write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]"))) == [
        "concepts/bones.toml, rule bone-rib: without it every one of its hits reads the same; give it a hit that only this rule "
        "can find, or delete it."
    ]


def test_leaving_rules_out_in_groups_judges_each_as_if_it_alone_were_gone(tmp_path: Path) -> None:
    """The grouped check agrees with the plain one that builds a reader for each rule."""
    extra = rule(value="rib", phrases=["costa", "rib"], hit=["No [[costa]], one [[rib]]."], miss=["-"])
    rules = load(write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]")))
    built: list[RuleSet] = []

    def counted(given: RuleSet) -> Read:
        built.append(given)
        return reader(given)

    grouped = {fault.where for fault in check_needed(rules, counted)}
    alone = {f"{item.file}, rule {item.rule.id}" for item in rules.placed if _reads_same_without(rules, item.rule.id)}
    assert grouped == alone
    assert 2 < len(built) < len(rules.placed) + 1


def _reads_same_without(rules: RuleSet, rule_id: str) -> bool:
    whole, less = reader(rules), reader(rules.without(rule_id))
    hits = next(rule.hit for rule in rules.rules if rule.id == rule_id)
    texts = [text.replace("[[", "").replace("]]", "") for text in hits]
    return all(_meaning(whole, text) == _meaning(less, text) for text in texts)


def _meaning(read: Read, text: str) -> set[tuple[str, str, str, bool, int, int]]:
    def told(finding: Finding) -> tuple[str, str, str, bool, int, int]:
        place = finding.evidence
        return finding.concept, finding.value, str(finding.assertion), finding.accepted, place.start, place.end

    return {told(finding) for finding in read(Note(id="x", text=text))}


def test_the_examples_that_ship_hold() -> None:
    assert [str(fault) for fault in check_examples(load(), reader)] == []
