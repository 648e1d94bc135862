"""One tree of errors and the one place where exit codes are named.

Messages are one sentence each: what is wrong, where, what to do. They never hold note text.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit status of every command."""

    OK = 0
    INCOMPLETE = 1
    WRONG_USE = 2


class AuditorError(Exception):
    """Root of all errors that a user can meet; `exit` is the status the command ends with."""

    exit: Exit = Exit.WRONG_USE


class PlacedError(AuditorError):
    """A file that cannot be used: `where` is the file and its part, `what` is wrong, `remedy` is what to do."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}.")
        self.where = where
        self.what = what
        self.remedy = remedy


class RuleError(PlacedError):
    """A rule file that cannot be used; it stops the run before the first note."""


class GoldError(PlacedError):
    """A gold file that cannot be used; it stops an evaluation before the first note."""


class RecordError(PlacedError):
    """A record that cannot be read back; what is made from it is not begun."""


class TableError(PlacedError):
    """A table that cannot be read, whatever it was to hold; who asked for it says what becomes of that."""


class ClaimsError(PlacedError):
    """A claim file that cannot be used at all; it stops the run before the first note."""


class FeeError(PlacedError):
    """A fee schedule, or an official file that one is to be made of, that cannot be used."""


class SampleError(PlacedError):
    """A frame that no sample can be drawn from, or a recorded sample that cannot be used."""


class LocationError(PlacedError):
    """A location beyond this machine that cannot be looked into; the run is not begun."""


class OcrError(AuditorError):
    """Scans cannot be read on this machine as it was asked for."""


class LetterError(AuditorError):
    """A letter that cannot be made as it was asked for."""


class NoteError(AuditorError):
    """A file that cannot be read as a note; it becomes a row under Not audited."""

    exit = Exit.INCOMPLETE

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}.")
        self.reason = reason
        self.remedy = remedy


class ScanError(NoteError):
    """A file whose text is in pictures, and would be read where OCR was asked for."""


class OutputError(AuditorError):
    """An output folder or file that cannot be written."""


class TrailError(AuditorError):
    """A folder whose audit trail cannot be checked, or to which none can be added."""


class StoreError(AuditorError):
    """A store, of reviews or of finished audits, that cannot be opened, read or written."""


class EngineError(AuditorError):
    """Processes or a cluster that should audit notes and cannot be had, or were lost; what is finished is kept."""


class WorkbookError(AuditorError):
    """A workbook whose reviews cannot be taken in; nothing of it is. `faults` names cells, each in one sentence."""

    exit = Exit.INCOMPLETE

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults
