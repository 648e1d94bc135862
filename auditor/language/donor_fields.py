"""Fields and openings that call what follows the donor: "Donor: [x] rib  [ ] fibula", "From the left foot: second metatarsal"."""

from __future__ import annotations

import re

from auditor.language.boxes import ANY_BOX, SIGNS
from auditor.language.reading import Reading

# Boxes with their words, each read once: brackets and signs begin no second reading of the same row.
_BOXES = rf"(?:{ANY_BOX}(?:(?!{ANY_BOX})[^\[\]{SIGNS}])*+)++"
# A template's field that names the donor: "Donor | L second metatarsal", "Donor site: right fibula".
_DONOR_LABEL = re.compile(
    r"[\s|*\-\u2022]*(?:(?:bone|flap) )?donor(?: (?:site|bone|flap|side|ilium|crest|leg|foot|hip|rib|scapula))?\s*[|:.\t]+"
    rf"(?:[^|:\[]{{0,24}}|[^|:\[{SIGNS}]*{_BOXES})\Z",
    re.IGNORECASE,
)
# A field of the part of a form that tells of the flap or its donor: "1. DONOR", and below it "Site | [x] rib  [ ] fibula".
_DONOR_HEAD = re.compile(
    r"[\s*#\d.)]*(?:[A-Z][.)]\s*)?(?:bone |free )?(?:donor|flap)(?: (?:site|bone|flap|side))?[ \t:.]*\Z", re.IGNORECASE
)
_DONOR_FIELD = re.compile(
    r"[\s|*\-\u2022]*(?:site|bone|graft|flap)\s*[|:.\t]+"
    rf"(?:[^|:\[{SIGNS}\n]{{0,24}}|[^|:\[{SIGNS}]*{_BOXES})\Z",
    re.IGNORECASE,
)
_BLOCK = 12  # lines
# A field that lists what a flap is made of: "Components: skin 8 x 5 cm; radius, 5.6 cm".
_COMPONENTS = re.compile(
    r"[\s|*\-\u2022]*(?:flap )?(?:components?|composition|constituents)(?: of (?:the )?flap)?\s*[|:.\t]+[^:|\[\n]*\Z",
    re.IGNORECASE,
)
_BOX_BELOW = re.compile(rf"[ \t]{{4,}}{ANY_BOX}")
# Where a sentence opens with the place that gives: "From the left foot: second metatarsal with ...".
_GIVEN_FROM = re.compile(
    r"(?:^|[.;:]\s+|\n\s*)from (?:the |his |her )?(?:left |right |same |opposite |other )?"
    r"(?:foot|leg|calf|knee|thigh|hip|groin|pelvis|flank|chest|back|shoulder|arm|forearm)\s*[:,\-]\s*(?:the |a )?\Z",
    re.IGNORECASE,
)
# One of several flaps: "FLAP 2: Left scapular tip, bone only".
_NUMBERED = re.compile(
    r"[\s|*\-\u2022]*(?:(?:first|second|third|1st|2nd|3rd) (?:bone |free )?flap"
    r"|(?:(?:free|bone) )?flap (?:no\.? ?|# ?)?(?:[1-4]|one|two|i{1,3}|[ab]))\s*[:.)\-]\s*[^|:\[\n]{0,24}\Z",
    re.IGNORECASE,
)
_GIVEN_WITHIN = 48  # characters


def is_given(reading: Reading, start: int) -> bool:
    """Whether a label or the opening of the sentence calls what begins at `start` the donor."""
    text = reading.text
    line = text.rfind("\n", 0, start) + 1
    while line and _BOX_BELOW.match(text, line):  # a row of boxes that goes on in the next line
        line = text.rfind("\n", 0, line - 1) + 1
    if _DONOR_LABEL.match(text, line, start) or _COMPONENTS.match(text, line, start) or _NUMBERED.match(text, line, start):
        return True
    if _DONOR_FIELD.match(text, line, start) and _in_donor_block(text, line):
        return True
    return _GIVEN_FROM.search(reading.text, max(start - _GIVEN_WITHIN, 0), start) is not None


def _in_donor_block(text: str, line: int) -> bool:
    """Whether the heading right above a line, or above the rows of its table, is that of the flap or the donor."""
    for _ in range(_BLOCK):
        above = text.rfind("\n", 0, max(line - 1, 0)) + 1
        words = text[above : max(line - 1, 0)].strip()
        if not words.startswith(("|", "+")):
            return _DONOR_HEAD.match(words) is not None
        line = above
    return False
