"""Runs, and what changed between two of them, as plain text for a terminal and as a table for programs.

It quotes no note. Notes are named by the names of their files, as in the report on reviews.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import BinaryIO

from auditor.model import Status
from auditor.report.terminal import heading, wrapped
from auditor.report.text import STATUS_WORDS, counted, visible
from auditor.report.workbook.billing_sheet import OUTCOMES
from auditor.review.answers import RunClaims
from auditor.review.changes import Change, Changes
from auditor.review.history import StoredRun
from auditor.review.intake import listed

_SHOWN = 20  # notes whose changes a terminal shows
_HEAD = ("note", "what", "was", "is", "because")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NONE = "The store holds no run yet; `auditor run` makes one."


def history_said(runs: Sequence[StoredRun]) -> str:
    """All runs, the latest last."""
    return _text(line for run in runs for line in _run(run)) if runs else f"{NONE}\n"


def changes_said(found: Changes) -> str:
    """What changed between two runs, in sentences."""
    return _text(_changes(found))


def write_changes(found: Changes, file: BinaryIO) -> None:
    """Write a row for each note that came, went or changed, as CSV in UTF-8 with a mark that spreadsheets look for."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    table = csv.writer(text)
    table.writerow(_HEAD)
    for name in found.added:
        table.writerow((_plain(name), "added", "", "", ""))
    for name in found.gone:
        table.writerow((_plain(name), "gone", "", "", ""))
    for change in found.found:
        table.writerow((_plain(change.note), change.kind, change.was, change.now, "; ".join(change.causes)))
    text.flush()
    text.detach()


def _text(lines: Iterator[str]) -> str:
    return "\n".join(visible(line).rstrip() for line in lines) + "\n"


def _run(run: StoredRun) -> Iterator[str]:
    yield f"run {run.number}, {_when(run)}, auditor {run.tool_version}, rules {run.rules_digest[:8]}"
    if run.by:
        yield f"  by {run.by}"
    if not run.kept:
        yield "  its notes were not kept: an older auditor wrote it"
        return
    yield f"  {counted(run.notes.total(), 'note')}: " + ", ".join(
        f"{run.notes[status]:,} {STATUS_WORDS[status]}" for status in Status
    )
    if run.claims:
        told = ", ".join(f"{run.cases[outcome]:,} {outcome}" for outcome in OUTCOMES)
        yield f"  {counted(run.cases.total(), 'case')}: {told}"
        yield f"  claims {_claims(run.claims)}, values of {run.claims.schedule}"
    else:
        yield "  no claims"


def _changes(found: Changes) -> Iterator[str]:
    first, second = found.first, found.second
    yield f"Run {first.number} ({_when(first)}) and run {second.number} ({_when(second)})"
    yield ""
    yield _same("tool", f"auditor {first.tool_version}", f"auditor {second.tool_version}")
    yield _same("rules", first.rules_digest[:8], second.rules_digest[:8])
    yield _same("claims", *(_claims(run.claims) if run.claims else "none" for run in (first, second)))
    if bool(first.claims) != bool(second.claims):
        yield "            One of the runs had no claims, so that no case is compared."
    yield (
        f"  notes     {found.both:,} in both, {len(found.added):,} added, {len(found.gone):,} gone; "
        f"{len({change.note for change in found.found}):,} with another answer"
    )
    if found.steady:
        yield f"            {counted(found.steady, 'note')} with another text or claim, and the same answer as before"
    for title, names in (("Added", found.added), ("Gone", found.gone)):
        if names:
            yield from heading(title)
            yield from wrapped("  ", listed(names))
    yield from _answers(found.found)


def _answers(found: Sequence[Change]) -> Iterator[str]:
    yield from heading("Answers that changed")
    if not found:
        yield "  none"
        return
    notes = [(name, list(changes)) for name, changes in groupby(found, key=lambda change: change.note)]
    for name, changes in notes[:_SHOWN]:
        yield f"  {name}"
        for change in changes:
            yield f"    {change.kind}"
            yield from wrapped("      was      ", change.was)
            yield from wrapped("      is       ", change.now)
            for place, cause in enumerate(change.causes):
                yield from wrapped("               and " if place else "      because  ", cause)
    if len(notes) > _SHOWN:
        yield f"  and {len(notes) - _SHOWN:,} notes more; --csv writes all"


def _same(what: str, was: str, now: str) -> str:
    return f"  {what:<8}  " + (f"{now}, the same" if was == now else f"{now}, before {was}")


def _when(run: StoredRun) -> str:
    return f"{run.at:%Y-%m-%d %H:%M} UTC"


def _claims(claims: RunClaims) -> str:
    """The file without its folder, and the beginning of its digest."""
    return f"{PurePath(claims.source).name} ({claims.digest[:8]})"


def _plain(name: str) -> str:
    """A name of a file stays text in a spreadsheet, whatever it begins with."""
    return f"'{name}" if name.startswith(_FORMULA_STARTS) else name
