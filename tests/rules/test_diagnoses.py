from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.rules.diagnosis_schema import dotted
from auditor.rules.lint import lint
from auditor.rules.load import load
from tests.rules.kit import write

TABLE = load().diagnoses


def faults(folder: Path) -> list[str]:
    """What is wrong with the diagnoses of a rule folder."""
    return [str(fault) for fault in lint(load(folder)) if str(fault).startswith("diagnoses.toml")]


@pytest.mark.parametrize(
    ("code", "side"),
    [
        ("S82.201K", "right"),
        ("s82202k", "left"),
        ("S82.209K", None),
        ("S82.224N", "right"),  # displaced or not, the figure tells the side
        ("S82.226N", None),
        ("S62.300A", "right"),  # rays of the hand: even is right
        ("S62.301A", "left"),
        ("S62.308A", None),
        ("S72.21XM", "right"),
        ("S32.811A", None),  # the pelvis as a whole has no side
        ("S22.43XA", "bilateral"),
        ("S02.652A", "left"),
        ("S02.40CA", "right"),
        ("M84.463A", "right"),  # fibula
        ("M84.453A", None),  # femur, unspecified
        ("M86.461", "right"),
        ("M86.172", "left"),
        ("M86.8X1", None),  # the region, not the side
        ("M87.035", "left"),  # the third figures of radius and ulna
        ("M87.180", None),
        ("C40.21", "right"),
        ("C41.1", None),
        ("D16.32", "left"),
        ("T84.623A", "left"),
        ("T84.84XA", None),
        ("Q72.53", "bilateral"),
        ("I10", None),
        ("no code", None),
    ],
)
def test_the_side_of_a_code(code: str, side: str | None) -> None:
    assert TABLE.side_of(code) == side


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("S82.201A", "fracture"),
        ("S82.201G", "delayed_healing"),
        ("S82.201K", "nonunion"),
        ("S82.201N", "nonunion"),
        ("S82.201Q", "malunion"),
        ("S82.201S", None),
        ("S82.201", None),  # incomplete
        ("S83.511A", None),
        ("M84.462K", "nonunion"),
        ("M84.462A", "pathological_fracture"),
        ("M84.151A", None),  # there is no such code
        ("M96.0", "nonunion"),
        ("M86.461", "osteomyelitis"),
        ("M27.2", "jaw_inflammation"),
        ("M87.180", "osteonecrosis"),
        ("C40.21", "malignant"),
        ("C03.1", "malignant"),
        ("C61", None),
        ("D16.5", "benign"),
        ("D48.0", "uncertain"),
        ("K09.0", "tumour_like"),
        ("T84.623A", "device_infection"),
        ("T84.116A", "device_failure"),
        ("T84.84XA", "device_other"),
        ("Q74.2", "congenital"),
        ("I10", None),
    ],
)
def test_the_class_of_a_code(code: str, name: str | None) -> None:
    found = TABLE.class_of(code)
    assert (found and found.id) == name


def test_only_tumours_ask_for_pathology() -> None:
    assert [item.id for item in TABLE.classes if item.tumour] == ["malignant", "benign", "uncertain"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("S82201K", "S82.201K"),
        (" m27.2 ", "M27.2"),
        ("C03", "C03"),
        ("C4A.0", "C4A.0"),
        ("S82.201KX", None),
        ("82.2", None),
        ("", None),
    ],
)
def test_every_writing_of_a_code_is_one(written: str, plain: str | None) -> None:
    assert dotted(written) == plain


def test_every_condition_that_is_compared_is_one_that_the_rules_find() -> None:
    values = {rule.value for rule in load().rules if rule.concept == "condition"}
    assert {entry.value for entry in TABLE.stated} == values - {"loss", "reconstruct"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"S82.202K", "S82.225N"', '"S82.201K", "S82.225N"', "side limb-fracture: S82.201K tells right, which its examples_left"),
        ('miss = ["S82.209K"', 'miss = ["S82.202A"', "side limb-fracture: S82.202A tells left, which its miss"),
        ('hit = ["M27.2"]', 'hit = ["M27.2", "M86.9"]', "class jaw_inflammation: M86.9 is of class osteomyelitis, which its hit"),
        ('miss = ["M27.1", "M87.180"]', 'miss = ["M27.2"]', "class jaw_inflammation: M27.2 is of this class, which its miss"),
    ],
)
def test_an_example_that_is_not_told_as_it_says_is_a_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    (found,) = faults(write(tmp_path, diagnoses=(old, new)))
    assert found == f"diagnoses.toml, {fault} contradicts; mend the masks or the example."


def test_a_class_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults(write(tmp_path, diagnoses=('fits = ["congenital", "tumour_like"]', 'fits = ["inborn"]')))
    assert found == "diagnoses.toml, stated congenital: fits names 'inborn', which is no class; mend the name."


def test_a_mask_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"diagnoses.toml, class osteomyelitis: class 5 codes 0: String should match pattern"):
        load(write(tmp_path, diagnoses=('codes = ["M86.*"', 'codes = ["m86.*"')))
