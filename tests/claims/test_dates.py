"""Dates of any form; the order of day and month is told by the column or by a person, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ClaimsError
from tests.claims.kit import table, told


def days(tmp_path: Path, *values: str, day_first: bool | None = None) -> list[str | None]:
    rows = ((f"A{place}", value, "20956") for place, value in enumerate(values))
    return [line.date_of_service for line in table(tmp_path, ("Case", "DOS", "CPT"), *rows, day_first=day_first).lines]


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-04", "2024/3/4", "2024.03.04", "20240304", "2024-03-04 07:30", "2024-03-04T00:00:00.000Z",
        "45355", "45355.0", "45355.75",
        "4 Mar 2024", "04-MAR-2024", "04-MAR-24", "4th March 2024", "04MAR2024", "04MAR2024:07:30:00",
        "04-MAR-24 08.30.00.000000 AM", "04-MAR-24 08.30.00.000000 AM -05:00", "2024-03-04 08.30.00",
        "March 4, 2024", "Mar. 4 2024", "2024-Mar-04",
    ],
)  # fmt: skip
def test_a_date_that_can_mean_one_day(tmp_path: Path, value: str) -> None:
    assert days(tmp_path, value) == ["2024-03-04"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("03/04/2024", "3/14/2024 12:00:00 AM"), ["2024-03-04", "2024-03-14"]),
        (("03.04.2024", "14.3.24"), ["2024-04-03", "2024-03-14"]),
        (("03-04-99", "14-03-99"), ["1999-04-03", "1999-03-14"]),
        (("03042024", "03142024"), ["2024-03-04", "2024-03-14"]),
        (("03/03/2024", "04/04/2024"), ["2024-03-03", "2024-04-04"]),
        (("14/03/2024", "03/14/2024", "05/05/2024"), ["2024-03-14", "2024-03-14", "2024-05-05"]),
        (("2024-03-04", "", "03/14/2024", "03/04/2024"), ["2024-03-04", None, "2024-03-14", "2024-03-04"]),
    ],
)
def test_the_column_tells_the_order(tmp_path: Path, values: tuple[str, ...], expected: list[str | None]) -> None:
    assert days(tmp_path, *values) == expected


def test_a_column_that_does_not_tell_stops_the_reading(tmp_path: Path) -> None:
    where = f"{(tmp_path / 'claims.csv').as_posix()}, column “DOS”"
    remedy = "say --day-first or --month-first, or write day_first = true or false into the file of --columns."
    with pytest.raises(ClaimsError) as caught:
        days(tmp_path, "2024-05-06", "03/04/2024", "05/06/2024")
    assert str(caught.value) == f"{where}: no date tells whether the day or the month stands first (such as in row 3); {remedy}"
    with pytest.raises(ClaimsError) as caught:
        days(tmp_path, "14/03/2024", "03/14/2024", "05/06/2024")
    order = "the day stands first in row 2 and the month in row 3, so that row 4 can be either"
    assert str(caught.value) == f"{where}: {order}; {remedy}"


def test_a_person_tells_the_order(tmp_path: Path) -> None:
    assert days(tmp_path, "03/04/2024", day_first=True) == ["2024-04-03"]
    assert days(tmp_path, "03/04/2024", day_first=False) == ["2024-03-04"]


def test_a_day_that_the_order_of_the_column_does_not_have(tmp_path: Path) -> None:
    claims = table(
        tmp_path, ("Case", "DOS", "CPT"), ("A1", "14/03/2024", "20956"), ("A2", "03/04/2024", "20956"), day_first=False
    )
    assert [line.date_of_service for line in claims.lines] == [None, "2024-03-04"]
    assert told(claims) == ["row 2, column “DOS”: there is no such day in the order that the column has; write it as YYYY-MM-DD."]


@pytest.mark.parametrize(
    "value", ["31/02/2024", "2024-13-01", "13/13/2024", "1924-03-04", "04 Mrz 2024", "soon", "3/4", "123456", "7"]
)
def test_what_is_no_date(tmp_path: Path, value: str) -> None:
    claims = table(tmp_path, ("Case", "DOS", "CPT"), ("A1", value, "20956"))
    assert (claims.lines[0].date_of_service, told(claims)) == (
        None, ["row 2, column “DOS”: this is no date; write it as YYYY-MM-DD."],
    )  # fmt: skip


def test_a_line_that_only_its_day_could_place_is_not_kept(tmp_path: Path) -> None:
    claims = table(tmp_path, ("Case", "Surgeon", "DOS", "CPT"), ("", "Smith", "soon", "20956"))
    assert (claims.lines, told(claims)) == ((), ["NOT KEPT row 2, column “DOS”: this is no date; write it as YYYY-MM-DD."])
