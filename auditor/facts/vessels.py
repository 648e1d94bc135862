"""How the flap's vessels were joined, and to which vessels of the recipient site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from auditor.facts.candidate import Candidate
from auditor.facts.columns import kind_of_column
from auditor.facts.covering import without_soft_flaps
from auditor.facts.filing import stem
from auditor.facts.index import NAMED_VESSELS, Index, has, start_of
from auditor.facts.joining import KINDS, join_sentences, kind_of
from auditor.facts.linking import last_named
from auditor.facts.receivers import is_interposed, is_recipient, receives_vein, stands_behind
from auditor.facts.recipients import (
    adds_vein,
    comitans_of,
    goes_with_artery,
    is_companion,
    made_ready,
    named_by_artery,
    written_name,
)
from auditor.facts.techniques import (
    TECHNIQUES,
    is_left_unused,
    is_put_right,
    kinds_by_flap,
    kinds_of,
    kinds_told_for,
    technique_of,
)
from auditor.language.sighting import Sighting
from auditor.model import Technique
from auditor.rules.schema import Anatomy

_BESIDE = 40
_TO_IT = re.compile(r"\s+to\s+(?:it|this|that)\b(?!\s+\w*(?:artery|vein|vessel))", re.IGNORECASE)
_IT = re.compile(r"[.;]\s+It\b[^.;]*\Z")
_SPENT = re.compile(r"\b(?:ligated|tied|clipped|harvested|sacrificed|graft)\b", re.IGNORECASE)
_PREPARING = 3  # sentences
_IT_WITHIN = 80  # characters


@dataclass(slots=True)
class Joins:
    """What the note says of the anastomoses of one graft."""

    arterial: set[Technique] = field(default_factory=set)
    venous: set[Technique] = field(default_factory=set)
    recipients: list[str] = field(default_factory=list)
    artery_named: bool = False
    vein_named: bool = False
    last: Technique | None = None
    evidence: list[Sighting] = field(default_factory=list)
    corrected: set[str] = field(default_factory=set)

    def join(self, kinds: set[str], technique: Technique, *, corrects: bool) -> None:
        """Take a technique for the `kinds` of vessel that it tells of; what `corrects` replaces what was told.

        A technique that was told already corrects nothing: "the coupler was 2.5 mm".
        """
        for kind, used in (("artery", self.arterial), ("vein", self.venous)):
            if kind in kinds:
                if corrects and kind not in self.corrected and technique not in used:
                    self.corrected.add(kind)
                    used.clear()
                used.add(technique)

    @property
    def described(self) -> bool:
        """Whether any join of vessels is described."""
        return bool(self.evidence)

    def ordered(self, kind: str) -> tuple[Technique, ...]:
        """Techniques of one kind in the order of the guidelines."""
        used = self.arterial if kind == "arterial" else self.venous
        return tuple(technique for technique in TECHNIQUES if technique in used)


def find_joins(index: Index, donors: list[Candidate], anatomy: Anatomy) -> list[Joins]:
    """One `Joins` for each donor; with several donors a sentence belongs to the one whose vessels or name it bears."""
    joins = [Joins() for _ in donors] or [Joins()]
    pedicles = [frozenset(c.donor.pedicles) for c in donors] or [frozenset()]
    owned = [frozenset(c.donor.own) for c in donors] or [frozenset()]
    owner = 0
    told = [sorted(index.sentence(number), key=start_of) for number in join_sentences(index)]
    own = without_soft_flaps(index, donors, told, anatomy.soft_flap)
    if not (own or has(index.body("flap"), "flap", "free") or has(index.body("act"), "act", "keep_pedicle")):
        own = told  # a flap that only covers has no vessels to join, so the joins are the bone's
    for findings in own:
        owner = _owner(findings, donors, owner, index)
        _read_sentence(findings, joins[owner], pedicles[owner], owned[owner], index)
    for join, vessels in zip(joins, pedicles, strict=True):
        if join.described:
            _fill_names(index, join, vessels)
    return joins


def _owner(findings: list[Sighting], donors: list[Candidate], current: int, index: Index) -> int:
    """The donor that a join sentence is about: by its name, by its own vessels, else by place in the note."""
    if len(donors) < 2:
        return 0
    for number, candidate in enumerate(donors):
        if any(f.concept in {"bone", "flap_name"} and f.value == candidate.donor.id for f in findings):
            return number
    for number, candidate in enumerate(donors):
        if any(f.concept in NAMED_VESSELS and f.role != "receives" and stem(f.value) in candidate.donor.own for f in findings):
            return number
    return last_named(index, donors, start_of(findings[0]), current)


def _read_sentence(findings: list[Sighting], joins: Joins, pedicles: frozenset[str], own: frozenset[str], index: Index) -> None:
    performed = [f for f in findings if f.accepted]
    techniques = [f for f in performed if f.concept == "technique" and not is_left_unused(f)]
    for technique in techniques:
        if _of_vein_graft(technique, performed, pedicles | own) or _goes_on_with_graft(technique, index):
            continue
        column = kind_of_column(technique)
        kinds = {column} if column else _sewn_to_flap(technique, performed, pedicles | own)
        kinds = kinds or kinds_told_for(technique, performed) or kinds_by_flap(technique, performed)
        kinds = kinds or kinds_of(technique, performed, index)
        value = joins.last if technique.value == "same" else technique_of(technique.value)
        joins.last = value or joins.last
        if value:
            joins.join(kinds, value, corrects=technique.evidence.section == "addendum" or is_put_right(technique))
    joins.evidence.extend(techniques or [f for f in performed if f.concept == "act" and f.value == "join"][:1])
    for finding in performed:
        if finding.concept in NAMED_VESSELS:
            if not _inside_another(finding, performed) and is_recipient(finding, performed, pedicles, own):
                _name(finding, joins, performed)
        elif is_companion(finding) and receives_vein(finding, performed, pedicles | own):
            _add(joins, comitans_of(finding, performed), "vein")
        elif goes_with_artery(finding) and joins.artery_named:
            _add(joins, named_by_artery(finding, joins.recipients), "vein")


def _of_vein_graft(technique: Sighting, performed: list[Sighting], own: frozenset[str]) -> bool:
    """Whether a vein graft or a loop is joined here, and none of the flap's own vessels: that is no join of the flap."""
    clause = [f for f in performed if f.clause == technique.clause and start_of(f) < start_of(technique)]
    vessels = [f for f in clause if f.concept in KINDS]
    if _sewn_to_flap(technique, performed, own):
        return False
    led = bool(vessels) and vessels[0].value == "interposed" and not _leads(technique, performed, own)
    led = led and not any(f.concept == "flap_name" and start_of(f) < start_of(vessels[0]) for f in clause)  # "DCIA to vein graft"
    looped = any(f.value == "interposed" and "loop" in f.evidence.quote.lower() for f in performed if f.concept == "vessel")
    named = any(f.concept in NAMED_VESSELS and f.role != "receives" and stem(f.value) in own for f in performed)
    other_end = _is_other_end(technique, performed, own) or _is_far_end(technique, performed, own)
    return led or (looped and not named) or other_end


def _goes_on_with_graft(technique: Sighting, index: Index) -> bool:
    """Whether "it" is the vein graft of the sentence before: "It is first implanted end-to-side on the external carotid"."""
    place = technique.evidence
    if _IT.search(place.statements.text, max(place.start - _IT_WITHIN, 0), place.start) is None:
        return False
    before = index.sentence(technique.sentence - 1)
    return any(is_interposed(f, before) for f in before if f.concept in NAMED_VESSELS) or has(before, "vessel", "interposed")


def _leads(technique: Sighting, performed: list[Sighting], own: frozenset[str]) -> bool:
    """Whether a vessel of the flap's own is what is joined here: "the genicular artery was joined to the graft"."""
    before = [f for f in performed if start_of(f) < start_of(technique)]
    since = max((start_of(f) for f in before if f.concept == "technique"), default=-1)
    told = [f for f in before if f.concept in NAMED_VESSELS and start_of(f) > since]
    return bool(told) and told[0].role != "receives" and stem(told[0].value) in own


def _is_other_end(technique: Sighting, performed: list[Sighting], own: frozenset[str]) -> bool:
    """Whether a sentence tells of a vein that was cut as a graft, and its clause joins that to no vessel of the flap's own."""
    named = [f for f in performed if f.concept in NAMED_VESSELS]
    here = [f for f in named if f.clause == technique.clause]
    return bool(here) and is_interposed(named[0], performed) and not any(stem(f.value) in own for f in here)


def _sewn_to_flap(technique: Sighting, performed: list[Sighting], own: frozenset[str]) -> set[str]:
    """The kind of the flap's own vessel to which a vein graft is sewn: "a vein was taken and sewn to the peroneal artery"."""
    named = [f for f in performed if f.concept in NAMED_VESSELS]
    grafted = any(start_of(f) < start_of(technique) and is_interposed(f, performed) for f in named)
    after = (
        f for f in named if f.role == "receives" and 0 < start_of(f) - technique.evidence.end < _BESIDE and stem(f.value) in own
    )
    return {kind for f in after if grafted and (kind := kind_of(f))}


def _is_far_end(technique: Sighting, performed: list[Sighting], own: frozenset[str]) -> bool:
    """Whether a vein graft was joined to the flap's own vessel before in the sentence, and its other end is joined here."""
    grafted = any(f.concept == "vessel" and f.value == "interposed" and start_of(f) < start_of(technique) for f in performed)
    named = [f for f in performed if f.concept in NAMED_VESSELS and f.role != "receives" and stem(f.value) in own]
    joined = {f.clause for f in performed if f.concept == "technique" and start_of(f) < start_of(technique)}
    here = [f for f in performed if f.concept in NAMED_VESSELS and f.clause == technique.clause]
    strange = bool(here) and not any(f in named for f in here)
    if _passes_on(technique, performed, own):
        return True
    return grafted and strange and technique.clause not in joined and any(f.clause in joined for f in named)


def _passes_on(technique: Sighting, performed: list[Sighting], own: frozenset[str]) -> bool:
    """Whether one clause joins the flap to a vein graft and this on: "end-to-end to the vein graft and it end-to-side to ...".

    The flap's `own` vessel behind the graft begins a join of its own: "through a vein graft, DCIV to the femoral vein".
    """
    clause = [f for f in performed if f.clause == technique.clause and start_of(f) < start_of(technique)]
    before = [start_of(f) for f in clause if f.concept == "technique"]
    grafts = [start_of(f) for f in clause if f.concept == "vessel" and f.value == "interposed"]
    if not before or not grafts or grafts[-1] < before[-1]:
        return False
    return not any(f.concept in NAMED_VESSELS and stem(f.value) in own and start_of(f) > grafts[-1] for f in clause)


def _inside_another(finding: Sighting, performed: list[Sighting]) -> bool:
    """Whether a short name is only a part of a fuller one: "PT" of "PT VC", "radial" of "VC of the radial"."""
    if finding.concept == "artery":
        end = finding.evidence.end
        veins = [f.evidence for f in performed if f.concept == "vein" and 0 <= start_of(f) - start_of(finding) <= len("a ")]
        if any(vein.end > end for vein in veins):
            return True  # "lateral circumflex" of "lateral circumflex femoral vein"
        return any(is_companion(f) and stands_behind(finding, f) for f in performed)  # "a vena comitans of the brachial artery"
    if finding.concept != "bare_vessel":
        return False
    if any(is_companion(f) and stands_behind(finding, f) for f in performed):
        return True
    return any(
        f.concept in {"artery", "vein"} and start_of(f) < finding.evidence.end and start_of(finding) < f.evidence.end
        for f in performed
    )


def _name(finding: Sighting, joins: Joins, performed: list[Sighting]) -> None:
    kind = kind_of(finding) or "artery"
    if finding.concept == "bare_vessel":
        kind = _label_before(finding, performed) or kind
        if finding.value == "saphenous":
            kind = "vein"
    name = written_name(finding, kind)
    _add(joins, name, kind)
    if kind == "artery" and adds_vein(finding) and not any(f.concept == "vein" for f in performed):
        _add(joins, f"{name.removesuffix('artery').strip()} vein", "vein")


def _spends(index: Index, number: int) -> bool:
    """Whether a sentence ties vessels off or takes one as a graft, and so makes none of them ready."""
    told = index.sentence(number)
    if not told:
        return False
    text = told[0].evidence.statements.text[start_of(told[0]) : max(f.evidence.end for f in told)]
    return _SPENT.search(text) is not None


def _is_to_it(join: Sighting) -> bool:
    """Whether the vessel that receives is only "it", so that the sentence before names it: "was anastomosed to it"."""
    place = join.evidence
    return _TO_IT.match(place.statements.text, place.end) is not None


def _label_before(finding: Sighting, performed: list[Sighting]) -> str | None:
    """The kind that the words before a bare name announce ("Vein: ... to anterior tibial")."""
    labels = [
        f
        for f in performed
        if f.concept in KINDS and start_of(f) < start_of(finding) and kind_of(f) and f.concept != "bare_vessel"
    ]
    return kind_of(labels[-1]) if labels else None


def _add(joins: Joins, name: str, kind: str) -> None:
    words = set(name.split())
    for known in joins.recipients:
        if words <= set(known.split()) and _kind_word(name) == _kind_word(known):
            return
    joins.recipients.append(name)
    joins.artery_named = joins.artery_named or kind == "artery"
    joins.vein_named = joins.vein_named or kind == "vein"


def _kind_word(name: str) -> str:
    return (
        "vein"
        if any(word in name for word in ("vein", "vena", "comit", "jugular", "saphenous", "cephalic", "basilic", "facial trunk"))
        else "artery"
    )


def _fill_names(index: Index, joins: Joins, pedicles: frozenset[str]) -> None:
    """Where the joins name no artery or no vein, take it from the sentence that prepared the recipient vessels."""
    missing = {kind for kind, named in (("artery", joins.artery_named), ("vein", joins.vein_named)) if not named}
    headings = {start_of(f) for f in index.of("section")}  # below "RECIPIENT VESSELS" several sentences may tell of them
    cues = [(f.sentence, _PREPARING if start_of(f) in headings else 1) for f in index.body("recipient_cue")]
    prepared = [number + further for number, count in cues for further in range(count) if not _spends(index, number + further)]
    before = [f.sentence - 1 for f in joins.evidence if f.concept == "technique" or _is_to_it(f)]
    looped = [f.sentence + shift for f in index.body("vessel") if f.value == "interposed" for shift in (0, -1, -2, 1)]
    for sentences in (prepared, looped, before):
        for number in dict.fromkeys(sentences):
            told = index.sentence(number)
            ready = [f for f in told if f.concept not in NAMED_VESSELS or not is_interposed(f, told)]
            for kind, name in made_ready(ready, pedicles):
                if kind in missing:
                    _add(joins, name, kind)
        missing -= {kind for kind, named in (("artery", joins.artery_named), ("vein", joins.vein_named)) if named}
