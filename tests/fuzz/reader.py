"""Fuzz the reader of one format: `python -m tests.fuzz.reader pdf -max_total_time=300`, with atheris installed.

What follows the name of the target goes to libFuzzer. New inputs are kept in a folder of the system's temporary ones, and an
input that makes a reader fail is written into the folder that one stands in.
"""

from __future__ import annotations

import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["auditor.notes"]):
    from auditor.notes.formats.model import Extracted, Part, Unread
    from auditor.notes.formats.parts import parts
    from auditor.notes.formats.registry import formats
    from auditor.notes.formats.serving import parts_as_json
    from auditor.notes.formats.settings import Settings

    tuple(formats())

from tests.fuzz.seeds import TARGETS

_SETTINGS = Settings()


def check(data: bytes, suffix: str) -> None:
    """A file ends as notes or as sentences, whatever its bytes; each can be handed over as the reader's process does."""
    found = list(parts(data, suffix, _SETTINGS))
    assert found
    for part in found:
        assert parts_as_json().validate_json(parts_as_json().dump_json(part)) == part
        _check_item(part)


def _check_item(part: Part) -> None:
    item = part.item
    if isinstance(item, Unread):
        assert not item.reason.startswith("the reader of this format failed"), item.reason
        return
    assert isinstance(item, Extracted)
    assert item.text.strip()
    starts = [place.start for place in item.places]
    assert starts == sorted(starts)
    assert not starts or starts[0] == 0
    assert all(0 <= start <= len(item.text) for start in starts)


def main() -> None:
    """Fuzz one target."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    name = sys.argv.pop(1)
    suffix, as_file, seeds = TARGETS[name]
    corpus = Path(tempfile.gettempdir()) / f"auditor-fuzz-{name}"
    corpus.mkdir(exist_ok=True)
    for seed in seeds:
        (corpus / sha256(seed).hexdigest()).write_bytes(seed)
    atheris.Setup([*sys.argv, "-timeout=10", "-max_len=20000", str(corpus)], lambda data: check(as_file(data), suffix))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
