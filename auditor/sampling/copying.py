"""The notes of a sample, as they were when it was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.errors import NoteError, SampleError
from auditor.notes.read import read_note
from auditor.sampling.listing import digest
from auditor.sampling.model import Frame, Sample, Unit


def copies(sample: Sample, frame: Frame) -> Iterator[tuple[str, bytes]]:
    """Yield a relative path and the content for each drawn note. Raises SampleError where one cannot be had unaltered."""
    if frame.kind not in ("notes", "audits"):
        raise SampleError("--copy", "the units of this frame are cases, not notes", "leave it out")
    units = {unit.id: unit for unit in frame.units}
    for each in sample.drawn:
        unit = units[each.id]
        path = Path(unit.place)
        try:
            content = path.read_bytes()
            found = digest(content) if frame.kind == "notes" else read_note(path).digest
        except (OSError, NoteError):
            raise SampleError(unit.place, "the note cannot be read", "draw from where its path leads to it") from None
        if found != unit.digest:
            raise SampleError(unit.place, "the note is not as it was in the frame", "draw anew")
        yield _name(unit, frame), content


def _name(unit: Unit, frame: Frame) -> str:
    """The path below the folder of the notes; of a record, the id, which becomes the note's id again."""
    return unit.id if frame.kind == "notes" else f"{unit.id}{Path(unit.place).suffix}"
