"""Messages of HL7 v2: what is text in them, how it is escaped, framed and encoded, and what a bad one does to the others."""

from __future__ import annotations

import pytest

from auditor.notes.formats.hl7v2 import FORMAT, read
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted, Known, Place, Unread
from tests.notes.formats import messages as made
from tests.notes.formats.messages import b64, escaped, mdm, obx, only, oru, refused

DAMAGED = "the attachment is damaged: its base64 is cut off or not valid"


def text(data: bytes) -> str:
    return only(read(data)).text


def test_known_and_places() -> None:
    found = only(read(mdm(obx(1, "Iliac crest raised."), obx(2, ""), obx(3, "Defect 6 cm."))))
    assert found.text == "Iliac crest raised.\n\nDefect 6 cm."
    assert found.places == (Place(0, "OBX 1"), Place(20, "OBX 2"), Place(21, "OBX 3"))
    assert found.known == Known("Marisol Trevanion, MD", "2024-03-11", "Operative report", "4471", "VISIT-31")
    assert found.remarks == ()


def test_known_of_a_result() -> None:
    found = only(read(oru("OBX|1|TX|OPR^Operative report||Crest raised.||||||F|||20240310|| 77^Okonjo^Tola")))
    assert found.known == Known("Tola Okonjo", "2024-03-11", "Operative report", "4471", None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"6 \T\ 4 \F\ \S\ \R\ \E\ ", "6 & 4 | ^ ~ \\ "),
        (r"one\.br\two\.sp\three\.sp2\four", "one\ntwo\n\nthree\n\n\nfour"),
        (r"\.in+4\one\.ti-2\ two\.sk3\three\.ce\four", "one two   three\nfour"),
        ("\\.nf\\plain\\.fi\\", "plain"),
        (r"\H\Bold\N\ end", "Bold end"),
        ("37\\XB0\\C \\XC3A9\\ \\XC3\\\\XA9\\", "37°C é é"),
        (r"a\X0D0A\b\X0A\c", "a\nb\nc"),
        (r"\E\.br\E\ stays", "\\.br\\ stays"),
        (r"C:\temp and w\o and \QQ\ stay", "C:\\temp and w\\o and \\QQ\\ stay"),
        (r"local \Zred\ out, shift \C2842\ shown", "local  out, shift \ufffd shown"),
        ("one~two~~four", "one\ntwo\n\nfour"),
        ("a ^ b & c", "a ^ b & c"),
        ('""', ""),
        ("=1+1 -2 @x <script>alert(1)</script>", "=1+1 -2 @x <script>alert(1)</script>"),
        ("\u200f\u202eleft\u202c", "\u200f\u202eleft\u202c"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_is_meant(written: str, meant: str) -> None:
    assert text(mdm(obx(1, "Note."), obx(2, written, "FT"))) == "Note.\n" + meant


def test_other_delimiters() -> None:
    data = b"MSH$%*!@$A$B$$$20240312$$MDM%T02$1$P$2.5\rTXA$1$OP\rOBX$1$FT$N%Note$$one*two !T!!S!!R!!E!!F! | ^ ~ & \\$$$$$$F\r"
    assert text(data) == "one\ntwo @%*!$ | ^ ~ & \\"


def test_backslash_doubled_in_the_header() -> None:
    data = mdm(obx(1, r"6 \T\ 4")).replace(rb"MSH|^~\&|", rb"MSH|^~\\&|")
    assert text(data) == "6 & 4"


@pytest.mark.parametrize("ends", ["\r", "\n", "\r\n", "\r\r\n", "\n\n"])
def test_line_ends(ends: str) -> None:
    assert text(mdm(obx(1, "one"), obx(2, "two"), ends=ends)) == "one\ntwo"


def test_text_that_breaks_its_segment() -> None:
    """The sender did not escape line ends in the text; what follows is no segment, so it is text."""
    found = text(mdm("OBX|1|TX|OPR^Op||PROCEDURE\nFree fibula.\n\nIBM is no segment||||||F"))
    assert found == "PROCEDURE\nFree fibula.\n\nIBM is no segment"


def test_frame_of_the_transport() -> None:
    one, two = mdm(obx(1, "one")), mdm(obx(1, "two")).replace(b"DOC-1", b"DOC-2")
    framed = b"\x0b" + one + b"\x1c\r" + b"\x0b" + two + b"\x1c\r"
    assert FORMAT.recognises(framed, ".bin")
    assert [(each.text, each.remarks) for each in read(framed) if isinstance(each, Extracted)] == [("one", ()), ("two", ())]
    cut = [each for each in read(framed[:-2]) if isinstance(each, Extracted)]
    assert [each.remarks for each in cut] == [(), ("The end mark of the message is missing: it may be cut off.",)]


@pytest.mark.parametrize(
    ("charset", "codec", "remark"),
    [
        ("UNICODE UTF-8", "utf-8", False),
        ("", "utf-8", False),
        ("8859/1", "iso8859_1", False),
        ("8859/15", "iso8859_15", False),
        ("8859/1", "cp1252", False),
        ("CP1252", "cp1252", False),
        ("", "cp1252", False),
        ("8859/1", "utf-8", True),
        ("ASCII", "cp1252", True),
        ("UNICODE UTF-8", "cp1252", True),
        ("NO SUCH", "cp1252", False),
    ],
)
def test_character_sets(charset: str, codec: str, remark: bool) -> None:
    words = "Dr Müller – 37°C" if codec in ("utf-8", "cp1252") else "Dr Müller, 37°C"
    data = mdm(obx(1, words), charset=charset).decode().encode(codec)
    found = only(read(data))
    assert (found.text, bool(found.remarks)) == (words, remark)


def test_character_sets_of_asia() -> None:
    data = mdm(obx(1, "手術 note"), charset="ISO IR87").decode().encode("iso2022_jp")
    assert text(data) == "手術 note"
    data = mdm(obx(1, "手术 note"), charset="GB 18030-2000").decode().encode("gb18030")
    assert text(data) == "手术 note"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_marked_files(codec: str) -> None:
    data = mdm(obx(1, "Crest – 4½ cm"), charset="").decode().encode(codec)
    assert FORMAT.recognises(data, ".hl7")
    assert text(data) == "Crest – 4½ cm"


def test_labels_are_headings_where_there_are_several() -> None:
    found = only(
        read(
            oru(
                obx(1, "Nonunion.", "ST", "1^Preoperative diagnosis"),
                obx(2, "Fibula raised.", "TX", "2^Description"),
                obx(3, "Vessels joined.", "TX", "2^Description"),
                "OBX|4|NM|3^Blood loss||300|mL|||||F",
                "OBX|5|CWE|4^Anaesthesia||GA^General^L||||||F",
                obx(6, "Complications: none", "ST", "5^Complications"),
            )
        )
    )
    assert found.text == (
        "Preoperative diagnosis: Nonunion.\n\nDescription\nFibula raised.\nVessels joined.\n\nBlood loss: 300 mL\n\n"
        "Anaesthesia: General\n\nComplications: none"
    )
    assert [place.name for place in found.places] == [f"OBX {number}" for number in (1, 2, 3, 4, 5, 6)]


def test_remarks_of_orders_and_results_are_text() -> None:
    assert text(oru("NTE|1||Dictated.", obx(1, "Crest."), "NTE|1|L|Typed by K.")) == "Dictated.\nCrest.\nTyped by K."


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("^TEXT^plain^Base64^{}", "text/plain"),
        ("^text^^Base64^{}", "text/plain"),
        ("SYS^AP^PDF^Base64^{}", "application/pdf"),
        ("^application^pdf^Base64^{}", "application/pdf"),
        ("^AP^^base64^{}", ""),
        ("Report^file_1.rtf^RTF^Base64^{}", "application/rtf"),
        ("^TEXT^HTML^Base64^{}^", "text/html"),
        ("^Base64^{}", ""),
        ("{}", ""),
    ],
)
def test_documents_inside(value: str, kind: str) -> None:
    given: list[tuple[bytes, str]] = []

    def inner(data: bytes, content_type: str) -> Extracted:
        given.append((data, content_type))
        return Extracted("Read.\nTwo.", (Place(0, "page 1"), Place(6, "page 2")), remarks=("Read inside.",))

    found = only(read(mdm(obx(1, value.format(b64("Crest – raised. " * 9)), "ED")), inner=inner))
    assert given == [(("Crest – raised. " * 9).encode(), kind)]
    assert (found.text, found.remarks) == ("Read.\nTwo.", ("Read inside.",))
    assert found.places == (Place(0, "OBX 1, page 1"), Place(6, "OBX 1, page 2"))


@pytest.mark.parametrize("kind", ["TEXT^plain^A^{}", "TEXT^plain^ASCII^{}"])
def test_document_that_is_text_as_it_stands(kind: str) -> None:
    assert text(mdm(obx(1, "^" + kind.format(r"6 \T\ 4 cm"), "ED"))) == "6 & 4 cm"
    assert text(mdm(obx(1, "^TEXT^plain^Hex^" + b"6 cm".hex(), "ED"))) == "6 cm"


@pytest.mark.parametrize("end", ["\\.br\\", "\\X0D\\\\X0A\\", "\\X0A\\", " "])
def test_base64_with_escaped_line_ends(end: str) -> None:
    note = "TITLE: Free fibula.\nThe fibula, left, was raised."
    packed = b64(note)
    wrapped = end.join(packed[at : at + 20] for at in range(0, len(packed), 20))
    assert only(read(mdm(obx(1, f"^TEXT^plain^Base64^{wrapped}{end}", "ED")))).text == note


def test_base64_in_the_alphabet_of_addresses() -> None:
    text = "???>>> Free fibula, left."
    packed = b64(text).replace("+", "-").replace("/", "_").rstrip("=")
    assert {"-", "_"} <= set(packed)
    assert only(read(mdm(obx(1, f"^TEXT^plain^Base64^{packed}", "ED")))).text == text


@pytest.mark.parametrize(
    "text",
    [
        escaped("SURGEON: A & B\\.br\\\\.br\\Free fibula."),  # escaped twice
        "SURGEON: A &amp; B<br><br/>Free fibula.", "SURGEON: A \\T\\ B\\E\\n\\E\\nFree fibula.",
    ],
)  # fmt: skip
def test_line_ends_in_signs(text: str) -> None:
    assert only(read(mdm(obx(1, text, "FT")))).text == "SURGEON: A & B\n\nFree fibula."


def test_document_cut_over_several_segments() -> None:
    packed = b64("The crest was raised on its vessels. " * 12)
    parts = [packed[at : at + 200] for at in range(0, len(packed), 200)]
    found = text(mdm(*(obx(at, f"^TEXT^plain^Base64^{part}", "ED") for at, part in enumerate(parts, start=1))))
    assert found == "The crest was raised on its vessels. " * 12


def test_documents_that_are_two() -> None:
    assert text(mdm(made.enclosed("First."), made.enclosed("Second, longer."))) == "First.\n\nSecond, longer."


def test_the_same_text_again_is_not_read_twice() -> None:
    words = "The crest was raised on the deep circumflex iliac vessels."
    found = only(read(mdm(obx(1, words), obx(2, f"^TEXT^plain^Base64^{b64(words)}", "ED"))))
    assert (found.text, found.remarks) == (words, ("OBX 2 holds the same text again and was not read twice.",))
    found = only(read(mdm(obx(1, "See the attachment."), obx(2, f"^TEXT^plain^Base64^{b64(words)}", "ED"))))
    assert found.text == "See the attachment.\n\n" + words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (r"{\rtf1\ansi Crest\par}", "application/rtf"),
        (r"{\E\rtf1\E\ansi Crest\E\par}", "application/rtf"),
        ("<html><body>Crest</body></html>", "text/html"),
        (b64(b"%PDF-1.4 crest"), ""),
    ],
)
def test_text_that_is_another_document(words: str, kind: str) -> None:
    def inner(data: bytes, content_type: str) -> Extracted:
        return Extracted(f"{content_type}: {data[:6].decode()}")

    start = r"{\rtf1" if "rtf" in kind else ("<html>" if kind else "%PDF-1")
    assert only(read(mdm(obx(1, words)), inner=inner)).text == f"{kind}: {start}"


def test_a_picture_beside_the_text_is_told() -> None:
    found = only(read(mdm(obx(1, "Crest."), obx(2, f"^IM^JPEG^Base64^{b64(b'picture')}", "ED"))))
    assert found.text == "Crest."
    reason = "the attachment is image/jpeg, and only plain text is read here"
    assert found.remarks == (f"OBX 2 holds an attachment that was not read: {reason}.",)


def test_states_are_told() -> None:
    data = mdm(obx(1, "Crest."), obx(2, "Wrong.").replace("|F", "|W")).replace(b"|||||AU", b"|||||IN||OB")
    found = only(read(data))
    assert found.text == "Crest."
    assert found.remarks == (
        "The sender marks the document as incomplete.",
        "The sender marks the document as obsolete.",
        "OBX 2 is marked as deleted or wrong and was left out.",
    )


def test_one_order_is_one_note_of_a_result() -> None:
    data = oru(
        obx(1, "First."), "OBR|2|P2|F2|X^Other report", obx(1, "Second."), "OBR|3|P2|F2|X^Other report", obx(2, "goes on.")
    )
    assert [each.text for each in read(data) if isinstance(each, Extracted)] == ["First.", "Second.\ngoes on."]


def test_one_patient_is_one_note() -> None:
    data = oru(obx(1, "First."), "PID|2||5582", "OBR|1|P1|F1|OPR", obx(1, "Second."))
    assert [(each.text, each.known.patient) for each in read(data) if isinstance(each, Extracted)] == [
        ("First.", "4471"),
        ("Second.", "5582"),
    ]


def test_orders_do_not_part_a_document() -> None:
    data = mdm("OBR|1|P1|F1|A", obx(1, "First."), "OBR|2|P2|F2|B", obx(2, "Second."))
    assert text(data) == "First.\nSecond."


def test_results_without_text_are_told() -> None:
    number = "OBX|1|NM|718-7^Haemoglobin||12.5|g/dL|||||F"
    found = only(read(oru(number, "OBR|2|P2|F2|OPR^Operative report", obx(1, "Crest."))))
    assert (found.text, found.remarks) == ("Crest.", ("The message also holds results without text, which were left out.",))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (mdm(event="T02"), "the message MDM holds no text of a note"),
        (mdm(event="T01"), "the message MDM^T01 tells of a document without its text"),
        (mdm(obx(1, "Crest."), event="T11"), "the message cancels a document"),
        (oru("OBX|1|NM|718-7^Haemoglobin||12.5"), "the message holds results, but no text"),
        (mdm(obx(1, "")), "the document holds no text"),
        (mdm(obx(1, "https://files.invalid/1^Op^pdf", "RP")), "the attachment is kept elsewhere"),
        (mdm(obx(1, "^TEXT^plain^Base64^%%%", "ED")), DAMAGED),
        (
            mdm(obx(1, "^TEXT^plain^Base64^" + b64("Crest raised")[:-3], "ED")),
            DAMAGED,
        ),
        (mdm(obx(1, "^TEXT^plain^Hex^4x", "ED")), "the attachment is damaged: its hexadecimal digits are not valid"),
        (mdm(obx(1, "^TEXT^plain^Base64^", "ED")), "the attachment is empty"),
        (mdm(made.enclosed(b"%PDF-1.7", "AP^pdf")), "the attachment is application/pdf, and only plain text is read here"),
        (mdm(obx(1, "x" * 1_000_001)), "the note is longer than any note can be"),
        (b"FHS|^~\\&|A\rBHS|^~\\&|A\rPID|1||4471\rOBX|1|TX|||Crest.", "a message has no MSH segment"),
        (b"", "the file is no HL7 v2 message: it has no MSH segment"),
        (b"Dear MSH|doctor", "the file is no HL7 v2 message: it has no MSH segment"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    problem = refused(read(data))
    assert problem.reason == reason
    assert "4471" not in str(problem)
    assert "OAKHURST" not in str(problem)


def test_a_bad_message_leaves_the_others() -> None:
    good = [mdm(obx(1, f"Note {number}.")) for number in range(3)]
    bad = mdm(obx(1, "^TEXT^plain^Base64^!", "ED"))
    acknowledgement = b"MSH|^~\\&|A|B|||20240312||ACK^T02|9|P|2.5\rMSA|AA|1\r"
    found = list(read(b"BHS|^~\\&|A\r" + good[0] + bad + good[1] + acknowledgement + good[2] + b"BTS|5\r"))
    assert [each.text if isinstance(each, Extracted) else each.reason for each in found] == [
        "Note 0.",
        DAMAGED,
        "Note 1.",
        "the message ACK holds no text of a note",
        "Note 2.",
    ]


def test_a_batch_that_is_short_says_so() -> None:
    found = list(read(b"BHS|^~\\&|A\r" + mdm(obx(1, "One.")) + b"BTS|3\r"))
    assert isinstance(found[0], Extracted)
    assert isinstance(found[1], Unread)
    assert found[1].reason == "the batch says that it holds 3 messages, and 1 were found"


def test_too_many_messages() -> None:
    found = list(read(mdm(obx(1, "One.")) * 4, limits=Limits(members=3)))
    assert [isinstance(each, Extracted) for each in found] == [True, True, True, False]
    assert found[3] == Unread("the file holds more than 3 messages", "split it into smaller files")


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (mdm(), True),
        (b"\xef\xbb\xbf" + mdm(), True),
        (b"\r\n  FHS|^~\\&|", True),
        (b"MSH$%*!@$A", True),
        (b"MSH is the first word of this note.", False),
        (b"PID|1||4471", False),
        (b"", False),
        (b"{}", False),
    ],
)
def test_recognised_by_content(data: bytes, known: bool) -> None:
    assert FORMAT.recognises(data, ".txt") is known
