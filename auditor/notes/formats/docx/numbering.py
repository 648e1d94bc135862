"""The numbers and bullets that Word prints before the items of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from auditor.notes.formats.docx.tags import attribute, child, children, number, setting, switch
from auditor.notes.formats.numerals import printed
from auditor.notes.formats.symbols import symbol

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the kind of number, the text around it, where it starts."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    font: str = ""


class Numbering:
    """Counts the items of the lists of one document, in the order of the text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract = {attribute(item, "abstractNumId") or "": item for item in children(root, "abstractNum")}
        self._lists = {attribute(item, "numId") or "": item for item in children(root, "num")}
        self._levels: dict[tuple[str, int], Level | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def label(self, list_id: str | None, level: int) -> str:
        """What is printed before the next item of a list; nothing where the paragraph is in none."""
        if list_id is None or list_id == "0" or list_id not in self._lists or not 0 <= level < _LEVELS:
            return ""
        described = self._level(list_id, level)
        if described is None:
            return ""
        counts = self._counts.setdefault(self._family(list_id), [None] * _LEVELS)
        before = counts[level]
        counts[level] = described.start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if described.kind == "none":
            return described.text if "%" not in described.text else ""
        if described.kind == "bullet":
            return _bullet(described)
        return _PLACE.sub(lambda place: self._number(list_id, int(place[1]) - 1, counts, described.legal), described.text)

    def _number(self, list_id: str, level: int, counts: list[int | None], legal: bool) -> str:
        described = self._level(list_id, level) or Level()
        count = counts[level]
        return printed(described.start if count is None else count, "decimal" if legal else described.kind)

    def _family(self, list_id: str) -> str:
        """Lists of one kind count on together, unless one starts anew."""
        item = self._lists[list_id]
        return f"own {list_id}" if child(item, "lvlOverride", "startOverride") is not None else f"kind {_kind(item)}"

    def _level(self, list_id: str, level: int) -> Level | None:
        key = (list_id, level)
        if key not in self._levels:
            self._levels[key] = self._described(list_id, level)
        return self._levels[key]

    def _described(self, list_id: str, level: int) -> Level | None:
        item = self._lists[list_id]
        override = _at(children(item, "lvlOverride"), level)
        element = child(override, "lvl")
        if element is None:
            element = _at(children(self._abstract.get(_kind(item)), "lvl"), level)
        if element is None:
            return None
        fonts = child(element, "rPr", "rFonts")
        start = setting(override, "startOverride") or setting(element, "start")
        return Level(
            kind=setting(element, "numFmt") or "decimal",
            text=setting(element, "lvlText") or "",
            start=number(start, 1 if start else 0),
            legal=switch(element, "isLgl") or False,
            font="" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "",
        )


def _kind(item: etree._Element) -> str:
    return setting(item, "abstractNumId") or ""


def _at(levels: Iterator[etree._Element], level: int) -> etree._Element | None:
    return next((item for item in levels if number(attribute(item, "ilvl")) == level), None)


def _bullet(level: Level) -> str:
    if len(level.text) == 1 and 0xF000 <= ord(level.text) <= 0xF0FF:
        return symbol(ord(level.text), level.font) or "\u2022"
    # A letter of Courier New or of a symbol font stands for a sign.
    return "\u2022" if level.text.isalnum() else level.text
