"""How a rich text is read."""

from __future__ import annotations

import pytest

from auditor.errors import NoteError
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted, Known
from auditor.notes.formats.rtf import FORMAT
from tests.notes.formats.conversions import answer, only, sample
from tests.notes.formats.parts import rich


def read(body: str, head: str = "") -> Extracted:
    return only(FORMAT, rich(body, head))


def text(body: str, head: str = "") -> str:
    return read(body, head).text


def row(*cells: str) -> str:
    return r"\trowd\cellx3000\cellx6000\pard\intbl " + "".join(rf"{cell}\cell " for cell in cells) + r"\row\pard "


def test_a_table_of_labels_and_values() -> None:
    found = read(
        r"OPERATION\par " + row("Surgeon", "A. Stone") + row("Bone:", r"left fibula\par 8 cm") + row("Assistant", "") + "End"
    )
    assert found.text == "OPERATION\n\nSurgeon: A. Stone\nBone: left fibula\n8 cm\nAssistant:\n\nEnd\n"
    names = ["paragraph 1", "table 1, row 1", "table 1, row 2", "table 1, row 3", "paragraph 2"]
    assert [place.name for place in found.places] == names
    assert found.places[1].start == found.text.index("Surgeon")


def test_a_table_whose_cells_do_not_say_that_they_are_cells() -> None:
    assert text(r"\trowd Surgeon\cell A. Stone\cell\row Bone\cell fibula\cell\row x") == "Surgeon: A. Stone\nBone: fibula\n\nx\n"


def test_a_table_inside_a_cell() -> None:
    inner = r"\pard\intbl\itap2 Bone\nestcell fibula\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}"
    assert text(rf"\trowd\cellx9\pard\intbl Team\cell {inner}\pard\intbl\cell\row\pard x") == "Team | Bone: fibula\n\nx\n"


def test_headers_once_without_page_numbers_and_footers_at_the_end() -> None:
    page = r"{\field{\*\fldinst{ PAGE }}{\fldrslt 1}}"
    head = rf"{{\header Jane Roe, record 123\tab Page {page} of {page}\par}}{{\headerf Jane Roe, record 123\par}}"
    found = read(r"Body\par", head + r"{\footer Ward copy - \chpgn\par}")
    assert found.text == "Jane Roe, record 123\n\nBody\n\nWard copy\n"
    assert [place.name for place in found.places] == ["header", "paragraph 1", "footer"]


def test_text_boxes_once_and_notes_after_the_text() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt Surgeon: A. Stone\par}}"
    box += r"{\shprslt{\*\do{\dptxbxtext Surgeon\par}}}}"
    found = read(box + r"Nerve seen{\super\chftn{\footnote\pard\plain\chftn By loupe.}}.\par")
    assert found.text == "Nerve seen.\nSurgeon: A. Stone\n\nBy loupe.\n"
    assert [place.name for place in found.places] == ["paragraph 1", "text box 1", "note 1"]


def test_changes_are_read_as_accepted_and_what_is_not_printed_is_left_out() -> None:
    body = r"Free fibula{\deleted  with skin paddle}{\revised  alone}."
    body += r"{\v  secret}{\strike  struck}{\*\atnid x}{\*\annotation no}\par"
    found = read(body)
    assert found.text == "Free fibula alone.\n"
    assert found.remarks == (
        "Tracked changes were read as accepted.",
        "Words that are struck through were left out.",
        "Hidden text was left out.",
        "Comments were left out.",
    )
    assert text(r"Fibula {\deleted\par}raised.\par") == "Fibula raised.\n"


def test_a_deleted_skin_paddle_changes_the_answer_as_in_the_text_without_it() -> None:
    name = "metatarsal-skin-foot-trauma"
    lines = sample(name).splitlines()
    kept = "\n".join(line for line in lines if "kin " not in line)
    assert answer(kept) != answer(sample(name))
    body = "".join(rf"{line}\par " if "kin " not in line else rf"{{\deleted {line}\par}}" for line in lines)
    assert answer(text(body)) == answer(kept)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"caf\'e9 5 \'b5m \u8805? 3", "café 5 µm ≥ 3"),
        (r"\f2 \'e1\'e2", "αβ"),
        (r"\f1 \'b3 \'a3\f0  x", "≥ ≤ x"),
        (r"\uc2\u8805 >=3 \uc0\u956 m", "≥3 μm"),
        (r"x\u-10179?\u-8704?", "x😀"),
        (r"{\upr{a\'3f}{\*\ud{a\u945 ?}}}", "aα"),
        (r"end\_to\_side vas\-cular 45\~mm", "end-to-side vascular 45 mm"),
        (r"a\tab b\line c\emdash d \lquote e\rquote  \{x\}", "a\tb\nc—d ‘e’ {x}"),
        ("one line\r\n of the file", "one line of the file"),
        ("a\\\nb", "a\nb"),
        (r"\caps bone\caps0  x", "BONE x"),
        (r"{\*\unknown no}{\pict 00ff}{\object{\*\objdata 00}{\result shown}}", "shown"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link"),
        (r"{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1{\*\ffname a}}}}{\fldrslt}} yes", "[x] yes"),
        (r"{\field{\*\fldinst FORMDROPDOWN{\*\formfield{\fftype2\ffres1{\*\ffl left}{\*\ffl right}}}}{\fldrslt}}", "right"),
        (r"Skin {\field{\*\fldinst SYMBOL 254 \\f " r'"Wingdings"' r" \\s 12}{\fldrslt\f1\fs24}} yes", "Skin [x] yes"),
        (r"{\field{\*\fldinst{\f0  SYMBOL 163 \\f Symbol}}{\fldrslt\f1 \'a3}} 60 \f1 \'3c\f0 ", "≤ 60 <"),
        (r"{\field{\*\fldinst SYMBOL 109 \\f " r'"Symbol"' r"}}m {\field{\*\fldinst SYMBOL 181 \\a}{\fldrslt ?}}m", "µm µm"),
        (r"{\bin3 {{{}x{\pict\bin2 }}}y", "xy"),
        ("caf\xe9 raw", "café raw"),
    ],
)
def test_signs_and_escapes(body: str, expected: str) -> None:
    assert text(body) == f"{expected}\n"


def test_a_sign_that_is_not_known_is_mentioned_and_its_result_stands() -> None:
    found = read(r"x{\field{\*\fldinst SYMBOL 93 \\f Webdings}{\fldrslt -}}y")
    assert (found.text, found.remarks) == ("x-y\n", ("Some signs of a symbol font could not be read.",))
    assert text(r"x{\v{\field{\*\fldinst SYMBOL 163 \\f Symbol}{\fldrslt}}}y") == "xy\n"


def test_code_pages_of_the_document() -> None:
    assert only(FORMAT, rb"{\rtf1\mac caf\'8e}").text == "café\n"
    assert only(FORMAT, rb"{\rtf1\ansi\ansicpg932 \'8e\'e8\'8fp}").text == "手術\n"
    assert only(FORMAT, "{\\rtf1\\ansi café ≥}".encode()).text == "café ≥\n"
    assert only(FORMAT, rb"{\rtf1\ansi\ansicpg99999 caf\'e9}").text == "café\n"


def test_lists_keep_their_numbers_and_bullets() -> None:
    body = r"{\listtext\pard\plain  1.\tab}Skin\par{\pntext\f1\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}saline\par"
    assert text(body) == "1. Skin\n• saline\n"


def test_what_the_file_knows() -> None:
    head = r"{\info{\title Jane Roe}{\author A. Stone}{\creatim\yr2024\mo5\dy1\hr10}{\revtim\yr2025\mo1\dy1}}"
    assert read("x", head).known == Known(author="A. Stone", date="2024-05-01")
    assert read("x", r"{\info{\creatim\yr0\mo0\dy0}}").known == Known()


def test_as_hospital_systems_write_it() -> None:
    """No fonts that matter, empty groups, a property before each run, line ends as control words."""
    body = (
        r"{\b\fs20 PROCEDURE:}{\fs20  Free fibula}\par\pard{\fs20\cf1 }\ql{\fs20 Surgeon: }{\fs20\cf2 A. Stone, MD}\par\pard\par"
    )
    assert text(body + r"{\fs20 Findings}\par") == "PROCEDURE: Free fibula\nSurgeon: A. Stone, MD\n\nFindings\n"


def test_what_follows_the_end_is_mentioned_and_filling_is_not() -> None:
    assert only(FORMAT, rich("x") + b"\0\0\r\n}").remarks == ()
    assert only(FORMAT, rich("x") + b"more").remarks == ("What follows after the end of the document was left out.",)


@pytest.mark.parametrize("data", [rich("Fibula raised")[:-1], rb"{\rtf1 {\b Fibula"])
def test_a_text_that_breaks_off_is_refused(data: bytes) -> None:
    with pytest.raises(NoteError, match="breaks off before its end"):
        list(FORMAT.read(data, LIMITS))


def test_a_rich_text_is_known_by_its_content() -> None:
    assert FORMAT.recognises(b"\xef\xbb\xbf\r\n" + rich("x"), ".doc")
    assert not FORMAT.recognises(b"plain", ".rtf")
    assert not FORMAT.recognises(b"", ".rtf")
