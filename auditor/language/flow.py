"""Which of two vessels receives: the flap's artery is joined "to" the one that stays."""

from __future__ import annotations

from auditor.language.reading import Mention, Reading
from auditor.language.words import words

NAMED_VESSELS = frozenset({"artery", "vein", "bare_vessel"})
VESSELS = NAMED_VESSELS | {"vessel"}
# After these no second vessel is joined to the one named: "to the facial artery and the facial vein, were sewn".
_AFTER_BOTH = frozenset({",", ".", ";", "were", "was", "end", "by"})
_REACH_BETWEEN = 8  # words: "between the graft's own artery and the posterior tibial artery"
_VESSEL_WITHIN = 4  # words: "on the left deep circumflex iliac vessels"
_RESTING = frozenset({"on", "with", "at"})
_FLOW_FILLERS = words(
    "[ the a an his her left right l r side of end larger one same recipient native proximal distal adjacent its local "
    "stump good branch ( ) lateral medial superficial accompanying companion second nearby neighboring dorsal small "
    "large both two each nearest that this these those forearm neck foot leg calf arm wrist hand deep"
)
FOLLOWED = words("followed traced tracked dissected chased pursued")
_SHORT_NAME = 2  # words behind a vessel that shorten its kind: "GSV br."
_LYING = words(
    "down anterior posterior medial lateral deep superficial parallel adjacent close next proximal distal cranial caudal"
)
_FOLLOWED_WITHIN = 3  # words: "followed down to"
_ASKED_WITHIN = 3  # words of a label
_TAKING = frozenset({"took", "takes", "received", "receives", "accepted", "accepts"})
_OF_VESSEL = words("of the anterior posterior tibial radial ulnar brachial peroneal artery")
_TAKEN_WORDS = words("the both two one its flap flap's graft graft's second first artery")
_TAKING_WITHIN = 6  # words
_TAKEN_WITHIN = 5  # words: "took the two flap veins"
_FLOW = frozenset({"to", "into", "onto", "with", "on", "at", ">"})


def receives_flow(reading: Reading, vessel: Mention, joined: set[int]) -> bool:
    """Whether a vessel stands on the far side of "to" or "into": the flap is joined to it.

    "On" and "with" say so only in the sentences that tell of a join; elsewhere a flap is raised on its own vessels.
    """
    words, sentence = reading.tokens.words, reading.sentence
    if sentence[vessel.first] in joined and (_takes_another(reading, vessel) or _is_hyphened(reading, vessel)):
        return True
    for token in range(vessel.first - 1, max(vessel.first - 7, -1), -1):
        if sentence[token] != sentence[vessel.first]:
            return False
        told = _told_by_sign(reading, token, joined)
        if told is not None:
            return told
        if words[token] in _RESTING and sentence[token] not in joined:
            return False
        if words[token] in _FLOW:
            return not (_leads_back(words, token) or _is_of_join(words, token, vessel.last))
        if words[token] not in _FLOW_FILLERS:
            return False
    return False


def _takes_another(reading: Reading, vessel: Mention) -> bool:
    """Whether a vessel is said to take another in: "both venae comitantes of the posterior tibial took the two flap veins"."""
    words = reading.tokens.words
    for token in range(vessel.last, min(vessel.last + _TAKING_WITHIN, len(words))):
        if words[token] in _TAKING:
            taken = next((m for m in reading.between(token + 1, token + 1 + _TAKEN_WITHIN) if m.concept in VESSELS), None)
            return taken is not None and set(words[token + 1 : taken.first]) <= _TAKEN_WORDS
        if words[token] not in _OF_VESSEL:
            return False
    return False


def _is_hyphened(reading: Reading, companion: Mention) -> bool:
    """Whether only a hyphen parts a companion vein from the vein before it, which is joined to it: "DCIV-VC of PTA"."""
    if companion.concept != "vessel" or not companion.first:
        return False
    start = reading.tokens.starts[companion.first]
    before = (m for m in reading.in_sentence(companion.first) if m.concept in VESSELS and m.last == companion.first)
    return any(reading.text[reading.tokens.ends[m.last - 1] : start] == "-" for m in before)


def _told_by_sign(reading: Reading, token: int, joined: set[int]) -> bool | None:
    """What a colon, a dash or "and" before a vessel says of it: True where it receives, None where the sign says nothing."""
    words, told = reading.tokens.words, reading.sentence[token] in joined
    if words[token] == ":":
        if reading.text[reading.tokens.starts[token]] == "|":
            return _ends_vessel(reading, token)
        asked = "recipient" in words[max(token - _ASKED_WITHIN, 0) : token]  # "Recipient vein 1: cephalic"
        return True if asked or words[token - 1] in _FLOW else None  # "Artery to: facial artery"
    if words[token] == "-" and told:
        return _leads_from_vessel(reading, token)
    between = words[token] == "and" and "between" in words[max(token - _REACH_BETWEEN, 0) : token]
    return True if between and told else None


def _is_of_join(words: list[str], to: int, behind: int) -> bool:
    """Whether "to" only says how vessels were joined: of "end-to-side peroneal to tibial" the vessel leads on to another."""
    if not to or words[to - 1] != "end":
        return False
    return words[to + 1] == "end" or (words[to + 1] == "side" and words[behind : behind + 1] == ["to"])


def _leads_back(words: list[str], token: int) -> bool:
    """Whether "to" ends the way down to a vessel ("traced to", "I went down to") or says where another lies ("anterior to")."""
    followed = FOLLOWED & set(words[max(token - _FOLLOWED_WITHIN, 0) : token])
    return words[token] == "to" and (bool(followed) or words[token - 1] in _LYING)


def shares_flow(reading: Reading, receiver: Mention | None, vessel: Mention) -> bool:
    """Whether a second vein receives with the vessel before it: "to the cephalic vein and the basilic vein"."""
    words, sentence = reading.tokens.words, reading.sentence
    comitans = "comitans" in words[vessel.first : vessel.last]
    if receiver is None or not (comitans or vessel.concept in NAMED_VESSELS):
        return False
    between = words[receiver.last : vessel.first]
    after = words[vessel.last] if vessel.last < len(words) else "."
    if not comitans and receiver.concept != vessel.concept and after not in _AFTER_BOTH:
        return False
    return (
        sentence[receiver.first] == sentence[vessel.first]
        and "and" in between
        and set(between) <= {"and", "the", "a", "its", "one", "left", "right"}
        and after not in _FLOW
    )


def _ends_vessel(reading: Reading, token: int) -> bool:
    """Whether the cell of a table row before `token` holds nothing but a vessel: the next cell receives it."""
    return any(mention.last == token and mention.concept in NAMED_VESSELS for mention in reading.in_sentence(token))


def _leads_from_vessel(reading: Reading, dash: int) -> bool:
    """Whether a dash stands for "to" behind a vessel: "DP - anterior tibial a., end-to-side", and not behind "Vein -"."""
    near = [m for m in reading.in_sentence(dash) if not _is_label(reading, m)]
    return any(mention.concept in VESSELS and 0 <= dash - mention.last <= _SHORT_NAME for mention in near)


def _is_label(reading: Reading, vessel: Mention) -> bool:
    """Whether the word for a kind of vessel opens its sentence as a label does: "Vein - DCIV to one vena comitans"."""
    opens = not vessel.first or reading.sentence[vessel.first - 1] != reading.sentence[vessel.first]
    return vessel.concept == "vessel" and opens


def rests_on_vessel(reading: Reading, bone: Mention) -> bool:
    """Whether a bone is named with the vessel that it comes on: "the second metatarsal, on the dorsalis pedis"."""
    words = reading.tokens.words
    start = bone.last + (words[bone.last : bone.last + 1] == [","])
    if words[start : start + 1] != ["on"]:
        return False
    return any(m.concept in NAMED_VESSELS for m in reading.between(start + 1, start + _VESSEL_WITHIN + 1))
