"""The index of the pages: every note in the order of the run, in as many pages as keep each of them quick."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any

from auditor.model import Audit, Status
from auditor.notes.outputs import INDEX
from auditor.report.pages.filling import filled, templates
from auditor.report.pages.names import page_name
from auditor.report.text import STATUS_WORDS, listed

PER_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index tells of a note; no more, since the entries of all notes are kept until the run ends."""

    id: str
    status: Status
    codes: str
    reason: str
    surgeon: str | None
    date: str | None
    decisive: int
    asked: int

    @property
    def plain(self) -> tuple[Any, ...]:
        """Its fields as plain values."""
        return tuple(getattr(self, name) for name in self.__slots__)

    @classmethod
    def again(cls, plain: Iterable[Any]) -> Entry:
        """The entry with these fields."""
        name, status, *others = plain
        return cls(name, Status(status), *others)

    @classmethod
    def of(cls, audit: Audit) -> Entry:
        """The entry of one audit."""
        decisive = sum(question.severity == "decisive" for question in audit.questions)
        codes = listed((*audit.best_fit, *(f"{code} (other)" for code in audit.other_codes)))
        return cls(
            audit.id, audit.status, codes, audit.reason, audit.surgeon, audit.date_of_service, decisive, len(audit.questions)
        )

    @property
    def page(self) -> str:
        """The file name of the note's page."""
        return page_name(self.id)

    @property
    def word(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]


def index_name(number: int) -> str:
    """The file name of the `number`th page of the index, from 1: `index.html`, `index-2.html`."""
    return INDEX if number == 1 else f"{INDEX.removesuffix('.html')}-{number}.html"


def index_pages(entries: Iterable[Entry], counts: Counter[Status], per_page: int = PER_PAGE) -> Iterator[tuple[str, bytes]]:
    """File name and content of each page of the index; without notes, one page says that there are none.

    `counts` are the notes by status, all of them.
    """
    template = templates().get_template("index.html.jinja")
    script = files("auditor.report.pages").joinpath("templates/index.js").read_text("utf-8")
    total, left = counts.total(), iter(entries)
    parts = range(0, total, per_page) or range(1)
    names = [index_name(number) for number in range(1, len(parts) + 1)]
    for number, start in enumerate(parts, 1):
        shown = list(islice(left, per_page))
        surgeons = sorted({entry.surgeon for entry in shown if entry.surgeon})
        view: dict[str, Any] = {
            "counts": [(status, STATUS_WORDS[status], counts[status]) for status in Status],
            "shown": {status for status in Status if any(entry.status is status for entry in shown)},
            "surgeons": {name: place for place, name in enumerate(surgeons, 1)},
            "entries": shown,
            "total": total,
            "first": start + 1,
            "names": names,
            "number": number,
            "script": script,
            "script_digest": base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
        }
        yield names[number - 1], filled(template, view).encode()
