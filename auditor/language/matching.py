"""Finds every phrase of every rule in one pass, and keeps the longest where phrases of one kind overlap."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from auditor.language.heading_lines import in_its_line
from auditor.language.phrasebook import Phrasebook
from auditor.language.reading import HEADINGS, Mention, Reading, reading_of
from auditor.language.short_forms import with_short_forms
from auditor.rules.load import RuleSet

# A bone's name inside the name of a vessel, a flap or a landmark is no mention of the bone.
_OF_BONE = frozenset({"skin", "flap", "peroneal", "scapular", "parascapular", "septocutaneous"})
_COVERING = frozenset({"artery", "vein", "bare_vessel", "flap_name", "landmark", "soft_flap", "nonvascular", "imaging"})
# Units are read with their numbers, and header values by the header component.
_READ_ELSEWHERE = frozenset({"unit", "surgeon", "date_of_service", "stated_code"})
_COVERED = frozenset({"bone", "bare_vessel", "region", "flap", "condition", "skin", "treatment", "closure", "act", "bone_claim"})
_OF_ONE_FIELD = frozenset({"artery", "vein", "modifier_cue"})
_LABEL = 3  # words from the first of a label to its colon
_WITH = frozenset({"and", "+", "&", "with", "plus", "/"})

_COMPOSITE = frozenset({"composite", "osteocutaneous", "osteofasciocutaneous", "osteomyocutaneous", "osteomuscular"})


class Matching:
    """spaCy component: fills `mentions`, `headings`, `label_words`, `cues` and `owners`."""

    def use(self, rules: RuleSet) -> None:
        """Take the phrases of a rule set."""
        self._phrases = Phrasebook(rule for rule in rules.rules if rule.concept not in _READ_ELSEWHERE)

    def open_all(self) -> None:
        """Take up every phrase now."""
        self._phrases.open_all()

    def __call__(self, doc: Doc) -> Doc:
        """Set the mentions of the reading of `doc`, in the order of the text."""
        reading = reading_of(doc)
        found: list[Mention] = []
        apart = {
            "section": reading.headings, "heading_word": reading.label_words, "cue": reading.cues, "owner": reading.owners,
        }  # fmt: skip
        for match in self._phrases.find(reading.tokens.words):
            concept = match[0].concept
            if concept in HEADINGS:
                match = in_its_line(reading, self._phrases, match)
            if concept not in _OF_ONE_FIELD or not _is_parted(reading, match[1], match[2]):
                apart.get(concept, found).append(Mention(*match))
        reading.cues = _without_landmarks(reading.cues, [mention for mention in found if mention.concept == "landmark"])
        found = _without_named_with_bone(found, reading.tokens.words)
        reading.mentions = with_short_forms(reading, _without_covered(found))
        return doc


def _is_parted(reading: Reading, first: int, last: int) -> bool:
    """Whether a line that begins anew with a label parts a name: "to the superior thyroid", and below it "Vein 1: cephalic"."""
    words, starts, marks = reading.tokens.words, reading.tokens.starts, reading.lines
    mark = bisect_right(marks, starts[first])
    if mark >= len(marks) or marks[mark] > starts[last - 1]:
        return False
    return ":" in words[last : last + _LABEL]


def _without_landmarks(cues: list[Mention], landmarks: list[Mention]) -> list[Mention]:
    """Leave out cues that are part of a longer name: a paddle "planned over" a vessel is drawn, and put off by nothing."""
    longer = [(mark.first, mark.last) for mark in landmarks if mark.last - mark.first > 1]
    return [cue for cue in cues if not any(first <= cue.first and cue.last <= last for first, last in longer)]


def _without_named_with_bone(mentions: list[Mention], words: list[str]) -> list[Mention]:
    """Leave out soft flaps that are part of a bone flap: "fibula and skin free flap", "composite lateral arm flap"."""
    mentions = [m for m in mentions if m.concept != "soft_flap" or not _is_of_composite(words, m.first)]
    soft = [m for m in mentions if m.concept == "soft_flap" and "skin" in words[m.first : m.last]]
    soft = [m for m in soft if "free" in words[m.first : m.last] or _OF_BONE.issuperset(words[m.first : m.last])]
    if not soft:
        return mentions
    bones = {m.last for m in mentions if m.concept == "bone"}
    of_bone = [m for m in soft if any(at in bones and words[at] in _WITH for at in range(m.first - 3, m.first))]
    return [m for m in mentions if m not in of_bone]


def _is_of_composite(words: list[str], first: int) -> bool:
    """Whether a flap that begins at word `first` is called one of bone as well: "bone and muscle flap"."""
    before = words[max(first - 2, 0) : first]
    return not _COMPOSITE.isdisjoint(before[-1:]) or (before[:1] == ["bone"] and not _WITH.isdisjoint(before[1:]))


def _without_covered(mentions: list[Mention]) -> list[Mention]:
    """Leave out what lies wholly inside a longer name."""
    covers: dict[int, Mention] = {}
    for mention in mentions:
        if mention.concept in _COVERING:
            for token in range(mention.first, mention.last):
                known = covers.get(token)
                if known is None or mention.last - mention.first > known.last - known.first:
                    covers[token] = mention
    cover = covers.get
    return [m for m in mentions if (over := cover(m.first)) is None or not (_is_covered(m, over) or _is_denied(m, over))]


def _is_denied(mention: Mention, cover: Mention) -> bool:
    """Whether a flap's name begins inside "non-vascularised": the "non" takes the vessels from all of it."""
    inside = cover.concept == "nonvascular" and cover.first < mention.first < cover.last < mention.last
    return inside and mention.concept in {"flap", "flap_name"}


def _is_covered(mention: Mention, cover: Mention) -> bool:
    if mention.concept not in _COVERED or cover is mention:
        return False
    if mention.concept == "skin" and cover.concept == "landmark" and cover.first < mention.first:
        return True  # "the nerve to the skin of the thigh was spared" spares a nerve
    longer = cover.last - cover.first > mention.last - mention.first
    longer = longer or (cover.concept == "landmark" and mention.concept != "treatment")  # "groin flap" may be one that failed
    allowed = mention.concept in {"flap", "skin", "condition"} and cover.concept not in {"landmark", "soft_flap"}
    allowed = allowed or (mention.concept == "treatment" and cover.concept == "soft_flap")  # a muscle flap of before
    if mention.concept == "act" or cover.concept == "imaging":
        allowed = (mention.concept, cover.concept) != ("act", "imaging")  # a "fine-cut CT" cuts nothing
    elif cover.concept == "nonvascular":  # "non-vascularised" claims no vessels; the bones it names stay
        allowed = mention.concept != "flap" or mention.rule.value in {"graft", "piece"}
    return longer and not allowed and cover.first <= mention.first and mention.last <= cover.last
