"""Whether scans can be read on this machine, found out before the first note."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from auditor.errors import OcrError
from auditor.notes.formats.ocr import Ocr

_LANGUAGES: Final = re.compile(r"[A-Za-z_]{2,40}(\+[A-Za-z_]{2,40}){0,7}")
_DATA: Final = ".traineddata"
_PLACES: Final = (
    "/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata",
    "/usr/share/tesseract/tessdata", "C:/Program Files/Tesseract-OCR/tessdata",
)  # fmt: skip


def ocr_for(languages: str) -> Ocr:
    """How to read scans in these languages. Raises OcrError where something for it is missing, and says what to install."""
    if _LANGUAGES.fullmatch(languages) is None:
        raise OcrError(f"--ocr-language {languages[:40]!r}: this names no language; write eng, or eng+deu for two.")
    if find_spec("tesserocr") is None or find_spec("PIL") is None:
        raise OcrError("--ocr: the extra that reads scans is not installed; pip install 'auditor[ocr]'.")
    wanted = languages.split("+")
    folders = list(_folders())
    for folder in folders:
        if all((folder / f"{each}{_DATA}").is_file() for each in wanted):
            return Ocr(languages, str(folder))
    lacking = next((each for each in wanted if not any((folder / f"{each}{_DATA}").is_file() for folder in folders)), languages)
    name = lacking.lower().replace("_", "-")
    remedy = f"install the package tesseract-ocr-{name}, or name the folder that has it in TESSDATA_PREFIX"
    raise OcrError(f"--ocr: there is no {lacking}{_DATA}, the data of Tesseract for this language; {remedy}.")


def _folders() -> Iterator[Path]:
    if named := os.environ.get("TESSDATA_PREFIX"):
        yield Path(named)
        yield Path(named) / "tessdata"
        return
    for place in _PLACES:
        root = Path(Path(place).anchor)
        yield from sorted((found for found in root.glob(place[len(root.anchor) :]) if found.is_dir()), reverse=True)
