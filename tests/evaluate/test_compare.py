from __future__ import annotations

from auditor.evaluate.compare import compare
from auditor.evaluate.tallies import Counts
from auditor.model import ElementState, Graft, Status
from tests.evaluate.kit import DEFECT, GRAFT, gold, marks, results
from tests.report.kit import TEXT, audit


def test_what_agrees_is_right_in_every_field() -> None:
    found = compare(gold(), audit(), TEXT)
    assert [mark.field for mark in found if not mark.right] == []
    assert [mark.field for mark in found] == [
        "code.best_fit", "code.other_codes", "code.status", "code.not_confidently_wrong", "graft.donor_site", "graft.laterality",
        "graft.vascularity", "graft.skin_paddle", "graft.arterial_anastomosis", "graft.venous_anastomosis",
        "graft.recipient_vessels", "defect.size_cm", "defect.location", "defect.laterality",
        "missing.all", "missing.donor_site", "elements.state", "missing.all", "missing.defect_size", "elements.state",
        "other.modifier_cues", "other.stated_codes", "other.surgeon", "other.date_of_service", "evidence.quote", "evidence.quote",
    ]  # fmt: skip


def test_order_of_codes_does_not_matter_and_number_does() -> None:
    assert results(gold(best_fit=["20962", "20956"]), audit(best_fit=("20956", "20962")), "code.best_fit") == [True]
    assert results(gold(best_fit=["20956", "20956"]), audit(), "code.best_fit") == [False]


def test_confidently_wrong() -> None:
    field = "code.not_confidently_wrong"
    assert results(gold(best_fit=["20962"]), audit(), field) == [False]
    assert results(gold(status="outside_set"), audit(), field) == [False]
    assert results(gold(status="not_applicable"), audit(), field) == [False]
    assert results(gold(status="query"), audit(), field) == [True]
    assert results(gold(best_fit=["20962"]), audit(status=Status.QUERY), field) == [True]


def test_a_graft_that_was_not_found_is_wrong_in_every_field() -> None:
    found = marks(gold(grafts=[GRAFT, GRAFT | {"donor_site": "rib", "vascularity": "undocumented", "laterality": None}]), audit())
    assert found["graft.donor_site"][0].result == Counts(found=1, missed=1)
    for field in ("graft.laterality", "graft.vascularity", "graft.skin_paddle"):
        assert [(mark.result, mark.graft) for mark in found[field]] == [(True, "iliac_crest"), (False, "rib")]
    assert found["graft.vascularity"][1].predicted is None
    assert [mark.result for mark in found["graft.recipient_vessels"]] == [Counts(found=2), Counts(missed=2)]


def test_a_graft_too_many_counts_once() -> None:
    more = (*audit().grafts, Graft(donor_site="rib", recipient_vessels=("facial vein",)))
    wrong = [mark.field for mark in compare(gold(), audit(grafts=more), TEXT) if not mark.right]
    assert wrong == ["graft.donor_site"]


def test_a_paddle_size_is_compared_where_either_names_one() -> None:
    sized = tuple(graft.model_copy(update={"skin_paddle_cm": (4.0, 2.0)}) for graft in audit().grafts)
    assert results(gold(), audit(), "graft.skin_paddle_cm") == []
    assert results(gold(), audit(grafts=sized), "graft.skin_paddle_cm") == [False]
    assert results(gold(grafts=[GRAFT | {"skin_paddle_cm": [2.0, 4.0]}]), audit(grafts=sized), "graft.skin_paddle_cm") == [True]


def test_a_defect_is_compared_where_either_names_one() -> None:
    assert "defect.size_cm" not in marks(gold(defect=None), audit(defect=None))
    for wanted, said in ((gold(defect=None), audit()), (gold(), audit(defect=None))):
        assert results(wanted, said, "defect.size_cm") == [False]
        assert results(wanted, said, "defect.location") == [False]
        assert results(wanted, said, "defect.laterality") == [False]
    silent = gold(defect=DEFECT | {"location": None, "size_cm": None, "laterality": None})
    assert [results(silent, audit(defect=None), field) for field in ("defect.size_cm", "defect.location")] == [[True], []]


def test_elements_not_required_may_be_documented_but_not_missing() -> None:
    wanted = gold(elements={"pathology": "not_required"})
    for state in (ElementState.DOCUMENTED, ElementState.NOT_REQUIRED):
        assert "elements.state" not in marks(wanted, audit(elements={"pathology": state}))
    assert "elements.state" not in marks(wanted, audit(elements={}))
    found = marks(wanted, audit(elements={"pathology": ElementState.MISSING}))
    assert found["missing.pathology"][0].result == found["missing.all"][0].result == Counts(extra=1)
    assert (found["elements.state"][0].right, found["elements.state"][0].listed) == (False, True)


def test_a_lack_that_is_not_seen() -> None:
    found = marks(gold(), audit(elements={"donor_site": ElementState.MISSING, "defect_size": ElementState.NOT_REQUIRED}))
    assert [mark.result for mark in found["missing.all"]] == [Counts(extra=1), Counts(missed=1)]
    assert [(mark.element, mark.gold, mark.predicted) for mark in found["elements.state"]] == [
        ("donor_site", "documented", "missing"), ("defect_size", "missing", "not_required"),
    ]  # fmt: skip
    assert not any(mark.listed for mark in found["missing.all"])


def test_a_quotation_must_stand_in_the_note_but_for_its_white_space() -> None:
    def quoted(quote: str) -> list[bool | Counts]:
        grafts = tuple(graft.model_copy(update={"quote": quote}) for graft in audit().grafts)
        return results(gold(), audit(grafts=grafts, defect=None), "evidence.quote")

    assert quoted("raised. No\tskin ") == [True]
    assert quoted("No skin flap") == [False]


def test_a_note_without_audit() -> None:
    found = marks(gold(), None)
    wrong = [field for field, each in found.items() if not all(mark.right for mark in each)]
    assert wrong == [
        "code.best_fit", "code.other_codes", "code.status", "graft.donor_site", "graft.laterality", "graft.vascularity",
        "graft.skin_paddle", "graft.arterial_anastomosis", "graft.venous_anastomosis", "graft.recipient_vessels",
        "defect.size_cm", "defect.location", "defect.laterality", "missing.all", "elements.state", "missing.defect_size",
        "other.modifier_cues", "other.stated_codes", "other.surgeon", "other.date_of_service",
    ]  # fmt: skip
