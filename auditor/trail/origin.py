"""Who gives the command, and what it is made with."""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from auditor import __version__
from auditor.notes.seen import shown
from auditor.trail.model import MadeWith, Who

WHO: Final = "AUDITOR_WHO"


def who(environment: Mapping[str, str] = os.environ) -> Who | None:
    """The user's name and the host's as the system knows them; the name in `AUDITOR_WHO` where that is set, nobody where it is
    empty.
    """
    if (told := environment.get(WHO)) is not None:
        return Who(name=told.strip(), host=None, told_by="AUDITOR_WHO") if told.strip() else None
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        name = f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"
    return Who(name=shown(Path(name)), host=shown(Path(platform.node())) or None, told_by="the system")


def made_with() -> MadeWith:
    """The program as it stands now."""
    return MadeWith(
        auditor=__version__, code_digest=_code_digest(), python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}", packages=_packages(),
    )  # fmt: skip


def _packages() -> dict[str, str]:
    """The packages that the default install names, as far as they can be told."""
    found = {}
    for named in map(Requirement, metadata.requires("auditor") or ()):
        if named.marker is None or named.marker.evaluate({"extra": ""}):
            found[named.name] = metadata.version(named.name)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def _code_digest() -> str:
    """The SHA-256 over the program's own files but the rules, which have a digest of their own; names included."""
    package = Path(str(resources.files("auditor")))
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*"), key=lambda path: path.relative_to(package).as_posix()):
        name = path.relative_to(package).as_posix()
        if path.is_file() and "__pycache__" not in path.parts and not name.startswith("patterns/"):
            content = path.read_bytes()
            whole.update(f"{len(name)}:{name}{len(content)}:".encode() + content)
    return whole.hexdigest()
