from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rules.lint import lint
from auditor.rules.load import load
from auditor.rules.tables import CODE_FACTS, first
from tests.rules.kit import write


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in lint(load(folder))]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"iliac_crest"', '"iliac_quest"', "codes/, family all, row crest: donor_site never is 'iliac_quest'; use one "
                                            "of fibula, iliac_crest, "),
        ("skin_paddle =", "skin =", "codes/, family all, row crest: `when` asks for 'skin', which is no fact; use one of "
                                    "donor_site, skin_paddle, part."),
        ('["absent", "undocumented"]', "[]", "codes/, family all, row crest: skin_paddle lists no value, so the row never holds; "
                                             "list a value or leave the fact out."),
        ("when = {}", 'when = { donor_site = ["rib"] }', "codes/: no row decides donor_site fibula, skin_paddle present, part "
                                                         "whole (and 109 more combinations); add a row, or add the value to one "
                                                         "that exists."),
        ('when = { donor_site = ["iliac_crest"], skin_paddle = ["absent", "undocumented"] }', "when = {}",
         "codes/, family all, row rest: it can never fire, because rows above it decide all it asks for; move it up or "
         "delete it."),
        ('id = "rest"', 'id = "crest"', "codes/, family all, row crest: two rows have this id; give each row an id of its own."),
    ],
)  # fmt: skip
def test_a_code_table_that_does_not_decide_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(write(tmp_path, all=(old, new)))), faults(tmp_path)


def test_a_donor_belongs_to_one_family(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "codes" / "more.toml").write_text(
        'family = "more"\n[[row]]\nid = "rib"\nwhen = { donor_site = ["rib"], skin_paddle = ["present"], part = ["whole"] }\n'
        'code = "20969"\nwhy = "A test."\nsource = "A test"\n',
        "utf-8",
    )
    assert faults(tmp_path) == [
        "codes/, family more, row rib: it decides donor_site rib, skin_paddle present, part whole, and so does codes/, "
        "family all, row rest; let one family have this donor and take it out of the other."
    ]


def test_a_status_table_that_does_not_decide_is_named(tmp_path: Path) -> None:
    assert faults(write(tmp_path, status=("when = {}", 'when = { completed = ["no"] }'))) == [
        "codes/status.toml: no row decides code audited, donor_named yes, vascularity pedicled, anastomosis described, "
        "completed yes, conflict none (and 95 more combinations); add a row, or add the value to one that exists."
    ]


@pytest.mark.parametrize(
    ("donor", "bone_only", "with_skin"),
    [
        ("iliac_crest", "20956", "20970"), ("metatarsal", "20957", "20972"), ("fibula", "20955", "20969"),
        *((donor, "20962", "20969") for donor in (
            "scapula", "rib", "radius", "ulna", "humerus", "medial_femoral_condyle", "medial_femoral_trochlea",
            "lateral_femoral_condyle", "femur", "tibia", "clavicle", "calvarium", "metacarpal", "other")),
        ("great_toe", "26551", "20973"), ("second_toe", "26553", "26553"), ("undocumented", None, None),
    ],
)  # fmt: skip
def test_the_code_tables_that_ship(donor: str, bone_only: str | None, with_skin: str | None) -> None:
    for skin, code in (("absent", bone_only), ("undocumented", bone_only), ("present", with_skin)):
        facts = {"donor_site": donor, "skin_paddle": skin, "part": "whole"}
        rows = [row for family in load().families if (row := first(family.row, facts))]
        assert [row.code for row in rows] == [code]
        assert rows[0].audited == (code in {"20956", "20957", "20962", "20972"})


def test_a_free_toe_joint_is_no_toe() -> None:
    facts = {"donor_site": "second_toe", "skin_paddle": "present", "part": "joint"}
    assert [row.code for family in load().families if (row := first(family.row, facts))] == ["26556"]


def test_every_donor_of_the_model_was_tried() -> None:
    assert len(CODE_FACTS["donor_site"]) == 20


SUPPORTED = {
    "code": "audited", "donor_named": "yes", "vascularity": "free", "anastomosis": "described", "completed": "yes",
    "conflict": "none",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "row", "status"),
    [
        ({}, "supported", "supported"),
        ({"anastomosis": "silent"}, "anastomosis-not-described", "query"),
        ({"vascularity": "undocumented"}, "free-transfer-not-described", "query"),
        ({"completed": "no"}, "discontinued", "query"),
        ({"conflict": "donor_site"}, "donor-contradicted", "query"),
        ({"conflict": "skin_paddle"}, "skin-contradicted", "query"),
        ({"donor_named": "no", "code": "none"}, "donor-not-named", "query"),
        ({"code": "none"}, "no-code", "query"),
        ({"code": "neighbour"}, "neighbour", "outside_set"),
        ({"code": "neighbour", "vascularity": "undocumented", "anastomosis": "silent"}, "neighbour", "outside_set"),
        ({"vascularity": "pedicled", "anastomosis": "silent"}, "pedicled", "outside_set"),
        ({"vascularity": "pedicled", "donor_named": "no", "code": "none"}, "pedicled", "outside_set"),
    ],
)
def test_the_status_table_that_ships(changed: dict[str, str], row: str, status: str) -> None:
    found = first(load().statuses, SUPPORTED | changed)
    assert found is not None
    assert (found.id, found.status) == (row, status)
