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
HEAD = "24557A"
BAR = "9DB8CC"


class Look(StrEnum):
    """The named styles; the value is the name that Excel shows."""

    TITLE = "auditor title"
    CAPTION = "auditor caption"
    HEADING = "auditor heading"
    HEAD = "auditor head"
    HEAD_NUMBER = "auditor head number"
    HEAD_COUNT = "auditor head count"
    TEXT = "auditor text"
    WRAP = "auditor wrap"
    STRONG = "auditor strong"
    MUTED = "auditor muted"
    QUOTE = "auditor quote"
    NUMBER = "auditor number"
    COUNT = "auditor count"
    SHARE = "auditor share"
    MOMENT = "auditor moment"
    GOOD = "auditor good"
    ASK = "auditor ask"
    GRAVE = "auditor grave"
    OTHER = "auditor other"
    QUIET = "auditor quiet"


# Text and ground of what is marked with colour; each pair has a contrast of at least 7 to 1.
_CHIPS = {
    Look.GOOD: ("1B4D2E", "E3F1E6"),
    Look.ASK: ("6B4200", "FCEFD6"),
    Look.GRAVE: ("7A1F1F", "FBE4E1"),
    Look.OTHER: ("1F4363", "E2ECF5"),
    Look.QUIET: ("4A5560", "EEF0F2"),
}
_PLACES: dict[Look, Literal["left", "right", "center"]] = {
    Look.NUMBER: "right",
    Look.SHARE: "right",
    Look.HEAD_NUMBER: "right",
    Look.COUNT: "center",
    Look.HEAD_COUNT: "center",
}
FORMATS = {
    Look.NUMBER: "#,##0",
    Look.COUNT: "#,##0;-#,##0;–",  # a dash for none lets the eye rest on the others
    Look.SHARE: "0%",
    Look.MOMENT: "yyyy-mm-dd hh:mm",
}
_BY_WORD = {
    "supported": Look.GOOD,
    "query": Look.ASK,
    "outside the set": Look.OTHER,
    "not applicable": Look.QUIET,
    "decisive": Look.GRAVE,
    "support": Look.ASK,
    "regulatory": Look.OTHER,
    "quality": Look.QUIET,
}


def chip(word: str) -> Look:
    """The look of a status or a severity."""
    return _BY_WORD.get(word, Look.TEXT)


def named_styles() -> list[NamedStyle]:
    """Every look as a style of its own."""
    return [_style(look) for look in Look]


def _style(look: Look) -> NamedStyle:
    if look in _CHIPS:
        ink, ground = _CHIPS[look]
        return _named(look, Font(name=FONT, size=10, color=ink), fill=PatternFill("solid", fgColor=ground))
    if look in (Look.HEAD, Look.HEAD_NUMBER, Look.HEAD_COUNT):
        font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
        return _named(look, font, fill=PatternFill("solid", fgColor=HEAD), wrap=True)
    if look in (Look.TITLE, Look.CAPTION, Look.HEADING):
        size, bold, colour = {Look.TITLE: (20, True, ACCENT), Look.CAPTION: (10, False, MUTED)}.get(look, (13, True, ACCENT))
        return _named(look, Font(name=FONT, size=size, bold=bold, color=colour), ruled=False)
    colour = MUTED if look is Look.MUTED else INK
    font = Font(name=FONT, size=10, bold=look is Look.STRONG, italic=look is Look.QUOTE, color=colour)
    return _named(look, font, wrap=look in (Look.WRAP, Look.STRONG, Look.QUOTE, Look.MUTED))


def _named(look: Look, font: Font, *, fill: PatternFill | None = None, wrap: bool = False, ruled: bool = True) -> NamedStyle:
    style = NamedStyle(name=look.value)
    style.font = font
    place = _PLACES.get(look, "left")
    style.alignment = Alignment(horizontal=place, vertical="center", wrap_text=wrap, indent=int(ruled and place != "center"))
    style.number_format = FORMATS.get(look, "General")
    if fill:
        style.fill = fill
    if ruled:
        style.border = Border(bottom=Side("thin", color=LINE))
    return style
