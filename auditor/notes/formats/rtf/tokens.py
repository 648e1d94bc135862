"""Rich text as a row of tokens: braces, control words, signs, bytes and runs of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.errors import NoteError

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[\s\S])|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}]+)|\\"
)
_MOST = 2_000_000  # tokens; a long note with large pictures has a few hundred thousand


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: word, sign, brace, bytes. `number`: the number of a control word, None where it has none."""

    kind: str
    text: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token("brace", "{"), Token("brace", "}")


def tokens(data: bytes, start: int) -> Iterator[Token]:
    """The tokens from `start` on. Raises NoteError where there are more than any document has."""
    position, size, count = start, len(data), 0
    while position < size:
        found = _TOKEN.match(data, position)
        if found is None:
            return
        position = found.end()
        count += 1
        if count > _MOST:
            raise NoteError("the document is made of more pieces than any that people write", "save it again in Word")
        token = _token(found)
        if token is None:
            continue
        if token.text == "bin" and token.kind == "word":  # so many bytes of anything follow
            position += max(token.number or 0, 0)
        yield token


def _token(found: re.Match[bytes]) -> Token | None:
    kind = found.lastgroup
    if kind == "brace":
        return _OPEN if found[0] == b"{" else _CLOSE
    if kind == "text":  # line ends of the file are none of the document
        text = found[0].translate(None, b"\r\n")
        return Token("bytes", data=text) if text else None
    if kind == "hex":
        return Token("bytes", "hex", data=bytes.fromhex(found["hex"].decode("ascii")))
    if kind == "sign":
        return Token("sign", found["sign"].decode("latin-1"))
    return None if kind is None else _word(found)


def _word(found: re.Match[bytes]) -> Token:
    number = found["number"]
    return Token("word", found["word"].decode("ascii"), None if number is None else int(number))
