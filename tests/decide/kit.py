"""Short notes of whole operations, and the answer to each."""

from __future__ import annotations

from functools import cache

from auditor.engine.one import Auditor
from auditor.model import Audit, Note

# How a flap is joined that needs nothing else to be free.
JOINED = (
    "The pedicle was divided. The flap artery was anastomosed end-to-side to the {artery} "
    "and the vein end-to-end to a vena comitans."
)


@cache
def shipped() -> Auditor:
    """The auditor with the rules in `patterns/`."""
    return Auditor()


def answer(text: str) -> Audit:
    """The audit of one text."""
    return shipped().audit(Note(id="note", text=text))


def note(title: str, *told: str, artery: str | None = "anterior tibial artery") -> str:
    """A report with a title and a description that ends with the joining of the vessels, if an `artery` is named for it."""
    joined = [JOINED.format(artery=artery)] if artery else []
    return f"OPERATION PERFORMED: {title}\n\nDESCRIPTION OF PROCEDURE: {' '.join((*told, *joined))}\n"


def fired(audit: Audit) -> list[str]:
    """The rows of the tables that decided, in order."""
    return [step.row for step in audit.path if step.fired]
