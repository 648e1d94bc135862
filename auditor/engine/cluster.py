"""An existing Dask cluster as an engine. What goes over the network are paths, rules and audits, so it is encrypted both ways."""

from __future__ import annotations

import ipaddress
import logging
import os
import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

from auditor.engine.engine import Pace, Pending
from auditor.engine.jobs import Answer, Job, Setup, lost
from auditor.errors import EngineError

_BATCH: Final = 32  # files of a task: a scheduler needs about a millisecond for each
_AHEAD: Final = 4  # tasks under way for each thread of the cluster
_LEAST: Final = 16  # tasks under way, however small the cluster is
_LOOK: Final = 5.0  # seconds after which the cluster is asked again how large it is
_CONNECT: Final = 15.0  # seconds to reach a scheduler
_WORKERS: Final = 60.0  # seconds to wait for the first worker
_RETRIES: Final = 2  # of a task that failed; one that lost its worker is given to others by the scheduler itself
_CERTIFICATES: Final = "distributed.comm.tls.ca-file, client.cert and client.key"
_REASON: Final = "the workers of the cluster that audited it were lost, one after the other"
_REMEDY: Final = "audit it without --engine; where that ends too, audit it by hand, and report the fault without the note"


@dataclass(frozen=True, slots=True)
class Scheduler:
    """A cluster by the address of its scheduler; `plain` allows one on this very machine without encryption."""

    address: str
    plain: bool = False

    @property
    def trial(self) -> int:
        """This process audits nothing itself."""
        return 0

    def open(self, setup: Setup, pace: Pace) -> Cluster:
        """The cluster. Raises EngineError where the address is not to be trusted, or the extra is missing."""
        del pace
        refuse_plain(self.address, plain=self.plain)
        try:
            import distributed
        except ImportError:
            raise EngineError("the extra for clusters is not installed; pip install 'auditor[cluster]'.") from None
        security = None
        if self.address.startswith("tls://"):
            security = distributed.Security(require_encryption=True)
            if not all((security.tls_ca_file, security.tls_client_cert, security.tls_client_key)):
                raise EngineError(f"{self.address}: no certificates are configured; set Dask's {_CERTIFICATES}.")
        return Cluster(self.address, setup, security)


def refuse_plain(address: str, *, plain: bool) -> None:
    """Raise EngineError where what notes say would go over a network as plain text."""
    parts = urlsplit(address)
    if parts.scheme == "tls":
        return
    if parts.scheme != "tcp":
        raise EngineError(f"{address}: this is no address of a scheduler; write it as tls://host:8786.")
    if not _is_loopback(parts.hostname or ""):
        raise EngineError(f"{address}: notes are patients' data and go to a cluster encrypted alone; use tls://.")
    if not plain:
        raise EngineError(f"{address}: this is not encrypted; use tls://, or --plain-loopback for a cluster on this machine.")


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


class Cluster:
    """Use it in a `with` statement: the workers are given the rules at its beginning, and rid of them at its end."""

    def __init__(self, address: str, setup: Setup, security: Any) -> None:
        self._address = address
        self._setup = setup
        self._security = security
        self._name = f"auditor-{os.urandom(8).hex()}"
        self._client: Any = None
        self._looked = 0.0
        self._window = _LEAST

    @property
    def batch(self) -> int:
        """Files of a task."""
        return _BATCH

    @property
    def window(self) -> int:
        """Tasks that may be under way, as many as the cluster has use for now."""
        if monotonic() - self._looked > _LOOK:
            with suppress(Exception):  # whatever it raises; who waits for answers is told
                self._window = max(_LEAST, _AHEAD * sum(self._client.nthreads().values()))
            self._looked = monotonic()
        return self._window

    def __enter__(self) -> Cluster:
        from distributed import Client

        from auditor.engine.bench import Bench

        logging.getLogger("distributed").addHandler(logging.NullHandler())
        logging.getLogger("distributed").propagate = False
        try:
            self._client = Client(self._address, security=self._security, timeout=_CONNECT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_WORKERS)
            self._client.register_plugin(Bench(self._name, self._setup), name=self._name)
        except EngineError:
            self._close()
            raise
        except Exception as problem:  # each transport has errors of its own
            self._close()
            what = "the cluster has no worker" if isinstance(problem, TimeoutError) and self._client else "the scheduler"
            raise EngineError(
                f"{self._address}: {what} cannot be reached ({type(problem).__name__}); see to it and the certificates."
            ) from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._client.status == "running":
            with suppress(Exception):
                self._client.unregister_worker_plugin(self._name)
        self._close()

    def _close(self) -> None:
        if self._client is not None:
            with suppress(Exception):
                self._client.close(timeout=_LOOK)

    def submit(self, jobs: Sequence[Job]) -> Pending:
        """Hand jobs over. Waiting raises EngineError where the scheduler is lost, or the workers are of no use."""
        future = self._send([_absolute(job) for job in jobs])
        return lambda: self._answers(future, jobs)

    def _send(self, jobs: Sequence[Job]) -> Any:
        from auditor.engine.bench import audit

        content = pickle.dumps(list(jobs), pickle.HIGHEST_PROTOCOL)
        return self._told(lambda: self._client.submit(audit, self._name, content, pure=False, retries=_RETRIES))

    def _answers(self, future: Any, jobs: Sequence[Job]) -> list[Answer]:
        from distributed.scheduler import KilledWorker

        try:
            return self._wait(future)
        except KilledWorker:
            if len(jobs) == 1:
                return [lost(jobs[0].file, _REASON, _REMEDY)]
        answers: list[Answer] = []
        for pending in [self.submit([job]) for job in jobs]:  # one of them may be what ends workers
            answers += pending()
            if answers[-1].following is not None:
                break
        return answers

    def _wait(self, future: Any) -> list[Answer]:
        while True:
            with suppress(TimeoutError):
                content = self._told(lambda: future.result(timeout=1))
                answers: list[Answer] = pickle.loads(content)  # noqa: S301 - from the cluster, known by its certificate
                return answers
            if self._client.status != "running":
                raise self._lost()

    def _told(self, what: Callable[[], Any]) -> Any:
        """Do it; where the scheduler is lost meanwhile, raise EngineError."""
        from asyncio import CancelledError

        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError

        try:
            return what()
        except (CancelledError, CommClosedError, FutureCancelledError, OSError) as problem:
            if isinstance(problem, TimeoutError):
                raise
            raise self._lost() from None

    def _lost(self) -> EngineError:
        return EngineError(f"{self._address}: the scheduler of the cluster was lost; give the same command once it is back.")


def _absolute(job: Job) -> Job:
    """The same for a worker that works in another folder."""
    if not isinstance(job.file.path, Path):
        return job
    return replace(job, file=replace(job.file, path=job.file.path.absolute()))
