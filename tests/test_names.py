"""Names: one person under two prints gets one letter, and on any doubt there are two."""

from __future__ import annotations

import pytest

from auditor.names import file_stems, key_of, printed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A. Smith, MD", "Dr. A. Smith"),
        ("Anna Smith, M.D., Ph.D.", "Smith, Anna"),
        ("DR. SULOCHANA BIRADAR", "Sulochana Biradar, MBBS"),
        ("K. Brightwater-Eze MD", "Dr K Brightwater-Eze"),
        ("A.B. Smith", "A. B. Smith, F.R.C.S. (Plast)"),
        ("A/Prof Damian Kostopoulos", "Prof. Damian Kostopoulos, FRACS"),
        ("Lt Col J. Ray, MD, FACS", "J. Ray"),
        ("Rosalind  Quiñonero", "Rosalind Quin\u0303onero, MD"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A. Smith", "Anna Smith"),
        ("Anna Smith", "Anna B. Smith"),
        ("Dr Smith", "Smith, MD"),  # a surname alone may be anybody's
        ("Anh Do", "Anh Ba"),  # surnames that look like degrees
        ("Do, Anh", "Anh, DO"),
        ("John Jones", "John Jones, Jr."),
        ("Uwe Müller", "Uwe Muller"),
        ("Anna Smith-Jones", "Anna Smith"),
        ("陈伟", "陈维"),
    ],
)
def test_two_persons_where_there_is_a_doubt(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize("name", ["", "  ", "____", "MD", ", ."])
def test_nobody(name: str) -> None:
    assert key_of(name) == ""


def test_the_form_of_address_is_the_one_most_often_printed_else_the_longest() -> None:
    assert printed(["A. Smith", "A.  Smith", "Dr. A. Smith"]) == "A. Smith"
    assert printed(["A. Smith", "Dr. A. Smith"]) == "Dr. A. Smith"


def test_file_names_are_safe_everywhere_and_never_shared() -> None:
    keys = ["uwe müller", "uwe muller", "con", "陈伟", "a/b\\c:d*?", "x" * 300, "../../etc"]
    stems = file_stems(reversed(keys), "letter")
    assert stems == file_stems(keys, "letter")
    assert stems["uwe muller"] == "letter-uwe-muller"
    assert stems["uwe müller"] == "letter-uwe-muller-2"
    assert (stems["con"], stems["a/b\\c:d*?"], stems["../../etc"]) == ("letter-con", "letter-a-b-c-d", "letter-etc")
    assert len(set(stems.values())) == len(keys)
    assert all(stem.replace("-", "").isalnum() and stem.isascii() and len(stem) < 80 for stem in stems.values())
