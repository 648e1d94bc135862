"""Older Word documents are told from others and refused."""

from __future__ import annotations

import pytest

from auditor.errors import NoteError
from auditor.notes.formats.old_word import FORMAT

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_an_older_document_is_refused_with_what_to_do() -> None:
    assert FORMAT.recognises(COMPOUND + "WordDocument".encode("utf-16-le"), ".dat")
    assert FORMAT.recognises(COMPOUND, ".doc")
    assert not FORMAT.recognises(COMPOUND, ".xls")
    assert not FORMAT.recognises(b"{\\rtf1 x}", ".doc")
    with pytest.raises(NoteError, match=r"older Word document \(\.doc\); open it in Word and save it as \.docx\.$"):
        list(FORMAT.read(COMPOUND))
