"""How much of a file is read, so that no file can take the machine: what is above is refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file. Sizes are bytes, `seconds` and `memory` are of the process that reads it.

    `markup` is the size of one part that is parsed into a tree, `marks` its elements and attributes: each takes some two
    hundred bytes of memory.
    """

    file: int = 64_000_000
    unpacked: int = 256_000_000
    text: int = 1_000_000
    members: int = 10_000
    pages: int = 500
    markup: int = 40_000_000
    marks: int = 1_000_000
    nesting: int = 100
    seconds: float = 10.0
    memory: int = 500_000_000


LIMITS = Limits()
