"""How large the skin of a graft was, among the sizes of scars, skin grafts and other flaps."""

from __future__ import annotations

import re

from auditor.facts.candidate import Candidate
from auditor.facts.filing import stem
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.facts.linking import owner_of
from auditor.language.sighting import CueWords, Sighting

_CALLED_SKIN = frozenset({"paddle", "island", "skin", "cutaneous"})
_SCAR = re.compile(r"\b(?:scar|sinus|tract|ulcer)\b[^.;]*\Z", re.IGNORECASE)
_CUT_DOWN = re.compile(
    r"\b(?:trimmed|reduced|cut\s+down|narrowed|shortened)\s+(?:it\s+|this\s+)?to\s+\Z"
    r"|\bas\s+(?:finally\s+)?(?:cut|incised|raised|taken|elevated|harvested)(?:\s+and\s+\w+)?,?\s+(?:it\s+)?(?:measured|was)\s+\Z"
    r"|\b(?:paddle|island|skin|ellipse)\s+(?:actually\s+|finally\s+)?(?:cut|incised|raised|taken|elevated|harvested)\s+(?:measured|was)\s+\Z",
    re.IGNORECASE,
)
_NEAR = 60  # characters


def paddle_size(index: Index, donors: list[Candidate], number: int) -> tuple[float, ...] | None:
    """The first two-dimensional size that a paddle owns in the operation; an addendum's size governs."""
    told = BODY | TITLE
    sizes = [
        f
        for f in index.performed("size")
        if is_paddle(index, f) and f.cm and (f.evidence.section in told or _is_in_table(index, f))
    ]
    sizes = [f for f in sizes if owner_of(index, donors, f) == number and not _is_of_soft_flap(index, donors, f)]
    sizes.sort(
        key=lambda f: (
            f.evidence.section != "addendum",
            not _is_final(f),
            f.value != "paddle",
            len(f.cm or ()) < 2,
            not _is_called_skin(f),
            -start_of(f) if f.evidence.section == "addendum" else start_of(f),  # the addendum's last word
        )
    )
    return sizes[0].cm if sizes and len(sizes[0].cm or ()) >= 2 else None


def _is_in_table(index: Index, size: Sighting) -> bool:
    """Whether a table of measures stands right below what was seen on scans, and so under their heading."""
    place = size.evidence
    line = place.statements.text.rfind("\n", 0, place.start) + 1
    row = place.statements.text[line : line + 1] == "|" and size.value == "paddle" and place.section == "imaging"
    return row and not has(index.sentence(size.sentence), "imaging")


def _is_of_soft_flap(index: Index, donors: list[Candidate], size: Sighting) -> bool:
    """Whether the clause of a size names a flap without bone, and none of the donors: "a sural flap with a 9 x 6 cm island".

    A "skin flap" that lies over an artery or on a part of the body of the donor is its own.
    """
    clause = index.clause(size)
    fed = {stem(f.value) for f in clause if f.concept == "artery"} & {name for c in donors for name in c.donor.pedicles}
    named = {f.value for f in clause if f.concept in {"bone", "flap_name"}} & {c.donor.id for c in donors}
    plain = all(f.evidence.quote.lower() == "skin flap" for f in clause if f.concept == "soft_flap")
    giving = {region for c in donors for region in c.donor.regions}
    told = (*clause, *index.sentence(size.sentence - 1))  # "LEFT FOOT. A skin flap was drawn on the dorsum"
    own = plain and any(f.concept == "region" and f.value in giving for f in told)
    soft = size.evidence.section in BODY and has(clause, "soft_flap")
    return soft and not (named or fed or own or goes_with_bone(index, size))


def _is_final(size: Sighting) -> bool:
    """Whether a paddle was cut down to this size: "we trimmed it to 6 x 2.5 cm"."""
    place = size.evidence
    return _CUT_DOWN.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


def _is_called_skin(size: Sighting) -> bool:
    """Whether the words that own a size call it skin or an island, as an ellipse or an oval need not be."""
    return size.cue is not None and not _CALLED_SKIN.isdisjoint(size.cue.quote.lower().split())


def _is_of_scar(owner: CueWords) -> bool:
    """Whether an ellipse is that of a scar or a sinus: "including the previous scar in an ellipse of 4 x 1 cm"."""
    return _SCAR.search(owner.text, max(owner.start - _NEAR, 0), owner.start) is not None


def is_paddle(index: Index, size: Sighting) -> bool:
    """A size owned by a paddle, or by skin that is not being cut away."""
    sentence = index.sentence(size.sentence)
    if any(f.value == "specimen" and "pathologist" not in f.evidence.quote.lower() for f in sentence if f.concept == "pathology"):
        return False  # skin that goes with the specimen
    if size.value == "paddle" and size.cue is not None and not _is_called_skin(size):
        clause = index.clause(size)  # a scar, too, is cut out as an ellipse
        return not has(clause, "act", "resect") and not has(clause, "fixation", "removal") and not _is_of_scar(size.cue)
    return size.value == "paddle" or (size.value == "skin" and not has(sentence, "act", "resect"))


def goes_with_bone(index: Index, skin: Sighting) -> bool:
    """Whether a "skin flap" is told in one sentence with the bone or the perforators that it goes with."""
    sentence = index.sentence(skin.sentence)
    return has(sentence, "flap", "piece") or has(sentence, "skin", "perforator")
