"""The reason in one sentence: what was transferred, and what decides or is missing."""

from __future__ import annotations

from auditor.decide.codes import Verdict
from auditor.facts.established import Facts
from auditor.model import Graft, Status

_SKIN = {"present": "with skin", "absent": "without skin", "undocumented": "with no word on skin"}
_UNUSUAL = {"undocumented": "bone from an unnamed donor", "other": "bone from an unusual donor"}


def reason(status: Status, facts: Facts, verdicts: tuple[Verdict, ...]) -> str:
    """One sentence for the report; it names the graft, the place, and the row that decided."""
    if status is Status.NOT_APPLICABLE:
        return "No vascularised bone transfer performed in this operation is documented."
    told = "; ".join(graft_words(graft) for graft in facts.grafts)
    place = _place(facts)
    return f"{told[0].upper()}{told[1:]}{place}: {_deciding(status, verdicts)}"


def graft_words(graft: Graft) -> str:
    """A graft in a few words: "free left rib without skin"."""
    donor = _UNUSUAL.get(graft.donor_site) or graft.donor_site.replace("_", " ")
    side = f"{graft.laterality} " if graft.laterality else ""
    how = {"free": "free", "pedicled": "pedicled", "undocumented": "claimed vascularised"}[graft.vascularity]
    return f"{how} {side}{donor} {_SKIN[graft.skin_paddle]}"


def _place(facts: Facts) -> str:
    if facts.defect is None or facts.defect.location is None:
        return ""
    side = f"{facts.defect.laterality} " if facts.defect.laterality else ""
    return f" to the {side}{facts.defect.location}"


def _deciding(status: Status, verdicts: tuple[Verdict, ...]) -> str:
    """The status row that decided, in its own words, with the first letter lowered."""
    rows = [v.status for v in verdicts if v.status.status == str(status)] or [verdicts[0].status]
    text = rows[0].reason
    return text[0].lower() + text[1:]
