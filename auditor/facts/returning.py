"""A return to the operating room, told from the way into it, with whose words many a description opens."""

from __future__ import annotations

import re

from auditor.language.sighting import Sighting

_WAY = re.compile(
    r"(?:brought|taken|wheeled|moved|shifted|came|went|sent|gone)?\s*back (?:in)?to (?:the )?"
    r"(?:operating room|operating theat(?:er|re)|operating|theat(?:er|re)|or|ot|room)",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:position|placed|put|laid|supine|prone|lateral|an(?:a)?esth|intubat|induc|prep|transferred|time[- ]?out|identif)",
    re.IGNORECASE,
)
# Why anybody goes back, in the sentence that says so.
_TROUBLE = re.compile(
    r"urgent|emergen|unplanned|unexpected|congest|overnight|straight|h(?:a)?ematoma|clot|thromb|isch(?:a)?emi|doppler|signal|\bPOD\b"
    r"|post-?operative day|bleed|swell|swollen|blue|pale|dusky|purple|fail|fistula|infect|wound|again|second time",
    re.IGNORECASE,
)
# And in what stands above it, where an infected nonunion is the reason for the first operation.
_TOLD_ABOVE = re.compile(
    r"re-?\s?explor|exploration of|revis|re-?do\b|take-?\s?back|return to|salvage of|compromis|insufficien|congest|thromb"
    r"|obstruct|h(?:a)?ematoma|loss of (?:flow|signal)|\bPOD\b|\b(?:days?|hours?|h) (?:ago|after|post)"
    r"|next (?:day|morning)|recovery",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"(?: room| theat(?:er|re))?(?: \d{1,2})?[ .,;]*")
_WITHIN = 160  # characters
_ABOVE = 2_000  # characters


def is_way_there(cue: Sighting, *, transfers: bool) -> bool:
    """Whether words of going back only say how a patient came in: "was brought back to the operating room and positioned".

    Where the title `transfers` a flap, they need not go on with what was done there first.
    """
    text, start, end = cue.evidence.statements.text, cue.evidence.start, cue.evidence.end
    if _WAY.fullmatch(text, start, end) is None or _TOLD_ABOVE.search(text, max(start - _ABOVE, 0), start):
        return False
    before = re.split(r"[.\n]", text[max(start - _WITHIN, 0) : start])[-1]
    after = re.split(r"\.\s|\n", text[end : end + _WITHIN])[0]
    settled = _SETTLED.search(after) is not None or (transfers and _NO_MORE.fullmatch(after) is not None)
    return settled and _TROUBLE.search(f"{before} {after}") is None
