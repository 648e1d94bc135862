"""One name for all that makes an audit what it is, beside the note: rules, program, libraries, Python."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from auditor import __version__

_PACKAGE = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")


def made_with(rules_digest: str) -> str:
    """The digest of rules, source files and versions; an audit that was made with others is made anew.

    The version alone would not do: in a copy of the source it stays while the program changes.
    """
    digest = hashlib.sha256()
    for part in (rules_digest, __version__, sys.version, *_libraries()):
        digest.update(part.encode() + b"\0")
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def _libraries() -> tuple[str, ...]:
    """The libraries that the project asks for, with the versions that are installed."""
    try:
        asked = requires("auditor") or []
    except PackageNotFoundError:
        asked = []
    names = sorted({found[0].lower() for requirement in asked if (found := _NAME.match(requirement))})
    return tuple(f"{name} {_version(name)}" for name in names)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
