"""The one place that everything shown goes through in a masked run: notes with their audits, rows without one, and cases."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePosixPath

from auditor.masking.audits import Shown, masked_audit, year_of
from auditor.masking.covers import Covered
from auditor.masking.find import Finder
from auditor.masking.placeholders import Placeholders
from auditor.masking.spans import Span
from auditor.model import Audit, Known, Note
from auditor.names import key_of
from auditor.notes.formats.registry import suffixes
from auditor.notes.seen import NotAudited
from auditor.rules.load import RuleSet

IdOf = Callable[[Note], str]
_ARCHIVE = ".zip"
_CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Masked:
    """A note and its audit as they may be shown. `key` is the audit with the names by which claims know it: it is never shown."""

    note: Note
    audit: Audit
    key: Audit


class Masker:
    """Masks what one run shows. No answer is made here: what comes in has been audited as it was written."""

    def __init__(self, rules: RuleSet, id_of: IdOf | None = None, *, everybody: bool = False) -> None:
        """`id_of` names notes (default: by numbers in their order). With `everybody`, those who treat are masked too."""
        self.everybody = everybody
        self._finder = Finder(rules)
        self._placeholders = Placeholders()
        self._id_of = id_of or _numbered()
        self._ids: dict[str, str] = {}
        self._files = 0

    def audited(self, note: Note, audit: Audit) -> Masked:
        """The note and its audit as they may be shown."""
        year = year_of(audit.date_of_service)
        spans = self._finder.find(note, audit.surgeon, int(year) if year else None, everybody=self.everybody)
        covered = Covered(note.text, spans, self._placeholders)
        own = self._ids[audit.id] = self._id_of(note)
        shown = Shown(
            own, f"{own}{_suffix(note.source)}", self._surgeon(audit.surgeon, spans), year, lambda words: self._plain(words, note)
        )
        result = masked_audit(audit, covered, shown)
        places = tuple(replace(place, name=shown.plain(place.name)) for place in note.places)
        hidden = Note(
            id=own, text=covered.text, source=shown.source, encoding=note.encoding, format=note.format, places=places,
            known=Known(kind=note.known.kind), remarks=result.remarks, covers=covered.covers,
        )  # fmt: skip
        names = ("id", "source", "surgeon", "date_of_service")
        return Masked(hidden, result, result.model_copy(update={name: getattr(audit, name) for name in names}))

    def row(self, row: NotAudited) -> NotAudited:
        """A file that has no audit, without the path that could name a patient."""
        self._files += 1
        suffix, real = _suffix(row.source), PurePosixPath(row.source).suffix
        reason, remedy = row.reason, row.remedy
        if real and not suffix:
            reason, remedy = (re.sub(re.escape(real), "of this file", each, flags=re.IGNORECASE) for each in (reason, remedy))
        return replace(row, source=f"[file {self._files}]{suffix}", reason=reason, remedy=remedy)

    def note_id(self, real: str) -> str | None:
        """The name under which a note of this run is shown."""
        return self._ids.get(real)

    def number(self, written: str) -> str:
        """The placeholder of the name of a case, the same as where a note prints it behind a label."""
        return self._placeholders.numbered("record number", re.sub(r"[\W_]", "", written).casefold())

    def person(self, name: str | None) -> str | None:
        """A surgeon's or a coder's name as it may be shown."""
        return self._placeholders.numbered("surgeon", key_of(name)) if name and self.everybody else name

    def file(self, source: str) -> str:
        """The name of the claim file as it may be shown."""
        return f"{_CLAIMS}{_suffix(source)}"

    def _surgeon(self, name: str | None, spans: tuple[Span, ...]) -> str | None:
        """A patient who was taken for the surgeon is masked all the same."""
        key = key_of(name or "")
        patients = {span.key for span in spans if span.kind == "name"}
        if key and any(set(key.split()) == set(patient.split()) for patient in patients):
            return self._placeholders.numbered("name", " ".join(sorted(key.split())))
        return self.person(name)

    def _plain(self, words: str, note: Note) -> str:
        """Words that a reader of files made: titles of sections or columns may stand in them."""
        found = self._finder.find(Note(id="", text=words, known=note.known)) if words else ()
        return Covered(words, found, self._placeholders).text if found else words


def _numbered() -> IdOf:
    numbers = count(1)
    return lambda _: f"note-{next(numbers):04}"


def _suffix(source: str) -> str:
    """The kind of a file, where it is one that notes have: any other ending could be a name."""
    suffix = PurePosixPath(source.partition("#")[0]).suffix.lower()
    return suffix if suffix in {*suffixes(), _ARCHIVE} else ""
