"""The look before words are cut: it never misses a phrase that the words then hold, and spares most notes the cutting."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.bags import Bags
from auditor.language.grafts import names_graft
from auditor.language.layout import lay_out
from auditor.language.phrasebook import Phrasebook
from auditor.language.tokens import Tokeniser
from auditor.rules.phrases import expand
from auditor.rules.schema import Rule
from tests.language.kit import rules, speller

_TOKENISE = Tokeniser(speller())


@cache
def _grafts() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules().rules if names_graft(rule.concept, rule.value, rules().anatomy))


@cache
def _books() -> tuple[Phrasebook, Bags]:
    return Phrasebook(_grafts()), Bags(_grafts(), _TOKENISE)


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(sorted({expand(phrase)[-1] for rule in _grafts() for phrase in rule.phrases}))


def _stands(text: str) -> bool:
    return _books()[0].holds_any(_TOKENISE(text, lay_out(text)).words)


def _may_stand(text: str) -> bool:
    return _books()[1].may_stand(set(text.split()))


@given(
    st.deferred(lambda: st.sampled_from(_phrases())),
    st.sampled_from([" ", "\n", "-", "-\n", "  ", "\nPage 2 of 3\n", "\t"]),
    st.sampled_from([str, str.upper, str.title]),
    st.sampled_from(["{}", "({}),", "*{}*", "the {}.", "period period period period period {} period", "9 - 0 nylon, {}/x"]),
)
def test_no_phrase_is_missed(phrase: str, between: str, cased: Callable[[str], str], around: str) -> None:
    text = around.format(cased(phrase).replace(" ", between))
    assert _may_stand(text) >= _stands(text)


@pytest.mark.parametrize("text", ["meta tarsal", "fib-\nula", "metatarsaal", "FVFG", "Iliac-crest", "an I liac crest", "rib/rib"])
def test_words_in_halves_and_errors_of_typing(text: str) -> None:
    assert _stands(text)
    assert _may_stand(text)


@pytest.mark.parametrize("text", ["The wound was closed.", "I closed the wound.", "The tarsal bone was sound."])
def test_texts_that_need_no_words(text: str) -> None:
    assert not _may_stand(text)


def test_a_phrase_of_signs_alone_may_stand_everywhere() -> None:
    rule = _grafts()[0].model_copy(update={"phrases": ("12 / 3",)})
    assert Bags([rule], _TOKENISE).may_stand({"nothing"})


def test_what_chunks_told_is_forgotten_before_it_grows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.language.bags._REMEMBERED", 2)
    bags = Bags(_grafts(), _TOKENISE)
    assert [bags.may_stand({f"word{number}", "rib"}) for number in range(5)] == [True] * 5
    assert [bags.may_stand({f"word{number}"}) for number in range(5)] == [False] * 5
