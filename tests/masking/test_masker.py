"""One name, one placeholder; years for dates; what the file says of the note goes too."""

from __future__ import annotations

import pytest

from auditor.masking.masker import Masker
from auditor.model import Known, Note, Place
from auditor.notes.seen import NotAudited
from auditor.rules.load import load
from tests.masking.kit import auditor

TRANSFER = "Free fibula flap to the tibia. The artery was joined end-to-end to the tibial artery."


def masked(text: str, *, masker: Masker | None = None, **more: object) -> str:
    note = Note(id="x", text=text, **more)  # type: ignore[arg-type]
    return (masker or Masker(load())).audited(note, auditor().audit(note)).note.text


def test_the_same_name_is_the_same_placeholder_throughout_a_run() -> None:
    masker = Masker(load())
    first = masked(f"Patient: Soto, Ramiro\nMRN: 70099812\n{TRANSFER} Mr. Soto walks.", masker=masker)
    second = masked(f"Name: Ramiro Soto   MRN 7009-9812\nWife: Ana Soto\n{TRANSFER}", masker=masker)
    assert first == f"Patient: [name 1]\nMRN: [record number 1]\n{TRANSFER} Mr. [name 1] walks."
    assert second == f"Name: [name 1]   MRN [record number 1]\nWife: [name 2]\n{TRANSFER}"


def test_what_nobody_sees_in_a_name_hides_none_of_it() -> None:
    text = f"Patient: Oli\u00adver Stone\u200bbridge\nMRN: 700\u00ad99812\n{TRANSFER} Mr. Stonebridge walks."
    assert masked(text) == f"Patient: [name 1]\nMRN: [record number 1]\n{TRANSFER} Mr. [name 1] walks."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Date of surgery: 03/07/2022", "Date of surgery: [date, 2022]"),
        ("Date: 4th March 2021, review 18/03/2021.", "Date: [date, 2021], review [date, 2021]."),
        ("CT in April and again on 30 June.", "CT in [date] and again on [date]."),
        ("date of procedure september the fourteenth twenty twenty one", "date of procedure [date, 2021]"),
        ("It may 3 times be 9-0 nylon, 2/52, 4.5 x 3 cm.", "It may 3 times be 9-0 nylon, 2/52, 4.5 x 3 cm."),
        ("From 13.10 to 15.10 the clamp was on; 1/2 of the bone.", "From 13.10 to 15.10 the clamp was on; 1/2 of the bone."),
    ],
)
def test_dates_become_years(written: str, shown: str) -> None:
    assert masked(f"{written}\n{TRANSFER}") == f"{shown}\n{TRANSFER}"


def test_a_year_of_birth_goes_where_it_tells_of_an_age_over_89() -> None:
    young, old = (f"DOB: 02/14/{year}\nDate of surgery: 03/07/2022\n{TRANSFER}" for year in (1961, 1930))
    assert masked(young).splitlines()[0] == "DOB: [date, 1961]"
    assert masked(old).splitlines()[0] == "DOB: [date]"
    assert masked(f"A 93-year-old man, born on 1.1.1930.\n{TRANSFER}").splitlines()[0] == "A [age over 89] man, born on [date]."
    assert masked(f"A 89-year-old man.\n{TRANSFER}").splitlines()[0] == "A 89-year-old man."


def test_names_that_are_words_stay_words_where_they_are_none() -> None:
    text = f"Patient: Hand, Learned\nMr. Hand came. The right hand was pink. Hand surgery follow-up.\n{TRANSFER}"
    assert masked(text) == f"Patient: [name 1]\nMr. [name 1] came. The right hand was pink. Hand surgery follow-up.\n{TRANSFER}"


def test_initials_beside_a_name_go_with_it() -> None:
    text = (
        f"A. Pemberton, 29, hosp no H204417\nDr A. Stone saw A.P. and Mr A. Pemberton, and later Pemberton, A. again.\n{TRANSFER}"
    )
    assert masked(text).splitlines()[:2] == [
        "[name 1], 29, hosp no [record number 1]", "Dr A. Stone saw [name 1] and Mr [name 1], and later [name 1] again.",
    ]  # fmt: skip


def test_what_the_file_knows_is_masked_in_the_text_and_kept_nowhere() -> None:
    text = f"Seen: Odalys Brandt, case QX7.\n{TRANSFER}"
    note = Note(
        id="Brandt", text=text, source="ward/Brandt.hl7#2", format="HL7 message",
        known=Known(patient="BRANDT^ODALYS", case="QX7"), places=(Place(0, "section 1 (Patient: Odalys Brandt)"),),
    )  # fmt: skip
    shown = Masker(load()).audited(note, auditor().audit(note))
    assert shown.note.text == f"Seen: [name 1], case [record number 1].\n{TRANSFER}"
    assert shown.note.known == Known()
    assert shown.note.places == (Place(0, "section 1 (Patient: [name 1])"),)
    assert (shown.audit.id, shown.audit.source) == ("note-0001", "note-0001.hl7")
    assert "Brandt" not in shown.note.model_dump_json() + shown.audit.model_dump_json()


def test_a_patient_who_was_taken_for_the_surgeon_is_masked() -> None:
    note = Note(id="x", text=f"Patient: Ana Brandt\n{TRANSFER}", known=Known(author="Ana Brandt"))
    assert Masker(load()).audited(note, auditor().audit(note)).audit.surgeon == "[name 1]"


def test_paths_of_files_without_an_audit() -> None:
    masker = Masker(load())
    row = NotAudited("ward/Brandt.Smith", "the suffix .smith is not one that can be read", "save its text")
    assert masker.row(row) == NotAudited("[file 1]", "the suffix of this file is not one that can be read", "save its text")
    assert masker.row(NotAudited("a/Brandt.PDF", "damaged", "mend it")).source == "[file 2].pdf"


def test_the_digest_of_a_masked_note_tells_nothing_of_what_was_masked() -> None:
    """With the digest of the text as it was, and all of it but a date at hand, the date could be found by trying."""
    digests = set()
    for name, number in (("Ana Brandt", "70099812"), ("Omar Haddad", "12345678")):
        note = Note(id="x", text=f"Patient: {name}\nMRN: {number}\nDOS: 03/07/2022\n{TRANSFER}")
        digests.add(Masker(load()).audited(note, auditor().audit(note)).audit.note_digest)
    assert len(digests) == 1
