"""Which rows of the tables and which rules most often stand behind disagreements: the list that tells what to mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.review.rows import AuditedRow
from auditor.shares import Interval, Share, wilson

TABLE_ROW = "row of the tables"
RULE = "rule"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A rule, or a row of the tables, with the reviewed rows that it had a part in, and those where a reviewer disagreed."""

    name: str
    kind: str
    share: Share
    interval: Interval
    disagreed: tuple[str, ...]


def suspects(reviewed: Iterable[tuple[AuditedRow, bool]]) -> tuple[Suspect, ...]:
    """All that have a part in some disagreement. Each row comes with whether its reviewer disagreed.

    First stand those that are in disagreements surely more often than not by chance: the order is that of the lower bound
    of the share, so that 4 of 5 goes before 1 of 1 and before 10 of 100.
    """
    total: dict[tuple[str, str], int] = {}
    against: dict[tuple[str, str], list[str]] = {}
    for row, disagreed in reviewed:
        for part in (*((name, TABLE_ROW) for name in row.rows), *((name, RULE) for name in row.rules)):
            total[part] = total.get(part, 0) + 1
            if disagreed:
                against.setdefault(part, []).append(row.name)
    found = [_suspect(part, total[part], names) for part, names in against.items()]
    return tuple(sorted(found, key=lambda one: (-one.interval[0], -one.share.total, one.kind != TABLE_ROW, one.name)))


def _suspect(part: tuple[str, str], total: int, names: list[str]) -> Suspect:
    share = Share(len(names), total)
    return Suspect(part[0], part[1], share, wilson(share), tuple(names))
