"""Audits operative notes for vascularised bone transfer codes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.engine.one import Auditor
    from auditor.model import Audit

__all__ = ["__version__", "audit"]
__version__ = "0.1.0"


def audit(text: str, *, id: str = "note") -> Audit:
    """Audit the text of one note with the rules that ship, and return the answer that the record would hold.

    `id` names the note in the answer. The same text always gives the same `Audit`. Raises RuleError where the rule
    files cannot be used. To audit many notes with rules of your own, build an `auditor.engine.one.Auditor`.

    >>> import auditor
    >>> answer = auditor.audit('''
    ... PROCEDURE PERFORMED: Free vascularized iliac crest bone flap to the left tibia.
    ... DESCRIPTION OF PROCEDURE: The right iliac crest was harvested on the deep circumflex iliac vessels as a bone-only flap
    ... without a skin paddle. The pedicle was divided. The artery was anastomosed end-to-side to the anterior tibial artery
    ... and the vein end-to-end to a vena comitans.
    ... ''')
    >>> answer.status.value, answer.best_fit
    ('supported', ('20956',))
    >>> answer.grafts[0].donor_site, answer.grafts[0].laterality, answer.grafts[0].skin_paddle
    ('iliac_crest', 'right', 'absent')
    """
    from auditor.engine.garbage import never_collected

    with never_collected():
        from auditor.model import Note

        return _shipped().audit(Note(id=id, text=text))


@lru_cache(maxsize=1)
def _shipped() -> Auditor:
    """Build the auditor on first use, not at import: reading the rules and building the pipeline take a moment."""
    from auditor.engine.one import Auditor

    return Auditor()
