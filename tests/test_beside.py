"""The annotated notes and the foreign reports that may lie beside the project: read in place, nothing of them is kept here."""

from __future__ import annotations

from functools import cache

import pytest

from auditor.model import Status
from tests.annotated import BESIDE, answer, decided, gold, names, note, quoted, shipped

ANNOTATED = BESIDE / "eval" / "dev"
FOREIGN = BESIDE / "corpus" / "mtsamples"
needs_annotated = pytest.mark.skipif(not ANNOTATED.is_dir(), reason="the annotated notes do not lie beside the project")
needs_foreign = pytest.mark.skipif(not FOREIGN.is_dir(), reason="the foreign reports do not lie beside the project")


@cache
def _answers() -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {name: decided(answer(ANNOTATED, name)) for name in names(ANNOTATED)}


@needs_annotated
def test_status_and_codes_agree_with_every_annotation() -> None:
    wanted = {name: decided(gold(ANNOTATED, name)) for name in names(ANNOTATED)}
    assert len(wanted) == 60
    assert {name: said for name, said in _answers().items() if said != wanted[name]} == {}


@needs_annotated
def test_no_note_is_confidently_wrong() -> None:
    """A code given as supported is the right one; where it is not, the audit must have asked."""
    wanted = {name: decided(gold(ANNOTATED, name)) for name in names(ANNOTATED)}
    confident = {name: said for name, said in _answers().items() if said[0] == Status.SUPPORTED}
    assert confident
    assert [name for name, said in confident.items() if wanted[name][:2] != said[:2]] == []


@needs_annotated
def test_quotations_of_annotated_notes_stand_at_their_places() -> None:
    for name in names(ANNOTATED):
        text = note(ANNOTATED, name).text
        quotes = quoted(answer(ANNOTATED, name))
        assert [quote.quote for quote in quotes] == [text[quote.start : quote.end] for quote in quotes], name


@needs_foreign
def test_no_foreign_report_is_taken_for_a_transfer() -> None:
    found = {name: shipped().audit(note(FOREIGN, name)).status for name in names(FOREIGN)}
    assert len(found) == 574
    assert [name for name, status in found.items() if status is not Status.NOT_APPLICABLE] == []
