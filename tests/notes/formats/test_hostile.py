"""Broken and hostile files: each gives a note or a sentence that says why not, and nothing else."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import NoteError
from auditor.notes.formats.docx import FORMAT as WORD
from auditor.notes.formats.docx import read as read_word
from auditor.notes.formats.html import FORMAT as PAGE
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format
from auditor.notes.formats.rtf import FORMAT as RICH
from tests.notes.formats.conversions import by_python_docx, only, sample
from tests.notes.formats.parts import paragraph, part, rich, run, table, word, zipped
from tests.notes.formats.structured import page

NAME = "scapula-to-mandible"
READERS = pytest.mark.parametrize("reader", [WORD, RICH, PAGE], ids=["word", "rich", "page"])
MARKUP = "<script>alert(1)</script> &amp; <b>=1+1</b> \u202eabc\u202c +x -y @z"
DOCTYPE = '<!DOCTYPE w:document [<!ENTITY a "{}">{}]>'


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def whole(reader: Format) -> bytes:
    """A good file of each format."""
    lines = sample(NAME).splitlines()
    if reader is WORD:
        return by_python_docx(NAME)
    return rich("".join(rf"{line}\par " for line in lines)) if reader is RICH else page(sample(NAME)).encode()


def outcome(reader: Format, data: bytes) -> Extracted | NoteError:
    """What a reader makes of a file; anything but a note or a NoteError fails the test."""
    for suffix in (*reader.suffixes, "", ".txt"):
        assert reader.recognises(data, suffix) in (True, False)
    try:
        notes = [note for note in reader.read(data, LIMITS) if isinstance(note, Extracted)]
    except NoteError as refused:
        assert str(refused).endswith(".")
        return refused
    assert len(notes) == 1
    assert notes[0].text.strip()
    starts = [place.start for place in notes[0].places]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] < len(notes[0].text)
    return notes[0]


def refusal(reader: Format, data: bytes) -> str:
    found = outcome(reader, data)
    assert isinstance(found, NoteError), found
    return found.reason


@READERS
def test_cut_off_at_every_tenth(reader: Format) -> None:
    data = whole(reader)
    for tenth in range(10):
        cut = data[: len(data) * tenth // 10]
        found = outcome(reader, cut)
        if reader is not PAGE:  # a page has no end that could be missing
            assert isinstance(found, NoteError)
    assert isinstance(outcome(reader, data), Extracted)


@READERS
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 1000, b"\xff" * 1000, b"PK\x03\x04", b"{\\rtf", b"<", b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_nothing_and_other_kinds_of_files(reader: Format, data: bytes) -> None:
    refused = outcome(reader, data)
    assert isinstance(refused, NoteError) or data == b"\xff" * 1000


@READERS
def test_each_under_the_name_of_another(reader: Format) -> None:
    for other in (WORD, RICH, PAGE):
        if other is not reader:
            assert not reader.recognises(whole(other), sorted(reader.suffixes)[0])
            assert isinstance(outcome(reader, whole(other)), NoteError) or reader is PAGE


@READERS
def test_fifty_megabytes_in_one_line(reader: Format) -> None:
    many = "a" * 50_000_000
    data = word(paragraph(many)) if reader is WORD else rich(many) if reader is RICH else f"<p>{many}</p>".encode()
    assert refusal(reader, data)
    words = "bone " * 210_000
    data = word(paragraph(words)) if reader is WORD else rich(words) if reader is RICH else f"<p>{words}</p>".encode()
    assert refusal(reader, data) == "the document holds more than 1,000,000 characters"


@READERS
def test_markup_signs_and_direction_marks_are_only_text(reader: Format) -> None:
    if reader is WORD:
        data = word(paragraph(run(escaped(MARKUP))) + table(("=cmd()", "@x")))
    elif reader is RICH:
        data = rich(MARKUP.replace("\u202e", r"\u8238?").replace("\u202c", r"\u8236?") + r"\par\trowd =cmd()\cell @x\cell\row")
    else:
        data = f"<html><meta charset=utf-8><p>{escaped(MARKUP)}</p><table><tr><td>=cmd()<td>@x</table>".encode()
    assert only(reader, data).text == f"{MARKUP}\n\n=cmd() | @x\n"


def test_a_document_that_unpacks_to_far_more() -> None:
    reason = refusal(WORD, word("", main=" " * 50_000_000 + part("document", "")))
    assert reason == "a part of the document unpacks to more than 40 MB"
    data = word(paragraph("bone " * 100_000))
    with pytest.raises(NoteError, match="unpacks to more than"):
        list(read_word(data, Limits(unpacked=100_000)))
    assert refusal(WORD, word("<w:p/>" * 1_000_001)) == "the document is made of more pieces than any that people write"


def test_a_header_of_nothing_but_blanks_ends_soon() -> None:
    header = part("hdr", paragraph(run(" " * 900_000)))
    body = paragraph("x") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    assert only(WORD, word(body, {"header1.xml": header})).text == "x\n"


def test_a_document_with_very_many_parts() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("word/document.xml", part("document", f"<w:body>{paragraph('x')}</w:body>"))
        for number in range(10_001):
            file.writestr(f"word/{number}", b"")
    assert refusal(WORD, archive.getvalue()) == "the document has more than 10,000 parts"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_are_neither_multiplied_nor_fetched(coding: str) -> None:
    laughs = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    outside = '<!ENTITY i SYSTEM "file:///etc/passwd">'
    for definitions in (laughs, outside, '<!ENTITY % p SYSTEM "http://localhost:9/x"> %p; <!ENTITY i "x">'):
        body = part("document", f"<w:body>{paragraph('&i;')}</w:body>")
        main = body.replace('encoding="UTF-8"?>', f'encoding="{coding}"?>{DOCTYPE.format("ha", definitions)}')
        files: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": main.encode(coding)}
        assert refusal(WORD, zipped(files)) in (
            "the document holds definitions that Word does not write",
            "the document is damaged or cut off",
        )


def test_entities_of_a_page_are_not_fetched() -> None:
    data = b"<!DOCTYPE html [<!ENTITY i SYSTEM 'file:///etc/passwd'>]><html><p>Bone &i; end</p>"
    found = outcome(PAGE, data)
    assert isinstance(found, Extracted)
    assert "root:" not in found.text


def nested_word(depth: int) -> bytes:
    return word("<w:sdt><w:sdtContent>" * depth + paragraph("x") + "</w:sdtContent></w:sdt>" * depth)


def nested_tables(depth: int) -> bytes:
    return word("<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth)


def nested_runs(depth: int) -> bytes:
    return word(f"<w:p>{'<w:smartTag>' * depth}{run('x')}{'</w:smartTag>' * depth}</w:p>")


@pytest.mark.parametrize("build", [nested_word, nested_tables, nested_runs])
def test_documents_nested_deeply(build: Callable[[int], bytes]) -> None:
    assert isinstance(outcome(WORD, build(5)), Extracted)
    for depth in (40, 90, 120, 1_000, 100_000):
        outcome(WORD, build(depth))
    assert refusal(WORD, build(1_000))


def test_rich_texts_nested_deeply() -> None:
    assert isinstance(outcome(RICH, rich("{" * 50 + "x" + "}" * 50)), Extracted)
    assert "nested deeper" in refusal(RICH, rich("{" * 1_000_000 + "x" + "}" * 1_000_000))
    assert "nested deeper" in refusal(RICH, rich(r"\itap99999999 x\cell"))
    assert "more pieces" in refusal(RICH, rich("{}" * 1_100_000 + "x"))


def test_pages_nested_deeply() -> None:
    for opening in ("<div>", "<b>", "<table><tr><td>", "<table><tr><td>x<td>", "<ul><li>", "<dl><dd>"):
        for depth in (50, 100, 190, 300, 100_000):
            outcome(PAGE, f"<html>{opening * depth}x".encode())
    assert isinstance(outcome(PAGE, f"<html>{'<div>' * 100}x".encode()), Extracted)
    assert "nested deeper" in refusal(PAGE, f"<html>{'<div>' * 100_000}x".encode())


def test_many_rules_lists_and_items_end_soon() -> None:
    sheet = "".join(f"#a{number}{{display:none}}" for number in range(20_000))
    items = "<ol>" + "<li>x" * 20_000
    assert isinstance(outcome(PAGE, f"<html><style>{sheet}</style>{items}".encode()), Extracted)
    assert isinstance(outcome(PAGE, b"<html>" + b"<!--" * 100_000 + b"-->x"), Extracted)
    assert PAGE.recognises(b"<!--" * 100_000, ".html") in (True, False)


def test_a_document_under_a_password_and_an_encrypted_part() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert WORD.recognises(compound, ".docx")
    assert refusal(WORD, compound) == "the document is protected by a password"
    data = bytearray(word(paragraph("x")))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    assert refusal(WORD, bytes(data)) == "the document is encrypted"


def test_styles_and_lists_that_rest_on_one_another() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    body = paragraph("x1", '<w:pStyle w:val="A"/>') + paragraph(
        "y1", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="7"/></w:numPr>'
    )
    assert isinstance(outcome(WORD, word(body, {"styles.xml": styles})), Extracted)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    data = b"<html><link rel=stylesheet href='http://localhost:9/x.css'><img src='http://localhost:9/x.png'>"
    data += b"<iframe src='http://localhost:9/x'></iframe>Bone"
    assert only(PAGE, data).text == "Bone\n"
    assert only(RICH, rich(r"{\field{\*\fldinst INCLUDETEXT http://localhost:9/x}{\fldrslt Bone}}")).text == "Bone\n"


@settings(max_examples=300)
@given(data=st.binary(max_size=400), at=st.floats(0, 1), reader=st.sampled_from([WORD, RICH, PAGE]))
def test_good_files_with_bytes_put_in(data: bytes, at: float, reader: Format) -> None:
    good = _SMALL[reader.name]
    place = int(at * len(good))
    outcome(reader, good[:place] + data + good[place:])
    outcome(reader, good[:place] + data + good[place + len(data) :])


@settings(max_examples=300)
@given(data=st.binary(max_size=600))
def test_bytes_of_any_kind(data: bytes) -> None:
    outcome(WORD, b"PK\x03\x04" + data)
    outcome(RICH, b"{\\rtf1 " + data)
    outcome(RICH, b"{\\rtf1 " + data + b"}" * 20)
    outcome(PAGE, b"<html>" + data)


RICH_WORDS = r"""{ } \par \pard \cell \row \trowd \intbl \itap2 \nestcell \nestrow \'e9 \u8805? \u-10179? \v \deleted {\header
    {\shptxt {\footnote {\field {\*\fldinst {\fldrslt {\*\x \bin3 \uc9 \f1 \plain bone skin {\fonttbl {\info {\author \*"""
TAGS = """<p> </p> <table> <tr> <td> <th> </table> <li> <ol> <dl> <dt> <dd> <br> <pre> <del> <b> <select> <option> <style>
    </style> <!-- --> <input> <h1> bone skin &lt; &#0; &#xD800; <div/hidden> </div> <svg> <math> <title> <body> <html>
    <textarea>"""
ELEMENTS = """p r t tbl tr tc sdt sdtContent ins del br tab fldChar instrText drawing txbxContent pPr rPr numPr vMerge sectPr
    AlternateContent"""


@settings(max_examples=300)
@given(words=st.lists(st.sampled_from(RICH_WORDS.split()), max_size=60))
def test_rich_texts_of_words_in_any_order(words: list[str]) -> None:
    body = " ".join(words)
    outcome(RICH, f"{{\\rtf1 {body}{'}' * max(body.count('{') - body.count('}') + 1, 0)}".encode("latin-1"))


@settings(max_examples=300)
@given(tags=st.lists(st.sampled_from(TAGS.split()), max_size=60))
def test_pages_of_tags_in_any_order(tags: list[str]) -> None:
    outcome(PAGE, ("<html>" + " ".join(tags)).encode())


@st.composite
def trees(draw: st.DrawFn, depth: int = 6) -> str:
    name = draw(st.sampled_from(ELEMENTS.split()))
    inner = "".join(draw(st.lists(trees(depth - 1), max_size=3))) if depth else "x"
    return f"<w:{name}>{inner}</w:{name}>"


@settings(max_examples=200)
@given(body=trees())
def test_documents_of_elements_in_any_order(body: str) -> None:
    outcome(WORD, word(body))


_SMALL = {
    WORD.name: word(paragraph("Fibula") + table(("a", "b"))),
    RICH.name: rich(r"Fibula\par\trowd a\cell\row"),
    PAGE.name: b"<html><p>Fibula<table><tr><td>a<td>b",
}
