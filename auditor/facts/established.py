"""What a note establishes: all that the next room is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.language.sighting import Sighting
from auditor.model import Conflict, Defect, ElementState, Graft, Header


@dataclass(frozen=True, slots=True)
class Facts:
    """What the note establishes, before any code is decided.

    `cues` are reasons for modifiers; `support` holds, for each documentation element that is documented, the sightings
    that document it. Where nothing `names_graft`, nothing but the header is told.
    """

    grafts: tuple[Graft, ...] = ()
    defect: Defect | None = None
    elements: Mapping[str, ElementState] = field(default_factory=dict)
    anastomosis_described: bool = False
    completed: bool = True
    toe_joint: bool = False
    conflicts: tuple[Conflict, ...] = ()
    cues: tuple[str, ...] = ()
    header: Header = field(default_factory=Header)
    names_graft: bool = True
    support: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict)
