"""One note and its audit -> one page that needs nothing else: no script, no request, no other file.

A page is made before it is known which stand around it, so that whoever audits can make it; the run puts it in its place.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, NamedTuple

from auditor.masking.audits import MASKED
from auditor.model import Audit, Note
from auditor.report.pages.filling import filled, templates
from auditor.report.pages.findings import cues_of, groups, rows_of
from auditor.report.pages.gaps import gaps, held, quotes_of
from auditor.report.pages.marked import Marks, marked
from auditor.report.pages.path import Ways, graft_words
from auditor.report.text import PLAIN_TEXT, STATUS_WORDS
from auditor.rules.load import RuleSet

_LONG = 40_000


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pages before and after this one, and the page of the index that lists it."""

    index: str
    before: str | None = None
    after: str | None = None


class OpenPage(NamedTuple):
    """A page before and after the place of what leads to its neighbours."""

    head: str
    tail: str


class PageMaker:
    """Makes pages with the words of one rule set; build it once and use it for many notes."""

    def __init__(self, rules: RuleSet) -> None:
        self._elements = rules.elements
        self._labels = {element.id: element.label for element in rules.elements}
        self._whys = {placed.rule.id: placed.rule.why for placed in rules.placed}
        self._modifiers = {modifier.code: modifier.label for modifier in rules.modifiers}
        self._ways = Ways(rules)
        self._template = templates().get_template("note.html.jinja")
        self._place = f"place-{secrets.token_hex(16)}"  # no note can hold it, since it is new

    def page(self, note: Note, audit: Audit) -> OpenPage:
        """The page. Everything from the note is escaped, and unseen characters are made visible."""
        head, _, tail = filled(self._template, self._view(note, audit)).partition(self._place)
        return OpenPage(head, tail)

    def _view(self, note: Note, audit: Audit) -> dict[str, Any]:
        cues = cues_of(audit)
        rows = rows_of(audit, self._whys, self._labels, cues)
        return {
            "audit": audit,
            "neighbours": self._place,
            "status": STATUS_WORDS[audit.status],
            "grafts": [(graft, graft_words(graft)) for graft in audit.grafts],
            "modifiers": [(code, self._modifiers.get(code, "")) for code in audit.modifier_cues],
            "gaps": list(gaps(audit, note, self._elements)),
            "held": list(held(audit, self._labels, rows)),
            "note": marked(note.text, Marks(rows, cues, quotes_of(audit), note.covers)),
            "masked": MASKED if MASKED in note.remarks else "",
            "long": len(note.text) > _LONG,
            "characters": len(note.text),
            "plain": audit.format == PLAIN_TEXT,
            "counted": sum(row.counts for row in rows),
            "groups": list(groups(rows)),
            "ways": list(self._ways.of(audit)),
        }


class Placer:
    """Puts pages between their neighbours."""

    def __init__(self) -> None:
        self._template = templates().get_template("neighbours.html.jinja")

    def placed(self, page: OpenPage, around: Neighbours) -> bytes:
        """The whole page in UTF-8."""
        return f"{page.head}{filled(self._template, {'around': around})}{page.tail}".encode()
