from __future__ import annotations

import pytest

from auditor.evaluate.gold import GoldGraft
from auditor.evaluate.matching import count, pair_grafts, same_person, same_place, same_size, same_vessel
from auditor.evaluate.tallies import Counts
from auditor.model import DonorSite, Graft, Laterality
from tests.evaluate.kit import GRAFT


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dr Jane Roe, MD, FACS", "Roe", True),
        ("Mr A. J. Penhallow", "Penhallow, A J", True),
        ("Jane Roe", "John Roe", False),
        ("Jane Roe", None, False),
        ("Dr", None, True),
        (None, None, True),
    ],
)
def test_persons(one: str | None, other: str | None, same: bool) -> None:
    assert same_person(one, other) is same_person(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("left facial artery", "Facial Artery", True),
        ("facial artery", "artery", True),
        ("venae comitantes", "vena comitans", False),
        ("peroneal veins", "peroneal vein", True),
        ("facial artery", "facial vein", False),
        ("left", "left", False),
        ("", "facial artery", False),
    ],
)
def test_vessels(one: str, other: str, same: bool) -> None:
    assert same_vessel(one, other) is same_vessel(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("left tibial shaft", "tibia", True),
        ("the distal third of the humerus", "humeral diaphysis", True),
        ("mandible", "maxilla", False),
        ("left side", "right side", True),
        ("mandibular body and ramus", "mandible", True),
        ("radius and ulna", "radius, scaphoid", False),
        ("radius ulna scaphoid", "radius ulna lunate", True),
        ("radius scaphoid", "radius lunate", False),
        ("tibia", None, False),
        ("bone defect", None, True),
        (None, None, True),
    ],
)
def test_places(one: str | None, other: str | None, same: bool) -> None:
    assert same_place(one, other) is same_place(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((6.0, 4.0), (4.0, 6.0), True),
        ((6.0,), (6.05,), True),
        ((6.0,), (6.06,), False),
        ((6.0, 4.0), (6.0,), False),
        ((6.0,), None, False),
        (None, None, True),
    ],
)
def test_sizes(one: tuple[float, ...] | None, other: tuple[float, ...] | None, same: bool) -> None:
    assert same_size(one, other) is same_size(other, one) is same


def test_an_item_is_taken_once() -> None:
    assert count(["a", "a", "b"], ["a", "b", "c"]) == Counts(found=2, extra=1, missed=1)
    assert count([], []) == Counts()
    assert count(["facial artery", "facial artery"], ["left facial artery"], same_vessel) == Counts(found=1, missed=1)


def graft(donor: DonorSite, side: Laterality | None) -> Graft:
    return Graft(donor_site=donor, laterality=side)


def wanted(donor: DonorSite, side: Laterality | None) -> GoldGraft:
    return GoldGraft.model_validate(GRAFT | {"donor_site": donor, "laterality": side}, strict=False)


def test_grafts_pair_by_donor_and_by_side_where_there_is_a_choice() -> None:
    gold = [wanted("rib", "right"), wanted("rib", "left"), wanted("fibula", None), wanted("ulna", None)]
    left, right, other = graft("rib", "left"), graft("rib", "right"), graft("fibula", "left")
    assert [pair for _, pair in pair_grafts(gold, [left, right, other])] == [right, left, other, None]


def test_a_graft_is_paired_once() -> None:
    gold = [wanted("rib", "right"), wanted("rib", "left")]
    left = graft("rib", "left")
    assert [pair for _, pair in pair_grafts(gold, [left])] == [left, None]
