"""The memory of whoever audits does not grow with the notes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from auditor.engine.desk import audited
from auditor.engine.garbage import rarely_collected
from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited
from auditor.model import Note
from tests.store.kit import ROOT

_PAGES = Path("/proc/self/statm")


@pytest.mark.skipif(not _PAGES.exists(), reason="this system does not tell the resident size of a process")
def test_resident_size_stays_while_notes_are_audited() -> None:
    """Each note has numbers of its own, as real ones have."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
    auditor = Auditor()
    sizes = []
    with rarely_collected():
        for number in range(1_001):
            text = re.sub(r"\d{2,}", rf"\g<0>{number}", texts[number % len(texts)])
            assert isinstance(audited(auditor, Note(id="n", text=f"{text}\nMRN {number}")), Audited)
            if number in {200, 1_000}:
                sizes.append(int(_PAGES.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    assert sizes[1] < sizes[0] * 1.05
