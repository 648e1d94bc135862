"""How much of a file is read, so that no file can take the machine: what is above is refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file, and of each member of an archive.

    Sizes are bytes, `text` is also the characters of one note, `seconds` and `memory` are of the process that reads the file,
    `archives` is how deep archives may lie in archives. `markup` is the size of one part that is parsed into a tree, `marks` its
    elements and attributes: each takes some two hundred bytes of memory. `ocr_seconds` takes the place of `seconds` where a
    scan is read, `ocr_pages` is of a file and `ocr_pixels` of a page.
    """

    file: int = 64_000_000
    unpacked: int = 256_000_000
    text: int = 1_000_000
    members: int = 10_000
    pages: int = 500
    markup: int = 40_000_000
    marks: int = 1_000_000
    nesting: int = 100
    archives: int = 3
    seconds: float = 10.0
    ocr_seconds: float = 300.0
    ocr_pages: int = 50
    ocr_pixels: int = 50_000_000
    memory: int = 500_000_000


LIMITS = Limits()
