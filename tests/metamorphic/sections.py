"""Sections of a note put into another order."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(
    r"""^\s*(?:
      [\#*=-]+\s*[A-Za-z].*                        # marked as a heading
    | (?:\d+\.\s+)?[A-Z][A-Z &/,()-]{3,40}:.*      # a label in capitals
    | (?:\d+\.\s+)?[A-Z][A-Z &/-]{3,30}\.?$         # capitals on a line of their own
    | (?:\d+\.\s+)?[A-Z]{4}[A-Z ]{0,20}\.\s[A-Z].*  # a run-in heading in capitals
    | [A-Z][\w ,/&()'-]{2,50}:.*                   # a label with a colon
    | [A-Z][\w ,/&'-]{2,50}$                       # a short line of its own
    | \d+\.\s+[A-Z].*                              # a numbered step
    | \|\s[A-Z].*                                  # the head of a table
    | [A-Z][a-z]+(?:\s[a-z]+)?\.\s[A-Z].*           # a run-in heading, one or two words and a full stop
    )""",
    re.VERBOSE,
)
_ADDENDUM = re.compile(r"^\W*addend", re.IGNORECASE)


def sections(text: str) -> tuple[str, list[str], str]:
    """The form lines at the head, the headed sections, and what must stay last (an addendum, a signature)."""
    blocks = [block for block in re.split(r"\n[ \t]*\n", text.strip("\n")) if block.strip()]
    first = next((number for number, block in enumerate(blocks[1:], 1) if not _is_form(block)), len(blocks))
    last = next((number for number, block in enumerate(blocks) if _ADDENDUM.match(block)), len(blocks))
    if last == len(blocks) and len(blocks[-1]) < 60 and not blocks[-1].rstrip().endswith("."):
        last -= 1
    headed: list[str] = []
    for block in blocks[first:last]:
        if headed and (_is_lone_heading(headed[-1]) or not _begins_section(block, text)):
            headed[-1] += "\n\n" + block
        else:
            headed.append(block)
    return "\n\n".join(blocks[:first]), headed, "\n\n".join(blocks[last:])


def reordered(text: str, order: Sequence[int]) -> str:
    """The headed sections in another order; `order` is a permutation of their numbers."""
    first, headed, last = sections(text)
    return "\n\n".join(part for part in (first, *(headed[number] for number in order), last) if part) + "\n"


def _is_form(block: str) -> bool:
    """Short lines that end without a full stop: name, date, surgeon."""
    return all(len(line) < 80 and not line.rstrip().endswith(".") for line in block.split("\n"))


def _is_lone_heading(block: str) -> bool:
    return "\n" not in block and len(block) < 40 and re.search(r"[:\w*]\s*$|below\.$", block) is not None


def _begins_section(block: str, text: str) -> bool:
    """A note all in capitals shows its headings by the colon alone."""
    line = block.split("\n")[0]
    return ":" in line[:45] if text.isupper() else _HEADING.match(line) is not None
