"""The facts of a text, read with the rules that ship."""

from __future__ import annotations

from auditor.facts.assemble import assemble
from auditor.facts.established import Facts
from auditor.model import Defect, Graft
from tests.language.kit import rules, sight

CREST = "The right iliac crest was harvested on the deep circumflex iliac vessels."
LEG = "The right fibula was harvested on the peroneal vessels."
JOINED = (
    "The pedicle was divided. The flap artery was anastomosed end-to-side to the anterior tibial artery "
    "and the vein end-to-end to a vena comitans."
)
# A report that documents every element but pathology, which its diagnosis does not require.
FULL = """PREOPERATIVE DIAGNOSIS: Infected nonunion of the left tibia with bone loss.
OPERATION PERFORMED: Free iliac crest flap to the left tibia.
COMPLICATIONS: None.

INDICATIONS: He had two failed plates and a bone graft that did not unite. Living bone was chosen to achieve union.

IMAGING: CT of the left tibia shows the nonunion.

OPERATIVE TECHNIQUE: The nonunion of the left tibia was cut out; the gap measured 6 cm. The right iliac crest was harvested on the
deep circumflex iliac vessels with a skin paddle of 8 x 5 cm. The pedicle was divided. The bone was fixed in the gap with a
locking plate. The flap artery was anastomosed end-to-side to the anterior tibial artery and the vein end-to-end to a vena
comitans. After release of the clamps the bone bled briskly. The groin was closed in layers over a
drain. The leg was closed with nylon.
"""


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


def defect(told: str, title: str = "Free fibula flap to the left tibia.", before: str = "", after: str = "") -> Defect:
    """The defect of a fibula flap's report."""
    found = facts(before + note(title, told, LEG, JOINED) + after).defect
    assert found is not None
    return found


def states(text: str) -> dict[str, str]:
    """Each element and its state."""
    return {name: str(state) for name, state in facts(text).elements.items()}


def joined(told: str) -> Graft:
    """The graft of a fibula flap to the left tibia whose vessels were joined so."""
    return graft("Free fibula flap to the left tibia.", LEG, told)
