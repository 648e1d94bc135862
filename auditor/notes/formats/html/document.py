"""A whole page -> its note."""

from __future__ import annotations

import re

from lxml import etree

from auditor.errors import NoteError
from auditor.notes.formats.html.encoding import decoded
from auditor.notes.formats.html.reader import Context, Reader
from auditor.notes.formats.html.styles import Styles
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.lines import Lines
from auditor.notes.formats.marks import refuse_too_much
from auditor.notes.formats.model import Extracted, Known
from auditor.notes.formats.remarks import in_order

# Pictures that stand in the page itself; a scan of a signature may be larger than what the parser takes for one value.
_INLINE_DATA = re.compile(r"data:[\w/+.;=-]{0,100},[^\"'\s)>]{200,}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_AUTHORS = ("author", "dcterms.creator", "dc.creator")
_DATES = ("dcterms.created", "dc.date", "created", "date")


def document(data: bytes, limits: Limits) -> Extracted:
    """Read a page. Raises NoteError where it cannot be read."""
    root, context = page(data, limits)
    lines = Lines(limits)
    if root is None:
        return lines.extracted(Known(), ())
    lines.add(Reader(context).read(root))
    return lines.extracted(_known(root), in_order(context.remarks))


def page(data: bytes, limits: Limits) -> tuple[etree._Element | None, Context]:
    """The tree of a page, None where it is empty, and what holds for all of it. Raises NoteError where it cannot be read."""
    root = _parsed(decoded(data), limits)
    sheets = [] if root is None else ["".join(map(str, style.itertext())) for style in root.iter("style")]
    return root, Context(Styles(sheets), limits)


def _parsed(text: str, limits: Limits) -> etree._Element | None:
    """The tree of a page; nothing is resolved or fetched, and what the parser gives up on is refused."""
    text = _INLINE_DATA.sub("data:,", text.replace("\0", ""))
    data = text.encode("utf-8", "replace")
    refuse_too_much(data, limits)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root: etree._Element | None = etree.fromstring(data, parser) if data.strip() else None
    except (etree.LxmlError, ValueError) as problem:
        raise _given_up() from problem
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise _given_up()
    return root


def _given_up() -> NoteError:
    return NoteError("the page is nested deeper or holds longer words than any that people write", "export the note again")


def _known(root: etree._Element) -> Known:
    """Author and date as the head of the page gives them."""
    said = {(meta.get("name") or "").lower(): (meta.get("content") or "").strip() for meta in root.iter("meta")}
    author = next((said[name] for name in _AUTHORS if said.get(name)), None)
    dates = (found for name in _DATES if (found := _DATE.match(said.get(name, ""))))
    date = next(dates, None)
    return Known(author=author, date=date[0] if date else None)
