"""What forms and tables print and wrap, made plain before a note is read: every character keeps its place."""

from __future__ import annotations

import re

from auditor.language.boxes import ANY_BOX, SIGNS

_ANY_BOX = re.compile(ANY_BOX)
_ENDS_IN_BOX = re.compile(rf"{ANY_BOX}\Z")
_LONGEST_BOX = 5  # characters: "[ x ]"
# The last sign of a box first: a set of signs is looked for much faster than all that a box may begin with.
_LAST_OF_LINE = re.compile(rf"[\]){SIGNS}][ \t]*(\r?\n)[ \t]*(?=(yes|no|none|n/a|present|absent|taken|not taken)\b|[a-z])")
# What a form prints where an answer is to be typed: "Arterial anastomosis: [free text]".
_PLACEHOLDER = re.compile(
    r"(?<=[:=|])([ \t]*)\[[ \t]*(?:free[ -]?text|text|type here|blank|empty|pending|to be \w+|none (?:entered|selected)"
    r"|not (?:entered|documented|recorded|completed|filled in|specified|stated)|no (?:entry|selection|answer)"
    r"|(?:enter|select|insert) [\w ]{0,24})[ \t]*\]",
    re.IGNORECASE,
)
# A cell of a table that goes on in the next row, whose first cell is empty: "8.5 cm", and below it "       | of fibula".
_CELL_GOES_ON = re.compile(r"(?<=[^\n.:;|?!-])([ \t]*\n[ \t]{2,}\|[ \t]*)(?=[a-z0-9(])")
# The same in a table of two columns with strokes around it.
_FRAMED_CELL_GOES_ON = re.compile(
    r"(?<=[^\n.:;|?!-])([ \t]*\|[ \t]*\n[ \t]*\|[ \t]{2,}\|[ \t]*)(?=[a-z0-9(][^|\n]*\|?[ \t]*(?:\n|\Z))"
)


def made_plain(text: str) -> str:
    """`text` with placeholders as blanks, cells that go on in the next row whole, and boxes beside their words."""
    return _unwrapped(_with_whole_cells(_blanked(text)))


def _with_whole_cells(text: str) -> str:
    """`text` with blanks for each end of a row behind which a cell goes on, character for character."""
    if "|" not in text:
        return text
    text = _FRAMED_CELL_GOES_ON.sub(lambda match: " " * len(match[1]), text)
    return _CELL_GOES_ON.sub(lambda match: " " * len(match[1]), text)


def _blanked(text: str) -> str:
    """`text` with a blank to fill in for each placeholder of a form, character for character."""
    if "[" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: match[1] + "_" * (len(match[0]) - len(match[1])), text)


def _unwrapped(text: str) -> str:
    """`text` with blanks for each line end that a wrap put between a box and its words, character for character."""
    parts: list[str] = []
    done = 0
    for last in _LAST_OF_LINE.finditer(text):
        end = last.start() + 1
        box = _ENDS_IN_BOX.search(text, max(end - _LONGEST_BOX, 0), end)
        if box is None:
            continue
        start = text.rfind("\n", 0, last.start()) + 1
        goes_on = bool(parts) and start == done  # the line before was parted from this one too
        if goes_on or _leads(text[start : box.start()], answered=bool(last[2])):
            parts += [text[done : last.start(1)], " " * len(last[1])]
            done = last.end(1)
    return "".join([*parts, text[done:]]) if parts else text


def _leads(line: str, *, answered: bool) -> bool:
    """Whether boxes stand before their words in a line, or an answer follows the box that ends it."""
    first = _ANY_BOX.search(line)
    label = (line[: first.start()] if first else line).rstrip(" \t-*")
    return answered and label.endswith((":", "?")) if first is None else label[-1:] in {"", ":", "?"}
