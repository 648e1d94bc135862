r"""Escape sequences of HL7 v2: `\.br\` is a line end, `\F\` the field delimiter, `\X41\` the byte 41.

What is no sequence of the standard stands as it is: people type backslashes too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from auditor.notes.formats.hl7v2.segments import Delimiters

# Local sequences (Z), shifts to another character set (C, M) and the layout commands of formatted text.
_KNOWN = r"[HNFSTREP]|C[0-9A-Fa-f]{4}|M[0-9A-Fa-f]{4,6}|Z[A-Za-z0-9]{0,20}|\.(?i:br|sp|fi|nf|in|ti|sk|ce)\s?[+-]?\d{0,4}"
_MOST_LINES = 20
_MOST_SPACES = 80


def unescaper(delimiters: Delimiters, codec: str) -> Callable[[str], str]:
    """A function that gives what is meant by escaped text; `codec` is that of the message."""
    escape = re.escape(delimiters.escape)
    number = f"(?P<bytes>(?:{escape}X(?:[0-9A-Fa-f]{{2}})+{escape})+)"
    unclosed = rf"{escape}\.br"  # a line end, also right before another
    pattern = re.compile(rf"{number}|{unclosed}(?={unclosed})|{escape}(?P<one>{_KNOWN}){escape}|{unclosed}")
    meant = {
        "F": delimiters.field,
        "S": delimiters.component,
        "T": delimiters.sub,
        "R": delimiters.repetition,
        "E": delimiters.escape,
        "P": delimiters.truncation,
        "H": "",
        "N": "",
    }

    def replaced(found: re.Match[str]) -> str:
        if found["bytes"]:
            return _bytes("".join(re.findall(r"[0-9A-Fa-f]{2}", found["bytes"].replace("X", ""))), codec)
        sequence = found["one"]
        if sequence is None:
            return "\n"
        if sequence in meant:
            return meant[sequence]
        return _layout(sequence[1:]) if sequence[0] == "." else ("" if sequence[0] == "Z" else "\ufffd")

    return lambda text: pattern.sub(replaced, text) if delimiters.escape in text else text


def _bytes(digits: str, codec: str) -> str:
    """Bytes that were written as hexadecimal digits."""
    data = bytes.fromhex(digits).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _layout(command: str) -> str:
    """A command of formatted text as line ends and spaces; margins and the kinds of wrapping mean nothing here."""
    name, number = command[:2].lower(), command[2:].strip()
    count = int(number) if number.isdigit() else 1
    if name in ("br", "ce"):
        return "\n"
    if name == "sp":
        return "\n" * (1 + min(count, _MOST_LINES))
    return " " * min(count, _MOST_SPACES) if name == "sk" else ""
