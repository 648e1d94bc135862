"""Every row of the code tables, reached by a note through the whole pipeline."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.decide.kit import answer, fired, note, shipped

AUDITED = "the donor bone and its free transfer with anastomosis are documented."
NEIGHBOUR = "the donor bone and skin documented belong to a code outside the audited set."
CREST = "The right iliac crest was harvested on the deep circumflex iliac vessels"
FOOT = "The right second metatarsal was harvested on the first dorsal metatarsal artery"
LEG = "The right fibula was harvested on the peroneal vessels"
CHEST = "The right seventh rib was harvested on the intercostal vessels"
TOE = "The right great toe was raised on the first dorsal metatarsal artery"


class Case(NamedTuple):
    """A note, the row that decides its code, and the answer."""

    text: str
    row: str
    status: str
    best_fit: tuple[str, ...]
    other_codes: tuple[str, ...]
    reason: str


def inside(text: str, row: str, code: str, told: str) -> Case:
    """A note whose code is one of the four."""
    return Case(text, row, "supported", (code,), (), f"Free right {told}: {AUDITED}")


def outside(text: str, row: str, code: str, told: str) -> Case:
    """A note whose code is a neighbour's."""
    return Case(text, row, "outside_set", (), (code,), f"Free right {told}: {NEIGHBOUR}")


CASES = [
    inside(
        note("Free iliac crest flap to the left tibia.", f"{CREST} as a bone-only flap."),
        "iliac-crest-bone", "20956", "iliac crest without skin to the left tibia",
    ),
    inside(
        note("Free iliac crest flap to the left tibia.", f"{CREST}."),
        "iliac-crest-bone", "20956", "iliac crest with no word on skin to the left tibia",
    ),
    outside(
        note("Free iliac crest flap to the left tibia.", f"{CREST} with a skin paddle of 8 x 5 cm."),
        "iliac-crest-with-skin", "20970", "iliac crest with skin to the left tibia",
    ),
    inside(
        note("Free metatarsal flap to the left radius.", f"{FOOT} without skin.", artery="radial artery"),
        "metatarsal-bone", "20957", "metatarsal without skin to the left radius",
    ),
    inside(
        note("Free metatarsal flap to the left radius.", f"{FOOT} with a skin island of 6 x 4 cm.", artery="radial artery"),
        "metatarsal-with-skin", "20972", "metatarsal with skin to the left radius",
    ),
    outside(
        note("Free fibula flap to the left tibia.", f"{LEG}. No skin paddle was taken."),
        "fibula-bone", "20955", "fibula without skin to the left tibia",
    ),
    outside(
        note("Free fibula flap to the left tibia.", f"{LEG} with a skin paddle of 9 x 4 cm."),
        "fibula-with-skin", "20969", "fibula with skin to the left tibia",
    ),
    inside(
        note("Free rib flap to the left tibia.", f"{CHEST} without skin."),
        "other-bone", "20962", "rib without skin to the left tibia",
    ),
    outside(
        note("Free rib flap to the left tibia.", f"{CHEST} with a skin paddle of 6 x 3 cm."),
        "other-bone-with-skin", "20969", "rib with skin to the left tibia",
    ),
    outside(
        note("Great toe transfer to the left thumb.", f"{TOE} with the skin of the web space.", artery="radial artery"),
        "great-toe-with-web-space", "20973", "great toe with skin to the left thumb metacarpal",
    ),
    outside(
        note("Great toe transfer to the left thumb.", f"{TOE} as a bone-only flap without skin.", artery="radial artery"),
        "great-toe-wrap-around", "26551", "great toe without skin to the left thumb metacarpal",
    ),
    outside(
        note(
            "Free second toe joint transfer to the left index finger.",
            "The right second toe PIP joint was raised on the first dorsal metatarsal artery.",
            artery="radial artery",
        ),
        "free-toe-joint", "26556", "second toe with skin",
    ),
    outside(
        note(
            "Free second toe transfer to the left index finger.",
            "The right second toe was raised on the first dorsal metatarsal artery.",
            artery="radial artery",
        ),
        "second-toe", "26553", "second toe with skin",
    ),
    Case(
        note("Free vascularised bone flap to the left tibia.", "The bone flap was raised on its vessels."),
        "bone-not-named", "query", (), (),
        "Free bone from an unnamed donor with no word on skin to the left tibia: the donor bone is not named.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case.row}-{number}" for number, case in enumerate(CASES)])
def test_code(case: Case) -> None:
    audit = answer(case.text)
    assert fired(audit)[0] == case.row
    assert (audit.status, audit.best_fit, audit.other_codes) == (case.status, case.best_fit, case.other_codes)
    assert audit.reason == case.reason


def test_every_row_of_the_code_tables_has_a_note() -> None:
    assert {case.row for case in CASES} == {row.id for family in shipped().rules.families for row in family.row}


@pytest.mark.parametrize(
    ("bone", "vessels", "donor"),
    [
        ("scapular", "circumflex scapular", "scapula"),
        ("rib", "intercostal", "rib"),
        ("radius", "radial", "radius"),
        ("ulna", "ulnar", "ulna"),
        ("humerus", "posterior radial collateral", "humerus"),
        ("medial femoral condyle", "descending genicular", "medial_femoral_condyle"),
        ("medial femoral trochlea", "descending genicular", "medial_femoral_trochlea"),
        ("lateral femoral condyle", "superolateral genicular", "lateral_femoral_condyle"),
        ("clavicle", "thoracoacromial", "clavicle"),
        ("calvarial", "superficial temporal", "calvarium"),
        ("metacarpal", "dorsal metacarpal", "metacarpal"),
    ],
)
@pytest.mark.parametrize(
    ("skin", "state", "best_fit", "other_codes"),
    [("without skin", "absent", ("20962",), ()), ("with a skin paddle of 5 x 3 cm", "present", (), ("20969",))],
)
def test_every_other_bone(
    bone: str, vessels: str, donor: str, skin: str, state: str, best_fit: tuple[str, ...], other_codes: tuple[str, ...]
) -> None:
    told = f"The right {bone} bone was harvested on the {vessels} vessels {skin}."
    audit = answer(note(f"Free {bone} bone flap to the left tibia.", told))
    (graft,) = audit.grafts
    assert (graft.donor_site, graft.laterality, graft.skin_paddle) == (donor, "right", state)
    assert (audit.best_fit, audit.other_codes) == (best_fit, other_codes)


@pytest.mark.parametrize(
    "wording",
    [
        "Free vascularized iliac crest bone graft",
        "Free DCIA flap",
        "Microvascular transfer of the iliac crest",
        "Free flap of iliac crest",
        "FREE ILIAC CREST FLAP",
        "Free illiac crest flap",
    ],
)
def test_one_operation_in_many_words(wording: str) -> None:
    audit = answer(note(f"{wording} to the left tibia.", f"{CREST} without skin."))
    assert (audit.status, audit.best_fit, audit.grafts[0].donor_site) == ("supported", ("20956",), "iliac_crest")


def test_the_path_says_why_each_row_did_not_hold() -> None:
    audit = answer(note("Free rib flap to the left tibia.", f"{CHEST} without skin."))
    steps = {step.row: step for step in audit.path}
    assert steps["iliac-crest-bone"].why == "donor_site is rib, the row asks for iliac_crest"
    assert steps["other-bone"].why == "donor_site is rib, skin_paddle is absent"
    assert "other-bone-with-skin" not in steps
