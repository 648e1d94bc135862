"""Pages that are made before it is known which stand around them, so that other processes can make them."""

from __future__ import annotations

import secrets
from typing import Final

from auditor.model import Audit, Note
from auditor.report.pages.page import Neighbours, PageMaker
from auditor.rules.load import RuleSet

_PLACES: Final = ("index", "before", "after")


def new_mark() -> str:
    """A word for the places that are still open; no note can hold it, since it is new for each run."""
    return f"open-{secrets.token_hex(16)}"


class AheadMaker:
    """Makes pages with open places, which `placed` fills."""

    def __init__(self, rules: RuleSet, mark: str) -> None:
        self._maker = PageMaker(rules)
        self._open = Neighbours(*(f"{mark}-{place}" for place in _PLACES))

    def page(self, note: Note, audit: Audit) -> bytes:
        """The page of a note that is neither the first nor the last."""
        return self._maker.page(note, audit, self._open)


def placed(page: bytes, mark: str, around: Neighbours) -> bytes:
    """The same page between its neighbours, both of which are there."""
    for place in _PLACES:
        page = page.replace(f"{mark}-{place}".encode("ascii"), getattr(around, place).encode("ascii"))
    return page
