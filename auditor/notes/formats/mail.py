"""Mails (.eml) and pages saved as one file (.mht): the text, and every attachment as a note of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats.attachments import plain_text
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format, Inner, Item, Unread

_SUFFIXES: Final = frozenset({".eml", ".mht", ".mhtml"})
_HEAD: Final = 8_192  # bytes
_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
_IS_MAIL: Final = re.compile(rb"(?:\A|\n)(?:mime-version|content-type):", re.IGNORECASE)
_END: Final = re.compile(rb"\r?\n\r?\n")
_COVER: Final = 400  # characters: a shorter text beside attachments is no note
_MOST: Final = 200  # parts
_LONGEST: Final = 262_144  # bytes of its head
_TYPES: Final = re.compile(rb"\ncontent-type:", re.IGNORECASE)
_WITH_ATTACHMENTS: Final = Unread("the text of the mail goes with its attachments", "nothing to do", failure=False)
_PICTURE: Final = Unread("an attachment of the mail is a picture", "save it as a file of its own and run the audit with --ocr")
_NO_DOCUMENT: Final = Unread("an attachment of the mail is a signature, card or appointment", "nothing to do", failure=False)
_NO_DOCUMENTS: Final = frozenset({
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "text/calendar", "text/vcard",
    "text/x-vcard",
})  # fmt: skip
_NOTHING: Final = "save the mail anew, or its text as plain text"


def recognises(data: bytes, suffix: str) -> bool:
    """By the suffix and a first header, or by headers that only a mail has."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HEADER.match(head) is None:
        return False
    return suffix in _SUFFIXES or _IS_MAIL.search(_END.split(head, maxsplit=1)[0]) is not None


def read(data: bytes, _limits: Limits = LIMITS, inner: Inner = plain_text) -> Iterator[Item]:
    """Yield the text where it is a note, and the note in each attachment. Raises NoteError where the mail holds neither."""
    whole = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _END.search(whole, 0, _LONGEST) is None or len(_TYPES.findall(whole)) > _MOST:
        raise NoteError(f"the mail has no end of its head, or more than {_MOST:,} parts", _NOTHING)
    mail = message_from_bytes(whole, policy=policy.default)
    body, attached = _parts(mail)
    if body is None and not attached:
        raise NoteError("the mail holds no text and no attachment", _NOTHING)
    if body is not None:
        text = _read(body, inner)
        cover = attached and (isinstance(text, Unread) or len(text.text.strip()) < _COVER)
        yield _WITH_ATTACHMENTS if cover else text
    for part in attached:
        yield _attachment(part, inner)


def _attachment(part: EmailMessage, inner: Inner) -> Extracted | Unread:
    if part.get_content_type() in _NO_DOCUMENTS:
        return _NO_DOCUMENT
    return _PICTURE if part.get_content_maintype() == "image" else _read(part, inner)


def _parts(mail: Message) -> tuple[EmailMessage | None, list[EmailMessage]]:
    """The text in its best form, and the attachments; what belongs to a page, such as its pictures, is none."""
    body: EmailMessage | None = None
    attached: list[EmailMessage] = []
    for part in mail.walk():
        if not isinstance(part, EmailMessage) or part.is_multipart():
            continue
        if part.get_filename() or part.is_attachment():
            attached += () if part["Content-ID"] and part.get_content_maintype() == "image" else (part,)
        elif part.get_content_type() in ("text/plain", "text/html") and (body is None or _better(part, body)):
            body = part
    return body, attached


def _better(part: EmailMessage, than: EmailMessage) -> bool:
    """Plain text goes before a page, which mails send beside it."""
    return part.get_content_type() == "text/plain" and than.get_content_type() == "text/html"


def _read(part: EmailMessage, inner: Inner) -> Extracted | Unread:
    content = part.get_payload(decode=True)
    charset = part.get_content_charset()
    kind = f"{part.get_content_type()}; charset={charset}" if charset else part.get_content_type()
    try:
        return inner(content if isinstance(content, bytes) else b"", kind)
    except NoteError as problem:
        return Unread(problem.reason, problem.remedy)


FORMAT: Final = Format("mail", _SUFFIXES, recognises, read, read_with=read)
