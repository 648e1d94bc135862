"""What a claim file holds, as frozen types. Values of claims are patients' data, as the text of a note is."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from auditor.model import Frozen


class ClaimLine(Frozen):
    """One line of a claim as it was billed.

    `row` is the line of the file as a person sees it: 1 is the header of a table whose header is its first line.
    `case` is the id of the case or the note as printed, `date_of_service` year-month-day, `surgeon` the name as printed,
    `npi` ten digits, with a fault beside the line where the last is wrong. `code` has five characters and each of the
    `modifiers` two, all in capitals, none twice. `diagnoses` have the form of ICD-10-CM, are in capitals, and keep the dot
    as printed.
    """

    row: int
    case: str | None = None
    date_of_service: str | None = None
    surgeon: str | None = None
    npi: str | None = None
    code: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    coder: str | None = None
    payer: str | None = None
    charge: Decimal | None = None
    diagnoses: tuple[str, ...] = ()


NOTHING: Final = "nothing to do"


class ClaimFault(Frozen):
    """What is wrong with a row, in words that never repeat a value of it.

    `column` is the title of the column, None where the whole row is meant, and `case` the case that the row names, which no
    message repeats. `kept` is true where the line is compared all
    the same (a wrong check digit, a diagnosis of an unknown form); else the row is listed and not compared.
    """

    row: int
    column: str | None
    what: str
    remedy: str
    kept: bool
    case: str | None = None

    @property
    def failure(self) -> bool:
        """Whether somebody must settle it; what is kept, and what is rightly left aside (a total), asks for nothing."""
        return not self.kept and self.remedy != NOTHING

    def __str__(self) -> str:
        where = f"row {self.row}" if self.column is None else f"row {self.row}, column “{self.column}”"
        return f"{where}: {self.what}; {self.remedy}."


class ChosenColumn(Frozen):
    """A column of the file and the field it is read as; `guessed` where nobody said so."""

    field: str
    column: str
    guessed: bool


class ClaimsFile(Frozen):
    """A claim file as it was read.

    `source` is the path as shown to people, `digest` the SHA-256 of the file's bytes, `rows` the number of rows of the table
    that hold anything. Each of them is a line, or has exactly one fault that is not kept. `unused` are titles of columns
    that are not read.
    """

    source: str
    digest: str
    rows: int
    lines: tuple[ClaimLine, ...]
    faults: tuple[ClaimFault, ...]
    columns: tuple[ChosenColumn, ...]
    unused: tuple[str, ...]
