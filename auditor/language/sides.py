"""Left and right: which bone, region or flap a side belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from spacy.tokens import Doc

from auditor.language.nouns import is_towards, leads_in_brackets
from auditor.language.reading import DESCRIBED, Mention, Reading, reading_of
from auditor.language.words import words
from auditor.model import MentionedSide

_NAMED: Mapping[str, MentionedSide] = {side: side for side in get_args(MentionedSide)}
_SIDED = frozenset({"bone", "region", "flap", "flap_name", "condition", "landmark"})
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
_SHORT = frozenset({"rt", "lt", "r", "l", "dx", "sin", "dext"})
_OF_RADIOTHERAPY = words("post pre proton adjuvant neoadjuvant chemo palliative radical prior previous external after gy")
_BEHIND_ITS_NOUN = frozenset({"dx", "sin"})  # Latin; elsewhere a diagnosis, and the Spanish for "without"
_REMAINS = words("cavity space hole gap defect void paratenon periosteum fascia perimysium peritenon")
_CODE = 5  # figures of a procedure code
_TIMES = words("minutes minute min mins hours hour h")
_ENDS = words("distal distally prox proximal proximally at above below behind each")
# What stays behind where a part of it is taken.
_STAYING = words("asis spine table cortex toe toes head base joint joints sesamoids remnant strip rim cuff wall stump cm mm")
_ENDINGS = ([","], ["."], [";"], ["and"])
_LIMBS = frozenset(
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
_STOPS_BEFORE = words(". ; , : to from and into was were with for by -")
_OPENS_NEXT = words("to for with side and from was after bone is as body ramus angle shaft half")
# Nouns that a bone's name is compounded with: "iliac crest bone graft, right".
_COMPOUND = words(
    "bone graft flap free transfer transplant crest reconstruction resection fusion nonunion replacement revision "
    "remnant approach arthrodesis osteocutaneous osteoseptocutaneous osteomuscular osteomyocutaneous osteofasciocutaneous "
    "composite chimeric skin i ii iii iv v"
)
# What may stand between a noun and the side that closes it.
_BETWEEN = frozenset({",", "(", "-", ":", "on", "the"})
_CORRECTING = words(
    "was is were are we i used operated took incision incisions wound wounds site"
)  # "The foot we used was the left"
_WHICH_WAS = ([",", "which", "was", "the"], [",", "which", "is", "the"])
_WHOSE = (["the"], ["his"], ["her"], ["that"], ["this"])
_OF_THE = (["of", "the"], ["on", "the"], ["of", "his"], ["of", "her"])
_FROM = (["from"], ["of"])
_HAD_BEEN = words("was were is")
_TAKEN = words("taken harvested raised used elevated cut procured lifted chosen selected")
_GOES_ON = words("as since because to and so while with for in but where which when at via through under on by this")
_REACH = 4
_STANDING = words("stood stands standing sat sits seated")
_STANDS_WITHIN = 5  # words
_TURNED = words("turned rolled lay lying laid lies placed positioned put tilted supported resting")
_POSITIONS = frozenset({"position", "decubitus", "tilt", "recumbent"})
_TURNED_WITHIN = 4  # words
_ONTO = (["upon", "his"], ["upon", "her"], ["on", "his"], ["on", "her"], ["onto", "his"], ["onto", "her"], ["on", "the"],
         ["onto", "the"], ["upon", "the"], ["to", "the"], ["to", "his"], ["to", "her"])  # fmt: skip


def give_sides(doc: Doc) -> Doc:
    """spaCy component: sets `side` of bones, regions, landmarks, flaps and conditions; drops words that are no side."""
    reading = reading_of(doc)
    reading.mentions = [mention for mention in reading.mentions if mention.concept != "side" or _is_side(reading, mention)]
    sides = {mention.first: _NAMED[mention.rule.value] for mention in reading.mentions if mention.concept == "side"}
    if sides:
        _resolve_same(reading, sides)
        for mention in reading.mentions:
            if mention.concept in _SIDED:
                mention.side = _side_of(reading, mention, sides)
    return doc


def _resolve_same(reading: Reading, sides: dict[int, MentionedSide]) -> None:
    """Let "the same" be the side told just before it in its sentence: "left metatarsal with the skin of the same foot"."""
    words, sentence = reading.tokens.words, reading.sentence
    last: tuple[int, MentionedSide] | None = None
    for token in sorted(sides):
        if words[token] == "same" and last is not None and sentence[last[0]] == sentence[token]:
            sides[token] = last[1]
        elif sides[token] in {"left", "right"}:
            last = token, sides[token]


def _is_side(reading: Reading, mention: Mention) -> bool:
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
        return token + 1 < len(words) and words[token + 1] in _LIMBS | {"iliac", "fibula", "scapula", "crest", "femur", "condyle"}
    return not (word in {"left", "right"} and (_is_verb(reading, token) or _is_of_people(words, token)))


def _says_no_side(reading: Reading, token: int) -> bool:
    """Whether the word has another meaning: of a code's suffix, a position, a diagnosis, radiotherapy."""
    words, word = reading.tokens.words, reading.tokens.words[token]
    hyphened = reading.text[reading.tokens.starts[token] - 1 : reading.tokens.starts[token]] == "-"
    if token and hyphened and len(words[token - 1]) == _CODE and words[token - 1].isdigit():
        return True  # "20962-RT": the side of what is billed
    if words[token + 1 : token + 2] == ["lateral"] and not _POSITIONS.isdisjoint(words[token + 2 : token + 3]):
        return True  # "left lateral position": how the patient lay
    if word == "rt" and not _OF_RADIOTHERAPY.isdisjoint(words[max(token - 1, 0) : token]):
        return True  # "chordoma, post proton RT"
    return word in _BEHIND_ITS_NOUN and not _closes_noun(reading, token)


def _closes_noun(reading: Reading, token: int) -> bool:
    """Whether a side that stands behind its noun follows a part of the body and ends there: "crista iliaca dx."."""
    words = reading.tokens.words
    named = any(m.concept in _SIDED and m.last == token for m in reading.between(max(token - _REACH, 0), token))
    return named and _ends_here(words, token) and words[token + 1 : token + 2] != [":"]


def _is_of_people(words: list[str], token: int) -> bool:
    """Whether a side says where somebody stood or lay: "stood on the patient's left", "was turned upon her left side"."""
    if not _STANDING.isdisjoint(words[max(token - _STANDS_WITHIN, 0) : token]):
        return True
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
        return False  # "L5" is a vertebra
    if after == ".":  # "mandibulectomy R." ends its sentence, "R. Hale" does not
        written = reading.text[reading.tokens.starts[token - 1]] if token else ""
        return written.islower() and reading.sentence[token + 2 : token + 3] != [reading.sentence[token]]
    return not before.replace(".", "").isdigit() and after not in {"of", "plate", "plates"}  # "one L plate" has that shape


def _is_verb(reading: Reading, token: int) -> bool:
    words = reading.tokens.words
    after = words[token + 1] if token + 1 < len(words) else "."
    before = words[token - 1] if token else ""
    if words[token] == "left" and (before in _WAS_LEFT or before in _REMAINS) and not _is_shouted(reading, token):
        return after not in _LIMBS  # "was left", and "Cavity left: 10 mm"
    if words[token] == "left" and after == "of" and before in _HOW_MUCH:
        return True  # "what's left of the ilium"
    if words[token] == "left" and reading.section_of(token).kind in DESCRIBED and _stays(words, token):
        return True
    if after in _AFTER_TITLE and reading.section_of(token).kind in _HEADED:
        return False
    return after in _NOT_A_SIDE and before not in {"on", "the", "of"}


def _stays(words: list[str], token: int) -> bool:
    """Whether the description leaves something where it is: "head and toe left, held with a wire", "flap left 15 minutes".

    Of a bone it tells how much: "16 cm of fibula, left 7 cm distally".
    """
    behind = words[token + 1 : token + 4]
    counted = behind[:1] != [] and behind[0].replace(".", "").isdigit()
    waits = counted and not _TIMES.isdisjoint(behind[1:2])
    leaves = counted and behind[1:2] in (["cm"], ["mm"]) and not _ENDS.isdisjoint(behind[2:]) and _closes(words, token + 4)
    return waits or leaves or (token > 0 and words[token - 1] in _STAYING and behind[:1] in _ENDINGS)


def _closes(words: list[str], token: int) -> bool:
    """Whether no noun follows that the words before it describe: "left 6 cm distal tibial defect" is of the left."""
    return token >= len(words) or not words[token][0].isalpha() or words[token] in _GOES_ON | {"of", "ankle", "knee", "the"}


def _is_shouted(reading: Reading, token: int) -> bool:
    """Whether a word alone stands in capitals, as a side that is corrected does: "the scapula was LEFT"."""
    starts, ends = reading.tokens.starts, reading.tokens.ends
    before, word = (reading.text[starts[at] : ends[at]] for at in (token - 1, token))
    return word.isupper() and not before.isupper()


def _side_of(reading: Reading, mention: Mention, sides: Mapping[int, MentionedSide]) -> MentionedSide | None:
    words, sentence = reading.tokens.words, reading.sentence
    number = sentence[mention.first]
    for token in range(mention.first, mention.last):
        if token in sides:
            return sides[token]
    for token in range(mention.first - 1, max(mention.first - 1 - _REACH, -1), -1):
        if sentence[token] == number and words[token] == "." and token - 1 in sides:
            continue  # "Lt. iliac crest"
        if (
            sentence[token] != number
            or words[token] in _STOPS_BEFORE
            or (words[token] == "(" and (leads_in_brackets(reading, mention) or _explains(reading, token)))
        ):
            break
        if token in sides:
            return sides[token]
        if words[token] == "of" and token - 1 not in sides and token - 2 not in sides:
            break
    return _side_after(reading, mention, sides)


def _explains(reading: Reading, bracket: int) -> bool:
    """Whether a bracket tells what a bone was given, whose side is its own: "flap to R tibia (border of scapula)"."""
    before = reading.between(max(bracket - _REACH, 0), bracket)
    return any(m.concept == "bone" and m.last == bracket and is_towards(reading, m) for m in before)


def _side_after(reading: Reading, mention: Mention, sides: Mapping[int, MentionedSide]) -> MentionedSide | None:
    """A side that closes the noun: "distal tibia, Right", "fibula (left)", "Foot. Left."."""
    words, sentence = reading.tokens.words, reading.sentence
    number = sentence[mention.first]
    end = mention.last
    while mention.concept != "flap" and words[end : end + 1] and words[end] in _COMPOUND:
        end += 1
    corrected = reading.section_of(mention.first).kind == "addendum"  # "the scapula was the right one"
    between = _BETWEEN | _CORRECTING if corrected else _BETWEEN
    if (said := _side_from(words, end, sides)) is not None:
        return said
    if words[end : end + 1] == ["("] and end + 1 in sides and words[end + 3 : end + 4] == [")"] and words[end + 2] in _LIMBS:
        return sides[end + 1]  # "second metatarsal (right foot)"
    if words[end : end + 4] in _WHICH_WAS and end + 4 in sides and not _belongs_to_next(reading, end + 4):
        return sides[end + 4]
    for token in range(end, min(end + (6 if corrected else 4), len(words))):
        if token == end + 1 and token in sides and words[token - 1] == "." and _stands_alone(words, token):
            return sides[token]
        if words[token] == "." and token == end:
            continue
        if sentence[token] != number or (words[token] not in between and token not in sides):
            return None
        if token in sides and not _belongs_to_next(reading, token):
            told = words[token - 2 : token] == [":", "the"] and not _ends_here(words, token)  # "HIP: the left side was scarred"
            return None if told else sides[token]
    return None


def _side_from(words: list[str], end: int, sides: Mapping[int, MentionedSide]) -> MentionedSide | None:
    """The side from which the noun that ends here comes: "tip of scapula of the right side", "flap from the left side"."""
    taken = _past(words, _past(words, end, _HAD_BEEN), _TAKEN)
    if taken > end and words[taken : taken + 2] == ["from", "the"] and taken + 2 in sides and _ends_here(words, taken + 2):
        return sides[taken + 2]  # "crest taken from the left because ...", "from the same side as the fracture"
    whose = words[end : end + 2] in _OF_THE or (words[end : end + 1] == ["from"] and words[end + 1 : end + 2] in _WHOSE)
    side = end + 2 if whose else end + 1 if words[end : end + 1] in _FROM else end
    if side > end and side in sides and words[side + 1 : side + 2] == ["side"]:
        return sides[side]
    named = end + (words[end : end + 1] == [":"]) + 2
    if words[named - 2 : named] == ["from", "the"] and named in sides and _stands_alone(words, named):
        return sides[named]  # "scapula flap from the left", and a form's "Fibula: from the right"
    return None


def _past(words: list[str], token: int, kind: frozenset[str]) -> int:
    """The token behind this one where it is of a kind, else this one."""
    return token + 1 if token < len(words) and words[token] in kind else token


def _ends_here(words: list[str], side: int) -> bool:
    """Whether a side is not that of a part of the body named behind it."""
    behind = side + 1 + (words[side + 1 : side + 2] == ["side"])
    return behind >= len(words) or not words[behind][0].isalpha() or words[behind] in _GOES_ON


def _stands_alone(words: list[str], token: int) -> bool:
    """Whether a side is all that its short sentence says ("Foot. Left.")."""
    return token + 1 >= len(words) or words[token + 1] in {".", ",", ";", ":"}


def _belongs_to_next(reading: Reading, token: int) -> bool:
    """Whether the side opens the next noun ("iliac crest, left hip") rather than closing this one ("tibia, Right")."""
    words, sentence = reading.tokens.words, reading.sentence
    follows = token + 1
    if words[token] in _SHORT and words[follows : follows + 1] == ["."]:
        follows += 1  # "Free iliac flap, Rt. ulna"
    if sentence[follows : follows + 1] != [sentence[token]]:
        return False  # it closes its line
    if words[token : token + 2] == ["opposite", "the"]:
        return False  # "the knee opposite the affected wrist"
    after = words[follows]
    return after[0].isalpha() and after not in _OPENS_NEXT and after != "one"
