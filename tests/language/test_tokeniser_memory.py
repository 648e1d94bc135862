"""What is remembered between notes never changes how a note is split."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.language.layout import lay_out
from auditor.language.tokens import Tokeniser, Tokens
from tests.language.kit import speller

# What notes are made of, and above all what is split by its neighbours: dashes, sutures, plurals, wraps, joined words.
_PARTS = st.sampled_from(
    ["meta", "tarsal", "iliac", "crest", "surgeon(s)", "9-0", "9", "0", "-", "–", "/", "x", "3/4/21", "end-to-", "12#", "_", "__",
     "**", "...", "|", "→", "'s", "10.5", "1st", "12:30", "(s)", "co-", "non", ".", ",", ":", "é", "½"]
)  # fmt: skip
_GAPS = st.sampled_from(["", "", " ", " ", "\n", "\r\n", "\t", "\u00a0", "  "])
_TEXTS = st.lists(st.tuples(_PARTS, _GAPS), max_size=24).map(lambda parts: "".join(part + gap for part, gap in parts))
_REMEMBERING = Tokeniser(speller())


def _whole(text: str) -> Tokens:
    """The text split in one go, by the pattern alone."""
    return Tokeniser(speller())._in_one(text, lay_out(text), spoken=False)


@given(_TEXTS)
def test_texts_are_split_as_by_the_pattern_alone(text: str) -> None:
    assert _REMEMBERING(text, lay_out(text)) == _whole(text)


def test_a_hyphen_at_the_end_of_a_line_joins_and_one_before_a_space_does_not() -> None:
    assert _REMEMBERING("end-to-\nend", lay_out("end-to-\nend")).words == ["end", "to", "end"]
    assert _REMEMBERING("end-to- end", lay_out("end-to- end")).words == ["end", "to", "-", "end"]


def test_a_suture_with_spaces_is_one_word() -> None:
    text = "sewn with 9 - 0 nylon, then 9-0"
    assert _REMEMBERING(text, lay_out(text)).words == ["sewn", "with", "9/0", "nylon", ",", "then", "9/0"]
