"""Writes pages into a folder, one at a time, and their index at the end."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from auditor.model import Status
from auditor.report.pages.index import PER_PAGE, Entry, index_name, index_pages
from auditor.report.pages.page import Neighbours, OpenPage, Placer
from auditor.report.waiting import Waiting


class Pages:
    """The pages of a run. One is held back until its successor is known, so that it can lead there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._placer = Placer()
        self._entries = Waiting(folder.parent)
        self._counts: Counter[Status] = Counter()
        self._held: tuple[str, OpenPage] | None = None
        self._before: str | None = None

    def add(self, page: OpenPage, entry: Entry) -> None:
        """Add the page of a note, and what the index tells of it. Raises OSError where a page cannot be written."""
        name = entry.page
        self._let_go(after=name)
        self._held = (name, page)
        self._entries.add(entry.plain)
        self._counts[entry.status] += 1

    def close(self) -> None:
        """Write the last page and the index; nothing can be added afterwards. Raises OSError."""
        self._let_go(after=None)
        for name, content in index_pages(map(Entry.again, self._entries.rows()), self._counts):
            self._write(name, content)
        self._entries.close()

    def _let_go(self, after: str | None) -> None:
        if self._held is None:
            return
        name, page = self._held
        index = index_name((self._entries.count - 1) // PER_PAGE + 1)
        self._write(name, self._placer.placed(page, Neighbours(index, self._before, after)))
        self._held, self._before = None, name

    def _write(self, name: str, content: bytes) -> None:
        """A new file for its owner alone; two notes never share a page."""
        handle = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
