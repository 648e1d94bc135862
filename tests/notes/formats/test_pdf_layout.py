"""What stands where on a page comes out as people read it."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import by_hand, drawn, lines

SEWN = "The artery was sewn end to side to the anterior tibial artery with nylon thread and"


def read(data: bytes) -> Extracted:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note


def table(rows: list[list[str]], widths: list[float], valign: str = "TOP") -> bytes:
    buffer = io.BytesIO()
    style = ParagraphStyle("cell", fontSize=9, leading=11)
    made = Table([[Paragraph(cell, style) for cell in row] for row in rows], colWidths=widths)
    made.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), valign), ("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    SimpleDocTemplate(buffer, invariant=1).build([made])
    return buffer.getvalue()


def test_labels_stand_on_one_line_with_their_values() -> None:
    rows = [
        ["Surgeon", "A. Stone"],
        ["Procedure performed and side of operation", "Free fibula flap, right to left"],
        ["Loss", "200 mL"],
    ]
    assert read(table(rows, [120, 200])).text == (
        "Surgeon: A. Stone\nProcedure performed and side of operation: Free fibula flap, right to left\nLoss: 200 mL"
    )


def test_cells_set_at_half_height_keep_their_label() -> None:
    rows = [
        ["Surgeon", "A. Stone"],
        ["Procedure", "Free fibula flap from the right leg to the left tibia with repair of vessels"],
    ]
    assert read(table(rows, [100, 150], valign="MIDDLE")).text.splitlines() == [
        "Surgeon: A. Stone",
        "Procedure: Free fibula flap from the right leg to the left tibia with repair of vessels",
    ]


def test_pairs_of_labels_and_values_side_by_side() -> None:
    def draw(canvas: Canvas) -> None:
        for left, texts in (
            (60, ["Surgeon:", "Procedure:"]), (130, ["A. Stone", "Free fibula flap to left", "tibia with skin island"]),
            (330, ["Date:", "Side:"]), (400, ["3 May 2024", "Left"]),
        ):  # fmt: skip
            lines(canvas, texts, left=left)

    assert read(drawn(draw)).text.splitlines() == [
        "Surgeon: A. Stone | Date: 3 May 2024",
        "Procedure: Free fibula flap to left tibia with skin island | Side: Left",
    ]


def test_words_parted_at_line_ends_are_whole_and_compounds_keep_their_hyphen() -> None:
    texts = [
        "The fibula was harvested with a cuff of muscle and the vessels were followed to the trifur-",
        "cation. Two veins were joined by anastomosis under the microscope and by a second anasto-",
        "mosis without it. The artery was then sewn with great care and without any tension end-to-",
        "side to the anterior tibial artery; the wound was closed in layers, all of them with non-",
        "absorbable thread.",
    ]
    assert read(drawn(lambda canvas: lines(canvas, texts))).text == (
        "The fibula was harvested with a cuff of muscle and the vessels were followed to the trifurcation. Two veins were joined "
        "by anastomosis under the microscope and by a second anastomosis without it. The artery was then sewn with great care "
        "and without any tension end-to-side to the anterior tibial artery; the wound was closed in layers, all of them with "
        "non-absorbable thread."
    )


def test_a_hyphen_behind_one_letter_stays() -> None:
    texts = [
        "The block was held with one headless screw of 2.2 mm, and its place was seen to be good on the mini C-",
        "arm pictures in two planes.",
    ]
    assert "mini C-arm pictures" in read(drawn(lambda canvas: lines(canvas, texts))).text


def test_figures_behind_words_that_fill_their_line_belong_to_them() -> None:
    texts = [
        "The remains of the graft were cleared with a burr until both bones bled; the length of bone that was out",
        "= 8.5 cm, measured twice with the ruler along the lower border and once along the upper, and noted.",
        "A free trochlea was taken from the right knee on its pedicle, shaped, turned, and was led to its place",
        "-> scaphoid, on the left side, where it was held with a screw and with a wire of 1.0 mm through the rim.",
    ]
    text = read(drawn(lambda canvas: lines(canvas, texts))).text
    assert "that was out = 8.5 cm" in text
    assert "to its place -> scaphoid" in text


def typed(texts: list[str]) -> bytes:
    """A page in the letters of a typewriter."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        for number, text in enumerate(texts):
            canvas.drawString(60, 780 - 12 * number, text)

    return drawn(draw)


def test_the_two_spaces_of_a_typist_part_no_cells() -> None:
    told = (
        "EACH TIME IT CAME BACK.  THE PLAN WAS MADE ON THE SCAN OF JUNE, AND",
        "THE GUIDES WERE CUT FROM IT BY THE MAKER.  HER PARENTS ASKED ABOUT A",
        "FIBULA, AND WE WENT OVER BOTH.  THE JAW IS TALL AND A FIBULA IS NOT.",
        "SHE CHOSE THE HIP.",
    )
    technique = (
        "TECHNIQUE.  UNDER ANESTHESIA THE JAW WAS EXPOSED FROM BELOW, AND ITS",
        "NERVE WAS SPARED.  THE GUIDES SAT WELL.",
    )
    paragraphs = [" ".join(lines_).replace("  ", " ") for lines_ in (told, technique)]
    assert read(typed([*told, "", *technique])).text.split("\n\n") == paragraphs


def test_options_in_rows_are_no_columns() -> None:
    texts = [
        "Side: [ ] L   [ ] R",
        "Skin: [x] no  [ ] yes",
        "Vein: [ ] 1   [x] 2",
        "Cuff: [ ] no  [x] yes",
        "Bone: [ ] fibula      [ ] iliac crest     [ ] metatarsal, ray",
        "      [x] scapula     [ ] condyle         [ ] rib",
        "      [ ] radius      [ ] ulna            [ ] other",
        "The patient lay on the side. The incision was 22 cm, and the muscle was",
        "raised off the wall, all of it. The branch was found and kept with it.",
        "Held: [x] plate       [ ] nail            [ ] wires only",
        "The bone was shortened so that it pegs into both ends of the tibia, with",
        "three screws on each side and two in the graft.",
    ]
    found = read(typed(texts)).text
    told = ("] R", "fibula", "crest", "ray", "scapula", "condyle", "rib", "lay on", "nail", "shortened", "three screws")
    places = [found.index(word) for word in told]
    assert places == sorted(places)


def test_a_letter_at_the_head_of_a_wrapped_line_opens_no_item() -> None:
    told = (
        "The artery of the pedicle was sewn to the brachial artery, and the vein to a",
        "V. comitans of it with a coupler of two millimetres, which had been asked for",
        "before. The segment that was cut out came away with the tumor, and she is now",
        "16. The bone bled.",
    )
    assert read(typed([*told])).text.splitlines() == [" ".join(told[:3]), told[3]]


def test_a_table_of_strokes_is_read_row_by_row() -> None:
    """Its wide cells are no column of prose, though their lines go on in mid-sentence."""
    rows = [
        ("Donor", "as marked, and the cuff was let down after ninety"),
        ("Length", "measured along the outer face of it, a little more"),
        ("Skin paddle", "no skin was taken with it, as the leg had closed"),
        ("Fixation", "pegged in the canal at both of its ends and screwed"),
        ("Artery", "sewn to the posterior tibial artery, end-to-side now"),
        ("Vein", "its companion, by a coupler of three millimetres too"),
    ]
    typed_rows = [f"| {label:<12} | {value:<52} |" for label, value in rows]
    found = read(typed(["The wound was opened along the old scar.", *typed_rows])).text
    places = [found.index(word) for row in rows for word in row]
    assert places == sorted(places)
    assert "| |" not in found


def test_a_line_that_stands_below_two_cells_runs_over_from_neither() -> None:
    texts = [
        "Artery:  [ ] end-end  [x] end-side   to: posterior tibial a.   suture 8-0",
        "         subscapular a. fish-mouthed, arteriotomy 4 mm",
        "Vein 1:  [x] end-end  [ ] end-side   vena comitans",
    ]
    first, second, _ = read(typed(texts)).text.splitlines()
    assert first == "Artery: [ ] end-end | [x] end-side | to: posterior tibial a. suture 8-0"
    assert second == "subscapular a. fish-mouthed, arteriotomy 4 mm"


def test_ligatures_are_letters() -> None:
    assert read(by_hand(b"BT /F 10 Tf 60 700 Td (\256bula \257ap of 12 cm) Tj ET")).text == "fibula flap of 12 cm"


def test_lines_with_labels_stay_lines() -> None:
    texts = [
        "Surgeon: A. Stone",
        "Assistant: B. Hill and C. Vale, who came for the second part of the operation",
        "Date: 3 May 2024",
    ]
    assert read(drawn(lambda canvas: lines(canvas, texts))).text.splitlines() == texts


def test_a_footnote_does_not_stand_between_the_parts_of_a_sentence() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, [SEWN, SEWN, SEWN, "the vein was"])
        lines(canvas, ["1 Confirmed by radiograph."], top=60, size=7)
        canvas.showPage()
        lines(canvas, ["joined with a coupler."])

    note = read(drawn(draw))
    assert note.text == f"{SEWN} {SEWN} {SEWN} the vein was joined with a coupler.\n\n1 Confirmed by radiograph."
    assert [(note.text[place.start :][:6], place.name) for place in note.places] == [
        ("The ar", "page 1"), ("joined", "page 2"), ("1 Conf", "page 1"),
    ]  # fmt: skip


def test_heads_feet_and_numbers_are_kept_once_at_the_top() -> None:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(["The vein was", "joined with a coupler, and then", "the wound was closed."], start=1):
            lines(canvas, ["Patient: A. Example, MRN 0012"], top=820)
            lines(canvas, [text], top=700)
            lines(canvas, [f"Quarry Hospital, Page {number} of 3"], top=30)
            canvas.showPage()

    note = read(drawn(draw))
    assert note.text == (
        "Patient: A. Example, MRN 0012\nQuarry Hospital,\n\nThe vein was joined with a coupler, and then the wound was closed."
    )
    assert [place.name for place in note.places] == ["page 1", "page 2", "page 3"]


@pytest.mark.parametrize(
    ("one", "other"), [("Free flap 1", "Free flap 2"), ("Step 1", "Step 2"), ("Vein 1 of 2", "Vein 2 of 2"), ("P 0.05", "P 0.04")]
)
def test_headings_that_differ_in_a_number_are_no_page_numbers(one: str, other: str) -> None:
    def draw(canvas: Canvas) -> None:
        for heading in (one, other):
            lines(canvas, [heading, f"{heading} was done with care and the wound was closed."], top=800)
            canvas.showPage()

    assert read(drawn(draw)).text == "\n\n".join(
        f"{heading}\n{heading} was done with care and the wound was closed." for heading in (one, other)
    )


@pytest.mark.parametrize("form", ["Page {}", "p. {}", "pg {}/2", "Page {}of 2", "{} of 2", "[{} of 2]", "Page No. {}"])
def test_page_numbers_are_left_out(form: str) -> None:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(["The vein was", "joined with a coupler."], start=1):
            lines(canvas, [f"Quarry Hospital - {form.format(number)}"], top=820)
            lines(canvas, [text], top=700)
            lines(canvas, [form.format(number)], top=30)
            canvas.showPage()

    assert read(drawn(draw)).text == "Quarry Hospital\n\nThe vein was joined with a coupler."


def test_turned_text_and_watermarks_are_out_of_the_sentences() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, [SEWN] * 5 + ["the wound was closed."], left=90)
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(300, -40, "MRN 004711")
        canvas.restoreState()
        canvas.setFont("Helvetica-Bold", 60)
        canvas.drawString(100, 730, "DRAFT")

    note = read(drawn(draw))
    assert note.text == f"{' '.join([SEWN] * 5)} the wound was closed.\n\nMRN 004711"
    assert note.remarks == ("Page 1: slanted text or a watermark was left out.", "Page 1: turned text was put at the end.")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_reads_the_same(turn: int) -> None:
    from pypdf import PdfReader, PdfWriter

    upright = drawn(lambda canvas: lines(canvas, ["Surgeon: A. Stone", "Procedure: free fibula flap"]))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(upright)))
    writer.pages[0].rotate(turn)
    turned = io.BytesIO()
    writer.write(turned)
    assert read(turned.getvalue()).text == read(upright).text


@pytest.mark.parametrize(
    ("tree", "page"),
    [
        (b"/MediaBox[0 0 595 842]", b""),
        (b"/MediaBox[0 0 595 842]", b"/Rotate 90"),
        (b"/MediaBox[0 0 842 842]/CropBox[0 0 595 842]/Rotate 180", b""),
        (b"/MediaBox[-300 0 595 2000]", b"/CropBox[0 0 595 842]"),
    ],
)
def test_the_shown_part_may_be_told_by_the_tree_of_pages(tree: bytes, page: bytes) -> None:
    content = b"BT /F 10 Tf 60 830 Td (OPERATIVE NOTE) Tj 0 -12 Td (Surgeon: A. Stone) Tj 400 -400 Td (Free fibula flap) Tj ET"
    hidden = b" BT /F 10 Tf 60 850 Td (above) Tj 550 -400 Td (beside) Tj ET"
    assert read(by_hand(content + hidden, tree=tree, page=page)).text == ("OPERATIVE NOTE\nSurgeon: A. Stone\n\nFree fibula flap")


def test_an_origin_that_is_not_the_corner() -> None:
    content = b"BT /F 10 Tf 1060 2830 Td (OPERATIVE NOTE) Tj 0 -12 Td (Surgeon: A. Stone) Tj ET"
    assert read(by_hand(content, tree=b"/MediaBox[1000 2000 1595 2842]", page=b"")).text == "OPERATIVE NOTE\nSurgeon: A. Stone"


def test_letters_of_a_size_below_zero() -> None:
    turned = b"BT /F 10 Tf 60 800 Td (OPERATIVE NOTE) Tj /F -10 Tf -1 0 0 -1 60 788 Tm (Surgeon: A. Stone) Tj ET"
    assert read(by_hand(turned)).text == "OPERATIVE NOTE\nSurgeon: A. Stone"
    upside_down = b"BT /F -10 Tf 535 60 Td (OPERATIVE NOTE) Tj 0 12 Td (Surgeon: A. Stone) Tj ET"
    assert read(by_hand(upside_down, page=b"/MediaBox[0 0 595 842]/Rotate 180")).text == "OPERATIVE NOTE\nSurgeon: A. Stone"
