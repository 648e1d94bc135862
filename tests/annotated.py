"""Annotated notes in a folder, each with the answer of the rules that ship."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from auditor.engine.one import Auditor
from auditor.evaluate.gold import Gold, read_gold
from auditor.model import Audit, Evidence, Note
from auditor.notes.read import read_note

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
BESIDE = ROOT.parent / "shared"


@cache
def shipped() -> Auditor:
    """The auditor with the rules in `patterns/`."""
    return Auditor()


def names(folder: Path) -> list[str]:
    """The names of the notes in a folder."""
    return sorted(path.stem for path in folder.glob("*.txt"))


def note(folder: Path, name: str) -> Note:
    """One note."""
    return read_note(folder / f"{name}.txt")


def gold(folder: Path, name: str) -> Gold:
    """Its annotation."""
    return read_gold(folder / f"{name}.json", [element.id for element in shipped().rules.elements])


def answer(folder: Path, name: str) -> Audit:
    """Its audit."""
    return shipped().audit(note(folder, name))


def decided(said: Audit | Gold) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Status and codes of an audit or an annotation."""
    return said.status.value, tuple(sorted(said.best_fit)), tuple(sorted(said.other_codes))


def quoted(audit: Audit) -> list[Evidence]:
    """Every quotation of an audit that has a place."""
    found = [finding.evidence for finding in audit.findings]
    found += [finding.evidence for findings in audit.support.values() for finding in findings]
    found += [quote for question in audit.questions for quote in question.quotes]
    return found
