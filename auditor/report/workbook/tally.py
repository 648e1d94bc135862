"""What the summary counts, gathered note by note so that no audit need be kept."""

from __future__ import annotations

from collections import Counter

from auditor.model import ElementState, Status
from auditor.names import key_of, printed
from auditor.notes.seen import NotAudited
from auditor.report.text import sentence
from auditor.report.workbook.counted import Counted


class Tally:
    """Running counts over the outcomes of one run."""

    def __init__(self) -> None:
        self.status: Counter[Status] = Counter()
        self.best_fit: Counter[str] = Counter()
        self.other_codes: Counter[str] = Counter()
        self._surgeons: dict[str, Counter[Status]] = {}
        self._names: dict[str, Counter[str]] = {}
        self.missing: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.decisive: Counter[str] = Counter()
        self.contradictions = 0
        self.findings = 0
        self.encodings: Counter[str] = Counter()
        self.failures = 0
        self.left_aside = 0

    def add(self, note: Counted) -> None:
        """Count one audited note; a code that two grafts share counts once for the note."""
        self.decisive.update(note.decisive)
        self.severities.update(note.severities)
        self.status[note.status] += 1
        self._add_surgeon(note.surgeon or "", note.status)
        self.encodings[note.encoding] += 1
        self.best_fit.update(set(note.best_fit))
        self.other_codes.update(set(note.other_codes))
        self.contradictions += note.contradictions
        self.findings += note.findings
        for element, state in note.elements.items():
            self.asked[element] += state is not ElementState.NOT_REQUIRED
            self.missing[element] += state is ElementState.MISSING

    def add_not_audited(self, row: NotAudited) -> None:
        """Count one file that was not audited."""
        if row.failure:
            self.failures += 1
        else:
            self.left_aside += 1

    def _add_surgeon(self, name: str, status: Status) -> None:
        person = key_of(name)
        self._surgeons.setdefault(person, Counter())[status] += 1
        self._names.setdefault(person, Counter())[name] += 1

    @property
    def surgeons(self) -> dict[str | None, Counter[Status]]:
        """Notes by status of each surgeon, under the name that is printed most often; None where nobody is named."""
        return {printed(self._names[person].elements()) or None: counts for person, counts in self._surgeons.items()}

    @property
    def audited(self) -> int:
        """Notes that have an audit."""
        return self.status.total()

    @property
    def sentence(self) -> str:
        """The counts in one sentence, as the last line of a run prints them."""
        return sentence(self.status, self.failures)
