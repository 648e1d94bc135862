"""The same text in two resources of one file is one note: many systems send a report as a document too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from auditor.notes.formats.fhir.index import Index
from auditor.notes.formats.fhir.json import Resource, kind, resources, text
from auditor.notes.formats.fhir.unpack import Found
from auditor.notes.formats.model import Unread

_REMARK = "The same text stands in a DiagnosticReport of the file too and was read once."
_PLACES = {"DocumentReference": ("content", "attachment"), "DiagnosticReport": ("presentedForm",)}
Key = tuple[str, bytes]


class Twice:
    """Knows which resources say again what a DocumentReference says."""

    def __init__(self, found: Iterable[Found], index: Index) -> None:
        self._index = index
        self._documents: set[Key] = set()
        self._reports: set[Key] = set()
        self._binaries: set[int] = set()
        for each in found:
            if isinstance(each.resource, Unread):
                continue
            if (name := kind(each.resource)) in _PLACES:
                (self._documents if name == "DocumentReference" else self._reports).update(self._keys(each.resource))

    def skips(self, resource: Resource) -> bool:
        """Whether the resource is to be left out: a report that is a document too, or a Binary that another refers to."""
        if kind(resource) == "Binary":
            return id(resource) in self._binaries
        return kind(resource) == "DiagnosticReport" and any(key in self._documents for key in self._keys(resource))

    def remarks(self, resource: Resource) -> tuple[str, ...]:
        """What is to be said of a document that stands in the file a second time."""
        again = kind(resource) == "DocumentReference" and any(key in self._reports for key in self._keys(resource))
        return (_REMARK,) if again else ()

    def _keys(self, resource: Resource) -> Iterator[Key]:
        """The patient and the digest of every form of the text."""
        patient = text(resource, "subject", "reference")
        for attachment in resources(resource, *_PLACES[kind(resource)]):
            packed = text(attachment, "data")
            if not packed and (url := text(attachment, "url")):
                binary = self._index.find(url, resource)
                if binary is not None:
                    self._binaries.add(id(binary))
                    packed = text(binary, "data")
            if packed:
                yield patient, sha256(re.sub(r"\s", "", packed).encode("utf-8", "replace")).digest()
