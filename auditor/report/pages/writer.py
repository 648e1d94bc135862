"""Writes pages into a folder, one at a time, and their index at the end."""

from __future__ import annotations

import os
from pathlib import Path

from auditor.model import Audit, Note
from auditor.report.pages.ahead import placed
from auditor.report.pages.index import PER_PAGE, Entry, index_name, index_pages
from auditor.report.pages.names import page_name
from auditor.report.pages.page import Neighbours, PageMaker
from auditor.rules.load import RuleSet


class Pages:
    """The pages of a run. One note is held back until its successor is known, so that its page can lead there.

    Pages that others made bear the `mark` where they lead to others.
    """

    def __init__(self, folder: Path, rules: RuleSet, mark: str = "") -> None:
        self._mark = mark
        self._folder = folder
        self._maker = PageMaker(rules)
        self._entries: list[Entry] = []
        self._held: tuple[Note, Audit, bytes | None] | None = None
        self._before: str | None = None

    def add(self, note: Note, audit: Audit, made: bytes | None = None) -> None:
        """Add a note, and its page where that is made already. Raises OSError where a page cannot be written."""
        self._let_go(after=page_name(audit.id))
        self._held = (note, audit, made)
        self._entries.append(Entry.of(audit))

    def close(self) -> None:
        """Write the last page and the index; nothing can be added afterwards. Raises OSError."""
        self._let_go(after=None)
        for name, content in index_pages(self._entries):
            self._write(name, content)

    def _let_go(self, after: str | None) -> None:
        if self._held is None:
            return
        note, audit, made = self._held
        number = len(self._entries)
        index = index_name((number - 1) // PER_PAGE + 1)
        name = page_name(audit.id)
        around = Neighbours(index, self._before, after)
        if made is not None and self._before is not None and after is not None:
            self._write(name, placed(made, self._mark, around))
        else:
            self._write(name, self._maker.page(note, audit, around))
        self._held, self._before = None, name

    def _write(self, name: str, content: bytes) -> None:
        """A new file for its owner alone; two notes never share a page."""
        handle = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
