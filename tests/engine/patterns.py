"""Every regular expression of the program, and for each the texts on which it could take long.

Run as a program, it prints all expressions that were compiled while every module was imported, the rules were loaded and the
samples audited, as lines of JSON.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ALPHABET = " \t\n\raAbxX01-–.,;:|/\\()[]{}<>_*•#'\"=&é\u00a0\u2028"
_parser: Any = importlib.import_module("re._parser")
_constants: Any = importlib.import_module("re._constants")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_MANY = 8  # fewer repetitions than this cannot take long
_NEVER = "\x00"  # what no expression goes on with


def collect() -> Iterator[tuple[str, str, int]]:
    """Module, expression and flags of each, in the order of their first use."""
    found: dict[tuple[str, str, int], None] = {}
    inner: Any = vars(re)["_compile"]

    def compiled(pattern: Any, flags: Any) -> Any:
        module = sys._getframe(2).f_globals.get("__name__", "")
        made = inner(pattern, flags)
        if module.startswith("auditor"):
            text = made.pattern if isinstance(made.pattern, str) else made.pattern.decode("latin-1")
            found[module, text, made.flags & ~re.UNICODE.value] = None
        return made

    vars(re)["_compile"] = compiled
    import auditor

    for module in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if module.name != "auditor.store.migrations.env":  # which only Alembic can run
            importlib.import_module(module.name)
    from auditor.engine.one import Auditor
    from auditor.notes.read import read_note
    from auditor.rules.lint import load_sound

    own = Auditor(load_sound(None))
    for sample in sorted((ROOT / "samples").glob("*.txt")):
        own.audit(read_note(sample))
    yield from found


def attacks(pattern: str, flags: int, length: int) -> Iterator[str]:
    """For each repetition: what leads to it, as much as it takes, and a character that it cannot go on with."""
    tree = _parser.parse(pattern, flags & ~re.DEBUG.value)
    texts: dict[str, None] = {}
    for before, pumps in _repetitions(tree, ""):
        for pump in pumps:
            texts[before + pump * (length // len(pump)) + _NEVER] = None
            texts[pump * (length // len(pump)) + _NEVER] = None
    yield from texts


def _repetitions(tree: Any, before: str) -> Iterator[tuple[str, list[str]]]:
    for operation, value in tree:
        if operation in _REPEATS:
            low, high, body = value
            if high == _constants.MAXREPEAT or high >= _MANY:
                yield before, _pumps(body)
            yield from _repetitions(body, before)
            before += _sample(body) * max(low, 0)
            continue
        for inner in _inside(operation, value):
            yield from _repetitions(inner, before)
        before += _sample([(operation, value)])


def _inside(operation: Any, value: Any) -> list[Any]:
    if operation is _constants.BRANCH:
        return list(value[1])
    if operation is _constants.SUBPATTERN:
        return [value[-1]]
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]
    return [value] if operation is _constants.ATOMIC_GROUP else []


def _pumps(body: Any) -> list[str]:
    """What the repetition takes: characters of the alphabet where it takes single ones, else a sample of it, also with blanks."""
    if len(body) == 1 and body[0][0] not in (_constants.BRANCH, _constants.SUBPATTERN, *_REPEATS):
        return [one for one in ALPHABET if _takes(body[0], one)] or [_sample(body)]
    pumps = (pump for sample in _samples(body) for pump in (sample, f"{sample} "))
    return [each for each in dict.fromkeys((*pumps, *" \ta1")) if each]


def _sample(tree: Any) -> str:
    """A short text that the tree takes, as far as its parts tell."""
    return _samples(tree)[0]


def _samples(tree: Any) -> list[str]:
    """The same for each of its alternatives, with the first of all others: any one of them may be what runs away."""
    texts = [""]
    for operation, value in tree:
        first, *others = _samples_of(operation, value)
        before = texts[0]
        texts = [*(text + first for text in texts), *(before + other for other in others)]
    return texts


def _samples_of(operation: Any, value: Any) -> list[str]:
    if operation in _REPEATS:
        return [sample * max(value[0], 1) for sample in _samples(value[2])]
    if operation is _constants.BRANCH:
        return [sample for branch in value[1] for sample in _samples(branch)]
    if operation in (_constants.SUBPATTERN, _constants.ATOMIC_GROUP):
        return _samples(value[-1] if operation is _constants.SUBPATTERN else value)
    taken = next((one for one in "a1 " + ALPHABET if _takes((operation, value), one)), "")
    return [taken or _first_taken(operation, value)]


def _first_taken(operation: Any, value: Any) -> str:
    """The first character that a part names, where it takes none of the alphabet."""
    if operation is _constants.IN:
        return next((taken for each in value if (taken := _first_taken(*each))), "")
    if operation is _constants.RANGE:
        return chr(value[0])
    return chr(value) if operation is _constants.LITERAL else ""


def _takes(part: tuple[Any, Any], one: str) -> bool:
    """Whether a part that takes a single character takes this one."""
    operation, value = part
    if operation is _constants.IN:
        kinds = [each for each in value if each[0] is not _constants.NEGATE]
        return any(_takes(each, one) for each in kinds) is (len(kinds) == len(value))
    if operation is _constants.LITERAL:
        return bool(chr(value) == one)
    if operation is _constants.NOT_LITERAL:
        return bool(chr(value) != one)
    if operation is _constants.RANGE:
        return bool(value[0] <= ord(one) <= value[1])
    if operation is _constants.CATEGORY:
        return _of_category(str(value), one)
    return operation is _constants.ANY


def _of_category(name: str, one: str) -> bool:
    tests = {"DIGIT": one.isdigit(), "SPACE": one.isspace(), "WORD": one.isalnum() or one == "_"}
    kind = name.removeprefix("CATEGORY_")
    return not tests[kind.removeprefix("NOT_")] if kind.startswith("NOT_") else tests[kind]


if __name__ == "__main__":
    sys.stdout.writelines(json.dumps(each) + "\n" for each in collect())
