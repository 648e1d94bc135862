"""Whether the files that a run read are still as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from auditor.trail.check import Checked, cut
from auditor.trail.digests import digest, digest_of
from auditor.trail.inputs import read_inputs
from auditor.trail.model import Input


def sources(folder: Path, found: Checked) -> None:
    """Add to `found` what became of the inputs of the last command that can be read; paths are taken as they were given then."""
    number = max(found.records, default=None)
    if number is None:
        return
    listed = found.records[number].inputs
    path = folder / listed.list
    content = path.read_bytes() if path.is_file() else b""
    if digest(content) != listed.sha256:
        return  # that the list is not as recorded is told already
    try:
        lines = list(read_inputs(content))
    except (ValidationError, UnicodeDecodeError):
        found.faults.append(f"{listed.list} is no list of inputs that this version can read.")
        return
    faults = list(_faults(lines))
    found.faults += cut(faults, "files are not as they were")
    read = sum(line.sha256 is not None for line in lines)
    files = "1 file" if read == 1 else f"{read:,} files"
    if not faults:
        found.remarks.append(f"The {files} that record {number} read are as they were.")


def _faults(lines: list[Input]) -> Iterator[str]:
    for line in lines:
        if line.sha256 is None:
            continue
        path = Path(line.path)
        if not path.is_file():
            yield f"{line.path}, which was read, is not there; give the command where its path leads to it."
            continue
        try:
            same = digest_of(path) == line.sha256
        except OSError:
            yield f"{line.path}, which was read, cannot be read any more; see to its rights."
            continue
        if not same:
            yield f"{line.path} is not as it was when it was read."
