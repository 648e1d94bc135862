"""A page opened in the browser, and what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page

from auditor.notes.outputs import is_page

WIDE, NARROW = 1280, 390


@contextmanager
def opened(
    browser: Browser, path: Path, *, width: int = WIDE, scheme: Literal["light", "dark"] = "light", script: bool = True
) -> Iterator[Page]:
    """The page in a window of its own; a request for anything but a page, or a message to the console, fails."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
    try:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(path.as_uri())
        yield page
        folder = path.parent.as_uri()
        assert [url for url in asked if not (url.startswith(f"{folder}/") and is_page(url.rpartition("/")[2]))] == []
        assert said == []
    finally:
        context.close()


def shown_text(page: Page) -> str:
    """The text of the note as it stands in the page."""
    return page.locator("#text").text_content() or ""


def highlights(page: Page) -> dict[int, str]:
    """The highlighted text of each finding, put together from its pieces."""
    found: dict[int, str] = {}
    pieces: list[list[str]] = page.eval_on_selector_all(
        "#text [data-f]", "all => all.map(each => [each.dataset.f, each.textContent])"
    )
    for numbers, text in pieces:
        for number in map(int, numbers.split()):
            found[number] = found.get(number, "") + text
    return found


def complaints(page: Page) -> list[str]:
    """What axe finds wrong: the rule and the element, for each violation."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    faults: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{fault['id']}: {node['html'][:200]} {node['failureSummary']}" for fault in faults for node in fault["nodes"]]
