"""A folder with one run, ready for reviewers; a module whose folder holds other notes has a `desk` of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.review.filled import NOTES
from tests.review.kit import Desk


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one run; each test works on a copy."""
    desk = Desk(tmp_path_factory.mktemp("written") / "out")
    desk.run(NOTES)
    return desk.folder


@pytest.fixture
def desk(written: Path, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(written, tmp_path / "out")))
