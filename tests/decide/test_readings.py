"""Notes that a hasty reader gets wrong: what was performed governs, whatever else the note names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.decide.kit import JOINED, answer, note

CREST = "The right iliac crest was harvested on the deep circumflex iliac vessels"
LEG = "The right fibula was harvested on the peroneal vessels"
TO_TIBIA = "Free iliac crest flap to the left tibia."


@pytest.mark.parametrize(
    ("text", "status", "best_fit", "other_codes"),
    [
        pytest.param(
            note(
                "Free scapular bone flap to the left tibia.",
                "The groin was explored for an iliac crest flap, but its artery was thrombosed and this was abandoned.",
                "The right scapula was then raised with the circumflex scapular artery, bone only.",
            ),
            "supported", ("20962",), (), id="converted",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST} with a skin paddle of 8 x 5 cm. The paddle turned blue and was excised and discarded."),
            "supported", ("20956",), (), id="paddle-thrown-away",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST} with a monitoring skin island."), "outside_set", (), ("20970",), id="monitoring-island",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST} with a leaf of internal oblique. The muscle was covered with a split skin graft."),
            "supported", ("20956",), (), id="skin-graft-on-muscle",
        ),
        pytest.param(
            note(
                TO_TIBIA,
                f"{CREST}.",
                JOINED.format(artery="anterior tibial artery"),
                "The leg wound was covered with a separate free groin skin flap of 12 x 7 cm.",
                artery=None,
            ),
            "supported", ("20956",), (), id="separate-skin-flap",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST}. The leg wound was covered with a separate free groin skin flap of 12 x 7 cm."),
            "query", ("20956",), (), id="joins-told-of-the-skin-flap-alone",
        ),
        pytest.param(
            note(
                "Dorsalis pedis flap with second metatarsal to the left radius.",
                "The second metatarsal was raised with the dorsalis pedis artery and 7 x 5 cm of dorsal skin.",
                "The second toe was discarded.",
                artery="radial artery",
            ),
            "supported", ("20972",), (), id="dorsalis-pedis-flap",
        ),
        pytest.param(
            note("Free iliac crest flap to the left first metatarsal.", f"{CREST} without skin.", artery="dorsalis pedis artery"),
            "supported", ("20956",), (), id="metatarsal-that-receives",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST} without skin.", artery="peroneal artery"), "supported", ("20956",), (),
            id="peroneal-artery-that-receives",
        ),
        pytest.param(
            note("Free fibula flap to the left tibia.", f"{LEG} without skin. Iliac crest chips were packed at both ends."),
            "outside_set", (), ("20955",), id="chips-beside-a-fibula",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST} without skin. A nonvascularized fibula strut was placed beside it."),
            "supported", ("20956",), (), id="dead-strut-beside-a-crest",
        ),
        pytest.param(
            note(
                "Free DIEP flap to the right chest.",
                "The third rib cartilage was removed to expose the internal mammary artery.",
                artery="internal mammary artery",
            ),
            "not_applicable", (), (), id="rib-cut-to-reach-a-vessel",
        ),
        pytest.param(
            note(
                "Pedicled vascularised distal radius graft to the left scaphoid, 1,2-ICSRA.",
                "The bone was raised from the distal radius on the 1,2 intercompartmental artery and rotated into place.",
                artery=None,
            ),
            "outside_set", (), (), id="pedicled-radius",
        ),
        pytest.param(
            note(
                "Free corticoperiosteal medial femoral condyle flap to the left clavicle.",
                "The flap was raised from the right medial femoral condyle on the descending genicular artery.",
            ),
            "supported", ("20962",), (), id="corticoperiosteal-condyle",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST} without skin. The old free fibula flap of 2018 was dead and was removed."),
            "supported", ("20956",), (), id="an-earlier-flap",
        ),
        pytest.param(
            "INDICATIONS: The options were a free fibula flap and bone transport.\n\n" + note(TO_TIBIA, f"{CREST} without skin."),
            "supported", ("20956",), (), id="options",
        ),
        pytest.param(
            note(TO_TIBIA, f"{CREST} with a skin paddle.") + "\nADDENDUM: No skin paddle was taken with the flap.\n",
            "supported", ("20956",), (), id="addendum-takes-skin-away",
        ),
        pytest.param(f"OPERATION PERFORMED: {TO_TIBIA}\n", "query", ("20956",), (), id="title-alone"),
        pytest.param(
            note(TO_TIBIA, f"{CREST} without skin.") + "CPT: 20969\n", "supported", ("20956",), (), id="a-wrong-code-printed",
        ),
    ],
)  # fmt: skip
def test_reading(text: str, status: str, best_fit: tuple[str, ...], other_codes: tuple[str, ...]) -> None:
    audit = answer(text)
    assert (audit.status, audit.best_fit, audit.other_codes) == (status, best_fit, other_codes)


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace("\n", "\r\n")], ids=["upper", "crlf"])
def test_capitals_and_line_ends_do_not_matter(change: Callable[[str], str]) -> None:
    audit = answer(change(note(TO_TIBIA, f"{CREST} with a skin paddle of 8 x 5 cm.")))
    assert (audit.status, audit.other_codes) == ("outside_set", ("20970",))
    (graft,) = audit.grafts
    assert (graft.skin_paddle_cm, graft.recipient_vessels) == ((8.0, 5.0), ("anterior tibial artery", "vena comitans"))


def test_the_code_that_a_note_prints_is_told_and_never_taken() -> None:
    audit = answer(note(TO_TIBIA, f"{CREST} without skin.") + "CPT: 20969\n")
    assert (audit.stated_codes, audit.best_fit) == (("20969",), ("20956",))


def test_an_addendum_corrects_the_side() -> None:
    text = note(TO_TIBIA, f"{CREST} without skin.") + "\nADDENDUM: The donor was the left iliac crest, not the right.\n"
    assert answer(text).grafts[0].laterality == "left"
