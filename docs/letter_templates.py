"""Makes the Word templates of the letters, auditor/letters/templates/*.docx (`make templates`).

Departments edit copies of them in Word; the fields between braces are filled in by the tool. The same script always gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).resolve().parent.parent / "auditor" / "letters" / "templates"
_WIDTH = 6.92  # inches between the margins, less the indent that sets the text of cells in line with other text
_INDENT = "115"  # twentieths of a point
_INK, _FAINT, _ACCENT = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x5B, 0x64, 0x70), RGBColor(0x24, 0x55, 0x7A)
_LINE, _BAND = "C5CDD5", "F1F4F7"
_SAYINGS = "{% for saying in topic.says %}{{ said.says }}: \u201c{{ saying.words }}\u201d ({{ saying.place }}). {% endfor %}"
_NOTHING = "{{ said.nothing_further if topic.says else said.nothing_found }}"
# Name, size in points, colour, bold, space before and after in points.
_STYLES: tuple[tuple[str, float, RGBColor, bool, float, float], ...] = (
    ("Letter title", 17, _ACCENT, True, 0, 6),
    ("Letter head", 10, _INK, False, 0, 2),
    ("Letter text", 10, _INK, False, 0, 5),
    ("Case", 12.5, _ACCENT, True, 14, 4),
    ("Topic", 10.5, _INK, True, 9, 1),
    ("Report", 10, _FAINT, False, 0, 2),
    ("Question", 10, _INK, True, 3, 3),
    ("Choices", 9.5, _INK, False, 2, 2),
    ("Cell", 9.5, _INK, False, 1, 1),
    ("Cell head", 9, _FAINT, True, 1, 1),
    ("Foot", 8, _FAINT, False, 0, 0),
)


def main() -> None:
    """Write both templates."""
    FOLDER.mkdir(exist_ok=True)
    for name, made in (("letter", letter()), ("education", education())):
        (FOLDER / f"{name}.docx").write_bytes(made)


def letter() -> bytes:
    """The template of the letters with questions."""
    document = _begun("Questions about operative reports")
    _head(document)
    for text in ("{{ said.opening }}", "{{ said.no_change }} {{ said.addendum }}"):
        document.add_paragraph(text, "Letter text")
    document.add_paragraph("{%p for case in letter.cases %}")
    document.add_paragraph("{{ case.id }} \u00b7 {{ case.when }}", "Case")
    document.add_paragraph("{%p for topic in case.topics %}")
    _kept(document.add_paragraph("{{ topic.name }}", "Topic"))
    document.add_paragraph("{%p if topic.conflict %}")
    _conflict(document)
    document.add_paragraph("{%p else %}")
    _kept(document.add_paragraph(_SAYINGS + _NOTHING, "Report"))
    document.add_paragraph("{%p endif %}")
    _kept(document.add_paragraph("{{ topic.question }}", "Question"))
    _answer(document)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if case.further %}")
    _kept(document.add_paragraph("{{ said.further }}", "Topic"))
    _further(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    signed = document.add_paragraph("Answered by ______________________________    Date ________________", "Letter text")
    signed.paragraph_format.space_before = Pt(22)
    return _saved(document)


def education() -> bytes:
    """The template of the education documents."""
    document = _begun("What operative reports of bone transfers document")
    _head(document)
    document.add_paragraph("{{ said.opening }}", "Letter text")
    document.add_paragraph("{{ said.no_change }}{% if education.few %} {{ said.few }}{% endif %}"
                           "{% if education.alone %} {{ said.alone }}{% endif %}", "Letter text")  # fmt: skip
    document.add_paragraph("{%p if education.lessons %}")
    table = _table(document, (1.6, 1.0, 1.1, 3.22), ("Topic", "Your reports", "Department", "A wording that documents it"))
    _loop(table, "lesson in education.lessons")
    cells = _row(table).cells
    _fill(cells[0], "{{ lesson.name }}", bold=True)
    _fill(cells[1], "{{ lesson.own }}")
    _fill(cells[2], "{{ lesson.department or '\u2013' }}")
    _fill(cells[3], "{{ lesson.example or '' }}")
    _end_loop(table)
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ said.nothing_missing }}", "Letter text")
    document.add_paragraph("{%p endif %}")
    return _saved(document)


def _begun(title: str) -> Doc:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(0.75)
    section.top_margin = section.bottom_margin = Inches(0.7)
    for name, size, colour, bold, before, after in _STYLES:
        _style(document, name, size, colour, bold=bold, before=before, after=after)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = datetime(1980, 1, 1)
    _foot(section.footer.paragraphs[0])
    return document


def _style(document: Doc, name: str, size: float, colour: RGBColor, *, bold: bool, before: float, after: float) -> None:
    style = document.styles.add_style(name, 1)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), bold
    style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.08
    style.paragraph_format.keep_with_next = name == "Case"


def _head(document: Doc) -> None:
    document.add_paragraph("{{ said.title }}", "Letter title")
    for label, field in (("To", "to"), ("From", "sender"), ("Date", "date")):
        line = document.add_paragraph(style="Letter head")
        line.paragraph_format.tab_stops.add_tab_stop(Inches(0.6))
        line.add_run(f"{label}\t").font.color.rgb = _FAINT
        line.add_run(f"{{{{ {field} }}}}")
    line.paragraph_format.space_after = Pt(9)


def _conflict(document: Doc) -> None:
    """Both statements side by side."""
    table = _table(document, (_WIDTH / 2, _WIDTH / 2), ("{{ said.says }}", "{{ said.says_too }}"))
    for place, cell in enumerate(_row(table).cells):
        saying = f"topic.says[{place}]"
        _fill(cell, f"\u201c{{{{ {saying}.words }}}}\u201d ({{{{ {saying}.place }}}})")
    _all_kept(table)


def _answer(document: Doc) -> None:
    """A box to write in, with the choices at its foot, so that no page parts them; the row grows with what is typed."""
    table = _table(document, (_WIDTH,), ())
    row = _row(table)
    row.height = Inches(0.7)
    _fill(row.cells[0], "{{ said.answer }}:")
    row.cells[0].paragraphs[0].paragraph_format.space_after = Pt(14)
    row.cells[0].add_paragraph(_choices("topic"), "Choices")
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _choices(topic: str) -> str:
    return f"{{% for choice in {topic}.choices %}}\u2610 {{{{ choice }}}}{{% if loop.last %}}: ____________________{{% else %}}     {{% endif %}}{{% endfor %}}"  # noqa: E501


def _further(document: Doc) -> None:
    """The topics of good practice: a row each."""
    table = _table(document, (2.3, 2.2, 2.42), ("Topic", "Question", "{{ said.answer }}"))
    _loop(table, "topic in case.further")
    cells = _row(table).cells
    _fill(cells[0], "{{ topic.name }}", bold=True)
    cells[0].add_paragraph(f"{_SAYINGS}{{% if not topic.conflict %}}{_NOTHING}{{% endif %}}", "Foot")
    _fill(cells[1], "{{ topic.question }}")
    _fill(cells[2], "{%p for choice in topic.choices %}")
    cells[2].add_paragraph("\u2610 {{ choice }}{% if loop.last %}: ______{% endif %}", "Cell")
    cells[2].add_paragraph("{%p endfor %}", "Cell")
    cells[2].paragraphs[0].insert_paragraph_before("\u00a0", "Cell")
    _end_loop(table)


def _table(document: Doc, widths: Sequence[float], heads: Sequence[str]) -> Table:
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    _borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    if heads:
        cells = _row(table).cells
        for cell, head in zip(cells, heads, strict=True):
            _fill(cell, head, style="Cell head")
            _shade(cell)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _row(table: Table) -> _Row:
    row: _Row = cast(Any, table).add_row()
    return row


def _loop(table: Table, over: str) -> None:
    _row(table).cells[0].paragraphs[0].text = f"{{%tr for {over} %}}"


def _end_loop(table: Table) -> None:
    _row(table).cells[0].paragraphs[0].text = "{%tr endfor %}"
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: _Cell, text: str, *, style: str = "Cell", bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text).bold = bold or None


def _kept(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.keep_with_next = True


def _all_kept(table: Table) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                _kept(paragraph)


def _borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=_LINE))
    properties = table._tbl.tblPr
    # Word reads the parts of a table's properties in one order only.
    behind = next(part for part in properties if part.tag in {qn("w:tblLayout"), qn("w:tblLook")})
    behind.addprevious(_element("w:tblInd", w=_INDENT, type="dxa"))
    behind.addprevious(borders)


def _shade(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=_BAND))


def _foot(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.style = "Foot"
    paragraph.add_run("Confidential \u00b7 page ")
    for field, after in (("PAGE", " of "), ("NUMPAGES", "")):
        simple = _element("w:fldSimple", instr=field)
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "1"
        run.append(shown)
        simple.append(run)
        paragraph._p.append(simple)
        paragraph.add_run(after)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _saved(document: Doc) -> bytes:
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system = ZIP_DEFLATED, 0
            target.writestr(part, source.read(name))
    return packed.getvalue()


if __name__ == "__main__":
    main()
