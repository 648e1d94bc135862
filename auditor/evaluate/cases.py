"""A folder of annotated notes -> what is to be compared, and what cannot be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import GoldError
from auditor.evaluate.gold import Gold, read_gold
from auditor.notes.seen import NotAudited, Seen, ToRead, shown
from auditor.notes.walk import walk

_GOLD_SUFFIXES = (".json", ".JSON")


@dataclass(frozen=True, slots=True)
class Case:
    """A note with its gold, which was read from `gold_file`. `name` is its path in the folder, without suffix."""

    name: str
    file: ToRead
    gold: Gold
    gold_file: Path


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases of a folder. `without_gold` names notes that nobody annotated; `problems` are for somebody to settle."""

    cases: tuple[Case, ...]
    without_gold: tuple[str, ...]
    problems: tuple[NotAudited, ...]


def find_cases(folder: Path, elements: Collection[str]) -> Cases:
    """Look for NAME.txt with NAME.json beside it, at any depth.

    `elements` are the names that the rules know. Raises GoldError for the first gold file that cannot be used, and where
    there is no case at all.
    """
    cases: list[Case] = []
    without_gold: list[str] = []
    problems: list[NotAudited] = []
    for item in walk((folder,)):
        if not isinstance(item, ToRead):
            problems += _problem(item)
        elif (gold := _gold_beside(item.local)) is None:
            without_gold.append(_name(item, folder))
        else:
            cases.append(Case(_name(item, folder), item, read_gold(gold, elements), gold))
    if not cases:
        raise GoldError(shown(folder), "there is no note with a gold file", "lay NAME.json beside each NAME.txt")
    return Cases(tuple(cases), tuple(without_gold), tuple(problems))


def _gold_beside(note: Path) -> Path | None:
    beside = (note.with_suffix(suffix) for suffix in _GOLD_SUFFIXES)
    return next((path for path in beside if path != note and path.is_file()), None)


def _name(item: ToRead, folder: Path) -> str:
    return shown(item.local.relative_to(folder).with_suffix(""))


def _problem(item: Seen) -> list[NotAudited]:
    """What keeps a case from being compared; a file that is neither note nor gold is none of this tool's business."""
    if isinstance(item, ToRead) or not item.failure:
        return []
    path = Path(item.source)
    if path.suffix.lower() == ".json":
        return [NotAudited(item.source, "no note stands beside this gold file", "lay NAME.txt beside it, or move it away")]
    return [] if path.is_file() and not path.is_symlink() else [item]
