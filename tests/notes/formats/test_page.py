"""How a web page is read."""

from __future__ import annotations

import pytest

from auditor.engine.watch import limited
from auditor.errors import NoteError
from auditor.notes.formats.html import FORMAT
from auditor.notes.formats.model import Extracted, Known
from tests.notes.formats.conversions import answer, only, sample

# Codecs that no browser knows, and in which the words of a page would be others.
OF_PYTHON = ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "utf-32", "cp037", "rot13")


def read(body: str, head: str = "") -> Extracted:
    return only(FORMAT, f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode())


def text(body: str, head: str = "") -> str:
    return read(body, head).text


def test_a_table_of_labels_and_values() -> None:
    found = read(
        "<h1>OPERATION</h1><table><tr><td>Surgeon<td>A. Stone<tr><th>Bone:</th><td><p>left fibula</p><p>8 cm</p></td></tr>"
        "<tr><td>Assistant</td><td></td></tr></table>End"
    )
    assert found.text == "OPERATION\n\nSurgeon: A. Stone\nBone: left fibula\n8 cm\nAssistant:\n\nEnd\n"
    names = ["paragraph 1", "table 1, row 1", "table 1, row 2", "table 1, row 3", "paragraph 2"]
    assert [place.name for place in found.places] == names


def test_a_table_with_a_head_and_one_with_two_pairs_in_a_row() -> None:
    rows = "<tr><th>Vessel<th>Recipient<th>Suture<tr><td>Peroneal artery<td>facial artery<td>9-0 nylon"
    assert text(f"<table>{rows}</table>") == "Vessel | Recipient | Suture\nPeroneal artery: facial artery | 9-0 nylon\n"
    pairs = "<tr><td><b>Date</b><td>1 May 2024<td><b>Surgeon</b><td>A. Stone"
    assert text(f"<table>{pairs}</table>") == "Date: 1 May 2024 | Surgeon: A. Stone\n"


def test_a_table_that_only_frames_the_page_is_none() -> None:
    frame = "<table><tr><td><p>Fibula raised.</p><table><tr><td>Surgeon<td>A. Stone</table></td></tr></table>"
    found = read(frame)
    assert found.text == "Fibula raised.\n\nSurgeon: A. Stone\n"
    assert [place.name for place in found.places] == ["paragraph 1", "table 1, row 1"]


def test_words_that_stand_in_a_table_outside_its_cells_are_not_lost() -> None:
    assert text(
        "<table>stray<caption>Team</caption><tr>odd<td>Surgeon<td>A. Stone</table>"
    ) == "strayTeam\nodd\n\nSurgeon: A. Stone\n".replace("strayTeam", "stray\nTeam")


def test_lists_and_terms() -> None:
    assert text("<ol start=3><li>Skin<li>Bone<ul><li>drill</ul><li value=9>End</ol><ol type=a><li>x</ol>") == (
        "3. Skin\n4. Bone\n\n• drill\n\n9. End\n\na. x\n"
    )
    assert text("<dl><dt>Bone<dd>fibula<dt>Side:<dd>left<dt>Alone</dl>") == "Bone: fibula\nSide: left\nAlone\n"


def test_what_nobody_sees_is_no_text_and_is_mentioned() -> None:
    head = "<title>Jane Roe</title><script>no()</script><style>.gone, p#x {display: none}</style>"
    head += "<style>@media print {.shown {display: none}}</style>"
    body = (
        "<p>Bone<!-- no --><script>no()</script><span class='gone'> a</span><span hidden> b</span><b class='shown'> seen</b></p>"
        "<p id='x'>c</p><div style='visibility:hidden'>d</div><template>e</template><noscript>f</noscript>"
        "<input type=hidden value=g>"
        "<p>Free fibula<del> with skin paddle</del><ins> alone</ins><s> h</s></p>"
    )
    found = read(body, head)
    assert found.text == "Bone seen\n\nFree fibula alone\n"
    assert found.remarks == ("Words that are struck through were left out.", "Hidden text was left out.")


UNSURE = "Some text was read of which a style sheet may say that it is hidden or struck through."


@pytest.mark.parametrize(
    ("sheet", "attributes", "shown"),
    [
        (".a{display:none}", "class=a style='display:block'", True),
        (".a{display:none !important}", "class=a style='display:block'", False),
        (".a{display:none}", "class=a style='display:block;display:none'", False),
        (".a{display:none} .a.b{display:block}", "class='a b'", True),
        (".a.b{display:block} .a{display:none}", "class='a b'", True),
        (".a{display:none} div{display:block}", "class=a", False),
        (".a{display:none} .b{display:block}", "class='b a'", True),
        (".b{display:block} .a{display:none}", "class='b a'", False),
        (".a{display:none} #x{visibility:visible}", "class=a id=x", False),
        ("#x{visibility:hidden} .a{visibility:visible}", "class=a id=x", False),
        (".a{text-decoration:line-through}", "class=a style='text-decoration:none'", True),
        ("", "hidden style='display:block'", True),
        (".a{display:flex}", "hidden class=a", True),
        ("[hidden]{display:none !important}", "class=a", True),
        (".a{display:none} .a:hover{display:block}", "class=a", False),
        (".a{display:none} .a::before, p .b{display:block}", "class=a", False),
        (".a{display:none} p .a{color:red}", "class=a", False),
        ("", "style='position:absolute;left:-2px'", True),
        (".a{opacity:0} .a.b{opacity:1}", "class='a b'", True),
        (".sr-only{position:absolute;clip:rect(0, 0, 0, 0)}", "class=sr-only", False),
        ("", "style='font-size:0'", True),
        (".a{display:none;/*}*/} .a{/*;display:block*/}", "class=a", False),
    ],
)
def test_the_stronger_of_two_styles_decides_what_is_hidden(sheet: str, attributes: str, shown: bool) -> None:
    found = read(f"<p>Bone</p><div {attributes}>and skin</div>", f"<style>{sheet}</style>")
    assert ("skin" in found.text) is shown
    assert (UNSURE not in found.remarks) and bool(found.remarks) is not shown


@pytest.mark.parametrize(
    "sheet",
    [
        ".a{display:none} .tabs .a{display:block}",
        ".a{display:none} div.a:not(.x, .y){display:block}",
        ".a{display:none} body>[title='a, b'].a{display:block}",
        ".tabs .a{display:none}",
        "ul ~ div{visibility:hidden}",
        "nav > .a{text-decoration:line-through}",
        ".a{display:none}" + "".join(f".a.b{number}{{display:block}}" for number in range(30)),
    ],
)
def test_text_is_kept_where_no_plain_selector_tells_and_that_is_mentioned(sheet: str) -> None:
    found = read("<p>Bone</p><div class=a>and skin</div>", f"<style>{sheet}</style>")
    assert "skin" in found.text
    assert found.remarks == (UNSURE,)
    assert UNSURE not in read("<p class=other>Bone</p>", f"<style>{sheet}</style>").remarks


@pytest.mark.parametrize("style", ["opacity:0", "position:absolute;left:-9999px"])
def test_text_that_may_be_shown_all_the_same_is_kept_and_mentioned(style: str) -> None:
    found = read(f"<p>Bone</p><div style='{style}'>and skin</div>", "")
    assert "skin" in found.text
    assert found.remarks == (UNSURE,)


def test_a_deleted_skin_paddle_changes_the_answer_as_in_the_text_without_it() -> None:
    name = "metatarsal-skin-foot-trauma"
    lines = sample(name).splitlines()
    kept = "\n".join(line for line in lines if "kin " not in line)
    assert answer(kept) != answer(sample(name))
    body = "".join(f"<div>{line or '<br>'}</div>" if "kin " not in line else f"<del><div>{line}</div></del>" for line in lines)
    assert answer(text(body)) == answer(kept)


def test_white_space_breaks_entities_and_hyphens() -> None:
    assert text("<div>a\n  b<b> c</b> <i>d</i><br>e&nbsp;&nbsp;f</div>") == "a b c d\ne  f\n"
    assert text("<pre>a  b\n   c</pre>") == "a  b\n   c\n"
    assert (
        text("vas&shy;cular &lt;2 mm &amp; &ge; 5 &micro;m end&#8209;to&#x2011;side&#150;x")
        == "vascular <2 mm & ≥ 5 µm end-to-side–x\n"
    )
    assert text("<p>a</p><p><br></p><p>b</p><p>&nbsp;</p><p>c</p>") == "a\n\nb\n\nc\n"
    assert text("10 cm<sup>2</sup><a class='sdfootnoteanc'><sup>1</sup></a>") == "10 cm2\n"


def test_forms_show_what_was_chosen() -> None:
    body = "Skin paddle: <input type=radio>yes <input type=radio checked>no"
    body += "<br>Side: <select><option>left<option selected>right</select>"
    assert text(body + "<br>Surgeon: <input value='A. Stone'><textarea>x\ny</textarea>") == (
        "Skin paddle: [ ] yes [x] no\nSide: right\nSurgeon: A. Stonex\ny\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        "<html><meta charset='iso-8859-1'><p>\u2013 café ≤".replace("≤", "").encode("cp1252"),
        "<html><meta http-equiv='Content-Type' content='text/html; charset=windows-1252'><p>– café".encode("cp1252"),
        "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><p>– café</p></html>".encode(),
        "\ufeff<html><meta charset='iso-8859-1'><p>– café".encode(),
        "<html><p>– café".encode("utf-16"),
        "<html><p>– café".encode(),
        "<html><meta charset='nonsense'><p>– café".encode(),
        "<html><meta charset='hex'><p>– café".encode(),
        *(f"<html><meta charset='{name}'><p>– café".encode() for name in OF_PYTHON),
        "<html><meta charset='utf-8'><p>– café".encode("cp1252"),
        "<html><meta charset='utf-16'><p>– café".encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    assert only(FORMAT, data).text.strip() == "– café"


def test_pictures_are_mentioned_and_large_ones_hinder_nothing() -> None:
    found = read(f"<p>Bone</p><img src='data:image/png;base64,{'A' * 12_000_000}'>")
    assert found.text == "Bone\n"
    assert found.remarks == ("Pictures were not read; words that stand only in a picture are missing here.",)


def test_what_the_page_knows() -> None:
    head = "<meta name='author' content='A. Stone'><meta name='created' content='2024-05-01T10:00:00'>"
    assert read("x", head).known == Known(author="A. Stone", date="2024-05-01")


def test_a_page_is_known_by_its_content_or_by_name_and_tags() -> None:
    assert FORMAT.recognises(b"<!-- x -->\n<HTML><p>x", ".txt")
    assert FORMAT.recognises(b"<div>x</div>", ".htm")
    assert not FORMAT.recognises(b"<div>x</div>", ".txt")
    assert not FORMAT.recognises(b"Blood loss < 300 mL", ".html")
    assert not FORMAT.recognises(b"{\\rtf1 <b>}", ".html")
    assert not FORMAT.recognises(b"<?xml version='1.0'?><ClinicalDocument><title>x</title>", ".xml")


def test_many_comments_at_the_head_of_a_file_hold_up_nothing() -> None:
    """Files are recognised in the process of the run, which nothing ends."""
    with limited(1.0):
        assert not FORMAT.recognises(b"<!-- x -->" * 400 + b"OPERATIVE NOTE", ".txt")
        assert FORMAT.recognises(b"<!-- x -->\n" * 300 + b"<html>", ".txt")


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(NoteError, match="holds no text"):
        read("<img src='scan.png'>")


@pytest.mark.parametrize("display", ["block", "list-item", "flex", "flow-root"])
def test_what_a_style_shows_as_a_block_is_a_line_of_its_own(display: str) -> None:
    lines = ("Date: 24/05/2030", "The rib was raised.", "No skin was taken.")
    page = "".join(f'<span style="display:{display}">{line}</span>' for line in lines)
    assert text(page) == "".join(f"{line}\n" for line in lines)
