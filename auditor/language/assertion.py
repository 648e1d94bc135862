"""What the note says of each mention: performed, or one of the seven ways of not being performed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

from auditor.language.asked import ASKED_FOR, is_offered
from auditor.language.dated import clauses_dated_before
from auditor.language.flow import VESSELS
from auditor.language.layout import opens_item
from auditor.language.misled import goes_on_otherwise, is_misled
from auditor.language.reading import DESCRIBED, HEADINGS, Mention, Reading, Section, reading_of
from auditor.language.sighting import ANSWERED_NO, BLANK, OFFERED
from auditor.language.study_times import time_of_study
from auditor.language.templates import SAID_IN_WORDS, is_unticked, left_blank, may_refer, refers_on, ticked_no
from auditor.language.words import words
from auditor.model import Assertion

# A section speaks for its mentions unless a cue says otherwise.
SECTION_ASSERTION = {
    "booked": Assertion.PLANNED,
    "plan": Assertion.PLANNED,
    "history": Assertion.PRIOR,
    "indication": Assertion.PRIOR,
    "previous": Assertion.PRIOR,
    "options": Assertion.CONSIDERED,
    "consent": Assertion.CONSIDERED,
    "teaching": Assertion.TAUGHT,
}
_ASSERTIONS = {assertion.value: assertion for assertion in Assertion}
# Where several cues reach a mention, the one named first here governs.
_WILL = frozenset({"will", "shall"})
_STRENGTH = {
    assertion: rank
    for rank, assertion in enumerate(
        (
            Assertion.NEGATED,
            Assertion.DISCONTINUED,
            Assertion.CONVERTED,
            Assertion.TAUGHT,
            Assertion.CONSIDERED,
            Assertion.PLANNED,
            Assertion.PRIOR,
        )
    )
}
# What opens a list of things that were talked about.
_TALK = words(
    "discussed options alternatives offered reviewed gone talked explained considered choices possibilities counseled named "
    "listed"
)
# A bullet and its space, in characters, before the first word of an item.
_BULLET = 6
# The first lines of a note, in characters: what stands there names its kind.
_HEAD = 320
# What names the kind of a text that is only copied into the note.
_COPIED = words("pasted copied carried quoted forwarded imported excerpt extract")
_SAYS = words("had says said states stated left mentions mentioned recorded")
# Words that only refer to another text ("see clinic note"); "from" and "of" may well open the note's own title.
_REFERRING = words("per see as in refer cf vide copied")
_REFERRING_WITHIN = 3  # words
_COPIED_WITHIN = 5  # words
# A noun negated by "no" ends where the next phrase begins.
_NOUN_ENDS = words(
    "was were is are from with to in on at by for and or has had have been will , . ; : ( ) needed seen into beyond "
    "than apart other between against through during"
)
_DRAWABLE = frozenset({"skin", "size"})
_DRAWN = words("drawn marked outlined designed")
_CUT = words("incised raised taken")
# Acts that end a statement before a remark with "with" begins.
_VERBS_BEFORE = words(
    "raised elevated harvested taken dissected lifted freed cut divided included incorporated carried moved based"
)
_DENIABLE = frozenset({"artery", "vein", "vessel", "skin", "bone", "bare_vessel"})
_LEFT = words("left stayed stays remained remains")
_REASON = frozenset({"because", "owing", "due"})
_WRITER = frozenset({"i", "we"})
_MEANWHILE = words("meanwhile simultaneously concurrently")
_CENTURIES = frozenset({"19", "20"})
_LATER = words("now today currently since then but so therefore who presents presented again")
_AUXILIARIES = words("was were is are being been had has also then both all however thus again and")
_ORDERING = frozenset({"after", "once", "when"})
_OF_WHOLE = frozenset({"note", "head", "opening"})
_JOINED = VESSELS | {"technique", "act"}
_BUT_GOES_ON = frozenset({"also", "not", "for", "only"})


def assert_mentions(doc: Doc) -> Doc:
    """spaCy component: sets `assertion` and `cue` of every mention."""
    reading = reading_of(doc)
    whole = [cue for cue in reading.cues if _speaks_of_whole(reading, cue)]
    reading.other_note = whole[0] if whole else None
    by_sentence = _by_sentence(reading)
    listed = _listed(reading)
    dated = clauses_dated_before(reading)
    sentence, sections = reading.sentence, reading.section_by_token
    fields, refers = reading.is_form or reading.has_cells, may_refer(reading.text)
    for mention in reading.mentions:
        concept = mention.concept
        _by_section(sections[mention.first], mention, reading.clause[mention.first] in dated)
        if said := _said_by_form(reading, mention, fields=fields, refers=refers):
            mention.assertion, mention.why = Assertion.NEGATED, said
            continue
        if concept == "imaging" and (timed := time_of_study(reading, mention)):
            mention.assertion = timed
            continue
        number = sentence[mention.first]
        if number in listed and mention.assertion is Assertion.PERFORMED:
            mention.cue = listed[number]
            mention.assertion = Assertion(mention.cue.rule.value)
        for cue in by_sentence.get(number, ()):
            if _tells_order(reading, cue, mention):
                continue
            if _reaches(reading, cue, mention) and _governs(cue, mention) and not _closes_title(reading, cue):
                mention.assertion = _ASSERTIONS[cue.rule.value]
                mention.cue = cue
    return doc


def _said_by_form(reading: Reading, mention: Mention, *, fields: bool, refers: bool) -> str | None:
    """Why a form says no to a mention, or nothing of it; a note without boxes or cells says it in words, and of few things."""
    if not fields and mention.concept not in SAID_IN_WORDS:
        return None
    if (fields or mention.concept in ASKED_FOR) and left_blank(reading, mention):
        return BLANK
    if refers and refers_on(reading, mention):
        return BLANK
    if ticked_no(reading, mention):
        return ANSWERED_NO
    return OFFERED if is_offered(reading, mention) else None


def _tells_order(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether "had been" only says what came first: "after the artery had been joined, the vein was sewn end to end"."""
    words = reading.tokens.words
    if words[cue.first] != "had" or words[cue.last - 1] != "been":
        return False
    if mention.concept in _DRAWABLE and _is_cut_as_drawn(reading, cue):
        return True
    if _comes_after(reading, cue):
        return True
    if mention.concept not in _JOINED:
        return False
    joins = [m for m in reading.in_sentence(mention.first) if m.concept == "technique" or m.rule.id == "act-join"]
    other = any(reading.clause[m.first] != reading.clause[cue.first] for m in joins)
    return other and any(m.concept == "technique" for m in joins) and reading.section_of(mention.first).kind in DESCRIBED


def _is_cut_as_drawn(reading: Reading, cue: Mention) -> bool:
    """Whether skin is then cut as it was drawn: "the paddle had been drawn along the crest and was incised first"."""
    end = bisect_right(reading.sentence, reading.sentence[cue.first])
    rest = reading.tokens.words[cue.last : end]
    return not _DRAWN.isdisjoint(rest[:1]) and not _CUT.isdisjoint(rest) and "but" not in rest


def _comes_after(reading: Reading, cue: Mention) -> bool:
    """Whether a step of the description is told to follow another: "after the dead bone had been cut away a gap was left"."""
    first = reading.sentence_start(cue.first)
    kind = reading.section_of(cue.first).kind
    if kind != "technique" and not (kind == "narrative" and reading.tokens.words[first] in _ORDERING):
        return False
    dated = any(m.concept == "history_mark" and m.first != cue.first for m in reading.in_sentence(cue.first))
    return bool(_ORDERING & set(reading.tokens.words[first : cue.first])) and not dated


def _speaks_of_whole(reading: Reading, cue: Mention) -> bool:
    """Whether a cue tells what kind of note this is: by its scope anywhere, near the head, or in the first two lines alone."""
    scope = cue.rule.scope
    return scope == "note" or (scope == "head" and _at_head(reading, cue)) or (scope == "opening" and _opens(reading, cue))


def _opens(reading: Reading, cue: Mention) -> bool:
    """Whether a cue stands in the first two lines of a note."""
    start, lines = reading.tokens.starts[cue.first], reading.layout.lines
    return start < (lines[2] if len(lines) > 2 else len(reading.text)) and start < _HEAD


def _at_head(reading: Reading, cue: Mention) -> bool:
    """Whether a cue stands in the note's first two lines, or opens a line near its head; a letter that is quoted does not."""
    words = reading.tokens.words
    if not _SAYS.isdisjoint(words[cue.last : cue.last + 1]):
        return False  # "Clinic letter had left the choice of flap open"
    if _COPIED & set(words[cue.last : cue.last + _COPIED_WITHIN]) or _REFERRING & set(
        words[max(cue.first - _REFERRING_WITHIN, 0) : cue.first]
    ):
        return False
    return _opens(reading, cue) or (reading.starts_line(cue.first) and reading.tokens.starts[cue.first] < 3 * _HEAD)


def _by_sentence(reading: Reading) -> dict[int, list[Mention]]:
    grouped: dict[int, list[Mention]] = {}
    for cue in reading.cues:
        if cue.rule.scope not in _OF_WHOLE and not (reading.is_form and is_unticked(reading, cue)):
            grouped.setdefault(reading.sentence[cue.first], []).append(cue)
    return grouped


def _listed(reading: Reading) -> dict[int, Mention]:
    """The sentences of every list that a line of talk opens ("These were discussed:"), with the cue of that line."""
    starts, lines = reading.tokens.starts, reading.layout.lines
    found: dict[int, Mention] = {}
    for cue in reading.cues:
        if cue.rule.value != Assertion.CONSIDERED or not _TALK & set(reading.tokens.words[cue.first : cue.last]):
            continue
        end = bisect_right(reading.sentence, reading.sentence[cue.first])  # sentences are numbered in order
        if reading.text[starts[end - 1]] != ":":  # the stroke of a table opens no list
            continue
        for line, after in zip(lines, [*lines[1:], len(reading.text)], strict=True):
            if end < len(starts) and line >= starts[end] - _BULLET:
                if not opens_item(reading.text, line):
                    break
                found |= {reading.sentence[token]: cue for token in range(bisect_left(starts, line), bisect_left(starts, after))}
    return found


def _by_section(section: Section, mention: Mention, dated: bool) -> None:
    """What the section says of its mentions; `dated`: their clause names a day before the operation."""
    told = SECTION_ASSERTION.get(section.kind)
    if told is None and dated:
        mention.assertion = Assertion.PRIOR
    if told is not None:
        mention.assertion, mention.cue = told, section.heading


def _closes_title(reading: Reading, cue: Mention) -> bool:
    """Whether a title ends with "abandoned": the operation it names was begun, and nothing else was done instead."""
    words, sentence = reading.tokens.words, reading.sentence
    if cue.rule.value != Assertion.CONVERTED or reading.section_of(cue.first).kind != "title":
        return False
    end = cue.last
    while end < len(words) and words[end] in {".", ")", "]"}:
        end += 1
    if end < len(words) and sentence[end] == sentence[cue.first]:
        return False
    rest = reading.told(reading.tokens.ends[cue.last - 1], reading.section_of(cue.first).end)
    return not any(mention.concept == "flap_name" for mention in rest)  # "DCIA not usable. Change of plan: free fibula"


def _governs(cue: Mention, mention: Mention) -> bool:
    if mention.assertion is Assertion.PERFORMED or mention.cue is None or mention.cue.concept in HEADINGS | {"owner"}:
        return True
    return _STRENGTH[_ASSERTIONS[cue.rule.value]] < _STRENGTH[mention.assertion]


def _reaches(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether `mention` lies in the scope of `cue`; both stand in one sentence."""
    if cue.first < mention.last and mention.first < cue.last:
        inside = cue.first <= mention.first and mention.last <= cue.last
        return inside and cue.rule.value == Assertion.PRIOR  # "skin of the old fibula flap": the flap is old as well
    if (
        _tells_operation(reading, cue)
        or is_misled(reading, cue, mention)
        or goes_on_otherwise(reading, cue, mention)
        or _is_bracketed(reading, cue, mention)
    ):
        return False
    same_clause = reading.clause[cue.first] == reading.clause[mention.first]
    match cue.rule.scope:
        case "sentence":
            return not (_turned_to(reading, cue, mention) or _is_for_reason(reading, cue, mention))
        case "clause":
            if not same_clause:
                return _dates_sentence(reading, cue)
            return not (_is_label(reading, cue, mention) or _is_measured_before(reading, cue, mention))
        case "forward":
            return same_clause and mention.first >= cue.last
        case "onward":
            return mention.first >= cue.last
        case "backward":
            return same_clause and mention.last <= cue.first and not _set_apart(reading, cue, mention)
        case "noun":
            return mention.first >= cue.last and same_clause and not _noun_ended(reading, cue, mention)
        case _:
            return False


def _tells_operation(reading: Reading, cue: Mention) -> bool:
    """Whether words of the past tell of the operation: a day later ("Yesterday I lifted the crest"), or of what went beside."""
    words = reading.tokens.words
    if words[cue.first : cue.last] == ["had", "been"]:  # "Meanwhile the left leg had been opened by my colleague"
        start = reading.sentence_start(cue.first)
        return not _MEANWHILE.isdisjoint(words[start : start + 1])
    own = words[cue.first] == "yesterday" and not _WRITER.isdisjoint(words[cue.last : cue.last + 1])
    return own and "today" not in words


def _dates_sentence(reading: Reading, cue: Mention) -> bool:
    """Whether a year opens a sentence that tells of nothing later: "In 2019 I resected a cancer and put in a fibula"."""
    words, last = reading.tokens.words, bisect_right(reading.sentence, reading.sentence[cue.first])
    opens = cue.first == reading.sentence_start(cue.first) and words[cue.first] == "in" and words[cue.last - 1][:2] in _CENTURIES
    return opens and _LATER.isdisjoint(words[cue.last : last])


def _is_bracketed(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether brackets tell of something else's past ("a gap of 8.5 cm (guides had been cut for 7)"), or why there is no skin.

    "No skin island taken (will lie deep)" tells of what was done.
    """
    words = reading.tokens.words
    between = words[mention.last : cue.first]
    if mention.rule.value == "absent" and between == ["("] and words[cue.first] in _WILL:
        return True
    if cue.rule.value != Assertion.PRIOR or "(" not in between or ")" in between[between.index("(") :]:
        return False
    return mention.last + between.index("(") + 1 < cue.first


def _is_label(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether a part of the body only labels what is told behind its colon: "Leg: nylon, could not close over the muscle"."""
    return mention.concept == "region" and mention.last < cue.first and reading.tokens.words[mention.last] == ":"


def _is_measured_before(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether a comma parts a size from what is denied behind it: "gap 6 cm, posterior cortex thin, not continuous"."""
    between = reading.tokens.words[mention.last : cue.first]
    return mention.cm is not None and cue.rule.value == Assertion.NEGATED and "," in between


def _is_for_reason(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether the past is only why the deed was done: "the right crest was taken because of the scar of a graft in the left"."""
    between = reading.tokens.words[mention.last : cue.first]
    return cue.rule.value == Assertion.PRIOR and not _REASON.isdisjoint(between)


def _turned_to(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether "but" turns from talk to deeds: "a paddle was talked about, but it was left on the back"."""
    between = reading.tokens.words[cue.last : mention.first]
    if cue.rule.value != Assertion.CONSIDERED or reading.section_of(cue.first).kind != "technique" or "but" not in between:
        return False
    return reading.tokens.words[cue.last + between.index("but") + 1] not in _BUT_GOES_ON


def _set_apart(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether "with" opens a remark of its own between the two: "raised off the sheets with fascia left behind"."""
    words = reading.tokens.words
    between = words[mention.last : cue.first]
    if mention.concept == "bone" and words[cue.first] == "left" and "," in between and between[-1] not in _AUXILIARIES | {","}:
        return True  # "metatarsal, shaft only, joint and toe left behind"
    if "," in between and words[cue.first] == "being":
        return True  # "sewn end to end, the coupler being too big"
    if "," in between and mention.concept == "technique":
        comma = mention.last + between.index(",")
        return any(other.concept in _DENIABLE for other in reading.between(comma + 1, cue.first))
    if _leaves_other(reading, between, cue, mention):
        return True
    return "with" in between and any(word in _VERBS_BEFORE for word in between[: between.index("with")])


def _leaves_other(reading: Reading, between: list[str], cue: Mention, mention: Mention) -> bool:
    """Whether what is left has a noun of its own behind an act: "the bone, sawn at each end, joints left behind"."""
    if "," not in between or reading.tokens.words[cue.first] not in _LEFT:
        return False
    comma = cue.first - 1 - between[::-1].index(",")
    done = mention.concept == "act" or any(other.concept == "act" for other in reading.between(mention.last, comma))
    return done and any(word not in _AUXILIARIES for word in reading.tokens.words[comma + 1 : cue.first])


def _is_measured_behind(reading: Reading, mention: Mention) -> bool:
    """Whether a size stands right behind a mention, which is there then: "no muscle, skin 6 x 5"."""
    return any(size.cm is not None for size in reading.between(mention.last, mention.last + 1))


def _noun_ended(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether the noun that `cue` denies ends before `mention`; a list of nouns goes on over its commas."""
    words = reading.tokens.words
    for token in range(cue.last, mention.first):
        if words[token] in _NOUN_ENDS:
            if words[token] == "or" and mention.first == token + 1 and mention.concept == "technique":
                return False  # "no plates or couplers"
            listed = words[token] in {",", "or", "and"} and mention.concept in {"skin", "flap", "piece"}
            return not (listed and mention.first - token <= 2 and not _is_measured_behind(reading, mention))
    return False
