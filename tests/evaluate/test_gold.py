from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import GoldError
from auditor.evaluate.gold import read_gold
from auditor.model import Status
from tests.evaluate.kit import AGREED, DEFECT, GRAFT

ELEMENTS = ("donor_site", "defect_size")


def read(folder: Path, content: bytes | str, name: str = "case-1") -> str:
    """The error that this gold file gives, without the folder's name."""
    path = folder / f"{name}.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(GoldError) as caught:
        read_gold(path, ELEMENTS)
    assert str(caught.value).count("\n") == 0
    return str(caught.value).removeprefix(f"{folder.as_posix()}/")


def test_a_good_file(tmp_path: Path) -> None:
    path = tmp_path / "case-1.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(AGREED | {"tests": ["two units"], "reason": "Clear."}).encode())
    gold = read_gold(path, ELEMENTS)
    assert (gold.id, gold.status, gold.best_fit, gold.tests) == ("case-1", Status.SUPPORTED, ("20956",), ("two units",))
    assert gold.grafts[0].venous_anastomosis == ("end_to_end", "coupler")
    assert gold.defect is not None
    assert gold.defect.size_cm == (6.0, 4.5)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"status": "ok"}, "status: input should be 'supported', 'query', 'outside_set' or 'not_applicable'; correct it"),
        ({"best_fit": "20956"}, "best_fit: input should be a valid array; correct it"),
        ({"best_fit": [20956]}, "best_fit[0]: input should be a valid string; correct it"),
        ({"best_fit": ["2096"]}, "best_fit[0]: is not a code of five characters; write each code as a string"),
        ({"grafts": [GRAFT, GRAFT | {"donor_site": "hip"}]}, "grafts[1].donor_site: input should be 'fibula', "),
        ({"grafts": [GRAFT | {"lateralty": "left"}]}, "grafts[0].lateralty: is not a field of a gold file; correct its name"),
        ({"grafts": [GRAFT | {"skin_paddle_cm": [1, 2, 3, 4]}]}, "grafts[0].skin_paddle_cm: has more than three sides; give"),
        ({"grafts": [GRAFT | {"skin_paddle_cm": ["6"]}]}, "grafts[0].skin_paddle_cm[0]: input should be a valid number; "),
        ({"defect": DEFECT | {"size_cm": []}}, "defect.size_cm: is an empty list; write null where the note gives no size."),
        ({"defect": DEFECT | {"size_cm": [0]}}, "defect.size_cm[0]: input should be greater than 0; "),
        ({"defect": DEFECT | {"location": ""}}, "defect.location: is empty; write null, "),
        ({"date_of_service": "2024-02-30"}, "date_of_service: is not a day; write it as YYYY-MM-DD, or null."),
        ({"date_of_service": "20240205"}, "date_of_service: is not a day; write it as YYYY-MM-DD, or null."),
        ({"elements": {"donor_site": "absent"}}, "elements.donor_site: input should be 'documented', "),
        ({"elements": {"donor": "missing"}}, "elements.donor: is not an element of the rules; use donor_site, defect_size."),
        ({"id": "case-2"}, "id: does not match the file's name; name the note as its file is named."),
        ({"comment": "x"}, "comment: is not a field of a gold file; correct its name or remove it."),
    ],
)
def test_a_fault_is_one_sentence_with_file_and_field(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    assert read(tmp_path, json.dumps(AGREED | changed)).startswith(f"case-1.json, field {said}")


@pytest.mark.parametrize("field", ["status", "defect", "stated_codes"])
def test_a_missing_field(tmp_path: Path, field: str) -> None:
    some = {name: value for name, value in AGREED.items() if name != field}
    assert read(tmp_path, json.dumps(some)).startswith(f"case-1.json, field {field}: is missing; add it, ")


def test_a_file_that_is_no_json_is_told_by_line(tmp_path: Path) -> None:
    said = read(tmp_path, '{"id": "case-1",\n "surgeon": Roe}')
    assert said == "case-1.json: it is not valid JSON: expected value at line 2 column 13; mend it at that place."


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff\xfe\x00", b'{"id": "\\ud800"}', b"[" * 100_000])
def test_any_other_content_is_told_too(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).startswith("case-1.json")


def test_an_error_never_holds_a_value(tmp_path: Path) -> None:
    for field, value in {"status": "Roe", "surgeon": ["Roe"], "date_of_service": "Roe", "best_fit": ["Roe"]}.items():
        assert "Roe" not in read(tmp_path, json.dumps(AGREED | {field: value}))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "case-1.json").mkdir()
    with pytest.raises(GoldError, match=r"case-1\.json: it cannot be read \(IsADirectoryError\); see to its rights\.$"):
        read_gold(tmp_path / "case-1.json", ELEMENTS)
