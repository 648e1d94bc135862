"""The book of phrases finds just what spaCy's own matcher of phrases finds, and keeps the longest of each concept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from auditor.language.phrasebook import Match, Phrasebook
from auditor.rules.phrases import expand
from auditor.rules.schema import Rule
from tests.language.kit import rules, tokens

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_NLP = spacy.blank("xx")


@cache
def _book() -> Phrasebook:
    return Phrasebook(rules().rules)


@cache
def _matcher() -> PhraseMatcher:
    matcher = PhraseMatcher(_NLP.vocab, attr="ORTH")
    for rule in rules().rules:
        phrases = dict.fromkeys(text for phrase in rule.phrases for text in expand(phrase))
        matcher.add(rule.id, [Doc(_NLP.vocab, words=text.split()) for text in phrases])
    return matcher


@cache
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in rules().rules}


def _expected(words: list[str]) -> list[Match]:
    """From left to right the longest match of each concept that overlaps none before it."""
    found = ((_by_id()[_NLP.vocab.strings[key]], first, last) for key, first, last in _matcher()(Doc(_NLP.vocab, words=words)))
    kept: list[Match] = []
    free: dict[str, int] = {}
    for rule, first, last in sorted(found, key=lambda match: (match[1], -match[2], match[0].id)):
        if first >= free.get(rule.concept, 0):
            kept.append((rule, first, last))
            free[rule.concept] = last
    return kept


_PHRASES = sorted({text for rule in rules().rules for phrase in rule.phrases for text in expand(phrase)[:3]})


def test_samples() -> None:
    for path in sorted(_SAMPLES.glob("*.txt")):
        words = tokens(path.read_text("utf-8")).words
        assert _book().find(words) == _expected(words), path.name


@given(st.lists(st.sampled_from([*_PHRASES, "of the", "and", "left"]), min_size=1, max_size=12))
def test_phrases_in_a_row(phrases: list[str]) -> None:
    words = " ".join(phrases).split()
    assert _book().find(words) == _expected(words)


@given(st.lists(st.sampled_from([*_PHRASES, "of the", "and", "left"]), min_size=1, max_size=12))
def test_every_phrase_is_told_wherever_it_stands(phrases: list[str]) -> None:
    words = " ".join(phrases).split()
    every = [(rule.id, first, last) for rule, first, last in _book().every(words)]
    spans = {(first, last) for _, first, last in every}
    assert {(rule.id, first, last) for rule, first, last in _book().find(words)} <= set(every)
    assert spans == {(first, last) for _, first, last in _matcher()(Doc(_NLP.vocab, words=words))}


def test_no_words() -> None:
    assert _book().find([]) == []
    assert list(_book().every([])) == []


def test_phrases_taken_up_at_once_are_found_like_those_taken_up_one_by_one() -> None:
    whole, slow = Phrasebook(rules().rules), Phrasebook(rules().rules)
    whole.open_all()
    for path in sorted(_SAMPLES.glob("*.txt")):
        words = tokens(path.read_text("utf-8")).words
        assert whole.find(words) == slow.find(words), path.name
