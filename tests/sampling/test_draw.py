"""A draw is random, and the same for everybody."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from auditor.errors import SampleError
from auditor.sampling.draw import draw, rank
from auditor.sampling.listing import digest, listing, read_listing
from auditor.sampling.model import Allocation, By, Design, Unit
from auditor.sampling.projection import units_by_note
from tests.sampling.kit import frame, numbered, unit

names = st.lists(st.text("abcdé/ -_.0189", min_size=1, max_size=12), min_size=1, max_size=30, unique=True)


def test_the_rank_is_the_sha256_of_seed_colon_and_id() -> None:
    """As `sha256sum` prints it for the bytes `20956:case-001`."""
    assert rank("20956", "case-001") == "0b384bfdc4a09d677f6a166688f2a72cc2c58c5167a98622f8de18337244b795"


def test_a_small_draw_in_full() -> None:
    whole = frame(numbered(8))
    sample = draw(whole, Design(size=3, seed="7", spares=2))
    order = sorted((unit.id for unit in whole.units), key=lambda name: rank("7", name))
    assert [each.id for each in sample.drawn] == order[:3]
    assert [each.id for each in sample.spares] == order[3:5]
    assert (sample.frame_size, sample.frame_digest) == (8, digest(listing(whole.units)))
    assert [(s.name, s.size, s.drawn, s.spares) for s in sample.strata] == [("all", 8, 3, 2)]
    assert sample.strata_digest is None


def test_there_are_no_more_spares_than_units() -> None:
    sample = draw(frame(numbered(5)), Design(size=4, seed="7", spares=3))
    assert (len(sample.drawn), len(sample.spares), sample.strata[0].spares) == (4, 1, 1)


def test_the_clock_is_not_in_the_digest() -> None:
    design = Design(size=3, seed="7")
    early, late = (draw(frame(numbered(8)), design, at) for at in ("2025-01-01", "2026-01-01"))
    assert early.digest == late.digest
    assert early != late


@given(names, st.randoms(use_true_random=False), st.integers(0, 10**6))
def test_the_order_of_the_input_does_not_matter(ids: list[str], random: Random, seed: int) -> None:
    shuffled = list(ids)
    random.shuffle(shuffled)
    design = Design(size=max(1, len(ids) // 2), seed=str(seed))
    assert draw(frame(map(unit, ids)), design) == draw(frame(map(unit, shuffled)), design)


@given(names, st.integers(0, 10**6))
def test_every_unit_is_drawn_once_in_a_full_draw(ids: list[str], seed: int) -> None:
    sample = draw(frame(map(unit, ids)), Design(size=len(ids), seed=str(seed)))
    assert sorted(each.id for each in sample.drawn) == sorted(ids)


@given(names)
def test_a_unit_more_and_a_word_more_change_the_digest(ids: list[str]) -> None:
    units = [unit(each) for each in ids]
    whole = digest(listing(frame(units).units))
    assert digest(listing(frame([*units, unit("one more")]).units)) != whole
    assert digest(listing(frame([unit(ids[0], "other"), *units[1:]]).units)) != whole
    assert dict(read_listing(listing(units), "list")) == {each.id: each.digest for each in units}


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 50)), min_size=9, max_size=40), st.data())
def test_strata_add_up(rows: list[tuple[str, int]], data: st.DataObject) -> None:
    units = [unit(f"u{number:02}", code=code, value=str(value)) for number, (code, value) in enumerate(rows)]
    size = data.draw(st.integers(min(9, len(rows)), len(rows)))
    by: By = data.draw(st.sampled_from(get_args(By)))
    allocation: Allocation = data.draw(st.sampled_from(get_args(Allocation)))
    sample = draw(frame(units), Design(size=size, seed="1", by=by, allocation=allocation, parts=3, spares=1))
    assert sum(stratum.size for stratum in sample.strata) == len(rows)
    assert sum(stratum.drawn for stratum in sample.strata) == len(sample.drawn) == size
    assert all(min(2, stratum.size) <= stratum.drawn <= stratum.size for stratum in sample.strata) or len(sample.strata) == 1
    assert len({each.id for each in (*sample.drawn, *sample.spares)}) == size + len(sample.spares)
    for number, stratum in enumerate(sample.strata, 1):
        assert sum(each.stratum == number for each in sample.drawn) == stratum.drawn


def test_all_units_and_all_pairs_are_drawn_equally_often() -> None:
    """5 of 20 with the seeds 0 to 999. A unit is in 1/4 of all samples, a pair in 5*4/(20*19); counts stay within the limits
    that a binomial count passes once in 10,000 times.
    """
    whole = frame(numbered(20))
    samples = [[each.id for each in draw(whole, Design(size=5, seed=str(seed))).drawn] for seed in range(1000)]
    single = Counter(each for sample in samples for each in sample)
    double = Counter(pair for sample in samples for pair in combinations(sorted(sample), 2))
    for counts, expected, share in ((single, 20, 5 / 20), (double, 190, 20 / 380)):
        low, high = binom.interval(1 - 1e-4, 1000, share)
        assert len(counts) == expected
        assert low <= min(counts.values())
        assert max(counts.values()) <= high


def test_the_place_in_the_order_is_uniform() -> None:
    """The first unit that is drawn, with the seeds 0 to 999: each of ten units about 100 times."""
    whole = frame(numbered(10))
    first = Counter(draw(whole, Design(size=1, seed=str(seed))).drawn[0].id for seed in range(1000))
    low, high = binom.interval(1 - 1e-4, 1000, 1 / 10)
    assert len(first) == 10
    assert all(low <= count <= high for count in first.values())


@pytest.mark.parametrize("seed", ["", "1\n2"])
def test_a_seed_that_nobody_could_type_is_refused(seed: str) -> None:
    with pytest.raises(SampleError, match="name a number"):
        draw(frame(numbered(3)), Design(size=1, seed=seed))


def test_more_than_the_frame_is_refused() -> None:
    with pytest.raises(SampleError, match=r"^--size 4: the frame has 3 units; draw 3 at most.$"):
        draw(frame(numbered(3)), Design(size=4, seed="1"))


def test_notes_are_found_again_by_their_text() -> None:
    twins: list[Unit] = [unit("a", "same"), unit("b", "same"), unit("c")]
    found = units_by_note(draw(frame(twins), Design(size=3, seed="1")))
    assert sorted(map(sorted, found.values())) == [["a", "b"], ["c"]]
