"""Names of notes that no other note has, where the stems of their files are alike."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import PurePosixPath
from typing import Final

# A note of several in a file, whose own name may be numbered: no other is called so beside one that could hold several.
_PART: Final = re.compile(r"((.+?)(?:~\d+)?)#\d+")


class Stems:
    """Gives what shares a stem names of its own: the first keeps it, unless it is called as a part of another may be called.

    `taken` says of a name that was numbered whether something else bears it.
    """

    def __init__(self, stems: Iterable[str], taken: Callable[[str], bool] = lambda _: False) -> None:
        self._all = frozenset(stems)
        self._taken = taken
        self._last = {stem: 1 for stem in self._all if self._may_be_part(stem)}

    def own(self, stem: str, suffix: str = "") -> str:
        """The stem, or for a later one `stem~2`; what lies in a file that holds others is called by its `suffix` too."""
        number = self._last.get(stem, 0) + 1
        while number > 1 and (f"{stem}~{number}" in self._all or self._taken(f"{stem}~{number}{suffix}")):
            number += 1
        self._last[stem] = number
        return stem if number == 1 else f"{stem}~{number}"

    def _may_be_part(self, stem: str) -> bool:
        part = _PART.fullmatch(stem)
        return part is not None and not self._all.isdisjoint(part.groups())


class MemberNames:
    """The same for the members of an archive, of which some may be archives: what lies in `in.zip` is called `in.zip/a`.

    So what lies in a folder that is called as a member is, is called `in.zip~2/a`.
    """

    def __init__(self, names: Iterable[str]) -> None:
        every = tuple(names)
        moved = _moved(every)
        self._paths = {name: _elsewhere(name, moved) if moved else name for name in every}
        self._stems = Stems((_stem(path) for path in self._paths.values()), _Tree(self._paths.values()).holds)

    def own(self, name: str) -> str:
        """The name of the notes in a member. Ask for each member once, in their order."""
        path = self._paths[name]
        return self._stems.own(_stem(path), PurePosixPath(path).suffix)


class _Tree:
    """The names of files, and those of the folders that they lie in."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._sorted = sorted(self._names)

    def holds(self, name: str) -> bool:
        return name in self._names or self.has_folder(name)

    def has_folder(self, name: str) -> bool:
        place = bisect_left(self._sorted, f"{name}/")
        return place < len(self._sorted) and self._sorted[place].startswith(f"{name}/")


def _moved(names: Sequence[str]) -> dict[str, str]:
    """What is put behind the names of folders that are called as a member is."""
    tree = _Tree(names)
    numbered = {name: (f"~{number}" for number in count(2)) for name in names if tree.has_folder(name)}
    return {name: next(end for end in ends if not tree.holds(f"{name}{end}")) for name, ends in numbered.items()}


def _elsewhere(name: str, moved: Mapping[str, str]) -> str:
    """The name with what is put behind those of its folders."""
    *folders, last = name.split("/")
    before, own = "", ""
    for folder in folders:
        before += folder
        own += f"{folder}{moved.get(before, '')}/"
        before += "/"
    return own + last


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(""))
