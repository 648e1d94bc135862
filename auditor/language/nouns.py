"""The noun a bone's name belongs to: the flap or the condition before or behind it, or what it stands "to" or "into"."""

from __future__ import annotations

from auditor.language.flow import FOLLOWED
from auditor.language.reading import Mention, Reading
from auditor.language.words import words

FILLERS = words(
    "bone bony free vascularized vascular vascularised osteocutaneous osseous composite ( ) the a an his her left "
    "right l r lt rt skin with and muscle microvascular osteomyocutaneous osteoseptocutaneous periosteal corticoperiosteal "
    "corticocancellous osteochondral cartilage periosteum autogenous autologous based lateral medial border tip shaft "
    "live living second first third tissue segment chimeric pedicled bicortical hemi half wide - side osteomuscular "
    "tricortical unicortical curved thin anterior posterior upper lower distal proximal same own contralateral "
    "ipsilateral opposite of inner outer table dorsal volar one this that whole foot hip knee leg forearm back groin "
    "thigh chest shoulder hand new transferred harvested 7th 6th 5th 8th part piece middle ray epiphysis diaphysis "
    "diaph buried dorsalis pedis vascularly only . osteo cutaneous"
)
_OPENS_WITHIN, _CLOSES_WITHIN = 4, 12  # words
_OF = words("of from off using incorporating containing comprising including , : - ( with carrying on out as = + & bearing")
_TRACE = 7  # words between such a verb and the bone
_TOWARDS = frozenset({"to", "into", "onto", "for", "across", "between", "->", "against", "spanning", "within", "inside"})
_HELD = words(
    "of in from at to involving affecting , the a left right l r lt rt his her its distal proximal and for on - ( with "
    "segmental mid shaft body this both one anterior posterior lateral medial upper lower middle third through "
    "between : across within"
)
# What a bone may carry along: "crest and skin flap", "border with latissimus".
_COMPANIONS = words(
    "skin muscle internal its overlying fascia periosteum cartilage parascapular scapular groin foot dorsal calf leg"
)
_WITH = frozenset({"and", "with", "+", "&", "plus"})
_ADJECTIVES = words(
    "free vascularized osteocutaneous osteoseptocutaneous osteomyocutaneous osteofasciocutaneous living revascularized "
    "microvascular microsurgical composite"
)
# "to" after these words says where something lies or why, not where it goes.
_NO_GOAL = words("attached adherent lateral medial parallel according proximal distal next close posterior due deep superficial")
_NEVER_BETWEEN = words(
    "was were is are had not then over under by beside near above below behind after before because but or instead "
    "than like no without against"
)
# "The capsule was raised as a flap based on the radius."
_CAPSULE = frozenset({"capsule", "capsular", "capsulotomy", "retinaculum", "retinacular"})
_WITHIN = 7  # words
_TURNED_WITHIN = 6  # words
_TURNS = words("turned moved went came returned proceeded")
_SURGEONS = words("we i team")
_CHOOSES = words("decide decided decision opt opted went go")


def noun_after(reading: Reading, bone: Mention, starts: dict[int, Mention]) -> Mention | None:
    """The flap, graft or condition that the bone qualifies: "iliac crest free flap", "tibial nonunion"."""
    words, sentence = reading.tokens.words, reading.sentence
    for token in range(bone.last, min(bone.last + 6, len(words))):
        if sentence[token] != sentence[bone.first]:
            return None
        found = starts.get(token)
        if found is not None and found.concept in {"flap", "condition"}:
            return found
        if words[token] in _WITH and token + 1 < len(words) and words[token + 1] in _COMPANIONS:
            continue
        if words[token] not in FILLERS or words[token] in {"of", "with", "and", "the", "a", "his", "her"}:
            return None
    return None


def noun_before(reading: Reading, bone: Mention, ends: dict[int, Mention]) -> Mention | None:
    """The flap, piece or condition that the bone completes: "flap of the right radius", "nonunion of the clavicle"."""
    words, sentence = reading.tokens.words, reading.sentence
    linked = False
    unknown = 0
    for token in range(bone.first, max(bone.first - 9, -1), -1):
        if token < bone.first:
            word = words[token]
            if sentence[token] != sentence[bone.first]:
                return None
            if word not in _OF and word not in FILLERS and word not in _HELD:
                unknown += 1
                if unknown > 1 or linked or not word.isalpha() or word.endswith("ed") or word in _NEVER_BETWEEN:
                    return None
            linked = linked or word in _OF
        ended = ends.get(token)
        if ended is None:
            continue
        found = _whole_of(reading, ended, ends)
        if found.concept == "condition" and (linked or found is not ended or token == bone.first or words[token] in _HELD):
            return found
        if found.concept == "flap" and (linked or _qualifies(words, found)):
            return None if _CAPSULE & set(words[max(found.first - _WITHIN, 0) : found.first]) else found
    return None


def is_catalogued(words: list[str], bone: Mention, ends: dict[int, Mention]) -> bool:
    """Whether a catalogue of procedures names a flap and its kind between commas before a bone: "FREE FLAP, BONE, SCAPULA"."""
    token = bone.first
    while token > 1 and words[token - 1] in FILLERS:
        token -= 1
    kind = ends.get(token - 1) if words[token - 1 : token] == [","] else None
    if kind is None or kind.concept != "flap" or words[kind.first - 1 : kind.first] != [","]:
        return False
    flap = ends.get(kind.first - 1)
    return flap is not None and flap.concept == "flap"


def _whole_of(reading: Reading, part: Mention, ends: dict[int, Mention]) -> Mention:
    """What a piece is a piece of: "a free osteochondral piece", "replacement of the proximal half"; else the noun itself."""
    if part.concept != "flap" or part.rule.value != "piece":
        return part
    whole = ends.get(part.first)
    if whole is not None and whole.concept == "flap":
        return whole
    near = reading.between(max(part.first - _WITHIN, 0), part.first)
    rebuilt = (m for m in near if m.concept == "condition" and m.rule.value == "reconstruct" and m.last < part.first)
    return next((m for m in rebuilt if reading.tokens.words[m.last] == "of"), part)


def _qualifies(words: list[str], flap: Mention) -> bool:
    """Whether a flap word is an adjective that may stand straight before its bone ("free fibula")."""
    return words[flap.last - 1] in _ADJECTIVES


def is_towards(reading: Reading, bone: Mention) -> bool:
    """Whether the bone stands after "to", "into" or the like."""
    words, sentence = reading.tokens.words, reading.sentence
    for token in range(bone.first - 1, max(bone.first - 6, -1), -1):
        if sentence[token] != sentence[bone.first]:
            return False
        if words[token] in _TOWARDS:
            return not token or not (words[token - 1] in _NO_GOAL or _is_followed(reading, token) or _turns(words, token))
        if (words[token] not in FILLERS and words[token] not in {"index", "thumb", "middle"}) or words[token] in {"with", "and"}:
            return False
    return False


def _is_followed(reading: Reading, token: int) -> bool:
    """Whether a vessel is followed "to" the bone that it feeds ("traced down to the medial condyle")."""
    words, sentence = reading.tokens.words, reading.sentence
    before = range(max(token - _TRACE, 0), token)
    return words[token] in {"to", "onto", "into"} and any(
        words[at] in FOLLOWED and sentence[at] == sentence[token] for at in before
    )


def _turns(words: list[str], token: int) -> bool:
    """Whether the surgeon turns "to" the bone, or decides "for" it: "attention was turned to the iliac crest"."""
    ahead = words[max(token - _TURNED_WITHIN, 0) : token]
    if words[token] == "for":  # "went to the left foot for the third metatarsal"
        return words[token - 1] in _CHOOSES or ("to" in ahead and not _TURNS.isdisjoint(ahead[: ahead.index("to")]))
    return words[token] == "to" and ("attention" in ahead or (ahead[-1] in _TURNS and not _SURGEONS.isdisjoint(ahead)))


def leads_in_brackets(reading: Reading, bone: Mention) -> bool:
    """Whether a bone opens brackets that tell from where to where: "to the hand (2nd metatarsal, to 4th metacarpal)"."""
    words = reading.tokens.words
    ahead = words[max(bone.first - _OPENS_WITHIN, 0) : bone.first]
    behind = words[bone.last : bone.last + _CLOSES_WITHIN]
    inside = behind[: behind.index(")")] if ")" in behind else []
    opened = "(" in ahead and "to" not in ahead[ahead.index("(") :] and ")" not in ahead
    return opened and "to" in inside
