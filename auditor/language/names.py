"""How people's names are written: titles, initials, particles, degrees, and words with capitals that are no names."""

from __future__ import annotations

import re

from auditor.language.words import words

# By their first letters, so that one look at a letter rules most of them out.
TITLE = (
    r"\(?(?:[dD](?i:r|ra|rs|octor|oc|ott(?:\.?ssa)?|ocent|ame)|[mM](?i:r|rs|s|iss|aj)|[pP](?i:rof|rofa|rofessor|d|riv\.?-?doz)"
    r"|[aA](?i:/prof|ssoc\.? prof)|[oO](?i:a|\u00e4|fa|berarzt)|[cC](?i:hefarzt|ol|apt|pt)|[lL](?i:tc)|[sS\u017f](?i:ir|hri|mt)"
    r"|[hH](?i:err)|[fF](?i:rau))\b\.?\)?(?:\s*(?:med|hab)\b\.?)?"
)
INITIAL = r"(?:[A-Z\u00c0-\u00de]\s(?=[A-Z])|[A-Z\u00c0-\u00de]\.\s?)"
WORD = r"(?:[A-Z\u00c0-\u00de](?:[\w\-]++|['\u2019](?!s\b))++|[A-Z]{2,})"
_PARTICLE = r"(?:(?:van|von|de|der|den|la|le|du|di|da|al|bin|ter|st)\s+)"
# A name begins with a capital or bracket, or with the first letters of a title or particle: one look rules most letters out.
_BEGINS = (
    r"(?=[A-Z\u00c0-\u00de(]|d(?:[rRoOaA]|[eiu]\s|e[rn]\s)|m[rRsSiIaA]|p[rRdD]|a[sS/]|al\s|o[aAfFbB]|c[hHoOaApP]|l(?:[tT]|[ae]\s)"
    r"|[s\u017f][iIhHmM]|st\s|h[eE][rR]|f[rR]|v[ao]n\s|bin\s|ter\s|[acdfhlmops\u017f][^\x00-\x7f])"
)
NAME = re.compile(
    rf"{_BEGINS}(?P<title>(?:{TITLE}\s+)*){INITIAL}*(?:\([A-Z]\w+\)\s)?"  # an everyday name in brackets
    rf"{_PARTICLE}*{WORD}(?: {{1,2}}{_PARTICLE}*(?:[A-Z]\.|{WORD})){{0,4}}"
)
SURNAME_FIRST = re.compile(rf"{WORD},\s+(?:{INITIAL}|{WORD})(?:\s+(?:{INITIAL}|[A-Z](?=[,\s])))*")
DEGREE = re.compile(
    r"(?:,?\s+(?:M\.?D|D\.?O|MBBS|MBChB|FRCS\w*(?:\s?\([^)\n]{1,20}\))?|FACS|DDS|DMD|DPM|PhD|M\.?Ch|M\.?S|MDS|MRCS\w*|FFD\w*|FRACS|BDS|DNB)(?!\w)\.?)+"
)
# A name with degrees that closes the last line, behind a sentence: "No complications. Ann Bell MD".
SIGNED = re.compile(rf"(?<=[.!?)] )(?P<name>{INITIAL}*{WORD}(?: (?:[A-Z]\.|{WORD})){{0,3}}{DEGREE.pattern})\s*$")
WITH_DEGREE = re.compile(r" (?:MD|DO|FRCS|FACS|MBBS|DMD|DDS|DPM)\b")
NOT_NAMES = words(
    "date surgeon attending same none see as procedure anesthesia anaesthesia the resident fellow consultant "
    "operating primary team plastic hand orthopaedic orthopedic service name role of record yes nil voice department "
    "unit operation dos cut cons att attg assistant registrar theatre hospital surgery staff lead operator nurse anaesthetist "
    "anesthesiologist grade ga la gen spinal epidural microsurgery reconstructive reconstruction"
)
NEVER_NAMES = words(
    "operation surgery operative hospital department unit procedure report account clinic centre center dear respected "
    "january february march april june july august september october november december"
)

# The same in notes that are written without capitals: a label, then a name to which a title or an initial belongs.
SMALL_FIELD = re.compile(
    r"(?:^|\n|[,;|.(]\s?|\d\s)[-*\u2022]?\s*(?:(?:lead|primary|op|att|attending|chief|main) )?"
    r"(?:surgeon|surg|attending|attg|att|consultant|cons|operator|primary|staff|(?:done|performed|operated) by|signed"
    r")\b\s?[:=]?\s+|\b(?:typing|dictating|dictated|written) for\s+"
)
# One of these stands in every such label, and wherever a name in small letters is said to be the surgeon's.
SMALL_LABEL = re.compile(
    r"\b(?:surg(?:eon)?|attending|att|attg|consultant|cons|operator|primary|staff|(?:done|performed|operated) by|signed"
    r"|(?:typing|dictating|dictated|written) for)\b"
)
SMALL_NAME = re.compile(
    r"(?P<title>(?:(?:dr|mr|mrs|ms|miss|prof|professor)\b\.?\s)*)"
    r"(?P<name>(?P<initial>(?:[a-z]\.?\s){0,2})(?:(?:van|von|de|der|den|la|le|du|di|da|al|bin|ter|st)\s)*[a-z][a-z'\u2019-]+"
    r"(?: [a-z][a-z'\u2019-]+){0,2})"
)
SMALL_NOT_NAMES = words(
    "md do frcs facs dpm dmd dds mbbs phd asst assistant assist assisting reg registrar resident fellow present scrubbed was is "
    "and with anes anaes anaesthetist first second same as the to in on for name team op operation date none nil see"
)
