"""Which of the words "left", "R", "other" and their like say a side where they stand, and which are verbs, letters or names."""

from __future__ import annotations

from auditor.language.reading import DESCRIBED, Mention, Reading
from auditor.language.words import words

SIDED = frozenset({"bone", "region", "flap", "flap_name", "condition", "landmark"})
_PARTS = frozenset({"bone", "flap_name", "landmark"})
_BODY_PARTS = words(
    "leg arm foot hand hip groin thigh knee forearm flank wrist ankle calf shoulder chest neck jaw cheek elbow finger"
)
_NEAR = 3  # words
_QUALIFYING = words(
    "free vascularized lateral medial distal proximal upper lower mid middle body shaft lat med prox dist 1st 2nd 3rd 4th 5th"
)
# After "left" these words show the verb or the adverb ("left the fibula", "left in place"), not the side.
_NOT_A_SIDE = words(
    "the a an in his her on at alone open behind as where with some us to for over after around undisturbed running "
    "intact it between away about angle angles under by ascending attached unrepaired only worth raw exposed bare "
    "uncovered unclosed"
)
# In titles and diagnoses these follow a side: "mandibulectomy left with neck dissection".
_HEADED = frozenset({"title", "diagnosis", "booked"})
_AFTER_TITLE = frozenset({"with", "for", "under", "by", "to"})
_WAS_LEFT = words("was were is are be been had which this that and we i")
_HOW_MUCH = words("what's whats s is was were little much bone nothing anything all")
_OF_RADIOTHERAPY = words("post pre proton adjuvant neoadjuvant chemo palliative radical prior previous external after gy")
_ENDS_NOUN = words(". , ; ) and zu zum zur auf nach naar op para sur pour al")
# Sides of other tongues, which stand behind their noun; elsewhere a diagnosis, the Spanish for "without", or a name.
_BEHIND_ITS_NOUN = words("dx sin dext links droit")
_REMAINS = words("cavity space hole gap defect void paratenon periosteum fascia perimysium peritenon")
_RAYS = words("metatarsal metatarsals metacarpal metacarpals rib ribs ray toe finger mt mc")
_CODE = 5  # figures of a procedure code
_TIMES = words("minutes minute min mins hours hour h")
_ENDS = words("distal distally prox proximal proximally at above below behind each")
# What stays behind where a part of it is taken.
_STAYING = words("table cortex toe toes head base joint joints sesamoids remnant strip rim cuff wall stump cm mm")
_HANDED = (["handed"], ["dominant"])
_ENDINGS = ([","], ["."], [";"], ["and"])
LIMBS = frozenset(
    {
        "side",
        "leg",
        "arm",
        "foot",
        "hand",
        "hip",
        "groin",
        "thigh",
        "knee",
        "forearm",
        "flank",
        "shoulder",
        "calf",
        "ankle",
        "wrist",
    }
)
_ACROSS = (["to", "the"], ["from", "the"])
_OPERATED = words("injured operated affected recipient diseased fractured wounded sick bad deficient")
_GOES_ON = words("as since because to and so while with for in but where which when at via through under on by this")
REACH = 4
_STANDING = words("stood stands standing sat sits seated")
_STANDS_WITHIN = 5  # words
_TURNED = words("turned rolled lay lying laid lies placed positioned put tilted supported resting")
_LYING = frozenset({"patient", "pt", "lying", "lies"})
_POSITIONS = frozenset({"position", "decubitus", "tilt", "recumbent"})
_TURNED_WITHIN = 4  # words
_ONTO = (["upon", "his"], ["upon", "her"], ["on", "his"], ["on", "her"], ["onto", "his"], ["onto", "her"], ["on", "the"],
         ["onto", "the"], ["upon", "the"], ["to", "the"], ["to", "his"], ["to", "her"])  # fmt: skip


def is_side(reading: Reading, mention: Mention) -> bool:
    """Whether a word such as "left", "R" or "opposite" states a side where it stands."""
    words, token = reading.tokens.words, mention.first
    word = words[token]
    if _says_no_side(reading, token):
        return False
    if len(word) == 1:
        if _stands_before_part(reading, token):
            return True  # "stage 2, L hand" is no litre
        return reading.text[reading.tokens.starts[token]].isupper() and _letter_is_side(reading, token)
    if word in {"other", "same", "opposite"}:
        if words[token + 1 : token + 3] in _ACROSS and words[token + 3 : token + 4] and words[token + 3] in _OPERATED:
            return True  # "the hip opposite to the injured leg"
        if words[token + 1 : token + 2] == ["the"] and words[token + 2 : token + 3] and words[token + 2] in _OPERATED:
            return word == "opposite"  # "the knee opposite the affected wrist"
        if word == "same" and words[token + 1 : token + 2] == ["as"]:
            return words[token + 2 : token + 3] == ["recipient"] or words[token + 3 : token + 4] == ["recipient"]
        token += token + 1 < len(words) and words[token + 1] in {"upper", "lower"}
        return token + 1 < len(words) and words[token + 1] in LIMBS | {"iliac", "fibula", "scapula", "crest", "femur", "condyle"}
    return not (word in {"left", "right"} and (_is_verb(reading, token) or _is_of_people(words, token)))


def _says_no_side(reading: Reading, token: int) -> bool:
    """Whether the word has another meaning: of a code's suffix, a position, a diagnosis, radiotherapy."""
    words, word = reading.tokens.words, reading.tokens.words[token]
    hyphened = reading.text[reading.tokens.starts[token] - 1 : reading.tokens.starts[token]] == "-"
    if token and hyphened and len(words[token - 1]) == _CODE and words[token - 1].isdigit():
        return True  # "20962-RT": the side of what is billed
    if words[token + 1 : token + 2] in _HANDED:
        return True  # "right-handed painter"
    if token and words[token - 1] == "decubitus" and words[token + 1 : token + 2] in _ENDINGS:
        return True  # "Lateral decubitus left."
    if words[token + 1 : token + 2] == ["lateral"] and not _POSITIONS.isdisjoint(words[token + 2 : token + 3]):
        return True  # "left lateral position": how the patient lay
    if word == "rt" and not _OF_RADIOTHERAPY.isdisjoint(words[max(token - 1, 0) : token]):
        return not any(m.concept in SIDED for m in reading.between(token + 1, token + 1 + _NEAR))  # "chordoma, post proton RT"
    return word in _BEHIND_ITS_NOUN and not _closes_noun(reading, token)


def _closes_noun(reading: Reading, token: int) -> bool:
    """Whether a side that stands behind its noun follows a part of the body and ends there: "crista iliaca dx."."""
    words = reading.tokens.words
    named = any(m.concept in SIDED and m.last == token for m in reading.between(max(token - REACH, 0), token))
    closes = token + 1 == len(words) or reading.sentence[token + 1] != reading.sentence[token]
    return named and (closes or words[token + 1] in _ENDS_NOUN)


def _is_of_people(words: list[str], token: int) -> bool:
    """Whether a side says where somebody stood or lay: "stood on the patient's left", "was turned upon her left side"."""
    if not _STANDING.isdisjoint(words[max(token - _STANDS_WITHIN, 0) : token]):
        return True
    lain = words[max(token - 1, 0) : token + 2 : 2] == ["on", "side"] and words[token + 2 : token + 3] != ["of"]
    if lain and not _LYING.isdisjoint(words[max(token - 2, 0) : token - 1]):
        return True  # "patient on left side"
    lies = words[max(token - 2, 0) : token] in _ONTO and words[token + 1 : token + 2] == ["side"]
    return lies and not _TURNED.isdisjoint(words[max(token - 2 - _TURNED_WITHIN, 0) : token - 2])


def _stands_before_part(reading: Reading, token: int) -> bool:
    """Whether a small "l" or "r" stands right before a part of the body: "free fibula, l leg to r femur"."""
    words = reading.tokens.words
    named = {m.first for m in reading.between(token + 1, token + 1 + _NEAR) if m.concept in _PARTS}
    for after in range(token + 1, min(token + 1 + _NEAR, len(words))):
        if reading.sentence[after] != reading.sentence[token]:
            return False
        if after in named or words[after] in _BODY_PARTS:
            return True
        if words[after] not in _QUALIFYING:
            return False
    return False


def _letter_is_side(reading: Reading, token: int) -> bool:
    words = reading.tokens.words
    before = words[token - 1] if token else ""
    after = words[token + 1] if token + 1 < len(words) else ""
    if after[:1].isdigit() and reading.tokens.starts[token + 1] == reading.tokens.ends[token]:
        return words[token] == "r" or not _RAYS.isdisjoint((before, *words[token + 2 : token + 3]))  # "L5" is a vertebra
    if after == ".":  # "mandibulectomy R." ends its sentence, "R. Hale" does not
        written = reading.text[reading.tokens.starts[token - 1]] if token else ""
        return (written.islower() or written == ":") and reading.sentence[token + 2 : token + 3] != [reading.sentence[token]]
    return not before.replace(".", "").isdigit() and after not in {"of", "plate", "plates"}  # "one L plate" has that shape


def _is_verb(reading: Reading, token: int) -> bool:
    words = reading.tokens.words
    after = words[token + 1] if token + 1 < len(words) else "."
    before = words[token - 1] if token else ""
    if words[token] == "left" and (before in _WAS_LEFT or before in _REMAINS) and not _is_shouted(reading, token):
        named = before in _REMAINS and any(
            m.concept == "bone" and m.first == token + 1 for m in reading.between(token, token + 2)
        )
        return after not in LIMBS and not named  # "was left", and "Cavity left: 10 mm"; "defect left ulna" is a side
    if words[token] == "left" and after == "of" and before in _HOW_MUCH:
        return True  # "what's left of the ilium"
    if words[token] == "left" and reading.section_of(token).kind in DESCRIBED and _stays(words, token):
        return True
    if after in _AFTER_TITLE and reading.section_of(token).kind in _HEADED:
        return False
    bones = (m.last for m in reading.between(max(token - REACH, 0), token) if m.concept == "bone")
    if words[token] == "right" and after == "with" and token in bones:
        return False  # "iliac crest right with DCIA"
    return after in _NOT_A_SIDE and before not in {"on", "the", "of"}


def _stays(words: list[str], token: int) -> bool:
    """Whether the description leaves something where it is: "head and toe left, held with a wire", "flap left 15 minutes".

    Of a bone it tells how much: "16 cm of fibula, left 7 cm distally".
    """
    behind = words[token + 1 : token + 4]
    counted = behind[:1] != [] and behind[0].replace(".", "").isdigit()
    waits = counted and not _TIMES.isdisjoint(behind[1:2])
    leaves = counted and behind[1:2] in (["cm"], ["mm"]) and not _ENDS.isdisjoint(behind[2:]) and _closes(words, token + 4)
    spared = words[max(token - 2, 0) : token] in ([",", "asis"], [";", "asis"], [".", "asis"], [",", "spine"])
    stays = token > 0 and (words[token - 1] in _STAYING or spared)
    return waits or leaves or (stays and behind[:1] in _ENDINGS)


def _closes(words: list[str], token: int) -> bool:
    """Whether no noun follows that the words before it describe: "left 6 cm distal tibial defect" is of the left."""
    return token >= len(words) or not words[token][0].isalpha() or words[token] in _GOES_ON | {"of", "ankle", "knee", "the"}


def _is_shouted(reading: Reading, token: int) -> bool:
    """Whether a word alone stands in capitals, as a side that is corrected does: "the scapula was LEFT"."""
    starts, ends = reading.tokens.starts, reading.tokens.ends
    before, word = (reading.text[starts[at] : ends[at]] for at in (token - 1, token))
    return word.isupper() and not before.isupper()


def ends_here(words: list[str], side: int) -> bool:
    """Whether a side is not that of a part of the body named behind it."""
    behind = side + 1 + (words[side + 1 : side + 2] == ["side"])
    return behind >= len(words) or not words[behind][0].isalpha() or words[behind] in _GOES_ON
