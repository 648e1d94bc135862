"""Whether donor site and recipient site are both closed."""

from __future__ import annotations

import pytest

from tests.facts.kit import FULL, JOINED, LEG, note, states


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The groin was closed in layers. The leg was closed with nylon.", "documented"),
        ("Donor and recipient sites were closed in layers.", "documented"),
        ("The leg was closed with nylon.", "missing"),
        ("The groin was closed in layers.", "missing"),
        ("Leg: interrupted nylon. Crest: muscle back to drill holes w. 1 Vicryl, drain, clips.", "documented"),
        ("The leg was closed with nylon. The second cut of the crest was finished with osteotomes.", "missing"),
    ],
)
def test_closure_of_both_sites(told: str, state: str) -> None:
    both = FULL[FULL.index("The groin was closed") : FULL.index(" with nylon.") + len(" with nylon.")]
    assert states(FULL.replace(both, told))["closure"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The wounds were sewn up.", "documented"),
        ("The wounds of the leg were sewn up.", "missing"),
        ("The groin was closed in layers and a splint was applied to the leg.", "missing"),
        ("The iliac wound was sewn up and the tibial wound was grafted.", "documented"),
        ("Drains were put into both sites.", "missing"),
        ("Both sites were sutured over drains.", "documented"),
        ("A drain was put into the groin and another into the leg.", "missing"),
        ("Closure: the groin in layers, the leg with a drain.", "documented"),
        ("The leg was rinsed and closed.", "missing"),
        ("The groin was closed. The leg could not be closed, and a mesh graft covered the muscle.", "documented"),
        ("The groin was closed. Leg: fascia not closed, skin 3-0 nylon.", "documented"),
        ("The groin was closed. The leg was not closed, and the abdominal fascia was sewn with nylon.", "missing"),
        ("The bone was laid in. The groin was closed.", "missing"),
        ("The branches were cut between clips. The leg was closed.", "missing"),
        ("The leg was put on a bolster. The groin was closed.", "missing"),
        ("Closure. The leg was closed with nylon.", "missing"),
        ("The leg was closed with nylon; the groin had been closed by the assistant.", "documented"),
        ("The old split graft was excised from the leg. The groin was closed.", "missing"),
    ],
)
def test_wounds_in_the_plural_and_wounds_that_are_only_covered(told: str, state: str) -> None:
    both = FULL[FULL.index("The groin was closed") : FULL.index(" with nylon.") + len(" with nylon.")]
    assert states(FULL.replace(both, told))["closure"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("leg skin nylon, splint. groin: fascia vicryl.", "documented"),
        ("The groin was closed with nylon, and a split graft was laid directly on the iliacus.", "missing"),
        ("The skin of the flap was sutured in without tension, while at the groin the muscles were closed.", "documented"),
    ],
)
def test_whose_wound_a_sentence_closes(told: str, state: str) -> None:
    end = "The groin was closed in layers over a\ndrain. The leg was closed with nylon."
    assert states(FULL.replace(end, told))["closure"] == state


def test_sutures_beside_what_could_not_be_closed() -> None:
    closed = "The groin was closed in layers over a\ndrain. The leg was closed with nylon."
    assert closed in FULL
    told = "Groin: Vicryl, drain. Leg: nylon, could not close over the plate, split graft."
    assert states(FULL.replace(closed, told))["closure"] == "documented"


@pytest.mark.parametrize(
    "told",
    [
        "The muscles are fixed to the crest with PDS, skin with staples. The lower leg is sutured with Ethilon.",
        "Closing in layers in both operation areas.",
        "Hip: muscles to crest Vicryl, skin staples. Tibia: 2-0 nylon, frame locked.",
    ],
)
def test_both_wounds_told_by_bones_and_areas(told: str) -> None:
    closed = "The groin was closed in layers over a\ndrain. The leg was closed with nylon."
    assert states(FULL.replace(closed, told))["closure"] == "documented"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Groin closed in layers. At the tibia only fat and skin were sutured.", "documented"),
        ("Once the leg wound was sutured without tension the groin was closed in layers.", "documented"),
        ("The skin of the leg would not quite meet and a split graft was laid on; the groin was closed in layers.", "documented"),
        ("Iliac fossa: 1 PDS to muscle, clips. Leg: 3/0 nylon.", "documented"),
        ("The leg was closed over a drain. Donor closure: refer to the other surgeon.", "missing"),
        ("Closure. The leg was closed with 3-0 nylon. Leg over a Penrose drain.", "missing"),
        (
            "The groin was closed in layers. Muscle laid in and stitched round, meshed skin off the right thigh stapled on.",
            "documented",
        ),
        ("Pelvis: refixation of the muscles, layered closure. Lower leg: closure with single sutures.", "documented"),
        ("The groin was closed over a drain, then the patient was turned and the leg draped anew.", "missing"),
    ],
)
def test_where_each_wound_is_closed(told: str, state: str) -> None:
    both = FULL[FULL.index("The groin was closed") : FULL.index(" with nylon.") + len(" with nylon.")]
    assert states(FULL.replace(both, told))["closure"] == state


def test_a_thread_that_holds_the_graft_closes_nothing() -> None:
    """Nor does a heading that announces closing."""
    title = "Free corticoperiosteal flap, medial femoral condyle, to the left humerus."
    told = (
        "From the left knee a sheet was lifted on the descending genicular vessels and wrapped round the shaft with 2-0 Vicryl."
    )
    assert states(note(title, told, JOINED, "CLOSURE: the arm was closed over a drain in layers."))["closure"] == "missing"


def test_a_block_that_is_set_in_closes_nothing() -> None:
    title = "Free medial femoral condyle flap to the left clavicle."
    told = "Right knee: the condylar block was raised on the descending genicular vessels."
    inset = "Condylar block set in as an inlay; periosteal skirt wrapped round both ends and stitched with 4/0 PDS."
    closing = "Clavicle: platysma 3/0 Vicryl, skin 4/0 Monocryl."
    assert states(note(title, told, inset, JOINED, closing))["closure"] == "missing"


def test_skin_that_is_closed_direct() -> None:
    told = "Closed\n- arm: layers, skin clips\n- leg: fascia left open, skin direct, 1 drain"
    assert states(note("Free fibula flap to the left humerus.", LEG, JOINED, told))["closure"] == "documented"
