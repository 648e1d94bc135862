"""XML from strangers: no document type, no entities, no network, no endless nesting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.errors import NoteError
from auditor.notes.formats.limits import LIMITS

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MOST_TAGS = 500_000  # a long record of a whole stay has a tenth of that
_AGAIN = "export it again from the system that made it"


def parse(data: bytes, what: str, nesting: int = LIMITS.nesting) -> _Element:
    """The root of an XML document. Raises NoteError where it is damaged, brings entities or nests too deep.

    `what` names the document in the sentence. Nothing is fetched and no entity is ever expanded; a document that declares a
    type could declare entities too and is refused before it is parsed, and after, in case its encoding hid the declaration.
    """
    from lxml import etree

    _refuse_size(data, what)
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        raise _declares(what)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, attribute_defaults=False, no_network=True,
        huge_tree=False, remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise _damaged(what, getattr(problem, "lineno", None)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(what)
    refuse_depth(root, what, nesting)
    return root


def parse_html(data: bytes, what: str, nesting: int = LIMITS.nesting) -> _Element:
    """The root of markup that is meant as XHTML and is not well formed. Raises NoteError."""
    from lxml import etree

    _refuse_size(data, what)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _damaged(what, None) from None
    if root is None:
        raise _damaged(what, None)
    refuse_depth(root, what, nesting)
    return root


def refuse_depth(root: _Element, what: str, nesting: int = LIMITS.nesting) -> None:
    """Raise NoteError where elements lie deeper in each other than any real document."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > nesting:
            raise NoteError(f"{what} nests its elements more than {nesting} deep", _AGAIN)


def _refuse_size(data: bytes, what: str) -> None:
    if data.count(b"<") > MOST_TAGS:
        raise NoteError(f"{what} holds more than {MOST_TAGS:,} tags", "export one document at a time")


def _declares(what: str) -> NoteError:
    return NoteError(f"{what} declares a document type or entities of its own, which could hide anything", _AGAIN)


def _damaged(what: str, line: int | None) -> NoteError:
    where = f" in line {line}" if line else ""
    return NoteError(f"{what} is no well-formed XML{where}: it is damaged, cut off or too large", _AGAIN)
