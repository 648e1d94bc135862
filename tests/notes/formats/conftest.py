"""The hostile format, known to the registry for one test."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from auditor.notes.formats import registry, serving
from tests.notes.formats import hostile


@pytest.fixture
def hostile_format(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "MODULES", ("hostile", *registry.MODULES))
    monkeypatch.setattr(serving, "serve", hostile.serve)
    monkeypatch.setitem(sys.modules, "auditor.notes.formats.hostile", hostile)
    yield
