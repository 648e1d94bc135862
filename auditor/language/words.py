"""Words of the reader's own grammar: lists of them, and a quick look for one."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of `text`, which are parted by spaces."""
    return frozenset(text.split())


def may_say(text: str, words: str) -> bool:
    """Whether a text could hold these words in any case: a quick look that spares a search; other letters have odd cases."""
    return not text.isascii() or words in text.lower()
