"""The bytes of a picture -> a note."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from auditor.errors import NoteError
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.ocr import Ocr
from auditor.notes.formats.ocr.pages import DPI, page_of, refuse_too_many
from auditor.notes.formats.ocr.tesseract import Picture, Tesseract
from auditor.notes.formats.pdf.document import composed

_FORMATS: Final = ("TIFF", "PNG", "JPEG")
_COARSE: Final = 100  # points to the inch: less is what programs write that know none
_FINE: Final = 1200
_WIDTH: Final = 8.27  # inches of a page whose picture does not tell
_AGAIN: Final = "scan the note again, as PDF, TIFF or PNG at 300 dpi"


def extract(data: bytes, limits: Limits, ocr: Ocr) -> Extracted:
    """Read all pages of a picture. Raises NoteError."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # sizes are held to the limit before a point is unpacked
    warnings.simplefilter("ignore")  # this process prints nothing
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image, Tesseract(ocr) as tesseract:
            refuse_too_many(getattr(image, "n_frames", 1), limits)
            pages = [page_of(picture, number, tesseract) for number, picture in enumerate(_pictures(image, limits), 1)]
    except (NoteError, MemoryError):
        raise
    except Exception:  # whatever the library raises on a damaged file
        raise NoteError("the picture is damaged", _AGAIN) from None
    return composed(pages, limits, ocr)


def _pictures(image: Any, limits: Limits) -> Iterator[Picture]:
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        if image.width * image.height > limits.ocr_pixels:
            reason = f"a page of the picture has more than {limits.ocr_pixels // 1_000_000} million points"
            raise NoteError(reason, _AGAIN)
        yield _grey(image)


def _grey(image: Any) -> Picture:
    from PIL import Image, ImageOps

    dpi = _dpi(image)
    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"LA", "PA", "RGBA"} or "transparency" in upright.info:  # the paper below is white
        paper = Image.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright.convert("RGBA"))
        upright = paper
    grey = upright.convert("L")
    if dpi * 2 <= DPI:  # letters of a coarse picture are too small to be told
        grey, dpi = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS), dpi * 2
    return Picture(grey.tobytes(), grey.width, grey.height, dpi)


def _dpi(image: Any) -> int:
    try:
        told = round(float(image.info["dpi"][0]))
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError, OverflowError):
        told = 0
    if _COARSE <= told <= _FINE:
        return told
    width: int = min(image.size)
    return min(max(round(width / _WIDTH), 70), _FINE)
