"""What so many notes would take, computed from what `benchmarks/scale.py` printed: `python benchmarks/capacity.py`.

Reads `benchmarks/scale.txt`, whose rows of the largest number count. Everything assumed stands below as a constant, and is
printed with the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("scale.txt")
PLACES = (("hospital", 2_000_000), ("health system", 50_000_000), ("payer", 1_000_000_000))
LIKELY, OTHER = "samples", "mtsamples"  # notes made for the audited codes, and notes of surgery in general
SHARE = 0.01  # of notes that are like the first; all others are like the second
MEMORY = 8e9  # bytes that the process which writes the outputs may take
DISK = 4e12  # bytes for the results of one run
DAY = 24 * 3600.0
LINKED = 65_000  # rows of the sheet "Audit" before it goes on in another


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: seconds of processor time and bytes, for one note."""

    number: int
    whole: float
    outputs: float
    resident: float
    kept: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one note in the mix: seconds of audit with the making of outputs, and of their binding; bytes on disk; bytes that stay
    in the memory of a run.
    """

    audit: float
    outputs: float
    disk: float
    memory: float
    base: float

    @property
    def busy(self) -> float:
        """Workers with which the process that writes has no time left."""
        return self.audit / self.outputs

    def most(self) -> dict[str, float]:
        """Notes of one run at which each of its limits is reached."""
        return {
            "memory of the process that writes": (MEMORY - self.base) / self.memory if self.memory > 0 else float("inf"),
            "a day of the process that writes": DAY / self.outputs,
            "disk": DISK / self.disk,
        }


def main() -> None:
    """Print the assumptions and the table."""
    cost = mixed(read(TABLE))
    limits = sorted(cost.most().items(), key=lambda each: each[1])
    name, most = limits[0]
    print(f"{SHARE:.0%} of notes cost what {LIKELY} cost, all others what {OTHER} cost, by the largest numbers measured.")
    print(f"A note: {cost.audit * 1e3:.2f} ms of audit, {cost.outputs * 1e3:.2f} ms of binding, {cost.disk:,.0f} bytes on disk,")
    print(f"{cost.memory:,.0f} bytes of memory until the end of the run. Audits, and the making of outputs, are shared")
    print(f"among workers, their binding is not: beyond {max(cost.busy, 1):.1f} workers a run is no quicker.\n")
    for what, notes in limits:
        print(f"{what + ',':<36} {_allowed(what):>6}: reached at {notes:>15,.0f} notes of one run")
    titles = f"{'core hours':>11} {'TB on disk':>11} {'runs':>6} {'notes a run':>12} {'hours a run':>12} {'sheets':>7}"
    print(f"\n{'':>14} {'notes':>14} {titles}")
    for place, notes in PLACES:
        runs = max(1, -(-notes // int(most)))
        each = notes / runs
        hours = each * max(cost.outputs, (cost.audit + cost.outputs) / (1 + cost.busy)) / 3600
        print(
            f"{place:>14} {notes:>14,} {notes * (cost.audit + cost.outputs) / 3600:>11,.0f} {notes * cost.disk / 1e12:>11,.2f} "
            f"{runs:>6,} {each:>12,.0f} {hours:>12,.1f} {each / LINKED:>7,.0f}"
        )
    print(f"\nWhat ends a run of everything at once first: {name}.")


def read(table: Path) -> dict[str, list[Row]]:
    """The rows by the notes that they were made of, in the order of the numbers."""
    found: dict[str, list[Row]] = {}
    for line in table.read_text("utf-8").splitlines():
        name, *rest = line.replace(",", "").split()
        if len(rest) == 7 and rest[0].isdigit():
            number, whole, outputs, resident, _, store, written = map(float, rest)
            row = Row(int(number), whole / 1e3, outputs / 1e3, resident * 1e6, store + written)
            found.setdefault(name, []).append(row)
    return {name: sorted(rows, key=lambda row: row.number) for name, rows in found.items()}


def mixed(rows: dict[str, list[Row]]) -> Cost:
    """The cost of a note where `SHARE` are of the first kind."""
    likely, other = _cost(rows[LIKELY]), _cost(rows[OTHER])
    names = ("audit", "outputs", "disk", "memory", "base")
    return Cost(*(SHARE * getattr(likely, name) + (1 - SHARE) * getattr(other, name) for name in names))


def _cost(rows: list[Row]) -> Cost:
    """By the largest number; memory by what the last two numbers differ in."""
    before, last = rows[-2:]
    memory = (last.resident - before.resident) / (last.number - before.number)
    return Cost(last.whole - last.outputs, last.outputs, last.kept, memory, last.resident - last.number * memory)


def _allowed(what: str) -> str:
    return {"disk": f"{DISK / 1e12:.0f} TB"}.get(what, "24 h" if "day" in what else f"{MEMORY / 1e9:.0f} GB")


if __name__ == "__main__":
    main()
