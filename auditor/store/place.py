"""Where the finished audits of an output folder lie.

Reviews are small and for good; finished audits are large and can be made again. So they lie in a file of their own beside the
outputs, which may be deleted at any time. A database on a server holds both.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from auditor.errors import StoreError
from auditor.notes.formats.settings import Settings
from auditor.notes.outputs import WORK
from auditor.rules.load import RuleSet
from auditor.store.address import is_server
from auditor.store.database import open_store
from auditor.store.finished import Work
from auditor.store.made_with import made_with
from auditor.store.work_tables import SCHEMA


def open_work(out: Path, rules: RuleSet, reading: Settings, place: str | None = None) -> Work:
    """The finished audits of the folder `out`; `place` is where the reviews are, if somebody named it. Raises StoreError."""
    made = made_with(rules.digest)
    if place is None or not is_server(place):
        if (out / WORK).is_symlink():  # what it points to was made by somebody else, and may be open to everybody
            raise StoreError(f"{out / WORK}: this is a link, and finished audits are not written through it; remove it.")
        return Work(open_store(str(out / WORK), SCHEMA, create=True), "", made, reading)
    return Work(open_store(place, SCHEMA, create=True), folder_digest(out), made, reading)


def folder_digest(out: Path) -> str:
    """What tells an output folder from others in a database that they share; it does not tell the path."""
    return hashlib.sha256(str(out.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
