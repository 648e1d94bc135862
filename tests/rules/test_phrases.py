from __future__ import annotations

import pytest

from auditor.language.layout import lay_out
from auditor.language.spelling import Speller
from auditor.language.tokens import Tokeniser
from auditor.rules.lint import plain_phrases
from auditor.rules.load import load
from auditor.rules.phrases import expand, openings, words_of


@pytest.mark.parametrize(
    ("phrase", "plain"),
    [
        ("iliac crest", ("iliac crest",)),
        ("(left|right|) crest", ("left crest", "right crest", "crest")),
        ("a (b (c|d)|e)", ("a b c", "a b d", "a e")),
        ("(a|a) b", ("a b",)),
        ("end-to-side", ("end to side",)),
        ("(9-0|10-0)  nylon", ("9/0 nylon", "10/0 nylon")),
        ("(a|)", ("a",)),
    ],
)
def test_what_a_phrase_stands_for(phrase: str, plain: tuple[str, ...]) -> None:
    assert expand(phrase) == plain


@pytest.mark.parametrize("phrase", ["(a|b", "a) b", "(((a)"])
def test_brackets_must_pair(phrase: str) -> None:
    with pytest.raises(ValueError, match="a bracket"):
        expand(phrase)


def test_a_phrase_that_stands_for_too_many_is_refused() -> None:
    assert len(expand("(a|b|c|d)" * 6)) == 4096
    with pytest.raises(ValueError, match="more than 8192"):
        expand("(a|b|c|d)" * 7)


def test_every_wording_that_ships_is_read_as_it_stands_in_the_rules() -> None:
    """The proof of what the linter only supposes about the tokeniser: no wording is split, joined or spelled otherwise."""
    rules = load()
    tokenise = Tokeniser(Speller(rules))
    otherwise = [
        f"{placed.rule.id}: {text}"
        for placed in rules.placed
        for text in plain_phrases(placed)
        if tokenise(text, lay_out(text)).words != text.split()
    ]
    assert otherwise == []


@pytest.mark.parametrize(
    "phrase",
    [
        "a|b c",
        "great toe|tiny (b|c)",
        "((the|)|(a|two)) (x|y z|) end",
        "(toe|toe-)(s|) of",
        "(9|10)-0 nylon",
        "<year> (x|)",
        "(|a) <year>",
        "( a|(b |c-)d) e",
    ],
)
def test_the_openings_are_the_first_words_of_the_plain_phrases(phrase: str) -> None:
    assert openings(phrase) == {plain.split()[0] for plain in expand(phrase)}


def test_the_openings_of_every_rule_are_those_of_its_plain_phrases() -> None:
    phrases = {phrase for rule in load().rules for phrase in rule.phrases}
    assert [phrase for phrase in sorted(phrases) if openings(phrase) != {plain.split()[0] for plain in expand(phrase)}] == []


@pytest.mark.parametrize("phrase", ["toe(s|) of the foot", "(a|b)c (d|)", "9-0 (nylon|end-to-end|)", "in <year> (x|y (z|))"])
def test_the_words_are_those_of_the_plain_phrases(phrase: str) -> None:
    assert words_of(phrase) == {word for plain in expand(phrase) for word in plain.split()}


def test_the_words_of_every_rule_are_those_of_its_plain_phrases() -> None:
    phrases = {phrase for rule in load().rules for phrase in rule.phrases}
    assert all(words_of(phrase) == {word for plain in expand(phrase) for word in plain.split()} for phrase in phrases)
