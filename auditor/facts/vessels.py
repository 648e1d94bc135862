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
from auditor.facts.recipients import (
    comitans_of,
    goes_with_artery,
    is_companion,
    leads_on,
    made_ready,
    named_by_artery,
    written_name,
)
from auditor.facts.techniques import TECHNIQUES, kinds_by_flap, kinds_of, kinds_told_for, technique_of
from auditor.language.sighting import Sighting
from auditor.model import Technique
from auditor.rules.schema import Anatomy

_BESIDE = 40
# "A piece of saphenous vein", "9 cm of the cephalic vein": what a vein graft is cut from.
_CUT_FROM = re.compile(
    r"\b(?:piece|segment|length|cm|centimet\w+) of (?:the |long |great(?:er)? |less(?:er)? |small |short |left |right )*\Z",
    re.IGNORECASE,
)
_TO_IT = re.compile(r"\s+to\s+(?:it|this|that)\b(?!\s+\w*(?:artery|vein|vessel))", re.IGNORECASE)
_IT = re.compile(r"[.;]\s+It\b[^.;]*\Z")
_TAKES_BACK = re.compile(
    r"\b(?:correction|(?:scratch|strike|cancel) that|make that|i mean|sorry)\b[,:.]?\s*"
    r"(?:it (?:was|is)\s+|make (?:it|that)\s+)?\Z",
    re.IGNORECASE,
)
_UNUSED = re.compile(
    r"\s+(?:was|were)\s+(?:opened|tried|sized|considered|offered|loaded)\b[^.;,]{0,24}\b(?:not|never|without\s+being)\s+"
    r"(?:be\s+)?(?:used|applied|fired|closed|fit(?:ted)?)\b",
    re.IGNORECASE,
)
_NEAR = 36  # characters
_SPENT = re.compile(r"\b(?:ligated|tied|clipped|harvested|sacrificed|graft)\b", re.IGNORECASE)
_PREPARING = 3  # sentences
_TAKEN_WITHIN = 80  # characters: "6 cm of the cephalic vein were taken and interposed"
_OF = re.compile(r"\s+(?:of\s+)?(?:the\s+)?(?:(?:left|right)\s+)?")
_USED = re.compile(
    r"\s*(?:(?:and|&|\+)\s+(?:its\s+)?(?:artery|vein)\s+)?(?:were\s+|was\s+)?used\s*(?:[:;.,]|as\s+recip)", re.IGNORECASE
)
_COORDINATED = len(" and one ")
_ONE = re.compile(r"vena comitan|comitant\b|(?<!vena )comitans|(?:accompanying|companion) vein\b", re.IGNORECASE)


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
    techniques = [f for f in performed if f.concept == "technique" and not _is_left_unused(f)]
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
            joins.join(kinds, value, corrects=technique.evidence.section == "addendum" or _is_put_right(technique))
    joins.evidence.extend(techniques or [f for f in performed if f.concept == "act" and f.value == "join"][:1])
    for finding in performed:
        if finding.concept in NAMED_VESSELS:
            if not _inside_another(finding, performed) and _is_recipient(finding, performed, pedicles, own):
                _name(finding, joins, performed)
        elif is_companion(finding) and _receives_vein(finding, performed, pedicles | own):
            _add(joins, comitans_of(finding, performed), "vein")
        elif goes_with_artery(finding) and joins.artery_named:
            _add(joins, named_by_artery(finding, joins.recipients), "vein")


def _is_left_unused(technique: Sighting) -> bool:
    """Whether a device was only tried: "a 3.0 coupler was opened and was not used because the walls did not match"."""
    place = technique.evidence
    return _UNUSED.match(place.statements.text, place.end) is not None


def _is_put_right(technique: Sighting) -> bool:
    """Whether a dictation takes back what it just said: "... into the ulnar artery. Hmm no. Correction, end to side ..."."""
    place = technique.evidence
    return _TAKES_BACK.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


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
    if _IT.search(place.statements.text, max(place.start - _TAKEN_WITHIN, 0), place.start) is None:
        return False
    before = index.sentence(technique.sentence - 1)
    return any(_is_interposed(f, before) for f in before if f.concept in NAMED_VESSELS) or has(before, "vessel", "interposed")


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
    return bool(here) and _is_interposed(named[0], performed) and not any(stem(f.value) in own for f in here)


def _sewn_to_flap(technique: Sighting, performed: list[Sighting], own: frozenset[str]) -> set[str]:
    """The kind of the flap's own vessel to which a vein graft is sewn: "a vein was taken and sewn to the peroneal artery"."""
    named = [f for f in performed if f.concept in NAMED_VESSELS]
    grafted = any(start_of(f) < start_of(technique) and _is_interposed(f, performed) for f in named)
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
    if _passes_on(technique, performed):
        return True
    return grafted and strange and technique.clause not in joined and any(f.clause in joined for f in named)


def _passes_on(technique: Sighting, performed: list[Sighting]) -> bool:
    """Whether one clause joins the flap to a vein graft and this on: "end-to-end to the vein graft and it end-to-side to ..."."""
    clause = [f for f in performed if f.clause == technique.clause]
    before = [f for f in clause if f.concept == "technique" and start_of(f) < start_of(technique)]
    grafts = (f for f in clause if f.concept == "vessel" and f.value == "interposed")
    return bool(before) and any(start_of(before[-1]) < start_of(f) < start_of(technique) for f in grafts)


def _inside_another(finding: Sighting, performed: list[Sighting]) -> bool:
    """Whether a short name is only a part of a fuller one: "PT" of "PT VC", "radial" of "VC of the radial"."""
    if finding.concept == "artery":
        end = finding.evidence.end
        veins = [f.evidence for f in performed if f.concept == "vein" and 0 <= start_of(f) - start_of(finding) <= len("a ")]
        if any(vein.end > end for vein in veins):
            return True  # "lateral circumflex" of "lateral circumflex femoral vein"
        return any(is_companion(f) and _stands_behind(finding, f) for f in performed)  # "a vena comitans of the brachial artery"
    if finding.concept != "bare_vessel":
        return False
    if any(is_companion(f) and _stands_behind(finding, f) for f in performed):
        return True
    return any(
        f.concept in {"artery", "vein"} and start_of(f) < finding.evidence.end and start_of(finding) < f.evidence.end
        for f in performed
    )


def _stands_behind(vessel: Sighting, companion: Sighting) -> bool:
    """Whether a vessel only says whose companion a vein is."""
    place = companion.evidence
    return _OF.fullmatch(place.statements.text, place.end, start_of(vessel)) is not None


def _receives_vein(companion: Sighting, performed: list[Sighting], own: frozenset[str]) -> bool:
    """Whether a vena comitans without a name belongs to the recipient artery.

    It does where the flap's vein is joined "to" it or it is joined to the flap's own, and where it is one vein that a sentence
    about a recipient artery joins. Of several, nobody can say that they are not the flap's.
    """
    veins = [f for f in performed if f is not companion and f.concept == "vein"]
    if leads_on(companion):
        return False
    whose = [f for f in performed if f.concept in {"artery", "bare_vessel"} and _stands_behind(f, companion)]
    if companion.role == "receives" and whose and not any(start_of(f) == start_of(companion) for f in veins):
        return True  # "to VC of brachial, second vein to the cephalic vein"
    if companion.role != "receives" and any(0 <= start_of(companion) - f.evidence.end <= _COORDINATED for f in veins):
        return False  # "the saphenous branch and one comitans, each end to end into the two best veins"
    if companion.role == "receives":  # with a named vein beside it, "vena comitans" only says what kind of vein that is
        return not any(f.role == "receives" and abs(start_of(f) - start_of(companion)) < _BESIDE for f in veins)
    strange = [f for f in performed if kind_of(f) == "vein" and stem(f.value) not in own]
    if any(f in veins or f.role == "receives" for f in strange if f is not companion):
        return False
    if veins:
        return True
    led = any(f.concept in {"artery", "bare_vessel"} and stem(f.value) not in own for f in performed)
    return led and _ONE.search(companion.evidence.quote) is not None and _is_joined(companion, performed)


def _is_joined(vein: Sighting, performed: list[Sighting]) -> bool:
    """Whether the vein's own clause says how it was joined."""
    return any(f.concept == "technique" and f.clause == vein.clause for f in performed)


def _is_recipient(finding: Sighting, performed: list[Sighting], pedicles: frozenset[str], own: frozenset[str]) -> bool:
    """A named vessel that receives the flap's, or one that the flap cannot own and no other receives in its place."""
    name = stem(finding.value)
    if _is_used(finding):
        return True
    if (name in own and not _is_given_to(finding, performed)) or _is_interposed(finding, performed):
        return False
    if _told_backwards(finding, performed, pedicles):
        return finding.role != "receives"
    if finding.role == "receives":
        if name not in pedicles:
            return True
        if has(performed, "act", "harvest"):
            return False  # raised here: "both joined at one subscapular stem"
        return any(f.concept in KINDS and f.role != "receives" and start_of(f) < start_of(finding) for f in performed)
    taken = any(
        f.role == "receives" and kind_of(f) == kind_of(finding) and f.concept in NAMED_VESSELS and stem(f.value) not in own
        for f in performed
    )
    return name not in pedicles and not taken


def _is_used(finding: Sighting) -> bool:
    """Whether a note says of a vessel, whatever its name, that it was used to join the flap to: "thoracodorsal artery used"."""
    place = finding.evidence
    return _USED.match(place.statements.text, place.end) is not None


def _is_given_to(finding: Sighting, performed: list[Sighting]) -> bool:
    """Whether a vessel of a name that the flap's own may bear receives in so many words: "both veins to dorsal digital veins"."""
    named = [f.evidence for f in performed if f.concept in NAMED_VESSELS]
    before = [f for f in performed if f.concept == "vessel" and f.role != "receives" and f.evidence.end < start_of(finding)]
    plain = [f for f in before if not is_companion(f) and not any(e.start <= start_of(f) < e.end for e in named)]
    return finding.role == "receives" and any(kind_of(f) == kind_of(finding) for f in plain)


def _told_backwards(finding: Sighting, performed: list[Sighting], pedicles: frozenset[str]) -> bool:
    """Whether the recipient is told first: "facial artery to thoracodorsal artery", of which the flap owns the second."""
    named = [f for f in performed if f.concept in NAMED_VESSELS and kind_of(f) == kind_of(finding)]
    here = [f for f in named if f.clause == finding.clause]
    told = here if len(here) > 1 else named  # "the cephalic vein was swung up; it was joined to the thoracodorsal vein"
    giving = [f for f in told if f.role != "receives"]
    receiving = [f for f in told if f.role == "receives"]
    if len(giving) != 1 or len(receiving) != 1:
        return False
    return stem(receiving[0].value) in pedicles and stem(giving[0].value) not in pedicles


def _is_interposed(finding: Sighting, performed: list[Sighting]) -> bool:
    """Whether the words name a vein graft, which is set between and receives nothing, or the vein that it was cut from."""
    grafts = [f for f in performed if f.concept == "vessel" and f.value == "interposed"]
    if any(start_of(f) <= start_of(finding) < f.evidence.end for f in grafts):
        return True
    place = finding.evidence
    if _CUT_FROM.search(place.statements.text, max(place.start - _NEAR, 0), place.start) and finding.role != "receives":
        return True
    taken = has(performed, "act", "harvest") and finding.concept == "vein" and finding.role != "receives"
    return taken and any(0 < start_of(f) - finding.evidence.end < _TAKEN_WITHIN for f in grafts)


def _name(finding: Sighting, joins: Joins, performed: list[Sighting]) -> None:
    kind = kind_of(finding) or "artery"
    if finding.concept == "bare_vessel":
        kind = _label_before(finding, performed) or kind
        if finding.value == "saphenous":
            kind = "vein"
    _add(joins, written_name(finding, kind), kind)


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
            ready = [f for f in told if f.concept not in NAMED_VESSELS or not _is_interposed(f, told)]
            for kind, name in made_ready(ready, pedicles):
                if kind in missing:
                    _add(joins, name, kind)
        missing -= {kind for kind, named in (("artery", joins.artery_named), ("vein", joins.vein_named)) if named}
