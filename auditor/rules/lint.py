"""Faults of a rule set that its form does not show: what can never match, matches everything, or contradicts itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from auditor.errors import RuleError
from auditor.model import Assertion
from auditor.rules import marks
from auditor.rules.billing_references import billing_faults
from auditor.rules.checked import is_checked
from auditor.rules.load import PlacedRule, RuleSet, default_folder, load
from auditor.rules.phrases import expand
from auditor.rules.references import reference_faults
from auditor.rules.schema import Spelling
from auditor.rules.tables import table_faults

CUE: Final = "cue"
UNIT: Final = "unit"
ASSERTIONS: Final = frozenset(assertion.value for assertion in Assertion if assertion is not Assertion.PERFORMED)

# What the tokeniser can yield: a word, a number, an ordinal, a suture ("9-0" is read as "9/0"), a blank, or one sign.
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*|\d+(?:st|nd|rd|th)|\d{1,2}/0|_+|[\[\]/,.:;&+%#*?=~|\u00d7\u00b0\"]")
_JOINED_FIGURES = re.compile(r"\d-(?!0\b)\d")
_EVERYWHERE = frozenset(
    {"a", "an", "as", "at", "be", "by", "he", "i", "in", "is", "it", "of", "on", "so", "to", "up", "us", "we", "and", "the",
     "was", "were"}
)  # fmt: skip
_OPTIONAL = re.compile(r"\([^()]*\|\)|\(\|[^()]*\)|\([^()]*\|\|[^()]*\)")


def lint(rules: RuleSet, *, cue_values: Collection[str] = ASSERTIONS) -> tuple[RuleError, ...]:
    """Return every fault of `rules` in the order of files; `cue_values` are the values that a cue may set."""
    return tuple(_all(rules, cue_values))


def load_sound(folder: Path | None = None) -> RuleSet:
    """Load the rules in `folder` (default: those that ship) for use. Raises RuleError, the first fault of form, if any.

    Rules that `auditor rules check` has marked in the state that they are in are not looked through again.
    """
    rules = load(folder)
    fault = None if is_checked(folder or default_folder(), rules.digest) else _first_fault(rules)
    if fault is not None:
        raise fault  # `auditor rules check` lists them all
    return rules


@lru_cache(maxsize=4)
def _first_fault(rules: RuleSet) -> RuleError | None:
    return next(iter(lint(rules)), None)


def _all(rules: RuleSet, cue_values: Collection[str]) -> Iterator[RuleError]:
    yield from _repeated_ids(rules.placed)
    for placed in rules.placed:
        yield from _phrase_faults(placed, rules.spelling)
        yield from _cue_faults(placed, cue_values)
        yield from broken_examples(placed)
    yield from _repeated_phrases(rules.placed)
    yield from _both_spellings(rules)
    yield from table_faults(rules)
    yield from reference_faults(rules)
    yield from billing_faults(rules)


def place(placed: PlacedRule) -> str:
    """How every fault names a rule: its file and its id."""
    return f"{placed.file}, rule {placed.rule.id}"


def _repeated_ids(placed: Iterable[PlacedRule]) -> Iterator[RuleError]:
    seen: dict[str, str] = {}
    for item in placed:
        if other := seen.get(item.rule.id):
            yield RuleError(place(item), f"{other} has a rule of this id too", "give each rule an id of its own")
        seen.setdefault(item.rule.id, item.file)


def _phrase_faults(placed: PlacedRule, spelling: Spelling) -> Iterator[RuleError]:
    for phrase in placed.rule.phrases:
        try:
            plain = expand(phrase)
        except ValueError as problem:
            yield RuleError(place(placed), f"phrase {phrase!r} cannot be read: {problem}", "mend its brackets or split it")
            continue
        for what, remedy in (*_faults_of(phrase, plain, spelling), *_everywhere(placed.rule.concept, plain)):
            yield RuleError(place(placed), f"phrase {phrase!r} {what}", remedy)


def _faults_of(phrase: str, plain: tuple[str, ...], spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one phrase and the remedy; `plain` is what it stands for."""
    if not plain or not _obligatory(phrase).strip(" -"):
        yield "stands for no words where all that is optional is left out", "make at least one word obligatory"
    if _JOINED_FIGURES.search(phrase):
        yield "will never match, because figures joined by a hyphen are read as one word", "take this phrase out"
    if any(letter.isupper() for letter in phrase):
        yield "will never match, because it holds upper case", "write it in lower case"
    said = "|".join(f" {text.lower()} " for text in plain)
    words = [word for word in dict.fromkeys(said.split()) if word != "|"]
    if unread := [word for word in words if not _WORD.fullmatch(word)]:
        yield (
            f"can never match {_examples(unread)}, which is not read as one word",
            "write letters, figures and signs as words apart",
        )
    other = [word for word in words if spelling.variants.get(word, word) != word]
    if other := other + [pair for pair in spelling.joined if f" {pair} " in said]:
        yield (
            f"can never match {_examples(other)}, which is read as another spelling",
            "use the spelling that spelling.toml gives",
        )


def _both_spellings(rules: RuleSet) -> Iterator[RuleError]:
    """A word that stands in the rules in both spellings is two words to the reading, so that neither finds the other."""
    found: dict[str, PlacedRule] = {}
    for item in rules.placed:
        for word in {word for text in plain_phrases(item) for word in text.split()}:
            found.setdefault(word, item)
    for ours, theirs in rules.spelling.swaps:
        for word in sorted(word for word in found if ours in word):
            other = word.replace(ours, theirs)
            if other in found:
                what = f"{other!r} keeps {word!r} from being found in both spellings"
                yield RuleError(place(found[other]), what, f"write {word!r}")


def _everywhere(concept: str, plain: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for text in plain:
        if text in _EVERYWHERE and concept != UNIT:  # a unit counts only after a figure
            yield f"matches {text!r} in every note", "add the words that make it mean something"


def _obligatory(phrase: str) -> str:
    """`phrase` without all that is optional."""
    shorter = _OPTIONAL.sub("", phrase)
    return shorter if shorter == phrase else _obligatory(shorter)


def _repeated_phrases(placed: Iterable[PlacedRule]) -> Iterator[RuleError]:
    """One phrase may mean one thing within a concept, and need be written once."""
    owners: dict[tuple[str, str], PlacedRule] = {}
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    by_id: dict[str, PlacedRule] = {}
    for item in placed:
        by_id.setdefault(item.rule.id, item)
        for text in dict.fromkeys(plain_phrases(item)):
            owner = owners.setdefault((item.rule.concept, text), item)
            if owner.rule.id != item.rule.id:
                shared[item.rule.id, owner.rule.id].append(text)
        yield from _repeated_within(item)
    for (later, earlier), texts in shared.items():
        yield _shared_fault(by_id[later], by_id[earlier], texts)


def plain_phrases(placed: PlacedRule) -> Iterator[str]:
    """Every plain phrase of a rule, as often as it is written; a phrase that cannot be read has a fault of its own."""
    for phrase in placed.rule.phrases:
        yield from _expanded(phrase)


def _expanded(phrase: str) -> tuple[str, ...]:
    with suppress(ValueError):
        return expand(phrase)
    return ()


def _repeated_within(item: PlacedRule) -> Iterator[RuleError]:
    """Phrases that could go without a loss; two that merely overlap may both stay, since neither says all of the other."""
    plain = {phrase: _expanded(phrase) for phrase in item.rule.phrases}
    left = Counter(text for phrase in item.rule.phrases for text in plain[phrase])
    for phrase in sorted(item.rule.phrases, key=lambda phrase: len(plain[phrase])):
        if plain[phrase] and all(left[text] > 1 for text in plain[phrase]):
            left.subtract(plain[phrase])
            yield RuleError(place(item), f"phrase {phrase!r} says nothing that its others do not", "take it out")


def _shared_fault(later: PlacedRule, earlier: PlacedRule, texts: list[str]) -> RuleError:
    if later.rule.value == earlier.rule.value:
        return RuleError(place(later), f"{_examples(texts)} stands in {place(earlier)} too", "keep it in one of them")
    what = f"{_examples(texts)} means {later.rule.value!r} here and {earlier.rule.value!r} in {place(earlier)}"
    return RuleError(place(later), what, "keep it in one of them, or add the words that tell them apart")


def _examples(texts: list[str]) -> str:
    more = f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""
    return f"{texts[0]!r}{more}"


def _cue_faults(placed: PlacedRule, cue_values: Collection[str]) -> Iterator[RuleError]:
    rule = placed.rule
    if rule.concept != CUE:
        return
    if rule.scope is None:
        yield RuleError(place(placed), "a cue has no scope", 'say how far it reaches, for instance scope = "forward"')
    if rule.value not in cue_values:
        yield RuleError(place(placed), f"a cue cannot set {rule.value!r}", f"use one of {', '.join(sorted(cue_values))}")


def broken_examples(placed: PlacedRule) -> Iterator[RuleError]:
    """Yield the faults of one rule's marks: each hit needs one or more whole marks, a miss has none."""
    rule = placed.rule
    for kind, texts in (("hit", rule.hit), ("todo_hit", rule.todo_hit)):
        for number, text in enumerate(texts, 1):
            try:
                parsed = marks.parse(text)
            except ValueError as problem:
                yield RuleError(place(placed), f"{kind} {number}: {problem}", "write each mark as [[words]]")
                continue
            if not parsed.spans:
                yield RuleError(place(placed), f"{kind} {number} marks no words", "enclose the words it must find in [[ ]]")
    for kind, texts in (("miss", rule.miss), ("todo_miss", rule.todo_miss)):
        for number, text in enumerate(texts, 1):
            if marks.has_marks(text):
                yield RuleError(place(placed), f"{kind} {number} has marks", "take them out, or make it a hit")
