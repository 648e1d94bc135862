"""What was typed into, chosen from and signed in the fields of a form is read where it stands."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject, TextStringObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from auditor.errors import ScanError
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import drawn, lines

SIGNED = b"BT /F 6 Tf 2 24 Td (A. Stone) Tj /F 3 Tf 60 2 Td (Digitally signed by) Tj 0 -4 Td (A. Stone on 3 May 2024) Tj ET"
CHOICES = ArrayObject(
    ArrayObject([TextStringObject(value), TextStringObject(label)])
    for value, label in (("1", "Fibula"), ("2", "Scapula"), ("3", "Radius"))
)


def read(data: bytes) -> Extracted:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note


def with_field(data: bytes, rect: tuple[int, int, int, int], field: dict[str, object], look: bytes | None = None) -> bytes:
    """The PDF with one more field on its first page, which `look` draws."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    made = DictionaryObject({NameObject(name): value for name, value in field.items()})
    made[NameObject("/Type")], made[NameObject("/Subtype")] = NameObject("/Annot"), NameObject("/Widget")
    made[NameObject("/Rect")] = ArrayObject(FloatObject(number) for number in rect)
    made[NameObject("/F")], made[NameObject("/T")] = NumberObject(4), TextStringObject(f"field {rect}")
    if look is not None:
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        fonts = DictionaryObject({NameObject("/F"): _names(font)})
        form = StreamObject()
        form.set_data(look)
        form.update(_names({"/Type": "/XObject", "/Subtype": "/Form"}))
        form[NameObject("/BBox")] = ArrayObject(FloatObject(number) for number in (0, 0, rect[2] - rect[0], rect[3] - rect[1]))
        form[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        made[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
    added = writer._add_object(made)
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), added])
    catalog = writer.root_object
    fields_of_form = catalog.get("/AcroForm", DictionaryObject()).get("/Fields", ArrayObject())
    catalog[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject([*fields_of_form, added])})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _names(pairs: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in pairs.items()})


def test_fields_of_a_form_are_read_where_they_stand() -> None:
    def draw(canvas: Canvas) -> None:
        form = canvas.acroForm
        lines(canvas, ["Surgeon:"])
        form.textfield(name="surgeon", value="A. Stone", x=130, y=774, width=200, height=18)
        lines(canvas, ["Skin paddle"], top=720)
        form.checkbox(name="paddle", checked=True, x=130, y=716, size=14)
        lines(canvas, ["Description:"], top=680)
        value = "The fibula was taken.\nThe vein was joined."
        form.textfield(name="text", value=value, x=130, y=600, width=300, height=90, fieldFlags="multiline")

    assert read(drawn(draw)).text.split("\n") == [
        "Surgeon: A. Stone",
        "",
        "Skin paddle: [x]",
        "Description: The fibula was taken.",
        "The vein was joined.",
    ]


@pytest.mark.parametrize(
    ("flags", "value", "text"),
    [
        (1 << 17, TextStringObject("2"), "Scapula"),
        (1 << 17 | 1 << 18, TextStringObject("Iliac crest"), "Iliac crest"),
        (1 << 21, ArrayObject([TextStringObject("1"), TextStringObject("2")]), "Fibula, Scapula"),
        (0, TextStringObject("3"), "Radius"),
    ],
)
def test_a_choice_is_read_as_it_is_shown(flags: int, value: object, text: str) -> None:
    form = drawn(lambda canvas: lines(canvas, ["Donor site:"]))
    field = {"/FT": NameObject("/Ch"), "/Ff": NumberObject(flags), "/Opt": CHOICES, "/V": value}
    assert read(with_field(form, (130, 776, 300, 792), field)).text == f"Donor site: {text}"


def test_what_signatures_show_is_read_where_they_stand() -> None:
    data = drawn(lambda canvas: lines(canvas, ["Surgeon:", "", "", "Assistant:"]))
    data = with_field(data, (130, 766, 280, 800), {"/FT": NameObject("/Sig")}, SIGNED)
    data = with_field(data, (130, 720, 280, 750), {"/FT": NameObject("/Sig")}, b"BT /F 6 Tf 2 20 Td (B. Hill) Tj ET")
    note = read(data)
    assert note.text == "Surgeon: A. Stone Digitally signed by A. Stone on 3 May 2024\n\nAssistant: B. Hill"
    assert note.remarks == ()


def test_a_signature_without_words_is_said() -> None:
    data = drawn(lambda canvas: lines(canvas, ["Surgeon:"]))
    note = read(with_field(data, (130, 766, 280, 800), {"/FT": NameObject("/Sig")}, b"10 10 m 40 20 l S"))
    assert note.text == "Surgeon:"
    assert note.remarks == ("Page 1: what a signature shows was not read.",)


def test_a_scan_that_was_signed_has_no_text_layer() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 595, 842)

    with pytest.raises(ScanError) as problem:
        read(with_field(drawn(scan), (130, 766, 280, 800), {"/FT": NameObject("/Sig")}, SIGNED))
    assert problem.value.reason == "the PDF has no text layer"
