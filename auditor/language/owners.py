"""Gives every size its owner: the thing measured, by the words that stand nearest in its clause."""

from __future__ import annotations

from spacy.tokens import Doc

from auditor.language.reading import Mention, Reading, reading_of
from auditor.language.words import words

_CUTS = words(
    "from at with through to was were is and between under over behind above below beyond beneath along for distal "
    "proximal after before on , in into away off clear short"
)
_EXTENT = frozenset({"long", "wide", "deep", "high", "tall", "thick"})
# Words that often stand near a size without being measured count for less, words for missing bone for more.
_LEANING = {"graft_part": 2.5, "place": 1.0, "other": 0.5, "defect": -0.8}
_OTHER_CLAUSE = 8
_ALONG = ["along", "the"]
_BEYOND = (["beyond"], ["past"])
_CUT_BACK = words("resection resected trimmed shortened cut freshened recut")
_CUT_WITHIN = 7  # words
_LACKING = words("deficient short lacking")
_ENDS = frozenset({"ends", "stumps"})
_PREDICATES = words("was were is are measured measuring measures = came totalled totaled reached remained remains stood")
_CORRECTED = (["make", "that"], ["no", "correction"], ["sorry", ","])  # "38, no, make that 36 mm"
_IT = 4  # words from the pronoun to the size
_TOWARDS = frozenset({"to", "into", "for", "across", "in", "fill", "filling", "over", "within", "bridge", "through"})
# Places and mere words for bone are seldom what a sentence measures.
_NO_SUBJECT = frozenset({"place", "graft_part", "other", "incision"})
_WEAK = frozenset({"place", "graft_part", "other"})
_STRONG = frozenset({"defect", "paddle"})
_BESIDE_PLACE = 2.0  # "4 mm from the cartilage"
_STRONG_WITHIN = 10
_FURTHEST = 30
_ANSWER = 6  # words of a form's answer, with its signs
# What has a length or a width and no area.
_LINES = frozenset({"incision", "pedicle", "vessel"})
_NO_AREA = 6.0


def own_sizes(doc: Doc) -> Doc:
    """spaCy component: sets `value` and `cue` of each size."""
    reading = reading_of(doc)
    owners: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.concept == "owner":
            owners.setdefault(reading.sentence[mention.first], []).append(mention)
    for size in reading.mentions:
        if size.cm is not None:
            near = owners.get(reading.sentence[size.first], [])
            if _is_margin(reading.tokens.words, size):
                size.value = "place"
                continue
            answered = _answered(reading, size, owners) or _named_before(reading, size, owners)
            if answered is not None:
                size.cue, size.value = answered, answered.rule.value
                continue
            subject = _subject(reading, size, near)
            if subject is not None:
                size.cue, size.value = subject, subject.rule.value
                continue
            ranked = sorted((_distance(reading, size, owner), owner.first, owner) for owner in near if _apart(size, owner))
            if ranked and ranked[0][0] <= _FURTHEST:
                size.cue = _stronger([(distance, owner) for distance, _, owner in ranked])
                size.value = size.cue.rule.value
            else:
                size.value = "unknown"
    return doc


def _is_margin(words: list[str], size: Mention) -> bool:
    """Whether a size says how far a cut went: "1 cm beyond the tumor", "the ends were resected by 8 mm"."""
    by = words[size.first - 1 : size.first] == ["by"] and words[size.first - 2] not in _LACKING
    cut = by and not _CUT_BACK.isdisjoint(words[max(size.first - _CUT_WITHIN, 0) : size.first])
    return words[size.last : size.last + 1] in _BEYOND or cut


def _answered(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The owner in a form's label and its short answer, where the size opens what follows: "Skin island: yes. 9 x 4 cm"."""
    number, words = reading.sentence[size.first], reading.tokens.words
    first = size.first
    if first < 2 or reading.sentence[first - 1] == number or words[first - 1] != ".":
        return None
    label = first - 1
    while label > 0 and reading.sentence[label - 1] == number - 1:
        label -= 1
    told = words[label:first]
    same_line = "\n" not in reading.text[reading.tokens.ends[label] : reading.tokens.starts[first]]
    if not same_line or ":" not in told[-_ANSWER:]:
        return None
    colon = first - 1 - told[::-1].index(":")
    return next((o for o in owners.get(number - 1, []) if o.last == colon and o.rule.value in _STRONG), None)


def _named_before(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The gap or paddle that "It" means at the head of a sentence: "The gap was then measured. It came to 7 cm"."""
    words, number = reading.tokens.words, reading.sentence[size.first]
    first = size.first
    while first and reading.sentence[first - 1] == number:
        first -= 1
    told = words[first : size.first]
    if told[:1] != ["it"] or len(told) > _IT or _PREDICATES.isdisjoint(told) or owners.get(number):
        return None
    named = [owner for owner in owners.get(number - 1, []) if owner.rule.value not in _WEAK]
    return named[-1] if named and named[-1].rule.value in _STRONG else None


def _stronger(ranked: list[tuple[float, Mention]]) -> Mention:
    """The nearest owner; where that is a mere place or word for bone, a gap or paddle not much further off instead."""
    apart, nearest = ranked[0]
    if nearest.rule.value not in _WEAK or (nearest.rule.value == "place" and apart < _BESIDE_PLACE):
        return nearest
    strong = (owner for distance, owner in ranked if distance <= _STRONG_WITHIN and owner.rule.value in _STRONG)
    return next(strong, nearest)


def _subject(reading: Reading, size: Mention, near: list[Mention]) -> Mention | None:
    """Where a size is predicated ("the gap ... was 6 cm"), the defect, else the first thing, named in its clause owns it."""
    words = reading.tokens.words
    ahead = words[max(size.first - 3, 0) : size.first]
    labelled = ahead[-1:] == [":"]  # all that stands before a colon says what is measured
    label = next((owner for owner in near if labelled and owner.last == size.first - 1 and owner.rule.value in _STRONG), None)
    if label is not None:
        return label
    if not labelled and not _PREDICATES & set(ahead) and ahead[-2:] not in _CORRECTED:
        return None
    meant = _meant_by_it(reading, size, near)
    if meant is not None:
        return meant
    named = next((owner for owner in near if owner.first == size.last and owner.rule.value in _STRONG), None)
    if named is not None:
        return named  # "there was a 34 mm gap"
    clause = reading.clause[size.first]
    before = [
        owner
        for owner in near
        if owner.last <= size.first
        and (labelled or reading.clause[owner.first] == clause)
        and owner.rule.value not in _NO_SUBJECT
    ]
    if not before:  # "the gap between the ends, measured with a ruler, came to 6 cm"
        since = max((m.last for m in reading.in_sentence(size.first) if m.cm is not None and m.last <= size.first), default=0)
        before = [o for o in near if since <= o.first and o.last <= size.first and o.rule.value == "defect"]
    defects = [
        owner
        for owner in before
        if owner.rule.value == "defect" and not _TOWARDS & set(words[max(owner.first - 2, 0) : owner.first])
    ]
    nouns = [owner for owner in defects if words[owner.last - 1] not in _ENDS]  # "the gap between the stumps"
    return (nouns or defects)[-1] if defects else min(before, key=lambda owner: owner.first, default=None)


def _meant_by_it(reading: Reading, size: Mention, near: list[Mention]) -> Mention | None:
    """The gap or paddle last named before "it": "the notch was cleaned, and it is 12 mm long"."""
    ahead = reading.tokens.words[max(size.first - _IT, 0) : size.first]
    if "it" not in ahead:
        return None
    pronoun = size.first - 1 - ahead[::-1].index("it")
    if any(pronoun < owner.first < size.first for owner in near):
        return None
    named = [owner for owner in near if owner.last <= pronoun and owner.rule.value not in _NO_SUBJECT]
    return named[-1] if named and named[-1].rule.value in _STRONG else None


def _apart(size: Mention, owner: Mention) -> bool:
    return owner.last <= size.first or owner.first >= size.last


def _distance(reading: Reading, size: Mention, owner: Mention) -> float:
    """How far an owner is from a size; a noun straight after the size is nearest, then what precedes in the clause."""
    words = reading.tokens.words
    other_clause = reading.clause[owner.first] != reading.clause[size.first]
    leaning = _LEANING.get(owner.rule.value, 0.0) + _NO_AREA * (owner.rule.value in _LINES and len(size.cm or ()) > 1)
    if owner.first >= size.last:
        between = words[size.last : owner.first]
        cut = sum(word in _CUTS for word in between)
        if between[:1] == ["("] and words[owner.last : owner.last + 1] != [")"]:
            leaning += _OTHER_CLAUSE  # "8 x 5 cm (template had been 10 x 6)"
        if between[:2] == _ALONG:
            leaning += _OTHER_CLAUSE  # "4.2 cm along the rim": the way of the measure, and not what is measured
        if not between and not other_clause and owner.rule.value == "hardware":
            return -1.0  # "a 12 hole 3.5 mm plate"
        # "6 cm gap", "6 cm of pedicle": the noun that the size describes
        if not cut and len(between) <= 3 and not other_clause and not _EXTENT & set(between):
            return 0.2 * len(between) + leaning
        return len(between) + 4.0 * cut + 3.0 + _OTHER_CLAUSE * other_clause + leaning
    between = words[owner.last : size.first]
    cut = sum(word in {"from", "through", "behind", "above", "below", "beyond", "with", "to"} for word in between)
    comma = between.count(",")
    return 0.6 * len(between) + 2.0 * cut + 1.5 * comma + 0.5 + _OTHER_CLAUSE * other_clause + leaning
