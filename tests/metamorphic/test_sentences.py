"""Sentences that must not count, in four samples of different kinds: the audit stays as it was."""

from __future__ import annotations

import pytest

from tests.metamorphic.corpus import case, table
from tests.metamorphic.sentences import HOSTS, SENTENCES, broken


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_must_not_count_changes_nothing(sentence: str) -> None:
    found = broken(sentence)
    known = set(table("known_gaps").get("sentences", {}).get(sentence, ()))
    new = {field: note for field, note in found.items() if field not in known}
    assert not new, f"{sentence!r} changes {new}"
    closed = sorted(known - found.keys())
    assert not closed, f"{sentence!r}: {closed} is right now; remove it from known_gaps.toml"


def test_the_hosts_are_of_four_kinds() -> None:
    pictures = [case(host).picture for host in HOSTS]
    assert [picture["grafts.skin_paddle"] for picture in pictures] == [["absent"], ["undocumented"], [], []]
    assert [picture["status"] for picture in pictures] == ["supported", "supported", "not_applicable", "not_applicable"]


def test_every_gap_is_of_a_sentence_that_is_tried() -> None:
    assert table("known_gaps").get("sentences", {}).keys() <= set(SENTENCES)
