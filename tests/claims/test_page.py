"""What docs/claims.md shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from auditor.claims.mapping import FIELDS, Naming, from_options, read_naming
from auditor.claims.read import shown_columns
from tests.claims.kit import text

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "claims.md").read_text("utf-8")


def block(language: str, place: int = 0) -> str:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return found[place]


def test_the_example(tmp_path: Path) -> None:
    claims = text(tmp_path, block("csv"))
    assert [*shown_columns(claims), *map(str, claims.faults)] == block("text").splitlines()
    assert [(line.case, line.date_of_service, line.code, line.modifiers) for line in claims.lines] == [
        ("S-101", "2024-03-14", "20956", ("RT",)), ("S-101", "2024-03-14", "69990", ()),
        ("S-102", "2024-04-02", "20962", ("62",)),
    ]  # fmt: skip


def test_the_fields() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == FIELDS


def test_options_and_file_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(block("toml"), "utf-8")
    words = shlex.split(block("text", 1))
    options = from_options(words[at + 1] for at, word in enumerate(words) if word == "--column")
    assert read_naming(path) == options.and_then(Naming(day_first=False, sheet="June"))
