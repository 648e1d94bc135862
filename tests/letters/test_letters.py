"""Which letters there are, in which order their cases and topics stand, and what the files are."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from auditor.errors import LetterError
from auditor.letters.cases import UNNAMED, Letter, letters
from auditor.letters.page import Pages
from auditor.letters.word import WordTemplate, shipped
from auditor.letters.write import Dress, left_over, write_letters
from auditor.model import Evidence, Question
from tests.annotated import SAMPLES
from tests.letters.kit import docx_text, fields, html_text, letters_of, recorded, rules, word_text
from tests.report.kit import audit

HOSTILE = "<b>bold</b> & {{ 7*7 }} {% raw %} <script>alert(1)</script>\x07\x0b \u202e“x”"


def asked(element: str, severity: str, **more: Any) -> Question:
    return Question.model_validate({"element": element, "severity": severity, "authority": "x", "text": "How was it?"} | more)


def case(id: str, **changed: Any) -> Any:
    changed = {"questions": (asked("defect_size", "support"),)} | changed
    return recorded(audit(id=id, **changed))


def word(letter: Letter) -> bytes:
    return WordTemplate(shipped("letter"), "the template").filled(fields(letter))


def test_a_letter_for_each_surgeon_with_questions_and_one_for_the_reports_without_a_name() -> None:
    made = letters(
        [
            case("a", surgeon="A. Smith, MD"),
            case("b", surgeon="Dr. A. Smith"),
            case("c", surgeon=None),
            case("d", surgeon="____"),
            case("e", surgeon="B. Jones", questions=()),
        ],
        rules(),
    )
    assert [(letter.stem, letter.surgeon, [c.id for c in letter.cases]) for letter in made] == [
        ("letter-a-smith", "A. Smith, MD", ["a", "b"]),
        (UNNAMED, None, ["c", "d"]),
    ]


def test_cases_stand_by_date_and_name_and_one_without_a_date_says_so() -> None:
    (letter,) = letters(
        [
            case("late", date_of_service="2024-02-01"), case("b", date_of_service="2024-01-09"),
            case("a", date_of_service="2024-01-09"), case("undated", date_of_service=None),
        ],
        rules(),
    )  # fmt: skip
    assert [(c.id, c.when) for c in letter.cases] == [
        ("undated", "date of operation not found"),
        ("a", "operation of 9 January 2024"),
        ("b", "operation of 9 January 2024"),
        ("late", "operation of 1 February 2024"),
    ]


def test_topics_stand_by_gravity_and_those_of_good_practice_apart() -> None:
    questions = (
        asked("graft_fixation", "quality"), asked("complications", "regulatory"), asked("closure", "support"),
        asked("donor_site", "decisive"), asked("defect_size", "support"),
    )  # fmt: skip
    (letter,) = letters([case("a", questions=questions)], rules())
    (found,) = letter.cases
    assert [topic.name for topic in found.topics] == [
        "Donor bone", "Closure of both sites", "Size of the bone defect", "Complications",
    ]  # fmt: skip
    assert [topic.name for topic in found.further] == ["Fixation of the graft"]


def test_an_element_that_the_rules_do_not_know_keeps_its_name() -> None:
    (letter,) = letters([case("a", questions=(asked("ischaemia_time", "support"),))], rules())
    assert letter.cases[0].topics[0].name == "Ischaemia time"


def hostile() -> Letter:
    statement = Evidence.of(HOSTILE, 0, len(HOSTILE), "technique")
    question = asked("defect_size", "support", statements=(statement,))
    (letter,) = letters([case(HOSTILE, surgeon="Eve <i>Mallory</i> {{ letter }}", questions=(question,))], rules())
    return letter


def test_markup_and_fields_in_a_note_are_text() -> None:
    shown = "“<b>bold</b> & {{ 7*7 }} {% raw %} <script>alert(1)</script>␇␋ �“x”” (technique, line 1)"
    text = docx_text(word(hostile()))
    assert shown in text
    assert "Eve <i>Mallory</i> {{ letter }}" in text
    page = Pages().filled("letter", fields(hostile()))
    assert shown in html_text(page)
    assert b"<script" not in page
    assert b"http" not in page.replace(b"http-equiv", b"")


def test_the_same_letter_has_the_same_bytes_and_no_time_in_it() -> None:
    letter = letters_of(SAMPLES)[0]
    first = word(letter)
    assert first == word(letter)
    with zipfile.ZipFile(BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx.Document(BytesIO(first)).core_properties.modified == docx.Document(BytesIO(first)).core_properties.created


def test_every_file_is_in_the_log_with_its_digest(tmp_path: Path) -> None:
    made = letters_of(SAMPLES)
    dress = Dress(WordTemplate(shipped("letter"), "the template"), date(2025, 3, 4), "Office")
    write_letters(made, rules(), tmp_path, dress)
    logged = [json.loads(line) for line in (tmp_path / "letters.jsonl").read_text("utf-8").splitlines()]
    assert len(logged) == sum(len(case.all) for letter in made for case in letter.cases)
    kept = {name: digest for row in logged for name, digest in row["files"].items()}
    assert kept == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir() if path.name != "letters.jsonl"
    }
    assert set(kept) == {f"{letter.stem}.{kind}" for letter in made for kind in ("docx", "html")}
    assert (logged[0]["author"], logged[0]["date_of_letter"]) == ("Office", "2025-03-04")
    assert "To\tMr A. J. Penhallow\nFrom\tOffice\nDate\t4 March 2025" in docx_text(
        (tmp_path / "letter-a-j-penhallow.docx").read_bytes()
    )


def test_without_date_and_sender_there_are_lines_to_fill_in() -> None:
    assert Dress(None).head == {"date": "_" * 24, "sender": "_" * 24}


def test_documents_of_an_earlier_run_are_told_and_left(tmp_path: Path) -> None:
    for name in ("letter-old.docx", "letter-new.docx", "surgeon-not-named.html", "letter-notes.txt", "education-old.docx"):
        (tmp_path / name).touch()
    found = left_over(tmp_path, ("letter-", UNNAMED), ["letter-new"])
    assert [path.name for path in found] == ["letter-old.docx", "surgeon-not-named.html"]


def template_of(text: str) -> WordTemplate:
    document, saved = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(saved)
    return WordTemplate(saved.getvalue(), "mine.docx")


def test_a_template_of_ones_own_is_filled_in() -> None:
    letter = letters_of(SAMPLES)[0]
    made = template_of("Dear {{ to }}: {% for case in letter.cases %}{{ case.id }}{% endfor %}").filled(fields(letter))
    assert docx_text(made).strip() == "Dear Mr A. J. Penhallow: radius-to-tibia"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ nothing }}", "mine.docx: a field cannot be filled in ('nothing' is undefined); "),
        ("{% for case in letter.cases %}", "mine.docx: a field cannot be filled in (Unexpected end of template."),
        ("{{ letter.cases.__class__.__mro__ }}", "mine.docx: a field cannot be filled in (access to attribute '__class__'"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(text: str, fault: str) -> None:
    with pytest.raises(LetterError) as caught:
        template_of(text).filled(fields(letters_of(SAMPLES)[0]))
    assert str(caught.value).startswith(fault)


def test_a_template_that_is_no_word_document_is_named() -> None:
    with pytest.raises(LetterError, match=r"^mine.docx: it is not a Word document that can be read \(.*\); mend the template"):
        WordTemplate(b"plain text", "mine.docx").filled(fields(letters_of(SAMPLES)[0]))


def test_the_templates_in_the_tree_are_those_that_the_script_makes() -> None:
    from docs import letter_templates

    assert docx_text(letter_templates.letter()) == docx_text(shipped("letter"))
    assert docx_text(letter_templates.education()) == docx_text(shipped("education"))


def test_a_surgeon_with_one_question_needs_one_page() -> None:
    """Nothing but the question, its answers and the fixed sentences: what a surgeon has time for."""
    (letter,) = [each for each in letters_of(SAMPLES) if each.stem == "letter-a-j-penhallow"]
    assert len(word_text(letter).split()) < 150
