"""A recorded sample against the frame of today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.errors import SampleError
from auditor.sampling.check import check
from auditor.sampling.draw import draw
from auditor.sampling.listing import listing
from auditor.sampling.model import Design
from auditor.sampling.record import files, read_sample
from tests.sampling.kit import frame, numbered, unit

WHOLE = frame(numbered(10))
SAMPLE = draw(WHOLE, Design(size=4, seed="1", spares=1), "2025-03-04T10:22:00+00:00")
LIST = listing(WHOLE.units)


def test_the_same_frame_in_any_order() -> None:
    found = check(SAMPLE, frame(reversed(numbered(10))), LIST, "list")
    assert found.sound
    assert found.says == "the frame is the one that was drawn from, and drawing again gives the same units"


def test_a_changed_frame_is_told_by_numbers() -> None:
    now = [*numbered(10)[2:9], unit("case-010", "another text"), unit("new-1")]
    found = check(SAMPLE, frame(now), LIST, "list")
    assert (found.added, found.removed, found.changed, found.sound) == (1, 2, 1, False)
    assert found.says == "the frame changed since the sample was drawn: 1 unit added, 2 removed, 1 changed"


def test_strata_that_changed_while_the_notes_did_not() -> None:
    before = frame([unit(f"u{number}", code="20956" if number < 5 else "20962") for number in range(10)])
    after = frame([unit(f"u{number}", code="20956" if number < 6 else "20962") for number in range(10)])
    sample = draw(before, Design(size=4, seed="1", by="code"))
    found = check(sample, after, listing(before.units), "list")
    assert (found.unchanged, found.same) == (True, False)
    assert found.says == "the frame is the one that was drawn from, but drawing again gives other units or strata"


def test_another_list_is_refused() -> None:
    with pytest.raises(SampleError, match=r"^list: it is not the list of the frame that the sample was drawn from; put"):
        check(SAMPLE, WHOLE, LIST + b"x", "list")


def test_a_record_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "sample.json"
    path.write_bytes(files(SAMPLE, WHOLE)["sample.json"])
    assert read_sample(path) == SAMPLE


def test_only_the_time_may_be_altered(tmp_path: Path) -> None:
    path = tmp_path / "sample.json"
    values = json.loads(files(SAMPLE, WHOLE)["sample.json"])
    path.write_text(json.dumps(values | {"drawn_at": None}))
    assert read_sample(path).digest == SAMPLE.digest
    values["drawn"][0]["id"] = values["spares"][0]["id"]
    path.write_text(json.dumps(values))
    with pytest.raises(SampleError, match="it was altered after the sample was drawn"):
        read_sample(path)


@pytest.mark.parametrize("content", [b"{}", b"\xff", b"Patient Doe"])
def test_what_is_no_record(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sample.json"
    path.write_bytes(content)
    with pytest.raises(SampleError, match="it is not a recorded sample") as refused:
        read_sample(path)
    assert "Doe" not in str(refused.value)
