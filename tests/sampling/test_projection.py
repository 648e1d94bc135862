"""Only a recorded random sample whose check passes is carried to the frame, and only whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.sampling.attributes import CountEstimate
from auditor.sampling.check import check
from auditor.sampling.draw import draw
from auditor.sampling.listing import listing
from auditor.sampling.model import Checked, Design, Frame, Sample
from auditor.sampling.projection import Basis, NotProjected, basis, project_values, project_wrong
from auditor.sampling.variables import Appraisal
from tests.sampling.kit import frame, numbered, unit

SOUND = Checked(added=0, removed=0, changed=0, same=True)
WHOLE = frame(numbered(10))


def sample(size: int = 5, spares: int = 2) -> Sample:
    return draw(WHOLE, Design(size=size, seed="1", spares=spares))


def ids(found: Sample, spares: int = 0) -> list[str]:
    return [each.id for each in (*found.drawn, *found.spares[:spares])]


def why(found: Basis | NotProjected) -> str:
    assert isinstance(found, NotProjected)
    assert str(found) == f"May not be projected: {found.reason}."
    return found.reason


def test_a_sound_sample_is_carried_to_its_frame() -> None:
    """The first example of the attribute appraisals: one wrong of five, in a frame of ten."""
    drawn = sample()
    found = project_wrong(basis(drawn, SOUND, ids(drawn)), [ids(drawn)[3]], 0.90)
    assert isinstance(found, CountEstimate)
    assert (found.estimate, found.low, found.high) == (2.0, 1, 5)


def test_values_of_a_sound_sample() -> None:
    drawn = sample()
    values = dict(zip(ids(drawn), map(Decimal, ["0", "0", "2", "4", "4"]), strict=True))
    found = project_values(basis(drawn, SOUND, ids(drawn)), values)
    assert isinstance(found, Appraisal)
    assert (found.total, found.freedom) == pytest.approx((20, 4))


@pytest.mark.parametrize(
    "checked,reason",
    [
        (None, "the recorded sample was not checked against its frame"),
        (
            Checked(added=1, removed=2, changed=3, same=False),
            "the frame changed since the sample was drawn: 1 unit added, 2 removed, 3 changed",
        ),
        (
            Checked(added=0, removed=0, changed=0, same=False),
            "the frame is the one that was drawn from, but drawing again gives other units or strata",
        ),
    ],
)
def test_a_sample_that_does_not_stand(checked: Checked | None, reason: str) -> None:
    drawn = sample()
    assert why(basis(drawn, checked, ids(drawn))) == reason


def test_what_was_not_drawn_at_random() -> None:
    assert why(basis(None, SOUND, ["case-001"])) == "the cases are not a recorded random sample"


def test_results_that_are_missing_or_too_many() -> None:
    drawn = sample()
    assert why(basis(drawn, SOUND, ids(drawn)[1:])) == "1 of 5 drawn units have no result"
    stranger = next(each.id for each in WHOLE.units if each.id not in ids(drawn, 2))
    assert why(basis(drawn, SOUND, [*ids(drawn), stranger])) == "1 of the results are of units that were not drawn"


def test_spares_make_a_sample_larger_in_their_order() -> None:
    drawn = sample()
    found = basis(drawn, SOUND, ids(drawn, 1))
    assert isinstance(found, Basis)
    assert [part.measured for part in found.parts] == [tuple(ids(drawn, 1))]
    assert why(basis(drawn, SOUND, [*ids(drawn), ids(drawn, 2)[-1]])) == "spare units were taken out of their order"
    assert why(basis(drawn, SOUND, [*ids(drawn)[1:], ids(drawn, 1)[-1]])) == "1 of 5 drawn units have no result"


def test_a_value_that_is_not_known() -> None:
    drawn = sample()
    values = dict.fromkeys(ids(drawn), Decimal(1)) | {ids(drawn)[0]: None}
    assert str(project_values(basis(drawn, SOUND, ids(drawn)), values)) == (
        "May not be projected: 1 of the units that were looked at have no value."
    )


def test_a_single_value() -> None:
    drawn = sample(size=1)
    found = project_values(basis(drawn, SOUND, ids(drawn)), {ids(drawn)[0]: Decimal(1)})
    assert str(found) == "May not be projected: a single unit was drawn, which tells nothing of how units differ."


def test_a_refusal_is_passed_on() -> None:
    refused = NotProjected("the cases are not a recorded random sample")
    assert project_wrong(refused, []) is refused
    assert project_values(refused, {}) is refused


def stratified() -> tuple[Frame, Sample]:
    whole = frame([*(unit(f"a{number}", code="20956") for number in range(4)), *(unit(f"b{number}") for number in range(6))])
    return whole, draw(whole, Design(size=6, seed="1", by="code", allocation="equal"))


def test_strata_keep_their_weights() -> None:
    """Three of four with two wrong, three of six with none: 4 * 2/3 = 2.667 of ten."""
    whole, drawn = stratified()
    checked = check(drawn, whole, listing(whole.units), "frame.sha256")
    assert checked == SOUND
    wrong = [each.id for each in drawn.drawn if each.stratum == 1][:2]
    found = project_wrong(basis(drawn, checked, ids(drawn)), wrong)
    assert isinstance(found, CountEstimate)
    assert found.estimate == pytest.approx(8 / 3)
    assert found.method.endswith("Bonferroni over 2")
