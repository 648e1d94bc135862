"""Broken and hostile messages end in a note or in a sentence that says why there is none, and never in anything else."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import NoteError
from auditor.notes.formats import cda, fhir, hl7v2
from auditor.notes.formats.model import Extracted, Item, Unread
from tests.annotated import SAMPLES, names, note
from tests.notes.formats import messages as made
from tests.notes.formats.messages import Reader

READERS: dict[str, Reader] = {"hl7v2": hl7v2.read, "cda": cda.read, "fhir": fhir.read}
TEXT = note(SAMPLES, names(SAMPLES)[0]).text
FILES: dict[str, list[bytes]] = {
    "hl7v2": [
        made.mdm(*made.lines_of(TEXT)),
        made.mdm(made.formatted(TEXT)),
        made.mdm(made.enclosed(TEXT)),
        b"BHS|^~\\&|A\r" + made.oru(*made.lines_of(TEXT)) * 3 + b"BTS|3\r",
        b"\x0b" + made.mdm(*made.lines_of(TEXT)) + b"\x1c\r",
    ],
    "cda": [
        made.cda(made.structured(*(made.section(title, made.paragraphs(lines)) for title, lines in made.sections(TEXT)))),
        made.cda(f'<nonXMLBody><text representation="B64">{made.b64(TEXT)}</text></nonXMLBody>'),
    ],
    "fhir": [
        made.as_json(made.bundle(made.reference(TEXT), made.composition(TEXT))),
        made.ndjson(made.reference(TEXT), made.composition(TEXT)),
    ],
}
EACH = [(name, file) for name, files in FILES.items() for file in files]
CRUMBS = [
    b"\x00", b"\xff", b"MSH|", b"\\X", b"\\.sp9999\\", b"|~^&\\", b"\r\n", b"<", b"<![CDATA[", b"&a;", b"{", b'"', b"]",
    b"\x1b$B", b"\xe2\x80\xae",
]  # fmt: skip

UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def outcome(read: Reader, data: bytes) -> list[Item]:
    """Everything that a file gives. What it says names no patient and quotes nothing."""
    try:
        found = list(read(data))
    except NoteError as problem:
        found = [Unread(problem.reason, problem.remedy)]
    for each in found:
        if isinstance(each, Unread):
            assert "OAKHURST" not in str(each).upper()
            assert "\n" not in str(each)
        else:
            assert each.text.strip()
            assert [place.start for place in each.places] == sorted({place.start for place in each.places})
            assert not each.places or each.places[0].start == 0
            assert not UNPRINTED.search(each.text)
    return found


def reason(read: Reader, data: bytes) -> str:
    (problem,) = outcome(read, data)
    assert isinstance(problem, Unread)
    return problem.reason


@pytest.mark.parametrize("number", range(len(EACH)))
def test_cut_off_at_every_tenth(number: int) -> None:
    name, file = EACH[number]
    for tenth in range(10):
        assert outcome(READERS[name], file[: len(file) * tenth // 10])


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("data", [b"", b"\x00" * 5000, b"\xff\xfe", b"%PDF-1.7", b"PK\x03\x04", b"{\\rtf1}", b"Plain text."])
def test_mislabelled(name: str, data: bytes) -> None:
    assert all(isinstance(each, Unread) for each in outcome(READERS[name], data))


@pytest.mark.parametrize("name", READERS)
def test_each_refuses_the_files_of_the_others(name: str) -> None:
    for other, file in EACH:
        if other != name:
            assert all(isinstance(each, Unread) for each in outcome(READERS[name], file))


def test_recognised_by_one_alone() -> None:
    formats = {"hl7v2": hl7v2.FORMAT, "cda": cda.FORMAT, "fhir": fhir.FORMAT}
    for name, file in EACH:
        assert [other for other, form in formats.items() if form.recognises(file, ".txt")] == [name]


def laughs(declaration: str, use: str) -> bytes:
    body = made.cda(made.structured(made.section("", use)))
    return body.replace(b'<?xml version="1.0" encoding="UTF-8"?>', b'<?xml version="1.0"?>' + declaration.encode())


STEPS = zip("abcdefgh", "bcdefghi", strict=True)
LAUGHS = "".join(f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in STEPS)
BILLION = f"<!DOCTYPE x [<!ENTITY a 'ha'>{LAUGHS}]>"


@pytest.mark.parametrize(
    ("declaration", "use"),
    [
        (BILLION, "&i;"),
        (BILLION, "<paragraph ID='&i;'>x</paragraph>"),
        ("<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/hostname'>]>", "&f;"),
        ("<!DOCTYPE x [<!ENTITY f SYSTEM 'http://away.invalid/'>]>", "&f;"),
        ("<!DOCTYPE x SYSTEM 'http://away.invalid/x.dtd'>", "x"),
        ("<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://away.invalid/'> %p;]>", "x"),
        ("<!doctype x>", "x"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(declaration: str, use: str, codec: str) -> None:
    data = laughs(declaration, use).decode().encode(codec)
    found = reason(cda.read, data)
    assert found == "the C-CDA document declares a document type or entities of its own, which could hide anything"


def test_entities_in_an_encoding_that_hides_them() -> None:
    text = (
        laughs("<!DOCTYPE x [<!ENTITY f 'secret'>]>", "&f;").decode().replace('version="1.0"', 'version="1.0" encoding="UTF-7"')
    )
    data = text[: text.index("<!DOCTYPE")].encode() + text[text.index("<!DOCTYPE") :].encode("utf-7")
    assert "secret" not in str(outcome(cda.read, data))


def test_nothing_is_included_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<a>secret</a>")
    link = f"<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='{tmp_path / 'other.xml'}' parse='text'/>"
    (found,) = outcome(cda.read, made.cda(made.structured(made.section("", "Crest. " + link))))
    assert isinstance(found, Extracted)
    assert found.text == "Crest."


@pytest.mark.parametrize("depth", [101, 250, 100_000])
def test_deep_nesting_of_xml(depth: int) -> None:
    deep = "<list><item>" * depth + "x" + "</item></list>" * depth
    assert reason(cda.read, made.cda(made.structured(made.section("", deep)))).startswith("the C-CDA document ")


@pytest.mark.parametrize("depth", [101, 250, 100_000])
def test_deep_nesting_of_narrative(depth: int) -> None:
    for div in ("<div>" * depth + "x" + "</div>" * depth, "<div>" * depth + "x"):
        assert outcome(fhir.read, made.as_json({"resourceType": "Composition", "text": {"div": div}}))


@pytest.mark.parametrize("depth", [101, 100_000])
def test_deep_nesting_of_json(depth: int) -> None:
    arrays = b'{"resourceType": "Bundle", "entry": ' + b"[" * depth + b"]" * depth + b"}"
    assert outcome(fhir.read, arrays)
    opened = b'{"resourceType": "Bundle", "entry": [{"resource": ' * depth
    assert isinstance(outcome(fhir.read, opened)[0], Unread)


def test_numbers_and_keys_that_other_parsers_choke_on() -> None:
    start = b'{"resourceType": "DocumentReference", "content": [{"attachment": {"contentType": "text/plain", "size": '
    for number in (b"9" * 100_000, b"1e999999", b"-0", b"NaN"):
        assert outcome(fhir.read, start + number + b', "data": "Q3Jlc3Qu"}}]}')
    assert outcome(fhir.read, b'{"resourceType": "Patient", "resourceType": "Composition", "\\ud800": 1}')


def test_very_many_segments() -> None:
    assert reason(hl7v2.read, made.mdm("OBX|1|TX|||a\r" * 200_000)) == "a message has more than 100,000 segments"
    assert len(outcome(hl7v2.read, made.mdm(made.obx(1, "a")) * 11_000)) == 10_001


@pytest.mark.parametrize("filler", ["x", "\\.sp9999\\", "\\X41\\", "\\", "~", "^", "\\H", "JVBERi0 ", " ", "\u00e9"])
def test_one_line_without_end(filler: str) -> None:
    long = filler * (12_000_000 // len(filler))
    assert isinstance(outcome(hl7v2.read, made.mdm(f"OBX|1|FT|||{long}"))[0], Unread)
    assert isinstance(outcome(hl7v2.read, made.mdm(f"OBX|1|ED|||^TEXT^plain^Base64^{long}"))[0], Unread)
    assert isinstance(outcome(cda.read, made.cda(made.structured(made.section("", long))))[0], Unread)
    assert isinstance(outcome(fhir.read, made.as_json(made.reference(long)))[0], Unread)


@pytest.mark.parametrize(
    "spaces", ["JVBERi0" + " " * 500_000 + "!", "A" + "\n" * 500_000 + "b", "\n \n" * 200_000 + "x", "Ab " * 300_000]
)
def test_text_that_makes_patterns_slow(spaces: str) -> None:
    assert outcome(hl7v2.read, made.mdm(made.obx(1, spaces)))
    assert outcome(cda.read, made.cda(made.structured(made.section("", spaces))))
    assert outcome(fhir.read, made.as_json(made.composition(spaces)))


def mutated(name: str) -> st.SearchStrategy[bytes]:
    """One of the files with pieces cut out, doubled, or overwritten."""

    def apply(file: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
        for at, width, crumb in edits:
            place = at % (len(file) + 1)
            file = file[:place] + crumb + file[place + width :]
        return file

    edit = st.tuples(st.integers(0, 20_000), st.integers(0, 40), st.sampled_from(CRUMBS) | st.binary(max_size=6))
    return st.builds(apply, st.sampled_from(FILES[name]), st.lists(edit, min_size=1, max_size=6))


def fuzz(name: str) -> Callable[[], None]:
    @settings(max_examples=300)
    @given(mutated(name) | st.binary(max_size=300).map(lambda tail: FILES[name][0][:60] + tail))
    def run(data: bytes) -> None:
        assert outcome(READERS[name], data)
        form = {"hl7v2": hl7v2.FORMAT, "cda": cda.FORMAT, "fhir": fhir.FORMAT}[name]
        assert form.recognises(data, ".x") in (True, False)

    return run


@pytest.mark.parametrize("name", READERS)
def test_fuzzed(name: str) -> None:
    fuzz(name)()


FIELDS = [
    "resourceType", "content", "attachment", "data", "url", "contentType", "section", "text", "div", "title", "entry",
    "resource", "reference", "author", "subject", "contained", "id", "name", "identifier", "status", "presentedForm",
]  # fmt: skip
KINDS = ["Bundle", "DocumentReference", "Composition", "DiagnosticReport", "Binary", "Patient"]
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20)
words = st.sampled_from([*KINDS, "Q3Jlc3Qu", "#a", "<div>a</div>"])


def within(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner | words, max_size=5)


json_values: st.SearchStrategy[object] = st.recursive(scalars, within, max_leaves=25)


@settings(max_examples=400)
@given(json_values, st.sampled_from(KINDS))
def test_json_of_any_shape(value: object, kind: str) -> None:
    resource = {**value, "resourceType": kind} if isinstance(value, dict) else value
    assert outcome(fhir.read, json.dumps(resource).encode("utf-8", "surrogatepass"))


def test_memory_is_given_back() -> None:
    """A reader holds on to nothing of a file."""
    files: Iterator[bytes] = iter([file for _, file in EACH] * 2)
    for (name, _), file in zip(EACH * 2, files, strict=True):
        outcome(READERS[name], file)
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, Extracted)]


@pytest.mark.parametrize("rest", [b"MSH", b"MSH\r", b"MSH\rTXA"])
def test_a_message_that_is_nothing_but_its_name_beside_another(rest: bytes) -> None:
    good = made.mdm(*made.lines_of("The fibula was raised."))
    first, second = list(hl7v2.read(good + b"\r" + rest))
    assert isinstance(first, Extracted)
    assert second == Unread("a message ends within its first segment (MSH)", "export it again")
