"""Attachments of one document are its forms, of which one is read, or its parts, which are put together."""

from __future__ import annotations

import pytest

from auditor.notes.formats.fhir import read
from auditor.notes.formats.model import Extracted, Place
from tests.notes.formats.messages import Json, as_json, b64, bundle, only, reference, refused

HEAD = "OPERATIVE REPORT\nPROCEDURE: Free vascularised rib transfer to the right humerus."
BODY = "DESCRIPTION: The left sixth rib was raised on its vessels; the artery was joined end to side and the vein with a coupler."
WHOLE = f"{HEAD}\n\n{BODY}"
PARTS = "The note was put together from 2 attachments of the document."
FORMS = "The document is there in 2 forms, of which one was read."
LONG = f"{BODY} The plate was put on with eight screws, and the wound was closed in layers over one drain. Complications: none."


def attached(*texts: tuple[str, str]) -> Json:
    content = [{"attachment": {"contentType": kind, "data": b64(text)}} for kind, text in texts]
    return {**reference(""), "content": content}


def pages(data: bytes, kind: str) -> Extracted:
    """A reader of any kind, which takes the bytes for the text of a page."""
    del kind
    return Extracted(data.decode(), (Place(0, "page 1"),))


def test_a_form_that_says_the_same_is_read_once() -> None:
    found = only(read(as_json(attached(("application/pdf", f"Page 1 {WHOLE}"), ("text/plain", WHOLE))), inner=pages))
    assert (found.text, found.remarks) == (WHOLE, (FORMS,))


def test_of_an_extract_and_the_whole_the_whole_is_read() -> None:
    found = only(read(as_json(attached(("text/plain", HEAD), ("application/pdf", WHOLE))), inner=pages))
    assert (found.text, found.remarks) == (WHOLE, (FORMS,))


def test_the_note_is_read_beside_a_text_that_points_at_it() -> None:
    data = as_json(attached(("text/plain", "Please look at the attached file."), ("application/pdf", WHOLE)))
    found = only(read(data, inner=pages))
    assert found.text == f"Please look at the attached file.\n\n{WHOLE}"
    assert found.places[1] == Place(found.text.index(HEAD), "DocumentReference, attachment 2, page 1")


def test_parts_are_put_together_in_their_order() -> None:
    found = only(read(as_json(attached(("text/html", HEAD), ("text/plain", BODY))), inner=pages))
    assert (found.text, found.remarks) == (WHOLE, (PARTS,))


def test_the_conclusion_beside_the_form_is_read() -> None:
    form = {"contentType": "text/plain", "data": b64(HEAD)}
    report: Json = {"resourceType": "DiagnosticReport", "conclusion": BODY, "presentedForm": [form]}
    assert only(read(as_json(report))).text == WHOLE


def test_a_conclusion_that_the_form_says_too_is_not_read_twice() -> None:
    form = {"contentType": "text/plain", "data": b64(WHOLE)}
    assert only(read(as_json({"resourceType": "DiagnosticReport", "conclusion": BODY, "presentedForm": [form]}))).text == WHOLE


def test_the_answer_of_an_operation() -> None:
    data = as_json({"resourceType": "Parameters", "parameter": [{"name": "return", "resource": reference(WHOLE)}]})
    assert (only(read(data)).text, only(read(data)).places) == (WHOLE, (Place(0, "parameter 1"),))


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Communication", "payload": [{"contentString": LONG}]},
        {"resourceType": "Communication", "payload": [{"contentAttachment": {"contentType": "text/plain", "data": b64(LONG)}}]},
        {"resourceType": "Procedure", "note": [{"text": LONG}], "performedDateTime": "2024-03-11"},
    ],
)
def test_messages_and_procedures_that_hold_a_note(resource: Json) -> None:
    assert only(read(as_json(bundle(resource)))).text == LONG


@pytest.mark.parametrize("name", ["Communication", "Procedure"])
def test_those_that_hold_none_are_left_aside(name: str) -> None:
    brief: Json = {"resourceType": name, "note": [{"text": "Went well."}], "payload": [{"contentString": "Call me."}]}
    found = refused(read(as_json(brief)))
    assert (found.reason, found.failure) == (f"the FHIR file holds no document (it holds {name})", False)


def test_too_many_attachments_are_refused() -> None:
    found = refused(read(as_json(attached(*(("text/plain", f"Page {number}.") for number in range(21))))))
    assert found.reason == "the document has more than 20 attachments"
