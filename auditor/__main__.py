"""`python -m auditor` is the command `auditor`, for machines on which installed commands are not on the path."""

from __future__ import annotations

from auditor.cli.main import start

if __name__ == "__main__":
    start()
