"""Every row of the status table, reached by a note through the whole pipeline."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from auditor.model import Audit
from tests.decide.kit import answer, fired, note, shipped

CHEST = "The right seventh rib was harvested on the intercostal vessels."
RIB_TO_ARM = "Free vascularised rib flap to the left humerus."


class Case(NamedTuple):
    """A note, the row that decides its status, and the answer."""

    row: str
    text: str
    status: str
    best_fit: tuple[str, ...]
    reason: str
    decisive: tuple[str, ...] = ()


CASES = [
    Case(
        "pedicled",
        note(
            "Pedicled iliac crest flap to the left femoral neck.",
            "The left iliac crest was raised on the deep circumflex iliac vessels and passed to the femoral neck.",
            "The pedicle was left intact.",
            artery=None,
        ),
        "outside_set", (),
        "Pedicled left iliac crest with no word on skin to the left femoral neck: the bone was moved on an undivided pedicle, "
        "which none of the audited codes describes.",
    ),
    Case(
        "donor-not-named",
        note("Free vascularised bone flap to the left tibia.", "The bone flap was raised on its vessels."),
        "query", (),
        "Free bone from an unnamed donor with no word on skin to the left tibia: the donor bone is not named.",
        ("donor_site",),
    ),
    Case(
        "neighbour",
        note("Free fibula flap to the left tibia.", "The right fibula was harvested on the peroneal vessels without skin."),
        "outside_set", (),
        "Free right fibula without skin to the left tibia: the donor bone and skin documented belong to a code outside the "
        "audited set.",
    ),
    Case(
        "discontinued",
        note(
            "Free rib flap to the left humerus.",
            "The right seventh rib was raised on the intercostal vessels.",
            "Because of hypotension the procedure was aborted and the rib was returned to its bed.",
            artery=None,
        ),
        "query", ("20962",),
        "Claimed vascularised right rib with no word on skin to the left humerus: the harvest or the transfer was discontinued.",
        ("arterial_anastomosis",),
    ),
    Case(
        "donor-contradicted",
        note("Free iliac crest flap to the left humerus.", "A free rib flap was raised on the intercostal vessels."),
        "query", ("20962",),
        "Free rib with no word on skin to the left humerus: the note contradicts itself on the donor bone.",
        ("donor_site",),
    ),
    Case(
        "skin-contradicted",
        note(
            "Free osteocutaneous metatarsal flap to the left tibia.",
            "The right second metatarsal was harvested on the first dorsal metatarsal artery without a skin paddle.",
        ),
        "query", ("20957",),
        "Free right metatarsal without skin to the left tibia: the note contradicts itself on skin carried by the graft.",
        ("skin_paddle",),
    ),
    Case(
        "free-transfer-not-described",
        note(RIB_TO_ARM, "The right seventh rib was harvested and plated into the left humerus.", artery=None),
        "query", ("20962",),
        "Claimed vascularised right rib with no word on skin to the left humerus: a free transfer is claimed, but dividing the "
        "pedicle and joining the vessels are nowhere described.",
        ("arterial_anastomosis", "venous_anastomosis"),
    ),
    Case(
        "anastomosis-not-described",
        note(RIB_TO_ARM, CHEST, "The pedicle was divided. The bone was plated into the left humerus.", artery=None),
        "query", ("20962",),
        "Free right rib with no word on skin to the left humerus: no anastomosis of the graft's vessels is described.",
        ("arterial_anastomosis", "venous_anastomosis"),
    ),
    Case(
        "supported",
        note(RIB_TO_ARM, CHEST, "No skin was taken.", artery="profunda brachii artery"),
        "supported", ("20962",),
        "Free right rib without skin to the left humerus: the donor bone and its free transfer with anastomosis are documented.",
    ),
]  # fmt: skip


def decisive(audit: Audit) -> tuple[str, ...]:
    """What the audit asks about that decides the code."""
    return tuple(question.element for question in audit.questions if question.severity == "decisive")


@pytest.mark.parametrize("case", CASES, ids=[case.row for case in CASES])
def test_status(case: Case) -> None:
    audit = answer(case.text)
    assert fired(audit)[-1] == case.row
    assert (audit.status, audit.best_fit) == (case.status, case.best_fit)
    assert audit.reason == case.reason
    assert decisive(audit) == case.decisive


def test_every_row_of_the_status_table_that_a_note_can_reach_has_one() -> None:
    """Each named bone has a code, so that `no-code` only guards tables that somebody shortens."""
    assert {row.id for row in shipped().rules.statuses} - {case.row for case in CASES} == {"no-code"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The patient was seen.",
        note("Plating of the left tibia.", "The left tibia was plated and packed with iliac crest chips.", artery=None),
        note("Free gracilis flap to the left leg.", "The right gracilis was harvested."),
        note("Fibular allograft to the left humerus.", "The fibular allograft was thawed and plated.", artery=None),
        "CLINIC LETTER\nA free iliac crest flap to the left tibia will be done in May.",
        "HISTORY: He had a free fibula flap in 2019.\nPROCEDURE PERFORMED: Removal of a plate from the left tibia.",
        "TITLE OF OPERATION: Debridement of the left tibia.\nALTERNATIVES CONSIDERED: A free iliac crest flap.\n",
        "TITLE OF OPERATION: Debridement of the left tibia.\nPLAN: Free iliac crest flap in two weeks.\n",
        "TITLE OF OPERATION: Debridement of the left tibia.\nTEACHING POINTS: A free fibula flap keeps its vessels.\n",
    ],
)
def test_no_transfer_in_this_operation(text: str) -> None:
    audit = answer(text)
    assert (audit.status, audit.best_fit, audit.other_codes, audit.grafts, audit.defect) == ("not_applicable", (), (), (), None)
    assert audit.reason == "No vascularised bone transfer performed in this operation is documented."
    assert (dict(audit.elements), audit.questions, audit.path) == ({}, (), ())


CREST_AND_RIB = note(
    "Free iliac crest flap to the left tibia and free rib flap to the right humerus.",
    "The right iliac crest was harvested on the deep circumflex iliac vessels without skin. The deep circumflex iliac artery was "
    "anastomosed end-to-side to the anterior tibial artery and the deep circumflex iliac vein end-to-end to a vena comitans.",
    "The left seventh rib was harvested on the intercostal vessels with a skin paddle of 6 x 3 cm. The intercostal artery was "
    "anastomosed end-to-end to the right profunda brachii artery and the intercostal vein to the cephalic vein with a 2.5 mm "
    "coupler.",
    artery=None,
)


def test_two_transfers_one_in_the_set() -> None:
    audit = answer(CREST_AND_RIB)
    assert (audit.status, audit.best_fit, audit.other_codes) == ("supported", ("20956",), ("20969",))
    assert audit.reason.startswith("Free right iliac crest without skin; free left rib with skin")
    assert {step.graft for step in audit.path} == {0, 1}


def test_two_transfers_both_in_the_set() -> None:
    audit = answer(CREST_AND_RIB.replace(" with a skin paddle of 6 x 3 cm", " without skin"))
    assert (audit.status, audit.best_fit, audit.other_codes) == ("supported", ("20956", "20962"), ())


def test_the_same_text_has_the_same_answer() -> None:
    assert answer(CREST_AND_RIB) == answer(CREST_AND_RIB)
