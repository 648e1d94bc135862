"""What a run keeps for the next one, and what is said where it does not come to its end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from auditor.errors import StoreError

if TYPE_CHECKING:
    from auditor.notes.location import Location
    from auditor.notes.seen import Seen
    from auditor.store.finished import Work

_SIGNALLED: Final = 128  # a shell's exit status of what a signal has ended is this and the signal's number
_INTERRUPT: Final = _SIGNALLED + 2


@contextmanager
def keeping(out: Path, opened: Callable[[], Work] | None) -> Iterator[Work | None]:
    """The finished audits of the folder `out`, which no other run may write into meanwhile; None where none are to be kept.

    Where the run is ended, says how much is kept. Raises OutputError and StoreError.
    """
    from auditor.report.files import alone_in

    with alone_in(out):
        work, masked = None, opened is None
        try:
            work = opened() if opened else None
            with work or nullcontext():
                yield work
        except KeyboardInterrupt:
            _say_stopped(work, masked=masked)
            sys.exit(_INTERRUPT)
        except SystemExit as end:
            if isinstance(end.code, int) and end.code > _SIGNALLED:
                _say_stopped(work, masked=masked)
            raise
        except Exception:
            if work and work.made + work.taken:
                click.echo(_kept(work), err=True)
            raise


def settle(work: Work, *, complete: bool) -> None:
    """Tidy up, once all outputs are in their place, and say what was taken from an earlier run."""
    with suppress(StoreError):  # nothing is lost by what is there beyond need, and the next run takes it away
        work.settle(complete=complete)
    if work.taken:
        many = "1 audit was" if work.taken == 1 else f"{work.taken:,} audits were"
        click.echo(f"{many} finished by an earlier run, and taken from {work.shown}.", err=True)


def seen_again(
    seen: tuple[Seen, ...], notes: Sequence[Path | Location], claims: Path | None, out: Path, *, pictures: bool
) -> tuple[Seen, ...]:
    """What is seen, the same for a run that goes on: where outputs lie among the notes, only now those of a run are there."""
    from auditor.notes.walk import walk

    place = out.resolve()
    among = any(isinstance(root, Path) and place.is_relative_to(root.resolve()) for root in notes)
    return walk(notes, claims, pictures=pictures) if among else seen


def _say_stopped(work: Work | None, *, masked: bool) -> None:
    kept = "a masked run keeps no finished audits; the same command begins again." if masked else _kept(work)
    click.echo(f"auditor: stopped; {kept}", err=True)


def _kept(work: Work | None) -> str:
    many = work.made + work.taken if work else 0
    if work is None or not many:
        return "no note was finished yet; give the same command again."
    notes = "1 note is" if many == 1 else f"{many:,} notes are"
    return f"{notes} finished and kept in {work.shown}; the same command goes on from there."
