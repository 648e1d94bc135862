"""What a fee schedule file may hold, and the arithmetic that it must keep.

A schedule is the Medicare facts of the audited family for one release: relative values, payment indicators and daily
limits. Amounts are exact decimals, as printed.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from auditor.errors import FeeError
from auditor.model import Frozen
from auditor.rules.load import default_folder

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Units = Annotated[Decimal, Field(ge=0, max_digits=7, decimal_places=2)]
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=4, decimal_places=3)]
Factor = Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=4)]


class FeeRow(Frozen):
    """The facts of one code, for a physician who operates in a facility.

    Indicators are those of the Medicare file, by the modifier that they rule: `multiple` (51), `bilateral` (50), `assistant`
    (80, 82), `co_surgeon` (62), `team` (66), `split` (26, TC). `mue` is the most units of a day that Medicare takes for
    likely, and `mai` says how that limit is applied; both come from another table and may be absent.
    """

    code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    status: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    work: Units
    facility_pe: Units
    malpractice: Units
    total: Units
    global_days: Literal["000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"]
    before: Share
    during: Share
    after: Share
    multiple: Literal["0", "1", "2", "3", "4", "5", "6", "7", "9"]
    bilateral: Literal["0", "1", "2", "3", "9"]
    assistant: Literal["0", "1", "2", "9"]
    co_surgeon: Literal["0", "1", "2", "9"]
    team: Literal["0", "1", "2", "9"]
    split: Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    mue: Annotated[int, Field(ge=0)] | None = None
    mai: Literal[1, 2, 3] | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        parts = self.work + self.facility_pe + self.malpractice
        if parts != self.total:
            raise ValueError(f"work, facility PE and malpractice of {self.code} make {parts}, and its total is {self.total}")
        shares = self.before + self.during + self.after
        if shares not in (0, 1):
            raise ValueError(f"the shares before, during and after the operation of {self.code} make {shares} instead of 1")
        if (self.mue is None) != (self.mai is None):
            raise ValueError(f"mue and mai of {self.code} belong together, and one of them is missing")
        return self


class Provenance(Frozen):
    """The official file that a schedule was taken from; `release` is its title as printed."""

    file: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    lines: Annotated[int, Field(ge=1)]
    release: Text


class LimitSource(Frozen):
    """The table that the daily limits were taken from."""

    source: Text
    effective: datetime.date


class FeeSchedule(Frozen):
    """The table of one release, by code; `label` names it to people ("July 2024")."""

    label: Text
    effective: datetime.date
    source: Text
    conversion_factor: Factor
    limits: LimitSource | None = None
    provenance: Provenance | None = None
    row: tuple[FeeRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        codes = [row.code for row in self.row]
        for code in codes:
            if codes.count(code) > 1:
                raise ValueError(f"{code} stands in the table twice")
        if self.limits is None and any(row.mue is not None for row in self.row):
            raise ValueError("a row has a daily limit (mue), and no table [limits] says where it comes from")
        return self

    def value(self, code: str) -> FeeRow | None:
        """The row of `code`, or None where the table does not have it."""
        return next((row for row in self.row if row.code == code), None)


def load_fees(path: Path) -> FeeSchedule:
    """Load the fee schedule in the TOML file `path`. Raises FeeError where it cannot be used."""
    try:
        data = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise FeeError(str(path), "there is no such file", "name a file that `auditor fees load` wrote") from None
    except (OSError, UnicodeDecodeError) as problem:
        what = f"it cannot be read ({type(problem).__name__})"
        raise FeeError(str(path), what, "check its rights, and that it is a TOML file in UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        remedy = "mend the line that is named, or write the file anew with `auditor fees load`"
        raise FeeError(str(path), f"it is not valid TOML ({problem})", remedy) from None
    try:
        return FeeSchedule.model_validate(data)
    except ValidationError as problem:
        raise fee_error(str(path), problem) from None


def shipped_fees(folder: Path | None = None) -> FeeSchedule:
    """The latest schedule of the rule folder (default: the one that ships). Raises FeeError where it has none."""
    place = (folder or default_folder()) / "fees"
    found = [load_fees(path) for path in sorted(place.glob("*.toml"))]
    if not found:
        raise FeeError(str(place), "there is no fee schedule", "restore it from the distribution, or name one with --fees")
    return max(found, key=lambda schedule: schedule.effective)


def fee_faults(codes: Iterable[str], folder: Path | None = None) -> Iterator[FeeError]:
    """Yield the fault of each schedule in the rule folder that cannot be used, and each of `codes` that the latest lacks."""
    schedules = []
    for path in sorted(((folder or default_folder()) / "fees").glob("*.toml")):
        try:
            schedules.append(load_fees(path))
        except FeeError as problem:
            yield problem
    if schedules:
        latest = max(schedules, key=lambda schedule: schedule.effective)
        for code in codes:
            if latest.value(code) is None:
                what = f"the schedule of {latest.label} has no row for {code}"
                yield FeeError("fees/", what, "write it anew with `auditor fees load`")


def fee_error(where: str, problem: ValidationError) -> FeeError:
    """The first fault of form or arithmetic as a sentence."""
    errors = problem.errors(include_url=False, include_input=False)
    # A misspelt key is also a missing one: the word that stands there tells more.
    first = next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])
    place = " ".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        what = f"the key {place!r} is not known here"
    else:
        what = (f"{place}: " if place and first["type"] != "value_error" else "") + first["msg"].removeprefix("Value error, ")
    return FeeError(where, what, "correct it from the official file, or write the file anew with `auditor fees load`")
