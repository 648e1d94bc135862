"""A note is patients' data from anywhere: whatever it holds is shown as text, runs nothing and asks for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from auditor.model import Note
from auditor.report.pages.index import Entry
from auditor.report.pages.names import page_name
from auditor.report.pages.page import PageMaker
from auditor.report.pages.writer import Pages
from auditor.report.text import visible
from tests.annotated import shipped
from tests.report.pages.open import complaints, highlights, opened, shown_text

HOSTILE = (
    "PROCEDURE PERFORMED: Free vascularized iliac crest <b onclick=alert(1)>bone flap</b> to the left tibia.\r\n"
    "Surgeon: Jane <script>document.title='run'</script> Roe, MD\r\n"
    "\r\n"
    "DESCRIPTION: The right iliac crest</a></div></section><img src=x onerror=\"document.title='run'\"> was harvested on "
    "the deep circumflex iliac vessels; no ]]> skin --> <!-- paddle. '\"` {{ 7 * 7 }} {% raw %} &lt;i&gt; &#x3C; "
    "javascript:alert(1)\r"
    "The artery was anastomosed end-to-\u202eside\u202c to the anterior tibial artery </style></title></textarea>"
    "</script><iframe src='http://example.invalid/'><link rel=stylesheet href=//example.invalid/x.css><svg onload=alert(1)>"
    "\x00<meta http-equiv=refresh content=0;url=//example.invalid>\x0b\x0c\x1b[31m\x7f\x85\u200f\u2066 \ufeff \U0010ffff and "
    "the vein end-to-end to a vena comitans.\n"
    "\tאבג \u2028 é e\u0301 😀\r\n"
)
NAME = "x'\"></title><script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    note = Note(id=NAME, text=HOSTILE, source=f"notes/{NAME}.txt")
    audit = shipped().audit(note)
    pages = Pages(tmp_path)
    pages.add(PageMaker(shipped().rules).page(note, audit), Entry.of(audit))
    pages.close()
    return tmp_path


@pytest.mark.parametrize("script", [True, False])
def test_a_note_full_of_markup_is_text(browser: Browser, folder: Path, script: bool) -> None:
    with opened(browser, folder / page_name(NAME), script=script) as page:
        assert shown_text(page) == visible(HOSTILE)
        assert "anterior tibial artery" in highlights(page).values()
        assert page.title().startswith(NAME)
        assert page.locator("h1").text_content() == NAME
        tags: list[str] = page.eval_on_selector_all("#text *", "all => all.map(each => each.tagName)")
        assert set(tags) <= {"DIV", "A", "SPAN"}  # a span is the place of a second finding that begins where another does
        assert page.locator("script, img, iframe, link, svg, object, form").count() == 0
        handlers = (
            "all => all.flatMap(each => each.getAttributeNames()).filter(name => name.startsWith('on') || name === 'style')"
        )
        assert page.eval_on_selector_all("*", handlers) == []
        if script:  # axe is a script itself
            assert complaints(page) == []


def test_the_index_shows_a_hostile_name_as_text(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "index.html") as page:
        assert page.locator("tbody a").text_content() == NAME
        assert page.locator("script").count() == 1
        page.locator("tbody a").click()
        assert page.locator("h1").text_content() == NAME
