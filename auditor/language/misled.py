"""Cues that mean something else where they stand: "teres sewn back" gives nothing up, "No. 1 Vicryl" denies nothing."""

from __future__ import annotations

from auditor.language.reading import Mention, Reading
from auditor.language.words import words
from auditor.model import Assertion

_MANNERS = words(
    "tension difficulty trouble delay strain kinking kink twisting twist incident event events undue damage problem problems"
)
_ON_FLAP = words("them it its perforators perforator septum bone flap graft block transplant")
_NAME_WITHIN = 3  # words
_UNITS = frozenset({"cm", "mm", "centimeters", "millimeters"})
_MUSCLES = words("teres muscle muscles latissimus serratus obliques oblique abdominals gluteals soleus major deltoid iliacus")
_ONTO = frozenset({"the", "its", "his", "her", "this", "a", "into", "in", "onto", "between", "back"})
_AS = frozenset({"as", "than", "of", "from", "to", "in"})
_AS_MARKED = words("as marked agreed signed written stated recorded")
_PLANS = frozenset({"plan", "plans", "planned"})
_NOT_YET_MOVED = (["transferred"], ["transplanted"], ["inset"], ["detached"])
_RAISED = frozenset({"flap", "flap_name", "bone"})
_UNDONE = frozenset({"undivided", "unjoined"})
_IN_PLACE = frozenset({"fixation", "closure"})
_PUT_BACK = (["put", "back"], ["laid", "back"], ["set", "back"])
_DENYING = (["not"], ["never"])
_GIVING_UP = (["discarding"], ["sacrificing"], ["removing"], ["excising"], ["wasting"])
_UNWRITTEN = frozenset({"recorded", "stated", "documented", "noted", "dictated", "specified", "mentioned"})


def is_misled(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether the words of a cue mean something else where they stand."""
    words = reading.tokens.words
    if _spares(words, cue, mention) or _tells_of_figures(reading, cue, mention) or _changes_plan(words, cue):
        return True
    if words[cue.last - 1] == "not" and set(words[cue.last : cue.last + 1]) & _UNWRITTEN:
        return True  # "technique: not recorded" says nothing of the deed
    if _says_it_itself(words, cue, mention) or (mention.concept in _IN_PLACE and _holds_all_the_same(words, cue)):
        return True
    if (
        mention.concept == "complication"
        and cue.first >= mention.last
        and words[cue.first - 1] in _AS
        and words[cue.first] in _PLANS
    ):
        return True  # "no complications, as planned" tells of a course that kept to its plan
    if cue.rule.id == "none-after" and words[cue.first - 1 : cue.first] in _DENYING:
        return True  # "the paddle was not discarded"
    if words[cue.first] == "instead" and words[cue.last : cue.last + 1] in _GIVING_UP:
        return True  # "instead of discarding the paddle we trimmed it"
    before = words[cue.first - 1] if cue.first else ""
    if before in _AS_MARKED and "consent" in words[cue.first : cue.last]:
        return True  # "it was the right foot, as marked on the consent form"
    if words[cue.first] == "left" and before in _UNITS:
        return True  # "7 cm left behind at each end": of the bone, the rest of which was taken
    if words[cue.first] in {"sewn", "sutured", "stitched", "tied"} and _MUSCLES & set(words[max(cue.first - 2, 0) : cue.first]):
        return True  # "teres sewn back", "teres being tied back" gives nothing up
    return mention.cm is not None and words[cue.first] == "left"  # "a gap of 4 cm was left behind" measures it


def _changes_plan(words: list[str], cue: Mention) -> bool:
    """Whether a plan is one that was changed: what follows was done ("Change of plan: free fibula")."""
    return words[cue.first] in _PLANS and words[max(cue.first - 2, 0) : cue.first] == ["change", "of"]


def _tells_of_figures(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether an error is one of figures: "correction of dictation error: the paddle was transcribed as 16 by 6 cm"."""
    wrong = "error" in reading.tokens.words[cue.first : cue.last] and mention.concept == "skin"
    return wrong and any(m.cm is not None for m in reading.in_sentence(mention.first))


def _spares(words: list[str], cue: Mention, mention: Mention) -> bool:
    """Whether a denial leaves a noun, or what stands before it, as it is: "two grafts, neither of which took"."""
    if cue.rule.scope == "noun":
        return _means_no_noun(words, cue, mention)
    if mention.last > cue.first:
        return False
    if mention.cm is not None and words[cue.last : cue.last + 1] == ["there"]:
        return True  # "45 mm that is not there"
    if mention.concept == "region" and "meet" in words[cue.last : cue.last + 2]:
        return True  # "the skin of the leg would not quite meet": the leg is there
    return words[cue.first] == "neither" and words[cue.last : cue.last + 1] == ["of"]


def _means_no_noun(words: list[str], cue: Mention, mention: Mention) -> bool:
    """Whether the words of a cue before a noun leave this noun alone."""
    after = words[cue.last : cue.last + 1]
    if cue.rule.id == "undecided":
        return after != ["-"]  # "signals +/+" leaves nothing open
    if words[cue.first] == "too" and mention.concept != "technique":
        return True  # "too short for the gap": the gap is there
    if words[cue.last - 1] == "without" and _MANNERS & set(words[cue.last : cue.last + 2]):
        return True  # "sutured without tension" denies no more than the tension
    return bool(after) and after[0][0].isdigit()  # "No. 1 Vicryl" counts, it does not deny


def _says_it_itself(words: list[str], cue: Mention, mention: Mention) -> bool:
    """Whether a denial is what a mention says: "neither sought nor kept", "the vessels were not cut nor sutured"."""
    if mention.rule.value in _UNDONE and cue.rule.value == Assertion.NEGATED:
        return True
    return mention.rule.value == "bare" and "neither" in words[mention.first : mention.last]


def _holds_all_the_same(words: list[str], cue: Mention) -> bool:
    """Whether screws and sutures are in place whatever the cue says: "put back with two screws", a frame "as a backup"."""
    spare = words[cue.first] in {"backup", "back"} and cue.rule.value == Assertion.CONSIDERED
    return spare or words[cue.first : cue.last] in _PUT_BACK


def goes_on_otherwise(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether the words behind a cue show that it denies or puts off something else."""
    words = reading.tokens.words
    if words[cue.last - 1] == "not" and words[cue.last : cue.last + 1] in _NOT_YET_MOVED and mention.concept in _RAISED:
        return True  # "MFT flap elevated, NOT transferred": it was raised
    after = words[cue.last] if cue.last < len(words) else ""
    if words[cue.last - 1] in {"none", "not"} and after in {"in", "into", "through"} and mention.concept == "fixation":
        return True  # "two screws in each stump and none in the graft" denies one place
    if words[cue.first] == "left" and after.isdigit():
        return True  # "four screws left behind 45": a tooth
    if words[cue.last - 1] in {"follow", "dropped"} and after in _ONTO:
        return True  # "bent to follow the arch", "was dropped into the plate"
    return words[cue.last - 1] == "on" and _names_flap(reading, cue.last)  # "skin was left on them"


def _names_flap(reading: Reading, first: int) -> bool:
    """Whether the words from `first` on name the flap or the bone that it is of: "stayed on the 2nd MT shaft"."""
    words = reading.tokens.words
    if _ON_FLAP & set(words[first : first + 3]):
        return True
    return any(m.concept == "bone" and "shaft" in words[m.first : m.last] for m in reading.between(first, first + _NAME_WITHIN))
