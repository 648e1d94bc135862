"""A recorded sample against a frame: is it the same frame, and does drawing again give the same units?"""

from __future__ import annotations

from collections.abc import Mapping

from auditor.errors import SampleError
from auditor.sampling.draw import draw
from auditor.sampling.listing import digest, read_listing
from auditor.sampling.model import Checked, Frame, Sample


def check(sample: Sample, frame: Frame, content: bytes, where: str) -> Checked:
    """Hold a sample against `frame`; `content` is the list that was written with it, in the file `where`. Raises SampleError."""
    if digest(content) != sample.frame_digest:
        raise SampleError(where, "it is not the list of the frame that the sample was drawn from", "put the original back")
    before = read_listing(content, where)
    now = {unit.id: unit.digest for unit in frame.units}
    added, removed, changed = _moved(before, now)
    unchanged = not added | removed | changed
    return Checked(added=added, removed=removed, changed=changed, same=unchanged and _same(sample, frame))


def _moved(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[int, int, int]:
    changed = sum(before[name] != now[name] for name in before.keys() & now.keys())
    return len(now.keys() - before.keys()), len(before.keys() - now.keys()), changed


def _same(sample: Sample, frame: Frame) -> bool:
    """Whether the frame gives the same units in the same strata. Another version of the tool may say so in other words."""
    try:
        again = draw(frame, sample.design)
    except SampleError:
        return False
    keys = ("kind", "frame_digest", "frame_size", "strata_digest", "strata", "drawn", "spares")
    return all(getattr(sample, key) == getattr(again, key) for key in keys)
