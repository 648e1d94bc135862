"""Runs the examples of `patterns/masking.toml`: each entry must mask what it marks, and nothing where it shall not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.errors import RuleError
from auditor.masking.find import Finder
from auditor.model import Note
from auditor.rules import marks
from auditor.rules.load import RuleSet
from auditor.rules.masking_schema import Label, Shape


def masking_faults(rules: RuleSet) -> Iterator[RuleError]:
    """Every fault of the entries: form first, then examples. Where an expression cannot be read, no example is run."""
    broken = [fault for entry in rules.masking.entries for fault in _form(entry)]
    yield from broken
    if broken:
        return
    finder = Finder(rules)
    for entry in rules.masking.entries:
        for number, example in enumerate(entry.hit, 1):
            parsed = marks.parse(example)
            if unfound := [span for span in parsed.spans if span not in _found(finder, entry, parsed.text)]:
                words = parsed.text[slice(*unfound[0])]
                yield RuleError(
                    _place(entry), f"hit {number} does not mask {words!r} as marked", "mend the words, the shape or the mark"
                )
        for number, example in enumerate(entry.miss, 1):
            if found := _found(finder, entry, example):
                words = example[slice(*min(found))]
                yield RuleError(_place(entry), f"miss {number} masks {words!r}", "make the words or the shape more precise")


def _form(entry: Label | Shape) -> Iterator[RuleError]:
    try:
        if isinstance(entry, Label):
            _ = entry.plain
        elif entry.regex.search("") or entry.regex.fullmatch(" "):
            yield RuleError(_place(entry), "it matches where there is nothing", "make at least one sign obligatory")
    except (ValueError, re.error) as problem:
        yield RuleError(_place(entry), f"it cannot be read: {problem}", "mend its brackets")
    for number, example in enumerate(entry.hit, 1):
        try:
            if not marks.parse(example).spans:
                yield RuleError(_place(entry), f"hit {number} marks no words", "enclose what is to be masked in [[ ]]")
        except ValueError as problem:
            yield RuleError(_place(entry), f"hit {number}: {problem}", "write each mark as [[words]]")


def _found(finder: Finder, entry: Label | Shape, text: str) -> set[tuple[int, int]]:
    """What this entry masks: a shape by itself, a label as part of the whole; those who treat are masked for this."""
    if isinstance(entry, Shape):
        return {(match.start(), match.start() + len(match[0].rstrip(" ,"))) for match in entry.regex.finditer(text)}
    spans = finder.find(Note(id="example", text=text), everybody=entry.takes == "provider")
    return {(span.start, span.end) for span in spans if span.rule == entry.id}


def _place(entry: Label | Shape) -> str:
    return f"masking.toml, {'label' if isinstance(entry, Label) else 'shape'} {entry.id}"
