"""How the flap's own vessels were joined; a nerve or a tendon is no vessel."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, LEG, facts, graft, joined, note

TITLE = "Free fibula flap to the left tibia."


@pytest.mark.parametrize(
    ("told", "artery", "vein"),
    [
        (
            "The artery was anastomosed end-to-end to the anterior tibial artery and the vein end-to-end to a vena comitans.",
            ["end_to_end"], ["end_to_end"],
        ),
        (
            "The artery was anastomosed end-to-side to the anterior tibial artery. The vein was joined with a 2.5 mm coupler.",
            ["end_to_side"], ["coupler"],
        ),
        ("Both anastomoses were done end-to-end.", ["end_to_end"], ["end_to_end"]),
        ("The artery was sewn ETS to the anterior tibial artery, the vein ETE to a comitans.", ["end_to_side"], ["end_to_end"]),
        (
            "The vein was anastomosed end-to-end to a vena comitans, then the artery end-to-side to the anterior tibial artery.",
            ["end_to_side"], ["end_to_end"],
        ),
        ("The artery was anastomosed end-to-side to the anterior tibial artery.", ["end_to_side"], []),
        ("The vein was joined end-to-end with a 3 mm coupler.", [], ["end_to_end", "coupler"]),
        ("The artery was anastomosed to the anterior tibial artery and the vein to a vena comitans.", [], []),
        ("Termino-lat on the anterior tibial artery, t-t on the great saphenous vein.", ["end_to_side"], ["end_to_end"]),
        (
            "Anastomoses: Flap artery end-to-side to the anterior tibial artery. Flap vein end-to-end to a vena comitans.",
            ["end_to_side"], ["end_to_end"],
        ),
        (
            "1. Flap artery to anterior tibial artery: E-S. 2. Flap vein to vena comitans of anterior tibial artery: E-E.",
            ["end_to_side"], ["end_to_end"],
        ),
        (
            "Artery: end to side to the anterior tibial artery. Veins: two, both end to end, to the venae comitantes.",
            ["end_to_side"], ["end_to_end"],
        ),
    ],
)  # fmt: skip
def test_techniques(told: str, artery: list[str], vein: list[str]) -> None:
    found = joined(told)
    assert (list(found.arterial_anastomosis), list(found.venous_anastomosis)) == (artery, vein)


@pytest.mark.parametrize(
    "told",
    [
        "The sural nerve was coapted end-to-end to the saphenous nerve.",
        "The nerve was sutured end-to-end with 9-0 nylon.",
        "The tendon was repaired end-to-end.",
        "No anastomosis was done.",
        "An end-to-side anastomosis to the anterior tibial artery was considered.",
        "The artery will be anastomosed end-to-side to the anterior tibial artery.",
        "The bones were joined end to end and plated.",
    ],
)
def test_what_is_no_anastomosis_of_the_flap(told: str) -> None:
    found = facts(note(TITLE, LEG, told))
    assert found.anastomosis_described is False
    assert [(g.arterial_anastomosis, g.venous_anastomosis, g.recipient_vessels) for g in found.grafts] == [((), (), ())]


def test_a_nerve_beside_the_vessels_adds_nothing() -> None:
    found = joined(
        "The artery was anastomosed end-to-side to the anterior tibial artery and the vein with a coupler. "
        "The lateral cutaneous nerve was coapted end-to-end to the sural nerve."
    )
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_side",), ("coupler",))


def test_each_of_two_grafts_has_its_own_joins() -> None:
    found = facts(
        note(
            "Free fibula flap to the left tibia and free rib flap to the right humerus.",
            "The right fibula was harvested on the peroneal vessels with a skin paddle of 9 x 4 cm. The peroneal artery was "
            "anastomosed end-to-side to the anterior tibial artery and the peroneal vein with a 3 mm coupler.",
            "The left seventh rib was harvested on the intercostal vessels without skin. The intercostal artery was anastomosed "
            "end-to-end to the profunda brachii artery and the intercostal vein end-to-end to the cephalic vein.",
        )
    )
    leg, chest = found.grafts
    assert (leg.donor_site, chest.donor_site) == ("fibula", "rib")
    assert (leg.arterial_anastomosis, leg.venous_anastomosis) == (("end_to_side",), ("coupler",))
    assert (chest.arterial_anastomosis, chest.venous_anastomosis) == (("end_to_end",), ("end_to_end",))
    assert leg.recipient_vessels == ("anterior tibial artery",)
    assert chest.recipient_vessels == ("profunda brachii artery", "cephalic vein")
    assert (leg.skin_paddle, leg.skin_paddle_cm) == ("present", (9.0, 4.0))
    assert (chest.skin_paddle, chest.skin_paddle_cm) == ("absent", None)


def test_a_short_note_that_names_the_artery_and_then_only_the_join() -> None:
    told = "AT artery used. ETS with 9.0 nylon. Vein: 3.0 coupler."
    only = graft("Free iliac crest flap to the left talus.", CREST, "The pedicle was divided.", told)
    assert (only.arterial_anastomosis, only.venous_anastomosis) == (("end_to_side",), ("coupler",))
    assert only.recipient_vessels == ("anterior tibial artery",)


@pytest.mark.parametrize(
    ("told", "arterial", "venous"),
    [
        ("A ETS radial artery, V ETE cephalic vein.", ("end_to_side",), ("end_to_end",)),
        ("Artery ETS radial artery, vein ETE radial vena comitans.", ("end_to_side",), ("end_to_end",)),
        ("Art ETE. Vein coupler 3 mm.", ("end_to_end",), ("coupler",)),
        ("ETS 9-0 for the artery, E-E for vena comitans.", ("end_to_side",), ("end_to_end",)),
        ("Art + vein both end-end, radial a / cephalic v.", ("end_to_end",), ("end_to_end",)),
        ("Facial artery end-to-side. Facial vein, ends sewn together with 9-0.", ("end_to_side",), ("end_to_end",)),
    ],
)
def test_telegraphic_joins(told: str, arterial: tuple[str, ...], venous: tuple[str, ...]) -> None:
    joined = graft("Free fibula flap to the left radius.", LEG, "The pedicle was divided.", told)
    assert (joined.arterial_anastomosis, joined.venous_anastomosis) == (arterial, venous)


_FOREARM = "Free radial forearm fasciocutaneous flap."


@pytest.mark.parametrize(
    "second",
    [
        "The forearm flap was joined to the transverse cervical artery end-to-end and its vein by a coupler.",
        "Forearm: artery end-to-end to the transverse cervical artery, vein by coupler.",
    ],
)
def test_joins_of_a_second_flap_without_bone(second: str) -> None:
    found = graft(
        f"Free iliac crest flap to the mandible. {_FOREARM}",
        CREST,
        "The pedicle was divided. The deep circumflex iliac artery was joined to the facial artery end-to-side.",
        "The vein was sewn end-to-end to the facial vein.",
        second,
    )
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_side",), ("end_to_end",))
    assert found.recipient_vessels == ("facial artery", "facial vein")


@pytest.mark.parametrize(
    "told",
    [
        "The deep circumflex iliac artery went end-to-end to the vein graft and the graft end-to-side to the facial artery.",
        "6 cm of the cephalic vein was taken and interposed, so that the deep circumflex iliac artery was joined to the graft "
        "end-to-end and its other end was implanted in the facial artery end-to-side.",
    ],
)
def test_what_a_vein_graft_passes_on_is_no_join_of_the_flap(told: str) -> None:
    found = graft("Free iliac crest flap to the mandible", CREST, "The pedicle was divided.", told)
    assert (found.arterial_anastomosis, found.recipient_vessels) == (("end_to_end",), ("facial artery",))


def test_a_vein_graft_that_is_sewn_to_the_flaps_own_artery() -> None:
    told = "A piece of saphenous vein was taken and sewn end to end to the deep circumflex iliac artery."
    assert graft("Free iliac crest flap to the mandible", CREST, "The pedicle was divided.", told).arterial_anastomosis == (
        "end_to_end",
    )


def test_an_addendum_that_corrects_a_join_takes_its_place() -> None:
    told = note("Free iliac crest flap to the tibia", CREST, "The pedicle was divided.", "The artery went end-to-end to the ATA.")
    corrected = f"{told}\nADDENDUM: The arterial anastomosis was end-to-side.\n"
    assert [g.arterial_anastomosis for text in (told, corrected) for g in facts(text).grafts] == [
        ("end_to_end",),
        ("end_to_side",),
    ]


def test_both_behind_two_techniques_binds_neither() -> None:
    told = "The artery was sutured end-to-end to the facial, and the vein end-to-side, both of them with the vessels of a child."
    found = graft("Free iliac crest flap to the mandible", CREST, "The pedicle was divided.", told)
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_end",), ("end_to_side",))


def test_a_branch_that_is_followed_to_its_trunk_gives_it_nothing() -> None:
    told = "The ascending branch was followed down to the deep circumflex iliac artery. An iliac block was cut."
    found = graft(
        "Reconstruction of the mandible",
        told,
        "The pedicle was divided.",
        "The artery went end-to-end to the facial artery with 9-0.",
    )
    assert (found.donor_site, found.vascularity) == ("iliac_crest", "free")


def test_a_field_for_the_technique_behind_that_of_the_vessel() -> None:
    text = (
        f"PROCEDURE: Free iliac crest flap to the tibia.\n\nDonor\n  {CREST}\n\nRecipient\n"
        "  Artery: anterior tibial artery     Technique: [ ] ETE [x] ETS [ ] coupler\n"
        "  Vein: great saphenous vein     Technique: [x] ETE [ ] ETS [ ] coupler\n"
    )
    (found,) = facts(text).grafts
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_side",), ("end_to_end",))
    assert found.recipient_vessels == ("anterior tibial artery", "great saphenous vein")


def test_a_forearm_flap_that_only_its_own_vessels_tell_of() -> None:
    told = "The circumflex iliac artery was joined to the facial artery end-to-end, its vein by a coupler to the facial vein."
    second = "The forearm skin was raised, 8 x 6 cm. Radial artery to superior thyroid artery, end-to-end."
    vein = "Cephalic vein to internal jugular vein, end-to-side."
    found = graft("Free iliac crest flap to the mandible", CREST, "The pedicle was divided.", told, second, vein)
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_end",), ("coupler",))
    assert found.recipient_vessels == ("facial artery", "facial vein")


def test_a_labelled_line_that_names_the_recipient_artery_alone() -> None:
    text = (
        f"PROCEDURE: Free iliac crest flap to the thumb.\n\nOPERATION:\n1. {CREST} The pedicle was divided.\n"
        "2. Artery: to radial artery.\n3. Vein: to cephalic vein, 2.0 mm coupler.\n4. Closed over a drain.\n"
    )
    (found,) = facts(text).grafts
    assert (found.arterial_anastomosis, found.venous_anastomosis) == ((), ("coupler",))
    assert found.recipient_vessels == ("radial artery", "cephalic vein")


def test_what_is_told_of_each_is_told_of_both() -> None:
    told = "Peroneal artery to the ascending branch and peroneal vein to its vena comitans, each end-to-end, 9-0 nylon."
    found = graft("Free fibula flap to the femur", LEG, "The pedicle was divided.", told)
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_end",), ("end_to_end",))


def test_what_is_told_of_two_veins_is_not_told_of_the_artery() -> None:
    told = "Peroneal artery to the femoral artery and its veins to the venae comitantes, each end-to-end."
    found = graft("Free fibula flap to the femur", LEG, "The pedicle was divided.", told)
    assert found.venous_anastomosis == ("end_to_end",)
    assert found.arterial_anastomosis == ()


@pytest.mark.parametrize(
    "told",
    [
        "One artery (end-to-side) and two veins (both end-to-end) were repaired under the microscope.",
        "The artery was sewn terminolaterally to the tibial artery; the vein was connected terminoterminally to its vein.",
    ],
)
def test_both_after_several_veins_means_the_veins(told: str) -> None:
    found = graft("Free iliac crest flap to the tibia", CREST, "The pedicle was divided.", told)
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_side",), ("end_to_end",))


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "Free radial forearm fasciocutaneous flap, left arm, for lining.",
            "A 7 x 5 cm skin paddle was raised from the left forearm on the radial artery and cephalic vein. It was sewn in. "
            "Its artery was joined end-to-end to the facial artery and its vein to the external jugular with a coupler.",
        ),
        ("Free ALT, right thigh, cover only.", "ALT run separately: LCFA to stump of the dorsalis pedis end to end."),
        (
            "",
            "A fasciocutaneous radial forearm flap was raised from the right arm. That was sewn in. "
            "Its artery went end to end to the superior thyroid, and the cephalic vein went to the internal jugular.",
        ),
    ],
)
def test_a_soft_flap_told_after_the_bone_keeps_its_own_joins(title: str, told: str) -> None:
    bone = (
        "The pedicle was divided. The flap artery was anastomosed end-to-side to the anterior tibial artery and the vein "
        "end-to-side to the great saphenous vein."
    )
    (only,) = facts(note(f"Free fibula flap to the left tibia. {title}", LEG, bone, told)).grafts
    assert (only.arterial_anastomosis, only.venous_anastomosis) == (("end_to_side",), ("end_to_side",))
    assert only.recipient_vessels == ("anterior tibial artery", "great saphenous vein")


def test_letters_of_an_artery_that_name_the_flap_are_its_artery() -> None:
    told = (
        "DCIA to vein graft end to end, 9/0. The vein graft went into the femoral artery end to side. "
        "DCIV to femoral vein by coupler."
    )
    found = graft("Free DCIA flap to the left tibia.", CREST, "The pedicle was divided.", told)
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_end",), ("coupler",))


@pytest.mark.parametrize(
    ("told", "artery", "vein", "vessels"),
    [
        (
            "The peroneal artery was sewn onto the flank of the anterior tibial artery, the vein to the great saphenous vein, "
            "stump to stump.",
            ["end_to_side"], ["end_to_end"], ["anterior tibial artery", "great saphenous vein"],
        ),
        (
            "A   peroneal a. - anterior tibial a., end-to-side, 9-0\nV   vein - great saphenous v., end-to-end, 9-0",
            ["end_to_side"], ["end_to_end"], ["anterior tibial artery", "great saphenous vein"],
        ),
        (
            "Artery sewn end to end to the posterior tibial artery, vein end to end to a VC of the posterior tibial.",
            ["end_to_end"], ["end_to_end"], ["posterior tibial artery", "vena comitans of the posterior tibial"],
        ),
    ],
)  # fmt: skip
def test_other_words_and_signs_for_joins(told: str, artery: list[str], vein: list[str], vessels: list[str]) -> None:
    found = joined(told)
    assert (list(found.arterial_anastomosis), list(found.venous_anastomosis)) == (artery, vein)
    assert list(found.recipient_vessels) == vessels


def test_a_vessel_that_is_said_to_be_used_receives_though_the_flap_may_have_one_of_its_name() -> None:
    scapula = "The left scapula was harvested on the circumflex scapular vessels up to the subscapular."
    told = "The pedicle was divided. Ipsilateral thoracodorsal artery and vein used: both end to end, 8-0."
    only = graft("Free scapula flap to the right humerus.", scapula, told)
    assert "thoracodorsal artery" in only.recipient_vessels


def test_a_coupler_that_was_only_opened_joins_nothing() -> None:
    told = (
        "The artery was sewn end-to-end to the facial artery. The vein was put end-to-side to the internal jugular vein. "
        "A 3.0 coupler was opened and was not used because the walls did not match."
    )
    assert joined(told).venous_anastomosis == ("end_to_side",)


def test_a_dictation_takes_back_what_it_just_said() -> None:
    told = "The flap artery end to end into the ulnar artery. Hmm no. Correction, end to side into the ulnar artery, 9-0 nylon."
    assert joined(told).arterial_anastomosis == ("end_to_side",)


def test_an_addendum_about_the_size_of_a_coupler_corrects_no_technique() -> None:
    told = (
        "The artery was sewn end-to-side to the anterior tibial artery. The larger vein went to a vena comitans with a coupler. "
        "The smaller vein to the great saphenous vein, end-to-end."
    )
    text = note("Free fibula flap to the left tibia.", LEG, told) + "\nADDENDUM: The coupler was 2.5 mm, not 3.0 as dictated.\n"
    (graft,) = facts(text).grafts
    assert graft.venous_anastomosis == ("end_to_end", "coupler")


def test_an_arrow_behind_the_technique_leads_from_the_flap_to_the_recipient() -> None:
    told = (
        "Artery: [x] end-to-end  [ ] end-to-side   peroneal -> anterior interosseous artery, 9-0\n"
        "Vein: [x] coupler -> cephalic vein"
    )
    assert joined(told).recipient_vessels == ("anterior interosseous artery", "cephalic vein")


@pytest.mark.parametrize(
    ("told", "venous"),
    [
        ("The coupler was loaded and fired on the vein, so sutures were not used.", ("coupler",)),
        ("The first vein was coupled, the second, rather end-to-end by hand.", ("end_to_end", "coupler")),
    ],
)
def test_a_coupler_that_was_used_joins(told: str, venous: tuple[str, ...]) -> None:
    assert joined(f"The artery was sewn end-to-side to the anterior tibial artery. {told}").venous_anastomosis == venous


def test_the_head_of_a_column_says_which_vessel_was_joined() -> None:
    told = (
        "\n\n| MICROSURGERY | Artery | Vein |\n|---|---|---|\n| Flap vessel | Peroneal | Two venae |\n"
        "| Method | End-to-side, 9-0 nylon | Coupler devices, 2.5 mm |\n"
    )
    found = joined(told)
    assert (found.arterial_anastomosis, found.venous_anastomosis) == (("end_to_side",), ("coupler",))


@pytest.mark.parametrize(
    ("told", "arterial", "venous"),
    [
        ("Joins: E-E art, E-S vein. 9-0.", ("end_to_end",), ("end_to_side",)),
        (
            "Peroneal artery end-to-side to the femoral artery by a vein graft, peroneal vein to the femoral vein end-to-side.",
            ("end_to_side",),
            ("end_to_side",),
        ),
        ("Flap artery to ATA, e.t.s., 9-0; vein by coupler.", ("end_to_side",), ("coupler",)),
    ],
)
def test_which_vessel_a_technique_is_told_of_in_few_words(told: str, arterial: tuple[str, ...], venous: tuple[str, ...]) -> None:
    only = joined(f"The pedicle was divided. {told}")
    assert (only.arterial_anastomosis, only.venous_anastomosis) == (arterial, venous)
