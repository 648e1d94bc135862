"""Skin that was drawn or raised and then given up, thrown away or put back."""

from __future__ import annotations

import re

from auditor.facts.index import Index, has, start_of
from auditor.language.boxes import ANY_BOX, EMPTY_BOX, TICKED_BOX
from auditor.language.sighting import BLANK, Sighting
from auditor.model import Assertion

_EMPTY_BEFORE = re.compile(rf"{EMPTY_BOX}\s{{0,2}}\Z")
_ENDS_OPTION = re.compile(rf"[ \t]*(?:[\n,;(|\[]|\Z|{ANY_BOX}|[ \t]{{2}})")
_BONE_TICKED = re.compile(
    rf"{TICKED_BOX}\s{{0,2}}(?:vasculari[sz]ed )?bone(?: only| flap| graft)?{_ENDS_OPTION.pattern}", re.IGNORECASE
)
_LINE, _BOX = 160, 6  # characters
_OFF = re.compile(r"\b(?:off|from)\s+(?:of\s+)?(?:the|its|this)\s+\Z", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:second|other|another|excess|redundant|surplus|extra|remaining|rest|scarred|tip|part|half|edge|corner|margin|third)\b[^.;]*\Z",
    re.IGNORECASE,
)
_IT = re.compile(r"\bit\b", re.IGNORECASE)
_WAS = re.compile(r"\s+(?:(?:itself|was|were|is|not|never)\s+)+", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:to|will|can|may|shall)\s+be\s+\Z", re.IGNORECASE)  # "island to be cut away at day 12"
# "Bone and skin": so near, in characters, that both are the subject of one sentence.
_TOGETHER = 9
# "The planned paddle was given up": words that tell of a plan or a change say as much.
_GIVEN = frozenset({Assertion.DISCONTINUED, Assertion.PLANNED, Assertion.CONVERTED})
_GIVEN_UP_WITHIN = 3  # sentences
_SPOKEN_OF = frozenset({"bone", "flap", "flap_name", "soft_flap", "skin"})
_NEAR = 60  # characters


def left_unticked(skin: Sighting) -> bool:
    """Whether a form lists what a flap is made of, and of bone and skin only the bone is ticked: "[x] Bone  [ ] Skin paddle"."""
    if skin.why != BLANK:
        return False
    place = skin.evidence
    text = place.statements.text
    ahead, behind = text[max(place.start - _LINE, 0) : place.start], text[place.end : place.end + _LINE]
    if _EMPTY_BEFORE.search(ahead[-_BOX:]) is None or _ENDS_OPTION.match(behind) is None:
        return False
    line = ahead.rsplit("\n", 1)[-1] + place.quote + behind.split("\n", 1)[0]
    return _BONE_TICKED.search(line) is not None


def is_alone(index: Index, verb: Sighting) -> bool:
    """Whether the clause of a denied verb names nothing else that it could be said of."""
    return _is_bare(index, verb) and not any(
        f.concept in {"soft_flap", "vessel"} or (f.concept == "skin" and f.value != "touched") for f in index.clause(verb)
    )


def given_up(index: Index, finding: Sighting) -> bool:
    """Whether a paddle that was drawn or raised was then thrown away, or decided against."""
    if has(index.sentence(finding.sentence), "skin", "refused"):
        return True
    for other in index.sentence(finding.sentence):
        later = other.concept == "skin" and start_of(other) > start_of(finding)
        if later and finding.assertion is not Assertion.PRIOR and is_denied_verb(other) and is_alone(index, other):
            return True  # "drawn but not raised"
        thrown = later and other.value == "thrown" and (other.accepted or other.assertion in _GIVEN)
        if thrown and _is_said_of(index, finding, other):
            return not _with_bone(index, finding)
    if not _is_last_skin(index, finding):
        return False
    for number in range(finding.sentence + 1, finding.sentence + 1 + _GIVEN_UP_WITHIN):
        if _is_thrown(index, number) or _is_refused(index, number):
            return True
        if any(f.concept in _SPOKEN_OF for f in index.sentence(number)):
            return False  # something else is spoken of, which "it" may mean
    return False


def _is_refused(index: Index, number: int) -> bool:
    """Whether a sentence without a subject gives up what the one before drew: "Decided against, never raised."."""
    here = index.sentence(number)
    verb = next((f for f in here if f.concept == "skin" and (f.value == "refused" or is_denied_verb(f))), None)
    if verb is None or _is_of_region(index, verb):
        return False
    if not (_is_bare(index, verb) if verb.value == "refused" else is_alone(index, verb)):
        return False
    return not any(f.concept == "skin" and f.value in {"present", "named"} and start_of(f) < start_of(verb) for f in here)


def _is_of_region(index: Index, verb: Sighting) -> bool:
    """Whether a part of the body is the subject of a denied verb: "The toe was not touched"."""
    place = verb.evidence
    regions = (f.evidence for f in index.clause(verb) if f.concept == "region" and start_of(f) < start_of(verb))
    return any(_WAS.fullmatch(place.statements.text, region.end, place.start) for region in regions)


def is_denied_verb(finding: Sighting) -> bool:
    """Whether a verb that may be said of skin is denied: "never raised"."""
    return finding.value == "touched" and denied(finding)


def _is_said_of(index: Index, skin: Sighting, thrown: Sighting) -> bool:
    """Whether what is thrown away may be this skin: nothing else is named in the clause that says so."""
    place = thrown.evidence
    if _TO_COME.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None:
        return False
    if thrown.clause != skin.clause and not _is_bare(index, thrown):
        return False
    named = (f for f in index.clause(thrown) if f.concept == "skin" and f.value in {"present", "named"})
    return not any(start_of(skin) < start_of(f) < start_of(thrown) for f in named) and not is_of_part(thrown)


def is_of_part(thrown: Sighting) -> bool:
    """Whether only a part or what was too much is thrown away: "the tip of it was discarded", "a second island was excised"."""
    place = thrown.evidence
    return _PART.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


def _is_last_skin(index: Index, finding: Sighting) -> bool:
    """Whether no other skin is named after this in its sentence, so that "it" in the next may mean it."""
    named = (f for f in index.sentence(finding.sentence) if f.concept == "skin" and f.value in {"present", "named", "absent"})
    return all(start_of(f) <= start_of(finding) for f in named) and not _with_bone(index, finding)


def _is_thrown(index: Index, number: int) -> bool:
    """Whether a sentence says of "it" alone that it was thrown away: "The island stayed white. It was cut off and binned."."""
    here = index.sentence(number)
    thrown = next((f for f in here if f.concept == "skin" and f.value == "thrown" and f.accepted), None)
    if thrown is None:
        return False
    before = [f for f in here if start_of(f) < start_of(thrown)]
    other = any(
        (f.concept in {"bone", "flap"} and not _is_left_behind(f))
        or (f.concept == "skin" and f.value not in {"touched", "thrown"})
        for f in before
    )
    place = thrown.evidence
    return (
        not other
        and not is_of_part(thrown)
        and _IT.search(place.statements.text, max(place.start - _NEAR, 0), place.end) is not None
    )


def _is_left_behind(bone: Sighting) -> bool:
    """Whether something was taken off the bone or flap: "cut off the flap and thrown away"."""
    place = bone.evidence
    return _OFF.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


def is_put_back(index: Index, skin: Sighting) -> bool:
    """Whether skin is said in its own clause to have been put back where it came from."""
    thrown = (f for f in index.clause(skin) if f.concept == "skin" and f.value == "thrown" and f.accepted)
    return any(start_of(f) > start_of(skin) for f in thrown) and _is_bare(index, skin)


def _with_bone(index: Index, finding: Sighting) -> bool:
    """Whether bone and skin are named together: what is laid back then is the whole flap, and not its skin alone."""
    pieces = (f for f in index.clause(finding) if f.concept == "bone" or (f.concept, f.value) == ("flap", "piece"))
    return any(
        abs(start_of(f) - start_of(finding)) <= _TOGETHER or f.evidence.end >= finding.evidence.start >= start_of(f)
        for f in pieces
    )


def _is_bare(index: Index, finding: Sighting) -> bool:
    """Whether the clause names neither bone nor flap, so that what it says can be said of the skin alone."""
    clause = index.clause(finding)
    return not has(clause, "bone") and not has(clause, "flap")


def denied(finding: Sighting) -> bool:
    """Whether the note denies the mention; a field that nobody filled in says neither yes nor no."""
    return finding.assertion is Assertion.NEGATED and finding.why != BLANK
