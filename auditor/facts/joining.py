"""Where the note joins vessels: the sentences in which a flap is given its new circulation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.language.reading import HEADINGS
from auditor.language.sighting import BLANK, Sighting

_FINE = frozenset({"8", "9", "10", "11", "12"})
_LABELLED = 2  # characters
_MOVES = frozenset(
    {"brought to", "taken to", "went to", "went into", "passed into", "turned into", "led into", "completed", "performed"}
)
_LABEL_END = re.compile(r"[ \t]*(?::|\||\.{2,})")
KEPT = frozenset({"keep_pedicle", "undivided", "unjoined"})
KINDS = ("artery", "vein", "vessel", "bare_vessel")


def moved_on_vessels(index: Index) -> bool:
    """Whether vessels are joined anywhere in the description, or a flap is moved on the pedicle it keeps."""
    if join_sentences(index):
        return True
    kept = [f for f in index.body("act") if f.value in KEPT]
    flapped = any(f.value == "flap" for f in index.performed("flap", sections=BODY | TITLE))
    if flapped or index.performed("soft_flap"):
        return flapped and bool(kept)
    # "The block was turned on its pedicle", "with its intercostal bundle ... swung down on its stalk"
    on_pedicle = any("pedicle" in f.evidence.quote.lower() for f in kept)
    on_pedicle = on_pedicle or (_tells_pedicle(index) and any(has(index.clause(f), "vessel", "pedicle") for f in kept))
    return on_pedicle and has(index.body("flap"), "flap", "piece")


def _tells_pedicle(index: Index) -> bool:
    """Whether a named vessel is told of as a pedicle: a stalk of muscle is none."""
    return any(has(index.clause(f), "vessel", "pedicle") for f in index.body(*NAMED_VESSELS))


def join_sentences(index: Index) -> list[int]:
    """Sentences of the body in which vessels of the flap are joined."""
    if index.join_sentences is None:
        index.join_sentences = _join_sentences(index)
    return index.join_sentences


def _join_sentences(index: Index) -> list[int]:
    numbers: list[int] = []
    for finding in index.body("technique", "act", "artery", "vein"):
        if finding.sentence in numbers[-1:]:
            continue
        if finding.concept == "act" and finding.value != "join":
            continue
        findings = index.sentence(finding.sentence)
        follows = bool(numbers) and _is_next(index, numbers[-1], finding.sentence)
        if finding.concept == "technique":
            wanted = _vessels_near(index, finding) and (finding.value != "same" or follows)
        elif finding.concept == "act":
            wanted = _joins(index, finding, findings) or _sewn_to_named(findings)
        else:  # "Subscapular vein to basilic vein", told right after the artery was joined
            sewn = follows or _sewn_after(index, finding)
            told = (finding.role == "receives" and _is_join(findings)) or (follows and _is_labelled(finding, findings))
            wanted = sewn and told and not _harvests(findings) and not _traces_pedicle(findings)
        if wanted and not _of_other_tissue(findings) and not _mends_injury(findings):
            numbers.append(finding.sentence)
    return sorted({*numbers, *_labelled_before(index, numbers)})


def _is_next(index: Index, before: int, number: int) -> bool:
    """Whether a sentence follows another, with nothing but the mark of a list between: "- Vein: to the facial vein"."""
    return before < number <= before + 2 and not any(index.sentence(between) for between in range(before + 1, number))


def _harvests(findings: list[Sighting]) -> bool:
    """Whether something is raised here; "took" with a receiving vessel as its subject joins: "both comitantes took the veins"."""
    taking = min((f.evidence.end for f in findings if f.role == "receives" and f.concept in KINDS), default=None)
    raising = [f for f in findings if f.concept == "act" and f.value == "harvest"]
    return any(taking is None or f.evidence.quote.lower() != "took" or start_of(f) < taking for f in raising)


def _labelled_before(index: Index, numbers: list[int]) -> Iterator[int]:
    """Lines "Artery: to the radial artery" right above the line of the vein's join, which alone tells how."""
    for number in numbers:
        if not has(index.sentence(number), "section"):
            continue
        for above in (number - 1, number - 2):
            lines = index.sentence(above)
            if (
                has(lines, "section")
                and not _traces_pedicle(lines)
                and any(_is_named(f) and f.role == "receives" and f.accepted for f in lines)
            ):
                yield above


def _traces_pedicle(findings: list[Sighting]) -> bool:
    """Whether a field only says from where to where the pedicle was taken: "Pedicle: circumflex scapular to subscapular"."""
    pedicles = (f.evidence for f in findings if (f.concept, f.value) == ("vessel", "pedicle"))
    return any(_LABEL_END.match(place.statements.text, place.end) is not None for place in pedicles)


def _is_labelled(vessel: Sighting, findings: list[Sighting]) -> bool:
    """Whether a label of its kind stands before a vessel: "a: facial, ETE. v: EJV"."""
    labels = (f for f in findings if f.concept == "vessel" and f.evidence.quote.endswith(":"))
    return any(kind_of(f) == kind_of(vessel) and 0 <= start_of(vessel) - f.evidence.end <= _LABELLED for f in labels)


def _sewn_after(index: Index, vessel: Sighting) -> bool:
    """Whether the sentences right after a vessel speak of a microsurgeon's sutures: "Both with single stitches of 9-0"."""
    near = index.sentence(vessel.sentence) + index.sentence(vessel.sentence + 1) + index.sentence(vessel.sentence + 2)
    return any(f.concept == "act" and f.value == "join" and f.evidence.quote[:1].isdigit() for f in near)


def _vessels_near(index: Index, technique: Sighting) -> bool:
    """A technique counts where a vessel stands in its sentence, or before it where the sutures are a microsurgeon's."""
    here = index.sentence(technique.sentence)
    if technique.value == "coupler" or any((f.concept in KINDS and kind_of(f)) or f.value == "both" for f in here):
        return True
    sutured = any(f.concept == "act" and f.value == "join" and f.evidence.quote[:1].isdigit() for f in here)
    if has(here, "section") and any(f.concept in NAMED_VESSELS for f in index.sentence(technique.sentence - 1)):
        return True  # a field behind that of the vessel: "Artery: facial   Technique: [x] end-to-end"
    if all(f.concept == "technique" for f in here) and any(f.why == BLANK for f in here):
        return any(f.concept in NAMED_VESSELS for f in index.sentence(technique.sentence - 1))  # a line of boxes below it
    near = index.sentence(technique.sentence - 1) + index.sentence(technique.sentence - 2)
    return sutured and any(f.concept in KINDS and f.evidence.section in BODY for f in near)


def _is_join(findings: list[Sighting]) -> bool:
    """An act of joining counts without technique where a named vessel receives another, or an anastomosis is made to it."""
    receiving = [f for f in findings if _is_named(f) and f.role == "receives" and f.accepted]
    giving = [f for f in findings if f.concept in KINDS and f.role != "receives" and f.accepted]
    anastomosed = any(f.concept == "act" and f.evidence.quote.lower().startswith("anastomos") and f.accepted for f in findings)
    blank = any(f.concept == "technique" and f.why == BLANK for f in findings)
    if anastomosed and not blank and any(kind_of(f) or f.value == "both" for f in (*receiving, *giving)):
        return True
    return bool(receiving and giving)


def _joins(index: Index, act: Sighting, findings: list[Sighting]) -> bool:
    """Whether a verb of joining joins vessels in its sentence; one of moving does in its clause: bone, too, is "brought to"."""
    clause = index.clause(act)
    if all(f.concept in HEADINGS or f.evidence.start == act.evidence.start for f in findings):
        return False  # a heading, "ANASTOMOSES", with nothing told beside it
    moved = act.evidence.quote.lower() in _MOVES
    return _is_join(clause if moved else findings) and not has(clause, "act", "harvest")


def _sewn_to_named(findings: list[Sighting]) -> bool:
    """Whether a vessel is named beside a microsurgeon's suture, and nothing else is said: "V: facial v, 9-0 nylon"."""
    told = [f for f in findings if f.accepted]
    sutures = (f.evidence.quote.replace("/", "-").split("-")[0].strip() for f in told if f.concept == "act")
    fine = any(size in _FINE for size in sutures)
    return fine and any(f.concept in NAMED_VESSELS for f in told) and not _harvests(findings)


def _mends_injury(findings: list[Sighting]) -> bool:
    """Whether a vessel that was hurt is repaired here, and none is joined to another: "the artery was nicked and repaired"."""
    told = [f for f in findings if f.accepted]
    hurt = [start_of(f) for f in told if f.concept == "complication" and f.value == "event"]
    joined = [start_of(f) for f in told if f.concept == "technique" or (f.concept == "act" and f.value == "join")]
    return bool(hurt and joined) and max(hurt) < min(joined) and not any(f.role == "receives" for f in told)


def _is_named(finding: Sighting) -> bool:
    """Whether a vessel has a name; a vena comitans has one in the artery that it goes with."""
    return finding.concept in NAMED_VESSELS or (finding.concept == "vessel" and "comit" in finding.evidence.quote.lower())


def _of_other_tissue(findings: list[Sighting]) -> bool:
    """Whether what is joined here is a nerve, tendon or bowel and no vessel."""
    other = [f for f in findings if f.concept == "vessel" and f.value == "nerve"]
    own = [
        f
        for f in findings
        if f.concept in {"artery", "vein"} or (f.concept == "vessel" and f.value in {"artery", "vein", "both"})
    ]
    return bool(other) and not own


def kind_of(finding: Sighting) -> str | None:
    """`artery` or `vein` for what names a vessel, else None."""
    if finding.concept in {"artery", "vein"}:
        return finding.concept
    if finding.concept == "bare_vessel":
        return "vein" if finding.value == "saphenous" else "artery"
    return finding.value if finding.value in {"artery", "vein"} else None
