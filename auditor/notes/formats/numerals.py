"""Numbers of lists as they are printed."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def printed(count: int, kind: str) -> str:
    """A number as Word prints it in a list of this kind."""
    if kind in ("lowerLetter", "upperLetter"):
        text = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20) if count > 0 else ""
    elif kind in ("lowerRoman", "upperRoman"):
        text = _roman(count)
    elif kind == "decimalZero":
        text = f"{count:02d}"
    else:
        text = str(count)
    return text.upper() if kind.startswith("upper") else text


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (count // size)
        count %= size
    return text
