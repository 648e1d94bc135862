"""What is written, as a Word document: fields of a template are filled in, and the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from auditor.errors import LetterError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_INSTALL = "install it with `pip install 'auditor[letters]'`, or write web pages alone with --no-word"


def shipped(name: str) -> bytes:
    """The Word template of this name that comes with the tool: "letter" or "education"."""
    return (files("auditor.letters") / "templates" / f"{name}.docx").read_bytes()


class WordTemplate:
    """A Word document whose fields can be filled in, again and again. `where` names it in errors."""

    def __init__(self, content: bytes, where: str) -> None:
        self._content, self._where = content, where
        self._docxtpl = _docxtpl()

    def filled(self, fields: Mapping[str, Any]) -> bytes:
        """The document with its fields filled in. Raises LetterError, which never quotes what the fields hold."""
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        # A template from outside may show what it is given, and nothing else.
        environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        saved = BytesIO()
        try:
            document = self._docxtpl.DocxTemplate(BytesIO(self._content))
            document.render(dict(fields), environment, autoescape=True)
            document.save(saved)
        except TemplateError as problem:
            raise self._fault(f"a field cannot be filled in ({problem.message})") from None
        except (BadZipFile, KeyError, ValueError) as problem:
            raise self._fault(f"it is not a Word document that can be read ({type(problem).__name__})") from None
        return _timeless(saved)

    def _fault(self, what: str) -> LetterError:
        return LetterError(f"{self._where}: {what}; mend the template, or copy the one that ships: `auditor letters template`.")


def _docxtpl() -> Any:
    """The library that fills in Word documents, which an installation may lack."""
    try:
        return import_module("docxtpl")
    except ModuleNotFoundError:
        raise LetterError(f"Word documents need the library docxtpl; {_INSTALL}.") from None


def _timeless(document: BytesIO) -> bytes:
    """The parts of the document in their order, none of them stamped with the time of day."""
    packed = BytesIO()
    with ZipFile(document) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, _EPOCH)
            part.compress_type = ZIP_DEFLATED
            part.create_system = 0  # the same on every system
            target.writestr(part, source.read(name))
    return packed.getvalue()
