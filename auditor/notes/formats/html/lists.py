"""The bullets and numbers of the lists of a page."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from auditor.notes.formats.numerals import printed

_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLET = "\u2022"


@dataclass(slots=True)
class Numbers:
    """The numbers of one list with numbers."""

    next: int
    step: int
    kind: str

    @classmethod
    def of(cls, element: etree._Element) -> Numbers:
        """The numbers of a list as its element starts them."""
        step = -1 if element.get("reversed") is not None else 1
        start = _number(element.get("start"))
        if start is None:
            start = 1 if step > 0 else sum(1 for _ in element.iterchildren("li"))
        return cls(start, step, element.get("type") or "1")

    def take(self, item: etree._Element) -> str:
        """What a browser prints before an item."""
        own = _number(item.get("value"))
        number = self.next if own is None else own
        self.next = number + self.step
        return f"{printed(number, _KINDS.get(item.get('type') or self.kind, 'decimal'))}."


def item_label(item: etree._Element, numbers: Numbers | None) -> str:
    """What is printed before an item of a list that has these numbers, or bullets."""
    return _BULLET if numbers is None else numbers.take(item)


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text and len(text) < 10 else None
    except ValueError:
        return None
