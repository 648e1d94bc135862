"""The question itself: the transfers billed against the transfers documented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.billing import quotes
from auditor.billing.bundles import joined_codes
from auditor.billing.context import Context
from auditor.billing.model import Difference
from auditor.billing.surgeons import are_several, surgeon_keys
from auditor.billing.transfers import State, Transfer
from auditor.claims.model import ClaimLine
from auditor.model import Evidence, Status
from auditor.rules.billing_schema import Level

_ORDER = (State.DECIDED, State.OPEN, State.UNCODED)
_SKIN = {"present": "with skin", "absent": "without skin"}


@dataclass(frozen=True, slots=True)
class Billed:
    """One transfer that the claim bills: its code, and the lines that do so."""

    code: str
    lines: tuple[ClaimLine, ...]


def code_differences(case: Context) -> Iterator[Difference]:
    """How the transfers billed and documented differ. Equal codes are paired first, the others in order."""
    billed, documented = list(_billed(case)), list(case.transfers)
    counts = [each.code for each in billed if each.code in case.family]
    for state in _ORDER[:2]:
        _take_equal(billed, documented, state)
    documented.sort(key=lambda transfer: _ORDER.index(transfer.state))
    pairs = min(len(billed), len(documented))
    for claim, transfer in zip(billed[:pairs], documented[:pairs], strict=True):
        yield from _paired(case, claim, transfer)
    yield from _too_many(case, billed[pairs:], counts)
    yield from _left_over(case, sorted(documented[pairs:], key=lambda transfer: transfer.number))


def _billed(case: Context) -> Iterator[Billed]:
    """Each transfer billed, once for each of its units; then what stands in a transfer's place."""
    transfers = case.of_family()
    for code in dict.fromkeys(line.code for line in transfers):
        lines = tuple(line for line in transfers if line.code == code)
        yield from (Billed(code, lines) for _ in range(_count_billed(case, lines)))
    others = [line for line in case.lines if line.code in case.rules.billing.codes.alternatives]
    for code in dict.fromkeys(line.code for line in others):
        yield Billed(code, tuple(line for line in others if line.code == code))


def _count_billed(case: Context, lines: tuple[ClaimLine, ...]) -> int:
    """How many transfers lines of one code bill.

    Whoever assists, shares, or bills the same code bills the same transfer, unless the note documents as many.
    """
    codes, keys = case.rules.billing.codes, surgeon_keys(case.lines)
    helping = [line for line in lines if set(codes.assistants) & set(line.modifiers)]
    own = [line for line in lines if line not in helping] or helping
    counts = Counter[str]()
    for line in own:
        counts[keys[line.row]] += line.units
    shared = all(set(codes.shared) & set(line.modifiers) for line in own)
    most = max(line.units for line in own) if shared and not are_several(counts) else max(counts.values())
    documented = sum(transfer.code == lines[0].code for transfer in case.transfers)
    return max(most, min(counts.total(), documented))


def _take_equal(billed: list[Billed], documented: list[Transfer], state: State) -> None:
    """Take away the pairs that agree; an open transfer that suggests the code billed stays, since it is not decided."""
    for transfer in [each for each in documented if each.state is state]:
        claim = next((each for each in billed if each.code == transfer.code), None)
        if claim is None:
            continue
        if state is State.DECIDED:
            billed.remove(claim)
            documented.remove(transfer)
        else:  # they belong together, so they come first
            billed.remove(claim)
            billed.insert(0, claim)
            documented.remove(transfer)
            documented.insert(0, transfer)


def _paired(case: Context, claim: Billed, transfer: Transfer) -> Iterator[Difference]:
    """A transfer billed and one documented that are not the same."""
    said = {"billed": claim.code, "graft": transfer.words, "documented": str(transfer.code)}
    if claim.code not in case.family:
        yield from _left_over(case, [transfer])
    elif transfer.state is State.OPEN:
        yield case.differ(
            "unsupported", case.code_reason(transfer), claim.lines, quotes=quotes.transfer(case.record, transfer),
            billed=claim.code, open=f"{transfer.words}. {transfer.status.reason}",
        )  # fmt: skip
    elif transfer.state is State.UNCODED:
        yield case.differ(
            "not_free", case.code_reason(transfer), claim.lines, direction=case.direction(claim.code, None),
            quotes=quotes.transfer(case.record, transfer), billed=claim.code, graft=transfer.words,
        )  # fmt: skip
    elif transfer.code not in case.family:
        yield case.differ(
            "outside_set", case.code_reason(transfer), claim.lines, quotes=quotes.transfer(case.record, transfer), said=said
        )
    else:
        yield from _wrong_code(case, claim, transfer)


def _wrong_code(case: Context, claim: Billed, transfer: Transfer) -> Iterator[Difference]:
    """Another bone, other skin, or both."""
    bones, skins = _meant(case, claim.code)
    said = {"billed": claim.code, "graft": transfer.words, "documented": str(transfer.code)}
    reason, direction = case.code_reason(transfer), case.direction(claim.code, transfer.code)
    if transfer.graft.donor_site not in bones:
        yield case.differ(
            "wrong_donor", reason, claim.lines, direction=direction, quotes=quotes.donor(case.record, transfer),
            billed_bone=case.bone(claim.code), said=said,
        )  # fmt: skip
    if transfer.graft.skin_paddle not in skins:
        yield case.differ(
            "wrong_skin", reason, claim.lines, direction=direction, quotes=quotes.skin(case.record, transfer),
            billed_skin=_SKIN["present" if "present" in skins else "absent"], said=said,
        )  # fmt: skip


def _meant(case: Context, code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The bones and the states of the skin for which the code tables give a code."""
    rows = [row for family in case.rules.families for row in family.row if row.code == code]
    bones = frozenset(bone for row in rows for bone in row.when.get("donor_site", ()))
    return bones, frozenset(skin for row in rows for skin in row.when.get("skin_paddle", ()))


def _too_many(case: Context, billed: list[Billed], counts: list[str]) -> Iterator[Difference]:
    """Transfers billed for which the note has none left; a pair that the edit table names is left to it."""
    extra = [each for each in billed if each.code in case.family]
    for code in dict.fromkeys(each.code for each in extra):
        claim = next(each for each in extra if each.code == code)
        if not case.transfers:
            yield _nothing_documented(case, claim)
        elif code not in joined_codes(case):
            quote = tuple(place for each in case.transfers for place in quotes.transfer(case.record, each)[:2])
            yield case.differ(
                "over_coded", case.result_reason("over_coded"), claim.lines, direction=case.direction(code, None), quotes=quote,
                billed=code, times=_times(counts.count(code)), claimed=_count(len(counts)), count=_count(len(case.transfers)),
            )  # fmt: skip


def _nothing_documented(case: Context, claim: Billed) -> Difference:
    """A transfer is billed and the note documents none: a graft without vessels, or no bone at all."""
    plain = quotes.plain_graft(case.record) if case.record.status is Status.NOT_APPLICABLE else ()
    if plain:
        return case.differ(
            "not_free", case.result_reason("not_free"), claim.lines, direction=case.direction(claim.code, None), quotes=plain,
            billed=claim.code, graft="a bone graft without its vessels",
        )  # fmt: skip
    return case.differ(
        "unsupported", case.result_reason("unsupported"), claim.lines, billed=claim.code,
        open="it documents no vascularised bone transfer in this operation.",
    )  # fmt: skip


def _left_over(case: Context, documented: list[Transfer]) -> Iterator[Difference]:
    """Transfers documented that no code of the claim is for."""
    family = case.of_family()
    for transfer in documented:
        place = quotes.transfer(case.record, transfer)
        if transfer.state is State.OPEN and not family:
            yield case.differ(
                "undecided", case.code_reason(transfer), case.lines, quotes=place,
                open=f"{transfer.words}. {transfer.status.reason}",
            )  # fmt: skip
        elif transfer.state is State.DECIDED and transfer.code in case.family:
            yield _not_billed(case, transfer, family, place)


def _not_billed(case: Context, transfer: Transfer, family: tuple[ClaimLine, ...], place: tuple[Evidence, ...]) -> Difference:
    """A decided transfer without its code: another is billed, something else stands in its place, or nothing does."""
    reason, said = case.code_reason(transfer), {"graft": transfer.words, "documented": str(transfer.code)}
    # Where a claim, or a row of it, was not found or read, nobody can say that nothing was billed.
    level: Level = "query" if case.unread or not case.lines else "error"
    others = [line for line in case.lines if line.code in case.rules.billing.codes.alternatives]
    if family:
        return case.differ("under_coded", reason, family, wrong=(), level=level, direction="under", quotes=place, said=said)
    if others:
        billed = ", ".join(dict.fromkeys(line.code for line in others))
        return case.differ("outside_set", reason, others, direction="under", quotes=place, billed=billed, said=said)
    nothing = "no code for it is on the claim" if case.lines else "no claim was found for the note"
    if case.unread:
        nothing = f"its claim has rows that could not be read ({', '.join(map(str, case.unread))})"
    return case.differ(
        "not_billed", reason, case.lines, wrong=(), level=level, direction="under", quotes=place, said=said, nothing=nothing,
    )  # fmt: skip


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _count(count: int) -> str:
    return "one transfer" if count == 1 else f"{count} transfers"
