"""How a Word document is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from auditor.notes.formats.docx import FORMAT
from auditor.notes.formats.model import Extracted, Known
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import Settings
from tests.notes.formats.conversions import answer, only, sample
from tests.notes.formats.parts import paragraph, part, renamed, run, table, word

TRACKED = "Tracked changes were read as accepted."
HIDDEN = "Hidden text was left out."


def read(body: str, **others: str) -> Extracted:
    return only(FORMAT, word(body, {f"{name}.xml": text for name, text in others.items()}))


def text(body: str, **others: str) -> str:
    return read(body, **others).text


def test_a_table_of_labels_and_values() -> None:
    rows = (("Surgeon", "A. Stone"), ("Bone:", "left fibula, 8 cm"), ("Assistant", ""))
    found = read(paragraph("OPERATION") + table(*rows) + paragraph("End"))
    assert found.text == "OPERATION\n\nSurgeon: A. Stone\nBone: left fibula, 8 cm\nAssistant:\n\nEnd\n"
    assert [(place.start, place.name) for place in found.places] == [
        (0, "paragraph 1"),
        (11, "table 1, row 1"),
        (29, "table 1, row 2"),
        (53, "table 1, row 3"),
        (65, "paragraph 2"),
    ]


def test_a_table_with_two_pairs_in_a_row_and_one_with_a_head() -> None:
    assert text(table(("Date:", "1 May 2024", "Surgeon:", "A. Stone"))) == "Date: 1 May 2024 | Surgeon: A. Stone\n"
    head = ("Vessel", "Recipient", "Suture")
    rows = text(table(head, ("Peroneal artery", "facial artery", "9-0 nylon")))
    assert rows == "Vessel | Recipient | Suture\nPeroneal artery: facial artery | 9-0 nylon\n"


def test_a_narrative_in_a_cell_keeps_its_lines() -> None:
    cell = paragraph("Flap raised.") + paragraph("Flap divided.")
    assert text(table(("Procedure", cell), ("Blood loss", "300 mL"))) == (
        "Procedure: Flap raised.\nFlap divided.\nBlood loss: 300 mL\n"
    )


def test_labels_and_values_that_stand_under_each_other_in_two_cells() -> None:
    labels = paragraph("Surgeon:") + paragraph("Assistant:")
    assert text(table((labels, paragraph("A. Stone") + paragraph("B. Reed")))) == "Surgeon: A. Stone\nAssistant: B. Reed\n"


def test_a_grid_of_labels_over_their_values() -> None:
    date, surgeon = paragraph("Date of surgery") + paragraph("1 May 2024"), paragraph("Surgeon") + paragraph("A. Stone")
    assert text(table((date, surgeon))) == "Date of surgery: 1 May 2024\nSurgeon: A. Stone\n"
    prose = paragraph("The rib was cut.") + paragraph("It bled.")
    assert text(table((date, prose))) == "Date of surgery\n1 May 2024\nThe rib was cut.\nIt bled.\n"


def test_a_table_inside_a_cell_and_cells_that_go_on() -> None:
    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    first = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Vessels</w:t></w:r></w:p></w:tc>'
    rows = f"<w:tbl><w:tr>{first}<w:tc>{paragraph('artery')}</w:tc></w:tr><w:tr>{merged}<w:tc>{paragraph('vein')}</w:tc></w:tr>"
    assert text(f"{rows}</w:tbl>") == "Vessels: artery\nvein\n"
    assert text(table((paragraph("Team") + table(("Surgeon", "A. Stone")), "x"))) == "Team\nSurgeon: A. Stone\nx\n"


HEADERS = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
    '<w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'
)
PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def test_the_header_with_the_patient_is_read_once_and_without_page_numbers() -> None:
    first_section = f"<w:p><w:pPr>{HEADERS.format('')}</w:pPr>{run('First section')}</w:p>"
    header = part("hdr", f"<w:p>{run('Jane Roe, record 123')}<w:r><w:tab/></w:r>{run('Page ')}{PAGE}{run(' of ')}{PAGE}</w:p>")
    unused = part("hdr", paragraph("An unused first page"))
    footer = part("ftr", paragraph("Ward copy"))
    body = first_section + paragraph("Second section") + HEADERS.format("")
    found = read(body, header1=header, header2=unused, footer1=footer)
    assert found.text == "Jane Roe, record 123\n\nFirst section\nSecond section\n\nWard copy\n"
    assert [place.name for place in found.places] == ["header", "paragraph 1", "paragraph 2", "footer"]
    shown = read(paragraph("x1") + HEADERS.format("<w:titlePg/>"), header1=header, header2=unused, footer1=footer)
    assert shown.text == "An unused first page\n\nJane Roe, record 123\n\nx1\n\nWard copy\n"


def test_a_text_box_is_read_once_where_it_stands() -> None:
    content = f"<w:txbxContent>{paragraph('Surgeon: A. Stone')}</w:txbxContent>"
    modern = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent>{modern}{old}</mc:AlternateContent></w:r>{run('Operation')}</w:p>" + paragraph("Bone")
    found = read(body)
    assert found.text == "Operation\nSurgeon: A. Stone\nBone\n"
    assert [place.name for place in found.places] == ["paragraph 1", "text box 1", "paragraph 2"]
    assert read(f"<w:p><w:r>{old.replace('mc:Fallback', 'w:object')}</w:r></w:p>").text == "Surgeon: A. Stone\n"


def test_a_tracked_deletion_is_read_as_accepted() -> None:
    deleted = "<w:del w:id='1'><w:r><w:delText xml:space='preserve'> with skin paddle</w:delText></w:r></w:del>"
    inserted = f"<w:ins w:id='2'>{run(' without skin')}</w:ins>"
    found = read(f"<w:p>{run('Free fibula')}{deleted}{inserted}{run('.')}</w:p>")
    assert found.text == "Free fibula without skin.\n"
    assert found.remarks == (TRACKED,)


def test_a_deleted_skin_paddle_changes_the_answer_as_in_the_text_without_it() -> None:
    name = "metatarsal-skin-foot-trauma"
    lines = sample(name).splitlines()
    kept = [line for line in lines if "kin " not in line]
    assert answer("\n".join(kept)) != answer(sample(name))
    ended = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    marked = (
        paragraph(line.replace("&", "&amp;"))
        if line in kept or not line
        else f"<w:p>{ended}<w:del w:id='2'><w:r><w:delText>{line}</w:delText></w:r></w:del></w:p>"
        for line in lines
    )
    assert answer(text("".join(marked))) == answer("\n".join(kept))


def test_deleted_ends_of_paragraphs_rows_and_moves() -> None:
    ended = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert text(paragraph("Fibula ", ended) + paragraph("raised.")) == "Fibula raised.\n"
    assert text(paragraph("Fibula", ended)) == "Fibula\n"
    row = "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert read(row + paragraph("x")).remarks == (TRACKED,)
    moved = f"<w:p><w:moveFrom w:id='1'>{run('once')}</w:moveFrom><w:moveTo w:id='2'>{run('once')}</w:moveTo></w:p>"
    assert text(moved) == "once\n"


def test_hidden_and_struck_words_comments_and_prompts_are_left_out_and_mentioned() -> None:
    styles = part("styles", '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>')
    words = (
        run("Bone") + run(" secret", "<w:vanish/>") + run(" seen", '<w:vanish w:val="0"/>') + run(" x", '<w:rStyle w:val="H"/>')
    )
    words += run(" struck", "<w:strike/>") + '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Choose an item.')}</w:sdtContent></w:sdt>"
    found = read(f"<w:p>{words}{prompt}</w:p>", styles=styles)
    assert found.text == "Bone seen\n"
    assert found.remarks == (
        "Words that are struck through were left out.",
        HIDDEN,
        "Comments were left out.",
        "Prompts of fields that nobody filled in were left out.",
    )


def test_content_controls_around_words_paragraphs_rows_and_cells() -> None:
    def control(inner: str, properties: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    ticked = control(run("\u2612"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    empty = control(run("\u2610"), '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>')
    cell = control(f"<w:tc>{paragraph('Bone')}</w:tc>")
    row = control(f"<w:tr>{cell}<w:tc>{paragraph('fibula')}</w:tc></w:tr>")
    body = f"<w:p>{run('Side: ')}{control(run('left'))}</w:p>" + control(paragraph("Inside")) + f"<w:tbl>{row}</w:tbl>"
    body += f"<w:p>{run('Skin paddle: ')}{empty}{run(' yes ')}{ticked}{run(' no')}</w:p>"
    assert text(body) == "Side: left\nInside\n\nBone: fibula\n\nSkin paddle: [ ] yes [x] no\n"


def test_breaks_tabs_hyphens_signs_and_fixed_spaces() -> None:
    inner = "<w:r><w:t>end</w:t><w:noBreakHyphen/><w:t>to</w:t><w:noBreakHyphen/><w:t>side</w:t><w:br/><w:t>micro</w:t>"
    inner += '<w:softHyphen/><w:t>vas\u00adcular</w:t><w:tab/><w:t>45\u00a0mm </w:t><w:sym w:font="Symbol" w:char="F0B1"/>'
    inner += '<w:t> 2 </w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert text(f"<w:p>{inner}</w:p>") == "end-to-side\nmicrovascular\t45 mm \u00b1 2 [x]\n"


def test_fields_show_their_results() -> None:
    def mark(kind: str, inner: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'

    field = (
        f"{mark('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{run('hidden')}{mark('separate')}{run('1 May')}{mark('end')}"
    )
    box = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"
    form = f"{mark('begin', box)}<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>{mark('end')}"
    choices = (
        "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='left'/><w:listEntry w:val='right'/></w:ddList></w:ffData>"
    )
    choice = f"{mark('begin', choices)}<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>{mark('end')}"
    assert text(f"<w:p>{field}{run(' ')}{form}{run(' ')}{choice}</w:p>") == "1 May [x] right\n"


@pytest.mark.parametrize(
    ("instruction", "result", "shown"),
    [
        (r' SYMBOL 163 \f "Symbol" \s 12 ', None, "≤"),
        (r' SYMBOL 254 \f "Wingdings" \s 12 ', "", "[x]"),
        (r"SYMBOL 0xF0A8 \f Wingdings", "", "[ ]"),
        (r'SYMBOL 109 \f "Symbol"', run("m"), "µ"),
        (r"SYMBOL 8805 \u", "", "≥"),
        (r"SYMBOL 177 \f Arial", "", "±"),
        (r"SYMBOL 93 \f Webdings", run("-"), "-"),
        (r"SYMBOLS 93", run("-"), "-"),
    ],
)
def test_a_field_for_a_sign_shows_the_sign_of_its_font(instruction: str, result: str | None, shown: str) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    middle = "" if result is None else mark("separate") + result
    field = f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}{mark('end')}"
    found = read(f"<w:p>{run('Time ')}{field}{run(' 60')}</w:p>")
    assert found.text == f"Time {shown} 60\n"
    assert found.remarks == (("Some signs of a symbol font could not be read.",) if "Webdings" in instruction else ())
    quoted = instruction.replace('"', "&quot;")
    simple = read(f'<w:p>{run("Time ")}<w:fldSimple w:instr="{quoted}">{result or ""}</w:fldSimple></w:p>')
    assert (simple.text, simple.remarks) == (f"Time {shown}\n", found.remarks)


def test_lists_with_their_numbers_and_bullets() -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    levels += '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>'
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:abstractNum w:abstractNumId="1">{bullet}</w:abstractNum>'
    )
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'

    def item(words: str, level: int = 0, number: int = 1) -> str:
        return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    body = item("Skin") + item("marked", 1) + item("cut", 1) + item("Bone") + item("drilled", 1) + item("saline", 0, 2)
    assert text(body, numbering=part("numbering", lists)) == (
        "1. Skin\n1a) marked\n1b) cut\n2. Bone\n2a) drilled\n\u2022 saline\n"
    )


def test_footnotes_follow_the_text() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:id="0">{paragraph("-")}</w:footnote><w:footnote w:id="7">{paragraph("By loupe.")}</w:footnote>',
    )
    found = read(f'<w:p>{run("Nerve seen")}<w:r><w:footnoteReference w:id="7"/></w:r>{run(".")}</w:p>', footnotes=notes)
    assert found.text == "Nerve seen.\n\n[1] By loupe.\n"
    assert found.places[-1].name == "footnote 1"


def test_spacing_parts_blocks_where_no_empty_paragraph_does() -> None:
    spaced = '<w:spacing w:after="160"/>'
    assert text(paragraph("a1", spaced) + paragraph("b1")) == "a1\n\nb1\n"
    assert text(paragraph("a1", spaced) + paragraph("b1", spaced) + "<w:p/>" + paragraph("c1") + "<w:p/>" + paragraph("d1")) == (
        "a1\nb1\n\nc1\n\nd1\n"
    )


def test_pages_that_word_has_marked_are_named() -> None:
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    found = read(paragraph("a1") + f"<w:p>{page}{run('b1')}</w:p>" + paragraph("c1"))
    assert [place.name for place in found.places] == ["paragraph 1", "page 1, paragraph 2", "page 2, paragraph 3"]


def test_pictures_and_embedded_documents_are_mentioned() -> None:
    picture = '<w:drawing><a:blip xmlns:a="urn:a"/></w:drawing>'
    found = read(f"<w:p><w:r>{picture}</w:r>{run('x')}</w:p><w:altChunk/>")
    assert found.remarks == (
        "Pictures were not read; words that stand only in a picture are missing here.",
        "An embedded document was not read.",
    )


def test_what_the_document_knows() -> None:
    core = (
        '<c:coreProperties xmlns:c="urn:c" xmlns:d="urn:d" xmlns:t="urn:t"><d:creator>A. Stone</d:creator>'
        "<t:created>2024-05-01T10:00:00Z</t:created></c:coreProperties>"
    )
    found = only(FORMAT, word(paragraph("x"), core=core))
    assert found.known == Known(author="A. Stone", date="2024-05-01")


def test_the_properties_of_a_file_are_no_surgeon_and_no_day() -> None:
    core = "<c><creator>A. Typist</creator><created>2024-05-01T10:00:00Z</created><category>Operative note</category></c>"
    (found,) = parts(word(paragraph("x"), core=core), ".docx", Settings())
    assert isinstance(found.item, Extracted)
    assert found.item.known == Known(kind="Operative note")


@pytest.mark.parametrize("suffix", [".docx", ".txt", ""])
def test_a_document_is_known_by_its_content(suffix: str) -> None:
    assert FORMAT.recognises(word(paragraph("x")), suffix)
    assert not FORMAT.recognises(b"PK\x03\x04 a workbook xl/workbook.xml [Content_Types].xml", suffix)
    assert not FORMAT.recognises(b"plain text", suffix)


@pytest.mark.parametrize("names", [str.lower, str.upper, lambda name: name.replace("/", "\\")])
def test_the_case_of_names_in_a_document_does_not_count(names: Callable[[str], str]) -> None:
    data = renamed(word(paragraph("Bone"), {"header1.xml": part("hdr", paragraph("x"))}), names)
    assert FORMAT.recognises(data, "")
    assert only(FORMAT, data).text == "Bone\n"


def test_an_archive_with_a_document_that_is_not_packed_further_is_an_archive() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("note.docx", word(paragraph("Bone")))
    (found,) = parts(file.getvalue(), ".zip", Settings())
    assert isinstance(found.item, Extracted)
    assert (found.id, found.item.text) == ("/note", "Bone\n")
