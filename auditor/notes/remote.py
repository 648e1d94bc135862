"""Files and folders of a service, through fsspec, which is imported only where such a location was named."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Final

from auditor.errors import LocationError, NoteError
from auditor.notes.location import Location

# The extra has what these need; what the others need is under licences that its user must choose.
_IN_EXTRA: Final = frozenset({"s3", "s3a", "abfs", "abfss", "az", "gs", "gcs", "memory"})
_NEEDS: Final = {"sftp": "paramiko", "ssh": "paramiko", "smb": "smbprotocol", "hdfs": "pyarrow", "webhdfs": "requests"}
# Each library has its own errors for the same thing, and none may be imported to be told from the others.
_NO_CREDENTIALS: Final = frozenset(
    {
        "NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "ProfileNotFound", "TokenRetrievalError",
        "UnauthorizedSSOTokenError", "ClientAuthenticationError", "CredentialUnavailableError", "DefaultCredentialsError",
        "RefreshError", "AuthenticationException", "PasswordRequiredException",
    }
)  # fmt: skip
_GIVE: Final = "sign in with the service's own tools or set its environment variables (for S3 AWS_PROFILE), and run it once more"
_ASK: Final = "ask its owner for read access and run the audit once more"
_REACH: Final = "see that the service can be reached from here, and run the audit once more"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a service: cheap to hand to another process, which opens its own way to it. `size` is what the listing said."""

    root: str
    path: str
    size: int | None

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name

    @property
    def stem(self) -> str:
        """Its name without the suffix."""
        return PurePosixPath(self.path).stem

    @property
    def suffix(self) -> str:
        """The suffix with its dot."""
        return PurePosixPath(self.path).suffix

    def begins(self, most: int) -> bytes:
        """Its first bytes, `most` at most. Raises NoteError."""
        if self.size == 0:  # a service has no range of bytes of what is empty
            return b""
        try:
            data: bytes = _service(self.root)[0].cat_file(self.path, start=0, end=most)
        except Exception as problem:  # whatever its library raises
            raise _unread(problem) from None
        return data

    def content(self, most: int) -> bytes:
        """All its bytes. Raises NoteError where it cannot be had, or has more than `most`, which is not fetched then."""
        too_large = NoteError(f"the file is larger than {most // 1_000_000} MB", "split the file into one file a note")
        if self.size is not None and self.size > most:
            raise too_large
        data = self.begins(most + 1)  # it may have grown since it was listed
        if len(data) > most:
            raise too_large
        return data


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder of a service, and its path below the location that was named."""

    root: str
    path: str


@dataclass(frozen=True, slots=True)
class RemoteOther:
    """What is neither file nor folder, such as a link."""

    path: str


Remote = RemoteFile | RemoteFolder | RemoteOther


def opened(location: Location) -> Remote:
    """What lies at a location. Raises LocationError where nothing does, or nothing can be seen."""
    try:
        service, path = _service(location.url)
        service.invalidate_cache()  # what an earlier look saw may be gone
        return _entry(location.url, service.info(path))
    except Exception as problem:
        raise _refusal(location, problem) from None


def listed(folder: RemoteFolder) -> Iterator[tuple[str, Remote]]:
    """Name and kind of everything in a folder, sorted by name. Raises NoteError."""
    try:
        service, _ = _service(folder.root)
        found = service.ls(folder.path, detail=True)
        service.invalidate_cache(folder.path)
    except Exception as problem:
        raise _unread(problem) from None
    entries = [_entry(folder.root, each) for each in found if not _is_mark(each, folder)]
    yield from sorted(((_name_in(folder, entry), entry) for entry in entries), key=lambda pair: pair[0])


def _is_mark(facts: dict[str, Any], folder: RemoteFolder) -> bool:
    """Whether this is what a service keeps in place of the folder itself; a folder without a name in it is none."""
    name, own = str(facts["name"]), folder.path.rstrip("/")
    return name == own or (name.rstrip("/") == own and facts.get("type") == "file")


def _name_in(folder: RemoteFolder, entry: Remote) -> str:
    path = entry.path.rstrip("/")
    return "" if path == folder.path.rstrip("/") else path.rpartition("/")[2]


def _entry(root: str, facts: dict[str, Any]) -> Remote:
    path, kind = str(facts["name"]), facts.get("type")
    if kind == "directory":
        return RemoteFolder(root, path)
    if kind != "file":
        return RemoteOther(path)
    size = facts.get("size")
    return RemoteFile(root, path, int(size) if size is not None else None)


def _service(url: str) -> tuple[Any, str]:
    """The service of an address, and the address as the service has it; kept by fsspec for the next file."""
    from fsspec.core import url_to_fs

    _hushed()
    service, path = url_to_fs(url)
    return service, str(path)


@lru_cache(maxsize=1)
def _hushed() -> None:
    """Keep what the libraries log off the terminal, unless somebody has said where it shall go: one sentence tells it all."""
    for name in ("azure", "botocore", "fsspec", "gcsfs", "google", "s3fs", "urllib3"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _refusal(location: Location, problem: Exception) -> LocationError:
    where = location.shown
    if isinstance(problem, ImportError):
        if location.protocol in _IN_EXTRA or problem.name == "fsspec":
            return LocationError(where, "the extra for such locations is not installed", "pip install 'auditor[cloud]'")
        need = _NEEDS.get(location.protocol, "what fsspec names for it")
        return LocationError(where, f"{location.protocol}:// needs a library that is not installed", f"pip install {need}")
    if isinstance(problem, FileNotFoundError):
        return LocationError(where, "there is no such bucket, folder or file", "check the name")
    told = _unread(problem)
    return LocationError(where, told.reason, told.remedy)


def _unread(problem: Exception) -> NoteError:
    """Its kind alone is told: what a service writes into its messages is not known."""
    kind = type(problem).__name__
    if isinstance(problem, FileNotFoundError):
        return NoteError("the file is no longer there", "put it back and run the audit once more")
    if kind in _NO_CREDENTIALS:
        return NoteError("the service was given no credentials that it takes", _GIVE)
    if isinstance(problem, PermissionError):
        return NoteError("the service gives you no right to read it", _ASK)
    return NoteError(f"the service did not give it ({kind})", _REACH)
