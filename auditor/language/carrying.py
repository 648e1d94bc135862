"""What a flap takes along: skin that goes with its bone, and bone that goes with a muscle flap."""

from __future__ import annotations

from auditor.language.reading import Mention, Reading
from auditor.language.words import words

NAMING = frozenset({"title", "header", "booked", "procedure"})
_WITHIN = 7  # words
_RAISED = words("taken raised elevated harvested included incorporated islanded")
_RAISED_FROM = frozenset({"off", "from", "away", "back", "out", "to"})
_OTHER_SKIN = words(
    "graft grafts grafted split thickness meshed full scar closed closure sutured staples incision incised edges "
    "over loss defect ulcer necrotic excised graft. margin"
)
_CARRYING = frozenset({"with", "carrying", "bearing", "including", "incorporating", "plus", "+"})
_BEFORE_BONE = words(
    "the a an its his her left right l r fifth sixth fourth seventh 5th 6th 4th 7th vascularized segment of part piece strip "
    "segments pieces strips one two three ribs"
)
_MUSCLE = words("muscle dorsi major anterior flap composite")
_DENYING = frozenset({"not", "never", "none", "nothing", "neither"})
_AT_MOST = 6  # words: "with a segment of the right"


def is_carried(reading: Reading, skin: Mention) -> bool:
    """Whether bare skin is told to go with a flap: "second metatarsal with dorsum-of-foot skin", "skin taken with ..."."""
    words = reading.tokens.words
    before, after = words[max(skin.first - _WITHIN, 0) : skin.first], words[skin.last : skin.last + _WITHIN]
    if _OTHER_SKIN & {*before, *after}:
        return False
    flapped = any(
        m.concept in {"flap", "flap_name"} or (m.concept, m.role) == ("bone", "flap") for m in reading.in_sentence(skin.first)
    )
    named = reading.section_of(skin.first).kind in NAMING
    raised = next((number for number, word in enumerate(after) if word in _RAISED), 0)
    if _DENYING & set(after[:raised]):
        return False  # "the skin was opened and not taken"
    return (named and flapped and "with" in before) or (bool(_RAISED & set(after)) and not _RAISED_FROM & set(after))


def goes_with_muscle(reading: Reading, bone: Mention) -> bool:
    """Whether a title names a muscle flap and the bone that it carries: "pectoralis major flap with the fifth rib"."""
    if reading.section_of(bone.first).kind not in NAMING:
        return False
    words, sentence = reading.tokens.words, reading.sentence
    for token in range(bone.first - 1, max(bone.first - 1 - _AT_MOST, -1), -1):
        if sentence[token] != sentence[bone.first]:
            return False
        if words[token] in _CARRYING:
            flaps = (m for m in reading.in_sentence(token) if m.concept == "soft_flap" and m.last <= token)
            return any(set(words[m.last : token]) <= _MUSCLE for m in flaps)
        if words[token] not in _BEFORE_BONE:
            return False
    return False
