"""Labels and what follows them: where a field's value begins and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.rules.masking_schema import Label, MaskingRules

_JOIN = r"[ \t.'\u2019_/-]{0,3}"
_MOST = 160  # characters of a field
_CONNECTOR = re.compile(
    r"[ \t]*(?:(?:is|no|nr|number|num|#|n\u00ba)?(?: of (?:the )?\w{1,20})?[ \t]*[:=|#.\u2013-]{1,2}[ \t]*|is[ \t]+"
    r"|(?: number)? of the \w{1,20}[ \t]+|(?=[ \t]))",
    re.IGNORECASE,
)
_STRONG = re.compile(r"[:=|\t]|[ \t]{2}|#")
_END = re.compile(r"[\n\r|\t;]|[ \u00a0]{3,}")


@dataclass(frozen=True, slots=True)
class Field:
    """A label at `at` and the value from `start` to `end` at most; `marked` where a colon or its like parts the two."""

    label: Label
    at: int
    start: int
    end: int
    marked: bool


class Fields:
    """Finds the labels of a rule set in one pass."""

    def __init__(self, rules: MaskingRules) -> None:
        self._labels = {_bare(word): label for label in rules.label for word in label.plain}
        words = sorted({word for label in rules.label for word in label.plain}, key=len, reverse=True)
        self._regex = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_word, words))})(?![^\W_])", re.IGNORECASE)

    def of(self, text: str) -> Iterator[Field]:
        """The fields in order."""
        for match in self._regex.finditer(text):
            label = self._labels.get(_bare(match[0]))
            if label is not None:
                yield _field(text, match.start(), match.end(), label)


def _field(text: str, at: int, end: int, label: Label) -> Field:
    connector = _CONNECTOR.match(text, end)
    start = connector.end() if connector else end
    marked = bool(_STRONG.search(text, end, max(start, end))) or text[end : end + 2] == "  "
    while start < len(text) and text[start] in " \t|":
        start += 1
    if marked and text[start : start + 1] in ("\n", "\r"):
        start += len(text[start:]) - len(text[start:].lstrip())  # a form with the value below its label
    stop = _END.search(text, start, start + _MOST)
    return Field(label, at, start, stop.start() if stop else min(len(text), start + _MOST), marked)


def _bare(word: str) -> str:
    return re.sub(r"[\W_]", "", word.replace("#", "no").lower())


def _word(word: str) -> str:
    tokens = [r"[ \t]?" + re.escape(token) if not token[0].isalnum() else re.escape(token) for token in word.split()]
    return _JOIN.join(tokens)
