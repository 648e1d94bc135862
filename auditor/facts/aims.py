"""What the graft is meant to achieve: a named aim, or a purpose of the living bone in one sentence with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from auditor.facts.index import DESCRIBING, Index, has, start_of
from auditor.language.sighting import BLANK, Sighting
from auditor.language.words import words
from auditor.model import Assertion

# Where a note tells what went before and why it operates.
TOLD = frozenset({"indication", "previous", "history", "diagnosis", "options", "header", "patient"})
# Nouns that call what follows the purpose by themselves.
_AIMS = frozenset({"aim", "aims", "goal", "goals", "purpose", "objective", "intention", "hope"})
_NAMED = ("what ", "from this ", "hoping to ", "want:", "this is ", "it is ", "goals of ", "aims of ")
_LIVING = frozenset({"bone", "living", "live", "blood", "vascular", "vascularized", "vascularised"})
_ALIVE = ("own", "living", "live", "alive", "vasc", "perfused", "circulation", "blood", "revascular")
_UNITING = frozenset({"to heal", "to unite", "to fuse", "to bridge"})
_DENIALS = frozenset({("treatment", "failed"), ("condition", "nonunion")})
_NO_AIMS = frozenset({"plan", "field", "codes"})
_BARE = words("would could can may might will")
_GRAFT_BEFORE = re.compile(r"\b(?:the|this|living|live)\s+(?:bone|flap|graft|crest|fibula|rib|strut|block)\s+\Z", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\b(?:not|never|fail(?:ed|ing|s|ure)?)\s+\Z", re.IGNORECASE)
_SEEN = re.compile(r"\s+(?:\w+ly\s+)?(?:be\s+)?(?:see|seen|feel|felt|hear|heard|palpate[d]?|make\s+out)\b", re.IGNORECASE)
_CALLED_FOR = frozenset({"needed", "required"})
_AMOUNT = re.compile(r"\b(?:length|size|volume|amount|height|width|bulk)(?:\s+of\s+(?:bone|skin|pedicle))?\s+\Z", re.IGNORECASE)
_STANDS = re.compile(r"\s+(?:\w+\s+)?(?:was|were|has|had)\b", re.IGNORECASE)
# What ends the line that an aim opens: "Aim of the bone", and below it what the bone is to do.
_ALONE = re.compile(
    r" (?:of|for|in using) (?:the |a |this )?(?:living |live |vascular\w* |free )?(?:bone|flap|graft|transfer)[ \t:.]*\n"
)
_NEAR = 24  # characters
_HEADED_WITHIN = 4  # sentences
Found = tuple[Sighting, ...]


def first(findings: Iterable[Sighting]) -> Found:
    """The first finding as a proof, or none."""
    return tuple(islice(findings, 1))


def is_told_before(index: Index, finding: Sighting) -> bool:
    """Whether words stand in an account of what went before, under a heading or in front of the operation without one."""
    section = finding.evidence.section
    return section in TOLD or (section in DESCRIBING and start_of(finding) < index.opened)


def expected_benefit(index: Index) -> Found:
    """A purpose of the living bone, in one sentence with it; or a heading that announces it."""
    if told := _told_under_heading(index) or _told_of_living_bone(index):
        return told
    for finding in index.of("benefit"):
        if finding.value == "heading" and finding.why != BLANK:
            return (finding,)
        if _is_elsewhere(index, finding) or finding.why == BLANK:
            continue
        before = is_told_before(index, finding)
        weak = finding.value == "purpose" and before and not (_is_turned_down(index, finding) or _is_outcome(index, finding))
        strong = finding.value == "aim" and (finding.evidence.section not in _NO_AIMS or _is_agreed_on(index, finding))
        strong = strong and not _is_consented(finding) and finding.assertion is not Assertion.NEGATED
        if weak or strong:
            sentence = [f for f in index.sentence(finding.sentence) if f.concept == "benefit"]
            ends = [f for f in _ends(index, finding.sentence) if start_of(f) != start_of(finding)]
            named = strong and (
                _names_itself(finding)
                or (before and (_restores(sentence) or any(f.value == "union" for f in ends)) and not _is_of_past(index, finding))
            )
            living = has(sentence, "benefit", "means") or has(index.sentence(finding.sentence), "bone")
            living = living or (strong and _names_living(finding))
            if ends and (named or living):
                return (finding, ends[0])
    return ()


def _is_agreed_on(index: Index, aim: Sighting) -> bool:
    """Whether a plan that was made before the operation says what living bone is for: "Goal is to bring blood supply to it"."""
    living = any(f.value == "means" and _is_alive(f) for f in index.sentence(aim.sentence) if f.concept == "benefit")
    return living and aim.evidence.section == "plan" and start_of(aim) < index.opened


def _is_consented(aim: Sighting) -> bool:
    """Whether benefits are only named among what was gone through: "risks, benefits and alternatives were discussed"."""
    return aim.assertion is Assertion.CONSIDERED and aim.evidence.quote.lower() in {"benefit", "benefits"}


def _is_elsewhere(index: Index, finding: Sighting) -> bool:
    """Whether a sentence speaks of another gain than the graft's, or gives the reason for more work."""
    here = index.sentence(finding.sentence)
    compared = has(here, "modifier_cue", "usual_measure") and has(here, "modifier_cue", "unusual_amount")
    return compared or has(here, "benefit", "elsewhere") or has(here, "modifier_cue", "unusual_work")


def _is_turned_down(index: Index, purpose: Sighting) -> bool:
    """Whether a bare "would" or "can" is said of what was refused or would not do: "a plain block would have neither ..."."""
    if purpose.evidence.quote.lower() not in _BARE:
        return False
    if purpose.evidence.quote.lower() == "will" and _is_of_graft(purpose):
        return purpose.assertion is Assertion.NEGATED  # "it was explained that the bone will separate mouth and nose"
    alive = any(f.value == "means" and _is_alive(f) for f in index.sentence(purpose.sentence) if f.concept == "benefit")
    weighed = purpose.assertion is Assertion.CONSIDERED and not alive  # "it was explained that living bone would ..."
    return weighed or purpose.assertion is Assertion.NEGATED or _denies(index, purpose)


def _is_of_graft(verb: Sighting) -> bool:
    """Whether the words right before a verb name the graft: "the bone will", "this flap will"."""
    place = verb.evidence
    return _GRAFT_BEFORE.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


def _is_outcome(index: Index, purpose: Sighting) -> bool:
    """Whether "so" only says what came of something ("so that was off the table"), or a fixator holds what it held before.

    So it is where the words tell what was seen ("you could see tendons"), are denied ("trochlea (not needed, its cartilage is
    intact)") or only measure: "the length needed".
    """
    place = purpose.evidence
    if _NOT_BEFORE.search(place.statements.text, max(place.start - _NEAR, 0), place.start):
        return True
    if place.quote.lower() in _BARE and _SEEN.match(place.statements.text, place.end):
        return True
    if place.quote.lower() in _CALLED_FOR and _AMOUNT.search(place.statements.text, max(place.start - _NEAR, 0), place.start):
        return True
    if place.quote.lower().startswith("so ") and _STANDS.match(place.statements.text, place.end):
        return True
    held = place.quote.lower().startswith("to ") and has(index.clause(purpose), "fixation", "hardware")
    return held and not has(index.sentence(purpose.sentence), "benefit", "means")


def _denies(index: Index, purpose: Sighting) -> bool:
    """Whether the clause of a purpose denies anything of it."""
    clause = index.clause(purpose)
    return any(f.concept == "benefit" and f.assertion is Assertion.NEGATED for f in clause)


def _told_under_heading(index: Index) -> Found:
    """A heading such as "Purpose" with the living bone, or what it is to do, told beneath it; or a line: "Aim of the bone"."""
    headings = [f for f in index.of("section") if f.rule_id == "section-benefit" and f.why != BLANK]
    lines = [f for f in index.of("benefit") if f.value == "aim" and f.why != BLANK and _ALONE.match(*_behind(f)) is not None]
    for heading in (*headings, *lines):
        told = [f for after in range(_HEADED_WITHIN) for f in index.sentence(heading.sentence + after)]
        told = [f for f in told if start_of(f) > start_of(heading)]
        end = min((start_of(f) for f in told if f.concept in {"section", "heading_word"}), default=None)
        aims = [f for f in told if f.concept == "benefit" and (end is None or start_of(f) < end)]
        living = heading in lines or any(f.value == "means" for f in aims)
        if living and any(f.value in {"end", "union", "purpose"} for f in aims):
            return (heading, aims[0])
    return ()


def _behind(finding: Sighting) -> tuple[str, int]:
    """The text, and where it goes on behind a finding."""
    return finding.evidence.statements.text, finding.evidence.end


def _told_of_living_bone(index: Index) -> Found:
    """Living bone and union in one sentence of the account, as fragments tell a purpose: "live rib in, for sound healing"."""
    for means in index.of("benefit"):
        if (
            means.value == "means"
            and means.assertion is not Assertion.NEGATED
            and _is_alive(means)
            and is_told_before(index, means)
        ):
            unions = [f for f in _ends(index, means.sentence) if _is_union(f)]
            if unions:
                return (means, unions[0])
    return ()


def _is_union(end: Sighting) -> bool:
    """Whether an end is that the bone joins, told as still to come: "healing", "to fuse", and not "united"."""
    quote = end.evidence.quote.lower()
    return quote in _UNITING or (end.value == "union" and not quote.endswith("ed"))


def _is_alive(means: Sighting) -> bool:
    """Whether the words for the graft say that it lives: "live bone", "vascularised graft", "its own circulation"."""
    quote = means.evidence.quote.lower()
    return quote != "blood" and any(word.startswith(_ALIVE) for word in quote.split())


def _ends(index: Index, sentence: int) -> Found:
    """What is hoped for in a sentence; an end within words of failure is none ("did not unite", "delayed union")."""
    findings = index.sentence(sentence)
    denials = [f.evidence for f in findings if (f.concept, f.value) in _DENIALS]
    ends = (f for f in findings if f.concept == "benefit" and _is_end(f))
    return tuple(f for f in ends if not any(words.start <= start_of(f) < words.end for words in denials))


def _names_itself(aim: Sighting) -> bool:
    """Whether words call what follows the purpose: "the goal", "what we're after", "hoping to keep"."""
    quote = aim.evidence.quote.lower()
    return quote.removeprefix("the ") in _AIMS or quote.startswith(_NAMED)


def _restores(told: list[Sighting]) -> bool:
    """Whether something is to be given back: "we wanted to restore a stable post"."""
    return any(
        f.value == "purpose" and f.evidence.quote.lower().startswith(("to restore", "to rebuild", "to give")) for f in told
    )


def _is_of_past(index: Index, aim: Sighting) -> bool:
    """Whether what was hoped for is told of a treatment that failed."""
    return has(index.sentence(aim.sentence), "treatment", "failed") or aim.assertion is Assertion.NEGATED


def _names_living(aim: Sighting) -> bool:
    """Whether the words of an aim name the living bone themselves: "want bone ..."."""
    return not _LIVING.isdisjoint(aim.evidence.quote.lower().split())


def _is_end(finding: Sighting) -> bool:
    """Whether something hoped for is named, as a noun or by its verb ("to heal")."""
    if finding.value != "purpose":
        return finding.value in {"end", "union"}
    quote = finding.evidence.quote.lower()
    return quote.startswith(("to ", "restore ")) or (" to " in quote and not quote.endswith(" be"))
