"""Damaged and hostile tables and archives end as notes or as sentences, whatever was done to their bytes."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.notes.formats.model import Extracted, Unread
from auditor.notes.formats.parts import parts
from auditor.notes.formats.registry import recognised
from auditor.notes.formats.settings import Settings
from tests.notes.formats.parts import workbook, zipped

BOOK = workbook(["Surgeon", "note text"], ["Zed", "The crest was raised."], ["Zed", "=1+1"])
ARCHIVE = zipped({"a.txt": "The crest was raised. " * 20, "in/b.csv": "note text\none\ntwo\n", "c.xlsx": BOOK})
WHOLE = {
    ".csv": b'Surgeon;note text\nZed;"The crest\nwas raised."\nZed;"He said ""yes""."\n', ".xlsx": BOOK, ".zip": ARCHIVE,
}  # fmt: skip
STARTS = [b"", b"PK\x03\x04", b"PK\x05\x06", b"PAR1", b"note text\n", b'"', b"\xff\xfe"]
CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6)


def check(data: bytes, suffix: str) -> None:
    recognised(data, suffix)
    found = list(parts(data, suffix, Settings()))
    assert found
    for part in found:
        if isinstance(part.item, Extracted):
            assert part.item.text.strip()
            assert [place.start for place in part.item.places] == sorted(place.start for place in part.item.places)
        else:
            assert isinstance(part.item, Unread)
            assert "crest" not in part.item.reason + part.item.remedy
            assert not part.item.reason.startswith("the reader of this format failed")


@pytest.mark.parametrize("suffix", sorted(WHOLE))
@settings(max_examples=200, deadline=None)
@given(changes=CHANGES)
def test_bytes_that_were_changed(suffix: str, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE[suffix])
    for place, new in changes:
        at = place % len(data)
        data[at : at + len(new)] = new
    check(bytes(data), suffix)


@pytest.mark.parametrize("suffix", sorted(WHOLE))
@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 10_000))
def test_files_that_were_cut_off(suffix: str, cut: int) -> None:
    check(WHOLE[suffix][: cut % len(WHOLE[suffix])], suffix)


@pytest.mark.parametrize("suffix", ["", ".txt", ".csv", ".tsv", ".xlsx", ".parquet", ".zip", ".doc", ".xyz"])
@settings(max_examples=100, deadline=None)
@given(
    start=st.sampled_from(STARTS),
    rest=st.binary(max_size=300),
)
@example(start=b"note text\n", rest=b"\r")  # a blank row, which has no cell
def test_any_bytes_under_any_name(suffix: str, start: bytes, rest: bytes) -> None:
    check(start + rest, suffix)
