"""How often Python looks for cyclic garbage while many notes are audited."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 100_000  # those of several notes


def look_seldom() -> None:
    """From now on, look for garbage only when many objects were made: imports and rules stay to the end of a program.

    By its own count Python would look dozens of times a note, and through all the rules again and again.
    """
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Within, look seldom: a note's papers hold no cycles, so that all of them go when nobody needs them any more.

    Nothing is frozen: to thaw it again would let Python look through a large program as a whole soon after.
    """
    before = gc.get_threshold()
    look_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def never_collected() -> Iterator[None]:
    """Within, do not look at all: what is built stays, and looking again and again takes longer than to build it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
