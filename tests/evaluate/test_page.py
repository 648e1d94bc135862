"""The page as the command writes it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.test_evaluate import evaluate
from tests.cli.test_run import APPENDIX, TRANSFER
from tests.evaluate.kit import RAISED, add_case, tiny


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return tiny(tmp_path / "gold")


class Page(HTMLParser):
    """Reads a page: its tags, its text, and whether every tag is closed."""

    VOID = frozenset({"meta", "line", "circle", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.quotes: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["q"]:
            self.quotes.append(data)
        self.words += data.split()


def page(folder: Path, gold: Path) -> tuple[str, Page]:
    assert evaluate(gold, "--html", folder / "page.html").exit_code == 0
    text = (folder / "page.html").read_bytes().decode("utf-8")
    return text, Page(text)


def test_the_page_holds_the_whole_report(gold: Path, tmp_path: Path) -> None:
    text, found = page(tmp_path, gold)
    assert text.startswith("<!DOCTYPE html>\n<html lang=\"en-GB\">\n")  # fmt: skip
    assert found.open == []
    said = " ".join(found.words)
    for row in (
        "code: best fit 3/4 0.750 0.301–0.954",
        "graft: recipient vessels 3 1 1 0.750 0.301–0.954 0.750 0.301–0.954 0.750 0.500–1.000",
        "missing: donor site 0 0 0 – – – – 1.000 –",
        "Gold supported query not applicable supported 2 0 0 query 0 0 1",
        "Gold 20956 20962 no code 20956 2 0 0 20962 0 0 1",
        "Misses: 4",
        "ward/c graft: side left right bone-",
        "ward/c graft: recipient vessels anterior tibial artery; great saphenous vein anterior tibial artery; vena comitans",
        "ward/d code: status query not applicable no rule found anything",
    ):
        assert row in said
    assert "anterior tibial artery" in found.quotes


def test_the_page_needs_nothing_else_and_runs_nothing(gold: Path, tmp_path: Path) -> None:
    text, found = page(tmp_path, gold)
    assert found.tags & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    assert found.names & {"src", "href", "action", "srcset", "style"} == set()
    assert not any(name.startswith("on") for name in found.names)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert "@media print" in text
    assert "prefers-color-scheme: dark" in text


def test_the_page_escapes_what_comes_from_notes_and_gold(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    wanted = RAISED["grafts"][0] | {"recipient_vessels": ["<script>alert(1)</script> & \x1b[31m\u202eartery"]}
    add_case(gold, "a<b>", TRANSFER.replace("anterior tibial artery", "anterior\ntibial  artery"), RAISED, grafts=[wanted])
    text, found = page(tmp_path, gold)
    assert found.tags & {"script", "b"} == set()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u241b[31m\ufffdartery" in text
    assert "a&lt;b&gt;" in text
    assert "anterior\ntibial  artery" in found.quotes
    assert not {"\x1b", "\u202e"} & set(text)


def test_a_note_left_out_is_said_on_the_page_too(gold: Path, tmp_path: Path) -> None:
    (gold / "alone.txt").write_text(APPENDIX)
    _, found = page(tmp_path, gold)
    assert "Without gold: alone" in " ".join(found.words)
