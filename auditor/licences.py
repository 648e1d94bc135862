"""The packages that the program stands on, with version and licence, as their own metadata tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_SELF: Final = "auditor"
_DEVELOPERS: Final = "dev"
PERMISSIVE: Final = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "BSL-1.0", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0",
        "MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
    }
)  # fmt: skip
# Names that older metadata use, by what they come to; "BSD" alone does not say which.
_NAMES: Final = {
    "mit license": "MIT", "bsd license": "BSD", "bsd 2-clause license": "BSD-2-Clause", "2-clause bsd": "BSD-2-Clause",
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0", "isc license": "ISC",
    "isc license (iscl)": "ISC", "apache software license": "Apache-2.0", "apache 2.0": "Apache-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0", "python software foundation license": "PSF-2.0",
}  # fmt: skip
_WORDS: Final = re.compile(r"[A-Za-z0-9.+-]+")
_JOINTS: Final = frozenset({"AND", "OR", "WITH"})


class Kind(StrEnum):
    """What a licence asks of who hands the program on."""

    PERMISSIVE = "permissive"
    BY_FILE = "copyleft by file"
    LIBRARY = "copyleft of a library"
    STRONG = "copyleft"
    UNKNOWN = "not known"


_COPYLEFT: Final = (("MPL-", Kind.BY_FILE), ("EPL-", Kind.BY_FILE), ("CDDL-", Kind.BY_FILE), ("LGPL-", Kind.LIBRARY),
                    ("AGPL-", Kind.STRONG), ("GPL-", Kind.STRONG), ("EUPL-", Kind.STRONG), ("SSPL-", Kind.STRONG))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """A package; `extra` names the first extra that brings it in, and is empty in the default install.

    `version` is None where it is not installed, and then its licence is not known.
    """

    name: str
    version: str | None
    licence: str
    kind: Kind
    extra: str


def packages() -> tuple[Package, ...]:
    """All packages of the default install, then those that each extra adds; by name."""
    found: dict[str, Package] = {}
    extras = metadata.metadata(_SELF).get_all("Provides-Extra") or ()
    for extra in ("", *sorted(extras, key=lambda name: (name == _DEVELOPERS, name))):
        waiting = [(_SELF, extra)]
        done: set[tuple[str, str]] = set()
        while waiting:
            name, wanted = waiting.pop()
            if (name, wanted) in done:
                continue
            done.add((name, wanted))
            if name != _SELF and name not in found:
                found[name] = _package(name, extra)
            waiting += _needs(name, wanted)
    return tuple(sorted(found.values(), key=_place))


def _place(package: Package) -> tuple[bool, str, str]:
    return package.extra == _DEVELOPERS, package.extra, package.name.lower()


def kind_of(licence: str) -> Kind:
    """The gravest of all parts of an expression; of several to choose from, the mildest."""
    choices = [_gravest(choice) for choice in re.split(r"\bOR\b", licence)]
    order = list(Kind)
    return min(choices, key=order.index)


def _gravest(licence: str) -> Kind:
    names = [name for name in _WORDS.findall(licence) if name not in _JOINTS]
    order = list(Kind)
    return max(map(_kind, names), key=order.index, default=Kind.UNKNOWN)


def _kind(name: str) -> Kind:
    if name in PERMISSIVE:
        return Kind.PERMISSIVE
    return next((kind for start, kind in _COPYLEFT if name.startswith(start)), Kind.UNKNOWN)


def _needs(name: str, extra: str) -> Iterator[tuple[str, str]]:
    """What a package asks for, with the extras of it that are asked for."""
    try:
        asked = metadata.requires(name) or ()
    except metadata.PackageNotFoundError:
        return
    for need in map(Requirement, asked):
        if need.marker is None or need.marker.evaluate({"extra": extra}):
            for part in ("", *sorted(need.extras)):
                yield canonicalize_name(need.name), part


def _package(name: str, extra: str) -> Package:
    try:
        known = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return Package(name, None, "not installed", Kind.UNKNOWN, extra)
    licence = _licence(known)
    return Package(known.metadata["Name"], known.version, licence, kind_of(licence), extra)


def _licence(known: metadata.Distribution) -> str:
    """The expression where there is one; else the short word, else the classifiers, by the names of SPDX."""
    told = known.metadata
    if expressions := told.get_all("License-Expression"):
        return str(expressions[0])
    classified = [
        str(each).rpartition("::")[2].strip() for each in told.get_all("Classifier") or () if str(each).startswith("License")
    ]
    words = [str(word).strip() for word in told.get_all("License") or ()]
    for name in (*words, *classified):
        plain = _NAMES.get(name.lower(), name)
        if name and kind_of(plain) is not Kind.UNKNOWN and "\n" not in name:
            return plain
    return "not told"
