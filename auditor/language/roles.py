"""The part a bone plays where it is mentioned: raised as a flap or piece, cut, or the place that receives it."""

from __future__ import annotations

from spacy.tokens import Doc

from auditor.language.carrying import goes_with_muscle, is_carried
from auditor.language.donor_fields import is_given
from auditor.language.flow import VESSELS, receives_flow, rests_on_vessel, shares_flow
from auditor.language.nouns import FILLERS, is_catalogued, is_towards, leads_in_brackets, noun_after, noun_before
from auditor.language.reading import Mention, Reading, reading_of
from auditor.language.words import words

_INTO = frozenset({"into", "onto"})
_PARTS_PHRASE = words("of to into from was were is are had for by . ; : on at in as the")
_GRAFTS = frozenset({"graft", "piece"})
_WITHIN = 7  # words
_ADVERBS = 2  # words between "and" and its verb
_OTHER_WITHIN = 3  # words
_SIDED = words("left right l r lt rt the his her opposite other same contralateral ipsilateral")
_SIDE_ALONE: tuple[list[str], ...] = ([], ["left"], ["right"], ["l"], ["r"])
_NAMING = frozenset({"title", "header", "booked", "procedure"})
_CLOSED = ([","], ["."], [";"])
_AFTER = frozenset({"after", "following", "upon"})
_MEANS = frozenset({"using", "with", "w/", "w", "by"})
_LIVING = words("vascular microvascular revascularized living")
_ALIVE = _LIVING | {"free", "vascularized"}
_IN_NAME = 4  # words
_REBUILT = words("mandible maxilla femur tibia humerus radius ulna clavicle calvarium metacarpal")  # or are the place
_PLACES = words("tibia femur humerus radius ulna mandible maxilla clavicle metacarpal talus scaphoid")  # of a flap named before
_NEVER_GIVEN = frozenset({"mandible", "maxilla"})
_MOVED_TO = frozenset({"to", "into", "onto"})
_SETTLED = words("healed excluded united old previous former no")  # a disease that is over, or was none
_NUMBERED = words("1st 2nd 3rd 4th 5th first second third fourth fifth")


def give_roles(doc: Doc) -> Doc:
    """spaCy component: sets `role` of every bone mention."""
    reading = reading_of(doc)
    nouns = [mention for mention in reading.mentions if mention.concept in {"flap", "condition"}]
    ends = {mention.last: mention for mention in reversed(nouns)}
    starts = {mention.first: mention for mention in reversed(nouns)}
    acts = _acts_by_clause(reading)
    receiver: Mention | None = None
    joined = {reading.sentence[m.first] for m in reading.mentions if m.concept == "technique" or m.rule.id == "act-join"}
    for mention in reading.mentions:
        if mention.concept == "bone":
            mention.role = _role(reading, mention, starts, ends, _acts_on(reading, mention, acts))
        elif mention.concept == "skin" and mention.rule.value == "named" and is_carried(reading, mention):
            mention.role = "carried"
        elif mention.concept == "region" and _is_goal(reading, mention):
            mention.role = "receives"
        elif mention.concept == "flap_name":
            into = mention.first and reading.tokens.words[mention.first - 1] in _INTO
            mention.role = "receives" if into else "flap"  # implants go into a flap that has been there for long
        elif mention.concept in VESSELS and (receives_flow(reading, mention, joined) or shares_flow(reading, receiver, mention)):
            mention.role = "receives"
            receiver = mention
    return doc


def _acts_by_clause(reading: Reading) -> dict[int, list[Mention]]:
    grouped: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.concept == "act":
            grouped.setdefault(reading.clause[mention.first], []).append(mention)
    return grouped


def _acts_on(reading: Reading, bone: Mention, acts: dict[int, list[Mention]]) -> list[Mention]:
    """The acts of a bone's clause, else those of the next, where that shares its subject: "and lifted with its vessels"."""
    clause = reading.clause[bone.first]
    following = acts.get(clause + 1, [])[:1]
    if clause in acts or not following or reading.sentence[following[0].first] != reading.sentence[bone.first]:
        return acts.get(clause, [])
    words, verb = reading.tokens.words, following[0].first
    return following if "and" in words[max(verb - _ADVERBS, 0) : verb] and reading.clause[verb - 1] == clause + 1 else []


def _role(
    reading: Reading, bone: Mention, starts: dict[int, Mention], ends: dict[int, Mention], acts: list[Mention]
) -> str | None:
    if (placed := _by_layout(reading, bone, starts)) is not None:
        return placed
    if is_catalogued(reading.tokens.words, bone, ends):
        return "flap"
    word_before = reading.tokens.words[bone.first - 1] if bone.first else ""
    into, living = word_before in _INTO, word_before in _LIVING and reading.tokens.words[max(bone.first - 2, 0)] != "non"
    if word_before == "pedicled":
        return "flap"
    inside = [starts[token] for token in range(bone.first, bone.last) if token in starts]
    flaps = [noun for noun in inside if noun.concept == "flap" and not _is_only_bone(reading, noun, bone)]
    before = noun_before(reading, bone, ends)
    alive = before is not None and before.concept == "flap" and before.rule.value == "flap" and before.last == bone.first
    if flaps and not into:
        return "flap" if alive or living else flaps[0].rule.value  # "free vascularised fibular strut graft"
    if _is_within_flap(bone, starts) and not into:
        return "flap"
    diseased = any(noun.concept == "condition" and noun.last == bone.last for noun in inside) and not living
    if diseased or _opens_with_disease(reading, bone, starts):
        return "receives"  # "scaphoid non-union - vascularised graft"
    return _by_nouns(reading, bone, before, noun_after(reading, bone, starts), inside, living=living) or _by_words(
        reading, bone, starts, acts
    )


def _by_nouns(
    reading: Reading, bone: Mention, before: Mention | None, after: Mention | None, inside: list[Mention], *, living: bool
) -> str | None:
    """The part that the nouns `before` and `after` a bone, or `inside` its name, give it; None where they say nothing."""
    words = reading.tokens.words
    if after is not None and after.concept == "condition" and words[after.first - 1] == "(" and _is_called_flap(before, bone):
        after = None  # "reconstruction w/ free MFC (Kienbock)"
    into = bool(bone.first) and words[bone.first - 1] in _INTO
    towards = is_towards(reading, bone)
    if towards and after and after.concept == "flap" and words[after.first - 1] == "(":
        return "receives"  # "scapula to left clavicle (free)"
    if (
        after
        and after.concept == "flap"
        and not into
        and (after.first == bone.last or not (towards and _names_receiver(reading, bone)))
    ):
        vascular = living or _fed(reading, after.last)
        vascular = vascular or (before is not None and before.concept == "flap" and before.rule.value == "flap")
        return "flap" if vascular and after.rule.value in _GRAFTS else after.rule.value
    if before is not None and after is not None and _is_told_alive(reading, before, bone, after):
        return "flap"
    means = before is not None and _is_means(reading, before, bone)
    if not means and (towards or any(noun is not None and noun.concept == "condition" for noun in (*inside, after, before))):
        return "receives"
    if means:
        return "beside" if _names_flap(reading, bone) else "means"
    if before and before.concept == "flap" and not _is_set_free(reading, before):
        return "receives" if _names_other(reading, before, bone) else _behind_flap(reading, before, bone)
    return None


def _is_called_flap(before: Mention | None, bone: Mention) -> bool:
    """Whether a word for a flap stands right before a bone: "free MFC"."""
    return before is not None and before.concept == "flap" and before.last == bone.first and before.rule.value != "piece"


def _names_other(reading: Reading, flap: Mention, bone: Mention) -> bool:
    """Whether a title's flap has its bone between its word and this one, which receives then: "FREE FIBULA LEFT TIBIA"."""
    if reading.section_of(bone.first).kind not in _NAMING or bone.rule.value not in _PLACES:
        return False
    named = (m for m in reading.between(flap.first, bone.first) if m.concept == "flap_name" and m.first == flap.first)
    return any(m.rule.value != bone.rule.value and reading.tokens.words[m.last : bone.first] in _SIDE_ALONE for m in named)


def _is_set_free(reading: Reading, before: Mention) -> bool:
    """Whether "free" closes what is told before a comma: "tendons free, ulnar head kept"."""
    return before.rule.value == "free" and reading.tokens.words[before.last] == ","


def _behind_flap(reading: Reading, flap: Mention, bone: Mention) -> str:
    """The part of a bone that completes the noun for a flap or piece, or only stands behind a sign that closes it."""
    if bone.rule.value in _NEVER_GIVEN and "of" not in reading.tokens.words[flap.last : bone.first]:
        return "receives"  # "Fibula free flap R leg, mandible L body"
    sign = reading.tokens.words[flap.last]
    loose = sign in {",", ":", "-", "("} and flap.rule.value == "flap"
    named = loose and sign in {":", "("} and _is_of_bone(reading, flap) and bone.rule.value not in _REBUILT
    return "flap" if named else "beside" if loose else flap.rule.value


def _by_layout(reading: Reading, bone: Mention, starts: dict[int, Mention]) -> str | None:
    """The part that the form of a field or a title gives a bone: in a donor's box, in brackets, before a dash."""
    if is_given(reading, reading.tokens.starts[bone.first]):
        return "donor"
    if reading.section_of(bone.first).kind not in _NAMING:
        return None
    if leads_in_brackets(reading, bone) and _names_flap(reading, bone):
        return "flap"
    return "receives" if _heads_item(reading, bone, starts) else None


def _heads_item(reading: Reading, bone: Mention, starts: dict[int, Mention]) -> bool:
    """Whether a dash parts the place from the flap of another bone behind it: "Left humerus - free fibula flap"."""
    flap = noun_after(reading, bone, starts)
    if flap is None or flap.concept != "flap" or reading.tokens.words[bone.last : flap.first] != ["-"]:
        return False
    named = (m for m in reading.between(flap.first, flap.last + 1) if m.concept in {"bone", "flap_name"})
    return any(m.rule.value != bone.rule.value for m in named)


def _opens_with_disease(reading: Reading, bone: Mention, starts: dict[int, Mention]) -> bool:
    """Whether a sentence opens with the bone and names its disease behind a comma: "Left talus, avascular necrosis"."""
    words, disease = reading.tokens.words, starts.get(bone.last + 1)
    if disease is None or disease.concept != "condition" or words[bone.last] != ",":
        return False
    past = any(m.concept == "history_mark" for m in reading.in_sentence(bone.first))
    return not past and _SETTLED.isdisjoint(words[disease.last : disease.last + _WITHIN])


def _is_only_bone(reading: Reading, piece: Mention, bone: Mention) -> bool:
    """Whether the word that closes a bone's name only says that it is one: "iliac bone"."""
    return piece.last == bone.last and reading.tokens.words[piece.first : piece.last] == ["bone"]


def _is_within_flap(bone: Mention, starts: dict[int, Mention]) -> bool:
    """Whether the name of a flap has the bone inside it: "vascularised fibular transfer"."""
    around = (starts.get(token) for token in range(bone.first, bone.first - _IN_NAME, -1))
    return any(noun is not None and noun.rule.id == "flap-word" and noun.last >= bone.last for noun in around)


def _is_of_bone(reading: Reading, flap: Mention) -> bool:
    """Whether a flap is said to be one of bone: "free bone transfer (iliac crest)"."""
    return "bone" in reading.tokens.words[flap.first : flap.last]


def _by_words(reading: Reading, bone: Mention, starts: dict[int, Mention], acts: list[Mention]) -> str | None:
    """The part that a size, a flap word further off, or the neighbours of a bone give it."""
    if (size := _measure_of(reading, bone)) is not None:
        alone = starts.get(size.last)
        return "donor" if alone is not None and alone.rule.value == "free" else "piece"  # "right fibula, 15 cm free"
    if reading.tokens.words[max(bone.first - 3, 0) : bone.first][:2] == ["with", "it"]:
        return "harvest"  # "with it the second metatarsal": raised together with the skin just told of
    if _opens_flap(reading, bone, starts):
        return "beside"
    if _called_free(reading, bone, starts):
        return "free" if reading.section_of(bone.first).kind in _NAMING else "donor"
    return _by_neighbours(reading, bone, acts)


def _is_told_alive(reading: Reading, before: Mention, bone: Mention, after: Mention) -> bool:
    """Whether a bone stands between "free" and what is done with it: "free vascularised fibular grafting of the talus"."""
    words = reading.tokens.words
    alive = before.concept == "flap" and before.last == bone.first and words[bone.first - 1] in _ALIVE
    if not alive or after.concept != "condition":
        return False
    return words[after.first] == "grafting" or (after.rule.value == "reconstruct" and bone.rule.value not in _REBUILT)


def _names_flap(reading: Reading, bone: Mention) -> bool:
    """Whether the sentence of a bone calls anything a flap or free."""
    return any(m.concept == "flap" and m.rule.value != "piece" for m in reading.in_sentence(bone.first))


def _is_means(reading: Reading, noun: Mention, bone: Mention) -> bool:
    """Whether a bone is what somebody reconstructs with: "reconstruction with left fibula", "using the tip of the scapula"."""
    between = reading.tokens.words[noun.last : bone.first]
    return noun.concept == "condition" and noun.rule.value == "reconstruct" and not _MEANS.isdisjoint(between)


def _by_neighbours(reading: Reading, bone: Mention, acts: list[Mention]) -> str | None:
    """The part that the vessel beside a bone gives it, else the verbs of its clause."""
    if goes_with_muscle(reading, bone):
        return "flap"
    if rests_on_vessel(reading, bone):
        return "on_vessel"
    if _is_way_in(reading, bone):
        return "cut"
    role = _by_acts([act for act in acts if not _is_over(reading, act, bone)])
    filling = (role == "resect" and _is_filling(reading, bone)) or (role == "receives" and _is_inset(reading, bone, acts))
    return "piece" if filling else role


def _is_way_in(reading: Reading, bone: Mention) -> bool:
    """Whether a bone is only cut to come to another: "curetted through a medial malleolar osteotomy"."""
    words = reading.tokens.words
    through = words[max(bone.first - 2, 0) : bone.first]
    return through[:1] in (["through"], ["via"]) and words[bone.last : bone.last + 1] == ["osteotomy"]


def _is_over(reading: Reading, act: Mention, bone: Mention) -> bool:
    """Whether what was done lies behind what is told of the bone: "After resection (11 cm) the fibula was dissected"."""
    before = reading.tokens.words[max(act.first - 1, 0)]
    return act.rule.value == "resect" and act.last <= bone.first and before in _AFTER and reading.tokens.words[act.last] != "of"


def _is_goal(reading: Reading, region: Mention) -> bool:
    """Whether a title moves something to this part of the body: "right foot to left foot"."""
    words = reading.tokens.words
    if reading.section_of(region.first).kind not in _NAMING:
        return False
    before = region.first - 1
    while before >= 0 and words[before] in _SIDED | _NUMBERED:
        before -= 1
    return before >= 0 and words[before] in _MOVED_TO


def _is_filling(reading: Reading, bone: Mention) -> bool:
    """Whether a title names the bone behind "with": "excision of the tumour and bridging with left fibula"."""
    words, before = reading.tokens.words, bone.first - 1
    while before >= 0 and words[before] in _SIDED:
        before -= 1
    return before >= 0 and words[before] == "with" and reading.section_of(bone.first).kind in _NAMING


def _is_inset(reading: Reading, bone: Mention, acts: list[Mention]) -> bool:
    """Whether a gap was filled with the bone: "bridged with a strip of his own crest"."""
    inset = [act.last for act in acts if act.rule.value == "inset" and act.last <= bone.first]
    between = reading.tokens.words[inset[-1] : bone.first] if inset else []
    return between[:1] == ["with"] and "of" in between


def _fed(reading: Reading, after: int) -> bool:
    """Whether a graft's name goes on with the vessel that feeds it: "radius bone graft on the fourth compartment artery"."""
    words, sentence = reading.tokens.words, reading.sentence
    start = after + (words[after : after + 1] == ["based"])
    if words[start : start + 1] != ["on"]:
        return False
    near = reading.between(start + 1, start + _WITHIN + 1)
    return any(m.concept in VESSELS and sentence[m.first] == sentence[start] for m in near)


def _by_acts(acts: list[Mention]) -> str | None:
    """The part that the verbs of the clause give a bone, the plainest first."""
    kinds = {act.rule.value for act in acts}
    for kind in ("resect", "harvest", "cut", "inset"):
        if kind in kinds:
            return {"inset": "receives"}.get(kind, kind)
    return None


def _measure_of(reading: Reading, bone: Mention) -> Mention | None:
    """The size that gives the bone's own length as that of a graft ("42 mm of metatarsal", "rib, 8 cm")."""
    for size in reading.in_sentence(bone.first):
        if size.cm is None:
            continue
        if size.value not in {"graft", "graft_part", "unknown"} and reading.tokens.words[size.last : size.last + 1] != ["of"]:
            continue
        if size.value == "defect":
            continue
        between = (
            reading.tokens.words[size.last : bone.first]
            if size.last <= bone.first
            else reading.tokens.words[bone.last : size.first]
        )
        if len(between) <= 3 and all(
            word in FILLERS or word in {"of", "corticocancellous", ",", "bone", "length", ":"} for word in between
        ):
            return size
    return None


def _opens_flap(reading: Reading, bone: Mention, starts: dict[int, Mention]) -> bool:
    """Whether a flap word closes the phrase that the bone opens ("MT2 with skin, right foot, free flap")."""
    words, clause = reading.tokens.words, reading.clause
    for token in range(bone.last, min(bone.last + 9, len(words))):
        if clause[token] != clause[bone.first] or words[token] in _PARTS_PHRASE:
            return False
        found = starts.get(token)
        if found is not None and found.concept == "flap" and found.rule.value in {"flap", "graft"}:
            return found.rule.value == "flap"  # "tricortical iliac crest graft, free flap": the flap is another thing
    return False


def _called_free(reading: Reading, bone: Mention, starts: dict[int, Mention]) -> bool:
    """Whether a bone is called free behind its comma: "bridging with left fibula, free" in a title, "fibula, free," anywhere."""
    words, after = reading.tokens.words, starts.get(bone.last + 1)
    if words[bone.last : bone.last + 1] != [","] or after is None or after.concept != "flap" or after.rule.value != "free":
        return False
    if words[after.last : after.last + 1] in _CLOSED:
        return True
    others = any(m.concept == "bone" for m in reading.between(after.last, after.last + _OTHER_WITHIN))
    return reading.section_of(bone.first).kind in _NAMING and not others  # "of the tibia, free crest chip" calls the crest free


def _names_receiver(reading: Reading, bone: Mention) -> bool:
    """Whether a flap was already named in this sentence before "to": then the bone receives it."""
    return any(other.concept == "flap" and other.last <= bone.first for other in reading.in_sentence(bone.first))
