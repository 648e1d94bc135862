"""The pages of the samples, and a real browser to open them in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from tests.annotated import SAMPLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of pages that a run over the samples writes."""
    out = tmp_path_factory.mktemp("samples")
    assert CliRunner().invoke(main, ["run", str(SAMPLES), "--out", str(out)]).exit_code == 0
    return out / "evidence"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that is on the machine; nothing is fetched for it."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("Chromium is not installed, so the pages cannot be opened")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=program, args=list(FLAGS))
        yield opened
        opened.close()
