"""The pages as Chromium shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from auditor.report.pages.names import page_name
from auditor.report.text import visible
from tests.annotated import SAMPLES, answer, names, note
from tests.report.pages.open import NARROW, WIDE, complaints, highlights, opened, shown_text

NAMES = names(SAMPLES)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_a_sample(browser: Browser, pages: Path, name: str) -> None:
    """Every word of the note, every highlight at its offsets, every link to a place that is there, and no complaint of axe."""
    text, audit = note(SAMPLES, name).text, answer(SAMPLES, name)
    with opened(browser, pages / page_name(name)) as page:
        assert shown_text(page) == visible(text)
        assert highlights(page) == {
            number: visible(text[finding.evidence.start : finding.evidence.end])
            for number, finding in enumerate(audit.findings, 1)
        }
        links: list[str] = page.eval_on_selector_all("a[href^='#']", "all => all.map(each => each.getAttribute('href').slice(1))")
        ids: list[str] = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
        assert set(links) <= set(ids)
        assert len(set(ids)) == len(ids)
        assert complaints(page) == []
        page.emulate_media(color_scheme="dark")
        assert complaints(page) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_index(browser: Browser, pages: Path, width: int) -> None:
    with opened(browser, pages / "index.html", width=width) as page:
        assert page.eval_on_selector_all("tbody a", "all => all.map(each => each.textContent)") == NAMES
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert complaints(page) == []
