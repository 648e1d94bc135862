"""The laws: for each transformation, what it does to a note and what the audit of the changed note must say.

A law turns a note into a strategy of changes. A change holds the new text and the picture that its audit must show, so
that what stays equal and what changes stands in one place: `expected` is the picture of the unchanged note with exactly
the named fields replaced.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.metamorphic import measures, sides, spelling, transforms, wording
from tests.metamorphic.corpus import Case, table
from tests.metamorphic.picture import Picture
from tests.metamorphic.sections import reordered, sections


class Change(NamedTuple):
    """A changed note and what its audit must show; `how` tells a reader of a failure what was done."""

    how: str
    text: str
    expected: Picture


Law = Callable[[Case], SearchStrategy[Change]]

PAGE_HEADERS = (
    "Page 2 of 4",
    "--- page 3 ---",
    "DOE, J.   MRN 00-4471902   Page 2 of 3\n" + "-" * 48,
    "OPERATIVE REPORT (continued)",
    "\fPatient: Doe, Jamie   DOB: 01/02/1960   Printed: 03/02/2031 10:22",
    "Record 4471902 / continued on the next page",
)
SPACES = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}")
DASHES = ("\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}", "\N{EN DASH}", "\N{MINUS SIGN}")
WITHOUT_WIDTH = ("\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}", "\N{LEFT-TO-RIGHT MARK}")
SIGNS = (" x ", "x", " × ", "×", " X ", " by ")


def rewrapped(case: Case) -> SearchStrategy[Change]:
    """Paragraphs filled anew at any width: everything stays."""
    return st.builds(
        lambda width, hyphens: _same(case, f"filled at {width}", transforms.rewrap(case.text, width, at_hyphens=hyphens)),
        st.integers(28, 150),
        st.booleans(),
    )


def parted_words(case: Case) -> SearchStrategy[Change]:
    """Long words parted by the end of a line: everything stays."""
    return st.just(_same(case, "long words parted", transforms.parted(case.text, 4)))


def upper_case(case: Case) -> SearchStrategy[Change]:
    """The whole note in capitals: everything stays."""
    return st.just(_same(case, "capitals", transforms.upper_case(case.text)))


def bold_labels(case: Case) -> SearchStrategy[Change]:
    """Labels between stars, as bold letters are pasted: everything stays."""
    return st.just(_same(case, "labels in bold", transforms.bold_labels(case.text)))


def one_line(case: Case) -> SearchStrategy[Change]:
    """All white space to single spaces: everything stays."""
    return st.just(_same(case, "one line", transforms.one_line(case.text)))


def typography(case: Case) -> SearchStrategy[Change]:
    """No-break spaces, typographic dashes and quotation marks: everything stays."""
    some = st.builds(transforms.typographic, st.just(case.text), st.sampled_from(SPACES), st.sampled_from(DASHES))
    every = st.just(transforms.all_spaces(case.text, SPACES[0]))
    return st.one_of(some, every).map(lambda text: _same(case, "other spaces and dashes", text))


def hidden_signs(case: Case) -> SearchStrategy[Change]:
    """Marks that nobody sees, joined letters, and signs by their names: everything stays."""
    ways = (
        ("soft hyphens", transforms.soft_hyphens(case.text)),
        ("joined letters", transforms.joined_letters(case.text)),
        ("names of signs", transforms.by_name(case.text)),
        *((f"with {mark!r}", transforms.without_width(case.text, mark)) for mark in WITHOUT_WIDTH),
    )
    return st.sampled_from(ways).map(lambda way: _same(case, way[0], way[1]))


def marked_lines(case: Case) -> SearchStrategy[Change]:
    """Numbers before the lines, or signs at both sides of them: everything stays."""
    ways = (
        ("numbered", transforms.numbered(case.text)),
        ("quoted", transforms.quoted(case.text)),
        ("between stars", transforms.framed(case.text, "*")),
        ("framed", transforms.framed(case.text, "\N{BOX DRAWINGS DOUBLE VERTICAL}")),
    )
    return st.sampled_from(ways).map(lambda way: _same(case, way[0], way[1]))


def dimension_signs(case: Case) -> SearchStrategy[Change]:
    """x, × or "by" between the numbers of a size: everything stays."""
    return st.sampled_from(SIGNS).map(
        lambda sign: _same(case, f"dimensions with {sign!r}", measures.between_dimensions(case.text, sign))
    )


def units(case: Case) -> SearchStrategy[Change]:
    """Lengths in mm, cm or inches, with a decimal comma, or in words: everything stays, sizes within rounding."""
    text = case.text
    british = spelling.american(text) != text  # a date in figures may be read by the spelling of the note
    ways = (
        ("millimetres", measures.in_millimetres(text)),
        ("centimetres", measures.in_centimetres(text)),
        ("inches", measures.in_inches(text, "inches")),
        ("decimal comma", measures.with_decimal_comma(text)),
        ("words", measures.in_words(text, british=british, half=False)),
        ("words with halves", measures.in_words(text, british=british, half=True)),
    )
    return st.sampled_from(ways).map(lambda way: _same(case, way[0], way[1]))


def spelled(case: Case) -> SearchStrategy[Change]:
    """British or American spelling throughout: everything stays."""
    ways = (("American", spelling.american(case.text)), ("British", spelling.british(case.text)))
    return st.sampled_from(ways).map(lambda way: _same(case, way[0], way[1]))


def sides_exchanged(case: Case) -> SearchStrategy[Change]:
    """Left and right exchanged throughout: the sides of graft and defect flip, everything else stays."""
    flipped = {"left": "right", "right": "left"}
    grafts = [flipped.get(side, side) for side in case.picture["grafts.laterality"]]
    defect = case.picture["defect.laterality"]
    fields = {"grafts.laterality": grafts, "defect.laterality": flipped.get(defect, defect)}
    return st.just(_changed(case, "left for right", sides.sides_exchanged(case.text), fields))


def distracted(kind: str) -> Law:
    """A sentence on a flap that was not raised in this operation, put behind any paragraph: everything stays.

    Each sentence is tried once in each note, at a place that follows from both.
    """

    def law(case: Case) -> SearchStrategy[Change]:
        mentioned = {graft.donor_site for graft in case.audit.grafts}
        fitting = [row["text"] for row in table("distractors")[kind] if row["donor"] not in mentioned]
        return st.sampled_from([_with_sentence(case, sentence) for sentence in fitting])

    return law


def donor_replaced(case: Case) -> SearchStrategy[Change]:
    """Another donor throughout: the donor and the code change, and the status where the code enters or leaves the set."""
    donors = table("donors")
    old = case.picture["grafts.donor_site"][0]
    replacement: Mapping[str, Any] = next((row for row in donors["replace"] if row.get("note") == case.id), {})
    keep = replacement.get("keep", ())

    def change(name: str) -> Change:
        text = wording.donor_replaced(case.text, donors["words"][old], donors["new"][name], keep)
        return _changed(case, f"{old} to {name}", text, _coded(case.picture, name))

    return st.sampled_from(donors["usual"][old]).map(change)


def vein_unsaid(case: Case) -> SearchStrategy[Change]:
    """The sentence on the vein deleted: the venous technique goes missing, and the named vein where it was named only there."""
    row = next(row for row in table("venous")["delete"] if row["note"] == case.id)
    text = wording.without_sentence(case.text, row["start"], whole_line=row.get("line", False))
    fields: dict[str, Any] = {
        "grafts.venous_anastomosis": [[] for _ in case.picture["grafts.venous_anastomosis"]],
        "elements.venous_anastomosis": "missing",
    }
    if row["vein"] == "named only there":
        fields["elements.recipient_vessels"] = "missing"
        fields["grafts.recipient_vessels"] = [
            [name for name in vessels if not any(word in name for word in ("vein", "comit", "venae", "jugular"))]
            for vessels in case.picture["grafts.recipient_vessels"]
        ]
    return st.just(_changed(case, "without the sentence on the vein", text, fields))


def reordered_sections(case: Case) -> SearchStrategy[Change]:
    """Headed sections in another order, the title first and addenda last: everything stays."""
    count = len(sections(case.text)[1])
    return st.permutations(range(count)).map(lambda order: _same(case, f"sections {order}", reordered(case.text, order)))


def page_headers(case: Case) -> SearchStrategy[Change]:
    """Page headers in mid-sentence: everything stays."""
    return st.builds(
        lambda header, places, apart: _same(
            case, f"with {header!r}", transforms.page_header(case.text, header, places, apart=apart)
        ),
        st.sampled_from(PAGE_HEADERS),
        st.tuples(st.floats(0, 0.999), st.floats(0, 0.999)),
        st.booleans(),
    )


LAWS: Mapping[str, tuple[Law, int]] = {
    "rewrapped": (rewrapped, 6),
    "parted_words": (parted_words, 1),
    "upper_case": (upper_case, 1),
    "bold_labels": (bold_labels, 1),
    "one_line": (one_line, 1),
    "typography": (typography, 5),
    "hidden_signs": (hidden_signs, 5),
    "marked_lines": (marked_lines, 4),
    "dimension_signs": (dimension_signs, 6),
    "units": (units, 6),
    "spelled": (spelled, 2),
    "sides_exchanged": (sides_exchanged, 1),
    "distracted_by_history": (distracted("history"), 8),
    "distracted_by_rejection": (distracted("rejection"), 8),
    "distracted_by_consent": (distracted("consent"), 8),
    "distracted_by_paddle": (distracted("paddle"), 8),
    "donor_replaced": (donor_replaced, 3),
    "vein_unsaid": (vein_unsaid, 1),
    "reordered_sections": (reordered_sections, 5),
    "page_headers": (page_headers, 6),
}
"""Each law by name, and how many changes of a note are tried."""

CODE_OF = {
    ("iliac_crest", False): "20956", ("iliac_crest", True): "20970", ("metatarsal", False): "20957",
    ("metatarsal", True): "20972", ("fibula", False): "20955", ("fibula", True): "20969",
}  # fmt: skip
"""Free transfers by donor and skin; any other bone is 20962, and 20969 with skin."""
AUDITED_SET = frozenset({"20956", "20957", "20962", "20972"})


def _with_sentence(case: Case, sentence: str) -> Change:
    chance = zlib.crc32((case.id + sentence).encode())
    text = wording.with_sentence(case.text, sentence, chance % 997 / 997, apart=chance % 2 == 1)
    return _same(case, f"with {sentence!r}", text)


def _same(case: Case, how: str, text: str) -> Change:
    return Change(how, text, case.picture)


def _changed(case: Case, how: str, text: str, fields: Mapping[str, Any]) -> Change:
    return Change(how, text, {**case.picture, **fields})


def _coded(before: Picture, donor: str) -> dict[str, Any]:
    """The fields that follow from a new donor of the one graft."""
    fields: dict[str, Any] = {"grafts.donor_site": [donor]}
    if not before["best_fit"] and not before["other_codes"]:  # left on its pedicle: no code fits, whatever the bone
        return fields
    with_skin = before["grafts.skin_paddle"] == ["present"]
    code = CODE_OF.get((donor, with_skin), "20969" if with_skin else "20962")
    inside = code in AUDITED_SET
    status = before["status"] if before["status"] == "query" else "supported" if inside else "outside_set"
    return fields | {"best_fit": [code] * inside, "other_codes": [code] * (not inside), "status": status}
