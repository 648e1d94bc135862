"""The look of the workbook: a few named styles, which Excel lists under "Cell Styles" so that a department can alter them.

Status and severity are told by words; colour only helps the eye.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

FONT = "Calibri"
INK = "1F2933"
MUTED = "6B7785"
ACCENT = "24557A"
LINE = "DDE3E9"
BAR = "9DB8CC"


class Look(StrEnum):
    """The named styles; the value is the name that Excel shows."""

    TITLE = "auditor title"
    CAPTION = "auditor caption"
    HEADING = "auditor heading"
    TILE = "auditor tile"
    TILE_LABEL = "auditor tile label"
    HEAD = "auditor head"
    HEAD_NUMBER = "auditor head number"
    HEAD_COUNT = "auditor head count"
    HEAD_FIRST = "auditor head first reviewer"
    HEAD_SECOND = "auditor head second reviewer"
    TEXT = "auditor text"
    WRAP = "auditor wrap"
    STRONG = "auditor strong"
    LINK = "auditor link"
    MUTED = "auditor muted"
    QUOTE = "auditor quote"
    NUMBER = "auditor number"
    WHOLE = "auditor whole"
    SOME = "auditor some"
    COUNT = "auditor count"
    SHARE = "auditor share"
    UNITS = "auditor units"
    DAY = "auditor day"
    MOMENT = "auditor moment"
    FIELD = "auditor field"
    FIELD_DAY = "auditor field day"
    GOOD = "auditor good"
    ASK = "auditor ask"
    GRAVE = "auditor grave"
    OTHER = "auditor other"
    QUIET = "auditor quiet"


HEADS = {
    Look.HEAD: "24557A",
    Look.HEAD_NUMBER: "24557A",
    Look.HEAD_COUNT: "24557A",
    Look.HEAD_FIRST: "6B4200",
    Look.HEAD_SECOND: "4B3F72",
}
FIELDS = (Look.FIELD, Look.FIELD_DAY)
WRAPPED = frozenset({Look.WRAP, Look.STRONG, Look.LINK, Look.QUOTE, Look.MUTED, Look.FIELD, *HEADS})

# Text and ground of what is marked with colour; each pair has a contrast of at least 7 to 1.
CHIPS = {
    Look.GOOD: ("1B4D2E", "E3F1E6"),
    Look.ASK: ("6B4200", "FCEFD6"),
    Look.GRAVE: ("7A1F1F", "FBE4E1"),
    Look.OTHER: ("1F4363", "E2ECF5"),
    Look.QUIET: ("4A5560", "EEF0F2"),
}
_FIELD_GROUND = "FFFDF3"
_PLACES: dict[Look, Literal["left", "right", "center"]] = {
    Look.NUMBER: "right",
    Look.SHARE: "right",
    Look.UNITS: "right",
    Look.SOME: "right",
    Look.HEAD_NUMBER: "right",
    Look.COUNT: "center",
    Look.HEAD_COUNT: "center",
    Look.TILE: "center",
    Look.TILE_LABEL: "center",
}
FORMATS = {
    Look.TILE: "#,##0",
    Look.NUMBER: "#,##0",
    Look.WHOLE: "#,##0",
    Look.SOME: "#,##0;-#,##0;",
    Look.COUNT: "#,##0;-#,##0;–",  # a dash for none lets the eye rest on the others
    Look.SHARE: "0%",
    Look.UNITS: "#,##0.00;-#,##0.00;0.00",
    Look.DAY: "yyyy-mm-dd",
    Look.MOMENT: "yyyy-mm-dd hh:mm",
    Look.FIELD: "@",  # what is typed stays text: a code is no number
    Look.FIELD_DAY: "yyyy-mm-dd",
}
_FREE = {  # size, bold, colour of what stands outside tables
    Look.TITLE: (20, True, ACCENT),
    Look.CAPTION: (10, False, MUTED),
    Look.HEADING: (13, True, ACCENT),
    Look.TILE: (22, True, ACCENT),
    Look.TILE_LABEL: (10, False, MUTED),
}


def named_styles() -> list[NamedStyle]:
    """Every look as a style of its own."""
    return [_style(look) for look in Look]


def _style(look: Look) -> NamedStyle:
    if look in CHIPS:
        ink, ground = CHIPS[look]
        return _named(look, Font(name=FONT, size=10, color=ink), ground)
    if look in HEADS:
        return _named(look, Font(name=FONT, size=10, bold=True, color="FFFFFF"), HEADS[look])
    if look in _FREE:
        size, bold, colour = _FREE[look]
        return _named(look, Font(name=FONT, size=size, bold=bold, color=colour), ruled=False)
    colour = {Look.MUTED: MUTED, Look.LINK: ACCENT}.get(look, INK)
    font = Font(name=FONT, size=10, bold=look in (Look.STRONG, Look.LINK), italic=look is Look.QUOTE, color=colour)
    if look is Look.LINK:
        font.underline = "single"
    return _named(look, font, _FIELD_GROUND if look in FIELDS else None)


def _named(look: Look, font: Font, ground: str | None = None, *, ruled: bool = True) -> NamedStyle:
    style = NamedStyle(name=look.value)
    style.font = font
    place = _PLACES.get(look, "left")
    indent = int(ruled and place != "center")
    style.alignment = Alignment(horizontal=place, vertical="center", wrap_text=look in WRAPPED, indent=indent)
    style.number_format = FORMATS.get(look, "General")
    if ground:
        style.fill = PatternFill("solid", fgColor=ground)
    if ruled:
        side = Side("thin", color=LINE)
        style.border = Border(bottom=side, right=side, left=side) if look in FIELDS else Border(bottom=side)
    return style
