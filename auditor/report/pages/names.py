"""The file name of a note's page."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")
_READABLE = 40
_DIGITS = 16


def page_name(audit_id: str) -> str:
    """The file name of the page of the note `audit_id`: `case-7-4c9184f37cff01bc.html`.

    Any id gives a name that every file system takes: a readable part in small ASCII letters, cut to 40 characters, and
    16 digits of the id's SHA-256, so that ids that differ in letter case or signs alone keep pages of their own.
    """
    plain = unicodedata.normalize("NFKD", audit_id).encode("ascii", "ignore").decode("ascii")
    readable = _OTHER.sub("-", plain.lower())[:_READABLE].strip("-") or "note"
    digest = hashlib.sha256(audit_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable}-{digest[:_DIGITS]}.html"
