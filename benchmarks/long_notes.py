"""How the audit of one note grows with its length, for texts that a machine could make: four times the text, four times the time.

`python benchmarks/long_notes.py` prints a line for each text.
"""

from __future__ import annotations

from time import process_time

from auditor.engine.one import Auditor
from auditor.model import Note

_TEXTS = ("1 x ", "fibula. ", "fibula ", "fibula raised\n", "HISTORY:\nfibula\n", "Surgeon: A. B. C.\n", "no skin, ")
_LENGTHS = (125_000, 500_000)  # characters


def _seconds(auditor: Auditor, text: str) -> float:
    begun = process_time()
    auditor.audit(Note(id="long", text=text))
    return process_time() - begun


def main() -> None:
    """Print the table."""
    auditor = Auditor()
    short, long = _LENGTHS
    print(f"{'again and again':22}{short:>10,}{long:>10,}  ratio")
    for text in _TEXTS:
        first, second = (_seconds(auditor, (text * (length // len(text) + 1))[:length]) for length in _LENGTHS)
        print(f"{text!r:22}{first:9.1f}s{second:9.1f}s  {second / first:5.1f}")


if __name__ == "__main__":
    main()
