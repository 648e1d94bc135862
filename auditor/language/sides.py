"""Left and right: which bone, region or flap a side belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from spacy.tokens import Doc

from auditor.language.nouns import is_towards, leads_in_brackets
from auditor.language.reading import Mention, Reading, reading_of
from auditor.language.side_words import LIMBS, REACH, SIDED, ends_here, is_side
from auditor.language.words import words
from auditor.model import MentionedSide

_NAMED: Mapping[str, MentionedSide] = {side: side for side in get_args(MentionedSide)}
_SHORT = frozenset({"rt", "lt", "r", "l", "dx", "sin", "dext"})
_STOPS_BEFORE = words("zu zum zur auf nach naar op para sur pour . ; , : to from and into was were with for by -")
_OPENS_NEXT = words(
    "zu zum zur auf nach naar op para sur pour to for with side and from was after bone is as body ramus angle shaft half"
)
# Nouns that a bone's name is compounded with: "iliac crest bone graft, right".
_COMPOUND = words(
    "bone graft flap free transfer transplant crest reconstruction resection fusion nonunion replacement revision "
    "remnant approach arthrodesis osteocutaneous osteoseptocutaneous osteomuscular osteomyocutaneous osteofasciocutaneous "
    "composite chimeric skin i ii iii iv v midshaft shaft diaphysis body ramus angle waist"
)
# What may stand between a noun and the side that closes it.
_BETWEEN = frozenset({",", "(", "-", ":", "on", "the"})
_DONE = words("harvested taken raised used elevated dissected removed resected cut chosen prelevated lifted procured")
_CORRECTING = words(
    "was is were are we i used operated took incision incisions wound wounds site"
)  # "The foot we used was the left"
_WHICH_WAS = ([",", "which", "was", "the"], [",", "which", "is", "the"])
_WHOSE = (["the"], ["his"], ["her"], ["that"], ["this"])
_OF_THE = (["of", "the"], ["on", "the"], ["of", "his"], ["of", "her"])
_FROM = (["from"], ["of"])
_CLOSING_WITHIN = 6  # words behind a noun
_HAD_BEEN = words("was were is")
_TAKEN = words("taken harvested raised used elevated cut procured lifted chosen selected")


def give_sides(doc: Doc) -> Doc:
    """spaCy component: sets `side` of bones, regions, landmarks, flaps and conditions; drops words that are no side."""
    reading = reading_of(doc)
    reading.mentions = [mention for mention in reading.mentions if mention.concept != "side" or is_side(reading, mention)]
    sides = {mention.first: _NAMED[mention.rule.value] for mention in reading.mentions if mention.concept == "side"}
    if sides:
        _resolve_same(reading, sides)
        for mention in reading.mentions:
            if mention.concept in SIDED:
                mention.side = _side_of(reading, mention, sides)
    return doc


def _resolve_same(reading: Reading, sides: dict[int, MentionedSide]) -> None:
    """Let "the same" be the side told just before it in its sentence: "left metatarsal with the skin of the same foot"."""
    words, sentence = reading.tokens.words, reading.sentence
    last: tuple[int, MentionedSide] | None = None
    for token in sorted(sides):
        if words[token] == "same" and last is not None and sentence[last[0]] == sentence[token]:
            sides[token] = last[1]
        elif sides[token] in {"left", "right"}:
            last = token, sides[token]


def _side_of(reading: Reading, mention: Mention, sides: Mapping[int, MentionedSide]) -> MentionedSide | None:
    words, sentence = reading.tokens.words, reading.sentence
    number = sentence[mention.first]
    for token in range(mention.first, mention.last):
        if token in sides:
            return sides[token]
    ahead = range(mention.first - 1, max(mention.first - 1 - REACH, -1), -1)
    for token in () if sides.keys().isdisjoint(ahead) else ahead:
        if sentence[token] == number and words[token] == "." and token - 1 in sides:
            continue  # "Lt. iliac crest"
        if (
            sentence[token] != number
            or words[token] in _STOPS_BEFORE
            or (words[token] == "(" and (leads_in_brackets(reading, mention) or _explains(reading, token)))
        ):
            break
        if token in sides:
            return sides[token]
        if words[token] == "of" and token - 1 not in sides and token - 2 not in sides:
            break
    return _side_after(reading, mention, sides)


def _explains(reading: Reading, bracket: int) -> bool:
    """Whether a bracket tells what a bone was given, whose side is its own: "flap to R tibia (border of scapula)"."""
    before = reading.between(max(bracket - REACH, 0), bracket)
    return any(m.concept == "bone" and m.last == bracket and is_towards(reading, m) for m in before)


def _side_after(reading: Reading, mention: Mention, sides: Mapping[int, MentionedSide]) -> MentionedSide | None:
    """A side that closes the noun: "distal tibia, Right", "fibula (left)", "Foot. Left."."""
    words, end = reading.tokens.words, mention.last
    while mention.concept != "flap" and words[end : end + 1] and words[end] in _COMPOUND:
        end += 1
    if sides.keys().isdisjoint(range(end, end + _CLOSING_WITHIN)):
        return None
    return _side_behind(reading, mention, end, sides)


def _side_behind(reading: Reading, mention: Mention, end: int, sides: Mapping[int, MentionedSide]) -> MentionedSide | None:
    """The same, where some side stands near the end of the noun."""
    words, sentence = reading.tokens.words, reading.sentence
    number = sentence[mention.first]
    corrected = reading.section_of(mention.first).kind == "addendum"  # "the scapula was the right one"
    between = _BETWEEN | _CORRECTING if corrected else _BETWEEN
    if (said := _side_from(words, end, sides)) is not None:
        return said
    if words[end : end + 1] == ["("] and end + 1 in sides and words[end + 3 : end + 4] == [")"] and words[end + 2] in LIMBS:
        return sides[end + 1]  # "second metatarsal (right foot)"
    if words[end : end + 4] in _WHICH_WAS and end + 4 in sides and not _belongs_to_next(reading, end + 4):
        return sides[end + 4]
    for token in range(end, min(end + (6 if corrected else 4), len(words))):
        if token == end + 1 and token in sides and words[token - 1] == "." and _stands_alone(words, token):
            return sides[token]
        if words[token] == "." and token == end:
            continue
        if sentence[token] != number or (words[token] not in between and token not in sides):
            return None
        if token in sides and not _belongs_to_next(reading, token):
            told = words[token - 2 : token] == [":", "the"] and not ends_here(words, token)  # "HIP: the left side was scarred"
            return None if told else sides[token]
    return None


def _side_from(words: list[str], end: int, sides: Mapping[int, MentionedSide]) -> MentionedSide | None:
    """The side from which the noun that ends here comes: "tip of scapula of the right side", "flap from the left side"."""
    taken = _past(words, _past(words, end, _HAD_BEEN), _TAKEN)
    if taken > end and words[taken : taken + 2] == ["from", "the"] and taken + 2 in sides and ends_here(words, taken + 2):
        return sides[taken + 2]  # "crest taken from the left because ...", "from the same side as the fracture"
    whose = words[end : end + 2] in _OF_THE or (words[end : end + 1] == ["from"] and words[end + 1 : end + 2] in _WHOSE)
    side = end + 2 if whose else end + 1 if words[end : end + 1] in _FROM else end
    if side > end and side in sides and words[side + 1 : side + 2] == ["side"]:
        return sides[side]
    named = end + (words[end : end + 1] == [":"]) + 2
    if words[named - 2 : named] == ["from", "the"] and named in sides and _stands_alone(words, named):
        return sides[named]  # "scapula flap from the left", and a form's "Fibula: from the right"
    return None


def _past(words: list[str], token: int, kind: frozenset[str]) -> int:
    """The token behind this one where it is of a kind, else this one."""
    return token + 1 if token < len(words) and words[token] in kind else token


def _stands_alone(words: list[str], token: int) -> bool:
    """Whether a side is all that its short sentence says ("Foot. Left.")."""
    return token + 1 >= len(words) or words[token + 1] in {".", ",", ";", ":"}


def _belongs_to_next(reading: Reading, token: int) -> bool:
    """Whether the side opens the next noun ("iliac crest, left hip") rather than closing this one ("tibia, Right")."""
    words, sentence = reading.tokens.words, reading.sentence
    follows = token + 1
    if words[token] in _SHORT and words[follows : follows + 1] == ["."]:
        follows += 1  # "Free iliac flap, Rt. ulna"
    if sentence[follows : follows + 1] != [sentence[token]]:
        return False  # it closes its line
    if words[token : token + 2] == ["opposite", "the"]:
        return False  # "the knee opposite the affected wrist"
    after = words[follows]
    if after in _DONE:
        return False  # "Fibula right harvested 12 cm"
    return after[0].isalpha() and after not in _OPENS_NEXT and after != "one"
