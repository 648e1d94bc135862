"""Faults of how claims are held against notes, each named with its remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.rules.lint import lint
from auditor.rules.load import default_folder, load


def faults(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The faults of the shipped rules with one change."""
    rules = folder / "patterns"
    shutil.copytree(default_folder(), rules)
    text = (rules / file).read_text("utf-8")
    assert old in text
    (rules / file).write_text(text.replace(old, new, 1), "utf-8")
    return [str(fault) for fault in lint(load(rules))]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("billing.toml", "{billed} is a code for {billed_bone}", "{billed} is a code for {bone}",
         "billing.toml, result wrong_donor: nothing fills in {bone}; use {billed}, {billed_bone}, {documented}, {graft}."),
        ("billing.toml", "{modifier} on {code}: a surgical team", "{modifier on {code}: a surgical team",
         "billing.toml, check team: a brace in `says` is not closed; write {word}, with both braces."),
        ("billing.toml", 'codes = ["20972"]', 'codes = ["20999"]',
         "billing.toml, check cosurgeons-20972: 20999 is no code of the family;"
         " name one of `transfers`, or none for all of them."),
        ("billing.toml", 'cue = "82"', 'cue = "99"',
         "billing.toml, check no-resident-sentence: modifiers.toml has no modifier 99; name one that is there."),
        ("billing.toml", 'unless = ["unusual_amount", "cue', 'unless = ["amount", "cue',
         "billing.toml, check more-work-amount: no rule gives a modifier cue 'amount'; mend the name."),
        ("billing.toml", 'id = "team"', 'id = "both-sides"',
         "billing.toml, check both-sides: it stands in the list twice; put all it says into one entry."),
        ("billing.toml", '"20900", "20902"', '"20962", "20902"',
         "billing.toml, codes 20962: it is a transfer and an alternative at once; take it out of one list."),
        ("billing.toml", '20957 = "a metatarsal"\n', "",
         "billing.toml, codes 20957: the table `bone` does not say what it is for; add it there, in words of your own."),
        ("bundles.toml", 'others = ["35701-35703"]', 'others = ["35703-35701"]',
         "bundles.toml, edit vessel-exploration: the range 35703-35701 ends before it begins; write the lower code first."),
        ("bundles.toml", "indicator = { 20956 = 0 }", "indicator = { 20999 = 0 }",
         "bundles.toml, edit crest-twins: 20999 is no code of the family; name one of `transfers` in billing.toml."),
        ("bundles.toml", 'others = ["12020", "12021"]', 'others = ["12031"]',
         "bundles.toml, edit dehiscence: 12031 is never reached, since edit closure names it before; move it up or delete it."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_remedy(tmp_path: Path, file: str, old: str, new: str, fault: str) -> None:
    assert faults(tmp_path, file, old, new) == [fault]


def test_a_result_that_is_taken_out_is_missed(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "billing.toml", '[[result]]\nid = "details"', '[[result]]\nid = "units"')[-1:]
    assert "result" in fault


def test_unknown_keys_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="the key 'indicators' is not known here"):
        faults(tmp_path, "bundles.toml", "indicator = { 20956 = 0 }", "indicators = { 20956 = 0 }")
