"""British and American spelling exchanged."""

from __future__ import annotations

import re

# Beginnings of words, British and American.
STEMS = (
    ("anaesth", "anesth"), ("ischaem", "ischem"), ("haemato", "hemato"), ("haemorrh", "hemorrh"), ("haemo", "hemo"),
    ("oedema", "edema"), ("anaem", "anem"), ("paediatr", "pediatr"), ("orthopaed", "orthoped"), ("oesophag", "esophag"),
    ("aetiolog", "etiolog"), ("hyperaemi", "hyperemi"), ("caesarean", "cesarean"),
    ("tumour", "tumor"), ("colour", "color"), ("discolour", "discolor"), ("neighbour", "neighbor"), ("favour", "favor"),
    ("labour", "labor"), ("centred", "centered"), ("centring", "centering"), ("centre", "center"), ("fibre", "fiber"),
    ("calibre", "caliber"), ("litre", "liter"), ("theatre", "theater"), ("centimetre", "centimeter"),
    ("millimetre", "millimeter"), ("grey", "gray"), ("mould", "mold"),
    ("defence", "defense"), ("manoeuvr", "maneuver"), ("plough", "plow"), ("programme", "program"), ("leucocyt", "leukocyt"),
    ("counselling", "counseling"), ("modelled", "modeled"), ("labelled", "labeled"), ("travelled", "traveled"),
    ("channelled", "channeled"), ("tunnelled", "tunneled"), ("bevelled", "beveled"), ("cancelled", "canceled"),
    ("non-union", "nonunion"), ("pre-operative", "preoperative"), ("post-operative", "postoperative"),
    ("intra-operative", "intraoperative"),
)  # fmt: skip
# Verbs in -ise and -ize by what comes before the ending, so that "pollicis" and "incise" are never touched.
VERBS = (
    "vascular", "devascular", "revascular", "devital", "mobil", "immobil", "stabil", "visual", "util", "morsel", "cauter",
    "skeleton", "heparin", "hospital", "normal", "steril", "local", "recogn", "real", "minim", "optim", "organ", "osteotom",
    "synchron", "mucosal", "individual", "neutral", "final", "emphas", "prior", "author", "anaesthet", "anesthet",
)  # fmt: skip
_VERB, _ENDING = rf"\b((?:{'|'.join(VERBS)})i)", r"(?=e|ing|ation)"


def american(text: str) -> str:
    """British spelling becomes American."""
    for uk, us in STEMS:
        text = _replaced(text, uk, us)
    return re.sub(_VERB + "s" + _ENDING, lambda found: found[1] + _in_case("z", found[0]), text, flags=re.IGNORECASE)


def british(text: str) -> str:
    """American spelling becomes British."""
    for uk, us in STEMS:
        text = _replaced(text, us, uk)
    return re.sub(_VERB + "z" + _ENDING, lambda found: found[1] + _in_case("s", found[0]), text, flags=re.IGNORECASE)


def _replaced(text: str, old: str, new: str) -> str:
    return re.sub(rf"\b{old}(?!wire)", lambda found: _in_case(new, found[0]), text, flags=re.IGNORECASE)


def _in_case(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() and len(word) > 1 else word
