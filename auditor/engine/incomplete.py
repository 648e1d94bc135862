"""Where the audit of a note broke off, told by names that hold no word of the note."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Final

from auditor.model import Note
from auditor.notes.seen import NotAudited

_ROOMS: Final = ("auditor.language.", "auditor.facts.", "auditor.decide.")
_RULES: Final = "auditor.rules."
_REMEDY: Final = (
    "audit it by hand, and report the fault without the note; until it is mended, nothing is known of what the note documents"
)
_SMALLER: Final = "see what the file holds, and split it into its notes; the limits stand in patterns/limits.toml"


def incomplete(note: Note, fault: Exception) -> NotAudited:
    """The row of a note on which a rule or a step could not run: nothing of its audit counts, since part of it is missing.

    Of the fault only the type is kept, as its message could quote the note.
    """
    frames = list(_frames(fault.__traceback__))
    step = next((name for frame in reversed(frames) if (name := _step(frame))), None)
    rule = next((name for frame in reversed(frames) if (name := _rule(frame))), None)
    what = f"the rule {rule}" if rule else f"the step {step}" if step else "a step"
    where = f"{type(fault).__name__} in {step}" if rule and step else type(fault).__name__
    reason = f"the audit is incomplete: {what} could not run on this note ({where})"
    return NotAudited(note.source, reason, _REMEDY, incomplete=True)


def unfinished(note: Note, fault: BaseException, seconds: float) -> NotAudited:
    """The row of a note whose time was over, with the step that it was over in."""
    step = next((name for frame in reversed(list(_frames(fault.__traceback__))) if (name := _step(frame))), "audit")
    took = f"with the reading of the file it took longer than {seconds:g} seconds"
    reason = f"the audit is incomplete: {took}, and was ended in the step {step}"
    return NotAudited(note.source, reason, _SMALLER, incomplete=True)


def _frames(trace: TracebackType | None) -> Iterator[FrameType]:
    while trace is not None:
        yield trace.tb_frame
        trace = trace.tb_next


def _step(frame: FrameType) -> str | None:
    """`facts/skin` for a function of `auditor.facts.skin`."""
    module: str = frame.f_globals.get("__name__", "")
    return module.removeprefix("auditor.").replace(".", "/") if module.startswith(_ROOMS) else None


def _rule(frame: FrameType) -> str | None:
    """The name of the rule that a function was called for; a variable could be left from a loop that went well."""
    if _step(frame) is None:
        return None
    arguments = inspect.getargvalues(frame)
    for name in arguments.args:
        value = arguments.locals.get(name)
        for one in (value, getattr(value, "rule", None)):
            if type(one).__module__.startswith(_RULES) and isinstance(found := getattr(one, "id", None), str):
                return found
    return None
