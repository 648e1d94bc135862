from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import GoldError
from auditor.evaluate.cases import find_cases
from tests.cli.test_run import APPENDIX
from tests.evaluate.kit import NOTHING, add_case, tiny

ELEMENTS = ("donor_site", "closure")


def test_notes_with_gold_at_any_depth(tmp_path: Path) -> None:
    found = find_cases(tiny(tmp_path), ELEMENTS)
    assert [case.name for case in found.cases] == ["a", "b", "ward/c", "ward/d"]
    assert [case.gold.status.value for case in found.cases] == ["supported", "not_applicable", "supported", "query"]
    assert (found.without_gold, found.problems) == ((), ())


def test_notes_that_share_a_stem_are_two_cases(tmp_path: Path) -> None:
    for folder in ("east", "west"):
        add_case(tmp_path / folder, "a", APPENDIX, NOTHING)
    found = find_cases(tmp_path, ELEMENTS)
    assert [(case.name, case.gold.id) for case in found.cases] == [("east/a", "a"), ("west/a", "a")]
    assert len({case.file.id for case in found.cases}) == 2


def test_suffixes_in_capitals(tmp_path: Path) -> None:
    add_case(tmp_path, "a", APPENDIX, NOTHING)
    for suffix in (".txt", ".json"):
        (tmp_path / f"a{suffix}").rename(tmp_path / f"a{suffix.upper()}")
    assert [case.name for case in find_cases(tmp_path, ELEMENTS).cases] == ["a"]


def test_what_has_no_counterpart_is_told(tmp_path: Path) -> None:
    add_case(tmp_path, "a", APPENDIX, NOTHING)
    (tmp_path / "ward").mkdir()
    (tmp_path / "ward" / "alone.txt").write_text(APPENDIX)
    (tmp_path / "lost.json").write_text("{}")
    (tmp_path / "README.md").write_text("About these notes.")
    found = find_cases(tmp_path, ELEMENTS)
    assert [case.name for case in found.cases] == ["a"]
    assert found.without_gold == ("ward/alone",)
    assert [(Path(row.source).name, row.reason) for row in found.problems] == [
        ("lost.json", "no note stands beside this gold file")
    ]


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    add_case(tmp_path, "a", APPENDIX, NOTHING)
    try:
        (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    except OSError:
        pytest.skip("this system has no links")
    assert [row.reason for row in find_cases(tmp_path, ELEMENTS).problems] == ["the link points to nothing"]


def test_the_first_gold_file_with_a_fault_stops(tmp_path: Path) -> None:
    add_case(tmp_path, "b", APPENDIX, NOTHING, status="fine")
    add_case(tmp_path, "a", APPENDIX, NOTHING, defect="none")
    with pytest.raises(GoldError, match=r"a\.json, field defect: "):
        find_cases(tmp_path, ELEMENTS)


def test_a_folder_without_cases(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(APPENDIX)
    with pytest.raises(GoldError, match=r"there is no note with a gold file; lay NAME\.json beside each NAME\.txt\.$"):
        find_cases(tmp_path, ELEMENTS)
