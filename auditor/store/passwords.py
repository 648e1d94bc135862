"""The password for a server, from where PostgreSQL's own programs take it, so that it need not stand on a command line."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from auditor.errors import StoreError

_FIELDS = re.compile(r"((?:\\.|[^:\\])*):" * 4 + r"((?:\\.|[^\\])*)")
_ESCAPED = re.compile(r"\\(.)")


def password_for(host: str, port: int, database: str, user: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """The variable PGPASSWORD, else the first line that fits in the file PGPASSFILE names, else in the user's own.

    None where there is none: a server may know the user otherwise. Raises StoreError for a file that others can read.
    """
    if told := environment.get("PGPASSWORD"):
        return told
    path = _file(environment)
    if path is None or not path.is_file():
        return None
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise StoreError(f"{path}: others can read this file of passwords; give it to its owner alone (chmod 600).")
    asked = (host, str(port), database, user)
    for *known, password in _lines(path):
        if all(one in ("*", other) for one, other in zip(known, asked, strict=True)):
            return password
    return None


def _file(environment: Mapping[str, str]) -> Path | None:
    if named := environment.get("PGPASSFILE"):
        return Path(named)
    home, *rest = ("APPDATA", "postgresql", "pgpass.conf") if os.name == "nt" else ("HOME", ".pgpass")
    return Path(environment[home], *rest) if environment.get(home) else None


def _lines(path: Path) -> Iterator[list[str]]:
    """The five fields of each line, in which a backslash stands before a colon and before itself."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as problem:
        raise StoreError(f"{path}: this file of passwords cannot be read ({type(problem).__name__}).") from None
    for line in lines:
        if not line.startswith("#") and (found := _FIELDS.fullmatch(line)):
            yield [_ESCAPED.sub(r"\1", field) for field in found.groups()]
