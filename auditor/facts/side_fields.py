"""Sides that a form asks for in fields of their own: beside the donor, below the heading of the harvest, under a label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from auditor.facts.index import TITLE, Index
from auditor.facts.voting import COMPARED, NAMED, cast, only_side
from auditor.language.sighting import BLANK, Sighting
from auditor.model import Laterality

LABELS = frozenset({"section", "heading_word", "act", "harvest_cue"})
_OPTIONS = 4  # sentences over which the options of one field may run
_HARVESTS = ("harvest", "donor")


def vote_field(index: Index, own: Iterable[Sighting], votes: Counter[Laterality]) -> None:
    """The side in a field of its own behind the donor's, as forms ask for it: "Donor: [x] rib   Side: [x] L  [ ] R"."""
    for donor in own:
        behind = [f for f in _after_options(index, donor.sentence) if f.evidence.section == "field"]
        in_title = donor.evidence.section in TITLE
        if donor.role == "donor" or (_on_one_line(donor, behind) if in_title else _asks_side(behind)):
            votes.update(only_side(behind))


def _after_options(index: Index, number: int) -> list[Sighting]:
    """The sentence behind a ticked option, past the marks of its row and the options that were left unticked on further lines."""
    following = (index.sentence(number + further) for further in range(1, _OPTIONS + 1))
    return next((here for here in following if any(f.why != BLANK and f.concept not in LABELS for f in here)), [])


def _asks_side(field: list[Sighting]) -> bool:
    """Whether a field asks for nothing but a side: "Site | [x] condyle  [ ] rib", and below it "Side | [x] R  [ ] L"."""
    return bool(field) and all(f.concept in {"side", "section", "heading_word"} for f in field)


def _on_one_line(donor: Sighting, behind: list[Sighting]) -> bool:
    """Whether a field stands in the line of a title that names the donor: "Flap type: scapular tip   Side: [x] L"."""
    text, end = donor.evidence.statements.text, donor.evidence.end
    return bool(behind) and "\n" not in text[end : behind[0].evidence.start]


def vote_labelled(index: Index, place: Laterality | None, votes: Counter[Laterality]) -> None:
    """The side in a field that asks where the harvest was: "Harvest side ( ) R (x) L", "Donor", and below it "Side: (x) L".

    It may be told by the recipient's, which is `place`: "Donor side: same as recipient".
    """
    for label in index.body("harvest_side"):
        here = index.sentence(label.sentence)
        behind = (f for f in index.sentence(label.sentence + 1) if f.evidence.section == "field")
        votes.update(only_side(here) or only_side(behind))
        for compared in [f for f in here if f.concept == "side" and f.value in COMPARED and not votes][:1]:
            cast(votes, NAMED[compared.value], 1, place)


def vote_headed(index: Index, regions: frozenset[str], votes: Counter[Laterality]) -> None:
    """The side in the first field below a heading of the harvest or the donor's region: "HARVEST - FOOT", "Side [x] L [ ] R"."""
    for side in index.of("side"):
        above = (*index.sentence(side.sentence - 1), *index.sentence(side.sentence - 2))
        headed = [f for f in above if f.concept in LABELS | {"region"}]
        of_harvest = any(f.evidence.quote.lower().startswith(_HARVESTS) or f.value in regions for f in headed)
        if side.evidence.section == "field" and of_harvest and len(headed) == len(above):
            votes.update(only_side(index.sentence(side.sentence)))


def vote_under_harvest(index: Index, votes: Counter[Laterality]) -> None:
    """The first side below a heading of the harvest that names no place which receives: "Harvest", "Donor: ***", "Side: left"."""
    for heading in index.of(*LABELS):
        if not heading.evidence.quote.lower().startswith(_HARVESTS) or heading.concept == "act":
            continue
        below = [f for further in range(_OPTIONS) for f in index.sentence(heading.sentence + further)]
        side = next((f for f in below if f.concept == "side" and f.accepted and f.value in {"left", "right"}), None)
        if side is not None and not any(f.role == "receives" for f in index.sentence(side.sentence)):
            cast(votes, NAMED[side.value], 1, None)
