"""Which vessels receive, and what they are called."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, LEG, facts, graft, joined, note

TITLE = "Free fibula flap to the left tibia."


@pytest.mark.parametrize(
    ("told", "vessels"),
    [
        (
            "The peroneal artery was anastomosed end-to-side to the left anterior tibial artery.",
            ("anterior tibial artery",),
        ),
        (
            "The peroneal artery was sewn to the facial artery and the peroneal vein to the external jugular vein.",
            ("facial artery", "external jugular vein"),
        ),
        (
            "The anterior tibial artery and its two venae comitantes (VC) were exposed. Peroneal a. to anterior tibial a., E/S."
            " Peroneal v. to VC of anterior tibial, E/E, the second to the great saphenous vein, E/E.",
            ("anterior tibial artery", "venae comitantes of the anterior tibial", "great saphenous vein"),
        ),
        (
            "The peroneal artery was joined end-to-side to the anterior tibial artery, vein end-to-end to the long saphenous.",
            ("anterior tibial artery", "long saphenous vein"),
        ),
        (
            "A. peronea to the A. tibialis anterior, end-to-side. The vein to the V. saphena magna, end-to-end.",
            ("a. tibialis anterior", "v. saphena magna"),
        ),
        (
            "The peroneal artery was anastomosed to the radial artery and the larger vein to the cephalic vein.",
            ("radial artery", "cephalic vein"),
        ),
        (
            "The artery was anastomosed end-to-side to the Posterior Tibial Artery and the vein to a vena comitans.",
            ("posterior tibial artery", "vena comitans"),
        ),
        (
            "The posterior tibial artery was turned up and sewn end-to-end to the peroneal artery. "
            "One of its venae comitantes was joined to a peroneal vein with a coupler.",
            ("posterior tibial artery", "venae comitantes"),
        ),
        (
            "The flap artery was sewn end-to-end to the anterior tibial artery, a coupler served for the larger vena comitans.",
            ("anterior tibial artery", "vena comitans"),
        ),
        (
            "The peroneal artery went end-to-side into the AT artery, vein to AT vena comitans.",
            ("anterior tibial artery", "anterior tibial vena comitans"),
        ),
        (
            "Peroneal a. to post. tibial a. end-to-side, 8-0. Peroneal v. to post. tibial v. comitans end-to-end.",
            ("posterior tibial artery", "posterior tibial vena comitans"),
        ),
        (
            "The artery was sewn end-to-side to the posterior tibial artery, and both veins to the concomitant veins of the "
            "posterior tibial.",
            ("posterior tibial artery", "concomitant veins of the posterior tibial"),
        ),
        (
            "The artery was sewn end-to-side to the posterior tibial artery, the vein to a posterior tibial vena comma tans.",
            ("posterior tibial artery", "posterior tibial vena comitans"),
        ),
        (
            "a: end-side to ant tib artery 9/0. v: coupler 2.5, ant tib VC.",
            ("anterior tibial artery", "anterior tibial vena comitans"),
        ),
        (
            "The artery was sewn end-to-side to the anterior tibial artery. As the small saphenous vein was sacrificed, "
            "the vein was sewn to the great saphenous vein.",
            ("anterior tibial artery", "great saphenous vein"),
        ),
        # Of several veins nobody can say that they are not the flap's, and a neck vein without a name stays unnamed.
        (
            "The artery was sewn end-to-side to the posterior tibial artery and both venae comitantes were coupled.",
            ("posterior tibial artery",),
        ),
    ],
)
def test_recipient_vessels_are_those_of_the_recipient(told: str, vessels: tuple[str, ...]) -> None:
    assert joined(told).recipient_vessels == vessels


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("post tib a", "posterior tibial artery"),
        ("ant tib artery", "anterior tibial artery"),
        ("profunda femoris a", "profunda femoris artery"),
        ("ant interosseous a", "anterior interosseous artery"),
        ("PT artery", "posterior tibial artery"),
    ],
)
def test_short_forms_of_a_vessel_are_filled(written: str, named: str) -> None:
    told = f"Peroneal artery e-s to {written}, peroneal vein e-e to cephalic vein."
    assert graft("Free fibula flap to the left leg.", LEG, told).recipient_vessels == (named, "cephalic vein")


def test_bone_that_is_brought_somewhere_joins_no_vessel() -> None:
    told = "The pedicle was divided at the subscapular vessels, and the bone was brought to the neck."
    scapula = "The right scapula was harvested on the circumflex scapular vessels."
    joined = graft("Free scapula flap to the left mandible.", scapula, told, "Artery end-to-end to the facial artery.")
    assert joined.recipient_vessels == ("facial artery",)


def test_minutes_that_a_join_took_harvest_nothing() -> None:
    told = "The vessels were hooked up to the anterior tibial artery and the great saphenous vein, which took fifty minutes."
    joined = graft("Free rib flap to the left tibia.", "The rib was harvested on the intercostal vessels.", told)
    assert joined.recipient_vessels == ("anterior tibial artery", "great saphenous vein")


_FOREARM = "Free radial forearm fasciocutaneous flap."


@pytest.mark.parametrize(
    ("told", "vessels"),
    [
        ("The artery went end-to-side onto the radial a. and one VC onto its VC.", ("radial artery", "radial vena comitans")),
        (
            "The anterior tibial artery was opened and the flap artery sewn end-to-side to it. "
            "The flap vein was coupled to the larger of its two venae comitantes.",
            ("anterior tibial artery", "venae comitantes"),
        ),
        (
            "A: posterior tibial a., ETS. V: posterior tibial v. comitans, ETE.",
            ("posterior tibial artery", "posterior tibial vena comitans"),
        ),
        ("A: to RA ETS 9/0. V: to RA VC ETE 10/0.", ("radial artery", "radial vena comitans")),
        ("A: SLGA to AT, ETS. V: VC to AT VC, coupler.", ("anterior tibial artery", "anterior tibial vena comitans")),
    ],
)
def test_the_companion_of_the_artery_just_named(told: str, vessels: tuple[str, ...]) -> None:
    assert graft(TITLE, LEG, "The pedicle was divided.", told).recipient_vessels == vessels


def test_a_name_ends_with_its_field() -> None:
    fields = "\nArtery ....... end-to-end, 8-0, to left superior thyroid\nVein 1 ....... to left internal jugular, end-to-side\n"
    text = note("Free iliac crest flap, right hip, to the mandible.", CREST, "The pedicle was divided.") + fields
    (only,) = facts(text).grafts
    assert only.recipient_vessels == ("superior thyroid artery", "internal jugular vein")


def test_the_vessel_that_receives_may_be_it_and_the_flaps_own_be_joined_to() -> None:
    told = (
        "The anterior tibial artery was of good caliber. The peroneal artery was anastomosed to it with 9-0 nylon. The great "
        "saphenous vein was swung over the shin; it was joined to the peroneal vein with a 3 mm coupler."
    )
    assert joined(told).recipient_vessels == ("great saphenous vein", "anterior tibial artery")


def test_the_course_of_a_pedicle_is_no_join() -> None:
    told = "Pedicle: peroneal to popliteal, 7 cm\nArtery: ETS, anterior tibial artery, 9-0\nVein: ETE, great saphenous vein, 9-0"
    assert joined(told).recipient_vessels == ("anterior tibial artery", "great saphenous vein")


def test_a_hyphen_between_two_words_at_the_end_of_a_line_joins_them_to_no_name() -> None:
    told = "The flap artery was sewn end-to-end to the posterior-\ntibial artery with 9 - 0 nylon. The anas-\ntomosis was patent."
    only = graft("Free fibula flap to the left tibia.", LEG, "The pedicle was divided.", told)
    assert only.recipient_vessels == ("posterior tibial artery",)


@pytest.mark.parametrize(
    ("told", "vessels"),
    [
        ("The vein was sewn to the lateral circumflex femoral vein end to end.", ("lateral circumflex femoral vein",)),
        ("The deep comitans was coupled to a dorsalis pedis vena comitans.", ("dorsalis pedis vena comitans",)),
        ("The vein was joined end to end to posterior tibial concomitant veins.", ("posterior tibial concomitant veins",)),
    ],
)
def test_names_of_veins(told: str, vessels: tuple[str, ...]) -> None:
    assert graft(TITLE, LEG, "The pedicle was divided.", told).recipient_vessels == vessels


def test_a_companion_named_by_the_letters_of_its_artery_is_told_once() -> None:
    told = "DP to R ATA, end-to-end. The vein was sewn end-to-end to the ATA VC."
    assert joined(told).recipient_vessels == ("anterior tibial artery", "anterior tibial vena comitans")


@pytest.mark.parametrize(
    ("lines", "vessels"),
    [
        (
            "- Peroneal a. -> L ant tibial, end-to-end, 9-0\n- Peroneal v. -> L great saph, 8-0",
            ("anterior tibial artery", "great saphenous vein"),
        ),
        (
            "A: PA-ATA ETS, 9-0\nV: VC-VC of ATA ETE, 10-0",
            ("anterior tibial artery", "vena comitans of the anterior tibial artery"),
        ),
        (
            "Artery - peroneal to anterior tibial, end to side.\nVein - peroneal vein to AT vein, coupler.",
            ("anterior tibial artery", "anterior tibial vein"),
        ),
        ("Flap artery: ATA e/s. Flap vein: ATA v. e/e.", ("anterior tibial artery", "anterior tibial vein")),
        ("- Artery: to facial, end to end, 9-0\n- Vein: to facial v, one only", ("facial artery", "facial vein")),
        (
            "Artery end-to-side to the posterior tibial. Both venae comitantes of the posterior tibial took the flap veins, 9-0.",
            ("posterior tibial artery", "venae comitantes of the posterior tibial"),
        ),
        (
            "Artery end-to-end to the profunda brachii artery. The vein was coupled to a companion vein of the profunda.",
            ("profunda brachii artery", "companion vein of the profunda brachii artery"),
        ),
        (
            "Artery end to end to the anterior tibial. Vein end to end to its companion.",
            ("anterior tibial artery", "anterior tibial vena comitans"),
        ),
        (
            "Artery end to end to the facial artery. The vein went end to end to its companion, the common facial vein.",
            ("facial artery", "common facial vein"),
        ),
    ],
)
def test_joins_in_short_lines(lines: str, vessels: tuple[str, ...]) -> None:
    assert graft(TITLE, LEG, "The pedicle was divided.\n", lines).recipient_vessels == vessels
