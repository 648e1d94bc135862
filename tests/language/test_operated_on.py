"""When it was."""

from __future__ import annotations

import pytest

from tests.language.kit import found, one


@pytest.mark.parametrize(
    "written",
    [
        "14 March 2022",
        "14th March 2022",
        "14th Mar '22",
        "14 of March of 2022",
        "March 14, 2022",
        "Mar 14 2022",
        "14-Mar-2022",
        "14/Mar/2022",
        "2022. 3. 14",
        "fourteenth of March 2022",
        "2022-03-14",
        "2022/03/14",
        "03/14/2022",
        "14/03/2022",
        "14.03.2022",
        "3/14/22",
        "14. III. 2022",
        "14 mars 2022",
        "March fourteenth, twenty twenty two",
        "March the fourteenth, twenty twenty-two",
    ],
)
def test_forms_of_a_date(written: str) -> None:
    text = f"DATE OF SURGERY: {written}\nThe rib was cut."
    assert one(text, "date_of_service").value == "2022-03-14"
    assert one(text, "date_of_service").evidence.quote == written


def test_an_ambiguous_date_follows_the_spelling_of_the_note() -> None:
    american = "DATE OF SURGERY: 03/04/2022\nAnesthesia: general. Attending: Ann Bell, MD"
    british = "DATE OF SURGERY: 03/04/2022\nAnaesthesia: general. Consultant: Miss Bell, theatre 4"
    assert one(american, "date_of_service").value == "2022-03-04"
    assert one(british, "date_of_service").value == "2022-04-03"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue 09/01/24", "2024-01-09"),
        ("Tuesday, 10/09/2024", "2024-09-10"),
        ("Thu 03/04/2025", "2025-04-03"),
        ("04/03/25", "2025-04-03"),
        ("Mon 04/03/25", "2025-04-03"),
    ],
)
def test_a_weekday_tells_which_figure_is_the_month(written: str, day: str) -> None:
    assert one(f"{written}\nAnesthesia: general. Attending: Ann Bell, MD\n\nThe rib was cut.", "date_of_service").value == day


@pytest.mark.parametrize("text", ["DATE OF SURGERY: 31/02/2022", "Date of birth: 3 May 1961", "The plate came out in 2019."])
def test_no_date(text: str) -> None:
    assert found(text, "date_of_service") == []


def test_the_date_of_birth_is_passed_over() -> None:
    assert one("DOB: 3 May 1961\nDate of operation: 14 March 2022", "date_of_service").value == "2022-03-14"


def test_a_short_year_may_end_its_sentence() -> None:
    assert one("Hand theatre 12 Feb 24. Mr Alan Ross, asst SHO\n- rib raised\n", "date_of_service").value == "2024-02-12"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Date of operation: 11-05-2023 (11 May)\nThe rib was cut.", "2023-05-11"),
        ("Date of operation: 11/05/2023. Seen on November 3.\nThe rib was cut.", "2023-11-05"),
    ],
)
def test_how_days_and_months_are_told_elsewhere_says_which_comes_first(text: str, date: str) -> None:
    assert one(text, "date_of_service").value == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Encounter Date: 9/17/2023\nDate of Surgery: 9/18/2023\nThe rib was cut.", "2023-09-18"),
        ("18 July 2024\n\nDear Ann,\n\nI operated on him on 16 July 2024. The rib was cut.", "2024-07-16"),
        ("18 July 2024\n\nDear Ann,\n\nHis second operation was on 16 July 2024. The rib was cut.", "2024-07-16"),
        ("18 July 2024\n\nDear Ann,\n\nHe fell on 16 July 2024. The rib was cut.", "2024-07-18"),
        ("Date of the surgery: 09/04/2021 (day/month/year)\nThe rib was cut.", "2021-04-09"),
    ],
)
def test_the_day_of_the_operation_before_other_days(text: str, date: str) -> None:
    assert one(text, "date_of_service").value == date


def test_the_day_of_a_visit_outranks_one_on_which_an_operation_is_hoped_for() -> None:
    text = "Visit date: 05/22/2023\nSurgery date: tentatively 06/14/2023\n\nA free rib flap is planned."
    assert one(text, "date_of_service").value == "2023-05-22"


def test_a_date_with_the_month_of_another_language() -> None:
    assert one("Day of the intervention: 14 de junio de 2022\n\nThe rib was cut.", "date_of_service").value == "2022-06-14"


@pytest.mark.parametrize("written", ["11JAN24", "11JAN2024"])
def test_a_date_written_in_one_word(written: str) -> None:
    assert one(f"Op note {written}\n\nThe rib was cut.", "date_of_service").value == "2024-01-11"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date 05.10.2022\nThe rib was raised.", "2022-10-05"),
        ("Date 05/10/2022\nThe rib was raised.", "2022-05-10"),
        ("Date 05.10.2022\nAttending: Ann Bell, MD. Anesthesia: general.", "2022-05-10"),
    ],
)
def test_full_stops_part_days_from_months_unless_the_spelling_is_american(text: str, day: str) -> None:
    assert one(text, "date_of_service").value == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("To Dr. Moss\nZurich, 12 May 2022\n\nMr. F., born 1983. Operation of 9 May 2022\n", "2022-05-09"),
        ("Date: 03/09/2022, start 01h20\nThe gap was 5,5 cm.", "2022-09-03"),
        ("Operation: free rib\n\nThe rib was cut.\nCR, Thurs 30 Nov 2023\n", "2023-11-30"),
        ("Dictation, typed 2 May 2024, operation on 30 April 2024.", "2024-04-30"),
    ],
)
def test_days_that_only_the_words_around_them_tell(text: str, day: str) -> None:
    assert one(text, "date_of_service").value == day


@pytest.mark.parametrize("line", ["Next visit: 12 Dec 2023", "Maria Lopez, b. 3 May 1963", "Sutures out 4 June 2023"])
def test_a_last_line_that_tells_of_another_day_is_no_signature(line: str) -> None:
    told = "The rib was cut and plated into the ulna. " * 20
    assert not found(f"Operation: free rib\n\n{told}\n{line}\n", "date_of_service")


def test_a_day_that_falls_on_the_weekday_either_way_is_read_as_the_note_writes() -> None:
    text = "DOS: Tues 11/7/23\nATTENDING: Ann Bell, MD\n\nThe attending was present. Vascularized rib, ischemia 50 minutes.\n"
    assert one(text, "date_of_service").value == "2023-11-07"


def test_the_time_of_printing_is_no_day_of_an_operation() -> None:
    text = "11/28/30, 2:21 PM\n\nSURGEON: Ann Bell, MD\n\nThe free rib was raised on 2 May 2030.\n"
    assert one(text, "date_of_service").value == "2030-05-02"
