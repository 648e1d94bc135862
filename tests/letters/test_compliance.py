"""W1 to W16: the published practice for compliant queries, held over every letter as Word document and as web page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.letters.cases import Letter, Topic
from auditor.letters.log import rows
from auditor.model import ElementState
from auditor.rules.schema import ElementRule
from auditor.rules.wording import avoided
from tests.annotated import BESIDE, SAMPLES, note
from tests.letters.kit import letters_of, page_text, records, rules, without, word_text

DEV = BESIDE / "eval" / "dev"
needs_dev = pytest.mark.skipif(not DEV.is_dir(), reason="the annotated notes do not lie beside the project")
FOLDERS = [pytest.param(SAMPLES, id="samples"), pytest.param(DEV, id="annotated", marks=needs_dev)]
everywhere = pytest.mark.parametrize("folder", FOLDERS)
in_both_forms = pytest.mark.parametrize("read", [word_text, page_text], ids=["word", "page"])
Read = Callable[[Letter], str]

MONEY = [
    "reimbursement", "payment", "revenue", "rvu", "charge", "fee", "dollar", "profit", "loss", "denial", "percentile", "ranking",
    "score",
]  # fmt: skip
LEADING = [
    "please document", "please add", "confirm", "should state", "should", "must", "needs to show", "you must", "ensure", "amend",
]  # fmt: skip
YES_OR_NO = re.compile(r"(?:^|[.!?]\s+)(?:was|were|is|are|did|do|does|has|have|had|can|could|will|would)\b[^.?!]*\?", re.I)


def topics(folder: Path) -> list[Topic]:
    return [topic for letter in letters_of(folder) for case in letter.cases for topic in case.all]


def own_words(letter: Letter, text: str) -> str:
    """What the letter says itself: without quotations, names and the names of the cases."""
    quoted = [saying.words for case in letter.cases for topic in case.all for saying in topic.says]
    return without(text, [*quoted, *(case.id for case in letter.cases), letter.surgeon or "-"])


@everywhere
@in_both_forms
def test_w1_no_word_on_money_or_scores(folder: Path, read: Read) -> None:
    for letter in letters_of(folder):
        said = own_words(letter, read(letter)).lower()
        assert "$" not in said
        assert [word for word in MONEY if re.search(rf"(?<!bone )(?<!blood )\b{word}s?\b", said)] == []


@everywhere
@in_both_forms
def test_w2_no_code_and_no_modifier_even_in_a_quotation(folder: Path, read: Read) -> None:
    for letter in letters_of(folder):
        text = without(read(letter), [case.id for case in letter.cases])
        assert re.findall(r"\b\d{5}\b|\bCPT\b|\bmodifiers?\b", text) == []


@everywhere
@in_both_forms
def test_w3_nothing_leads(folder: Path, read: Read) -> None:
    for letter in letters_of(folder):
        said = own_words(letter, read(letter)).lower()
        assert [words for words in LEADING if re.search(rf"\b{words}\b", said)] == []
        assert said.count("please") == said.count("other (please specify)")
        for text in said.splitlines():
            assert [*avoided(text.replace("(please specify)", ""), rules().letters.avoid)] == []


@everywhere
def test_w3_a_heading_names_the_topic_and_no_answer(folder: Path) -> None:
    labels = {element.id: element.label for element in rules().elements}
    assert {topic.name for topic in topics(folder)} <= set(labels.values())
    assert all(topic.name == labels[topic.asked.element] for topic in topics(folder))


@everywhere
@in_both_forms
def test_w4_each_question_quotes_the_report_with_its_place_or_says_that_nothing_was_found(folder: Path, read: Read) -> None:
    said = rules().letters.letter
    for letter in letters_of(folder):
        text = " ".join(read(letter).split())
        asked = [topic for case in letter.cases for topic in case.all]
        for saying in (saying for topic in asked for saying in topic.says):
            assert f"“{saying.words}” ({saying.place})" in text
        assert text.count(said.nothing_found) == sum(not topic.says for topic in asked)
        assert text.count(said.nothing_further) == sum(bool(topic.says) and not topic.conflict for topic in asked)


@everywhere
def test_w4_every_quotation_is_a_part_of_its_note_and_stands_in_its_line(folder: Path) -> None:
    shown = 0
    for letter in letters_of(folder):
        for case in letter.cases:
            text = note(folder, case.id).text
            for topic in case.all:
                statements = topic.asked.statements
                assert [saying.words for saying in topic.says] == [" ".join(s.quote.split()) for s in statements]
                for statement, saying in zip(statements, topic.says, strict=True):
                    assert text[statement.start : statement.end] == statement.quote
                    before = text[: statement.start].replace("\r\n", "\n").replace("\r", "\n")
                    assert saying.place.endswith(f", line {before.count(chr(10)) + 1}")
                    shown += 1
    assert shown > 10


@everywhere
def test_w5_a_contradiction_shows_both_statements(folder: Path) -> None:
    conflicts = [topic for topic in topics(folder) if topic.conflict]
    assert conflicts
    for topic in conflicts:
        assert len(topic.says) == 2
        for quote, statement in zip(topic.asked.quotes, topic.asked.statements, strict=True):
            assert statement.start <= quote.start
            assert quote.end <= statement.end


def test_w5_the_two_statements_stand_side_by_side_in_one_row() -> None:
    (letter,) = [each for each in letters_of(SAMPLES) if each.stem == "letter-vivienne-okpara-lund"]
    lines = word_text(letter).splitlines()
    place = lines.index("The report says")
    assert lines[place + 1] == "The report also says"
    assert lines[place + 2] == "“Free vascularized iliac crest (DCIA) bone graft, left, to right calcaneus” (title, line 8)"
    assert lines[place + 3].endswith("leaving 2 cm under the joint.” (technique, line 18)")


@everywhere
def test_w6_no_choice_names_a_finding(folder: Path) -> None:
    offered = {choice for topic in topics(folder) for choice in topic.choices}
    assert offered == {"Not performed", "Unable to determine", "Other (please specify)"}


@everywhere
@in_both_forms
def test_w7_every_question_can_be_left_undetermined_or_answered_otherwise(folder: Path, read: Read) -> None:
    for letter in letters_of(folder):
        asked = [topic for case in letter.cases for topic in case.all]
        text = read(letter)
        assert text.count("Unable to determine") == len(asked)
        assert text.count("Other (please specify)") == len(asked)
        assert text.count("Not performed") == sum(element_of(topic).not_done for topic in asked)


def element_of(topic: Topic) -> ElementRule:
    return next(element for element in rules().elements if element.id == topic.asked.element)


@everywhere
def test_w8_no_question_can_be_answered_with_yes_or_no(folder: Path) -> None:
    assert [topic.question for topic in topics(folder) if YES_OR_NO.search(topic.question)] == []


@everywhere
@in_both_forms
def test_w9_every_question_is_open_and_has_room_for_an_answer(folder: Path, read: Read) -> None:
    opens = re.compile(r"\b(?:how|what|which|from which|on which|where)\b", re.I)
    assert all(opens.search(topic.question.split(". ")[-1]) for topic in topics(folder))
    for letter in letters_of(folder):
        text = read(letter)
        plain = sum(len(case.topics) for case in letter.cases)
        tables = sum(bool(case.further) for case in letter.cases)
        assert len(re.findall(r"^Answer:$", text, re.M)) == plain
        assert len(re.findall(r"^Answer$", text, re.M)) == tables


@everywhere
@in_both_forms
def test_w10_the_same_gap_is_put_in_the_same_form_to_every_surgeon(folder: Path, read: Read) -> None:
    forms: dict[tuple[str, bool, bool], set[tuple[str, tuple[str, ...]]]] = {}
    stopped = {element.discontinued_question for element in rules().elements}
    for topic in topics(folder):
        kind = (topic.asked.element, topic.conflict, topic.question in stopped)
        forms.setdefault(kind, set()).add((topic.question, topic.choices))
    assert all(len(form) == 1 for form in forms.values())
    said = rules().letters.letter
    for letter in letters_of(folder):
        assert read(letter).count(said.opening) == 1


@everywhere
@in_both_forms
def test_w11_no_blame_no_figures_about_the_surgeon_and_no_peer(folder: Path, read: Read) -> None:
    everybody = {letter.surgeon for letter in letters_of(folder) if letter.surgeon}
    for letter in letters_of(folder):
        said = own_words(letter, read(letter)).lower()
        assert [word for word in ("%", "fail", "error", "wrong", "deficien", "severity", "decisive") if word in said] == []
        assert [name for name in everybody - {letter.surgeon} if name in read(letter)] == []


@everywhere
@in_both_forms
def test_w12_and_w13_the_sentences_on_the_addendum_and_on_leaving_the_report_stand_once(folder: Path, read: Read) -> None:
    said = rules().letters.letter
    for letter in letters_of(folder):
        assert read(letter).count(said.addendum) == 1
        assert read(letter).count(said.no_change) == 1


@everywhere
def test_w14_every_question_has_its_row_in_the_log(folder: Path) -> None:
    for letter in letters_of(folder):
        logged = list(rows(letter, {"a.docx": b"letter"}, dated="2025-03-04", sender="Office"))
        assert [(row["case"], row["element"], row["question"]) for row in logged] == [
            (case.id, topic.asked.element, topic.question) for case in letter.cases for topic in case.all
        ]
        assert all(row["surgeon"] == letter.surgeon and row["date_of_letter"] == "2025-03-04" for row in logged)
        assert all(len(row["quotations"]) == 2 for row in logged if row["kind"] == "contradiction")
        json.dumps(logged)


@everywhere
@in_both_forms
def test_w15_nothing_tells_who_the_patient_is(folder: Path, read: Read) -> None:
    """No line of a letter holds what the note prints behind the label of a name, a number or a day of birth."""
    label = re.compile(
        r"\b(?:patient|name|mrn|dob|born|date of birth|hospital (?:no|number)|nhs|age)\b\W{0,4}(\w[\w ,./-]{2,40})", re.I
    )
    for letter in letters_of(folder):
        text = read(letter)
        for case in letter.cases:
            head = note(folder, case.id).text[:600]
            printed = [match[1].strip() for match in label.finditer(head) if re.search(r"\d{2}|,", match[1])]
            assert [told for told in printed if told in text] == []
        assert re.findall(r"\b\d{6,}\b", without(text, [case.id for case in letter.cases])) == []


@everywhere
def test_w16_each_question_serves_an_element_that_is_missing_or_in_dispute(folder: Path) -> None:
    elements = {record.id: record.elements for record in records(folder)}
    for letter in letters_of(folder):
        for case in letter.cases:
            for topic in case.all:
                state = elements[case.id][topic.asked.element]
                assert topic.conflict or state is ElementState.MISSING


@everywhere
def test_no_question_of_the_record_is_dropped(folder: Path) -> None:
    asked = sorted((record.id, question.element) for record in records(folder) for question in record.questions)
    put = [(case.id, topic.asked.element) for letter in letters_of(folder) for case in letter.cases for topic in case.all]
    assert sorted(put) == asked
