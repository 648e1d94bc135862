"""Education documents: honest counts of the surgeon's own reports, and nothing about anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from auditor.letters.education import Education, Share, educations
from auditor.letters.examples import example_faults
from auditor.letters.page import Pages
from auditor.letters.word import WordTemplate
from auditor.letters.word import shipped as template
from auditor.model import ElementState
from auditor.record.read import Recorded
from auditor.rules.load import load
from auditor.rules.wording import avoided
from tests.annotated import SAMPLES, shipped
from tests.letters.kit import HEAD, docx_text, html_text, recorded, records, rules
from tests.report.kit import audit
from tests.rules.kit import ELEMENTS, write

D, M, N = ElementState.DOCUMENTED, ElementState.MISSING, ElementState.NOT_REQUIRED


def report(surgeon: str | None, number: int = 0, **states: ElementState) -> Recorded:
    elements: Mapping[str, ElementState] = {"donor_site": D} | states
    return recorded(audit(id=f"case-{number}", surgeon=surgeon, elements=elements))


def texts(education: Education) -> list[str]:
    given: dict[str, Any] = {"said": rules().letters.education, "education": education, "to": education.surgeon, **HEAD}
    return [
        docx_text(WordTemplate(template("education"), "the template").filled(given)),
        html_text(Pages().filled("education", given)),
    ]


def test_own_reports_stand_beside_the_department() -> None:
    found = educations(
        [
            report("A. Smith, MD", pathology=M, closure=D), report("Dr. A. Smith", pathology=N, closure=M),
            report("B. Jones", pathology=D, closure=M), report("C. Brown", pathology=M, closure=D),
            report(None, pathology=M, closure=D),
        ],
        rules(),
    )  # fmt: skip
    assert [education.surgeon for education in found] == ["A. Smith, MD", "B. Jones", "C. Brown"]
    smith = found[0]
    assert (smith.reports, smith.few, smith.alone) == (2, True, False)
    assert [(lesson.name, str(lesson.own), str(lesson.department)) for lesson in smith.lessons] == [
        ("Closure of both sites", "1 of 2", "2 of 5"),
        ("Specimen or pathology", "1 of 1", "3 of 4"),
    ]


def test_a_figure_behind_which_fewer_than_three_surgeons_stand_is_left_out() -> None:
    found = educations([report("A. Smith", closure=M), report("B. Jones", closure=M), report("C. Brown")], rules())
    (lesson,) = found[0].lessons
    assert (lesson.department, found[0].alone) == (None, True)
    assert all(rules().letters.education.alone in text for text in texts(found[0]))


@pytest.mark.parametrize(
    ("missing", "reports", "told"),
    [(1, 1, "1 of 1"), (3, 9, "3 of 9"), (3, 10, "3 of 10 (30 %)"), (1, 16, "1 of 16 (6 %)"), (0, 12, "0 of 12 (0 %)")],
)
def test_a_percentage_needs_ten_reports(missing: int, reports: int, told: str) -> None:
    assert str(Share(missing, reports)) == told


def test_reports_that_were_not_audited_for_documentation_count_nowhere() -> None:
    assert educations([recorded(audit(elements={}))], rules()) == ()


def test_nothing_missing_is_said() -> None:
    (found,) = educations([report("A. Smith")], rules())
    assert all(rules().letters.education.nothing_missing in text for text in texts(found))


def test_no_peer_no_case_no_code_and_no_money_in_any_document() -> None:
    made = educations(records(SAMPLES), rules())
    assert len(made) == 16
    for education in made:
        for text in texts(education):
            assert [other.surgeon for other in made if other is not education and other.surgeon in text] == []
            assert [record.id for record in records(SAMPLES) if record.id in text] == []
            assert [fault for line in text.splitlines() for fault in avoided(line, rules().letters.avoid)] == []
            for lesson in education.lessons:
                assert lesson.name in text
                assert str(lesson.own) in text
                assert lesson.example
                assert lesson.example in text


def test_every_element_has_an_example_that_documents_it() -> None:
    assert [element.id for element in rules().elements if not element.example] == []
    assert list(example_faults(rules(), shipped().audit)) == []


def test_an_example_that_documents_nothing_is_a_fault(tmp_path: Any) -> None:
    from auditor.engine.one import Auditor

    told = ELEMENTS.replace("why =", 'example = "The weather was fine."\nwhy =')
    loaded = load(write(tmp_path, elements=(ELEMENTS, told)))
    assert [str(fault) for fault in example_faults(loaded, Auditor(loaded).audit)] == [
        "elements.toml, element donor_site: its example does not document it; write one that the tool reads as documenting it."
    ]
