"""Every sample note has the answer that its annotation gives, and every quotation stands where the answer says."""

from __future__ import annotations

import pytest

from tests.annotated import SAMPLES, answer, decided, gold, names, note, quoted

NAMES = names(SAMPLES)


def test_every_sample_has_an_annotation() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.json")) == NAMES
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_status_and_codes(name: str) -> None:
    assert decided(answer(SAMPLES, name)) == decided(gold(SAMPLES, name))


@pytest.mark.parametrize("name", NAMES)
def test_quotations_stand_at_their_places(name: str) -> None:
    text, audit = note(SAMPLES, name).text, answer(SAMPLES, name)
    assert [quote.quote for quote in quoted(audit)] == [text[quote.start : quote.end] for quote in quoted(audit)]
    assert all(graft.quote is None or graft.quote in text for graft in audit.grafts)
    assert audit.defect is None or audit.defect.quote is None or audit.defect.quote in text


@pytest.mark.parametrize("name", NAMES)
def test_annotations_quote_their_note(name: str) -> None:
    text, wanted = note(SAMPLES, name).text, gold(SAMPLES, name)
    assert all(graft.quote is None or graft.quote in text for graft in wanted.grafts)
    assert wanted.defect is None or wanted.defect.quote is None or wanted.defect.quote in text


@pytest.mark.parametrize("name", NAMES)
def test_donors_surgeon_date_and_codes(name: str) -> None:
    said, wanted = answer(SAMPLES, name), gold(SAMPLES, name)
    assert sorted(graft.donor_site for graft in said.grafts) == sorted(graft.donor_site for graft in wanted.grafts)
    assert said.date_of_service == wanted.date_of_service
    assert set(said.stated_codes) == set(wanted.stated_codes)
    assert set(said.modifier_cues) == set(wanted.modifier_cues)
