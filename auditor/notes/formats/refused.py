"""Kinds of files that are known and not read, by their first bytes, and what to do about each."""

from __future__ import annotations

from typing import Final

from auditor.errors import NoteError

_AS_TEXT: Final = "export the note as plain text (.txt) and audit that file"
_AS_DOCX: Final = "open it and save it as .docx or plain text, without a password"
_OCR: Final = "if it is a scanned note, run the audit with --ocr, or have its text recognised and audit what comes of it"
_UNPACK: Final = "unpack it and audit the files in it"
_KINDS: Final = (
    (b"\xd0\xcf\x11\xe0", "an older Word or Excel file, or a document with a password", _AS_DOCX),
    (b"%PDF-", "a PDF document", _AS_TEXT),
    (b"PK\x03\x04", "a Word, Excel or ZIP file", _AS_TEXT),
    (b"{\\rtf", "a rich-text document", _AS_TEXT),
    (b"\x1f\x8b", "a compressed file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG", "a picture", _OCR),
    (b"\xff\xd8\xff", "a picture", _OCR),
    (b"GIF8", "a picture", _OCR),
    (b"II*\x00", "a scanned picture", _OCR),
    (b"MM\x00*", "a scanned picture", _OCR),
)


AS_SHEET: Final = "open it in a spreadsheet and save the sheet as .xlsx or CSV, without a password"
SHEETS: Final = frozenset({".xls", ".xlsb", ".xlt", ".ods", ".fods", ".numbers"})
_RECORDS: Final = "export the notes as a table (CSV or XLSX) with a note a row, or each as plain text"
_RENAME: Final = "if it is a note as plain text, rename it to .txt; else move it out of the folder"
_REMEDIES: Final = {
    **dict.fromkeys(SHEETS, AS_SHEET),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), f"if it is JSON, it holds no FHIR resource: {_RECORDS}"),
    **dict.fromkeys((".log", ".md", ".asc", ".out", ".note", ".lst", ".prn", ".rpt", ".dat"), _RENAME),
    ".xml": f"if it is XML, it is no C-CDA document: {_RECORDS}",
}


def remedy_for(suffix: str) -> str | None:
    """What to do about a file of this suffix whose content no reader knows, where its kind tells."""
    return _REMEDIES.get(suffix)


def refusal(data: bytes, suffix: str = "") -> NoteError | None:
    """Why a file of this kind is not read; None where its first bytes tell of none that is known."""
    for signature, kind, remedy in _KINDS:
        if data.startswith(signature):
            is_sheet = remedy == _AS_DOCX and suffix in SHEETS
            return NoteError(f"the file is {kind}, not plain text", AS_SHEET if is_sheet else remedy)
    return None
