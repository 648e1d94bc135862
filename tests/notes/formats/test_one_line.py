"""A note whose line ends an export has replaced by a mark says the same as with its lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.parts import read
from auditor.notes.formats.pdf import FORMAT as PDF
from auditor.notes.formats.settings import Settings
from auditor.notes.read import read_note
from tests.notes.formats.conversions import NAMES, answer, sample
from tests.notes.formats.messages import escaped, mdm, obx
from tests.notes.formats.pdf_maker import drawn

MARKS = ("  ", "~", "^", " | ", "<br>", "\\.br\\", "\\n", "¶")
FORM = (
    "SURGEON: A. Stone, MD\nASSISTANT: B. Reed\nANESTHESIA: General\n\nFINDINGS: A gap of 6 cm, tibia. The artery is sound\n"
    "PROCEDURE\n1. The fibula was raised.\n2. Its artery was joined end-to-end, the vein with a coupler. The wound was closed."
)


def flat(text: str, mark: str) -> str:
    return text.strip().replace("\n", mark)


def from_file(folder: Path, name: str, text: str) -> tuple[str, tuple[str, ...]]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    note = read_note(file)
    return note.text, note.remarks


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", NAMES)
def test_a_plain_text_in_one_line_answers_as_with_its_lines(tmp_path: Path, name: str, mark: str) -> None:
    text, _ = from_file(tmp_path, "note.txt", flat(sample(name), mark))
    assert answer(text) == answer(sample(name))


@pytest.mark.parametrize("mark", MARKS)
def test_every_place_stays_where_it_was_and_a_remark_tells(tmp_path: Path, mark: str) -> None:
    whole = flat(FORM, mark)
    text, remarks = from_file(tmp_path, "note.txt", whole)
    assert [line.strip() for line in text.splitlines()] == FORM.splitlines()
    assert len(text) == len(whole) and text.index("fibula") == whole.index("fibula")
    assert len(remarks) == 1 and remarks[0].startswith("The note stood in one line, which was parted into lines at ")


def test_a_line_with_a_title_above_it_is_parted_too(tmp_path: Path) -> None:
    text, _ = from_file(tmp_path, "note.txt", "OPERATIVE REPORT\n\n" + flat(FORM, "~"))
    assert text == "OPERATIVE REPORT\n\n" + flat(FORM, "~").replace("~", "\n")


@pytest.mark.parametrize(
    "text",
    [
        re.sub(r"\. +(?=[A-Z])", ".  ", flat(FORM, " ")),  # a typist's blanks behind sentences
        FORM.replace("gap of 6", "gap  of  6"),  # it has lines
        "Fibula ~ 12 cm, artery ~ 2 mm, vein ~ 3 mm, pedicle ~ 8 cm, cuff ~ 4 cm, skin ~ 9 cm. " * 4,
        "The bone was cut. " * 30,
    ],
)
def test_a_text_without_such_a_mark_stays_to_the_letter(tmp_path: Path, text: str) -> None:
    assert from_file(tmp_path, "note.txt", text) == (text, ())


def test_a_cell_of_a_table_and_a_segment_of_a_message(tmp_path: Path) -> None:
    cell, _ = from_file(tmp_path, "notes.csv", f'Note ID,Note text\n1,"{flat(FORM, "  ")}"\n')
    segment, _ = from_file(tmp_path, "note.hl7", mdm(obx(1, escaped(flat(FORM, "  ")))).decode())
    assert [[line.strip() for line in text.splitlines()] for text in (cell, segment)] == [FORM.splitlines()] * 2


def printed(text: str, *, justified: bool, font: str = "Helvetica", width: float = 490) -> bytes:
    """The text wrapped at the width, with all its blanks but those at the ends of lines."""

    def draw(canvas: Canvas) -> None:
        place = canvas.beginText(56, 780)
        place.setFont(font, 10)
        place.setLeading(12)
        lines = wrapped(text, font, width)
        for line in lines:
            spread = justified and line != lines[-1]
            place.setWordSpace((width - stringWidth(line, font, 10)) / line.count(" ") if spread else 0)
            place.textLine(line)
        canvas.drawText(place)

    return drawn(draw)


def wrapped(text: str, font: str, width: float) -> list[str]:
    lines = [""]
    for word in re.findall(r"\S+ *", text):
        if lines[-1] and stringWidth((lines[-1] + word).rstrip(), font, 10) > width:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


@pytest.mark.parametrize("name", [name for name in NAMES if len(sample(name)) < 4_500])
@pytest.mark.parametrize("justified", [True, False], ids=["justified", "ragged"])
def test_a_print_of_a_note_in_one_line(name: str, justified: bool) -> None:
    (note,) = read(PDF, printed(flat(sample(name), "  "), justified=justified), Settings())
    assert isinstance(note, Extracted)
    assert answer(note.text) == answer(sample(name))


def test_prose_in_two_columns_is_no_note_in_one_line() -> None:
    left, right = ("The fibula was raised and its artery", "dissected up to the tibial trunk, and"), ("skin", "vein")

    def draw(canvas: Canvas) -> None:
        for number in range(12):
            canvas.drawString(56, 780 - 14 * number, left[number % 2])
            canvas.drawString(320, 780 - 14 * number, f"of the {right[number % 2]} that it carries was kept here")

    (note,) = PDF.read(drawn(draw), LIMITS)
    assert isinstance(note, Extracted)
    assert "artery dissected up" in note.text and "kept here of the vein" in note.text
