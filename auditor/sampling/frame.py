"""A folder of notes, a claim file or a record -> the frame: everything that a sample can be drawn from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from pathlib import Path

from auditor.claims.model import ClaimsFile
from auditor.claims.read import read_claims
from auditor.errors import NoteError, SampleError
from auditor.model import Note
from auditor.notes.opening import opened
from auditor.notes.read import FileReader
from auditor.notes.seen import ToRead, shown
from auditor.notes.walk import walk
from auditor.sampling.claims import claim_units
from auditor.sampling.model import Frame, Kind, LeftAside, Unit
from auditor.sampling.runs import is_billing, read_audits, read_cases

ReadClaims = Callable[[Path], ClaimsFile]
_MEND = "name a folder of notes, a claim file, an audit.jsonl or a billing.jsonl that holds something"


def read_frame(path: Path, transfers: Collection[str] = (), read: ReadClaims = read_claims) -> Frame:
    """Read everything that can be drawn from `path`; whatever cannot be is listed with why.

    `transfers` are the codes that count where cases are told apart by code, `read` reads a claim file.
    Raises SampleError, or the error of the file's own kind.
    """
    where = shown(path)
    if path.is_dir():
        return _frame("notes", where, *_notes(path))
    if path.suffix.lower() != ".jsonl":
        return _frame("claims", where, *claim_units(read(path), transfers))
    if is_billing(path):
        return _frame("cases", where, read_cases(path, transfers), ())
    return _frame("audits", where, read_audits(path), ())


def _frame(kind: Kind, where: str, units: Iterable[Unit], left: Iterable[LeftAside]) -> Frame:
    found = sorted(units, key=lambda unit: unit.id.encode())
    if not found:
        raise SampleError(where, "there is nothing to draw from", _MEND)
    if any(not unit.id.isprintable() for unit in found):
        raise SampleError(where, "the name of a unit holds a line break or another sign that cannot be printed", "rename it")
    if len({unit.id for unit in found}) < len(found):
        raise SampleError(where, "two units have the same name, so that neither can be told from the other", "rename one")
    return Frame(kind=kind, units=tuple(found), left_aside=tuple(left))


def _notes(folder: Path) -> tuple[list[Unit], list[LeftAside]]:
    """Every file that looks like a note, also those that an audit could not read: a sample may not pass them over."""
    units, left = [], []
    with FileReader() as reader:
        for seen in walk([folder]):
            if isinstance(seen, ToRead):
                units.append(_note(seen, folder, reader))
            elif seen.failure:
                left.append(LeftAside(name=_below(seen.source, folder), why=seen.reason))
    return units, left


def _below(source: str, folder: Path) -> str:
    return os.path.relpath(source, shown(folder)).replace(os.sep, "/")


def _note(seen: ToRead, folder: Path, reader: FileReader) -> Unit:
    path = seen.local
    try:
        with opened(path, follow=seen.named) as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise SampleError(
            shown(path), f"it cannot be read ({type(problem).__name__})", "see to its rights, and draw again"
        ) from None
    except NoteError as problem:
        raise SampleError(shown(path), problem.reason, problem.remedy) from None
    return Unit(id=shown(path.relative_to(folder)), digest=content, place=shown(path), note=_text_digest(seen, reader))


def _text_digest(seen: ToRead, reader: FileReader) -> str | None:
    """The digest by which records know the note; None where no audit can read it, or reads several in the file."""
    found = list(islice(reader.notes(seen), 2))
    return found[0].digest if len(found) == 1 and isinstance(found[0], Note) else None
