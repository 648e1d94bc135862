"""A stretch of a text and what is read in its place."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """From `start` to `end` the `new` text is read; an empty one where the stretch says nothing."""

    start: int
    end: int
    new: str = ""
