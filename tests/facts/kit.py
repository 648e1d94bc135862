"""The facts of a text, read with the rules that ship."""

from __future__ import annotations

from auditor.facts.assemble import assemble
from auditor.facts.established import Facts
from auditor.model import Graft
from tests.language.kit import rules, sight

CREST = "The right iliac crest was harvested on the deep circumflex iliac vessels."
LEG = "The right fibula was harvested on the peroneal vessels."
JOINED = (
    "The pedicle was divided. The flap artery was anastomosed end-to-side to the anterior tibial artery "
    "and the vein end-to-end to a vena comitans."
)


def facts(text: str) -> Facts:
    """What the note establishes."""
    return assemble(sight(text), rules().anatomy, rules().elements)


def note(title: str, *told: str) -> str:
    """A report with a title and a description."""
    return f"OPERATION PERFORMED: {title}\n\nDESCRIPTION OF PROCEDURE: {' '.join(told)}\n"


def grafts(title: str, *told: str) -> tuple[Graft, ...]:
    """The grafts of a report."""
    return facts(note(title, *told)).grafts


def graft(title: str, *told: str) -> Graft:
    """The only graft of a report."""
    (only,) = grafts(title, *told)
    return only
