"""What the styles of a document say of its paragraphs and words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from auditor.notes.formats.docx.tags import attribute, child, children, number, setting, switch

_MOST_STEPS = 20  # styles that rest on one another; more is a loop
_HEADING = re.compile(r"(?:heading|title|subtitle|überschrift|titre)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for a paragraph or for words. Spaces are twentieths of a point."""

    hidden: bool = False
    struck: bool = False
    capitals: bool = False
    bold: bool = False
    before: int = 0
    after: int = 0
    contextual: bool = False
    heading: bool = False
    list_id: str | None = None
    list_level: int = 0

    def with_words(self, properties: etree._Element | None) -> Style:
        """This style with what the properties of words add to it."""
        if properties is None:
            return self
        said = {name: switch(properties, name) for name in ("vanish", "strike", "dstrike", "caps", "b")}
        struck = [said[name] for name in ("strike", "dstrike") if said[name] is not None]
        return replace(
            self,
            hidden=self.hidden if said["vanish"] is None else said["vanish"],
            struck=any(struck) if struck else self.struck,
            capitals=self.capitals if said["caps"] is None else said["caps"],
            bold=self.bold if said["b"] is None else said["b"],
        )

    def with_paragraph(self, properties: etree._Element | None) -> Style:
        """This style with what the properties of a paragraph add to it."""
        if properties is None:
            return self
        spacing = child(properties, "spacing")
        contextual = switch(properties, "contextualSpacing")
        list_id = setting(properties, "numPr", "numId")
        level = setting(properties, "numPr", "ilvl")
        outline = setting(properties, "outlineLvl")
        return replace(
            self,
            before=_space(spacing, "before", self.before),
            after=_space(spacing, "after", self.after),
            contextual=self.contextual if contextual is None else contextual,
            heading=self.heading if outline is None else number(outline, 9) < 9,
            list_id=self.list_id if list_id is None else list_id,
            list_level=self.list_level if level is None else number(level),
        )


def _space(spacing: etree._Element | None, side: str, inherited: int) -> int:
    if spacing is None:
        return inherited
    if (attribute(spacing, f"{side}Autospacing") or "0") not in ("0", "false", "off"):
        return 280
    found = attribute(spacing, side)
    return inherited if found is None else number(found)


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        self._known: dict[tuple[str | None, str], Style] = {}
        defaults = child(root, "docDefaults")
        base = Style().with_paragraph(child(defaults, "pPrDefault", "pPr"))
        self._base = base.with_words(child(defaults, "rPrDefault", "rPr"))
        self._default = next(
            (
                name
                for name, style in self._elements.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")
            ),
            None,
        )

    def paragraph(self, id: str | None) -> Style:
        """The style of a paragraph; the default one where it names none."""
        return self._resolved(self._default if id is None else id, self._base)

    def words(self, id: str | None, around: Style) -> Style:
        """The style of words inside a paragraph of the style `around`."""
        return around if id is None else self._resolved(id, around)

    def _resolved(self, id: str | None, base: Style) -> Style:
        key = (id, repr(base))
        if key not in self._known:
            style = base
            for element in reversed(self._chain(id)):
                style = style.with_paragraph(child(element, "pPr")).with_words(child(element, "rPr"))
                if _HEADING.match(setting(element, "name") or ""):
                    style = replace(style, heading=True)
            self._known[key] = style
        return self._known[key]

    def _chain(self, id: str | None) -> list[etree._Element]:
        """The style and those that it rests on."""
        chain: list[etree._Element] = []
        name = id
        while name is not None and name in self._elements and len(chain) < _MOST_STEPS:
            chain.append(self._elements[name])
            name = setting(self._elements[name], "basedOn")
        return chain
