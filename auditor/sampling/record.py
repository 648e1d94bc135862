"""`sample.json`: written, read back, and sealed with a digest that shows whether somebody altered it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from auditor.errors import SampleError
from auditor.notes.outputs import FRAME_LIST, SAMPLE, SAMPLE_LIST, STRATA_LIST
from auditor.notes.seen import shown
from auditor.sampling.listing import digest, listing
from auditor.sampling.model import Frame, Sample
from auditor.sampling.strata import strata_listing, stratify

_ANEW = "name the sample.json that `auditor sample draw` wrote"


def files(sample: Sample, frame: Frame) -> Mapping[str, bytes]:
    """Everything that is kept of a sample, by the names of the files; `sample.json` last, for it speaks of the others."""
    places = {unit.id: unit.place for unit in frame.units}
    found = {
        FRAME_LIST: listing(frame.units),
        SAMPLE_LIST: "".join(f"{places[each.id]}\n" for each in sample.drawn).encode(),
    }
    if sample.design.by:
        found[STRATA_LIST] = strata_listing(stratify(frame, sample.design.by, sample.design.parts))
    return found | {SAMPLE: json.dumps(sample.model_dump(mode="json"), ensure_ascii=False, indent=1).encode() + b"\n"}


def sealed(sample: Sample) -> Sample:
    """The sample with its digest: the SHA-256 of its other fields but `drawn_at`, as JSON with sorted keys and no spaces."""
    return sample.model_copy(update={"digest": _digest_of(sample)})


def read_sample(path: Path) -> Sample:
    """Read a recorded sample. Raises SampleError: not there, of another form, or altered since it was drawn."""
    where = shown(path)
    try:
        sample = Sample.model_validate_json(path.read_bytes())
    except OSError as problem:
        missing = isinstance(problem, FileNotFoundError)
        what = "there is no such file" if missing else f"it cannot be read ({type(problem).__name__})"
        raise SampleError(where, what, _ANEW) from None
    except ValidationError:
        raise SampleError(where, "it is not a recorded sample", _ANEW) from None
    if sample.digest != _digest_of(sample):
        raise SampleError(where, "it was altered after the sample was drawn", "put the original back, or draw anew")
    return sample


def read_list(path: Path) -> tuple[bytes, str]:
    """The list of the frame that lies beside a recorded sample, and its place as shown to people. Raises SampleError."""
    place = path.with_name(FRAME_LIST)
    try:
        return place.read_bytes(), shown(place)
    except OSError:
        raise SampleError(shown(place), "it cannot be read", "put it back beside sample.json") from None


def _digest_of(sample: Sample) -> str:
    values = sample.model_dump(mode="json", exclude={"digest", "drawn_at"})
    return digest(json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
