"""The style sheets of a page -> their rules, as far as they say what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2_000  # characters of the declarations of one rule
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ARGUMENT = re.compile(r"\([^()]*\)|\[[^\][]*\]")
_PLAIN = re.compile(r"(?:[a-zA-Z][\w-]*)?(?:[.#][\w-]+)*\Z")
_TAG = re.compile(r"[a-zA-Z][\w-]*")
_BETWEEN = re.compile(r"[\s>+~]+")
_NAMED = re.compile(r"([.#])([\w-]+)")
_TAGS = re.compile(r"(?<![\w.#:-])[a-zA-Z]")
# What is no element, or holds only while somebody points at it; `[hidden]` says what the attribute says by itself.
_NEVER = re.compile(r"::|:(?:before|after|first-(?:line|letter)|hover|active|focus|visited)|^\[hidden\]$", re.IGNORECASE)
_TAKES_AWAY = frozenset(
    {"display", "visibility", "opacity", "left", "clip", "mso-hide", "mso-element", "text-decoration", "text-decoration-line"}
)
_PROPERTIES = _TAKES_AWAY | {
    "margin", "margin-top", "margin-bottom", "font-weight", "white-space", "list-style", "list-style-type",
}  # fmt: skip
# Of these only what makes a difference: nearly every rule of a page has a margin.
_LOOKS = re.compile(r"0(?![.\d]*[1-9])|bold|[6-9]00\Z|pre|break-spaces|.*none")
Weight = tuple[int, int, int, int, int]
"""What decides between two declarations: importance, the element's own, then ids, classes and tags of the selector."""
OWN: Weight = (0, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property and its value in small letters; of one that is not `sure` it is not known whether it holds."""

    property: str
    value: str
    weight: Weight
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """The declarations for elements of this tag, these classes and this id; nothing named is any element."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    declarations: tuple[Declaration, ...]

    def may_hold(self, tag: str, classes: frozenset[str], name: str) -> bool:
        """Whether an element is one of those, as far as it can be told from itself."""
        return (not self.tag or self.tag == tag) and self.classes <= classes and (not self.ids or self.ids == {name})


def without_comments(text: str) -> str:
    """A style sheet, or the style of an element, without comments."""
    return _COMMENT.sub(" ", text) if "/*" in text else text


def declarations(text: str, weight: Weight, *, sure: bool = True) -> Iterator[Declaration]:
    """The last declaration of each property in a block, with its weight, where the property says what is shown."""
    kept: dict[tuple[str, bool], Declaration] = {}
    for one in text.lower().split(";"):
        name, _, value = one.partition(":")
        name, value = name.strip(), value.strip()
        important = value.endswith("important") and "!" in value
        if name in _PROPERTIES:
            value = value.partition("!")[0].rstrip()
            kept[name, important] = Declaration(name, value, (int(important), *weight[1:]), sure)
    yield from kept.values()


def rules(text: str) -> Iterator[Rule]:
    """Rules outside of @media and the like, which may be meant for a screen only."""
    for selectors, block in _top_level(text):
        block = block[:LONGEST]
        if selectors.startswith("@") or not any(map(_matters, declarations(block, OWN))):
            continue
        for selector in _without_arguments(selectors).split(","):
            if (found := _rule(selector.strip(), block)) is not None:
                yield found


def _matters(one: Declaration) -> bool:
    return one.property in _TAKES_AWAY or _LOOKS.match(one.value) is not None


def _without_arguments(selectors: str) -> str:
    """What stands in brackets may hold commas and blanks, and is never looked at."""
    return _ARGUMENT.sub(lambda found: found[0] if found[0] == "[hidden]" else ":x", selectors[:LONGEST])


def _rule(selector: str, block: str) -> Rule | None:
    """The rule for what a selector names last; only of one that has no other part is it known that it holds."""
    if not selector or _NEVER.search(selector):
        return None
    last = _BETWEEN.split(selector)[-1]
    tag = _TAG.match(last)
    named, every = _NAMED.findall(last), _NAMED.findall(selector)
    classes = sum(kind == "." for kind, _ in every) + selector.count(":")
    weight: Weight = (0, 0, sum(kind == "#" for kind, _ in every), classes, len(_TAGS.findall(selector)))
    return Rule(
        tag[0].lower() if tag else "",
        frozenset(name for kind, name in named if kind == "."),
        frozenset(name for kind, name in named if kind == "#"),
        tuple(declarations(block, weight, sure=_PLAIN.match(selector) is not None)),
    )


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
