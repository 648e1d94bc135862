"""Lines that are spread from margin to margin are prose, however wide their gaps; cells stay cells."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.notes.formats.pdf_maker import Layout, drawn, pdf_of

Rows = Sequence[Sequence[tuple[float, str]]]
LEFT, RIGHT, SIZE = 72.0, 400.0, 12.0
PROSE = [
    "The skin was cut along the old scar and both ends",
    "of the bone were freed until they bled; the gap was",
    "then measured with a ruler along its lower border",
    "and came to nine centimetres in all, as was planned",
]


def read(data: bytes) -> str:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note.text


def places(text: str, left: float = LEFT) -> list[tuple[float, str]]:
    """The words of a line with equal gaps from `left` to the right margin, and where each begins."""
    words = text.split()
    widths = [stringWidth(word, "Helvetica", SIZE) for word in words]
    gap = (RIGHT - left - sum(widths)) / (len(words) - 1)
    return [(left + sum(widths[:number]) + gap * number, word) for number, word in enumerate(words)]


def page(rows: Rows, end: str = "") -> bytes:
    """Spread prose, and below it rows whose texts stand where they are told; the last line is `end`."""
    prose = [(700 - 14 * number, places(text)) for number, text in enumerate(PROSE)]
    below = [(600 - 14 * number, row) for number, row in enumerate(rows)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", SIZE)
        for top, row in (*prose, *below, (600 - 14 * len(rows), [(LEFT, end)])):
            for left, text in row:
                canvas.drawString(left, top, text)

    return drawn(draw)


def test_wide_gaps_of_a_justified_line_part_words() -> None:
    note = (
        "Surgeon: A. Stone\nProcedure: VASCULARIZED SECOND METATARSAL OSTEOCUTANEOUS TRANSFER TO LEFT INDEX METACARPAL\n"
        "The ends of the bone were opened and cleared of scar until both of them bled, and the length that was missing was "
        "measured with a ruler; it came to nine centimetres along the lower border, and to a little less along the upper one."
    )
    for width in (400, 420, 612):
        assert read(pdf_of(note, Layout(width=width, justified=True, size=12))) == note


def test_a_label_that_stands_apart_belongs_to_its_spread_line() -> None:
    rows = [[(LEFT, "PROCEDURE:"), *places("Free vascularised osteocutaneous", 190)]]
    assert "PROCEDURE: Free vascularised osteocutaneous fibula flap" in read(page(rows, "fibula flap"))


def test_a_spread_value_with_lines_of_its_own_stays_beside_its_label() -> None:
    rows: Rows = [
        [(LEFT, "Procedure:"), (190, "Free vascularised osteocutaneous  ")],
        [(190, "fibula flap")],
        [(LEFT, "Side: left")],
    ]
    assert "Procedure: Free vascularised osteocutaneous fibula flap\nSide: left" in read(page(rows))


def test_cells_that_share_their_edges_stay_cells_between_the_margins() -> None:
    row = places("Artery Facial Nylon")
    assert read(page([row, row])).count("Artery | Facial | Nylon") == 2


def test_cells_with_unequal_gaps_stay_cells_between_the_margins() -> None:
    end = RIGHT - stringWidth("Nylon", "Helvetica", SIZE)
    assert "Artery | Facial | Nylon" in read(page([[(LEFT, "Artery"), (150, "Facial"), (end, "Nylon")]]))


def test_a_figure_at_the_right_margin_stays_a_cell() -> None:
    end = RIGHT - stringWidth("9.5 cm", "Helvetica", SIZE)
    assert "Length of bone | 9.5 cm" in read(page([[(LEFT, "Length of bone"), (end, "9.5 cm")]]))


def test_an_edge_that_is_shared_by_chance_makes_no_cells() -> None:
    line = places("was sewn osteocutaneous saphenous vein")
    assert "was sewn osteocutaneous saphenous vein" in read(page([line, [(LEFT, "Loss:"), (line[2][0], "200 mL")]]))


def test_a_line_of_two_words_is_prose_where_the_next_word_would_not_have_fitted() -> None:
    plain = "The skin was cut along the old scar, and both ends of the bone were freed until they bled as they should. " * 3
    long = "Circumferential osteoperiosteal decortication, intermedullary stabilization, microvascular end-to-side anastomoses. "
    note = plain + long + plain.strip()
    for width in (232, 242, 252):
        assert read(pdf_of(note, Layout(width=width, justified=True))) == note


def test_two_words_stay_cells_where_the_next_word_would_have_fitted_or_a_column_goes_on() -> None:
    assert "Complications | none\nNo drain" in read(page([places("Complications none")], "No drain"))
    assert "Tourniquet: 62\nIschemia: 71" in read(page([places("Tourniquet 62"), places("Ischemia 71")]))
