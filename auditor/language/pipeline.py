"""Builds the reader: a blank spaCy pipeline and the components of this room."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from auditor.language.assertion import assert_mentions
from auditor.language.clauses import cut_clauses
from auditor.language.emit import findings_of
from auditor.language.header import Header
from auditor.language.layout import lay_out
from auditor.language.matching import Matching
from auditor.language.measures import Measures
from auditor.language.narrative import tell_history
from auditor.language.owners import own_sizes
from auditor.language.reading import Reading
from auditor.language.roles import give_roles
from auditor.language.sections import cut_sections
from auditor.language.sides import give_sides
from auditor.language.spelling import Speller
from auditor.language.tokens import make_doc, tokenise
from auditor.model import Finding, Note
from auditor.rules.load import RuleSet
from auditor.rules.phrases import expand

Component = Callable[[Doc], Doc]


class Reader:
    """Reads notes with one rule set; build it once and use it for many notes."""

    def __init__(self, rules: RuleSet) -> None:
        self._nlp = spacy.blank("en")
        self._speller = Speller(rules)
        units = {word: rule for rule in rules.rules if rule.concept == "unit" for p in rule.phrases for word in expand(p)}
        fields = {rule.concept: rule for rule in rules.rules if rule.concept in {"surgeon", "date_of_service", "stated_code"}}
        components: tuple[tuple[str, Component], ...] = (
            ("matching", Matching(self._nlp.vocab, rules)),
            ("sections", cut_sections),
            ("clauses", cut_clauses),
            ("narrative", tell_history),
            ("measures", Measures(units)),
            ("owners", own_sizes),
            ("assertion", assert_mentions),
            ("sides", give_sides),
            ("roles", give_roles),
            ("header", Header(fields)),
        )
        for name, component in components:
            _add(self._nlp, name, component)

    def read(self, note: Note) -> tuple[Finding, ...]:
        """Return everything the rules found in `note`, in order of place. No string outlives the call."""
        with self._nlp.memory_zone():
            layout = lay_out(note.text)
            tokens = tokenise(note.text, layout, self._speller)
            if not tokens.words:
                return ()
            doc = make_doc(self._nlp.vocab, tokens)
            reading = Reading(note.text, layout, tokens)
            doc.user_data["reading"] = reading
            self._nlp(doc)
            return findings_of(reading)


def _add(nlp: Language, name: str, component: Component) -> None:
    """Add a component that already holds its rules, without a global registration."""
    nlp._components.append((name, component))
