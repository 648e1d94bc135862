"""Writes a note as a message would carry it, by hand: none of this shares a line with the readers."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from auditor.errors import NoteError
from auditor.notes.formats.model import Extracted, Item, Unread

Reader = Callable[[bytes], Iterator[Item]]
_HEADING = re.compile(r"(?P<title>[A-Z][A-Z /&-]{3,40})(?:: *(?P<rest>.*))?")


def only(found: Iterator[Item]) -> Extracted:
    """The one note of a file."""
    (note,) = list(found)
    assert isinstance(note, Extracted), note
    return note


def refused(found: Iterator[Item]) -> Unread:
    """Why a file gives no note, whether raised or in the place of the note."""
    try:
        (problem,) = list(found)
    except NoteError as raised:
        return Unread(raised.reason, raised.remedy)
    assert isinstance(problem, Unread), problem
    return problem


def b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


# HL7 v2 ---------------------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """Text in which no delimiter of the usual ones is left."""
    for character, letter in (("\\", "E"), ("|", "F"), ("^", "S"), ("~", "R"), ("&", "T")):
        marker = {"\\": "\0"}.get(character, f"\\{letter}\\")
        text = text.replace(character, marker)
    return text.replace("\0", "\\E\\")


def mdm(*segments: str, event: str = "T02", ends: str = "\r", charset: str = "UNICODE UTF-8") -> bytes:
    """A message of a document with these segments in the place of its text."""
    head = [
        f"MSH|^~\\&|DICTATION|NORTH|AUDIT|NORTH|20240312081500||MDM^{event}^MDM_{event}|M1|P|2.5||||||{charset}",
        f"EVN|{event}|20240312081500",
        "PID|1||X-1^^^NORTH^PI~4471^^^NORTH^MR||OAKHURST^WENDELL||19720209|M|||||||||||ACC-9",
        "PV1|1|I|WARD^2^B||||||||||||||||VISIT-31",
        "TXA|1|OP^Operative report|TX|20240311||20240312|||SURG1^Trevanion^Marisol^^^^MD|||DOC-1|||||AU",
    ]
    return (ends.join([*head, *segments]) + ends).encode("utf-8")


def oru(*segments: str) -> bytes:
    head = [
        "MSH|^~\\&|THEATRE|NORTH|AUDIT|NORTH|20240312||ORU^R01|M2|P|2.3",
        "PID|1||4471",
        "OBR|1|P1|F1|OPR^Operative report|||20240311",
    ]
    return ("\r".join([*head, *segments]) + "\r").encode("utf-8")


def obx(number: int, text: str, kind: str = "TX", label: str = "OPR^Operative report") -> str:
    return f"OBX|{number}|{kind}|{label}||{text}||||||F"


def lines_of(text: str, kind: str = "TX") -> list[str]:
    """One OBX a line."""
    return [obx(number, escaped(line), kind) for number, line in enumerate(text.split("\n"), start=1)]


def formatted(text: str) -> str:
    """Formatted text in one OBX: bold headings, a command for every line end, an indent where a line has one."""
    bold = re.sub(r"(?m)^([A-Z][A-Z ]{3,}:)", "\ue000\\1\ue001", text)
    return obx(1, escaped(bold).replace("\ue000", "\\H\\").replace("\ue001", "\\N\\").replace("\n", "\\.br\\"), "FT")


def enclosed(text: str | bytes, kind: str = "TEXT^plain") -> str:
    return obx(1, f"^{kind}^Base64^{b64(text)}", "ED")


# C-CDA ----------------------------------------------------------------------------------------------------------------


def sections(text: str) -> list[tuple[str, list[str]]]:
    """A note parted at its headings in capitals; what stands before the first has no title."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading:
            found.append((heading["title"], [heading["rest"]] if heading["rest"] else []))
        else:
            found[-1][1].append(line)
    return [(title, lines) for title, lines in found if title or any(lines)]


def cda(body: str, title: str = "") -> bytes:
    shown = f"<title>{html.escape(title)}</title>" if title else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="http://styles.invalid/CDA.xsl"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <id root="2.999.1" extension="D1"/>
  <code code="11504-8" codeSystem="2.16.840.1.113883.6.1" displayName="Operation note"/>{shown}
  <effectiveTime value="20240312081500+0000"/>
  <recordTarget><patientRole><id root="2.16.840.1.113883.4.1" extension="000-00-0000"/><id root="2.999.2" extension="4471"/>
    <patient><name><given>Wendell</given><family>Oakhurst</family></name></patient></patientRole></recordTarget>
  <author><time value="20240312"/><assignedAuthor><id nullFlavor="NI"/><assignedPerson>
    <name><prefix>Dr</prefix> <given>Marisol</given>
      <family>Trevanion</family></name></assignedPerson></assignedAuthor></author>
  <documentationOf><serviceEvent><effectiveTime><low value="202403110730"/><high value="202403111600"/></effectiveTime>
  </serviceEvent></documentationOf>
  <componentOf><encompassingEncounter><id root="2.999.3" extension="VISIT-31"/></encompassingEncounter></componentOf>
  <component>{body}</component>
</ClinicalDocument>""".encode()


def section(title: str, text: str) -> str:
    shown = f"<title>{html.escape(title)}</title>" if title else ""
    return f"<component>\n  <section>{shown}\n    <text>{text}</text></section></component>"


def structured(*parts: str) -> str:
    return f"<structuredBody>{''.join(parts)}</structuredBody>"


def paragraphs(lines: list[str]) -> str:
    """One paragraph a block, whose lines a break parts."""
    blocks = re.split(r"\n(?:[ \t]*\n)+", "\n".join(lines).strip("\n"))
    return "".join(f"<paragraph>{html.escape(block).replace(chr(10), '<br/>')}</paragraph>\n      " for block in blocks)


# FHIR -----------------------------------------------------------------------------------------------------------------

Json = dict[str, Any]


def reference(text: str | bytes, kind: str = "text/plain; charset=utf-8", **more: object) -> Json:
    attachment = {"contentType": kind, "data": b64(text)}
    return {"resourceType": "DocumentReference", "status": "current", "content": [{"attachment": attachment}], **more}


def composition(text: str) -> Json:
    parts = [
        {
            "title": title or None,
            "text": {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{xhtml(lines)}</div>'},
        }
        for title, lines in sections(text)
    ]
    return {"resourceType": "Composition", "status": "final", "section": parts}


def xhtml(lines: list[str]) -> str:
    return paragraphs(lines).replace("paragraph>", "p>")


def bundle(*resources: Json) -> Json:
    entries = [{"fullUrl": f"urn:uuid:0000-{at}", "resource": each} for at, each in enumerate(resources)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def ndjson(*values: object) -> bytes:
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in values)
