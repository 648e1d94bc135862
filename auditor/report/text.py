"""How values and note text are shown to people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from auditor.model import Audit, Evidence, SizeCm, Status, ToldField

PLAIN_TEXT = "plain text"

STATUS_WORDS = {
    Status.SUPPORTED: "supported",
    Status.QUERY: "query",
    Status.OUTSIDE_SET: "outside the set",
    Status.NOT_APPLICABLE: "not applicable",
}

NOT_ASKED = "Not asked: the transfer was not completed."

# All that a terminal or a spreadsheet could act on instead of showing it: control characters other than tab and line
# feed, marks that reverse the reading direction, and code points that are no characters.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text with unseen characters replaced by signs that can be seen; line ends become a line feed."""
    return _UNSEEN.sub(_sign, text.replace("\r\n", "\n").replace("\r", "\n"))


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def words(value: str | None) -> str:
    """A value of the model in words: `medial_femoral_condyle` is shown as "medial femoral condyle"."""
    if value is None:
        return ""
    return value.replace("end_to_", "end-to-").replace("_", " ")


def listed(values: Iterable[str]) -> str:
    """Values in words, separated by commas."""
    return ", ".join(words(value) for value in values)


def size(cm: SizeCm | None) -> str:
    """A size as people write it, without unit: `6 × 4`, `6.5`."""
    return " × ".join(f"{side:g}" for side in cm or ())


def place_of(evidence: Evidence, otherwise: str = "") -> str:
    """Section and place of a quotation: `technique, 1178-1192`, and where people find it in a file that is no plain text."""
    places = (evidence.section or otherwise, evidence.place, f"{evidence.start}-{evidence.end}")
    return ", ".join(part for place, part in enumerate(places) if part or not place)


def kind_of(audit: Audit) -> str:
    """How the file was read: the encoding of a plain text, else its format."""
    return audit.encoding if audit.format == PLAIN_TEXT else audit.format


def told(audit: Audit, field: ToldField) -> str:
    """The mark of a value that the text of the note does not hold."""
    return " (told by the file)" if field in audit.told_by_file else ""


def counted(count: int, noun: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def sentence(by_status: Mapping[Status, int], failures: int) -> str:
    """`18 notes audited: 9 supported, 3 query, 4 outside the set, 2 not applicable; 0 not audited.`"""
    audited = sum(by_status.values())
    parts = ", ".join(f"{by_status.get(status, 0)} {word}" for status, word in STATUS_WORDS.items())
    return f"{counted(audited, 'note')} audited: {parts}; {failures} not audited."
