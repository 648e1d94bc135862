"""What a worker of a cluster is given for one run: the rules, and processes that audit with them, one for each of its threads.

A thread of a cluster's worker cannot end a note that takes too long, nor outlive a crash; a process of its own can.
"""

from __future__ import annotations

import pickle
import threading
from typing import Any, Final

from distributed import WorkerPlugin, get_worker

from auditor.engine.jobs import Job, Setup
from auditor.engine.pool import Pool
from auditor.errors import EngineError
from auditor.store.made_with import made_with

_ANOTHER: Final = "a worker of the cluster has another auditor, other libraries or another Python than this machine; align them."


class Bench(WorkerPlugin):  # type: ignore[misc]
    """Sent once to each worker, also to those that join later, and taken away at the end of the run."""

    def __init__(self, name: str, setup: Setup) -> None:
        self.name = name
        self._setup = setup
        self._made_with = made_with(setup.rules.digest)
        self._pools: dict[int, Pool] = {}

    def setup(self, worker: Any) -> None:
        """Called by the worker."""
        del worker
        self._same = made_with(self._setup.rules.digest) == self._made_with

    def teardown(self, worker: Any) -> None:
        """Called by the worker, at the end of the run or its own."""
        del worker
        pools, self._pools = self._pools, {}
        for pool in pools.values():
            pool.close()

    def answers(self, content: bytes) -> bytes:
        """Audit jobs; both ways they are pickled once. Raises EngineError."""
        if not self._same:
            raise EngineError(_ANOTHER)
        jobs: list[Job] = pickle.loads(content)  # noqa: S301 - from the run, which the cluster knows by its certificate
        me = threading.get_ident()
        if me not in self._pools:
            self._pools[me] = Pool(self._setup, 1).__enter__()
        return pickle.dumps(self._pools[me].submit(jobs)(), pickle.HIGHEST_PROTOCOL)


def audit(name: str, content: bytes) -> bytes:
    """The task that a cluster is given."""
    bench: Bench = get_worker().plugins[name]
    return bench.answers(content)
