"""What the style sheets of a page hide, strike out or set close together; only plain selectors are understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][\w-]+)*)\Z")
_PART = re.compile(r"([.#])([\w-]+)")
_LARGEST = 1_000_000  # characters of style sheets
_LONGEST = 2_000  # characters of the declarations of one rule
_MOST, _MOST_OF_ONE = 2_000, 20  # rules, and those that name the same class or element
_MOST_CLASSES = 10  # of one element
HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
COMMENTS = re.compile(r"mso-element\s*:\s*comment", re.IGNORECASE)
STRIKES = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
TIGHT = re.compile(r"margin(?:-top|-bottom)?\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
PRESERVES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
NO_BULLETS = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    declarations: str

    def holds(self, tag: str, classes: frozenset[str], name: str) -> bool:
        return (not self.tag or self.tag == tag) and self.classes <= classes and (not self.ids or self.ids == {name})


class Styles:
    """The rules of all style sheets that stand in a page."""

    def __init__(self, sheets: Iterable[str]) -> None:
        text = _COMMENT.sub(" ", "\n".join(sheets)[:_LARGEST])
        self._rules: dict[str, list[_Rule]] = {}
        for rule in islice(_rules(text), _MOST):
            key = (*sorted(rule.classes), *(f"#{name}" for name in sorted(rule.ids)), rule.tag)[0]
            if len(known := self._rules.setdefault(key, [])) < _MOST_OF_ONE:
                known.append(rule)

    def of(self, element: etree._Element, tag: str) -> str:
        """All declarations that hold for an element, its own last."""
        own = (element.get("style") or "")[:_LONGEST]
        if not self._rules:
            return own
        classes = frozenset((element.get("class") or "").split()[:_MOST_CLASSES])
        name = element.get("id") or ""
        rules = [rule for key in ("", tag, f"#{name}", *sorted(classes)) for rule in self._rules.get(key, ())]
        held = [rule.declarations for rule in rules if rule.holds(tag, classes, name)]
        return ";".join([*held, own]) if held else own


def _rules(text: str) -> Iterator[_Rule]:
    """Rules outside of @media and the like, which may be meant for a screen only."""
    for selectors, declarations in _top_level(text):
        kept = (HIDES, STRIKES, TIGHT, BOLD, PRESERVES, NO_BULLETS, COMMENTS)
        declarations = declarations[:_LONGEST]
        if selectors.startswith("@") or not any(pattern.search(declarations) for pattern in kept):
            continue
        for selector in selectors.split(","):
            found = _SELECTOR.match(selector.strip())
            if found and selector.strip():
                parts = _PART.findall(found["rest"])
                classes = frozenset(name for kind, name in parts if kind == ".")
                ids = frozenset(name for kind, name in parts if kind == "#")
                yield _Rule((found["tag"] or "").lower(), classes, ids, declarations)


def _top_level(text: str) -> Iterator[tuple[str, str]]:
    depth = start = opened = 0
    for brace in re.finditer(r"[{}]", text):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                opened = brace.start()
        elif depth:
            depth -= 1
            if depth == 0:
                yield text[start:opened].rsplit(";", 1)[-1].strip().removeprefix("<!--").strip(), text[opened + 1 : brace.start()]
                start = brace.end()
