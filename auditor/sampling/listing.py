"""The list of a frame, in the form that `sha256sum` writes and checks: digest, two spaces, id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from auditor.errors import SampleError
from auditor.sampling.model import Unit

_DIGEST = 64


def listing(units: Iterable[Unit]) -> bytes:
    """One line for each unit, in the order of the frame."""
    return b"".join(f"{unit.digest}  {unit.id}\n".encode() for unit in units)


def digest(content: bytes) -> str:
    """The SHA-256, as every digest here."""
    return hashlib.sha256(content).hexdigest()


def read_listing(content: bytes, where: str) -> Mapping[str, str]:
    """The digest of each unit, by its id. Raises SampleError."""
    try:
        lines = content.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        lines = [""]
    if any(line[_DIGEST : _DIGEST + 2] != "  " for line in lines):
        raise SampleError(where, "it is not the list of a frame", "put the one back that was written with the sample")
    return {line[_DIGEST + 2 :]: line[:_DIGEST] for line in lines}
