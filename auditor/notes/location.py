"""Where notes lie beyond this machine's own folders: `s3://bucket/notes` and the like, known by how they begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.errors import LocationError

_URL: Final = re.compile(r"([a-z][a-z0-9+.-]*)://(.*)", re.DOTALL | re.IGNORECASE)
_PASSWORD: Final = re.compile(r"[^/@:]*:[^/@]*@")
_LOCAL: Final = frozenset({"file", "local"})
# Services with folders that can be listed. Not among them is what keeps copies on this machine, or follows links (http).
_KNOWN: Final = frozenset(
    {"s3", "s3a", "abfs", "abfss", "az", "gs", "gcs", "sftp", "ssh", "smb", "hdfs", "webhdfs", "memory"},
)


@dataclass(frozen=True, slots=True)
class Location:
    """A folder or a file of a service, by its address as somebody named it."""

    url: str

    @property
    def protocol(self) -> str:
        """What stands before `://`."""
        return self.url.split("://", 1)[0]

    @property
    def shown(self) -> str:
        """The address as it stands in the outputs."""
        return self.url.rstrip("/").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def place_of(named: str) -> Path | Location:
    """What a word of the command line names. Raises LocationError for an address that cannot be one of notes."""
    found = _URL.fullmatch(named)
    if found is None:
        return Path(named)
    protocol, rest = found[1].lower(), found[2]
    if protocol in _LOCAL:
        return Path(rest)
    if _PASSWORD.match(rest):
        raise LocationError(f"{protocol}://", "the address holds a password, which would stand in every output", _APART)
    if protocol not in _KNOWN:
        raise LocationError(f"{protocol}://", "notes cannot be listed there", f"use one of {', '.join(sorted(_KNOWN))}")
    return Location(f"{protocol}://{rest}")


_APART: Final = "leave it out, and give it to the service as its own tools take it"
