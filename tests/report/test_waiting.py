"""What waits for the end of a run comes back whole, in its order, and leaves nothing behind."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from auditor.report.waiting import Ordered, Waiting


@pytest.mark.parametrize("many", [0, 1, 499, 500, 501, 1_700])
def test_rows_come_back_in_their_order_as_often_as_they_are_asked_for(tmp_path: Path, many: int) -> None:
    for folder in (None, tmp_path):
        waiting = Waiting(folder)
        for number in range(many):
            waiting.add((f"note {number}", "½ \ud800", None, number))
        expected = [[f"note {number}", "½ \ud800", None, number] for number in range(many)]
        assert list(waiting.rows()) == expected
        assert [row for batch in waiting.batches() for row in batch] == expected
        assert waiting.count == many
        waiting.close()


@pytest.mark.parametrize("many", [0, 10, 4_000, 9_321])
def test_rows_come_back_sorted_and_the_same_keys_keep_their_order(tmp_path: Path, many: int) -> None:
    chance = random.Random(many)  # noqa: S311 - an order, and no secret
    rows: list[list[Any]] = [[[chance.randrange(50), "name"], number] for number in range(many)]
    for folder in (None, tmp_path):
        ordered = Ordered(lambda row: row[0], folder)
        for row in rows:
            ordered.add((tuple(row[0]), row[1]))
        assert list(ordered.rows()) == sorted(rows, key=lambda row: row[0])
        ordered.close()


def test_the_files_have_no_name(tmp_path: Path) -> None:
    waiting = Waiting(tmp_path)
    for number in range(1_000):
        waiting.add(number)
    assert list(tmp_path.iterdir()) == []
