"""The test month as files: notes made from the annotated ones, and their claims as a table.

Same cases, same bytes. What is right for each case stands beside it in `cases.toml` and was written by hand.
"""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[2]
SOURCES: Final = (ROOT / "samples", ROOT / "tests" / "traps")
TITLES: Final = (
    "Case ID", "Date of service", "Surgeon", "NPI", "CPT", "Modifiers", "Units", "Payer", "Coder", "Charge", "Dx codes",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the claims; `units` is a text where it is printed as none. Nothing of it is checked here."""

    case: str
    date: str
    surgeon: str
    npi: str
    code: str
    modifiers: tuple[str, ...]
    units: int | str
    payer: str
    coder: str
    charge: str
    diagnoses: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """As it is printed, in the order of TITLES."""
        return (
            self.case, self.date, self.surgeon, self.npi, self.code, " ".join(self.modifiers), str(self.units), self.payer,
            self.coder, self.charge, ", ".join(self.diagnoses),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A row that is told as faulty: number of the line in its case (from 1), field at fault, compared all the same or not."""

    line: int
    column: str
    kept: bool


@dataclass(frozen=True, kw_only=True)
class Case:
    """A note with its claim lines and what is right about them; the head of `cases.toml` tells what each field means."""

    id: str
    sample: str | None
    note: str | None
    surgeon: str | None
    date: str | None
    replace: tuple[tuple[str, str], ...]
    documented: tuple[str, ...]
    lines: tuple[Line, ...]
    matched_by: str
    unmatched: str | None
    faults: tuple[Fault, ...]
    results: tuple[str, ...]
    remarks: tuple[str, ...]
    may: tuple[str, ...]
    direction: str | None
    why: str


@cache
def cases() -> tuple[Case, ...]:
    """The cases in the order of the file."""
    entries = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["cases"]
    return tuple(_case(entry) for entry in entries)


def source(sample: str) -> Path:
    """The annotated note of this name. Raises LookupError where there is none."""
    for folder in SOURCES:
        if (path := folder / f"{sample}.txt").is_file():
            return path
    raise LookupError(sample)


def note_text(case: Case) -> str:
    """The text of the case's note. Raises LookupError where it has none, or where a text to replace does not occur."""
    if case.sample is None:
        raise LookupError(case.id)
    text = source(case.sample).read_bytes().decode("utf-8")
    for old, new in case.replace:
        if old not in text:
            raise LookupError(f"{case.id}: {old!r} does not occur")
        text = text.replace(old, new)
    return text


def build_notes(folder: Path) -> tuple[Path, ...]:
    """Write the notes into `folder`, which is made where it is missing; their paths in the order of the cases."""
    written: list[Path] = []
    for case in cases():
        if case.note is not None:
            path = folder / f"{case.note}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(note_text(case).encode("utf-8"))
            written.append(path)
    return tuple(written)


def claims_rows() -> tuple[tuple[str, ...], ...]:
    """The table of claims, titles first: the first line of the first case is row 2 as a person sees it."""
    return (TITLES, *(line.cells() for case in cases() for line in case.lines))


def rows_of(case: Case) -> tuple[int, ...]:
    """The rows of the case's lines in the file of claims, as a person counts them."""
    before = 0
    for other in cases():
        if other.id == case.id:
            break
        before += len(other.lines)
    return tuple(range(before + 2, before + 2 + len(case.lines)))


def claims_text() -> str:
    """The table as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(claims_rows())
    return out.getvalue()


def build_claims(path: Path) -> Path:
    """Write the table as CSV."""
    path.write_bytes(claims_text().encode("utf-8"))
    return path


def _case(entry: dict[str, Any]) -> Case:
    sample = entry.get("sample")
    return Case(
        id=entry["id"], sample=sample, note=entry.get("file", entry["id"]) if sample else None,
        surgeon=entry.get("surgeon"), date=entry.get("date"),
        replace=tuple((old, new) for old, new in entry.get("replace", ())),
        documented=tuple(entry.get("documented", ())),
        lines=tuple(_line(line, entry) for line in entry.get("lines", ())),
        matched_by=entry["matched_by"], unmatched=entry.get("unmatched"),
        faults=tuple(Fault(**fault) for fault in entry.get("faults", ())),
        results=tuple(entry["results"]), remarks=tuple(entry["remarks"]), may=tuple(entry.get("may", ())),
        direction=entry.get("direction"), why=entry["why"],
    )  # fmt: skip


def _line(line: dict[str, Any], entry: dict[str, Any]) -> Line:
    """A line; case and date are those of the entry where the line has none of its own."""
    return Line(
        case=line.get("case", entry["id"]), date=line.get("date", entry.get("date", "")), surgeon=line["surgeon"],
        npi=line["npi"], code=line["code"], modifiers=tuple(line.get("modifiers", ())), units=line["units"],
        payer=line["payer"], coder=line["coder"], charge=line["charge"], diagnoses=tuple(line.get("diagnoses", ())),
    )  # fmt: skip
