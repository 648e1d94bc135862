"""Whatever the bytes are, a PDF ends as a note or as a sentence that says why not."""

from __future__ import annotations

import io
import zlib
from base64 import a85encode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from auditor.errors import NoteError
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from auditor.notes.formats.pdf import read as read_within
from tests.notes.formats.pdf_maker import by_hand, drawn, lines

SENTENCE = "The fibula was fixed with a plate."
GOOD = drawn(lambda canvas: lines(canvas, [SENTENCE]))
PACKED = b"/Filter/FlateDecode"


def read(data: bytes) -> Extracted:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note


def why(data: bytes) -> str:
    with pytest.raises(NoteError) as problem:
        read(data)
    return problem.value.reason


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 595, 842)


def rewritten(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_recognised_by_content() -> None:
    assert FORMAT.recognises(GOOD, ".txt")
    assert FORMAT.recognises(b"\r\n" + GOOD, "")
    assert FORMAT.recognises(b"From a gateway\n" + GOOD, ".PDF")
    assert not FORMAT.recognises(b"a note that names %PDF-1.4", ".txt")
    assert not FORMAT.recognises(b"", ".pdf")


def test_no_bytes() -> None:
    assert why(b"") == "the file is empty"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, b"%PDF-1.7 " + b"x" * 50_000_000])
def test_nothing_but_a_name(data: bytes) -> None:
    assert why(data) == "the PDF is damaged and cannot be repaired"


@pytest.mark.parametrize("tenth", range(1, 10))
def test_truncated_is_said(tenth: int) -> None:
    try:
        note = read(GOOD[: len(GOOD) * tenth // 10])
    except NoteError as problem:
        assert "damaged" in problem.reason
    else:
        assert note.text == SENTENCE
        assert note.remarks == ("The PDF is damaged and was repaired as far as it can be: compare with the original.",)


@given(cut=st.integers(0, len(GOOD)), put=st.binary(max_size=60), drop=st.integers(0, 400))
@settings(max_examples=300, deadline=None)
def test_fuzzed_bytes_end_in_a_note_or_a_sentence(cut: int, put: bytes, drop: int) -> None:
    try:
        note = read(GOOD[:cut] + put + GOOD[cut + drop :])
    except NoteError as problem:
        assert "fibula" not in str(problem)
    else:
        assert note.text.strip()
        assert note.places[0].start == 0


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_encrypted(algorithm: str) -> None:
    for password, opens in (("", True), ("secret", False)):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(GOOD)))
        writer.encrypt(password, "owner", algorithm=algorithm)
        data = rewritten(writer)
        if opens:
            assert read(data).text == SENTENCE
        else:
            assert why(data) == "the PDF is encrypted with a password"


def test_scanned() -> None:
    assert why(drawn(scan)) == "the PDF has no text layer"


def test_a_scan_with_a_printed_head_has_no_text_layer() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(3):
            scan(canvas)
            lines(canvas, ["Patient: A. Example, MRN 0012, born 01/02/1970, Quarry Hospital, Records"], top=820)
            canvas.showPage()

    assert why(drawn(draw)) == "the PDF has no text layer"


def test_partly_scanned_names_the_pages() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, [SENTENCE])
        for _ in range(2):
            canvas.showPage()
            scan(canvas)

    note = read(drawn(draw))
    assert note.text == SENTENCE
    assert note.remarks == ("Pages 2 and 3: no text layer, not read; run the audit with --ocr, or run OCR first.",)


def test_empty_page() -> None:
    assert why(drawn(lambda canvas: canvas.showPage())) == "the PDF holds no text"


def test_nothing_but_slanted_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(30)
        lines(canvas, [SENTENCE], left=300, top=300)

    assert why(drawn(draw)) == "all text of the PDF is slanted, which is not read"


def test_writing_from_right_to_left_is_said() -> None:
    names = b"/afii57664/afii57665/afii57666/afii57667"
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[97%s]>>>>>>" % names
    note = read(by_hand(b"BT /F 10 Tf 60 700 Td (NAME: abcd) Tj ET", resources=font))
    assert sorted(note.text) == sorted("NAME: \u05d0\u05d1\u05d2\u05d3")
    assert note.remarks == ("Page 1: right-to-left writing is not read in its order.",)


def test_a_font_that_names_other_letters_than_it_draws() -> None:
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[97/uni01E1/uni01FC/uni01F1]>>>>>>"
    assert why(by_hand(b"BT /F 10 Tf 60 700 Td (abcab) Tj ET", resources=font)) == (
        "the fonts of the PDF do not tell which letters they draw"
    )
    note = read(by_hand(b"BT /F 10 Tf 60 700 Td (NAME: Xab) Tj ET", resources=font))
    assert note.text == "NAME: X\u01e1\u01fc"


def test_scripts_files_and_comments_are_left_alone() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(GOOD)))
    writer.add_attachment("order.txt", b"attached words")
    writer.add_annotation(0, FreeText(text="words of a comment", rect=(50, 50, 200, 70)))
    data = rewritten(writer)
    for action in (b"/S/JavaScript/JS(app.alert\\(1\\))", b"/S/Launch/F(calc.exe)", b"/S/URI/URI(http://host.invalid/)"):
        assert read(GOOD.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction<<" + action + b">>")).text == SENTENCE
    note = read(data)
    assert note.text == SENTENCE
    assert note.remarks == ("Page 1: comments or stamps were left out.", "Files are embedded in the PDF; they were not opened.")


def test_what_unpacks_too_far_is_refused() -> None:
    once = zlib.compress(b" " * 300_000_000, 9)
    for data in (
        by_hand(once, head=PACKED),
        by_hand(zlib.compress(once), head=b"/Filter[/FlateDecode/FlateDecode]"),
        by_hand(a85encode(once) + b"~>", head=b"/Filter[/ASCII85Decode/FlateDecode]"),
    ):
        assert why(data) == "the PDF unpacks to more than 256 MB"


def test_limits_of_pages_text_and_bytes() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(4):
            lines(canvas, [SENTENCE])
            canvas.showPage()

    many = drawn(draw)
    for limits, reason in (
        (replace(LIMITS, pages=3), "the PDF says that it has more than 3 pages"),
        (replace(LIMITS, text=20), "the PDF holds more than 20 characters"),
        (replace(LIMITS, file=1000), "the PDF is larger than 0 MB"),
    ):
        with pytest.raises(NoteError) as problem:
            list(read_within(many, limits))
        assert problem.value.reason == reason


@pytest.mark.parametrize(
    "content",
    [b"[" * 2_000_000, b"<</A" * 500_000, b"q " * 500_000, b"BT /F 0.01 Tf 60 700 Td (" + b"a-" * 20_000 + b") Tj ET", b"/X Do"],
)
def test_nested_without_end(content: bytes) -> None:
    form = b"6 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>"
    form += b"stream\n/X Do\nendstream\nendobj\n"
    try:
        note = read(by_hand(zlib.compress(content), head=PACKED, resources=b"/XObject<</X 6 0 R>>", more=form))
    except NoteError as problem:
        assert problem.reason == "the PDF holds no text"
    else:
        assert set(note.text) <= set("a- \n")


def test_properties_may_hold_any_bytes() -> None:
    (_, wild), (_, named) = (
        (data, read(data).known)
        for data in (GOOD.replace(b"(anonymous)", value) for value in (b"<FEFFD8000041>", b"(B. Author)"))
    )
    assert wild.author == "\ufffdA"
    assert (named.author, named.date) == ("B. Author", "2000-01-01")


def test_a_page_count_that_is_a_lie() -> None:
    text = zlib.compress(b"BT /F 10 Tf 60 700 Td (Free fibula flap) Tj ET")
    assert read(by_hand(text, head=PACKED, count=10**9)).text == "Free fibula flap"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@sum", "<script>alert(1)</script>", "%s {0} ${x}"])
def test_text_is_text(text: str) -> None:
    assert read(drawn(lambda canvas: lines(canvas, [text]))).text == text
