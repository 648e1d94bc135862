"""Scans: pictures of text, read by OCR only where somebody asked for it. Tesseract works within the reader's own process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ocr:
    """How scans are read: languages as Tesseract names them ("eng", "eng+deu"), and the folder with its data of these."""

    languages: str
    folder: str
