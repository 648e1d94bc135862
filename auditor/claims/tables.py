"""A claim file -> its bytes."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from auditor.errors import ClaimsError
from auditor.notes.seen import shown

MAX_BYTES: Final = 300_000_000
_EXPORT: Final = "export the claims as CSV, XLSX or Parquet"


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises ClaimsError."""
    where = shown(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe or a device could wait for ever
            raise ClaimsError(where, "this is not a regular file", "name the file that holds the claims")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ClaimsError(where, "there is no such file", "check the name") from None
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise ClaimsError(where, f"it cannot be read ({why})", "ask its owner for read access") from None
    if len(data) > MAX_BYTES:
        raise ClaimsError(where, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "split it by months")
    if not data.strip():
        raise ClaimsError(where, "the file is empty", f"{_EXPORT} again")
    return data
