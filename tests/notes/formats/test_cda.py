"""C-CDA documents: headings, narrative in all its forms, what the header tells, and bodies that are no XML."""

from __future__ import annotations

import html

import pytest

from auditor.notes.formats.cda import FORMAT, read
from auditor.notes.formats.model import Extracted, Known, Place
from tests.notes.formats.messages import b64, cda, only, refused, section, structured

DAMAGED = "the attachment is damaged: its base64 is cut off or not valid"
COMPRESSED = "the body of the C-CDA document is compressed"
NOT_XML = "the C-CDA document is no well-formed XML in line {}: it is damaged, cut off or too large"
ENTRY = """<entry><procedure classCode="PROC"><code><originalText><reference value="#p1"/></originalText></code>
</procedure></entry>"""


def packed(attributes: str, content: str) -> str:
    return f"<nonXMLBody><text {attributes}>{content}</text></nonXMLBody>"


def text(narrative: str, title: str = "") -> str:
    return only(read(cda(structured(section(title, narrative))))).text


def test_known_headings_and_places() -> None:
    inner = section("Graft", "Fibula, <content styleCode='Bold'>12 cm</content>.")
    outer = section("DESCRIPTION", "Supine.").replace("</section>", inner + "</section>")
    found = only(read(cda(structured(section("INDICATION", "<paragraph>Nonunion.</paragraph>"), outer), "Operation note")))
    assert found.text == "Operation note\n\nINDICATION\nNonunion.\n\nDESCRIPTION\nSupine.\n\nGraft\nFibula, 12 cm."
    assert found.places == (
        Place(0, "title"),
        Place(16, "section 1 (INDICATION)"),
        Place(38, "section 2 (DESCRIPTION)"),
        Place(59, "section 3 (Graft)"),
    )
    assert found.known == Known("Dr Marisol Trevanion", "2024-03-11", "Operation note", "4471", "VISIT-31")
    assert found.remarks == ()


def test_title_is_not_printed_twice() -> None:
    body = structured(section("", "Operation note of 11 March. Crest raised."))
    assert only(read(cda(body, "Operation Note"))).text == "Operation note of 11 March. Crest raised."


@pytest.mark.parametrize(
    ("narrative", "read_as"),
    [
        ("One  flows\n      on <content>and</content> on.", "One flows on and on."),
        ("one<br/>two<br/><br/>four", "one\ntwo\n\nfour"),
        ("<paragraph>one</paragraph><paragraph>two</paragraph>", "one\n\ntwo"),
        ("<paragraph><caption>Graft</caption>Fibula</paragraph>", "Graft\n\nFibula"),
        ("<list><item>one</item><item>two<br/>more</item></list>", "- one\n- two\nmore"),
        ("<list listType='ordered'><item>one</item><item>two</item></list>", "1. one\n2. two"),
        ("<list><caption>Vessels</caption><item>- artery</item><item>3) vein</item></list>", "Vessels\n- artery\n3) vein"),
        ("<list><item>a<list><item>b</item></list></item></list>", "- a\n- b"),
        ("<table><tr><td>Surgeon</td><td>A. Stone</td></tr></table>", "Surgeon: A. Stone"),
        ("<table><tr><td>Surgeon:</td><td>A. Stone</td><td>Ward 2</td></tr></table>", "Surgeon: A. Stone | Ward 2"),
        ("<table><tbody><tr><th>Surgeon</th><td>A. Stone</td></tr></tbody></table>", "Surgeon: A. Stone"),
        (
            "<table><caption>Grafts</caption><thead><tr><th>Donor</th><th>Size</th></tr></thead>"
            "<tbody><tr><td>fibula</td><td>12 cm</td></tr><tr><td>rib</td><td/></tr></tbody></table>",
            "Grafts\nDonor: fibula | Size: 12 cm\nDonor: rib",
        ),
        ("<table><tr><td>Note</td><td>one<br/>two</td></tr></table>", "Note: one\ntwo"),
        (
            "<table><thead><tr><th>Section</th><th>Text</th></tr></thead>"
            "<tbody><tr><td>SURGEON</td><td>A. Stone</td></tr></tbody></table>",
            "SURGEON: A. Stone",
        ),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a: b"),
        ("Seen<footnote ID='f'>by CT</footnote> and<footnoteRef IDREF='f'/> felt.", "Seen and felt.\n\nby CT"),
        ("Fibula<renderMultiMedia referencedObject='m'><caption>photo</caption></renderMultiMedia> raised", "Fibula raised"),
        ("<linkHtml href='http://x.invalid/'>the scan</linkHtml> shows 6 cm<sup>2</sup>", "the scan shows 6 cm2"),
        (
            "PROCEDURE: Free fibula.\n   SURGEON: A. Stone\n   flowing on",
            "PROCEDURE: Free fibula.\nSURGEON: A. Stone\nflowing on",
        ),
        ("Supine.\n\n   Prone.", "Supine.\n\nProne."),
        ("<paragraph xml:space='preserve'>one\n  two</paragraph>", "one\n  two"),
        ("<unknownTag>still <odd>read</odd></unknownTag>", "still read"),
        ("5 &lt; 6 &amp; &lt;script&gt;alert(1)&lt;/script&gt; =1+1", "5 < 6 & <script>alert(1)</script> =1+1"),
        ("soft\u00adhyphen \u200fright\u202e", "softhyphen \u200fright\u202e"),
    ],
)
def test_narrative(narrative: str, read_as: str) -> None:
    assert text(narrative, "TITLE") == "TITLE\n" + read_as


def test_deleted_passages_are_left_out_and_told() -> None:
    body = structured(
        section("", "Fibula <content revised='delete'>with skin</content><content revised='insert'>alone</content>.")
    )
    found = only(read(cda(body)))
    assert (found.text, found.remarks) == ("Fibula alone.", ("Passages that are marked as deleted were left out.",))


def test_coded_entries_are_told_and_not_read() -> None:
    full = section("PROCEDURE", "<content ID='p1'>Free fibula.</content>").replace("</section>", ENTRY + "</section>")
    bare = section("IMPLANTS", "").replace("</section>", ENTRY + "</section>")
    found = only(read(cda(structured(full, bare))))
    assert (found.text, found.remarks) == (
        "PROCEDURE\nFree fibula.",
        ("Section 2 holds coded entries without text, which were not read.",),
    )


def test_dates_of_the_header() -> None:
    def date(replace: str, by: str) -> str | None:
        return only(read(cda(structured(section("", "Crest."))).replace(replace.encode(), by.encode()))).known.date

    assert date('<low value="202403110730"/>', "") == "2024-03-12"
    assert date('<low value="202403110730"/><high value="202403111600"/>', '<center value="20240310"/>') == "2024-03-10"
    assert date('<low value="202403110730"/>', '<low value="20249999"/>') == "2024-03-12"


@pytest.mark.parametrize(
    ("times", "day"),
    [
        ('<low value="19750501"/><high value="20240815"/>', "2024-03-12"),
        ('<low value="20240301"/><high value="20240305"/>', "2024-03-12"),
        ('<low value="20240301"/><high value="20240304"/>', "2024-03-01"),
        ('<low value="19610202"/>', "2024-03-12"),
        ('<low value="20240302"/>', "2024-03-02"),
    ],
)
def test_a_span_of_care_is_no_day_of_service(times: str, day: str) -> None:
    """One that lasts for years, or begins at birth; a second service of the header may tell the day all the same."""
    data = cda(structured(section("", "Crest.")))
    data = data.replace(b'<low value="202403110730"/><high value="202403111600"/>', times.encode())
    data = data.replace(b"<patient>", b'<patient><birthTime value="196102021130"/>')
    assert only(read(data)).known.date == day
    second = b'<documentationOf><serviceEvent><effectiveTime value="20240309"/></serviceEvent></documentationOf>'
    both = data.replace(b"</documentationOf>", b"</documentationOf>" + second)
    assert only(read(both)).known.date == ("2024-03-09" if day == "2024-03-12" else day)


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ('<text mediaType="application/pdf" representation="B64">\n  {}\n</text>', "application/pdf"),
        ('<text mediaType="text/plain; charset=utf-8" representation="B64">{}</text>', "text/plain; charset=utf-8"),
        ('<text representation="B64">{}</text>', ""),
    ],
)
def test_body_of_another_kind(body: str, given: str) -> None:
    seen: list[tuple[bytes, str]] = []

    def inner(data: bytes, content_type: str) -> Extracted:
        seen.append((data, content_type))
        return Extracted("Crest.", (Place(0, "page 1"),), Known(author="Nobody"), ("Read inside.",))

    found = only(read(cda(f"<nonXMLBody>{body.format(b64('raw bytes'))}</nonXMLBody>"), inner=inner))
    assert seen == [(b"raw bytes", given)]
    assert (found.text, found.places, found.remarks) == ("Crest.", (Place(0, "page 1"),), ("Read inside.",))
    assert found.known.author == "Dr Marisol Trevanion"


def test_body_of_plain_text() -> None:
    words = "PROCEDURE\n\n  5 < 6 cm"
    assert only(read(cda(f"<nonXMLBody><text>{html.escape(words)}</text></nonXMLBody>"))).text == words


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_encodings(codec: str) -> None:
    data = cda(structured(section("", "Dr Müller – 37°C"))).decode().replace(' encoding="UTF-8"', "").encode(codec)
    assert FORMAT.recognises(data, ".xml")
    assert only(read(data)).text == "Dr Müller – 37°C"


def test_encoding_that_the_document_names() -> None:
    data = cda(structured(section("", "Dr Müller, 37°C"))).decode().replace("UTF-8", "ISO-8859-1").encode("iso8859_1")
    assert only(read(data)).text == "Dr Müller, 37°C"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (cda(structured()), "the C-CDA document holds no text, only coded entries"),
        (cda(structured(section("EMPTY", ""))), "the C-CDA document holds no text, only coded entries"),
        (cda(""), "the C-CDA document has no body"),
        (cda("<nonXMLBody><text/></nonXMLBody>"), "the C-CDA document holds no text"),
        (cda('<nonXMLBody><text><reference value="note.pdf"/></text></nonXMLBody>'), "the attachment is kept elsewhere"),
        (
            cda(packed('representation="B64"', "%%")),
            DAMAGED,
        ),
        (
            cda(packed('representation="B64" compression="GZ"', "eA==")),
            COMPRESSED,
        ),
        (cda(structured(section("", "x")))[:-20], NOT_XML.format(17)),
        (b'<note xmlns="urn:hl7-org:v3">ClinicalDocument</note>', "the XML file is no C-CDA document"),
        (b"", NOT_XML.format(1)),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    problem = refused(read(data))
    assert problem.reason == reason
    assert "4471" not in str(problem)


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (cda(""), True),
        (cda("").replace(b"<ClinicalDocument xmlns", b"<c:ClinicalDocument xmlns:c"), True),
        (b"<html>ClinicalDocument</html>", False),
        (b"A ClinicalDocument of urn:hl7-org:v3.", False),
        (b"", False),
    ],
)
def test_recognised_by_content(data: bytes, known: bool) -> None:
    assert FORMAT.recognises(data, ".bin") is known
