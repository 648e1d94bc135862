"""The pages of the samples."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from tests.annotated import SAMPLES


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of pages that a run over the samples writes."""
    out = tmp_path_factory.mktemp("samples")
    assert CliRunner().invoke(main, ["run", str(SAMPLES), "--out", str(out)]).exit_code == 0
    return out / "evidence"
