"""What was typed into the fields of a form, as words at the place where the field stands. No action of a form is run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from ctypes import POINTER, c_ushort, cast, create_string_buffer
from typing import Any

from auditor.notes.formats.pdf.letters import Box
from auditor.notes.formats.pdf.signatures import HIDDEN
from auditor.notes.formats.pdf.words import Word

_PASSWORD = 1 << 13
_SIZE = 10.0  # of the letters, where the height of the field allows


def typed_words(document: Any, page: Any, box: Box, turn: int, printed: Sequence[Word], signed: Mapping[int, str]) -> list[Word]:
    """The values of the fields of `page`, each on the line that the words beside it stand on; `signed` are its signatures."""
    import pypdfium2.raw as pdfium

    found: list[Word] = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            value = signed.get(index) or _value(document.formenv, annotation)
            rect = pdfium.FS_RECTF()
            if value and pdfium.FPDFAnnot_GetRect(annotation, rect):
                one, other = box.turned(rect.left, rect.bottom, turn), box.turned(rect.right, rect.top, turn)
                corners = sorted((one[0], other[0])), sorted((one[1], other[1]))
                found.extend(_placed(value, corners[0], corners[1], printed))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _value(forms: Any, annotation: Any) -> str:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET or pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN:
        return ""
    kind = pdfium.FPDFAnnot_GetFormFieldType(forms, annotation)
    if kind in {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}:
        return "[x]" if pdfium.FPDFAnnot_IsChecked(forms, annotation) else "[ ]"
    if kind not in {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}:
        return ""
    if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD and pdfium.FPDFAnnot_GetFormFieldFlags(forms, annotation) & _PASSWORD:
        return ""
    chosen = "" if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD else _chosen(forms, annotation)
    return chosen or _string(lambda *into: pdfium.FPDFAnnot_GetFormFieldValue(forms, annotation, *into))


def _chosen(forms: Any, annotation: Any) -> str:
    """What a list shows as chosen, which need not be the value that is stored; empty where none of its options is."""
    import pypdfium2.raw as pdfium

    chosen = [
        _string(lambda *into, number=number: pdfium.FPDFAnnot_GetOptionLabel(forms, annotation, number, *into))
        for number in range(pdfium.FPDFAnnot_GetOptionCount(forms, annotation))
        if pdfium.FPDFAnnot_IsOptionSelected(forms, annotation, number)
    ]
    return ", ".join(label for label in chosen if label)


def _string(get: Callable[..., int]) -> str:
    """A string that the library writes into a buffer, once it is known how long it is."""
    length = get(None, 0)
    buffer = create_string_buffer(max(length, 2))
    get(cast(buffer, POINTER(c_ushort)), length)
    return buffer.raw[: max(length, 2) - 2].decode("utf-16-le", "replace")


def _placed(value: str, across: list[float], down: list[float], printed: Sequence[Word]) -> Iterator[Word]:
    lines = [line.strip() for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    height = down[1] - down[0]
    size = max(min(_SIZE, 0.75 * height / len(lines)), 1.0)
    base = _base(down, size, across, printed)
    step = min(1.2 * size, max(down[1] - base, 0.0) / len(lines) or 1.2 * size) if len(lines) > 1 else 0.0
    for number, line in enumerate(lines):
        if line:
            right = min(across[1], across[0] + 0.5 * size * len(line))
            yield Word(line, across[0], right, base + number * step, min(size, step) if step else size, typed=True)


def _base(down: list[float], size: float, across: list[float], printed: Sequence[Word]) -> float:
    """The line of the word nearest to the field, among those that stand within its first line's height."""
    reach = min(down[1], down[0] + 2.5 * size) + 0.2 * size
    level = [word for word in printed if down[0] < word.base <= reach]
    if not level:
        return min(down[0] + size, down[1])
    return min(level, key=lambda word: min(abs(word.right - across[0]), abs(word.left - across[1]))).base
