"""The chain of a folder: `trail/0001.json`, `trail/0002.json` and so on, each with the digest of the one before it.

Records are only ever added. A number is taken by a link that fails where it is taken already, so that two commands that end at
once get two numbers. `run.json` is a copy of the last record.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from auditor.errors import OutputError
from auditor.notes.outputs import RUN, TRAIL
from auditor.notes.seen import shown
from auditor.report.files import make_folder
from auditor.trail.digests import digest
from auditor.trail.model import Listed, RunRecord, written

_RECORD: Final = re.compile(r"(\d{4,})\.json")
_NAME: Final = 16  # digits of the digest that name a list


def numbers(folder: Path) -> list[int]:
    """The numbers of the records in a folder of outputs, in their order. Raises OSError."""
    place = folder / TRAIL
    if not place.is_dir():
        return []
    return sorted(int(found[1]) for path in place.iterdir() if (found := _RECORD.fullmatch(path.name)))


def place_of(folder: Path, number: int) -> Path:
    """The file of a record."""
    return folder / TRAIL / f"{number:04}.json"


def read_record(content: bytes) -> RunRecord | None:
    """The record; None where this is none."""
    try:
        return RunRecord.model_validate_json(content)
    except ValidationError:
        return None


def add(folder: Path, make: Callable[[int, str | None], RunRecord]) -> str:
    """Add a record, made for its number and the digest of its predecessor; its own digest comes back. Raises OutputError."""
    try:
        content = _added(folder, make)
        _copy_last(folder)
    except OSError as problem:
        raise _error(folder / TRAIL, problem) from None
    return digest(content)


def keep_list(folder: Path, kind: str, content: bytes, files: int, size: int) -> Listed:
    """Write a list of files beside the records, under the name of its content: equal lists are kept once. Raises OutputError."""
    make_folder(folder / TRAIL)
    told = digest(content)
    name = f"{TRAIL}/{_list_name(kind, told)}"
    try:
        with _part(folder / TRAIL, content) as part:
            part.replace(folder / name)
    except OSError as problem:
        raise _error(folder / name, problem) from None
    return Listed(files=files, size=size, list=name, sha256=told)


def is_list(name: str, digest: str) -> bool:
    """Whether a list with this digest bears such a name."""
    kind = name.partition("-")[0]
    return name == _list_name(kind, digest)


def _list_name(kind: str, told: str) -> str:
    return f"{kind}-{told[:_NAME]}.{'jsonl' if kind == 'inputs' else 'sha256'}"


def _added(folder: Path, make: Callable[[int, str | None], RunRecord]) -> bytes:
    while True:
        last = max(numbers(folder), default=0)
        former = digest(place_of(folder, last).read_bytes()) if last else None
        content = written(make(last + 1, former))
        with _part(folder / TRAIL, content) as part, suppress(FileExistsError):
            _take_place(part, place_of(folder, last + 1))
            return content


@contextmanager
def _part(folder: Path, content: bytes) -> Iterator[Path]:
    """The content on the disk, under a name that is taken away at the end."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def _copy_last(folder: Path) -> None:
    """Make `run.json` the last record, also where another command adds one at this moment."""
    last = 0
    while (newest := max(numbers(folder))) != last:
        last = newest
        with _part(folder / TRAIL, place_of(folder, last).read_bytes()) as part:
            part.replace(folder / RUN)


def _error(path: Path, problem: OSError) -> OutputError:
    why = problem.strerror or type(problem).__name__
    return OutputError(f"{shown(path)}: the audit trail cannot be written ({why}); see to its rights and free space.")


def _take_place(part: Path, path: Path) -> None:
    """Give the file its name, unless another has it. Raises FileExistsError then."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a drive without links
        if path.exists():
            raise FileExistsError(str(path)) from None
        part.rename(path)
