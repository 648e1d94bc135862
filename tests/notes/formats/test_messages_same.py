"""A note in a message gives the same audit as its plain text: every sample in every kind of message."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from auditor.model import Audit, Note
from auditor.notes.formats import cda, fhir, hl7v2
from auditor.notes.formats.model import Extracted
from tests.annotated import SAMPLES, answer, names, note, shipped
from tests.notes.formats import messages as made

NAMES = names(SAMPLES)
Way = Callable[[str], Extracted]


def table(text: str) -> bytes:
    """Every line in a table cell of its own, as some systems print a note."""
    rows = "".join(f"<tr><td>{made.paragraphs([line])}</td></tr>" for line in text.split("\n"))
    return made.cda(made.structured(made.section("", f"<table><tbody>{rows}</tbody></table>")))


def sectioned(text: str) -> bytes:
    parts = [made.section(title, made.paragraphs(lines)) for title, lines in made.sections(text)]
    return made.cda(made.structured(*parts))


def packed(text: str) -> bytes:
    return made.cda(f'<nonXMLBody><text mediaType="text/plain" representation="B64">{made.b64(text)}</text></nonXMLBody>')


WAYS: dict[str, Way] = {
    "MDM, a TX a line": lambda text: made.only(hl7v2.read(made.mdm(*made.lines_of(text)))),
    "MDM, formatted text": lambda text: made.only(hl7v2.read(made.mdm(made.formatted(text)))),
    "MDM, base64": lambda text: made.only(hl7v2.read(made.mdm(made.enclosed(text)))),
    "MDM, one TX with repetitions": lambda text: made.only(
        hl7v2.read(made.mdm(made.obx(1, "~".join(made.escaped(line) for line in text.split("\n")))))
    ),
    "ORU": lambda text: made.only(hl7v2.read(made.oru(*made.lines_of(text, "ST")))),
    "C-CDA, a section a heading": lambda text: made.only(cda.read(sectioned(text))),
    "C-CDA, one section": lambda text: made.only(
        cda.read(made.cda(made.structured(made.section("", made.paragraphs(text.split("\n"))))))
    ),
    "C-CDA, a row a line": lambda text: made.only(cda.read(table(text))),
    "C-CDA, no XML": lambda text: made.only(cda.read(packed(text))),
    "DocumentReference": lambda text: made.only(fhir.read(made.as_json(made.reference(text)))),
    "Composition": lambda text: made.only(fhir.read(made.as_json(made.composition(text)))),
    "Bundle": lambda text: made.only(fhir.read(made.as_json(made.bundle(made.reference(text))))),
}


def outcome(audit: Audit) -> tuple[object, ...]:
    return audit.status, audit.best_fit, audit.other_codes, dict(audit.elements)


@cache
def plain(name: str) -> tuple[object, ...]:
    return outcome(answer(SAMPLES, name))


def audited(text: str) -> tuple[object, ...]:
    return outcome(shipped().audit(Note(id="note", text=text)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_same_audit(name: str, way: str) -> None:
    assert audited(WAYS[way](note(SAMPLES, name).text).text) == plain(name)


def test_most_ways_give_the_text_to_the_letter() -> None:
    """Only markup changes anything, which closes up white space, and sections, whose headings stand on lines of their own."""
    texts = [note(SAMPLES, name).text for name in NAMES]
    changed = {way for way, make in WAYS.items() if any(make(text).text.strip() != text.strip() for text in texts)}
    assert changed == {"C-CDA, a section a heading", "C-CDA, one section", "C-CDA, a row a line", "Composition"}


def test_bulk_export_holds_every_sample_in_order() -> None:
    texts = [note(SAMPLES, name).text for name in NAMES]
    found = list(fhir.read(made.ndjson(*(made.reference(text) for text in texts))))
    assert [each.text for each in found if isinstance(each, Extracted)] == texts


def test_batch_holds_every_sample_in_order() -> None:
    texts = [note(SAMPLES, name).text for name in NAMES]
    messages = b"".join(made.mdm(*made.lines_of(text)) for text in texts)
    batch = b"FHS|^~\\&|A\rBHS|^~\\&|A\r" + messages + f"BTS|{len(texts)}\rFTS|1\r".encode()
    found = list(hl7v2.read(batch))
    assert [each.text for each in found if isinstance(each, Extracted)] == [text.rstrip("\n") + "\n" for text in texts]
