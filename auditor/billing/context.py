"""What every comparison of one case has at hand, and how a difference is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.billing.model import Difference
from auditor.billing.transfers import State, Transfer
from auditor.claims.model import ClaimLine
from auditor.model import Evidence
from auditor.record.read import Recorded
from auditor.rules.billing_schema import Direction, Level, ResultName, ResultRow
from auditor.rules.fee_schema import FeeSchedule
from auditor.rules.load import RuleSet

_HANGS_ON_MODIFIERS = frozenset({"over_coded", "repeated", "modifier", "unbundled"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Reason:
    """The row of the rules behind a difference."""

    rule: str
    why: str
    source: str
    dated: str | None = None
    medicare: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """One case: the record of its note, the lines of its claim, and the rules; `unread` are rows of it that could not be read.

    Without `has_modifiers` the claim file has no column of them, and whatever hangs on them is asked.
    """

    record: Recorded
    lines: tuple[ClaimLine, ...]
    transfers: tuple[Transfer, ...]
    rules: RuleSet
    fees: FeeSchedule
    unread: tuple[int, ...] = ()
    has_modifiers: bool = True

    @property
    def family(self) -> tuple[str, ...]:
        """The codes of the family."""
        return self.rules.billing.codes.transfers

    def of_family(self) -> tuple[ClaimLine, ...]:
        """The lines that bill a transfer on the day of the note. Where none does, the day is in doubt, and all of them."""
        lines = tuple(line for line in self.lines if line.code in self.family)
        day = self.record.day
        same = tuple(line for line in lines if day is None or line.date_of_service in (None, day.isoformat()))
        return same or lines

    def bone(self, code: str) -> str:
        """The bone that a code of the family is for, in words."""
        return self.rules.billing.codes.bone.get(code, "another operation")

    def code_reason(self, transfer: Transfer) -> Reason:
        """The row of the code tables that decided a transfer."""
        codes = self.rules.billing.codes
        if transfer.row is None or transfer.state is not State.DECIDED:
            row = self._row("not_free" if transfer.state is State.UNCODED else "unsupported")
            where = f"codes/status.toml, row {transfer.status.id}"
            return Reason(where, transfer.status.why, row.source or codes.source, row.dated)
        return Reason(f"codes/, row {transfer.row.id}", transfer.row.why, transfer.row.source)

    def result_reason(self, result: ResultName) -> Reason:
        """The kind of result itself, where no other row stands behind a difference."""
        codes, row = self.rules.billing.codes, self._row(result)
        source, dated = (row.source, row.dated) if row.source else (codes.source, codes.dated)
        return Reason(f"billing.toml, result {result}", row.meaning, source, dated, row.medicare)

    def differ(
        self,
        result: ResultName,
        reason: Reason,
        lines: Iterable[ClaimLine],
        *,
        direction: Direction = "unknown",
        level: Level | None = None,
        quotes: tuple[Evidence, ...] = (),
        wrong: Iterable[ClaimLine] | None = None,
        said: Mapping[str, str] | None = None,
        **more: str,
    ) -> Difference:
        """A difference with its sentence filled in. A rule of Medicare's is a remark where another pays.

        `wrong` are the lines that do not stand, all of them where they are not told.
        """
        row, touched, words = self._row(result), tuple(lines), {**(said or {}), **more}
        grave = level or row.level
        if grave == "error" and result in _HANGS_ON_MODIFIERS and not self.has_modifiers:
            grave = "query"
        if reason.medicare and not any(self._is_medicare(line) for line in touched):
            grave = "remark"
        return Difference(
            result=result, level=grave, direction=direction, rule=reason.rule, says=_sentence(row.says.format_map(words)),
            why=reason.why, source=reason.source, dated=reason.dated, medicare=reason.medicare,
            lines=tuple(line.row for line in touched),
            wrong=tuple(line.row for line in (touched if wrong is None else wrong)), quotes=quotes,
        )  # fmt: skip

    def direction(self, billed: str, documented: str | None) -> Direction:
        """Whether one code is worth more than another, which may be none."""
        more, less = self.fees.value(billed), self.fees.value(documented) if documented else None
        if more is None or (documented and less is None):
            return "unknown"
        difference = more.total - (less.total if less else Decimal(0))
        return "over" if difference > 0 else "under" if difference < 0 else "even"

    def _row(self, result: ResultName) -> ResultRow:
        return next(row for row in self.rules.billing.result if row.id == result)

    def _is_medicare(self, line: ClaimLine) -> bool:
        payers = self.rules.billing.payers
        if not line.payer:
            return payers.untold == "medicare"
        payer = f" {' '.join(_WORD.findall(line.payer.casefold()))} "
        named = any(f" {name} " in payer for name in payers.medicare)
        return named and not any(f" {name} " in payer for name in payers.others)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
