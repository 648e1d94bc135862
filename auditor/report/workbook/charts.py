"""Native charts, which can be edited in the spreadsheet: bars that lie, with their numbers, and lines over months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun, RichTextProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.workbook.style import ACCENT, FONT, INK, LINE

GREEN, AMBER, BLUE, GREY, RED, PURPLE = "2F7D4F", "E0A030", ACCENT, "C3CBD3", "A83232", "6B2D6B"
DARK = (GREEN, BLUE, RED, PURPLE)  # on these, labels are white
_SLANT = -45 * 60_000  # names of months stand aslant, or they would be broken
_GAP = 90_000  # between a chart and the edge of its cells, in EMU: a quarter of a centimetre


@dataclass(frozen=True, slots=True)
class Box:
    """The cells that a chart covers; columns and rows count from 0, the ends are not covered."""

    left: int
    top: int
    right: int
    foot: int


@dataclass(frozen=True, slots=True)
class Bars:
    """What a chart shows: rows `first` to `last` of the sheet, names in column A, a series for each of `columns`.

    Rows count from 1, columns too. With several columns the bars are stacked, row `first - 1` names them and `colours` holds a
    colour a series; with one, it may hold a colour a bar.
    """

    title: str
    first: int
    last: int
    columns: Sequence[int]
    colours: Sequence[str]
    number: str = "#,##0"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over rows `first` to `last` of the sheet, names in column A and titles in row 1.

    Each of `series` is a column, a colour, and the places, from 0, whose points are crosses. `most` is the end of the values.
    """

    title: str
    first: int
    last: int
    series: Sequence[tuple[int, str, Sequence[int]]]
    number: str
    most: float | None = None


def add_bars(sheet: Worksheet, bars: Bars, box: Box) -> None:
    """Put a chart of lying bars over the cells of `box`."""
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar", 2, 45
    stacked = len(bars.columns) > 1
    for place, column in enumerate(bars.columns):
        chart.series.append(_series(sheet, bars, column, bars.colours[place], named=stacked))
    names = Reference(sheet, min_col=1, min_row=bars.first, max_row=bars.last)
    chart.set_categories(names)
    if stacked:
        chart.grouping, chart.overlap = "stacked", 100
        chart.legend.position, chart.legend.txPr = "b", _text(900)
    else:
        chart.legend = None
        _colour_each(chart, bars)
    _axes(chart)
    _place(sheet, chart, bars.title, box)


def add_lines(sheet: Worksheet, lines: Lines, box: Box) -> None:
    """Put a chart of lines over the cells of `box`; where a row has no value, a line has a gap."""
    chart: Any = LineChart()
    chart.style = 2
    for column, colour, crosses in lines.series:
        chart.series.append(_line(sheet, lines, column, colour, crosses))
    chart.set_categories(Reference(sheet, min_col=1, min_row=lines.first, max_row=lines.last))
    if len(lines.series) > 1:
        chart.legend.position, chart.legend.txPr = "b", _text(900)
    else:
        chart.legend = None
    chart.x_axis.delete, chart.y_axis.delete = False, False
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr, axis.majorTickMark = _text(900), "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.x_axis.txPr.bodyPr = RichTextProperties(rot=_SLANT)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, lines.most
    chart.y_axis.number_format, chart.y_axis.numFmt.sourceLinked = lines.number, False
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    _place(sheet, chart, lines.title, box)


def _place(sheet: Worksheet, chart: BarChart | LineChart, title: str, box: Box) -> None:
    chart.title = _title(title)
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=LINE))
    chart.roundedCorners = False
    cast(Any, chart).anchor = TwoCellAnchor(
        "twoCell",
        _from=AnchorMarker(box.left, _GAP, box.top, 0),
        to=AnchorMarker(box.right, 0, box.foot, 0),
    )
    sheet.add_chart(chart)


def _line(sheet: Worksheet, lines: Lines, column: int, colour: str, crosses: Sequence[int]) -> Series:
    values = Reference(sheet, min_col=column, min_row=lines.first, max_row=lines.last)
    name = SeriesLabel(strRef=StrRef(f"'{sheet.title}'!${get_column_letter(column)}$1"))
    series: Series = SeriesFactory(values)
    series.tx, series.smooth = name, False
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour, w=22_000))
    series.marker = _marker("circle", colour)
    for place in crosses:
        point = DataPoint(idx=place, marker=_marker("x", colour))
        point.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour, w=22_000))
        series.dPt.append(point)
    return series


def _marker(symbol: Literal["circle", "x"], colour: str) -> Marker:
    return Marker(symbol, 7, GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour)))


def _series(sheet: Worksheet, bars: Bars, column: int, colour: str, *, named: bool) -> Series:
    values = Reference(sheet, min_col=column, min_row=bars.first - 1 if named else bars.first, max_row=bars.last)
    series: Series = SeriesFactory(values, title_from_data=named)
    series.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))
    series.invertIfNegative = False
    labels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
    labels.numFmt, labels.position = bars.number, "ctr" if named else "outEnd"
    labels.txPr = _text(900, "FFFFFF" if named and colour in DARK else INK)
    series.dLbls = labels
    return series


def _colour_each(chart: BarChart, bars: Bars) -> None:
    for place, colour in enumerate(bars.colours):
        point = DataPoint(idx=place, invertIfNegative=False)
        point.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))
        chart.series[0].dPt.append(point)


def _axes(chart: BarChart) -> None:
    """Names down the left in the order of the rows; the values stand at the bars and need no axis."""
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.txPr, chart.x_axis.majorTickMark = _text(900), "none"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.x_axis.tickLblSkip = 1  # every name is shown
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0


def _title(title: str) -> Title:
    look = _characters(1100, bold=True)
    run = RegularTextRun(rPr=look, t=title)
    words = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])])
    place = Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.02, y=0.03))
    return Title(tx=Text(rich=words), layout=place, overlay=False)


def _characters(size: int, colour: str = INK, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT))


def _text(size: int, colour: str = INK) -> RichText:
    look = _characters(size, colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])
