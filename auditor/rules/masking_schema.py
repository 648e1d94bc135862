"""The form of `patterns/masking.toml`: which words and shapes give a patient away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from auditor.model import Frozen
from auditor.rules.phrases import expand

Kind = Literal[
    "name", "address", "date", "age", "phone number", "e-mail", "social security number", "record number",
    "health plan number", "account number", "licence number", "vehicle number", "device number", "URL", "IP address",
    "employer", "surgeon",
]  # fmt: skip
Takes = Literal["name", "relative", "provider", "number", "rest", "birth"]
_SIGNS = {"#": r"\d", "@": r"[^\W\d_]", "*": r"[^\W_]", " ": r"[ \u00a0]", "-": r"[-\u2010-\u2013]"}
_MANY = 30


class Label(Frozen):
    """Words that stand before an identifier. `takes` says what follows them: a name, a number, or the rest of the field."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    kind: Kind
    takes: Takes
    words: tuple[str, ...] = Field(min_length=1)
    why: str
    hit: tuple[str, ...] = Field(min_length=1)
    miss: tuple[str, ...] = Field(min_length=1)

    @property
    def plain(self) -> tuple[str, ...]:
        """Every wording that the words stand for. Raises ValueError where one cannot be read."""
        return tuple(dict.fromkeys(" ".join(each.split()) for written in self.words for each in expand(written)))


class Shape(Frozen):
    """Identifiers that are known by their form alone.

    In `shapes`, `#` is a figure, `@` a letter, `*` either of them, `+` behind one of these "as many as there are"; all else
    stands for itself. `pattern` is a regular expression, for what cannot be said in this way.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    kind: Kind
    shapes: tuple[str, ...] = ()
    pattern: str | None = None
    any_case: bool = False
    why: str
    hit: tuple[str, ...] = Field(min_length=1)
    miss: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_way(self) -> Shape:
        if bool(self.shapes) == bool(self.pattern):
            raise ValueError("give either `shapes` or `pattern`")
        return self

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression that finds them. Raises re.error where `pattern` is none."""
        flags = re.IGNORECASE if self.any_case else 0
        if self.pattern is not None:
            return re.compile(self.pattern, flags | re.MULTILINE)
        return re.compile(rf"(?<![\w.])(?:{'|'.join(map(_expression, self.shapes))})(?!\w|[.,]\d)", flags)


class MaskingRules(Frozen):
    """All of the file. `titles` stand before a patient's name, `provider_titles` and `degrees` mark those who treat."""

    titles: tuple[str, ...]
    provider_titles: tuple[str, ...]
    degrees: tuple[str, ...]
    relatives: tuple[str, ...]
    particles: tuple[str, ...]
    not_names: tuple[str, ...]
    months: tuple[tuple[str, ...], ...] = Field(min_length=12, max_length=12)
    label: tuple[Label, ...]
    shape: tuple[Shape, ...]

    @property
    def entries(self) -> Iterator[Label | Shape]:
        """Labels, then shapes."""
        yield from self.label
        yield from self.shape


def _expression(shape: str) -> str:
    parts: list[str] = []
    for sign in shape:
        if sign == "+" and parts and shape[0] != "+":
            parts.append(f"{{1,{_MANY}}}")
        else:
            parts.append(_SIGNS.get(sign) or re.escape(sign))
    return "".join(parts)
