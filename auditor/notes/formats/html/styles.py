"""What the styles of a page hide, strike out or set close together, as far as plain selectors tell.

As in browsers the element's own style goes before the style sheets, and of these the more special selector before the later rule.
Of a selector with several parts it is not known for which elements it holds: what hangs on one is read, and mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from auditor.notes.formats.html.sheets import LONGEST, OWN, Declaration, Rule, declarations, rules, without_comments

_LARGEST = 1_000_000  # characters of style sheets
_MOST, _MOST_OF_ONE = 2_000, 20  # rules, and those that name the same class or element
_MOST_CLASSES = 10  # of one element
_MOST_LOOKS = 10_000  # that are remembered
_TIGHT = re.compile(r"margin(?:-top|-bottom)?:0(?![.\d]*[1-9])")
_BOLD = re.compile(r"font-weight:(?:bold|[6-9]00)")
_PRESERVES = re.compile(r"white-space:(?:pre|break-spaces)")
_NO_BULLETS = re.compile(r"list-style(?:-type)?:[^;]*none")
_Test = Callable[[str], bool]
_NOTHING = re.compile(r"0+(?:\.0*)?%?|\.0+")
_FAR_OUT = re.compile(r"-(?:\d{4,}(?:\.\d+)?px|\d{3,}(?:\.\d+)?(?:r?em|vw|%))")  # of what is shown: "-9999px"
_CLIPPED = re.compile(r"rect\(\s*(?:(?:0|1)(?:px)?[\s,]*){4}\)")
_HIDES: dict[str, _Test] = {
    "display": lambda value: value.startswith("none"),
    "visibility": lambda value: value.startswith(("hidden", "collapse")),
    "mso-hide": lambda value: value.startswith("all"),
    "clip": lambda value: _CLIPPED.fullmatch(value) is not None,
}
# What may hide, by other words of the style that are not looked into: an animation that ends it, a position that is none.
_MAY_HIDE: dict[str, _Test] = {
    "opacity": lambda value: _NOTHING.fullmatch(value) is not None,
    "left": lambda value: _FAR_OUT.match(value) is not None,
}
_BY_ATTRIBUTE = Declaration("display", "none", (0, 0, 0, 0, 0))  # any other word on it goes before the attribute
_STRIKES: dict[str, _Test] = {"text-decoration": lambda value: "line-through" in value}


@dataclass(frozen=True, slots=True)
class Look:
    """How an element looks. `unsure`: it may be hidden or struck, which cannot be known. `display`: what is declared of that."""

    hidden: bool = False
    struck: bool = False
    unsure: bool = False
    comment: bool = False
    tight: bool = False
    bold: bool = False
    preserves: bool = False
    no_bullets: bool = False
    display: str = ""


class Styles:
    """The rules of all style sheets that stand in a page."""

    def __init__(self, sheets: Iterable[str]) -> None:
        text = "\n".join(sheets)
        found = list(islice(rules(without_comments(text[:_LARGEST])), _MOST + 1))
        self._cut = len(text) > _LARGEST or len(found) > _MOST
        self._rules: dict[str, list[tuple[int, Rule]]] = {}
        self._crowded: set[str] = set()
        self._looks: dict[tuple[str, str, str, str, bool], Look] = {}
        for order, rule in enumerate(found[:_MOST]):
            key = (*sorted(rule.classes), *(f"#{name}" for name in sorted(rule.ids)), rule.tag)[0]
            if len(known := self._rules.setdefault(key, [])) < _MOST_OF_ONE:
                known.append((order, rule))
            else:
                self._crowded.add(key)

    def of(self, element: etree._Element, tag: str) -> Look:
        """How an element looks by all that is declared for it."""
        own, hidden = element.get("style") or "", element.get("hidden") is not None
        if not own and not hidden and not self._rules:
            return _PLAIN
        key = (tag, element.get("class") or "", element.get("id") or "", own[:LONGEST], hidden)
        found = self._looks.get(key)
        if found is None:
            found = self._look(*key)
            if len(self._looks) < _MOST_LOOKS:
                self._looks[key] = found
        return found

    def _look(self, tag: str, classes: str, name: str, own: str, hidden: bool) -> Look:
        first = (_BY_ATTRIBUTE,) if hidden else ()
        named = frozenset(classes.split()[:_MOST_CLASSES])
        keys = ("", tag, f"#{name}", *sorted(named))
        known = [each for key in keys for each in self._rules.get(key, ()) if each[1].may_hold(tag, named, name)]
        declared = [one for _, rule in sorted(known, key=lambda each: each[0]) for one in rule.declarations]
        # A rule that was not kept could have said otherwise.
        partly = self._cut or len(classes.split()) > _MOST_CLASSES or any(key in self._crowded for key in keys)
        return _looks([*first, *declared, *declarations(without_comments(own), OWN)], partly=partly)


_PLAIN = Look()


def _looks(declared: Sequence[Declaration], *, partly: bool) -> Look:
    """What all declarations come to; `partly`: there were more, of style sheets, than are known."""
    if not declared:
        return _PLAIN
    properties = dict.fromkeys(one.property for one in declared)
    winners = {name: won for name in properties if (won := _winner(one for one in declared if one.property == name))}
    text = ";".join(f"{name}:{one.value}" for name, one in winners.items())
    hides, strikes = list(_answers(declared, _HIDES, partly=partly)), list(_answers(declared, _STRIKES, partly=partly))
    return Look(
        hidden=True in hides,
        struck=True in strikes,
        unsure=(None in (*hides, *strikes) or _may_be_hidden(winners)) and True not in (*hides, *strikes),
        comment="mso-element:comment" in text,
        tight=_TIGHT.search(text) is not None,
        bold=_BOLD.search(text) is not None,
        preserves=_PRESERVES.search(text) is not None,
        no_bullets=_NO_BULLETS.search(text) is not None,
        display=winners["display"].value if "display" in winners else "",
    )


def _may_be_hidden(winners: dict[str, Declaration]) -> bool:
    """Whether a declaration may take the text away, which only others could tell."""
    return any(name in winners and hides(winners[name].value) for name, hides in _MAY_HIDE.items())


def _answers(declared: Sequence[Declaration], tests: dict[str, _Test], *, partly: bool) -> Iterator[bool | None]:
    """For each property whether it takes the text away; None where it cannot be known."""
    for name, takes_away in tests.items():
        found = [one for one in declared if one.property.removesuffix("-line") == name]
        winner = _winner(found)
        answer = winner is not None and takes_away(winner.value)
        own = winner is not None and winner.weight[1] == OWN[1]
        others = (one for one in found if not one.sure and (winner is None or one.weight >= winner.weight))
        doubtful = any(takes_away(one.value) is not answer for one in others)
        yield None if doubtful or (partly and answer and not own) else answer


def _winner(found: Iterable[Declaration]) -> Declaration | None:
    """The weightiest declaration that surely holds; of several the last."""
    winner: Declaration | None = None
    for one in found:
        if one.sure and (winner is None or one.weight >= winner.weight):
            winner = one
    return winner
