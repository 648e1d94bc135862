"""Rows that a page makes of divisions and not of a table: a label and its value beside each other, as portals print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from lxml import etree

from auditor.notes.formats.field_names import FIELD
from auditor.notes.formats.html.styles import Styles

_MAY_HOLD: Final = frozenset({"div", "li", "p", "section", "article", "fieldset", "span", "dl", "form", "main", "body", "td"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE: Final = frozenset({"span", "b", "strong", "i", "em", "u", "font", "small", "label", "a", "abbr", "sup", "sub"})
_NO_CELLS: Final = _HEADINGS | {
    "br", "hr", "table", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd", "img", "input", "select", "style", "script",
}  # fmt: skip
_CELL_ROLES: Final = frozenset({"cell", "gridcell", "rowheader", "columnheader"})
_BESIDE: Final = ("inline-block", "table-cell", "inline-flex")
_NAMES_LABEL: Final = re.compile(r"(?:^|[-_\s])(?:label|lbl|key|term|caption|field-?name|prompt)(?:$|[-_\s])", re.IGNORECASE)
_NAMES_ROW: Final = re.compile(r"(?:^|[-_\s])(?:row|table-?row|form-?group)(?:$|[-_\s])", re.IGNORECASE)
_NAMES_COLUMN: Final = re.compile(r"(?:^|\s)col(?:umn)?(?:$|[-_\s\d])", re.IGNORECASE)
_LONGEST: Final = 60  # characters of a label
_MOST_WORDS: Final = 7
_MOST_CELLS: Final = 12
_SHORT: Final = 300  # characters of a value whose label is no more than bold
_MOST_PAIRS: Final = 1_000
_SPACE: Final = re.compile(r"\s+")

Element = etree._Element


def rows_in(element: Element, tag: str, styles: Styles) -> list[list[Element]]:
    """The rows that an element is made of, each with its cells; none where it is made of anything else.

    `<div><span class="label">Surgeon</span><span>A. Stone</span></div>` is one row, a grid of four divisions may be two.
    """
    if tag not in _MAY_HOLD or _has_words(element.text):
        return []
    parts = list(islice(element.iterchildren("*"), 2 * _MOST_PAIRS))
    if not 2 <= len(parts) < 2 * _MOST_PAIRS or any(str(part.tag) in _NO_CELLS or _has_words(part.tail) for part in parts):
        return []
    if len(parts) <= _MOST_CELLS and _is_row(element, tag, parts, styles):
        return [parts]
    pairs = [parts[at : at + 2] for at in range(0, len(parts), 2)]
    return pairs if len(parts) % 2 == 0 and _are_pairs(element, tag, pairs, styles) else []


def _is_row(element: Element, tag: str, parts: Sequence[Element], styles: Styles) -> bool:
    """Whether the parts stand beside each other as the cells of one row."""
    display = styles.of(element, tag).display
    if display.startswith("table-row") or (element.get("role") == "row" and all(p.get("role") in _CELL_ROLES for p in parts)):
        return True
    if len(parts) != 2 or not _may_be_label(parts[0]):
        return False
    one, other = parts
    beside = display.startswith(("flex", "inline-flex", "grid")) or all(_display(part, styles) in _BESIDE for part in parts)
    named = _NAMES_ROW.search(_class(element)) and all(_NAMES_COLUMN.search(_class(part)) for part in parts)
    if beside or named or str(one.tag) == "label" or _NAMES_LABEL.search(_class(one)):
        return True
    return str(one.tag) in ("b", "strong") and str(other.tag) not in _INLINE and len(_text(other, _SHORT + 1)) <= _SHORT


def _are_pairs(element: Element, tag: str, pairs: Sequence[Sequence[Element]], styles: Styles) -> bool:
    """Whether labels and values follow each other as the parts of one grid, or of one run of divisions that float."""
    labels, values = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if len(pairs) < 2 or not all(map(_may_be_label, labels)):
        return False
    kinds, others = set(map(_kind, labels)), set(map(_kind, values))
    fields = sum(FIELD.search(_text(label, _LONGEST)) is not None for label in labels)
    among = sum(_may_be_label(value) and FIELD.search(_text(value, _LONGEST)) is not None for value in values)
    is_grid = "grid" in styles.of(element, tag).display
    if len(kinds) == 1 and not kinds & others:
        return is_grid or fields > 0 or _NAMES_LABEL.search(_class(labels[0])) is not None
    return is_grid and 2 * fields >= len(pairs) and 2 * among < len(pairs)


def _may_be_label(part: Element) -> bool:
    """Whether a part is a few words without blocks in it, no sentence and no field with its value: "Date of surgery"."""
    if str(part.tag) in _HEADINGS or any(str(inner.tag) not in _INLINE for inner in islice(part.iterdescendants("*"), 4)):
        return False
    text = _text(part, _LONGEST + 1)
    short = 0 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS
    return short and text[0].isalpha() and text[-1] not in ".!?;," and ":" not in text[:-1]


def _text(part: Element, most: int) -> str:
    """The words of a part, no more of them than tell whether there are so many characters."""
    return _SPACE.sub(" ", "".join(_pieces(part, most))).strip()


def _pieces(part: Element, most: int) -> Iterator[str]:
    length = 0
    for piece in part.itertext():
        yield str(piece)[: 2 * most]
        length += len(str(piece).strip())
        if length > most:
            return


def _has_words(text: str | None) -> bool:
    return text is not None and bool(text.strip())


def _kind(part: Element) -> tuple[str, str]:
    return str(part.tag), _class(part)


def _class(element: Element) -> str:
    return (element.get("class") or "")[:200]


def _display(part: Element, styles: Styles) -> str:
    return styles.of(part, str(part.tag)).display
