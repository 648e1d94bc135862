"""The record read back: every field as it was written, and a fault told by its line without a word of a note."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.errors import RecordError
from auditor.record.read import Recorded, read_record
from auditor.record.write import line, record
from tests.annotated import SAMPLES, answer, names
from tests.report.kit import audit


@pytest.mark.parametrize("name", names(SAMPLES))
def test_what_is_read_is_what_was_written(name: str) -> None:
    written = answer(SAMPLES, name)
    assert Recorded.model_validate_json(line(written)).model_dump(mode="json") == record(written)


def test_records_come_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(line(audit(id="one")) + line(audit(id="two", date_of_service=None)))
    assert [(found.id, str(found.date_of_service)) for found in read_record(path)] == [("one", "2024-05-06"), ("two", "None")]


def broken(**changed: object) -> bytes:
    return json.dumps(record(audit()) | changed).encode() + b"\n"


QUESTION = {"element": "donor_site", "severity": "secret words", "authority": "x", "text": "secret words"}


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        (b"{secret words\n", "it is not a whole JSON object"),
        (b"\n", "it is not a whole JSON object"),
        (b'{"id": "\xff secret words"}\n', "it is not a whole JSON object"),
        (line(audit())[:-40] + b"\n", "it is not a whole JSON object"),
        (b'{"id": "secret words"}\n', "field 'surgeon' is not there"),
        (broken(more="secret words"), "field 'more' is not known"),
        (broken(date_of_service="secret words"), "field 'date_of_service' has a value that it cannot have"),
        (broken(questions=[QUESTION]), "field 'questions 0 severity' has a value that it cannot have"),
        (broken(evidence=[{"quote": "secret words"}]), "field 'evidence 0 start' is not there"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_not_quoted(tmp_path: Path, second: bytes, fault: str) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(line(audit()) + second)
    with pytest.raises(RecordError) as caught:
        list(read_record(path))
    assert str(caught.value) == f"{path}, line 2: {fault}; run the audit anew with this version of the tool."
    assert caught.value.__cause__ is None


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"audit.jsonl: there is no such record; name the audit.jsonl that"):
        list(read_record(tmp_path / "audit.jsonl"))
    with pytest.raises(RecordError, match="it cannot be read"):
        list(read_record(tmp_path))
