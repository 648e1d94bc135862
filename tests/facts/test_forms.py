"""Whole forms: boxes that answer the head of their table, fields under the donor's heading, denials that nobody ticked."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, facts, graft

DONOR = """OPERATION    Vascularised bone graft to the radius

A. DONOR
| Site  | {site} |
| Side  | {side} |
| Type  | \u2612 free  \u2610 pedicled |
| Skin  | {skin} |

B. BED
| Bone  | radius, left |
| Gap   | 34 mm |

C. JOINS
|   | to             | E-E | E-S | coupler |
| A | radial artery  |  {a_end}  |  {a_side}  |         |
| V | cephalic vein  |  {v_end}  |  {v_side}  |   {ring}   |
"""
TICKED, EMPTY = "\u2612", "\u2610"
ANSWERS = {
    "site": "\u2612 med. femoral condyle  \u2610 iliac crest  \u2610 rib",
    "side": "\u2612 R  \u2610 L",
    "skin": "\u2610 island  \u2612 none",
    "a_end": EMPTY, "a_side": TICKED, "v_end": TICKED, "v_side": EMPTY, "ring": EMPTY,
}  # fmt: skip


def form(**answers: str) -> str:
    """A form with the donor, the bed and a table of the anastomoses."""
    return DONOR.format(**(ANSWERS | answers))


def test_a_form_is_read_by_its_ticks() -> None:
    (graft,) = facts(form()).grafts
    assert (graft.donor_site, graft.laterality, graft.skin_paddle) == ("medial_femoral_condyle", "right", "absent")
    assert (graft.arterial_anastomosis, graft.venous_anastomosis) == (("end_to_side",), ("end_to_end",))
    assert graft.recipient_vessels == ("radial artery", "cephalic vein")


def test_each_row_tells_of_its_own_vessel() -> None:
    (graft,) = facts(form(a_side=EMPTY, a_end=TICKED, v_end=EMPTY, ring=TICKED)).grafts
    assert (graft.arterial_anastomosis, graft.venous_anastomosis) == (("end_to_end",), ("coupler",))


def test_the_head_of_a_table_that_nobody_ticked_tells_no_technique() -> None:
    (graft,) = facts(form(a_side=EMPTY, v_end=EMPTY)).grafts
    assert (graft.arterial_anastomosis, graft.venous_anastomosis) == ((), ())


def test_a_denial_that_nobody_ticked_denies_nothing() -> None:
    (graft,) = facts(form(skin="\u2612 island 5 x 3 cm  \u2610 none")).grafts
    assert (graft.skin_paddle, graft.skin_paddle_cm) == ("present", (5.0, 3.0))


@pytest.mark.parametrize(
    ("side", "told"), [("\u2610 R  \u2612 L", "left"), ("\u2612 R  \u2610 L", "right"), ("\u2610 R  \u2610 L", None)]
)
def test_the_side_below_the_site_is_the_donors(side: str, told: str | None) -> None:
    (graft,) = facts(form(side=side)).grafts
    assert graft.laterality == told


@pytest.mark.parametrize(
    ("field", "state"),
    [
        ("COMPLICATIONS   \u2610 nil   \u2610 yes (say which)", "missing"),
        ("COMPLICATIONS   \u2612 nil   \u2610 yes (say which)", "documented"),
    ],
)
def test_a_field_without_a_tick_says_nothing(field: str, state: str) -> None:
    assert facts(f"{form()}\n{field}\n").elements["complications"] == state


def test_a_sheet_that_the_joins_refer_to_joins_nothing() -> None:
    text = form(a_side=EMPTY, v_end=EMPTY).replace("C. JOINS", "C. ANASTOMOSES      see the microsurgical sheet")
    (graft,) = facts(text).grafts
    assert graft.vascularity == "undocumented"


def test_a_line_of_boxes_answers_the_vessel_above_it() -> None:
    text = (
        "PROCEDURE: Free second metatarsal, left foot, to the right first metatarsal.\n\n"
        "TECHNIQUE\nThe pedicle was divided.\n"
        "Artery to: right dorsalis pedis artery   [ ] end-end  [x] end-side\n"
        "Vein to: great saphenous vein\n"
        "                                [x] end-end  [ ] end-side\n"
    )
    (graft,) = facts(text).grafts
    assert (graft.arterial_anastomosis, graft.venous_anastomosis) == (("end_to_side",), ("end_to_end",))
    assert graft.recipient_vessels == ("dorsalis pedis artery", "great saphenous vein")


def test_cells_that_tell_more_than_a_technique_head_no_table() -> None:
    text = (
        "PROCEDURE: Free fibula to the left tibia.\n\nTECHNIQUE\nThe right fibula was raised on the peroneal vessels.\n"
        "| Artery to anterior tibial artery end-to-end | Vein to great saphenous vein end-to-side |\n"
        "| [x] patent | [x] patent |\n"
    )
    (graft,) = facts(text).grafts
    assert (graft.arterial_anastomosis, graft.venous_anastomosis) == (("end_to_end",), ("end_to_side",))


def test_a_long_row_of_boxes_is_read_at_once() -> None:
    row = "Donor closure" + "     [ ] skin" * 40 + "   [say which]"
    assert facts(f"{form()}\n{row}\n").grafts


ASKED = """OPERATIVE NOTE
Surgeon: Dr. A. Stone
Date: 3/4/2024

Operation: Free vascularized iliac crest flap, right, to left tibia.

DONOR
Bone: iliac crest
Side: R
{skin}
Muscle: small cuff
Bone cut 6 x 3 cm. Pedicle divided.

MICRO
DCIA to anterior tibial artery end to side, vein to vena comitans end to end.
"""


@pytest.mark.parametrize(
    "skin",
    [
        "Skin paddle (Y/N): N",
        "Skin paddle Y/N  N",
        "Skin island? No.",
        "Skin with flap: no",
        "Skin paddle used: none",
        "Skin paddle             No - bone and muscle cuff only",
        "Skin paddle (yes/no): no, bone only",
        "Osteocutaneous (Y/N): N",
        "Skin island: 0",
        "Skin island: absent",
    ],
)
def test_a_field_for_skin_that_is_answered_with_no(skin: str) -> None:
    assert [g.skin_paddle for g in facts(ASKED.format(skin=skin)).grafts] == ["absent"]


@pytest.mark.parametrize("skin", ["Skin paddle (Y/N):", "Skin paddle:", "Skin island size:", "Skin island    -", "Skin paddle?"])
def test_a_field_for_skin_that_is_left_blank_says_nothing(skin: str) -> None:
    assert [g.skin_paddle for g in facts(ASKED.format(skin=skin)).grafts] == ["undocumented"]


@pytest.mark.parametrize("skin", ["Skin paddle (Y/N): Y", "Skin island: 0.5 x 3 cm", "Skin paddle: yes, 6 x 4 cm"])
def test_a_field_for_skin_that_is_answered_with_yes(skin: str) -> None:
    assert [g.skin_paddle for g in facts(ASKED.format(skin=skin)).grafts] == ["present"]


def test_a_vessel_behind_the_label_of_the_recipient_is_one() -> None:
    told = "Recipient artery: anterior tibial, above it\n  Technique: end to side, 9-0\nRecipient vein: great saphenous   coupler"
    text = ASKED.format(skin="Skin: none").partition("MICRO")[0] + f"MICRO\n{told}\n"
    (graft,) = facts(text).grafts
    assert graft.recipient_vessels == ("anterior tibial artery", "great saphenous vein")


def test_a_label_of_closure_that_is_left_blank_closes_nothing() -> None:
    text = (
        ASKED.format(skin="Skin: none")
        + "\nCLOSURE\n  Donor:{donor}\n  Recipient: fascia open, skin 3-0 and 4-0 Monocryl, splint\n"
    )
    closed = facts(text.format(donor=" muscle to the rim with 0 Vicryl through drill holes, staples, drain"))
    assert (closed.elements["closure"].value, facts(text.format(donor="")).elements["closure"].value) == ("documented", "missing")


@pytest.mark.parametrize(
    ("micro", "arterial", "venous"),
    [
        ("Artery technique (ETE/ETS): ETS\nVein technique (ETE/ETS/coupler): coupler", ("end_to_side",), ("coupler",)),
        ("Artery: ETS (circle: ETE / ETS)\nVein: coupler (Y/N) N, handsewn ETE", ("end_to_side",), ("end_to_end",)),
        ("Artery ETE [ ] ETS [x] to anterior tibial\nVein ETE [x] ETS [ ] coupler [ ] to VC", ("end_to_side",), ("end_to_end",)),
        ("Arterial anastomosis: end-to-end / end-to-side\nVenous anastomosis: end-to-end / end-to-side / coupler", (), ()),
        ("DCIA to anterior tibial, ETS. Vein ETE 10-0 (coupler too big)", ("end_to_side",), ("end_to_end",)),
    ],
)
def test_ways_of_joining_that_a_form_only_offers_join_nothing(
    micro: str, arterial: tuple[str, ...], venous: tuple[str, ...]
) -> None:
    (graft,) = facts(ASKED.format(skin="Skin: none").partition("DCIA")[0] + micro + "\n").grafts
    assert (graft.arterial_anastomosis, graft.venous_anastomosis) == (arterial, venous)


@pytest.mark.parametrize(
    ("field", "state"),
    [("Complications (Y/N): N", "documented"), ("Complications (Y/N):", "missing"), ("Complications:", "missing")],
)
def test_a_field_for_complications(field: str, state: str) -> None:
    assert facts(ASKED.format(skin="Skin: none") + f"\n{field}\n\nEBL: 200\n").elements["complications"].value == state


def test_ways_of_joining_in_brackets_of_a_sentence_are_told() -> None:
    told = "Arterial and venous anastomoses (end-to-end, end-to-side) were done to the anterior tibial vessels."
    (graft,) = facts(ASKED.format(skin="Skin: none").partition("DCIA")[0] + told + "\n").grafts
    assert graft.arterial_anastomosis == ("end_to_end", "end_to_side")


def test_what_lies_below_complications_answers_it() -> None:
    text = ASKED.format(skin="Skin: none") + "\nCOMPLICATIONS:\nIntraoperative: none\n"
    assert facts(text).elements["complications"].value == "documented"


def test_a_length_below_a_heading_and_another_field() -> None:
    text = ASKED.format(skin="Skin: none").replace("DONOR", "DEFECT\n  Bone: left tibia\n  Length (cm): 6\n\nDONOR")
    found = facts(text).defect
    assert found is not None
    assert found.size_cm == (6.0,)


def test_a_remark_between_two_boxes_hides_no_answer() -> None:
    form = "Skin island:     [ ] Yes (size *** x ***)   [x] No - bone only\n"
    assert graft("Free iliac crest flap to the tibia.", CREST, JOINED + "\n" + form).skin_paddle == "absent"


def test_what_an_arrow_leads_to_answers_the_field_and_no_empty_box() -> None:
    told = "Vein #1:  [x] end-to-end   [ ] end-to-side   [ ] coupler ___ mm   -> radial vena comitans\n"
    assert "radial vena comitans" in graft("Free iliac crest flap to the scaphoid.", CREST, told).recipient_vessels


@pytest.mark.parametrize(
    ("line", "skin"),
    [
        ("[x] Bone          [ ] Skin paddle", "absent"),
        ("[x] Bone          [x] Skin paddle", "present"),
        ("[ ] Bone          [ ] Skin paddle", "undocumented"),
    ],
)
def test_what_a_flap_is_made_of_is_all_that_is_ticked(line: str, skin: str) -> None:
    told = f"FLAP COMPONENTS (check all that apply)\n   {line}\n\nTECHNIQUE: {CREST} {JOINED}\n"
    assert [g.skin_paddle for g in facts(f"OPERATION PERFORMED: Free iliac crest flap to the left tibia.\n\n{told}").grafts] == [
        skin
    ]


@pytest.mark.parametrize("line", ["Sent: [x] Bone margin  [ ] Skin paddle", "[x] Bone loss [ ] Skin paddle loss"])
def test_boxes_of_other_things_deny_no_skin(line: str) -> None:
    told = f"CHECKS\n   {line}\n\nTECHNIQUE: {CREST} {JOINED}\n"
    found = facts(f"OPERATION PERFORMED: Free iliac crest flap to the left tibia.\n\n{told}").grafts
    assert [g.skin_paddle for g in found] == ["undocumented"]
