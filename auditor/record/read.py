"""Lines of `audit.jsonl` -> typed records again, for all that is made from a finished run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator, ValidationError

from auditor.errors import RecordError
from auditor.model import Assertion, Defect, ElementState, Evidence, Frozen, Graft, Question, Status, Step, ToldField

_REMEDY = "run the audit anew with this version of the tool"


class RecordedPlace(Evidence):
    """A quotation and the rule that found it."""

    rule_id: str


class RecordedMention(RecordedPlace):
    """A mention that matters, and what the note says of it."""

    concept: str
    value: str
    assertion: Assertion
    accepted: bool
    why: str | None


_YEAR = re.compile(r"\d{4}")


def _day_or_year(value: object) -> date | str | None:
    """A day, or of a masked note its year."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError("neither a day nor a year")
    return value if _YEAR.fullmatch(value) else date.fromisoformat(value)


class Recorded(Frozen):
    """One line of the record; every field is there, and no other. The date of service of a masked note is its year."""

    id: str
    surgeon: str | None
    date_of_service: Annotated[date | str | None, PlainValidator(_day_or_year)]
    status: Status
    best_fit: tuple[str, ...]
    other_codes: tuple[str, ...]
    reason: str
    grafts: tuple[Graft, ...]
    defect: Defect | None
    elements: Mapping[str, ElementState]
    support: Mapping[str, tuple[RecordedPlace, ...]]
    modifier_cues: tuple[str, ...]
    stated_codes: tuple[str, ...]
    evidence: tuple[RecordedMention, ...]
    questions: tuple[Question, ...]
    path: tuple[Step, ...]
    source: str
    encoding: str
    format: str
    told_by_file: tuple[ToldField, ...]
    remarks: tuple[str, ...]
    tool_version: str
    rules_digest: str
    note_digest: str

    @property
    def day(self) -> date | None:
        """The day of the service, where one is told."""
        return self.date_of_service if isinstance(self.date_of_service, date) else None


def read_record(path: Path) -> Iterator[Recorded]:
    """Yield the records of a file one by one. Raises RecordError, which names the line and never quotes it."""
    try:
        with path.open("rb") as lines:
            yield from read_lines(lines, str(path))
    except OSError as problem:
        missing = isinstance(problem, FileNotFoundError)
        what = "there is no such record" if missing else f"it cannot be read ({type(problem).__name__})"
        raise RecordError(str(path), what, "name the audit.jsonl that `auditor run` wrote") from None


def read_lines(lines: Iterable[bytes], where: str) -> Iterator[Recorded]:
    """Yield the records of an open file, which errors name `where`. Raises RecordError."""
    for number, line in enumerate(lines, 1):
        yield _read(line, f"{where}, line {number}")


def _read(line: bytes, where: str) -> Recorded:
    try:
        return Recorded.model_validate_json(line)
    except ValidationError as problem:
        raise RecordError(where, _first_fault(problem), _REMEDY) from None


def _first_fault(problem: ValidationError) -> str:
    """Place and kind of the first fault; the message of a fault of form could quote a value, its kind cannot."""
    first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
    place = " ".join(str(part) for part in first["loc"])
    if first["type"] == "json_invalid":
        return "it is not a whole JSON object"
    kinds = {"missing": "is not there", "extra_forbidden": "is not known"}
    return f"field {place!r} {kinds.get(first['type'], 'has a value that it cannot have')}"
