"""The bullets and numbers of the lists of a page."""

from __future__ import annotations

from lxml import etree

from auditor.notes.formats.numerals import printed

_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLET = "\u2022"


def item_label(item: etree._Element) -> str:
    """What a browser prints before an item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return _BULLET
    kind = _KINDS.get(item.get("type") or parent.get("type") or "1", "decimal")
    return f"{printed(_position(item, parent), kind)}."


def _position(item: etree._Element, parent: etree._Element) -> int:
    """The number of an item: counted from the last one that says its own, or from the start of the list."""
    own = _number(item.get("value"))
    if own is not None:
        return own
    step = -1 if parent.get("reversed") is not None else 1
    steps = 0
    for before in item.itersiblings("li", preceding=True):
        steps += 1
        said = _number(before.get("value"))
        if said is not None:
            return said + step * steps
    start = _number(parent.get("start"))
    if start is None:
        start = 1 if step > 0 else sum(1 for _ in parent.iterchildren("li"))
    return start + step * steps


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text and len(text) < 10 else None
    except ValueError:
        return None
