"""Gives every size its owner: the thing measured, by the words that stand nearest in its clause."""

from __future__ import annotations

from spacy.tokens import Doc

from auditor.language.distances import distances
from auditor.language.reading import Mention, Reading, reading_of
from auditor.language.size_fields import owner_by_field
from auditor.language.words import words

_CUTS = words(
    "from at with through to was were is and between under over behind above below beyond beneath along for distal "
    "proximal after before on , in into away off clear short"
)
_EXTENT = frozenset({"long", "wide", "deep", "high", "tall", "thick"})
# Words that often stand near a size without being measured count for less, words for missing bone for more.
_LEANING = {"graft_part": 2.5, "place": 1.0, "other": 0.5, "defect": -0.8}
_OTHER_CLAUSE = 8
_ALONG = ["along", "the"]
_BONES = words("bone fibula rib crest ilium metatarsal scapula")
_ENDS = frozenset({"ends", "stumps"})
_SKINS = frozenset({"skin", "soft_defect"})
_LOST = frozenset({"gone", "lost", "missing", "lacking"})
_PREDICATES = words(
    "was were is are measured measuring measures amounts amounted = came comes totalled totaled reached remained remains stood"
)
_CORRECTED = (["make", "that"], ["no", "correction"], ["sorry", ","])  # "38, no, make that 36 mm"
_IT = 4  # words from the pronoun to the size
_TOWARDS = frozenset({"to", "into", "for", "across", "in", "fill", "filling", "over", "within", "bridge", "through"})
# Places and mere words for bone are seldom what a sentence measures.
_NO_SUBJECT = frozenset({"place", "graft_part", "other", "incision"})
_WEAK = frozenset({"place", "graft_part", "other"})
_STRONG = frozenset({"defect", "paddle"})
_WRONG = words("incorrect wrong error erroneous mistake")
_DRAWN = words("drawn marked outlined designed")
_SHAPES = words("template rectangle pattern outline oval square")
_BONE_OR_NONE = _BONES | words("no not without bony osseous strut segment")
_AREA = 2  # dimensions
_JUST_BEHIND = 2  # words
_GOING_ON = words("was is measured became really actually now to at")  # "ended up at"
_AND = frozenset({"but", "and", "yet"})
_JUST_BEFORE = 4  # words
_RELATIVE = frozenset({"which", "that"})
_SO_IT_IS = (["is", "thus"], ["is", "now"], ["was", "thus"], ["was", "now"])
_BESIDE_PLACE = 2.0  # "4 mm from the cartilage"
_STRONG_WITHIN = 10
_FURTHEST = 30
# What has a length or a width and no area.
_LINES = frozenset({"incision", "pedicle", "vessel"})
_NO_AREA = 6.0
# "A plate of 18 cm was chosen to span it" measures the plate.
_HAVING_SIZES = frozenset({"hardware", "incision", "vessel", "pedicle", "other"})
_OF_THIS_SIZE = -2.0
_SPANNED = 12  # words
_MEASURES = words("was is were measured measures measuring :")
_COMES_TO = frozenset({("came", "to"), ("amounted", "to"), ("comes", "to")})
_SPAN_ENDS = words(", ; : and with")


def own_sizes(doc: Doc) -> Doc:
    """spaCy component: sets `value` and `cue` of each size."""
    reading = reading_of(doc)
    owners: dict[int, list[Mention]] = {}
    for owner in reading.owners:
        owners.setdefault(reading.sentence[owner.first], []).append(owner)
    sizes = [mention for mention in reading.mentions if mention.cm is not None]
    apart = distances(reading.tokens.words, sizes)
    for before, size in zip([None, *sizes], sizes, strict=False):
        if size.first in apart:
            size.value = "place"
            continue
        size.cue = _owner(reading, size, before, owners)
        drawn = _is_drawn(reading.tokens.words, size) or _is_drawn_on_skin(reading, size)
        size.value = "unknown" if size.cue is None else "paddle" if drawn else size.cue.rule.value
    return doc


def _owner(reading: Reading, size: Mention, before: Mention | None, owners: dict[int, list[Mention]]) -> Mention | None:
    """The words that own a size: by its field or its sentence, else the nearest; `before` is the size told before it."""
    near = owners.get(reading.sentence[size.first], [])
    told = owner_by_field(reading, size, owners) or _named_before(reading, size, owners) or _goes_on(reading, size, before, near)
    told = told or _spanning(reading.tokens.words, size, near) or _drawn_ahead(reading.tokens.words, size, near)
    told = told or _subject(reading, size, near)
    if told is not None:
        return told
    ranked = sorted(
        (_distance(reading, size, owner) + _beyond_cut(size, owner, near), owner.first, owner)
        for owner in near
        if _apart(size, owner)
    )
    if not ranked or ranked[0][0] > _FURTHEST:
        return None
    return _stronger(reading, size, [(distance, owner) for distance, _, owner in ranked])


def _beyond_cut(size: Mention, owner: Mention, near: list[Mention]) -> float:
    """How much further off a thing is where a cut is measured before it: "through a 16 cm approach the bone loss"."""
    cuts = (o for o in near if o.rule.value == "incision" and size.last <= o.first < owner.first)
    return _OTHER_CLAUSE if owner.rule.value == "defect" and any(o.first - size.last <= _JUST_BEHIND for o in cuts) else 0.0


def _named_before(reading: Reading, size: Mention, owners: dict[int, list[Mention]]) -> Mention | None:
    """The gap or paddle that "It" means at the head of a sentence: "The gap was then measured. It came to 7 cm"."""
    words, number = reading.tokens.words, reading.sentence[size.first]
    told = words[reading.sentence_start(size.first) : size.first]
    here = any(owner.first < size.first for owner in owners.get(number, []))
    again = told[:1] == ["measured"] and told[-2:] == ["it", "was"]  # "Measured again it was 6 cm"
    if not (again or (told[:1] == ["it"] and len(told) <= _IT)) or _PREDICATES.isdisjoint(told) or here:
        return None
    start = reading.sentence_start(size.first)
    # "This is incorrect. It was 10 cm": the thing is named in the sentence before that.
    withdrawn = start and not _WRONG.isdisjoint(words[reading.sentence_start(start - 1) : start])
    named = [owner for owner in owners.get(number - 1 - bool(withdrawn), []) if owner.rule.value not in _WEAK]
    return named[-1] if named and named[-1].rule.value in _STRONG else None


def _is_drawn(words: list[str], size: Mention) -> bool:
    """Whether a flap's area is drawn, as only its skin can be: "flap 7 x 4 cm drawn over the first ray"."""
    drawn = not _DRAWN.isdisjoint(words[size.last : size.last + _JUST_BEHIND])
    return drawn and size.cue is not None and words[size.cue.last - 1] == "flap" and len(size.cm or ()) > 1


def _is_drawn_on_skin(reading: Reading, size: Mention) -> bool:
    """Whether an area is that of skin that its sentence speaks of: "skin was marked as a 6 by 4 cm rectangle"."""
    words = reading.tokens.words
    if size.cue is None or len(size.cm or ()) != _AREA:
        return False
    told = words[reading.sentence_start(size.first) : size.first]
    if words[size.cue.last - 1] in _SHAPES:
        behind = words[size.last : size.last + _STRONG_WITHIN]
        return "skin" in told or "skin" in behind[: behind.index(".") if "." in behind else None]
    return words[size.cue.last - 1] == "flap" and "skin" in told and _BONE_OR_NONE.isdisjoint(told)


def _goes_on(reading: Reading, size: Mention, before: Mention | None, near: list[Mention]) -> Mention | None:
    """The gap or paddle that owns the size before, where one verb more is said of it: "looked like 4 cm but was 6 cm"."""
    if before is None or before.cue is None or before.value not in _STRONG:
        return None
    if reading.sentence[before.first] != reading.sentence[size.first] or any(before.last <= o.first < size.first for o in near):
        return None
    words = reading.tokens.words
    between = words[before.last : size.first]
    if between and between[-1] in _GOING_ON and not _AND.isdisjoint(between[-_JUST_BEFORE:]):
        return before.cue
    relative = not _RELATIVE.isdisjoint(words[before.cue.last : before.first])
    return before.cue if relative and between[-3:-1] in _SO_IT_IS else None


def _spanning(words: list[str], size: Mention, near: list[Mention]) -> Mention | None:
    """The gap of which both ends are named between it and its size: "deficiency from the rim to the buttress 31 x 18 mm"."""
    for owner in near:
        between = words[owner.last : size.first]
        if owner.rule.value == "defect" and len(between) <= _SPANNED and _names_both_ends(between):
            return owner
    return None


def _drawn_ahead(words: list[str], size: Mention, near: list[Mention]) -> Mention | None:
    """The island whose line is told before its area: "skin island drawn from the ligament past the spine, 10 x 6 cm"."""
    for owner in near:
        drawn = owner.rule.value == "paddle" and owner.last < size.first and words[owner.last] in _DRAWN
        between = [other for other in near if owner.last <= other.first < size.first]
        if drawn and len(size.cm or ()) == _AREA and all(o.rule.value == "place" or words[o.last - 1] == "line" for o in between):
            return owner
    return None


def _names_both_ends(between: list[str]) -> bool:
    """Whether words name two ends and nothing else: "from the rim to the buttress", "left between the rim and the arch was"."""
    if between[:1] == ["from"]:
        return "to" in between and _SPAN_ENDS.isdisjoint(between)
    told = "between" in between[:2] and between.count("and") == 1 and (_SPAN_ENDS - {"and"}).isdisjoint(between)
    return told and (between[-1] in _MEASURES or tuple(between[-2:]) in _COMES_TO)


def _stronger(reading: Reading, size: Mention, ranked: list[tuple[float, Mention]]) -> Mention:
    """The nearest owner; where that is a mere place or word for bone, a gap or paddle not much further off instead."""
    apart, nearest = ranked[0]
    alone = next((owner for _, owner in ranked if _is_named_alone(reading.tokens.words, size, owner)), None)
    if alone is not None and not any(owner.first == size.last for _, owner in ranked):
        return alone
    beside = next((o for _, o in ranked if o.last == size.first and o.rule.value == "paddle"), None)
    if beside is not None and reading.tokens.words[nearest.first] == "to":
        return beside  # "a skin paddle 5 x 3 cm to fill the hole"
    if nearest.rule.value not in _WEAK or (nearest.rule.value == "place" and apart < _BESIDE_PLACE):
        return nearest
    strong = (owner for distance, owner in ranked if distance <= _STRONG_WITHIN and owner.rule.value in _STRONG)
    return next((owner for owner in strong if "." not in reading.tokens.words[owner.last : size.first]), nearest)


def _is_named_alone(words: list[str], size: Mention, owner: Mention) -> bool:
    """Whether a bone stands right before a size and is what is measured: "bone 7 x 3 cm with its skin paddle"."""
    bare = owner.last == size.first and words[owner.last - 1] in _BONES
    return bare and owner.last - owner.first == 1 and words[owner.first - 1] not in {"of", "in", "the"}


def _subject(reading: Reading, size: Mention, near: list[Mention]) -> Mention | None:
    """Where a size is predicated ("the gap ... was 6 cm"), the defect, else the first thing, named in its clause owns it."""
    words = reading.tokens.words
    ahead = words[max(size.first - 3, 0) : size.first]
    labelled = ahead[-1:] == [":"]  # all that stands before a colon says what is measured
    if not labelled and not _PREDICATES & set(ahead) and ahead[-2:] not in _CORRECTED:
        return None
    meant = _meant_by_it(reading, size, near)
    if meant is not None:
        return meant
    named = next((owner for owner in near if owner.first == size.last and owner.rule.value in _STRONG), None)
    if named is None and "measuring" in ahead:
        verb = size.first - 1 - ahead[::-1].index("measuring")
        named = next((owner for owner in near if owner.last == verb), None)  # "supplied a skin island measuring 5 x 2 cm"
    if named is not None:
        return named  # "there was a 34 mm gap"
    clause = reading.clause[size.first]
    before = [
        owner
        for owner in near
        if owner.last <= size.first
        and (labelled or reading.clause[owner.first] == clause)
        and owner.rule.value not in _NO_SUBJECT
    ]
    if not before:  # "the gap between the ends, measured with a ruler, came to 6 cm"
        since = max((m.last for m in reading.in_sentence(size.first) if m.cm is not None and m.last <= size.first), default=0)
        before = [o for o in near if since <= o.first and o.last <= size.first and o.rule.value == "defect"]
    defects = [
        owner
        for owner in before
        if owner.rule.value == "defect" and not _TOWARDS & set(words[max(owner.first - 2, 0) : owner.first])
    ]
    if defects and (skin := _skin_that_is_gone(reading.tokens.words, defects[-1], before)) is not None:
        return skin
    nouns = [owner for owner in defects if words[owner.last - 1] not in _ENDS]  # "the gap between the stumps"
    return (nouns or defects)[-1] if defects else min(before, key=lambda owner: owner.first, default=None)


def _skin_that_is_gone(words: list[str], defect: Mention, before: list[Mention]) -> Mention | None:
    """The skin of which words of loss are said: "the cheek skin that was gone was 9 x 6 cm"."""
    lost = [owner for owner in before if owner.rule.value in _SKINS and owner.last <= defect.first]
    close = lost and words[lost[-1].last : defect.first] in ([], ["that"], ["which"], ["that", "was"], ["which", "was"])
    return lost[-1] if close and words[defect.last - 1] in _LOST else None


def _meant_by_it(reading: Reading, size: Mention, near: list[Mention]) -> Mention | None:
    """The gap or paddle last named before "it": "the notch was cleaned, and it is 12 mm long"."""
    ahead = reading.tokens.words[max(size.first - _IT, 0) : size.first]
    if "it" not in ahead:
        return None
    pronoun = size.first - 1 - ahead[::-1].index("it")
    if any(pronoun < owner.first < size.first for owner in near):
        return None
    named = [owner for owner in near if owner.last <= pronoun and owner.rule.value not in _NO_SUBJECT]
    return named[-1] if named and named[-1].rule.value in _STRONG else None


def _apart(size: Mention, owner: Mention) -> bool:
    return owner.last <= size.first or owner.first >= size.last


def _distance(reading: Reading, size: Mention, owner: Mention) -> float:
    """How far an owner is from a size; a noun straight after the size is nearest, then what precedes in the clause."""
    words = reading.tokens.words
    other_clause = reading.clause[owner.first] != reading.clause[size.first]
    leaning = _LEANING.get(owner.rule.value, 0.0) + _NO_AREA * (owner.rule.value in _LINES and len(size.cm or ()) > 1)
    if words[owner.last : size.first] == ["of"] and owner.rule.value in _HAVING_SIZES:
        return _OF_THIS_SIZE
    if owner.first >= size.last:
        between = words[size.last : owner.first]
        cut = sum(word in _CUTS for word in between)
        if between[:1] == ["("] and words[owner.last : owner.last + 1] != [")"]:
            leaning += _OTHER_CLAUSE  # "8 x 5 cm (template had been 10 x 6)"
        if between[:1] == [")"]:
            leaning += _OTHER_CLAUSE  # "bone (8 x 3 cm), paddle pink"
        if between[:2] == _ALONG:
            leaning += _OTHER_CLAUSE  # "4.2 cm along the rim": the way of the measure, and not what is measured
        if not between and not other_clause and owner.rule.value == "hardware":
            return -1.0  # "a 12 hole 3.5 mm plate"
        # "6 cm gap", "6 cm of pedicle": the noun that the size describes
        if not cut and len(between) <= 3 and not other_clause and not _EXTENT & set(between):
            return 0.2 * len(between) + leaning
        return len(between) + 4.0 * cut + 3.0 + _OTHER_CLAUSE * other_clause + leaning
    between = words[owner.last : size.first]
    cut = sum(word in {"from", "through", "behind", "above", "below", "beyond", "with", "to"} for word in between)
    comma = between.count(",")
    return 0.6 * len(between) + 2.0 * cut + 1.5 * comma + 0.5 + _OTHER_CLAUSE * other_clause + leaning
