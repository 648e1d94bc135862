"""Hypothesis draws from the constants of all modules of the project that are imported, so that all of them are, whichever tests
came before: the laws are tried with the same changes in every full run.
"""

from __future__ import annotations

import importlib
import pkgutil

import auditor

for _module in pkgutil.walk_packages(auditor.__path__, "auditor."):
    if "migrations" not in _module.name:  # scripts that only Alembic can run
        importlib.import_module(_module.name)
