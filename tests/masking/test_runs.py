"""Masked runs one after the other: numbers and reviews stay with their notes, and nothing unmasked lies beside them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.masking.kit import run
from tests.masking.test_masker import TRANSFER
from tests.review.kit import AGREE, audit_sheets, column, opened


def note(folder: Path, name: str, patient: str, more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"Patient: {patient}\nMRN: 70099812\n{TRANSFER}{more}\n", "utf-8")
    return path


def ids(out: Path) -> list[str]:
    return [json.loads(line)["id"] for line in (out / "audit.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    note(tmp_path / "notes", "haddad.txt", "Omar Haddad")
    note(tmp_path / "notes", "soto.txt", "Ramiro Soto", " It was 7 cm long.")
    assert run("run", tmp_path / "notes", "--out", tmp_path / "out", "--mask").exit_code == 0
    return tmp_path / "out"


def test_numbers_stay_with_their_notes(out: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    assert ids(out) == ["note-0001", "note-0002"]
    note(notes, "brandt.txt", "Ana Brandt", " It was 8 cm long.")
    assert run("run", notes, "--out", out, "--mask").exit_code == 0
    assert ids(out) == ["note-0003", "note-0001", "note-0002"]
    (notes / "soto.txt").rename(notes / "0412.txt")
    assert run("run", notes, "--out", out, "--mask").exit_code == 0
    assert ids(out) == ["note-0002", "note-0003", "note-0001"]
    note(notes, "haddad.txt", "Omar Haddad", " It was 9 cm long.")
    assert run("run", notes, "--out", out, "--mask").exit_code == 0
    assert ids(out) == ["note-0002", "note-0003", "note-0001"]


def test_a_copy_of_a_note_gets_a_number_of_its_own(out: Path, tmp_path: Path) -> None:
    note(tmp_path / "notes", "aa.txt", "Ramiro Soto", " It was 7 cm long.")
    assert run("run", tmp_path / "notes", "--out", out, "--mask").exit_code == 0
    assert ids(out) == ["note-0003", "note-0001", "note-0002"]


def test_reviews_are_carried_from_one_masked_run_to_the_next(out: Path, tmp_path: Path) -> None:
    with opened(out / "audit.xlsx") as book:
        (sheet,) = audit_sheets(book)
        row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[0].value == "note-0002")
        for title, value in AGREE.items():
            sheet.cell(row, column(sheet, title)).value = value  # type: ignore[assignment]
    note(tmp_path / "notes", "brandt.txt", "Ana Brandt")
    done = run("run", tmp_path / "notes", "--out", out, "--mask")
    assert "1 review was taken in" in done.stderr
    assert "The reviews of 1 row are carried into the new workbook, 0 of them marked" in done.stderr


def test_masked_and_other_runs_never_share_a_store_or_a_folder(out: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    plain = run("run", notes, "--out", out)
    assert (plain.exit_code, "it holds masked runs; give --mask" in plain.stderr) == (2, True)
    assert run("run", notes, "--out", tmp_path / "plain").exit_code == 0
    mixed = run("run", notes, "--out", tmp_path / "plain", "--mask")
    assert (mixed.exit_code, "it holds an audit that was not masked" in mixed.stderr) == (2, True)
    store = run("run", notes, "--out", tmp_path / "new", "--store", tmp_path / "plain" / "reviews.db", "--mask")
    assert (store.exit_code, "it holds runs that were not masked" in store.stderr) == (2, True)
    assert not (tmp_path / "new" / "audit.jsonl").exists()


def test_a_masked_run_keeps_no_finished_audit_and_refuses_a_folder_that_holds_some(out: Path, tmp_path: Path) -> None:
    assert not (out / "work.db").exists()
    ended = tmp_path / "ended"
    ended.mkdir()
    (ended / "work.db").touch()
    refused = run("run", tmp_path / "notes", "--out", ended, "--mask")
    assert (refused.exit_code, "it holds an audit that was not masked" in refused.stderr) == (2, True)


def test_the_store_of_a_masked_run_holds_no_path_and_no_name(out: Path) -> None:
    with sqlite3.connect(out / "reviews.db") as store:
        whole = "\n".join(store.iterdump()).lower()
    assert "haddad" not in whole
    assert "soto" not in whole
    assert "70099812" not in whole


def test_explain_masks(tmp_path: Path) -> None:
    path = note(tmp_path, "soto.txt", "Ramiro Soto", " Mr. Soto's fibula was 7 cm long on 3 May 2021.")
    shown = run("explain", path, "--mask")
    assert shown.exit_code == 0
    assert "soto" not in shown.output.lower()
    assert shown.output.startswith("Note note-0001\n  file             note-0001.txt (utf-8)\n")
    assert "masking is no guarantee." in " ".join(shown.output.split())


def test_a_letter_of_a_masked_record_speaks_of_a_number_and_a_year(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "soto.txt").write_text(
        f"Patient: Ramiro Soto\nSurgeon: Dana Whitlock, MD\nDate of surgery: 10 October 2022\nPROCEDURE: {TRANSFER}", "utf-8"
    )
    assert run("run", folder, "--out", tmp_path / "out", "--mask").exit_code == 0
    assert run("letters", tmp_path / "out" / "audit.jsonl", "--out", tmp_path / "letters", "--no-word").exit_code == 0
    (letter,) = (tmp_path / "letters").glob("letter-*.html")
    page = letter.read_text("utf-8")
    assert letter.name == "letter-dana-whitlock.html"
    assert "note-0001" in page
    assert "operation of 2022" in page
    (line, *_) = (tmp_path / "letters" / "letters.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["date_of_service"] == "2022"
