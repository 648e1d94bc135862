"""The notes that the transformations run over: every sample and, where they lie beside the project, the annotated notes."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from auditor.model import Audit, Note
from tests.annotated import BESIDE, SAMPLES, shipped
from tests.metamorphic.picture import Picture, picture

HERE = Path(__file__).parent
ANNOTATED = BESIDE / "eval" / "dev"


class Case(NamedTuple):
    """A note as it stands and what the audit says of it."""

    id: str
    text: str
    audit: Audit
    picture: Picture


@cache
def _paths() -> dict[str, Path]:
    folders = [SAMPLES, *([ANNOTATED] if ANNOTATED.is_dir() else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.txt"))}


def ids() -> tuple[str, ...]:
    """The names of all notes, samples first."""
    return tuple(_paths())


def audited(text: str) -> Audit:
    """The audit of a text, with the rules that ship."""
    return shipped().audit(Note(id="note", text=text))


@cache
def case(id: str) -> Case:
    """One note, read and audited once a process."""
    text = _paths()[id].read_text("utf-8")
    audit = audited(text)
    return Case(id, text, audit, picture(audit))


@cache
def table(name: str) -> dict[str, Any]:
    """One of the tables beside the tests."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
