"""A real scheduler and real workers as processes of their own, with certificates: same results, and nothing lost or twice."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.engine.cluster import Scheduler, refuse_plain
from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Outcome
from auditor.engine.run import outcomes
from auditor.errors import EngineError
from auditor.notes.walk import walk
from auditor.rules.load import load
from auditor.store.place import open_work
from tests.rules.kit import write

distributed = pytest.importorskip("distributed", reason="the extra for clusters is not installed")
dask = pytest.importorskip("dask")
trustme = pytest.importorskip("trustme", reason="certificates for the test need trustme")
pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="processes are killed here as only some systems can"),
    pytest.mark.xdist_group("cluster"),
]
_PATIENCE = 60.0


class Machines:
    """Starts the processes of a cluster on this machine, each with the certificates in `folder`."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.port = 0

    def scheduler(self) -> subprocess.Popen[bytes]:
        """Start one, on the port of the one before, and wait until it can be reached."""
        told = self._folder / "scheduler.json"
        told.unlink(missing_ok=True)
        process = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--protocol", "tls")
        until = monotonic() + _PATIENCE
        while not told.exists() or not told.read_text().strip():
            assert process.poll() is None, "the scheduler ended"
            assert monotonic() < until
            sleep(0.05)
        self.address = str(json.loads(told.read_text())["address"])
        self.port = int(self.address.rpartition(":")[2])
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        """Start one of one thread."""
        space = self._folder / "space"
        return self._start("worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(space), "--death-timeout", "30")

    def _start(self, what: str, *more: str) -> subprocess.Popen[bytes]:
        key = str(self._folder / "one.pem")
        program = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(self._folder / "scheduler.json")]
        tls = ["--tls-ca-file", str(self._folder / "ca.pem"), "--tls-cert", key, "--tls-key", key]
        silent = subprocess.DEVNULL
        process = subprocess.Popen([*program, *tls, "--no-dashboard", *more], stdout=silent, stderr=silent, stdin=silent)
        self._stack.callback(_end, process)
        return process


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    process.wait()


def certificates(authority: str | None, own: str | None) -> dict[str, str | None]:
    """As Dask is configured to use them."""
    tls = "distributed.comm.tls"
    return {f"{tls}.ca-file": authority, f"{tls}.client.cert": own, f"{tls}.client.key": own}


@contextmanager
def cluster(folder: Path) -> Iterator[Machines]:
    """Certificates, and what they are for this process."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "one.pem")
    with ExitStack() as stack, dask.config.set(certificates(str(folder / "ca.pem"), str(folder / "one.pem"))):
        yield Machines(folder, stack)


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Auditor:
    return Auditor(load(write(tmp_path_factory.mktemp("rules"))))


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "notes"
    folder.mkdir()
    for number in range(1_500):
        (folder / f"n{number:04}.txt").write_text(f"The rib {number} was cut.")
    (folder / "long.csv").write_text("note text\n" + "".join(f"The rib {number} was cut.\n" for number in range(600)))
    (folder / "nothing.txt").touch()
    return folder


def test_a_worker_killed_and_one_joining(auditor: Auditor, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths are relative to a folder that is not the workers' own."""
    monkeypatch.chdir(notes.parent)
    seen = walk([Path("notes")])
    alone = list(outcomes(auditor, seen))
    with cluster(tmp_path) as machines:
        machines.scheduler()
        first = machines.worker()
        found: list[Outcome] = []
        for outcome in outcomes(auditor, seen, engines=Scheduler(machines.address)):
            found.append(outcome)
            if len(found) == 100:
                machines.worker()
            if len(found) == 300:
                first.send_signal(signal.SIGKILL)
    assert len(alone) == 2_101
    assert found == alone


def test_a_scheduler_that_is_lost(auditor: Auditor, notes: Path, tmp_path: Path) -> None:
    """The run ends with a sentence, and the next one goes on from what is kept."""
    seen = walk([notes])
    alone = list(outcomes(auditor, seen))
    found: list[Outcome] = []
    with cluster(tmp_path) as machines:
        scheduler = machines.scheduler()
        machines.worker()
        with (
            pytest.raises(EngineError, match="the scheduler of the cluster was lost; give the same command"),
            open_work(tmp_path / "out", auditor.rules, auditor.rules.reading) as work,
        ):
            for outcome in outcomes(auditor, seen, None, work, engines=Scheduler(machines.address)):
                found.append(outcome)
                if len(found) == 700:
                    scheduler.kill()
                    scheduler.wait()
        machines.scheduler()
        machines.worker()
        with open_work(tmp_path / "out", auditor.rules, auditor.rules.reading) as work:
            again = list(outcomes(auditor, seen, None, work, engines=Scheduler(machines.address)))
            taken = work.taken
    assert found == alone[: len(found)]
    assert again == alone
    assert taken == sum(isinstance(each, Audited) for each in found) >= 699


def test_who_has_no_certificate_is_refused(
    auditor: Auditor, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one that speaks plain text, not one with another authority's certificate, not one with none."""
    monkeypatch.setattr("auditor.engine.cluster._CONNECT", 3.0)
    seen = walk([notes])
    with cluster(tmp_path) as machines:
        machines.scheduler()
        plain = Scheduler(machines.address.replace("tls:", "tcp:"), plain=True)
        with pytest.raises(EngineError, match=r"the scheduler cannot be reached \(\w+Error\)"):
            list(outcomes(auditor, seen, engines=plain))
        stranger = tmp_path / "stranger"
        stranger.mkdir()
        with (
            cluster(stranger),
            pytest.raises(EngineError, match=r"the scheduler cannot be reached \(\w+Error\)"),
        ):
            list(outcomes(auditor, seen, engines=Scheduler(machines.address)))
        context = ssl.create_default_context(cafile=tmp_path / "ca.pem")
        with (
            socket.create_connection(("127.0.0.1", machines.port)) as raw,
            context.wrap_socket(raw, server_hostname="127.0.0.1") as nobody,
            pytest.raises(ssl.SSLError, match="certificate required"),
        ):
            nobody.recv(1)


def test_plain_text_is_for_this_machine_alone_and_asked_for() -> None:
    refuse_plain("tls://cluster.example:8786", plain=False)
    refuse_plain("tcp://127.0.0.1:8786", plain=True)
    for address, plain, why in (
        ("tcp://127.0.0.1:8786", False, "this is not encrypted"),
        ("tcp://10.0.0.1:8786", True, "go to a cluster encrypted alone"),
        ("tcp://localhost.example:8786", True, "go to a cluster encrypted alone"),
        ("ucx://127.0.0.1:8786", True, "no address of a scheduler"),
        ("cluster:8786", True, "no address of a scheduler"),
    ):
        with pytest.raises(EngineError, match=why):
            refuse_plain(address, plain=plain)


def test_without_certificates_no_cluster_is_asked(auditor: Auditor) -> None:
    with dask.config.set(certificates(None, None)), pytest.raises(EngineError, match="no certificates are configured"):
        list(outcomes(auditor, (), engines=Scheduler("tls://127.0.0.1:1")))


def test_the_program_refuses_what_is_not_encrypted(notes: Path, tmp_path: Path) -> None:
    """Before anything is read or written."""
    out = tmp_path / "out"
    for options, why in (
        (["--engine", "dask"], "--engine dask and --scheduler go together."),
        (["--scheduler", "tls://a:1"], "--engine dask and --scheduler go together."),
        (
            ["--engine", "dask", "--scheduler", "tcp://10.0.0.1:1", "--plain-loopback"],
            "go to a cluster encrypted alone; use tls://.",
        ),
    ):
        done = CliRunner().invoke(main, ["run", str(notes), "--out", str(out), *options])
        assert (done.exit_code, done.stdout) == (2, "")
        assert why in done.stderr
    assert not out.exists()
