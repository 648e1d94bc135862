"""PDFs as another program lays them out, from the plain text of a note."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Preformatted, Spacer

_COLUMNS = re.compile(r"\S {2,}\S")


@dataclass(frozen=True)
class Layout:
    """How a page looks; sizes in points."""

    width: float = 595
    height: float = 842
    margin: float = 56
    columns: int = 1
    justified: bool = False
    size: float = 10
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    numbered: str = ""
    watermark: str = ""


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = (595, 842)) -> bytes:
    """What `draw` puts on a canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def lines(canvas: Canvas, texts: Sequence[str], *, left: float = 60, top: float = 780, size: float = 10) -> None:
    """One line under the other."""
    canvas.setFont("Helvetica", size)
    for number, text in enumerate(texts):
        canvas.drawString(left, top - 1.2 * size * number, text)


def by_hand(
    content: bytes, *, head: bytes = b"", resources: bytes = b"", count: int = 1, more: bytes = b"", tree: bytes = b"",
    page: bytes = b"/MediaBox[0 0 595 842]",
) -> bytes:  # fmt: skip
    """One page with the stream `content`, byte by byte; `tree` and `page` are what the tree of pages and the page say."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count %d%s>>" % (count, tree),
        b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>" % (page, resources),
        b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/StandardEncoding>>",
    ]
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    out += more
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def pdf_of(text: str, layout: Layout) -> bytes:
    """The note in `text`, a paragraph for each of its lines."""
    pages = _count(text, layout)
    return _build(text, layout, pages)


def _count(text: str, layout: Layout) -> int:
    buffer = io.BytesIO()
    template = _template(buffer, layout, 0)
    template.build(_story(text, layout))
    return int(template.page)


def _build(text: str, layout: Layout, pages: int) -> bytes:
    buffer = io.BytesIO()
    _template(buffer, layout, pages).build(_story(text, layout))
    return buffer.getvalue()


def _template(buffer: io.BytesIO, layout: Layout, pages: int) -> BaseDocTemplate:
    lead = 1.2 * layout.size
    top = layout.margin + lead * len(layout.head)
    foot = layout.margin + lead * (len(layout.foot) + bool(layout.numbered))
    gap = 20
    width = (layout.width - 2 * layout.margin - gap * (layout.columns - 1)) / layout.columns
    frames = [
        Frame(layout.margin + number * (width + gap), foot, width, layout.height - top - foot, 0, 0, 0, 0)
        for number in range(layout.columns)
    ]

    def furnish(canvas: Canvas, _document: BaseDocTemplate) -> None:
        _furnish(canvas, layout, pages)

    template = BaseDocTemplate(buffer, pagesize=(layout.width, layout.height), invariant=1)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=furnish)])
    return template


def _furnish(canvas: Canvas, layout: Layout, pages: int) -> None:
    canvas.saveState()
    lead = 1.2 * layout.size
    canvas.setFont("Helvetica", 0.9 * layout.size)
    for number, line in enumerate(layout.head):
        canvas.drawString(layout.margin, layout.height - layout.margin / 2 - lead * number, line)
    for number, line in enumerate((*layout.foot, layout.numbered.format(page=canvas.getPageNumber(), pages=pages))):
        canvas.drawString(layout.margin, layout.margin / 2 + lead * (len(layout.foot) - number), line)
    if layout.watermark:
        canvas.translate(layout.width / 2, layout.height / 2)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.setFillGray(0.85)
        canvas.drawCentredString(0, 0, layout.watermark)
    canvas.restoreState()


def _story(text: str, layout: Layout) -> Sequence[Flowable]:
    align = TA_JUSTIFY if layout.justified else TA_LEFT
    style = ParagraphStyle("body", fontName="Helvetica", fontSize=layout.size, leading=1.2 * layout.size, alignment=align)
    typed = ParagraphStyle("typed", fontName="Courier", fontSize=0.8 * layout.size, leading=1.2 * layout.size)
    story: list[Flowable] = []
    for line in text.splitlines():
        if not line.strip():
            story.append(Spacer(1, 1.2 * layout.size))
        elif _COLUMNS.search(line) and len(line) < 90 and layout.columns == 1 and layout.width > 500:
            story.append(Preformatted(line, typed))
        else:
            story.append(Paragraph(escape(line), style))
    return story
