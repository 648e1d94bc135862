"""The words of the note that stand behind what is said of a claim; never more than a reader takes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.billing.transfers import State, Transfer
from auditor.model import Evidence
from auditor.record.read import Recorded, RecordedMention

_MOST = 4
_JOINS = ("arterial_anastomosis", "venous_anastomosis")
_SKIN = {"present": frozenset({"present"}), "absent": frozenset({"absent", "discarded", "thrown", "refused"})}
_MENTIONED = {"recipient_vessels": ("artery", "vein"), "defect_location": ("bone",)}
_KEPT = frozenset({"keep_pedicle", "undivided", "unjoined"})


def donor(record: Recorded, transfer: Transfer) -> tuple[Evidence, ...]:
    """Where the note names the donor bone."""
    return some(_bone(record, transfer.graft.donor_site))


def skin(record: Recorded, transfer: Transfer) -> tuple[Evidence, ...]:
    """Where the note names the bone, and what it says of skin on it."""
    return some([*list(_bone(record, transfer.graft.donor_site))[:1], *_skin(record, transfer)])


def transfer(record: Recorded, of: Transfer) -> tuple[Evidence, ...]:
    """What establishes a transfer: bone, skin and joined vessels; for an open one, what its questions rest on."""
    if of.state is State.OPEN:
        asked = [quote for question in record.questions if question.severity == "decisive" for quote in question.quotes]
        claimed = [*list(_bone(record, of.graft.donor_site))[:1], *_accepted(record, "bone_claim"), *_stopped(record)]
        return some(asked or claimed)
    if of.graft.vascularity == "pedicled":
        kept = (mention for mention in _accepted(record, "act") if mention.value in _KEPT)
        return some([*list(_bone(record, of.graft.donor_site))[:2], *kept])
    # Which join is which graft's is not recorded, so that with several only their bones are quoted.
    joined = (place for name in _JOINS for place in record.support.get(name, ())[:1] if len(record.grafts) == 1)
    return some([*list(_bone(record, of.graft.donor_site))[:1], *list(_skin(record, of))[:1], *joined])


def _stopped(record: Recorded) -> Iterator[Evidence]:
    return (mention for mention in _accepted(record, "modifier_cue") if mention.value == "discontinued")


def plain_graft(record: Recorded) -> tuple[Evidence, ...]:
    """Where the note tells of a bone graft without vessels that was done."""
    return some(_accepted(record, "nonvascular"))


def cues(record: Recorded, values: Iterable[str]) -> tuple[Evidence, ...]:
    """Where the note gives reasons for a modifier."""
    wanted = frozenset(values)
    return some(mention for mention in _accepted(record, "modifier_cue") if mention.value in wanted)


def printed_codes(record: Recorded, codes: Iterable[str]) -> tuple[Evidence, ...]:
    """Where the note prints codes."""
    wanted = frozenset(codes)
    return some(mention for mention in record.evidence if mention.concept == "stated_code" and mention.value in wanted)


def header(record: Recorded, concept: str) -> tuple[Evidence, ...]:
    """Where the note names its surgeon or date."""
    return some(mention for mention in record.evidence if mention.concept == concept)[:1]


def _element(record: Recorded, name: str) -> Iterable[Evidence]:
    """Facts of the graft document some elements; their words are mentions of a concept."""
    if name == "skin_paddle":
        states = {graft.skin_paddle for graft in record.grafts}
        values = _SKIN.get(states.pop(), frozenset()) if len(states) == 1 else frozenset()
        return (mention for mention in _accepted(record, "skin") if mention.value in values)
    if name in _MENTIONED:
        return _accepted(record, *_MENTIONED[name])
    return record.support.get(name, ())


def _bone(record: Recorded, bone: str) -> Iterator[Evidence]:
    """Mentions of one donor among those that document the donor site, else all of them."""
    places = record.support.get("donor_site", ())
    named = {mention.start for mention in record.evidence if mention.value == bone}
    own = [place for place in places if place.start in named]
    if not places:
        own = [mention for mention in _accepted(record, "bone", "flap_name") if mention.value == bone]
    yield from own or places


def _skin(record: Recorded, transfer: Transfer) -> Iterator[Evidence]:
    alike = len({graft.skin_paddle for graft in record.grafts}) == 1
    values = _SKIN.get(transfer.graft.skin_paddle, frozenset()) if alike else frozenset()
    return (mention for mention in _accepted(record, "skin") if mention.value in values)


def _accepted(record: Recorded, *concepts: str) -> Iterator[RecordedMention]:
    return (mention for mention in record.evidence if mention.accepted and mention.concept in concepts)


def element(record: Recorded, *names: str) -> tuple[Evidence, ...]:
    """What documents one of these elements, the first two places of each."""
    return some(place for name in names for place in list(_element(record, name))[:2])


def some(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first few, in order of place and without repeats of the same place."""
    places = {(each.start, each.end): each for each in found}
    kept = list(places.values())[:_MOST]
    return tuple(
        Evidence(quote=each.quote, start=each.start, end=each.end, line=each.line, section=each.section, place=each.place)
        for each in sorted(kept, key=lambda each: (each.start, each.end))
    )
