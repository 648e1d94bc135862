"""Pieces put together give the text again, and each knows every span that covers it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.report.pages.segments import Segment, blocks, flatten


def test_spans_that_overlap_are_cut_at_every_edge() -> None:
    assert list(flatten(10, [(2, 6), (4, 8), (4, 6)])) == [
        Segment(0, 2),
        Segment(2, 4, (0,), (0,), ()),
        Segment(4, 6, (0, 1, 2), (1, 2), (0, 2)),
        Segment(6, 8, (1,), (), (1,)),
        Segment(8, 10),
    ]


def test_a_cut_inside_a_span_splits_it() -> None:
    assert list(flatten(4, [(1, 4)], [2])) == [
        Segment(0, 1), Segment(1, 2, (0,), (0,), ()), Segment(2, 4, (0,), (), (0,)),
    ]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(alphabet="ab\n", min_size=1, max_size=60))
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=8))
    return text, [(start, draw(st.integers(start + 1, len(text)))) for start in starts]


@given(texts(), st.integers(1, 20))
def test_nothing_is_lost_and_every_span_is_whole(drawn: tuple[str, list[tuple[int, int]]], least: int) -> None:
    text, spans = drawn
    pieces = list(flatten(len(text), spans, list(blocks(text, least))))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    for number, (start, end) in enumerate(spans):
        covered = [piece for piece in pieces if number in piece.covered_by]
        assert "".join(text[piece.start : piece.end] for piece in covered) == text[start:end]
        assert [piece for piece in pieces if number in piece.first] == covered[:1]
        assert [piece for piece in pieces if number in piece.last] == covered[-1:]


@given(st.text(alphabet="ab\n", max_size=60), st.integers(1, 20))
def test_blocks_are_whole_lines_of_some_length(text: str, least: int) -> None:
    edges = [0, *blocks(text, least)]
    assert all(text[edge - 1] == "\n" for edge in edges[1:])
    assert all(later - earlier > least for earlier, later in pairwise(edges))
