"""Builds the reader: a blank spaCy pipeline and the components of this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_lang_class

from auditor.language.accounts import go_on_with_accounts
from auditor.language.assertion import assert_mentions
from auditor.language.clauses import cut_clauses
from auditor.language.columns import tick_columns
from auditor.language.emit import sightings_of
from auditor.language.form_text import made_plain
from auditor.language.head import Head
from auditor.language.header import Header
from auditor.language.layout import lay_out
from auditor.language.legible import legible
from auditor.language.levelling import level
from auditor.language.matching import Matching
from auditor.language.measures import Measures
from auditor.language.narrative import tell_history
from auditor.language.owners import own_sizes
from auditor.language.reading import Reading
from auditor.language.roles import give_roles
from auditor.language.sections import cut_sections
from auditor.language.sides import give_sides
from auditor.language.sighting import Sighting
from auditor.language.spelling import Speller
from auditor.language.tokens import Tokeniser
from auditor.model import Finding, Note
from auditor.rules.load import RuleSet


@Language.factory("auditor_matching")
def _matching(nlp: Language, name: str) -> Matching:
    del nlp, name
    return Matching()


@Language.factory("auditor_measures")
def _measures(nlp: Language, name: str) -> Measures:
    del nlp, name
    return Measures()


@Language.factory("auditor_header")
def _header(nlp: Language, name: str) -> Header:
    del nlp, name
    return Header()


# In the order in which a note is read; those without rules of their own are plain functions.
_STEPS: tuple[tuple[str, Callable[[Doc], Doc] | None], ...] = (
    ("auditor_matching", None),
    ("auditor_sections", cut_sections),
    ("auditor_clauses", cut_clauses),
    ("auditor_columns", tick_columns),
    ("auditor_narrative", tell_history),
    ("auditor_measures", None),
    ("auditor_owners", own_sizes),
    ("auditor_assertion", assert_mentions),
    ("auditor_accounts", go_on_with_accounts),
    ("auditor_sides", give_sides),
    ("auditor_roles", give_roles),
    ("auditor_header", None),
)
for _name, _function in _STEPS:
    if _function is not None:
        Language.component(_name, func=_function)


def _unsplit(nlp: Language) -> Callable[[str], Doc]:
    """In place of a language's own rules, which take a while to compile: the tokeniser of this room splits the words."""
    return lambda text: Doc(nlp.vocab, [text])


class Reader:
    """Reads notes with one rule set; build it once and use it for many notes."""

    def __init__(self, rules: RuleSet) -> None:
        self._nlp = get_lang_class("xx")(create_tokenizer=_unsplit)
        self._tokenise = Tokeniser(Speller(rules))
        self._head = Head(rules)
        for name, function in _STEPS:
            component: Any = self._nlp.add_pipe(name)
            if function is None:
                component.use(rules)
        self._steps = tuple(step for _, step in self._nlp.pipeline)

    def open_all(self) -> None:
        """Take up every phrase now; else each is when a note first holds a word that it begins with."""
        self._head.open_all()
        for step in self._steps:
            if isinstance(step, Matching):
                step.open_all()

    def read(self, note: Note) -> tuple[Finding, ...]:
        """Return everything the rules found in `note`, in order of place."""
        return tuple(sighting.finding() for sighting in self.sight(note))

    def sight(self, note: Note, *, whole: bool = True) -> tuple[Sighting, ...]:
        """The same as `read`, not yet put into the form of the record. The vocabulary learns nothing of a note.

        Where it need not be the `whole`, a note that names no graft is read no further than for its head.
        """
        seen = legible(note.text)
        text = made_plain(level(seen.text))
        layout = lay_out(text)
        tokens = self._tokenise(text, layout)
        if not tokens.words:
            return ()
        reading = Reading(text, layout, tokens, note.text, seen, note.places)
        if not whole and self._head.suffices(reading):
            return self._head.sight(reading)
        doc = Doc(self._nlp.vocab)  # it carries the reading; a copy of its words would cost more than to look them up
        doc.user_data["reading"] = reading
        for step in self._steps:  # without the bookkeeping of spaCy's own call, which is for models that may fail
            step(doc)
        return sightings_of(reading)
