"""Sizes: found in figures or words, converted to centimetres, and given an owner."""

from __future__ import annotations

from bisect import insort

from spacy.tokens import Doc

from auditor.language.numbers import is_small, number_starts, read_number, starts_number, with_fraction
from auditor.language.reading import Mention, Reading, begun_between, reading_of
from auditor.language.words import words
from auditor.rules.load import RuleSet
from auditor.rules.phrases import expand
from auditor.rules.schema import Rule

_SPELLED = frozenset({"mm", "cm", "millimeters", "centimeters"})
_MOST = 3  # dimensions
_TIMES = frozenset({"x", "\u00d7", "by", "*"})
_ABOUT = frozenset({"about", "approximately", "roughly", "some", "only", "nearly", "almost", "just", "maybe", "perhaps", "ca"})
_EXTENT = words("long wide deep tall high thick broad across length width depth height in on along and a of the its at long, ,")
_ALONG = words("across along round around long in front back wide deep tall high by volar dorsal at")
_DIMENSION = words("length width height depth breadth thickness")
_BETWEEN = _DIMENSION | words("and a an the its it with of by , is was in at greatest maximum maximal max overall")
# "5.1 cm front to back and 3.4 cm side to side", "3,8 cm of arch by 1,4 cm of height"
_DIRECTIONS = words(
    "front back side long wide deep tall high thick broad across length width height depth breadth thickness arch mediolateral "
    "mediolaterally anteroposterior anteroposteriorly dorsoplantar dorsovolar dorsopalmar craniocaudal superoinferior "
    "proximodistal radioulnar transverse transversely vertical vertically longitudinal longitudinally ap ml proximally distally "
    "axially coronal sagittal lengthwise crosswise circumference diameter radial ulnar dorsal volar palmar plantar medial "
    "lateral anterior posterior proximal distal top bottom direction dimension broadest widest deepest longest tallest"
)
_RIMS = words("border basal rim")  # "6.5 cm in the basal border by 2.8 cm of height"
_PASSED = (_EXTENT | _DIRECTIONS | _RIMS) - {",", "and"}
_CLOSED: tuple[list[str], ...] = (["."], [","], [";"], [")"], [])
_MOST_PASSED = 6  # words: "16 mm long on the volar side by 11"
_ENDS = 5  # words: "from the talus to the cuneiforms"
_NEAR = 24  # words
_TAKEN_BACK = (["no"], ["sorry"], ["correction"])
_SMALLEST, _LARGEST, _LARGEST_IN_CM = 0.5, 30.0, 20  # cm
_SAYING = words("it was is itself now measured measures of : = really actually about")
_ASIDE = 3  # words
_MEASURED = words("measured measuring measure")
_MEASURED_WITHIN = 8  # words
_LONGEST_NAME = 6  # words
_FIELD = 10  # words and signs
_FIELD_WORDS = 4
_STOPPED = ([".", "by"], [".", "x"])
_SAID_AHEAD = words("deep wide high thick")  # "24 x 18 mm, deep 14 mm"
_UPRIGHT = (["deep"], ["high"], ["tall"], ["thick"])
_NAMING_SECOND = words("deep high tall thick wide across broad")
_ACTS = words("be bridged spanned filled , .")
_LINKS = words("and by x , to of in on the at from its about")
_INITIALS = frozenset({"l", "w", "d", "h"})  # "L 6 cm / W 2.5 cm"
_HARDWARE = frozenset({"hole", "holes", "lcp", "dcp", "plate", "screw", "screws"})
_DIMENSIONS_LONG = 4  # words
_TO_CM = {"cm": 1.0, "mm": 0.1, "inch": 2.54}
_LARGEST_BARE = 30.0
_APART, _APART_SPANNED = 7, 14  # words
_COLUMN = 12  # lines
_BEHIND = 6  # words
_BRACKETED = 4  # words: a form's answer in brackets, "[7 x 2.5] cm"
_AFTER_INCHES = words("when long wide deep between x by gap defect segment after with of on short incision apart once at")
_NOT_A_UNIT = frozenset({"hg", "mercury", "h2o", "nylon", "prolene", "suture"})


class Measures:
    """spaCy component: adds a mention of concept `size` for every measure, and its owner as `value`."""

    def __init__(self) -> None:
        self._units: dict[str, Rule] = {}
        self._bare: Rule | None = None

    def use(self, rules: RuleSet) -> None:
        """Take the units of a rule set; the first one stands for sizes that name none."""
        units = [rule for rule in rules.rules if rule.concept == "unit"]
        self._units = {word: rule for rule in units for phrase in rule.phrases for word in expand(phrase)}
        self._bare = units[0] if units else None

    def __call__(self, doc: Doc) -> Doc:
        """Add every size of `doc` to its reading."""
        reading = reading_of(doc)
        sizes: list[Mention] = []
        free_from = 0
        for token in number_starts(reading.tokens.words):
            found = self._size_at(reading, token) if token >= free_from else None
            if found is not None:
                sizes.append(found)
                free_from = found.last
        if not sizes:
            return doc
        for size in _joined(reading, sizes):
            insort(reading.mentions, size, key=_order)
        return doc

    def _size_at(self, reading: Reading, at: int) -> Mention | None:
        """The measure that begins at token `at`: one to three numbers, with a unit or, for two and more, without."""
        words = reading.tokens.words
        if slashed := self._slashed(words, at):
            return slashed
        values: list[tuple[float, Rule | None]] = []
        end = at
        token = at
        while len(values) < _MOST:
            number = read_number(words, token)
            if number is None:
                break
            value, after = number
            if words[after : after + 1] == ["]"] and "[" in words[max(token - _BRACKETED, 0) : token]:
                after += 1  # "[2.5] cm"
            unit, after = self._unit_at(words, after)
            if unit is not None and words[after : after + 1] == ["and"] and value.is_integer():
                value, after = with_fraction(words, value, after)  # "one inch and a half"
            values.append((value, unit))
            end = after
            token = _next_factor(words, after)
            if token < 0:
                break
        if not values:
            return None
        unit = next((unit for _, unit in reversed(values) if unit), None) or self._unit_elsewhere(reading, at, end, values[0][0])
        if unit is None and (len(values) < 2 or max(value for value, _ in values) > _LARGEST_BARE or _counts(words, at, end)):
            return None
        rule = unit or self._bare
        if rule is None:
            return None
        fallback = _TO_CM[unit.value] if unit else 1.0
        cm = [round(value * (_TO_CM[own.value] if own else fallback), 3) for value, own in values]
        first = at - 1 if at and words[at - 1] == "[" and "]" in words[at:end] else at
        return Mention(rule, first, end, cm=tuple(sorted(cm, reverse=True))) if min(cm) > 0 else None

    def _slashed(self, words: list[str], at: int) -> Mention | None:
        """Three numbers and their unit, parted by strokes: "55/25/20 mm". Without a unit they are a date."""
        parts = words[at].split("/")
        if len(parts) != _MOST or not all(map(is_small, parts)) or not self._is_unit(words, at + 1):
            return None
        unit = self._units[words[at + 1]]
        cm = sorted((round(int(part) * _TO_CM[unit.value], 3) for part in parts), reverse=True)
        return Mention(unit, at, at + 2, cm=tuple(cm)) if cm[-1] > 0 else None

    def _unit_elsewhere(self, reading: Reading, at: int, end: int, value: float) -> Rule | None:
        """The unit of figures that have none of their own: that of their label, of brackets behind them, of a size nearby."""
        words = reading.tokens.words
        return (
            self._unit_of_label(words, at)
            or self._unit_behind(words, end)
            or self._unit_around(reading, at, end, value)
            or self._unit_of_column(reading, at, end)
        )

    def _unit_of_label(self, words: list[str], at: int) -> Rule | None:
        """The unit that a form's label gives: "Gap (mm): 48"."""
        end = at - 1
        while (
            end > 1
            and at - end <= _DIMENSIONS_LONG
            and (words[end] in _DIMENSION or words[end] == "/" or starts_number(words[end]))
        ):
            end -= 1  # "Island (cm): length 12 width 6", "Island (mm): 70 / 35"
        label = words[max(end - 3, 0) : end + 1]
        if label[-1:] != [":"] or not label[:-1]:
            return None
        unit = label[-3] if label[-2] == ")" and len(label) > 2 else label[-2]
        return self._units.get(unit) if unit != "in" else None

    def _unit_around(self, reading: Reading, at: int, end: int, value: float) -> Rule | None:
        """The unit of the size nearby, for a bare figure that closes what is said of a gap: "The graft was 8 cm, the gap 6.6"."""
        words = reading.tokens.words
        closed = words[end : end + 1] in _CLOSED and words[end + 1 : end + 2] not in _TAKEN_BACK
        if not (closed and words[at][0].isdigit() and _follows_gap(reading, at)):
            return None
        around = words[max(at - _NEAR, 0) : at + _NEAR]
        likely, other = ("cm", "mm") if value <= _LARGEST_IN_CM else ("mm", "cm")
        unit = likely if likely in around else other
        rule = self._units[unit] if unit in around else None
        return rule if rule is not None and _SMALLEST <= value * _TO_CM[rule.value] <= _LARGEST else None

    def _unit_of_column(self, reading: Reading, at: int, end: int) -> Rule | None:
        """The unit that heads a column of figures, alone on its line: "mm", and below it "Bone gap     14 x 10"."""
        text, first, last = reading.text, reading.tokens.starts[at], reading.tokens.ends[end - 1]
        line = text.rfind("\n", 0, first) + 1
        if text[last : last + 1] not in {"", "\n"} or text[max(first - 2, line) : first] != "  ":
            return None
        for _ in range(_COLUMN):
            above = text.rfind("\n", 0, max(line - 1, 0)) + 1
            alone = text[above : max(line - 1, 0)].strip(" ()")
            if alone in {"mm", "cm"}:
                return self._units.get(alone)
            if not alone:
                return None
            line = above
        return None

    def _unit_behind(self, words: list[str], end: int) -> Rule | None:
        """The unit that closes a short list of figures in brackets: "15 x 12, 10 deep (mm)"."""
        behind = words[end : end + _BEHIND]
        opened = behind.index("(") if "(" in behind[:-2] else -1
        return self._units.get(behind[opened + 1]) if opened >= 0 and behind[opened + 2] == ")" else None

    def _unit_at(self, words: list[str], at: int) -> tuple[Rule | None, int]:
        unit = at
        while unit < len(words) and unit < at + 2 and words[unit] in {"of", "a", "an"}:
            unit += 1
        if words[unit : unit + 1] == ["in"] and words[unit + 1 : unit + 2] and words[unit + 1] in _SPELLED:
            unit += 1  # "12 by 10 by 8 in millimeters"
        if self._is_unit(words, unit):
            return self._units[words[unit]], unit + 1
        return None, at

    def _is_unit(self, words: list[str], at: int) -> bool:
        if at >= len(words) or words[at] not in self._units:
            return False
        follower = words[at + 1] if at + 1 < len(words) else "."
        if words[at] == "in":
            if words[at - 1] == "one" and not follower[0].isalpha():
                return False  # "I put the new one in."
            return follower in _AFTER_INCHES or not (follower[0].isalpha() or follower[0].isdigit())
        return follower not in _NOT_A_UNIT


def _follows_gap(reading: Reading, at: int) -> bool:
    """Whether a number stands right behind a gap or what is said to measure it: "gap 6", "measured with a ruler it was 6"."""
    words = reading.tokens.words
    first = at
    while first and at - first < _ASIDE and words[first - 1] in _SAYING:
        first -= 1
    if words[first:at] == ["it", "was"]:
        return not _MEASURED.isdisjoint(words[max(first - _MEASURED_WITHIN, 0) : first])
    named = begun_between(reading.owners, first - _LONGEST_NAME, first)
    return any(owner.last == first and owner.rule.value == "defect" for owner in named)


def _order(mention: Mention) -> tuple[int, int, str]:
    """The order in which phrases are found: by the first word, the longest first."""
    return mention.first, -mention.last, mention.rule.id


def _counts(words: list[str], first: int, after: int) -> bool:
    """Whether bare figures count holes or screws ("3.5 x 10 hole plate") or steps ("one by one") and measure nothing."""
    stepwise = words[first] == words[after - 1] and words[first].isalpha()
    return stepwise or (words[after : after + 1] != [] and words[after] in _HARDWARE)


def _next_factor(words: list[str], at: int) -> int:
    """The token of the next number after "x", "by" or the like, or -1; a direction in brackets is passed over.

    So it is after "and" where both numbers name their direction: "four centimeters tall and two across".
    """
    if (second := _second_dimension(words, at) or _between_ends(words, at)) is not None:
        return second
    token = at + 3 if words[at : at + 1] == ["("] and words[at + 2 : at + 3] == [")"] else at
    token += words[token : token + 2] in _STOPPED  # "5 cm. by 4 cm."
    passed = token + _MOST_PASSED
    while token < min(passed, len(words)) and words[token] in _PASSED and not _is_on(words, token):
        token += 1
    if token >= len(words) - 1 or not (words[token] in _TIMES or _names_another(words, at, token) or _is_on(words, token)):
        return -1
    token += 1
    if words[token] in _ABOUT or words[token] == "[":
        token += 1
    return token if token < len(words) and starts_number(words[token]) else -1


def _second_dimension(words: list[str], at: int) -> int | None:
    """The token of a number that its dimension announces: "5 cm, with a height of 4"."""
    token = at + (words[at : at + 1] == [","])
    if words[token : token + 1] == ["across"]:
        found = read_number(words, token + 1) if token + 1 < len(words) else None
        behind = found[1] + (words[found[1] : found[1] + 1] in (["cm"], ["mm"])) if found else 0
        return token + 1 if found and words[behind : behind + 1] in _CLOSED else None  # "52 mm, across 38."
    if words[token : token + 2] not in (["with", "a"], ["and", "a"]) or words[token + 3 : token + 4] != ["of"]:
        return None
    number = token + 4
    return number if words[token + 2] in _DIMENSION and number < len(words) and starts_number(words[number]) else None


def _between_ends(words: list[str], at: int) -> int | None:
    """The token of a second dimension behind the ends of the first: "3.0 cm talus to cuneiforms by 2.2 deep"."""
    ends = words[at : at + _ENDS]
    if "to" not in ends or "by" not in ends[ends.index("to") :] or not _ACTS.isdisjoint(ends):
        return None
    token = at + len(ends) - ends[::-1].index("by")
    number = read_number(words, token) if token < len(words) else None
    behind = words[number[1]] if number and number[1] < len(words) else ""
    return token if behind in _NAMING_SECOND else None


def _names_another(words: list[str], at: int, link: int) -> bool:
    """Whether "and" links a direction to a number that names its own: "in length and 6.5 at its broadest"."""
    if words[link] not in {"and", ","}:
        return False
    number = read_number(words, link + 1)
    behind = words[number[1] : number[1] + 3] if number else []
    if link == at and behind[:1] in _UPRIGHT and behind[1:2] != ["to"]:
        return True  # "4 x 3 cm and 2.5 deep"
    if not _DIRECTIONS & set(words[at:link]):
        return False
    return bool(behind) and (behind[0] in _DIRECTIONS or (behind[0] in {"at", "in"} and bool(_DIRECTIONS & set(behind))))


def _is_on(words: list[str], link: int) -> bool:
    """Whether "on" or a stroke stands for "by", as not every tongue tells them apart: "6 on 4 cm", "12 cm/6 cm"."""
    number = read_number(words, link + 1) if words[link] in {"on", "/"} else None
    return number is not None and words[number[1] : number[1] + 1] in (["cm"], ["mm"])


def _joined(reading: Reading, sizes: list[Mention]) -> list[Mention]:
    """Two sizes of one thing told in two steps ("17 mm along its edge and 10 mm across") become one."""
    words = reading.tokens.words
    kept: list[Mention] = []
    for size in sizes:
        before = kept[-1] if kept else None
        if before is not None and _continues(reading, words, before, size):
            assert before.cm is not None and size.cm is not None
            kept[-1] = Mention(before.rule, before.first, size.last, cm=tuple(sorted(before.cm + size.cm, reverse=True)))
        else:
            kept.append(size)
    return kept


def _labelled_alike(reading: Reading, before: Mention, size: Mention) -> bool:
    """Whether fields give two dimensions of one thing: "Paddle length: 7 cm | Paddle width: 4 cm", "Island (mm): 70 / 35"."""
    words = reading.tokens.words
    if words[before.last : size.first] == ["/"] and before.first and words[before.first - 1] == ":":
        return True
    if size.first - before.last > _FIELD:
        return False
    first, second = _field_name(reading, before.first), _field_name(reading, size.first)
    if not (first and second and {first[-1], second[-1]} <= _DIMENSION and first[-1] != second[-1]):
        return False
    starts = reading.tokens.starts
    one_line = "\n" not in reading.text[starts[before.first] : starts[size.first]]
    return first[:-1] == second[:-1] or (one_line and not second[:-1])


def _field_name(reading: Reading, value: int) -> list[str]:
    """The words of a field's label before its value on its line, colon and unit in brackets left aside."""
    words, starts = reading.tokens.words, reading.tokens.starts
    end = value - (words[value - 1] == ":")
    end -= 3 if words[end - 1] == ")" else 0
    line = reading.text.rfind("\n", 0, starts[value]) + 1
    first = end
    while first > max(end - _FIELD_WORDS, 0) and starts[first - 1] >= line and words[first - 1].isalpha():
        if words[first - 1] in _SPELLED:
            break
        first -= 1
    return words[first:end]


def _continues(reading: Reading, words: list[str], before: Mention, size: Mention) -> bool:
    if before.cm is None or size.cm is None or len(before.cm) + len(size.cm) > _MOST:
        return False
    if _labelled_alike(reading, before, size):
        return True
    between = words[before.last : size.first]
    spanned = between[:1] == ["from"] and "to" in between  # "5.1 cm from the notch to the rim and 3.4 cm in height"
    apart = _APART_SPANNED if spanned else _APART
    if reading.sentence[before.first] != reading.sentence[size.first] or len(between) > apart:
        return False
    after = words[size.last : size.last + 2]
    if between[:1] == ["("] and ")" in between and set(between[between.index(")") + 1 :]) <= {",", "and", "by", "x"}:
        return True  # "16 mm (mediolateral), 12 mm (dorsoplantar)"
    if _DIRECTIONS & set(between) and set(between) <= _DIRECTIONS | _LINKS and between[-1] in _LINKS | _SAID_AHEAD:
        return True
    if between and between[-1] in _INITIALS and set(between[:-1]) <= {"/", ",", "x"} and words[before.first - 1] in _INITIALS:
        return True
    if _DIMENSION & set(between) and set(between) <= _BETWEEN:
        return True  # "a length of 5 cm and a width of 3 cm"
    if between[:1] == ["from"] and between[-1:] == ["and"] and after[:1] == ["from"]:
        return True  # "21 mm from front to back and 16 mm from side to side"
    if between[-1:] == ["and"] and after[:1] == ["in"] and _DIMENSION & set(after) and len(before.cm) > 1:
        return True  # "21 x 15 mm on the dorsal face and 12 mm in depth"
    spans = (bool(after) and after[0] in {"across", "wide", "deep", "broad", "tall", "high", "thick"}) or after[:1] == ["in"]
    along = (
        not between
        or spanned
        or between[0] in _ALONG
        or (len(before.cm) > 1 and between[:1] == ["and"])
        or between == [",", "and"]
    )
    along = along or (len(before.cm) > 1 and between == [","] and after[1:2] != ["to"])  # "18 x 12 mm, 11 mm deep"
    return bool(between) and between[-1] in {"and", ",", "by", "was"} and spans and along  # "15 by 12 mm and 9 mm deep"
