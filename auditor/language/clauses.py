"""Sentences, and clauses inside them: the reach of a cue ends with its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from spacy.tokens import Doc

from auditor.language.flow import VESSELS
from auditor.language.headings import LINE_KINDS
from auditor.language.layout import headed_lines
from auditor.language.reading import Reading, reading_of
from auditor.language.words import places_of, words

# A colon after the first words of a sentence labels what follows ("Skin paddle: none") and parts nothing.
_LABEL = 8
_LONGEST = 400  # words of a sentence
_VESSEL_LETTERS = frozenset({"a", "v"})
_STOPS = frozenset(".!?")
_CAPITAL_AFTER = re.compile(r"\.\s+[A-Z]")
# A full stop behind a word too long for an abbreviation, and what the next word begins with.
_LONG_BEFORE = re.compile(r"\.(?<=[a-z]{5}\.)\s+([a-zA-Z])")
_LONG = 5  # letters
_HARD = words(
    "; : but however instead although though whereas because since which then so unless until before after rather yet "
    "-> while who except when once where otherwise"
)
_SOFT = frozenset({",", "and", "-", "(", ")", "as", "or"})
_NOT = frozenset({"not", "never"})
_BOX = "["
_TELLING = _HARD | _SOFT | _NOT | {_BOX}
_TICKS = (["x"], ["]"])  # each box of a form opens a statement of its own
_FRAGMENT = 3  # words from a comma to the denial
_LONGEST_FRAGMENT = 6  # words
_FURTHEST = 22  # words from a separator to the verb
_ABBREVIATED = words(
    "dr mr mrs ms prof st no vs approx fig ca lat med ant post op pre art nr reg anaes asst attg surg fem br vv "
    "jr sr resp incl esp max vasc microvasc osteocut fasciocut prox dist desc circ w"
)
_SHORT_SIDES = frozenset({"lt", "rt"})
_SHORT = 2  # letters
_SIDE_LETTERS = frozenset({"l", "r"})
_SIDED_NOUN = 5  # letters
_FINITE = words(
    "was were is are had has have did does would could should will may might can been be gave went came ran took left "
    "lay made met held bled drove saw seen kept cut put set sat grew fell broke found felt got wanted chose needs "
    "need stays remains"
)


def cut_clauses(doc: Doc) -> Doc:
    """spaCy component: numbers every token's sentence and clause in reading order."""
    reading = reading_of(doc)
    opening, length = _sentences(reading), len(reading.tokens.words)
    reading.sentence = _numbered(opening, length)
    reading.clause = _numbered(_clauses(reading, set(opening)), length)
    return doc


def _sentences(reading: Reading) -> list[int]:
    """The first tokens of all sentences but the first."""
    words, starts, text = reading.tokens.words, reading.tokens.starts, reading.text
    labelled = {section.start for section in reading.sections if section.kind in LINE_KINDS}
    headed = headed_lines(reading.text, reading.layout) - labelled
    marks = (reading.layout.breaks | set(reading.section_starts)) - headed
    cased = _is_cased(text)
    last = len(words) - 1
    begun = {bisect_left(starts, mark) for mark in marks}
    opening = {token for token in begun if 0 < token <= last and starts[token] in marks}
    opening.update(
        token + 1 for token in places_of(_STOPS, words) if token < last and _is_stop(words, text, starts, token, cased=cased)
    )
    return _cut(_without_fragments(reading, sorted(opening), marks), len(words))


def _is_cased(text: str) -> bool:
    """Whether sentences begin with capitals; a writer who uses none may still write "R" for right behind a full stop."""
    if not _CAPITAL_AFTER.search(text):
        return False
    small = capital = done = 0
    for match in _LONG_BEFORE.finditer(text):
        if match.start() - _LONG >= done:  # none of its letters opens the sentence before
            small, capital, done = small + match[1].islower(), capital + match[1].isupper(), match.end()
    return small <= capital


def _without_fragments(reading: Reading, opening: list[int], marks: frozenset[int]) -> list[int]:
    """The same without fragments that only say how the vessels just named were joined: "Radial to facial. End-to-end. 9-0."."""
    told = {t for m in reading.mentions if m.concept == "technique" for t in range(m.first, m.last)}
    if not told:
        return opening
    vessels = {m.first for m in reading.mentions if m.concept in VESSELS}
    words, starts = reading.tokens.words, reading.tokens.starts
    kept: list[int] = []
    for token, end in pairwise([*opening, len(words)]):
        since = kept[-1] if kept else 0
        sewn = all(at in told or words[at] == "." or words[at][0].isdigit() for at in range(token, end))
        short = sewn and end - token <= _LONGEST_FRAGMENT and starts[token] not in marks
        if not (short and any(since <= at < token for at in vessels)):
            kept.append(token)
    return kept


def _cut(opening: list[int], length: int) -> list[int]:
    """The same, with a cut in what has more words than a sentence has: reading one takes the square of its words."""
    edges = pairwise([0, *opening, length])
    return [token for first, end in edges for token in range(first, end, _LONGEST)][1:]


def _numbered(opening: list[int], length: int) -> list[int]:
    """The ordinal of the stretch that each token lies in, where `opening` are the first tokens of all but the first."""
    numbers: list[int] = []
    for number, (first, end) in enumerate(pairwise([0, *opening, length])):
        numbers += [number] * (end - first)
    return numbers


def _is_stop(words: list[str], text: str, starts: list[int], token: int, *, cased: bool) -> bool:
    """Whether a full stop ends the sentence rather than an abbreviation; a note without capitals gives no other sign."""
    follower = text[starts[token + 1]]
    if words[token] != "." or text[starts[token]].isalpha():
        return True  # a spoken full stop is always meant
    if (cased and follower.islower()) or (follower in ",;:)" and token):
        return False
    before = words[token - 1] if token else ""
    written = text[starts[token - 1] : starts[token]].lower() if token else ""
    if before in _ABBREVIATED or before in _VESSEL_LETTERS or written in _ABBREVIATED:
        return False
    if written in _SHORT_SIDES and (follower.islower() or _shouts_on(text, starts, token)):
        return False  # "Lt. iliac crest", "RT. HUMERUS"
    if before in _SIDE_LETTERS and token > 1 and text[starts[token - 2]].islower() and len(words[token - 2]) >= _SIDED_NOUN:
        return True  # "mandibulectomy R. Free crest": a side, and no surgeon's initial
    return not (len(before) == 1 and before.isalpha() and text[starts[token - 1]].isupper() and follower.isupper())


def _shouts_on(text: str, starts: list[int], token: int) -> bool:
    """Whether the words on both sides of a full stop are in capitals, a whole word behind it."""
    behind = text[starts[token + 1] : starts[token + 2]].strip() if token + 2 < len(starts) else ""
    return text[starts[token - 1] : starts[token]].isupper() and len(behind) > _SHORT and behind.isupper()


def _clauses(reading: Reading, begun: set[int]) -> list[int]:
    """The first tokens of all clauses but the first; `begun` are those of sentences."""
    words, sentence = reading.tokens.words, reading.sentence
    vocabulary = set(words)
    verbs = (vocabulary & _FINITE) | {word for word in vocabulary if word[-2:] == "ed" and len(word) > 4}
    told = places_of(_TELLING | verbs, words)
    verbal = {token for token in told if words[token] in verbs}
    telling = sorted(begun.union(told))
    opening: list[int] = []
    seen_verb = False
    opened = 0
    for number, token in enumerate(telling):
        word = words[token]
        if token in begun:
            opening.append(token)
            seen_verb = False
            opened = token
        elif (
            (word in _HARD and not (word == ":" and token - opened <= _LABEL))
            or (word == _BOX and words[token + 1 : token + 2] in _TICKS)
            or (word in _SOFT and seen_verb and _verb_follows(words, sentence, verbal, telling, number))
            or (word == "," and not seen_verb and _denial_follows(words, sentence, telling, number))
        ):
            opening.append(token)
            seen_verb = bool(_NOT.intersection(words[token + 1 : token + 2]))  # "and not like chalk, and that made ..."
        seen_verb = seen_verb or token in verbal
    return opening


def _denial_follows(words: list[str], sentence: list[int], telling: list[int], number: int) -> bool:
    """Whether a fragment behind a comma denies its own first words alone: "bone bleeding well, vein not swollen"."""
    token = telling[number]
    later = next((at for at in telling[number + 1 : number + 2] if sentence[at] == sentence[token]), None)
    return later is not None and words[later] in _NOT and 1 < later - token <= _FRAGMENT


def _verb_follows(words: list[str], sentence: list[int], verbal: set[int], telling: list[int], number: int) -> bool:
    """Whether the stretch up to the next separator has a verb of its own, or opens with `not`.

    `telling` are the tokens that can say so, or begin a sentence, and the separator is one of them.
    """
    token = telling[number]
    if words[token] in {"and", "or"} and _shares_verb(words, sentence, token):
        return False
    for later in telling[number + 1 : number + _FURTHEST]:
        if later >= token + _FURTHEST or sentence[later] != sentence[token]:
            return False
        word = words[later]
        if later in verbal or word in _NOT:
            return True
        if word in _HARD or (word in _SOFT and later > token + 1):
            return False
    return False


def _shares_verb(words: list[str], sentence: list[int], token: int) -> bool:
    """Whether "and" or "or" joins two participles of one verb ("was not clamped or divided")."""
    after = words[token + 1 : token + 2]
    if not after or not (after[0].endswith("ed") or after[0] in {"cut", "sewn", "taken", "tied"}):
        return False
    before = words[max(token - 3, 0) : token]
    participle = any(word.endswith("ed") or word in {"cut", "sewn", "taken", "tied"} for word in before[-2:])
    passive = any(
        words[earlier] in {"was", "were", "been", "be", "is", "are"} and sentence[earlier] == sentence[token]
        for earlier in range(max(token - 12, 0), token)
    )
    return participle and passive
