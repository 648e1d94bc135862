"""Sizes in the fields of a form: what the label before a size says is measured, in its own words or by the field before it."""

from __future__ import annotations

from auditor.language.reading import Mention, Reading
from auditor.language.words import words

_STRONG = frozenset({"defect", "paddle"})
_WEAK = frozenset({"place", "graft_part", "other", "incision"})
_ANSWER = 6  # words of a form's answer, with its signs
# Labels that say that a size follows, and not whose it is.
_OF_SIZE = words("length size sizes measured measures measurement measurements dimension dimensions extent lxw")
_DIMENSIONS = words("length width height breadth depth greatest l")
_DIMENSION_WITHIN = 4  # words
_LINES = 2
_UNITS = frozenset({"cm", "mm", "(", ")", "in"})
_OF_BONE = words("bone bony osseous segmental of about approx approximately ca")
_ENDS_LABEL = frozenset({":", ".", ";", "]"})
_LONGEST_LABEL = 8  # words
_SHORT_LABEL = 6  # words and brackets; what is longer is a sentence
_LEADING = frozenset({"in", "into", "the", "over", "at"})  # "Ruler in the wound: 5 cm"
_NEAR = 40  # words


def owner_by_field(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The owner that the label of a size names, or that the field before names where the label says only "Length"."""
    words = reading.tokens.words
    if size.first < 2:
        return None
    if words[size.first - 1] != ":":
        return _labelled(reading, size, owners) or _answered(reading, size, owners) or _under_label(reading, size, owners)
    first = _label_start(reading, size.first - 1)
    named = [o for o in owners.get(reading.sentence[size.first - 1], []) if first <= o.first and o.last < size.first]
    told = [owner for owner in named if owner.rule.value not in _WEAK]
    strong = [owner for owner in told if owner.rule.value in _STRONG]
    short = sum(word.isalpha() and word not in _UNITS for word in words[first : size.first - 1]) <= _SHORT_LABEL
    told = strong or [owner for owner in told if short and words[owner.first - 1] not in _LEADING]
    if told:
        return told[0]
    label = [word for word in words[first : size.first - 1] if word not in _UNITS]
    if named or not label or label[-1] not in _OF_SIZE:
        return None
    return _of_field_before(reading, size, owners) or _heading(reading, size, owners)


def _labelled(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The gap that a label names, where the answer only repeats that it is one of bone: "DEFECT: bone 5 x 3.5 cm"."""
    words, colon = reading.tokens.words, size.first - 1
    while colon > size.first - _ANSWER and words[colon] in _OF_BONE:
        colon -= 1
    if words[colon] != ":":
        return None
    label = (o for o in owners.get(reading.sentence[colon], []) if o.last == colon)
    return next((owner for owner in label if owner.rule.value == "defect"), None)


def _under_label(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The gap or paddle that heads bare dimensions: "Skin paddle", and below it "length 13 cm"."""
    ahead = reading.tokens.words[reading.sentence_start(size.first) : size.first]
    named = owners.get(reading.sentence[size.first])
    bare = 0 < len(ahead) <= _DIMENSION_WITHIN and ahead[0] in _DIMENSIONS and not named
    return _of_field_before(reading, size, owners, lines=_LINES) if bare else None


def _label_start(reading: Reading, colon: int) -> int:
    """The first word of the label that ends with a colon."""
    words, sentence = reading.tokens.words, reading.sentence
    first, furthest = colon, max(colon - _LONGEST_LABEL, 0)
    while first > furthest and words[first - 1] not in _ENDS_LABEL and sentence[first - 1] == sentence[colon]:
        first -= 1
    return first


def _of_field_before(reading: Reading, size: Mention, owners: dict[int, list[Mention]], *, lines: int = 1) -> Mention | None:
    """The gap or paddle that the fields before speak of: "Bone defect: segmental. Length: 5 cm"."""
    sentence, starts = reading.sentence, reading.tokens.starts
    numbers = range(sentence[max(size.first - _NEAR, 0)], sentence[size.first] + 1)
    line = _line_before(reading, size, lines)
    before = [o for number in numbers for o in owners.get(number, []) if o.last < size.first and starts[o.first] >= line]
    named = [owner for owner in before if owner.rule.value not in _WEAK]
    return named[-1] if named and named[-1].rule.value in _STRONG else None


def _heading(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The gap or paddle that stands alone above the field before: "DEFECT", then "Bone: tibia", then "Length (cm): 6"."""
    above = _of_field_before(reading, size, owners, lines=_LINES)
    if above is None:
        return None
    text, start, end = reading.text, reading.tokens.starts[above.first], reading.tokens.ends[above.last - 1]
    line, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return above if not text[line:start].strip() and not text[end:after].strip(" \t:") else None


def _line_before(reading: Reading, size: Mention, lines: int) -> int:
    """Where the line begins that stands so many `lines` before that of a size, in characters."""
    line = reading.text.rfind("\n", 0, reading.tokens.starts[size.first]) + 1
    for _ in range(lines):
        line = reading.text.rfind("\n", 0, max(line - 1, 0)) + 1
    return line


def _answered(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The owner in a form's label and its short answer, where the size opens what follows: "Skin island: yes. 9 x 4 cm"."""
    number, words = reading.sentence[size.first], reading.tokens.words
    first = size.first
    if reading.sentence[first - 1] == number or words[first - 1] != ".":
        return None
    label = reading.sentence_start(first - 1)
    told = words[label:first]
    same_line = "\n" not in reading.text[reading.tokens.ends[label] : reading.tokens.starts[first]]
    if not same_line or ":" not in told[-_ANSWER:]:
        return None
    colon = first - 1 - told[::-1].index(":")
    return next((o for o in owners.get(number - 1, []) if o.last == colon and o.rule.value in _STRONG), None)
