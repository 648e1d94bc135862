"""How people's names are written: titles, initials, particles, degrees, and words with capitals that are no names."""

from __future__ import annotations

import re

from auditor.language.words import words

# By their first letters, so that one look at a letter rules most of them out.
TITLE = (
    r"\(?(?:[dD](?i:d?r(?:\.?ssa)?|ra|rs|octor|oc|ott(?:\.?ssa)?|ocent|ame)|[mM](?i:r|rs|s|iss|aj)|[pP](?i:rof(?:\.?ssa)?|rofa|rofessor|d|rim|riv\.?-?doz)"
    r"|[aA](?i:/prof|ssoc\.? prof)|[oO](?i:a|\u00e4|fa|berarzt)|[cC](?i:hefarzt|ol|apt|pt)|[lL](?i:tc)|[sS\u017f](?i:ir|hri|mt)"
    r"|[uU](?i:niv\.?-?\s?prof)|[hH](?i:err)|[fF](?i:rau))\b\.?\)?(?:\s*(?:med|hab)\b\.?)?"
)
INITIAL = r"(?:[A-Z\u00c0-\u00de]\s(?=[A-Z])|[A-Z\u00c0-\u00de]\.\s?)"
WORD = r"(?:[A-Z\u00c0-\u00de](?:[\w\-]++|['\u2019](?!s\b))++|[A-Z]{2,})"
# The label of the field that follows on the line: "Surgeon: A. Stone MD Res: B. Fox".
_LABEL = (
    r"(?:(?i:res|resident|ass(?:t|ist|istants?)|co|fellow|reg|registrar|trainee|student|scrub|nurse|circulator|an(?:a?es|a?esth)\w*|date"
    r"|dos|time|pt|patient|mrn|dob|age|dx|proc|procedure|op|operation|theatre|room|location|unit|service|side|role|type|site)\.?\s?:)"
)
_PARTICLE = r"(?:(?:van|von|de|der|den|la|le|du|di|da|al|bin|ter|st)\s+)"
# A name begins with a capital or bracket, or with the first letters of a title or particle: one look rules most letters out.
_BEGINS = (
    r"(?=[A-Z\u00c0-\u00de(]|d(?:[rRdDoOaA]|[eiu]\s|e[rn]\s)|m[rRsSiIaA]|p[rRdD]|a[sS/]|al\s|o[aAfFbB]|c[hHoOaApP]|l(?:[tT]|[ae]\s)"
    r"|[s\u017f][iIhHmM]|st\s|h[eE][rR]|f[rR]|v[ao]n\s|bin\s|ter\s|[acdfhlmops\u017f][^\x00-\x7f])"
)
NAME = re.compile(
    rf"{_BEGINS}(?<![^\W\d_])(?P<title>(?:{TITLE}\s+)*){INITIAL}*(?:\([A-Z]\w+\)\s)?"  # an everyday name in brackets
    rf"{_PARTICLE}*{WORD}(?: {{1,2}}{_PARTICLE}*(?:[A-Z]\.|(?!{_LABEL}){WORD})){{0,4}}"
)
SURNAME_FIRST = re.compile(rf"{WORD},\s+(?:{INITIAL}|{WORD})(?:\s+(?:{INITIAL}|[A-Z](?=[,\s])))*")
DEGREE = re.compile(
    r"(?:,?\s+(?:M\.?D|D\.?O|MBBS|MBChB|FRCS\w*(?:\s?\([^)\n]{1,20}\))?|FACS|DDS|DMD|DPM|PhD|M\.?Ch|M\.?S|MDS|MRCS\w*|FFD\w*|FRACS|BDS|DNB)(?!\w)\.?)+"
)
# A name with degrees that closes the last line, behind a sentence: "No complications. Ann Bell MD".
SIGNED = re.compile(rf"(?<=[.!?)] )(?P<name>{INITIAL}*{WORD}(?: (?:[A-Z]\.|{WORD})){{0,3}}{DEGREE.pattern})\s*$")
WITH_DEGREE = re.compile(r" (?:MD|DO|FRCS\w*|FACS|MBBS|DMD|DDS|DPM)\b")
NOT_NAMES = words(
    "date surgeon attending same none see as procedure anesthesia anaesthesia the resident fellow consultant "
    "operating primary team plastic hand orthopaedic orthopedic service name role of record yes nil voice department "
    "unit operation dos cut cons att attg surg asst assistant registrar theatre hospital surgery staff lead operator nurse "
    "anaesthetist anesthesiologist grade ga la gen spinal epidural microsurgery reconstructive reconstruction attestation "
    "panel type status author part"
)
NEVER_NAMES = words(
    "sister matron nurse operation surgery operative hospital department unit procedure report account clinic centre center "
    "dear respected "
    "january february march april june july august september october november december"
)
HEAD = 900  # characters in which a note puts its surgeon forward


def with_degree(text: str, end: int, limit: int | None = None) -> int:
    """Where a name ends with the degrees that stand behind it."""
    end -= text[end - 1] == " "  # which stands behind an initial
    degree = DEGREE.match(text, end, len(text) if limit is None else limit)
    return degree.end() if degree else end
