"""Runs every rule's own examples through the whole reading, and shows that each rule is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import reduce

from auditor.errors import RuleError
from auditor.model import Cue, Evidence, Finding, Note
from auditor.rules import marks
from auditor.rules.lint import broken_examples, place, plain_phrases
from auditor.rules.load import PlacedRule, RuleSet

Read = Callable[[Note], tuple[Finding, ...]]
MakeReader = Callable[[RuleSet], Read]
Texts = tuple[str, ...]

_NAMES = {"rule_id", "cue", "why"}
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def check_examples(rules: RuleSet, make_reader: MakeReader) -> tuple[RuleError, ...]:
    """Return a fault for every example that does not hold, and for every known gap that no longer is one.

    The reader is handed in, because rules do not know the language room. An example with a broken mark
    is a fault here too.
    """
    read = make_reader(rules)
    return tuple(fault for placed in rules.placed for fault in _faults(placed, read))


def _faults(placed: PlacedRule, read: Read) -> Iterator[RuleError]:
    if broken := tuple(broken_examples(placed)):
        yield from broken
        return
    rule = placed.rule
    for number, text in enumerate(rule.hit, 1):
        if unfound := _unfound(rule.id, text, read):
            what = f"hit {number} does not find {unfound[0]!r} as marked"
            yield RuleError(place(placed), what, "mend the phrases or the mark, or move it to todo_hit")
    for number, text in enumerate(rule.miss, 1):
        if found := _found(rule.id, text, read):
            what = f"miss {number} finds {found[0].quote!r}"
            yield RuleError(place(placed), what, "make the phrases or a cue more precise, or move it to todo_miss")
    for number, text in enumerate(rule.todo_hit, 1):
        if not _unfound(rule.id, text, read):
            yield RuleError(place(placed), f"todo_hit {number} holds by now", "promote it to hit")
    for number, text in enumerate(rule.todo_miss, 1):
        if not _found(rule.id, text, read):
            yield RuleError(place(placed), f"todo_miss {number} holds by now", "promote it to miss")


def _found(rule_id: str, text: str, read: Read) -> list[Evidence | Cue]:
    """The words of `text` that the rule was found at: its accepted findings, and findings that it gave the cue for."""
    found: list[Evidence | Cue] = []
    for finding in read(Note(id=rule_id, text=text)):
        if finding.accepted and finding.rule_id == rule_id:
            found.append(finding.evidence)
        if finding.cue and finding.cue.rule_id == rule_id:
            found.append(finding.cue)
    return found


def _unfound(rule_id: str, example: str, read: Read) -> list[str]:
    """The marked words of `example` that the rule was not found at, to the letter."""
    parsed = marks.parse(example)
    found = {(item.start, item.end) for item in _found(rule_id, parsed.text, read)}
    return [parsed.text[start:end] for start, end in parsed.spans if (start, end) not in found]


def check_needed(rules: RuleSet, make_reader: MakeReader) -> tuple[RuleError, ...]:
    """Return a fault for every rule that could be deleted without any of its own hits being read differently.

    What is compared is the meaning that was read, not the name of the rule: a rule whose hits another rule reads in the
    same way tests nothing. A reader for each rule would take minutes, so rules are left out in groups whose members have
    no part in one another's hits; each is then judged as if it alone were gone.
    """
    whole = make_reader(rules)
    hits = {placed.rule.id: _hit_texts(placed) for placed in rules.placed}
    before = {text: whole(Note(id="example", text=text)) for texts in hits.values() for text in texts}
    needed: set[str] = set()
    for group in _groups(_parts(rules, hits, before)):
        read = make_reader(reduce(RuleSet.without, group, rules))
        for name in group:
            if not hits[name] or any(
                _meaning(read(Note(id="example", text=text))) != _meaning(before[text]) for text in hits[name]
            ):
                needed.add(name)
    remedy = "give it a hit that only this rule can find, or delete it"
    return tuple(
        RuleError(place(placed), "without it every one of its hits reads the same", remedy)
        for placed in rules.placed
        if placed.rule.id not in needed
    )


def _hit_texts(placed: PlacedRule) -> tuple[str, ...]:
    """The hits without their marks; a rule whose examples are broken has a fault of its own."""
    return () if any(broken_examples(placed)) else tuple(marks.parse(text).text for text in placed.rule.hit)


def _meaning(findings: tuple[Finding, ...]) -> frozenset[str]:
    """What was read, without the names of the rules that read it."""
    return frozenset(finding.model_dump_json(exclude=_NAMES) for finding in findings)


def _groups(parts: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Rules sorted into groups of which no member has a part in the hits of another."""
    groups: list[list[str]] = []
    for name, part in parts.items():
        for group in groups:
            if not any(other in part or name in parts[other] for other in group):
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


def _parts(rules: RuleSet, hits: Mapping[str, Texts], readings: Mapping[str, tuple[Finding, ...]]) -> dict[str, frozenset[str]]:
    """For each rule, the rules that have a part in its hits: named by a finding, or with all words of a phrase there."""
    phrases = {placed.rule.id: _word_sets(placed) for placed in rules.placed}
    return {
        name: frozenset(other for text in texts for other in (*_named(readings[text]), *_worded(text, phrases)))
        for name, texts in hits.items()
    }


def _named(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        yield finding.rule_id
        if finding.cue:
            yield finding.cue.rule_id


def _worded(text: str, phrases: Mapping[str, tuple[frozenset[str], ...]]) -> Iterator[str]:
    words = frozenset(_WORDS.findall(text.lower().replace("\u2019", "'")))
    yield from (name for name, sets in phrases.items() if any(needed <= words for needed in sets))


def _word_sets(placed: PlacedRule) -> tuple[frozenset[str], ...]:
    """The words of each plain phrase of a rule, signs left aside."""
    return tuple({frozenset(_WORDS.findall(text)) for text in plain_phrases(placed)})
