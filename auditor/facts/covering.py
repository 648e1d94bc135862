"""A flap without bone that was joined beside the graft: its vessels and techniques are not the graft's."""

from __future__ import annotations

import re

from auditor.facts.candidate import Candidate
from auditor.facts.filing import stem
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.facts.joining import kind_of
from auditor.language.sighting import Sighting
from auditor.language.words import words
from auditor.rules.schema import SoftFlap

# Words of flaps' names that tell nothing of which it is.
_NAMELESS = words(
    "free flap flaps skin muscle fasciocutaneous perforator pedicled rotation local advancement split island lateral anterior "
    "posterior medial fascia fascial soft tissue and of the with left right one two three"
)
_NAMED_WITHIN = 28  # characters
_LABELLED = re.compile(r"\W*[A-Za-z][\w ]{0,24}:")
_OPENING = 80  # characters
_SENTENCE_END = re.compile(r"(?<!\b[av])\. |\n|; ")  # "ALT: a. to the facial a." is one
# Sentences back in which the flap that is joined may be named.
_NEAR = 2


def without_soft_flaps(
    index: Index, donors: list[Candidate], told: list[list[Sighting]], known: tuple[SoftFlap, ...]
) -> list[list[Sighting]]:
    """The sentences that join vessels, without those that join them for a flap without bone."""
    kept = []
    led: SoftFlap | None = None
    last: list[Sighting] = []  # of a flap without bone
    for findings in told:
        led = _led_by_own(index, donors, findings, known, led)
        if led is None and not _ends_line_of(last, donors, findings) and not _of_soft_flap(index, donors, findings, known):
            kept.append(findings)
        else:
            last = findings
    return kept


def _ends_line_of(last: list[Sighting], donors: list[Candidate], findings: list[Sighting]) -> bool:
    """Whether a vein is joined in the labelled line that joins the artery of a flap without bone: "ALT: to ECA. Vein to IJV"."""
    if not last or any(kind_of(f) == "artery" for f in findings):
        return False
    text, start = findings[0].evidence.statements.text, start_of(findings[0])
    line = text[text.rfind("\n", 0, start) + 1 : start]
    own = {vessel for c in donors for vessel in (*c.donor.own, *c.donor.pedicles)}
    named = any(f.concept in NAMED_VESSELS and stem(f.value) in own for f in findings)
    return start - start_of(last[0]) < len(line) and _LABELLED.match(line) is not None and not named


def _led_by_own(
    index: Index, donors: list[Candidate], findings: list[Sighting], known: tuple[SoftFlap, ...], before: SoftFlap | None
) -> SoftFlap | None:
    """The flap without bone whose own artery leads to another artery here, or whose vein follows what was joined `before`.

    None where its part of the body is not spoken of, or where a vessel of a graft's own stands in the sentence.
    """
    named = [f for f in findings if f.concept in NAMED_VESSELS]
    fed = {vessel for c in donors for vessel in c.donor.pedicles}
    if not named or named[0].role == "receives" or any(stem(f.value) in fed for f in named):
        return None
    first = stem(named[0].value)
    if before is not None and first in before.veins:
        return before
    others = {stem(f.value) for f in named[1:] if f.concept != "vein"} - {first}
    raised = {f.value for f in index.performed("region", sections=BODY | TITLE)}
    led = (flap for flap in known if first in flap.arteries and flap.region in raised and not others & set(flap.beside))
    return next(led, None) if others else None


def _of_soft_flap(index: Index, donors: list[Candidate], findings: list[Sighting], known: tuple[SoftFlap, ...]) -> bool:
    """Whether vessels are joined for a flap without bone, which was named last before them or with them."""
    if _opens_with_soft_flap(index, donors, findings) or _names_soft_flap(index, donors, findings):
        return True
    number, place = findings[0].sentence, start_of(findings[0])
    near = [f for back in range(_NEAR + 1) for f in index.sentence(number - back)]
    soft = [start_of(f) for f in near if f.concept == "soft_flap" and f.accepted and f.evidence.section in BODY]
    soft += [place for back in range(_NEAR + 1) for place in _raised(index, donors, number - back, known)]
    if not soft:
        return False
    own = {vessel for c in donors for vessel in (*c.donor.own, *c.donor.pedicles)}
    bones = {c.donor.id for c in donors}
    for finding in near:
        if start_of(finding) < min(max(soft), place) or finding.role == "receives":
            continue
        if finding.concept in {"bone", "flap_name"} and finding.value in bones:
            return False
        if finding.concept in NAMED_VESSELS and stem(finding.value) in own:
            return False
    return True


def _raised(index: Index, donors: list[Candidate], number: int, known: tuple[SoftFlap, ...]) -> list[int]:
    """Where a sentence raises skin on the artery of a flap without bone, in the part of the body that gives it and no bone."""
    here = index.sentence(number)
    told = [f for f in here if f.accepted and f.evidence.section in BODY]
    if (
        not index.performed("soft_flap", sections=TITLE)
        or not has(told, "skin", "present", "named")
        or not has(told, "act", "harvest")
    ):
        return []
    giving = {region for c in donors for region in c.donor.regions}
    regions = {f.value for f in told if f.concept == "region"} - giving
    arteries = {stem(f.value) for f in told if f.concept in {"artery", "bare_vessel"} and f.role != "receives"}
    own = (flap for flap in known if flap.region in regions and arteries & set(flap.arteries))
    return [start_of(here[0])] if next(own, None) else []


def _names_soft_flap(index: Index, donors: list[Candidate], findings: list[Sighting]) -> bool:
    """Whether a sentence opens with a word of a flap without bone that was moved as well: "The forearm flap ...", "ALT: ..."."""
    own = {vessel for c in donors for vessel in c.donor.own}
    told_of_bone = any(f.concept in NAMED_VESSELS and f.role != "receives" and stem(f.value) in own for f in findings)
    moved = index.performed("soft_flap", sections=BODY | TITLE)
    if told_of_bone or not moved or any(f.concept in {"bone", "flap_name"} for f in findings):
        return False
    of_bones = {word for c in donors for f in (*c.claimed, *c.titled, *c.described) for word in _words(f)}
    names = {word for f in moved for word in _name(f)} - of_bones - _NAMELESS
    opening = _opening(findings)
    return any(re.search(rf"\b{re.escape(name)}\b(?: free| skin)?(?: flap\b|(?: [a-z]+){{0,2}}:|,)", opening) for name in names)


def _name(flap: Sighting) -> list[str]:
    """The words of a flap's name, with those before it in its item: "free radial forearm fasciocutaneous flap"."""
    place = flap.evidence
    ahead = place.statements.text[max(place.start - _NAMED_WITHIN, 0) : place.start].lower()
    return [*re.findall(r"[a-z]+", re.split(r"[.,;:\n]", ahead)[-1])[1:], *_words(flap)]


def _words(finding: Sighting) -> list[str]:
    return finding.evidence.quote.lower().replace("-", " ").split()


def _opening(findings: list[Sighting]) -> str:
    """The sentence in small letters from where it opens to the first vessel that is joined in it."""
    text, first = findings[0].evidence.statements.text, start_of(findings[0])
    ends = [match.start() for match in _SENTENCE_END.finditer(text, max(first - _OPENING, 0), first)]
    opens = ends[-1] + 1 if ends else 0
    vessel = next((start_of(f) for f in findings if f.concept in NAMED_VESSELS or f.concept == "technique"), first)
    return text[max(opens, first - _OPENING, 0) : vessel].lower()


def _opens_with_soft_flap(index: Index, donors: list[Candidate], findings: list[Sighting]) -> bool:
    """Whether a sentence is labelled with the part of the body that a flap without bone is named after: "Thigh: ...".

    Where a bone is raised from that part too, the label says nothing.
    """
    first = findings[0]
    if first.concept != "region" or any(first.value in c.donor.regions for c in donors):
        return False
    word, end = first.evidence.quote.lower(), first.evidence.end
    labelled = first.evidence.statements.text[end : end + 1] == ":"
    return labelled and any(word in f.evidence.quote.lower().split() for f in index.performed("soft_flap"))
