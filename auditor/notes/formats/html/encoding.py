"""The bytes of a page -> its characters, as browsers do it: mark, declaration, then what the bytes look like."""

from __future__ import annotations

import codecs
import re

from auditor.notes.decode import decode

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(
    rb"<meta[^<>]{1,500}?charset\s*=[\s\"']*([\w.:-]{1,40})|<\?xml[^<>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HEAD = 4_096  # bytes
# What could declare an encoding in ASCII is in one that leaves ASCII as it is; Python has codecs that give it another meaning.
_PLAIN = rb"<p>A-1 \x41 \u0041 +AGE- xn--a-1ga.b</p>"
# Pages that say the one are read as the other: by every browser, since ever.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}


def decoded(data: bytes) -> str:
    """The characters of a page. Raises NoteError where no encoding fits."""
    named = next((codec for mark, codec in _MARKS if data.startswith(mark)), None) or _declared(data)
    if named is not None:
        try:
            return data.decode(named)
        except (UnicodeError, LookupError):
            pass  # the declaration is wrong, and the bytes are looked at
    return decode(data)[0]


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        name = _MEANT.get(name, name)
        readable = _PLAIN.decode(name) == _PLAIN.decode("ascii")
    except (LookupError, UnicodeError, ValueError):  # also a codec that is none of text
        return None
    return name if readable else None
