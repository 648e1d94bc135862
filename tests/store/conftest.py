"""An empty store of either kind, for tests that hold for both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import GROUP, Server


@pytest.fixture(params=["file", pytest.param("server", marks=GROUP)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What names it: a file that is not there yet, or a database without a table."""
    if request.param == "file":
        return str(tmp_path / "store.db")
    server: Server = request.getfixturevalue("server")
    return server.url(server.new())
