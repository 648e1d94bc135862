"""What `--mask` needs of a run: the names of its notes, and a folder without what was not masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.errors import OutputError
from auditor.masking.audits import MASKED
from auditor.masking.masker import Masker
from auditor.notes.outputs import PAGES, RECORD, WORK, WORKBOOK
from auditor.notes.seen import Seen
from auditor.review.masked import MaskedNames
from auditor.review.store import Store
from auditor.rules.load import RuleSet

SAID: Final = (
    "Identifiers were masked by rules. That is no guarantee: read what leaves the house before it does, and keep the store of "
    "reviews inside."
)


@dataclass(frozen=True, slots=True)
class Masking:
    """The masker of a run, and the numbers that it gives to notes."""

    masker: Masker
    names: MaskedNames


def masking_of(rules: RuleSet, store: Store, seen: Iterable[Seen], *, surgeons: bool) -> Masking:
    """The masking of one run. Raises StoreError where the store holds runs that were not masked."""
    names = MaskedNames(store, seen)
    return Masking(Masker(rules, names, everybody=surgeons), names)


def refuse_unmasked(out: Path) -> None:
    """Raise OutputError where the folder holds an audit that was not masked: parts of it would lie beside what is."""
    if not any((out / name).exists() for name in (RECORD, WORKBOOK, PAGES, WORK)):
        return
    try:
        with (out / RECORD).open("rb") as lines:
            first = lines.readline()
    except OSError:
        first = b""
    if MASKED.encode() not in first or (out / WORK).exists():
        raise OutputError(f"{out}: it holds an audit that was not masked; choose another folder with --out.")
