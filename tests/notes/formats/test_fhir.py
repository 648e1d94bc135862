"""FHIR in JSON: documents and their attachments, compositions, reports, bundles and bulk exports."""

from __future__ import annotations

import json

import pytest

from auditor.errors import NoteError
from auditor.notes.formats.fhir import FORMAT, read
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted, Item, Known, Place, Unread
from tests.notes.formats.messages import Json, as_json, b64, bundle, ndjson, only, reference, refused

PATIENT: Json = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [{"value": "PI-1"}, {"type": {"coding": [{"code": "MR"}]}, "value": "4471"}],
}
SURGEON: Json = {
    "resourceType": "Practitioner",
    "id": "s1",
    "name": [{"prefix": ["Dr"], "given": ["Marisol"], "family": "Trevanion"}],
}
STAY: Json = {"resourceType": "Encounter", "id": "e1", "identifier": [{"value": "VISIT-31"}]}
TOLD: Json = {
    "type": {"coding": [{"system": "http://loinc.org", "code": "11504-8", "display": "Operation note"}]},
    "subject": {"reference": "Patient/p1"},
    "author": [{"reference": "Organization/o1", "display": "North"}, {"reference": "Practitioner/s1"}],
    "date": "2024-03-12T08:15:00Z",
    "context": {"encounter": [{"reference": "Encounter/e1"}], "period": {"start": "2024-03-11"}},
}
NO_PDF = "the attachment is application/pdf, and only plain text is read here"
KNOWN = Known("Dr Marisol Trevanion", "2024-03-11", "Operation note", "4471", "VISIT-31")


def texts(data: bytes) -> list[str]:
    """The texts of a file in order, and the reason where a document gives none."""
    return [each.text if isinstance(each, Extracted) else each.reason for each in read(data)]


def written(div: str, **more: object) -> Json:
    return {"resourceType": "Composition", "section": [{"title": "DESCRIPTION", "text": {"div": div}}], **more}


def test_document_and_what_is_known_of_it() -> None:
    found = only(read(as_json(bundle(PATIENT, SURGEON, STAY, reference("Crest – raised.\r\nDefect 6 cm.", **TOLD)))))
    assert found == Extracted("Crest – raised.\nDefect 6 cm.", (Place(0, "entry 4"),), KNOWN)


def test_known_without_the_resources() -> None:
    found = only(read(as_json(reference("Crest.", **TOLD))))
    assert found.known == Known(None, "2024-03-11", "Operation note", "p1", "e1")
    named = {**TOLD, "author": [{"display": "Dr Trevanion"}], "subject": {"identifier": {"value": "4471"}}}
    found = only(read(as_json(reference("Crest.", **named))))
    assert (found.known.author, found.known.patient) == ("Dr Trevanion", "4471")


@pytest.mark.parametrize("author", ["#s1", "#r"])
def test_known_of_contained_resources_and_roles(author: str) -> None:
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "#s1"}}
    told: Json = {"contained": [SURGEON, role, PATIENT], "author": [{"reference": author}], "subject": {"reference": "#p1"}}
    found = only(read(as_json(reference("Crest.", **told))))
    assert (found.known.author, found.known.patient) == ("Dr Marisol Trevanion", "4471")


def test_known_of_bundle_addresses() -> None:
    document = reference("Crest.", subject={"reference": "urn:uuid:0000-0"}, author=[{"reference": "urn:uuid:0000-1"}])
    found = only(read(as_json(bundle(PATIENT, SURGEON, document))))
    assert (found.known.author, found.known.patient) == ("Dr Marisol Trevanion", "4471")


@pytest.mark.parametrize("kind", ["text/html", "application/rtf", "application/pdf", "application/cda+xml", ""])
def test_attachments_go_to_the_reader_of_their_kind(kind: str) -> None:
    given: list[tuple[bytes, str]] = []

    def inner(data: bytes, content_type: str) -> Extracted:
        given.append((data, content_type))
        return Extracted("One.\nTwo.", (Place(0, "page 1"), Place(5, "page 2")), Known(author="Nobody"), ("Read inside.",))

    found = only(read(as_json(reference(b"\x00raw", kind, **TOLD)), inner=inner))
    assert given == [(b"\x00raw", kind)]
    assert found.places == (Place(0, "DocumentReference, page 1"), Place(5, "DocumentReference, page 2"))
    assert (found.remarks, found.known.date) == (("Read inside.",), "2024-03-11")


def test_the_best_of_several_forms_is_read() -> None:
    forms = [
        {"attachment": {"contentType": "application/pdf", "data": b64("%PDF")}},
        {"attachment": {"contentType": "text/plain", "url": "https://files.invalid/1"}},
        {"attachment": {"contentType": "text/plain;charset=cp1252", "data": b64("37°C".encode("cp1252"))}},
    ]
    found = only(read(as_json({**reference(""), "content": forms})))
    assert found.text == "37°C"
    assert found.remarks == (
        f"Attachment 1 was not read: {NO_PDF}.",
        "Attachment 2 was not read: the attachment is kept elsewhere.",
    )


@pytest.mark.parametrize("url", ["Binary/b1", "https://server.invalid/fhir/Binary/b1/_history/2", "urn:uuid:0000-1", "#b1"])
def test_binaries_in_the_file(url: str) -> None:
    binary = {"resourceType": "Binary", "id": "b1", "contentType": "text/plain", "data": b64("Crest.")}
    document = {**reference(""), "content": [{"attachment": {"url": url}}]}
    if url == "#b1":
        assert texts(as_json({**document, "contained": [binary]})) == ["Crest."]
        return
    assert texts(as_json(bundle(document, binary))) == ["Crest."]
    if not url.startswith("urn"):
        assert texts(ndjson(document, binary)) == ["Crest."]
        assert texts(ndjson(binary, document)) == ["Crest."]


def test_a_binary_alone_is_a_note() -> None:
    assert texts(as_json({"resourceType": "Binary", "contentType": "text/plain", "data": b64("Crest.")})) == ["Crest."]


def test_data_urls() -> None:
    document = {**reference(""), "content": [{"attachment": {"url": "data:text/plain;base64," + b64("Crest.")}}]}
    assert texts(as_json(document)) == ["Crest."]
    document = {**reference(""), "content": [{"attachment": {"url": "data:text/plain,Crest%20raised."}}]}
    assert texts(as_json(document)) == ["Crest raised."]


def test_a_shorter_attachment_is_told() -> None:
    document = reference("Crest.")
    document["content"][0]["attachment"]["size"] = 900
    assert only(read(as_json(document))).remarks == ("The attachment is shorter than the file says: it may be cut off.",)


@pytest.mark.parametrize(
    ("div", "text"),
    [
        (
            '<div xmlns="http://www.w3.org/1999/xhtml"><p>One&nbsp;two.</p><p>Three &amp; four.</p></div>',
            "One two.\n\nThree & four.",
        ),
        ("<div><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol></div>", "- a\n- b\n1. c"),
        (
            "<div><table><tr><th>Donor</th><th>Size</th></tr><tr><td>rib</td><td>9 cm</td></tr></table></div>",
            "Donor: rib | Size: 9 cm",
        ),
        (
            "<div><h3>Graft</h3>Fibula<br/>12 cm <b>long</b><img src='http://x.invalid/a.png'/></div>",
            "Graft\n\nFibula\n12 cm long",
        ),
        ("<div><pre>one\n  two</pre></div>", "one\n  two"),
        ("<div><p>one<br>two<p>three</div>", "one\ntwo\n\nthree"),
        ("<div><script>alert(1)</script>Crest &lt;script&gt;</div>", "Crest <script>"),
        ("no markup", "no markup"),
    ],
)
def test_narrative(div: str, text: str) -> None:
    assert texts(as_json(written(div))) == ["DESCRIPTION\n" + text]


def test_sections_and_title() -> None:
    sections = [
        {
            "title": "Indication",
            "text": {"div": "<div>Nonunion.</div>"},
            "section": [{"title": "History", "text": {"div": "<div>2021.</div>"}}],
        },
        {"code": {"coding": [{"display": "Complications"}]}, "text": {"div": "<div>None.</div>"}},
        {"title": "Results", "entry": [{"reference": "Observation/o1"}]},
        {"title": "Implants", "entry": [{"reference": "Observation/none"}]},
    ]
    result = {"resourceType": "Observation", "id": "o1", "text": {"div": "<div>Margins clear.</div>"}}
    document = {**TOLD, "resourceType": "Composition", "title": "Operation note", "section": sections}
    found = only(read(as_json(bundle(document, result, SURGEON))))
    assert found.text == (
        "Operation note\n\nIndication\nNonunion.\n\nHistory\n2021.\n\nComplications\nNone.\n\nResults\nMargins clear."
    )
    assert [place.name for place in found.places] == [
        "entry 1",
        "entry 1, section 1 (Indication)",
        "entry 1, section 2 (History)",
        "entry 1, section 3 (Complications)",
        "entry 1, section 4 (Results)",
    ]
    assert found.remarks == ("Section 5 holds entries without text, which were not read.",)
    assert found.known.author == "Dr Marisol Trevanion"


def test_report_and_conclusion() -> None:
    form = {"contentType": "text/plain", "data": b64("Crest.")}
    report = {
        "resourceType": "DiagnosticReport",
        "code": {"text": "Operation note"},
        "effectiveDateTime": "2024-03-11T10:00:00Z",
        "presentedForm": [form],
    }
    found = only(read(as_json({**report, "performer": [{"display": "Dr A"}]})))
    assert (found.text, found.known) == ("Crest.", Known("Dr A", "2024-03-11", "Operation note"))
    assert texts(as_json({"resourceType": "DiagnosticReport", "conclusion": "Clear margins."})) == ["Clear margins."]


def test_a_report_of_nothing_but_narrative() -> None:
    words = "The left fibula was raised and joined to the mandible. "
    div = f"<div xmlns='http://www.w3.org/1999/xhtml'><h2>OPERATION</h2><p>{words * 5}</p></div>"
    report = {"resourceType": "DiagnosticReport", "text": {"status": "additional", "div": div}}
    found = only(read(as_json(report)))
    assert found.text == f"OPERATION\n\n{(words * 5).strip()}"
    assert found.places == (Place(0, "DiagnosticReport"),)
    assert found.remarks == ("The report has no text but its narrative, which was read.",)
    assert texts(as_json({**report, "conclusion": "Clear margins."})) == ["Clear margins."]
    for other in (
        "<div><p>status: final</p></div>",
        div.replace("<h2>OPERATION", "<p><b>Generated Narrative</b></p><h2>OPERATION"),
    ):
        found_none = refused(read(as_json({**report, "text": {"div": other}})))
        assert found_none.reason == "the FHIR file holds no document (it holds DiagnosticReport)"


def test_a_report_that_is_a_document_too_is_read_once() -> None:
    report = {"resourceType": "DiagnosticReport", "subject": TOLD["subject"], "presentedForm": [{"data": b64("Crest.")}]}
    found = only(read(as_json(bundle(report, reference("Crest.", **TOLD)))))
    assert found.remarks == ("The same text stands in a DiagnosticReport of the file too and was read once.",)
    other = {**report, "subject": {"reference": "Patient/p2"}}
    assert texts(as_json(bundle(other, reference("Crest.", **TOLD)))) == ["Crest.", "Crest."]


def test_a_bulk_export_goes_on_after_a_bad_line() -> None:
    lines = ndjson(
        reference("One."),
        {"resourceType": "DocumentReference", "content": [{"attachment": {"url": "https://a.invalid/1"}}]},
        PATIENT,
    )
    data = (
        lines + b'{"resourceType": "Docu\n\n[1]\n' + ndjson({**reference("x"), "status": "entered-in-error"}, reference("Two."))
    )
    assert texts(data) == [
        "One.",
        "the attachment is kept elsewhere",
        "line 4 of the FHIR file is no valid JSON: it is damaged, cut off or nested too deep",
        "line 6 of the FHIR file is no resource",
        "the DocumentReference is marked as entered in error",
        "Two.",
    ]
    assert [each.places[0].name for each in read(data) if isinstance(each, Extracted)] == ["line 1", "line 8"]


def test_bundle_in_bundle_and_list() -> None:
    assert texts(as_json(bundle(reference("One."), bundle(reference("Two."))))) == ["One.", "Two."]
    assert texts(as_json([reference("One."), reference("Two.")])) == ["One.", "Two."]


def test_states_are_told() -> None:
    found = only(read(as_json({**reference("Crest."), "status": "superseded", "docStatus": "preliminary"})))
    assert found.remarks == ("The sender marks the document as superseded.", "The sender marks the document as preliminary.")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_marked_files(codec: str) -> None:
    data = json.dumps(reference("Crest.")).encode(codec)
    assert FORMAT.recognises(data, ".json")
    assert texts(data) == ["Crest."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (as_json({**reference(""), "content": []}), "the document has no attachment"),
        (as_json(reference("")), "the attachment is empty"),
        (as_json(reference("  \n ")), "the document holds no text"),
        (
            as_json(reference(b"%PDF-1.7", "application/pdf")),
            NO_PDF,
        ),
        (as_json(reference(b"\x00\x01\x02")), "the file holds binary data, not text"),
        (
            as_json({**reference("x"), "content": [{"attachment": {"data": "a$b"}}]}),
            "the attachment is damaged: its base64 is cut off or not valid",
        ),
        (
            as_json({**reference("x"), "content": [{"attachment": {"url": "https://a.invalid/1"}}]}),
            "the attachment is kept elsewhere",
        ),
        (
            as_json({"resourceType": "Composition", "section": [{"title": "Empty"}]}),
            "the Composition holds no text, only references",
        ),
        (
            as_json(written("<!DOCTYPE x [<!ENTITY a 'b'>]><div>&a;</div>")),
            "a narrative of the FHIR resource declares a document type or entities of its own, which could hide anything",
        ),
        (as_json(bundle(PATIENT, STAY)), "the FHIR file holds no document (it holds Patient, Encounter)"),
        (as_json(bundle()), "the FHIR file holds no document"),
        (as_json({"a": 1}), "the FHIR file holds no resource"),
        (as_json(reference("x"))[:-9], "the FHIR file is no valid JSON: it is damaged, cut off or nested too deep"),
        (b"", "the FHIR file is no valid JSON: it is damaged, cut off or nested too deep"),
        (b'<DocumentReference xmlns="http://hl7.org/fhir"/>', "the file is FHIR in XML, which is not read"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    assert refused(read(data)).reason == reason


@pytest.mark.parametrize("shape", [None, 1, "x", [], {}, [[]], [{"attachment": []}], {"attachment": {"data": 1}}, [None]])
def test_fields_of_another_shape_are_no_defect(shape: object) -> None:
    fields = ("content", "author", "subject", "context", "type", "date", "status", "contained")
    for field in fields:
        found = list(read_safely({**reference("Crest."), field: shape}))
        assert all(isinstance(each, Extracted | Unread) for each in found)
    for resource in (
        {"resourceType": "Composition", "section": shape},
        {"resourceType": "DiagnosticReport", "presentedForm": shape},
    ):
        assert read_safely(resource)


def read_safely(resource: Json) -> list[Item]:
    try:
        return list(read(as_json(resource)))
    except NoteError as problem:
        return [Unread(problem.reason, problem.remedy)]


def test_too_many_documents() -> None:
    found = list(read(ndjson(*(reference("x") for _ in range(4))), limits=Limits(members=3)))
    assert [isinstance(each, Extracted) for each in found] == [True, True, True, False]


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (as_json(PATIENT), True),
        (b'\n [ {"id": 1, "resourceType": "Patient"}]', True),
        (b"<?xml version='1.0'?><Bundle xmlns='http://hl7.org/fhir'>", True),
        (b'{"note": "x"}', False),
        (b'The "resourceType": field', False),
        (b"<Bundle/>", False),
        (b"", False),
    ],
)
def test_recognised_by_content(data: bytes, known: bool) -> None:
    assert FORMAT.recognises(data, ".txt") is known
