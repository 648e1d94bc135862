"""Left and right: which bone, region or title word a side belongs to."""

from __future__ import annotations

from spacy.tokens import Doc

from auditor.language.reading import Mention, Reading, reading_of
from auditor.model import Laterality

_SIDED = frozenset({"bone", "region", "flap", "flap_name", "condition"})
_WORDS: dict[str, Laterality] = {"left": "left", "right": "right", "lt": "left", "rt": "right", "bilateral": "bilateral"}
# After "left" these words show the verb or the adverb ("left the fibula", "left in place"), not the side.
_NOT_A_SIDE = frozenset({"the", "a", "an", "in", "his", "her", "on", "at", "alone", "open", "behind", "as", "where", "with", "some",
                         "us", "to", "for", "over", "after", "around", "undisturbed", "running", "intact", "it", "between", "away",
                         "about", "angle", "angles", "under", "by", "ascending", "side up"})  # fmt: skip
_BREAKS_BEFORE = frozenset({".", ";", ",", ":", "to", "from", "and", "into", "was", "were", "with", "|", "for", "of", "-"})
_REACH = 4


def give_sides(doc: Doc) -> Doc:
    """spaCy component: sets `side` of mentions of bones, regions, flaps and conditions."""
    reading = reading_of(doc)
    sides = _sides(reading)
    if sides:
        for mention in reading.mentions:
            if mention.concept in _SIDED:
                mention.side = _side_of(reading, mention, sides)
    return doc


def _sides(reading: Reading) -> dict[int, Laterality]:
    """Tokens that state a side."""
    words, text, starts = reading.tokens.words, reading.text, reading.tokens.starts
    found: dict[int, Laterality] = {}
    for token, word in enumerate(words):
        side = _WORDS.get(word)
        if side is None and word in {"l", "r"} and text[starts[token]].isupper() and _letter_is_side(words, token):
            side = "left" if word == "l" else "right"
        if side and not (word in {"left", "right"} and _is_verb(words, token)):
            found[token] = side
    return found


def _letter_is_side(words: list[str], token: int) -> bool:
    before = words[token - 1] if token else ""
    after = words[token + 1] if token + 1 < len(words) else ""
    return not before.replace(".", "").isdigit() and after not in {".", "of"} or after in {")", "-", "|"}


def _is_verb(words: list[str], token: int) -> bool:
    after = words[token + 1] if token + 1 < len(words) else "."
    before = words[token - 1] if token else ""
    if words[token] == "left" and (before in {"was", "were", "is", "are", "be", "been", "had", "which", "this", "that", "and"}):
        return after not in {"side", "leg", "arm", "foot", "hand", "hip", "groin", "thigh", "knee"}
    return after in _NOT_A_SIDE and before not in {"on", "the", "of"}


def _side_of(reading: Reading, mention: Mention, sides: dict[int, Laterality]) -> Laterality | None:
    words, sentence = reading.tokens.words, reading.sentence
    number = sentence[mention.first]
    for token in range(mention.first, mention.last):
        if token in sides:
            return sides[token]
    for token in range(mention.first - 1, max(mention.first - 1 - _REACH, -1), -1):
        if sentence[token] != number or words[token] in _BREAKS_BEFORE - {"of"}:
            break
        if token in sides:
            return sides[token]
        if words[token] == "of" and token - 1 not in sides and token - 2 not in sides:
            break
    for token in range(mention.last, min(mention.last + 3, len(words))):
        if token == mention.last + 1 and token in sides and words[token - 1] == "." and _stands_alone(words, token):
            return sides[token]
        if words[token] == "." and token == mention.last:
            continue
        if sentence[token] != number or words[token] not in {",", "(", "-", ":"} and token not in sides:
            break
        if token in sides and not _belongs_to_next(words, token):
            return sides[token]
    return None


def _stands_alone(words: list[str], token: int) -> bool:
    """Whether a side is all that its short sentence says ("Foot. Left.")."""
    return token + 1 >= len(words) or words[token + 1] in {".", ",", ";", ":"}


def _belongs_to_next(words: list[str], token: int) -> bool:
    """Whether the side opens the next noun ("iliac crest, left hip") rather than closing this one ("tibia, Right")."""
    after = words[token + 1] if token + 1 < len(words) else "."
    return after[0].isalpha() and after not in {"to", "for", "with", "side", "and", "from", "was", "after", "bone", "is", "as"}
