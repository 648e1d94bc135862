"""A workbook that is no longer as it was written: filled in by reviewers, or changed where they have no business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from auditor.errors import WorkbookError
from auditor.review.sheets import read_file
from auditor.trail.workbook import altered_rows, sheet_digests

_ROWS = 5


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is said of the workbook, behind its name; `expected` where reviewers alone can have done it."""

    says: str
    expected: bool


def reviewed(path: Path, recorded: Mapping[str, str]) -> Reviewed:
    """Hold every cell that is not for reviewers against what was recorded when the workbook was written."""
    try:
        file = read_file(path)
        now = sheet_digests(file)
        rows = list(islice(altered_rows(file), _ROWS + 1))
    except WorkbookError:
        return Reviewed("was changed, and is no workbook any more that can be read.", expected=False)
    other = [title for title, told in recorded.items() if title in now and now[title] != told]
    gone = [title for title in recorded if title not in now]
    new = [title for title in now if title not in recorded]
    if other or gone:
        parts = [f"cells that are not for reviewers differ on {_named(other)}"] if other else []
        parts += [f"{_named(gone)} {'is' if len(gone) == 1 else 'are'} missing"] if gone else []
        where = f" ({', '.join(rows[:_ROWS])}{', …' if len(rows) > _ROWS else ''})" if rows else ""
        return Reviewed(f"was changed: {', and '.join(parts)}{where}.", expected=False)
    says = "was saved since by another program, and only the reviewers' columns can differ: expected if it was reviewed"
    return Reviewed(f"{says}{f'; {_named(new)} came with it' if new else ''}.", expected=True)


def _named(titles: list[str]) -> str:
    quoted = ", ".join(f"“{title}”" for title in titles)
    return f"the sheet {quoted}" if len(titles) == 1 else f"the sheets {quoted}"
