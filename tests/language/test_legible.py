"""What is read of a note is what people see of it, and every quotation is what the note has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.legible import legible
from tests.language.kit import body, one

PIECES = (
    "fibula",
    "free",
    " ",
    "\n",
    "ﬁ",
    "\u00ad",
    "\u200b",
    "&nbsp;",
    "&amp;amp;",
    "> ",
    "12  ",
    "| ",
    " |",
    "* ",
    "\\n",
    "<br>",
    "e\u0301",
)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("free ﬁbula ﬂap", "free fibula flap"),
        ("oste\u00adotomy", "osteotomy"),
        ("anas\u00ad\ntomosis", "anas-\ntomosis"),
        ("free \u200bfibula", "free fibula"),
        ("\ufefffree\u2060 fibula", "free fibula"),
        ("Re\u0301paration", "Réparation"),
        ("4.5&nbsp;cm &lt; 6 cm", "4.5\u00a0cm < 6 cm"),
        ("rib &amp;amp; vein", "rib & vein"),
        ("AT&T; R&D;", "AT&T; R&D;"),
        ("Op: rib&lt;br&gt;Vein: coupler", "Op: rib\nVein: coupler"),
        ("Op: rib<br/>\nVein: coupler", "Op: rib\nVein: coupler"),
        ("Op: rib\\nVein: coupler\\nNone", "Op: rib\nVein: coupler\nNone"),
        ("Op: rib\\.br\\Vein: coupler\\.BR\\None", "Op: rib\nVein: coupler\nNone"),
        ('"Op: a \\"free\\" rib\\nVein:\\tcaf\\u00e9\\n"', '"Op: a "free" rib\nVein:\tcafé\n"'),
        ("saved in C:\\notes\nwith a coupler", "saved in C:\\notes\nwith a coupler"),
        ("a word struck o\u0336u\u0336t\u0336", "a word struck o\u0336u\u0336t\u0336"),
    ],
)
def test_what_people_see(written: str, seen: str) -> None:
    assert legible(written).text == seen


NOTE = """OPERATIVE REPORT

The left sixth rib was harvested without skin on the
intercostal vessels. The artery was joined end to side
to the brachial artery, and the vein to the cephalic
vein with a coupler.

Complications: none."""


@pytest.mark.parametrize("mark", ["{:4}  ", "{:03}: ", "{} | ", "{}\t"])
def test_the_numbers_of_lines_are_no_part_of_the_note(mark: str) -> None:
    numbered = "\n".join(mark.format(number) + line for number, line in enumerate(NOTE.split("\n"), 1))
    assert legible(numbered).text == (NOTE if "\t" not in mark else NOTE.replace("\n", "\n\t").join(["\t", ""]))


def test_every_fifth_line_may_have_its_number() -> None:
    lines = (NOTE + "\n" + NOTE).split("\n")
    numbered = "\n".join(f"{number if number % 5 == 0 else '':4} | {line}" for number, line in enumerate(lines, 1))
    assert legible(numbered).text == "\n".join(lines)


@pytest.mark.parametrize("sign", ["|", "*", "║"])
def test_a_frame_is_no_part_of_the_note(sign: str) -> None:
    framed = "\n".join(f"{sign} {line:60} {sign}" for line in NOTE.split("\n"))
    assert [line.strip() for line in legible(framed).text.split("\n")] == NOTE.split("\n")


def test_a_mail_that_is_quoted_is_read_without_its_marks() -> None:
    assert legible("\n".join(f"> {line}".rstrip() for line in NOTE.split("\n"))).text == NOTE


@pytest.mark.parametrize(
    "text",
    [
        "1. Rib raised.\n2. Artery joined.\n3. Vein joined.\n4. Skin closed.\n5. Cast put on.\n6. Awake.",
        "> rib raised\n> artery joined\n> vein joined\n> skin closed\n> cast put on\n> awake",
        "| Donor | rib    |\n| Vein  | coupled |\n| Side  | left    |\n| Skin  | none    |",
        "12  cm of rib\n3  vessels\n40  minutes\n5  screws\n2  plates\n9  stitches",
        "* rib raised\n* artery joined\n* vein joined\n* skin closed *",
        "10:05 in theatre\n10:20 cut\n11:40 flap raised\n12:10 clamps off\n13:00 closed",
    ],
)
def test_items_tables_and_times_stay(text: str) -> None:
    assert legible(text).text == text


@pytest.mark.parametrize(
    ("written", "quote"),
    [
        (body("The ﬁbula was raised."), "ﬁbula"),
        (body("The fibu\u00adla was raised."), "fibu\u00adla"),
        (body("A gap &amp;#40;tibia&#41; and the fi\u200bbula."), "fi\u200bbula"),
        (
            "  1  OPERATIVE TECHNIQUE: Prone.\n  2  Band.\n  3  Then the\n  4  fibula was\n  5  raised.",
            "fibula",
        ),
    ],
)
def test_a_quotation_is_what_the_note_has(written: str, quote: str) -> None:
    found = one(written, "bone", "fibula").evidence
    assert (found.quote, written[found.start : found.end]) == (quote, quote)
    assert found.line == 1 + written.count("\n", 0, written.index(quote))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_stretch_that_is_read_has_a_place_in_the_note(text: str) -> None:
    seen = legible(text)
    spans = [seen.span(at, at + 1) for at in range(len(seen.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    if seen.text:
        assert seen.span(0, len(seen.text)) == (spans[0][0], spans[-1][1])
