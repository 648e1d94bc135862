"""Set-up of all tests: a real browser for those that open pages, a real server for those that keep a store on one.

What a machine is busy with decides nothing, so no example of hypothesis has a deadline.
"""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

# A shell that starts the tests in the background has Ctrl-C ignored, and nohup the hang-up; so would every program that they
# start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
# The same examples for everybody, so that a test that fails fails anywhere; `--hypothesis-profile=wander` looks for others.
settings.register_profile("auditor", deadline=None, derandomize=True)
settings.register_profile("wander", deadline=None)
settings.load_profile("auditor")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names a file by its length: one that is made here may hold the time, and all workers must tell the same tests."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) else None


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


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A server of PostgreSQL; whoever asks for it belongs to its group."""
    with postgres.server() as ready:
        yield ready


@pytest.fixture
def database(server: postgres.Server) -> str:
    """The URL of an empty database on it."""
    return server.url(server.new())
