"""What recipient vessels are called: as the note writes them, without their side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.facts.filing import stem
from auditor.facts.index import BODY, start_of
from auditor.language.sighting import Sighting

_COMPANION = re.compile(r"comm?it|accompan|companion|satellite|\bvcs? of\b|\A(?:other )?vcs?\Z", re.IGNORECASE)
_AND_VEIN = re.compile(r"\s+and\s+vein\b", re.IGNORECASE)
_AND_VEIN_ALONE = re.compile(r"\s+and\s+vein\b(?=\s*(?:[,.;)]|\Z|used\b|respectively\b))", re.IGNORECASE)
_OF_FLAP = re.compile(r"of (?:the )?(?:flap|graft|pedicle|transfer)$", re.IGNORECASE)
_LATIN = re.compile(r"\A(?:aa?|vv?|art|arteria|arteriae|vena|venae)\.? (?!comit)[a-z]")  # what it is comes first: "a. radialis"
_SPELLED = ("artery", "arteries", "vein", "vena", "comit", "arch", "branch", "trunk")
_KINDS = frozenset({"a", "art", "aa", "v", "vn", "vv", "vc"})
_LINKS = frozenset({"of", "the"})
_VENA = re.compile(r"\Avv?\.? (?=comit)", re.IGNORECASE)
_EXPLAINED = re.compile(r"\b(?P<name>ven(?:a|ae)\s+comit\w+)\s+\(VCs?\)", re.IGNORECASE)
_OF_SHORT = re.compile(r"\A(?:other )?vcs?(?: of)?\Z")  # "VC of the radial", "to other VC"
_HEARD = re.compile(r"\Avena com(?:m?it|ma) tantes\Z")  # as speech recognition writes it
_ITS = re.compile(r"(?:\b(?:to|onto|into|of)|[:\-])\s+its\s+(?:(?:two|own|larger|better|best)\s+)?\Z", re.IGNORECASE)
_BY_NAME = re.compile(r",\s+(?:the|a)\s")
_ITS_WITHIN = 24  # characters
_LEADS_ON = re.compile(r"\s+(?:(?:in)?to\b|[-\u2013>\u2192]+\s)|-(?=vcs?\b)", re.IGNORECASE)
_SEVERAL = (" vcs", "venae comitantes", "venae comitans")
_SHORT_COMPANIONS = frozenset({"its vc", "its vcs", "its companion", "its companions"})
_SHORTEST = 3  # letters: a shorter part of a name is an abbreviation, and no word
_SIDES = re.compile(r"\b(?:left|right|l|r|(?<!of )the|lt|rt)\b\.?\s*", re.IGNORECASE)


def is_companion(finding: Sighting) -> bool:
    """Whether the words are a vena comitans that is told by no artery's name."""
    if finding.concept != "vessel":
        return False
    quote = finding.evidence.named
    if quote.lower() in _SHORT_COMPANIONS:
        return False
    return _COMPANION.search(quote) is not None and _OF_FLAP.search(quote) is None


def leads_on(companion: Sighting) -> bool:
    """Whether "to" follows a companion, which is the flap's then: "deep comitans to a dorsalis pedis vena comitans"."""
    place = companion.evidence
    return companion.role != "receives" and _LEADS_ON.match(place.statements.text, place.end) is not None


def goes_with_artery(finding: Sighting) -> bool:
    """Whether words mean the companion of the artery just told of: "of its two venae comitantes the larger", "onto its VC"."""
    place = finding.evidence
    short = place.quote.lower() in _SHORT_COMPANIONS
    if not (short or is_companion(finding)):
        return False
    at = place.start + len("its ") * short
    if _BY_NAME.match(place.statements.text, place.end) is not None:
        return False  # "to its companion, the superior thyroid vein"
    return _ITS.search(place.statements.text, max(place.start - _ITS_WITHIN, 0), at) is not None


def named_by_artery(companion: Sighting, recipients: list[str]) -> str:
    """What "its" companion is called: as written, or where the note only gives letters by the artery that received last."""
    written = " ".join(companion.evidence.named.split())
    artery = next((name for name in reversed(recipients) if name.endswith(" artery")), None)
    short = companion.evidence.quote.lower() in _SHORT_COMPANIONS
    return f"{artery.removesuffix(' artery')} vena comitans" if short and artery else written


def comitans_of(finding: Sighting, performed: list[Sighting]) -> str:
    """The name of a vena comitans, with the artery that it goes with where that stands right behind it."""
    end, within = finding.evidence.end, len(" of the right ")
    behind = [f for f in performed if f.concept in {"artery", "bare_vessel"} and 0 < start_of(f) - end <= within]
    name = _OF_SHORT.sub(_in_full(finding), _VENA.sub("vena ", " ".join(finding.evidence.named.split())))
    name = _HEARD.sub("venae comitantes", name).replace("commitan", "comitan")
    if not behind or leads_on(finding):
        return name
    return f"{name} of the {behind[0].value}"


def _in_full(letters: Sighting) -> str:
    """What the letters for a companion stand for, as the note explains them: "its two venae comitantes (VC)"."""
    place = letters.evidence
    one = place.statements.text.endswith((" a ", " one "), 0, place.start)  # one of them
    told = None if one else _EXPLAINED.search(place.statements.text)
    return " ".join(told["name"].lower().split()) if told else "vena comitans"


def written_name(finding: Sighting, kind: str) -> str:
    """The vessel's name in lower case, as written where the note spells it out, without its side; short forms are filled."""
    quote = _SIDES.sub("", " ".join(finding.evidence.named.replace("-", " ").split()))
    quote = quote.replace("comma tan", "comitan").replace("commitan", "comitan")
    quote = quote.replace("vena comitants", "vena comitans").replace("comitants", "comitantes")
    quote = quote.replace("vena comitantes", "vena comitans")
    if _LATIN.match(quote):
        return quote
    name = stem(finding.value)
    companion, of, whose = quote.partition(" of ")
    if of and "comit" in companion:
        return f"{companion} of {name} artery" if whose.split()[-1].strip(".") in _KINDS else quote
    if name.replace(" ", "") in quote.replace(" ", "") and name not in quote:
        return quote  # "thyro-linguo-facial trunk", in which hyphens part the one word of the rules
    companion_of = "venae comitantes" if quote.endswith(_SEVERAL) else "vena comitans"
    word = companion_of if "comit" in quote or quote.endswith((" vc", " vcs")) else kind
    spelled = "." not in quote and any(part in quote for part in _SPELLED)
    if finding.concept == "bare_vessel" or _shortened(quote, name):
        return f"{name} {word}"
    filled = [_filled(part, name) for part in quote.replace(".", " ").split()]
    if spelled and None not in filled:
        return " ".join(part for part in filled if part)
    if filled[-1:] == [None] and quote.split()[-1].strip(".") in _KINDS and len(filled) > 1 and None not in filled[:-1]:
        return " ".join([*(part for part in filled if part), word])
    plain = all(part.isalpha() and len(part) > _SHORTEST for part in quote.split())
    # "The greater saphenous", "the long saphenous": as the note calls it, with its kind behind.
    return f"{quote} {word}" if plain and quote.split()[-1] == name.split()[-1] else f"{name} {word}"


def _shortened(quote: str, name: str) -> bool:
    """Whether a name opens with the initials of the vessel ("pt vena comitans"), its kind among them or not ("ata vc")."""
    initials = "".join(word[0] for word in name.split())
    return quote.split()[0] in {initials, f"{initials}a", f"{initials}v"}


def _filled(part: str, name: str) -> str | None:
    """A word of a vessel's name in full ("post" -> "posterior"), or None where it is an abbreviation that nothing fills."""
    if part in _LINKS:
        return part
    full = next((word for word in name.split() if word.startswith(part)), part)
    return full if len(part) >= _SHORTEST and full not in _KINDS else None


def adds_vein(artery: Sighting) -> bool:
    """Whether "and vein" follows an artery, and means the vein of its name: "left facial artery and vein, end to end"."""
    return _AND_VEIN_ALONE.match(artery.evidence.statements.text, artery.evidence.end) is not None


def made_ready(sentence: list[Sighting], pedicles: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Kind and name of the vessels that a sentence makes ready, without those that feed the flap."""
    told = [f for f in sentence if f.accepted and f.evidence.section in BODY]
    strange = [f for f in told if f.concept in {"artery", "vein"} and stem(f.value) not in pedicles]
    yield from ((f.concept, written_name(f, f.concept)) for f in strange)
    for artery in (f for f in strange if f.concept == "artery" and not any(f.concept == "vein" for f in strange)):
        if _AND_VEIN.match(artery.evidence.statements.text, artery.evidence.end):
            yield "vein", f"{written_name(artery, 'artery').removesuffix('artery').strip()} vein"
    if any(f.concept == "artery" for f in strange):
        yield from (("vein", comitans_of(f, told)) for f in told if is_companion(f))
