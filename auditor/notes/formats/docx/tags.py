"""Names of elements without their namespace: Word and its strict kin differ in nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_OFF = frozenset({"0", "false", "off", "none"})


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag: object = element.tag  # of an entity that stays unresolved it is no name
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, found in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(found)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of this name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """All children of this name."""
    return (inner for inner in (element if element is not None else ()) if local(inner) == name)


def setting(element: etree._Element | None, *path: str) -> str | None:
    """The attribute `val` of the element at the end of the path."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """A property that is on, off, or not said."""
    found = child(properties, name)
    return None if found is None else (attribute(found, "val") or "1").lower() not in _OFF


def number(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute, or the default where it is none that Word could mean."""
    try:
        found = int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default
    return found if abs(found) < 2**31 else default
