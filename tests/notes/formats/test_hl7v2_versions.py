"""Several versions of one document in a file: the last is audited, what it takes the place of is left aside, all else is told."""

from __future__ import annotations

import pytest

from auditor.notes.formats.hl7v2 import read
from auditor.notes.formats.model import Extracted, Unread
from tests.notes.formats.messages import mdm, obx, oru

LATER = "This file holds a later version of this document."
EARLIER = "This file holds an earlier version of this document."
REPLACED = "the file holds the document that replaces this one"
PRELIMINARY = "this is preliminary, and the file holds the final version of the document"
ADDED = "An addendum that came as a message of its own was read with this note, at its end."
JOINED = "this is an addendum, which is read with the note that it belongs to"
ALONE = "This is an addendum without its note, which is not in the file: audit both in one file, the note first."
CANCELLED = "a later message of the file cancels this document"


def document(words: str, event: str = "T02", number: str = "DOC-1", parent: str = "", state: str = "AU") -> bytes:
    data = mdm(*([obx(1, words)] if words else []), event=event)
    return data.replace(b"|||DOC-1|||||AU", f"|||{number}|{parent}||||{state}".encode())


def result(
    words: str, state: str = "", *, observed: str = "F", number: str = "F1", code: str = "OPR", person: str = "4471"
) -> bytes:
    data = oru(obx(1, words).removesuffix("F") + observed)
    data = data.replace(b"|P1|F1|OPR^Operative report|||20240311", f"||{number}|{code}|||20240311{'|' * 18}{state}".encode())
    return data.replace(b"|4471", f"|{person}".encode())


def found(*messages: bytes) -> list[tuple[str, ...]]:
    """Of each item the text with its remarks, or why there is none; what is left aside is no failure."""
    items = list(read(b"".join(messages)))
    assert not any(item.failure for item in items if isinstance(item, Unread))
    return [(item.text, *item.remarks) if isinstance(item, Extracted) else (item.reason,) for item in items]


def test_a_document_that_is_replaced_is_left_aside() -> None:
    other = document("Other.", number="DOC-9")
    by_number = document("Second.", "T10")
    by_parent = document("Second.", "T10", "DOC-2", "DOC-1")
    for replacement in (by_number, by_parent):
        assert found(document("First."), other, replacement) == [(REPLACED,), ("Other.",), ("Second.", EARLIER)]
    assert found(by_parent) == [("Second.",)]


def test_a_preliminary_version_is_left_aside_for_the_final_one() -> None:
    assert found(result("First.", "P"), result("Second.", "F")) == [(PRELIMINARY,), ("Second.", EARLIER)]
    assert found(result("First.", observed="P"), result("Second.", observed="C")) == [(PRELIMINARY,), ("Second.", EARLIER)]
    unfinished = document("First.", state="PA")
    assert found(unfinished, document("Second.", "T08")) == [(PRELIMINARY,), ("Second.", EARLIER)]
    assert found(result("First.", "P")) == [("First.",)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (document("First."), document("Second.", "T08")),
        (document("First."), document("Second.")),
        (result("First.", "F"), result("Second.", "C")),
        (result("First.", "P"), result("Second.", "P")),
        (result("First.", "F"), result("Second.", "P")),
    ],
)
def test_other_versions_are_told(first: bytes, second: bytes) -> None:
    assert found(first, second) == [("First.", LATER), ("Second.", EARLIER)]


ADDENDUM = document("Added.", "T06", "DOC-2", "DOC-1")


@pytest.mark.parametrize(
    "addendum",
    [
        document("Added.", "T06"), ADDENDUM,
        document("ADDENDUM: Added.", "T08", "DOC-2", "DOC-1"), document("Addendum. Added.", "T02", "DOC-2", "DOC-1"),
    ],
)  # fmt: skip
def test_an_addendum_is_read_with_its_note(addendum: bytes) -> None:
    other = document("Other.", number="DOC-9")
    for messages in ((document("First."), other, addendum), (addendum, document("First."), other)):
        rows = found(*messages)
        assert (JOINED,) in rows and ("Other.",) in rows
        ((text, *remarks),) = (row for row in rows if row[0].startswith("First."))
        assert text.startswith("First.\n\nA") and text.endswith("Added.") and remarks == [ADDED]
    assert found(document("First."), ADDENDUM)[0][0] == "First.\n\nADDENDUM\nAdded."


def test_an_addendum_to_a_result_names_its_order_or_that_of_its_parent() -> None:
    first = result("First.", "F")
    own = result("ADDENDUM: Added.", "F").replace(b"OPR|||20240311", b"ADD^Addendum|||20240311")
    child = (
        oru(obx(1, "Added."))
        .replace(b"|P1|F1|OPR^Operative report", b"|P1|F2|OPR^Addendum to report")
        .replace(b"|||20240311", b"|||20240311" + b"|" * 22 + b"P1^F1", 1)
    )
    for addendum in (own, child):
        assert [row[0].split("\n")[0] for row in found(first, addendum)] == ["First.", JOINED]
        assert found(first, addendum)[0][0].endswith("Added.")


def test_an_addendum_without_its_note_is_told() -> None:
    assert found(ADDENDUM) == [("Added.", ALONE)]
    assert found(document("Other.", number="DOC-9"), ADDENDUM) == [("Other.",), ("Added.", ALONE)]
    cancelled = found(document("First."), ADDENDUM, document("", "T11"))
    assert cancelled == [(CANCELLED,), ("Added.", ALONE), ("the message cancels a document",)]


def test_an_addendum_goes_with_the_last_version_of_its_note() -> None:
    replacement = document("Second.", "T10", "DOC-3", "DOC-1")
    assert found(document("First."), replacement, ADDENDUM) == [
        (REPLACED,), ("Second.\n\nADDENDUM\nAdded.", EARLIER, ADDED), (JOINED,)
    ]  # fmt: skip


def test_an_addendum_that_holds_the_whole_note_again_is_a_note() -> None:
    whole = document("Addendum. First. Added.", "T06", "DOC-2", "DOC-1")
    rows = found(document("First."), whole)
    assert [row[0] for row in rows] == ["First.", "Addendum. First. Added."]
    assert "says all of it again" in rows[0][1]


def test_a_cancelled_document_is_left_aside() -> None:
    assert found(document("First."), document("", "T11")) == [(CANCELLED,), ("the message cancels a document",)]


@pytest.mark.parametrize(
    "second",
    [
        result("Second.", "F", number="F2"), result("Second.", "F", code="XRAY"), result("Second.", "F", person="5582"),
        oru("OBX|1|NM|718-7^Haemoglobin||12.5|g/dL|||||F", "OBR|2||F2|OPR", obx(1, "Second.")),  # figures, no text
    ],
)  # fmt: skip
def test_another_document_replaces_nothing(second: bytes) -> None:
    (first, *_) = found(result("First.", "P"), second)
    assert first == ("First.",)


def test_many_versions_are_judged_at_once() -> None:
    items = found(*(result(f"Version {number}.", "P") for number in range(5_000)), result("Last.", "F"))
    assert items == [(PRELIMINARY,)] * 5_000 + [("Last.", EARLIER)]


def test_an_addendum_whose_prose_is_typed_as_a_code_is_read_with_its_note() -> None:
    words = "The side was the left and the bone was six centimeters long."
    coded = document(words, "T06", "DOC-2", "DOC-1").replace(b"|TX|", b"|CE|").replace(b"|FT|", b"|CE|")
    note, aside = found(document("First."), coded)
    assert note == (f"First.\n\nADDENDUM\n{words}", ADDED)
    assert aside == (JOINED,)
