"""What stands where an identifier stood: the same for the same name or number throughout a run."""

from __future__ import annotations

from auditor.masking.spans import Span
from auditor.rules.masking_schema import Kind


class Placeholders:
    """Gives out numbers in the order in which things are met. Nothing in a placeholder is made of what it stands for."""

    def __init__(self) -> None:
        self._numbers: dict[Kind, dict[str, int]] = {}

    def of(self, span: Span) -> str:
        """`[name 3]`, `[record number 1]`, `[date, 2022]`, `[age over 89]`."""
        if span.kind == "date":
            return f"[date, {span.year}]" if span.year else "[date]"
        return "[age over 89]" if span.kind == "age" else self.numbered(span.kind, span.key)

    def numbered(self, kind: Kind, key: str) -> str:
        """The placeholder of a name or number by its key."""
        known = self._numbers.setdefault(kind, {})
        return f"[{kind} {known.setdefault(key, len(known) + 1)}]"
