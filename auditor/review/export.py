"""Reviewed notes -> a folder of gold for `auditor evaluate`: the note as it is, and the codes as people see them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited
from auditor.engine.run import audit_one
from auditor.errors import OutputError
from auditor.model import Audit, Note, Status
from auditor.notes.read import FileReader
from auditor.notes.seen import Seen, ToRead, shown
from auditor.record.write import record
from auditor.report.files import make_folder, replacing
from auditor.report.text import PLAIN_TEXT
from auditor.review.opinions import standing
from auditor.review.reviewed import reviewed_rows
from auditor.review.rows import AuditedRow
from auditor.review.runs import known_rows
from auditor.review.store import Store
from auditor.review.verdict import Verdict, verdict

_FIELDS = ("id", "surgeon", "date_of_service", "status", "best_fit", "other_codes", "confirmed", "reason", "grafts", "defect",
           "elements", "modifier_cues", "stated_codes")  # fmt: skip
_REASON = (
    "Status and codes are the reviewers' word, as far as `confirmed` says so; all else is the tool's own and is not compared."
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what was left out and why."""

    out: Path
    written: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def complete(self) -> bool:
        """True where every reviewed note was written."""
        return not self.left_out

    @property
    def told(self) -> Iterator[str]:
        """One line on what was written, then one for each note that was left out."""
        many = "1 reviewed note" if len(self.written) == 1 else f"{len(self.written):,} reviewed notes"
        yield f"{many} written to {shown(self.out)}; {len(self.left_out):,} left out."
        for name, why in self.left_out:
            yield f"  {name}: {why}"


def export(store: Store, auditor: Auditor, seen: Iterable[Seen], out: Path) -> Exported:
    """Write NAME.txt and NAME.json for each reviewed note in `seen`; a note is known by its text.

    Raises OutputError where `out` already holds something.
    """
    if out.exists() and any(out.iterdir()):
        raise OutputError(f"{shown(out)}: this folder is not empty; name a new one, so that nothing in it is replaced.")
    with store.reading() as session:
        known = known_rows(session)
        reviews = {each.key: each for each in reviewed_rows(standing(session), known)}
    wanted = {note: rows for note, rows in known.notes.items() if any(row.key in reviews for row in rows)}
    audited = {row.code for family in auditor.rules.families for row in family.row if row.audited and row.code}
    make_folder(out)
    written: list[str] = []
    left_out: list[tuple[str, str]] = []
    for file, each in _audited(auditor, seen):
        note = _note(each.audit, wanted)
        if note is None:
            continue
        found = verdict(wanted.pop(note), reviews, audited)
        if isinstance(found, str):
            left_out.append((note, found))
        else:
            _write(out, file, each.note, _gold(each.audit, found))
            written.append(each.note.id)
    left_out += [(note, "its text is not among NOTES") for note in wanted]
    return Exported(out, tuple(written), tuple(left_out))


def _audited(auditor: Auditor, seen: Iterable[Seen]) -> Iterator[tuple[ToRead, Audited]]:
    """Every note that can be audited, with its file."""
    with FileReader(auditor.rules.reading) as reader:
        for file in seen:
            if isinstance(file, ToRead):
                yield from ((file, each) for each in audit_one(auditor, file, reader) if isinstance(each, Audited))


def _note(audit: Audit, wanted: Mapping[str, Sequence[AuditedRow]]) -> str | None:
    """The reviewed note that has this text; of several with the same text, the one that also has the name."""
    alike = [note for note, rows in wanted.items() if rows[0].note_digest == audit.note_digest]
    return audit.id if audit.id in alike else alike[0] if alike else None


def _gold(audit: Audit, found: Verdict) -> dict[str, Any]:
    """The gold file: the codes as people see them, and around them what the tool says now."""
    said = {
        "status": (found.status or Status.NOT_APPLICABLE).value,
        "best_fit": list(found.best_fit),
        "other_codes": list(found.other_codes),
        "confirmed": ["best_fit", "other_codes"] if found.status is None else ["status", "best_fit", "other_codes"],
        "reason": _REASON,
    }
    whole = record(audit) | said
    return {name: whole[name] for name in _FIELDS}


def _write(out: Path, file: ToRead, note: Note, gold: Mapping[str, Any]) -> None:
    """A plain text keeps its bytes, the text of any other file is written as such. Both files are for their owner alone."""
    place = out / note.id
    make_folder(place.parent)
    with replacing(place.with_name(f"{place.name}.txt")) as text:
        text.write(file.local.read_bytes() if note.format == PLAIN_TEXT and note.id == file.id else note.text.encode("utf-8"))
    with replacing(place.with_name(f"{place.name}.json")) as answer:
        answer.write(json.dumps(gold, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
