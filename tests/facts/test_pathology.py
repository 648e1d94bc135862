"""When pathology is asked for, and what documents it."""

from __future__ import annotations

import pytest

from tests.facts.kit import FULL, states


def test_a_tumour_requires_pathology() -> None:
    tumour = FULL.replace("Infected nonunion of the left tibia with bone loss", "Osteosarcoma of the left tibia")
    assert states(tumour)["pathology"] == "missing"
    sent = tumour.replace("The pedicle was divided.", "The pedicle was divided. The specimen was sent to pathology.")
    assert states(sent)["pathology"] == "documented"


def test_what_pads_a_limb_is_no_pathology() -> None:
    told = FULL.replace("Infected nonunion", "Chondrosarcoma")
    assert states(told + "\nFoam was used to pad the heel. A pad of fat lay over it.")["pathology"] == "missing"
    assert states(told + "\nThe tumor was sent fresh for PAD.")["pathology"] == "documented"


@pytest.mark.parametrize(
    "told",
    [
        "The tumor went to pathology with margins requested.",
        "Shavings were sent for frozen section, permanent sections to follow.",
        "The membrane was sent for histology and culture.",
        "Grey tissue sent for HPE and culture.",
    ],
)
def test_a_specimen_is_sent_whatever_is_still_to_come_of_it(told: str) -> None:
    assert states(f"{FULL.replace('Infected nonunion', 'Chondrosarcoma')}\n{told}")["pathology"] == "documented"


def test_a_culture_is_no_pathology() -> None:
    sent = FULL.replace("The pedicle was divided.", "The pedicle was divided. Tissue was sent for culture.")
    assert states(sent)["pathology"] == "not_required"


@pytest.mark.parametrize("name", ["MERCY CANCER CENTER", "Complication: malignant hyperthermia."])
def test_a_name_that_bears_the_word_is_no_tumour(name: str) -> None:
    assert states(f"{name}\n\n{FULL}")["pathology"] == "not_required"
