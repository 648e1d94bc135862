"""The index lists every note without a script; with one it can be filtered."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from auditor.model import Status
from auditor.report.pages.index import Entry, index_pages
from auditor.report.pages.names import page_name
from tests.annotated import SAMPLES, answer, names
from tests.report.pages.open import NARROW, WIDE, complaints, opened

NAMES = names(SAMPLES)


def listed(page: Page) -> list[str]:
    """The notes that can be seen."""
    return [link.inner_text() for link in page.locator("tbody a").all() if link.is_visible()]


def entry(name: str) -> Entry:
    return Entry(name, Status.QUERY, "20956", "A reason.", f"Surgeon {len(name)}", "2024-05-06", 1, 3)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_index_lists_every_note_and_axe_has_no_complaint(browser: Browser, pages: Path, width: int) -> None:
    with opened(browser, pages / "index.html", width=width) as page:
        assert listed(page) == NAMES
        assert complaints(page) == []
        page.emulate_media(color_scheme="dark")
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_everything_is_listed_and_no_filter_is_offered(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "index.html", script=False) as page:
        assert listed(page) == NAMES
        assert not page.locator("#filter").is_visible()


def test_the_filter(browser: Browser, pages: Path) -> None:
    queries = [name for name in NAMES if answer(SAMPLES, name).status is Status.QUERY]
    surgeon = str(answer(SAMPLES, queries[-1]).surgeon)
    with opened(browser, pages / "index.html") as page:
        page.get_by_label("Status").select_option("query")
        assert listed(page) == queries
        assert page.locator("#shown").inner_text() == f"{len(queries)} of {len(NAMES)} shown"
        page.get_by_label("Surgeon").select_option(surgeon)
        assert listed(page) == queries[-1:]
        page.get_by_role("button", name="Show all").click()
        page.get_by_label("Text").fill("FIBULA  outside")
        assert listed(page) == ["fibula-to-forearm"]
        page.get_by_label("Text").fill("no such words")
        assert listed(page) == []


def test_the_way_from_the_index_through_the_notes(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "index.html") as page:
        page.get_by_role("link", name=NAMES[0], exact=True).click()
        page.get_by_role("link", name="Next note").click()
        assert page.locator("h1").inner_text() == NAMES[1]
        page.get_by_role("link", name="All notes").click()
        assert page.locator("h1").inner_text() == "Evidence pages"


def test_ten_thousand_notes_open_and_can_be_filtered(browser: Browser, tmp_path: Path) -> None:
    ((name, content),) = index_pages([entry(f"note-{number}") for number in range(10_000)], Counter({Status.QUERY: 10_000}))
    (tmp_path / name).write_bytes(content)
    with opened(browser, tmp_path / name) as page:
        assert page.locator("tbody tr").count() == 10_000
        page.get_by_label("Text").fill("note-9999")
        assert page.locator("#shown").inner_text() == "1 of 10000 shown"


def test_more_notes_are_split_into_parts_that_know_each_other() -> None:
    parts = dict(index_pages([entry(f"n{number}") for number in range(25)], Counter({Status.QUERY: 25}), per_page=10))
    assert list(parts) == ["index.html", "index-2.html", "index-3.html"]
    second = parts["index-2.html"].decode()
    assert '<a href="index-2.html" aria-current="page">Part 2</a>' in second
    assert "Notes 11 to 20 of 25" in second
    found = [name for name in (f"n{number}" for number in range(25)) if f'href="{page_name(name)}"' in second]
    assert found == [f"n{number}" for number in range(10, 20)]


def test_a_run_without_audits_has_an_index_all_the_same() -> None:
    ((name, content),) = index_pages([], Counter())
    assert name == "index.html"
    assert b"No note was audited." in content
