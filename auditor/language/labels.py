"""Headings that no rule spells out: a label is told by its words ("Post-surgical diagnosis")."""

from __future__ import annotations

from bisect import bisect_left

from auditor.language.reading import Mention, Reading
from auditor.language.words import words

# Where the words of a label speak of several things, the one named first here is what it heads.
_PRECEDENCE = (
    "booked", "diagnosis", "plan", "complications", "specimens", "imaging", "options", "previous", "indication", "technique",
    "title",
)  # fmt: skip
_LONGEST = 7  # words
_REMARK = 24  # words
_REMARKS = {"[": "]", "(": ")"}
_BROUGHT_OVER = words("copied carried forward brought pasted imported reviewed unchanged")
# A line with these is a sentence and no label.
_TELLING = words(
    "was were is are had has have been be will would can could he she it they not no then under there this that . ; ,"
)
_ANSWERS = words(
    "nil none no nad done reviewed noted normal clear ok seen available"
)  # "Complications nil" is a field and its answer
_SPEAKERS = words("we i")
_ASKING = words("what why how where")  # "What we did"
_ASKED = words("this it was were is are had he she they")  # "Why he needed this"
# What the label of a title may hold beside the words for operations.
_FILLERS = words(
    "the of and or & / ( ) name names main principal primary final definitive actual list kind type in as by today title no "
    "1 2 full a line"
)
_FIXED = frozenset({"date", "codes", "assistant", "cosurgeon", "booked", "addendum", "teaching"})
_DASHES = frozenset({"-", ":"})


def with_labels(reading: Reading, known: list[Mention]) -> list[Mention]:
    """The headings that rules spell out, those that go on corrected by their other words, and labels made of words."""
    if not reading.label_words:
        return known
    starting = {heading.first: heading for heading in known}
    opened = min(starting, default=0)  # the first line, and what stands alone before the first field, name the document
    labels: list[Mention] = []
    for first in _line_starts(reading):
        end = _label_end(reading, first)
        if end is None or first == 0 or (first < opened and reading.tokens.words[end] not in _DASHES):
            continue
        heading = starting.get(first)
        label = _composed(reading, first, end) if heading is None else _corrected(reading, heading, end)
        if label is not None and not (first < opened and label.rule.value == "technique"):
            starting[first] = label
            labels.append(label)
    covered = [(label.first, label.last) for label in labels]
    kept = [h for h in starting.values() if not any(first < h.first < last for first, last in covered)]
    return sorted(kept, key=lambda heading: heading.first)


def _line_starts(reading: Reading) -> list[int]:
    """Tokens at which a label may begin; an item of a list is none."""
    starts, written = reading.tokens.starts, reading.tokens.words
    begun = [(bisect_left(starts, mark), mark) for mark in reading.lines]
    return [token for token, mark in begun if token < len(starts) and starts[token] == mark and written[token][0].isalpha()]


def _label_end(reading: Reading, first: int) -> int | None:
    """The token after a label that begins a line: before its colon, or at the end of a line that holds nothing else."""
    written, starts, breaks, text = reading.tokens.words, reading.tokens.starts, reading.layout.breaks, reading.text
    speaks = written[first] in _ASKING
    for token in range(first, min(first + _LONGEST + 1, len(written))):
        word = written[token]
        if token > first and (word == ":" or (word in _DASHES and token - first <= 2)):
            return token
        if token > first and starts[token] in breaks:
            return token if text[starts[first]].isupper() and written[token - 1] not in _ANSWERS else None
        if token > first and word in _REMARKS:
            return _after_remark(reading, token)
        gap = text[reading.tokens.ends[token - 1] : starts[token]] if token > first else ""
        if "\t" in gap or "  " in gap:
            return token if "\t" in gap else None
        if (
            (word in _TELLING and not (speaks and word in _ASKED))
            or (word in _SPEAKERS and not speaks)
            or not (word[0].isalpha() or word in _FILLERS)
        ):
            return None
    return None


def _after_remark(reading: Reading, token: int) -> int | None:
    """The colon behind a remark in brackets that belongs to a label: "Surgical history [copied from my note of May]:".

    Round brackets may hold anything; they belong to the label where they say that what follows was brought over.
    """
    written = reading.tokens.words[token : token + _REMARK]
    closing = _REMARKS[written[0]]
    colon = written.index(closing) + 1 if closing in written else len(written)
    copied = written[0] == "[" or not _BROUGHT_OVER.isdisjoint(written[:colon])
    return token + colon if copied and written[colon : colon + 1] == [":"] else None


def _composed(reading: Reading, first: int, end: int) -> Mention | None:
    """A heading made of the words of a label, or None where these say of no kind of section that it begins."""
    inside = [mention for mention in reading.label_words if first <= mention.first and mention.last <= end]
    kinds = {mention.rule.value for mention in inside}
    inside = [mention for mention in inside if mention.rule.value != "plan"] if "indication" in kinds else inside  # "Plan / why"
    best = min(inside, key=lambda mention: _PRECEDENCE.index(mention.rule.value), default=None)
    if best is None or (best.rule.value == "title" and not _names_only(reading, first, end, inside)):
        return None
    return Mention(best.rule, first, end)


def _corrected(reading: Reading, heading: Mention, end: int) -> Mention | None:
    """The heading of a label whose first words alone would name another kind, or end too soon.

    So do "Post" of "Post-surgical diagnosis", and "History" of "History / why today".
    """
    kind = heading.rule.value
    if heading.last >= end or kind in _FIXED:
        return None
    label = _composed(reading, heading.first, end)
    own = "title" if kind == "procedure" else kind
    return Mention(heading.rule, heading.first, end) if label is not None and label.rule.value == own else label


def _names_only(reading: Reading, first: int, end: int, inside: list[Mention]) -> bool:
    """Whether a label holds words for operations and nothing else, so that a title follows it."""
    named = {token for mention in inside for token in range(mention.first, mention.last)}
    return all(token in named or reading.tokens.words[token] in _FILLERS for token in range(first, end))
