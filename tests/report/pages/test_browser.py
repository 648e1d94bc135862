"""The pages of notes as Chromium shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from auditor.model import Finding, Note
from auditor.report.pages.index import Entry
from auditor.report.pages.names import page_name
from auditor.report.pages.page import PageMaker
from auditor.report.pages.writer import Pages
from auditor.report.text import visible
from tests.annotated import SAMPLES, answer, names, note, shipped
from tests.report.pages.open import NARROW, complaints, highlights, opened, shown_text

QUERY = "query-title-against-body"


@pytest.mark.parametrize("name", names(SAMPLES))
def test_the_page_of_a_sample(browser: Browser, pages: Path, name: str) -> None:
    """Every word of the note, every highlight at its offsets, every link to a place that is there, and no complaint of axe."""
    text, audit = note(SAMPLES, name).text, answer(SAMPLES, name)
    with opened(browser, pages / page_name(name)) as page:
        assert shown_text(page) == visible(text)
        assert highlights(page) == {
            number: visible(text[finding.evidence.start : finding.evidence.end])
            for number, finding in enumerate(audit.findings, 1)
        }
        links: list[str] = page.eval_on_selector_all("a[href^='#']", "all => all.map(each => each.hash.slice(1))")
        ids: list[str] = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
        assert set(links) <= set(ids)
        assert len(set(ids)) == len(ids)
        assert complaints(page) == []
        page.emulate_media(color_scheme="dark")
        assert complaints(page) == []


def test_axe_would_complain(browser: Browser, pages: Path) -> None:
    """A look that cannot be read and a landmark that is missing are found, so silence means something."""
    with opened(browser, pages / page_name(QUERY)) as page:
        page.add_style_tag(content=".m { color: #ccc !important }")
        page.evaluate("document.querySelector('main').replaceWith(...document.querySelector('main').children)")
        found = {complaint.partition(":")[0] for complaint in complaints(page)}
        assert {"color-contrast", "landmark-one-main"} <= found


def test_the_page_says_what_the_audit_says(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / page_name(QUERY), script=False) as page:
        said = page.locator("body").inner_text()
        for words in (
            "query\nSuggested code 20962",
            "the note contradicts itself on the donor bone.",
            "Questions to the surgeon: 1\nDonor bone\ndecisive\ncontradiction",
            "PROCEDURE PERFORMED: Free vascularized iliac crest (DCIA) bone graft, left, to right calcaneus\ntitle, 146–164",
            "Which code describes it: code 20962, in the audited set",
            "Row other-bone fits: donor site is scapula, skin paddle is absent.",
            "belongs to the time before this operation, from last year",
            "samples/query-title-against-body.txt",
        ):
            assert words in said
        assert page.locator("#t11").get_attribute("title") == (
            "×B11 nonvascular: graft; prior; rule nonvascular; does not count: belongs to the time before this operation"
        )


def test_a_finding_leads_to_its_place_and_back(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / page_name(QUERY), script=False) as page:
        page.locator("#f31 > a").click()
        assert page.url.endswith("#t31")
        assert page.locator("#t31").inner_text() == "was red"
        assert page.locator("#t31").evaluate("each => each.getBoundingClientRect().bottom < innerHeight")
        page.locator("#t31").click()
        assert page.url.endswith("#f31")


def test_the_keyboard_reaches_the_note_first(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / page_name(QUERY)) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the note"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Text of the note"


@pytest.mark.parametrize("name", names(SAMPLES))
def test_a_narrow_window_needs_no_scrolling_sideways(browser: Browser, pages: Path, name: str) -> None:
    with opened(browser, pages / page_name(name), width=NARROW) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
        assert complaints(page) == []


def test_print_shows_the_whole_note_and_all_reasons(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / page_name(QUERY)) as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.locator(".pane").evaluate("each => each.scrollHeight <= each.clientHeight + 1")
        assert page.get_by_text("Happened before this operation and is history here.").first.is_visible()
        assert not page.locator("nav").is_visible()


def test_a_note_of_a_megabyte(browser: Browser, tmp_path: Path) -> None:
    """A note of the largest size that is read, with findings all over, is whole, and its last finding can be reached."""
    once = note(SAMPLES, QUERY).text
    copies = 1_000_000 // len(once)
    audit = answer(SAMPLES, QUERY)
    found = tuple(moved(finding, copy * len(once)) for copy in range(copies) for finding in audit.findings)
    long = audit.model_copy(update={"id": "long", "findings": found})
    pages = Pages(tmp_path)
    pages.add(PageMaker(shipped().rules).page(Note(id="long", text=once * copies), long), Entry.of(long))
    pages.close()
    with opened(browser, tmp_path / page_name("long"), script=False) as page:
        assert shown_text(page) == once * copies
        assert len(found) > 10_000
        page.goto(f"{page.url}#t{len(found)}")
        assert page.locator(f"#t{len(found)}").evaluate("each => each.getBoundingClientRect().bottom < innerHeight")


def moved(finding: Finding, by: int) -> Finding:
    """The same finding further down."""
    place, cue = finding.evidence, finding.cue
    shift = {"evidence": place.model_copy(update={"start": place.start + by, "end": place.end + by})}
    if cue is None:
        return finding.model_copy(update=shift)
    return finding.model_copy(update=shift | {"cue": cue.model_copy(update={"start": cue.start + by, "end": cue.end + by})})
