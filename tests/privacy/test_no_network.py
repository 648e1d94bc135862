"""Nothing leaves the machine: every command runs with sockets forbidden in each of its processes, and without any network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy.kit import GUARD, Done, Machine, every_command, records

FORMATS = {
    "plain text", "Word document", "web page (HTML)", "rich text (RTF)", "PDF", "table", "HL7 v2 message", "C-CDA document", "FHIR R4",
}  # fmt: skip


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, list[Done]]:
    machine = Machine(tmp_path_factory.mktemp("guarded"))
    return machine, list(every_command(machine))


def statuses(done: list[Done]) -> dict[str, int]:
    return {" ".join(each.line): each.status for each in done if each.status != 0}


# The noise among the notes cannot be read, the cases of two claims tell nothing of a frame, and one reviewed note is not gold.
EXPECTED = {
    "run notes gold/fibula-to-forearm.txt --out output --claims claims.csv": 1,
    "sample rates cases/sample.json output/billing.jsonl output/billing.jsonl": 1,
}


def test_every_command_does_its_work_without_a_socket(guarded: tuple[Machine, list[Done]]) -> None:
    machine, done = guarded
    assert statuses(done) == EXPECTED
    assert machine.seen("forbidden") == []
    assert set(records(machine.work)) == FORMATS
    assert len(machine.processes()) > len(done)  # the reader of heavy formats is a process of its own, and guarded too


def test_the_guard_guards(tmp_path: Path) -> None:
    """A test that could not fail would show nothing: in the same environment, and in a child, the attempt is refused and told."""
    log = tmp_path / "log"
    attempt = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept PermissionError as no:\n    print(no)\n"
    child = f"import multiprocessing as m\np = m.get_context('spawn').Process(target=exec, args=({attempt!r},))\np.start()\np.join()"
    environment = os.environ | {"PYTHONPATH": str(GUARD), "GUARD_LOG": str(log)}
    for code in (attempt, child):
        log.unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip().endswith("is forbidden here")
        assert "forbidden\t" in log.read_text("utf-8")


def alone() -> list[str]:
    """How to run a command in a network of its own, which has no interface that is up."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare (util-linux) is not installed, so that no network can be taken away")
    line = [unshare, "--user", "--map-root-user", "--net"]
    if subprocess.run([*line, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a network namespace")
    return line


def counters(text: str) -> dict[str, int]:
    """What the network has counted, by protocol and name."""
    rows = [line.split() for line in text.splitlines()]
    return {
        f"{names[0]}{name}": int(value)
        for names, values in zip(rows[::2], rows[1::2], strict=True)
        for name, value in zip(names[1:], values[1:], strict=True)
    }


SENT = ("Ip:OutRequests", "Ip:OutNoRoutes", "Tcp:ActiveOpens", "Tcp:AttemptFails", "Udp:OutDatagrams", "Icmp:OutMsgs")
KEEP = 'log=$1; shift; "$@"; status=$?; cat /proc/self/net/snmp > "$log"; exit $status'


def test_every_command_does_its_work_without_a_network(tmp_path: Path) -> None:
    """Compiled code could open a socket past Python's own watch; here it would meet no network, and leave a count."""
    log = tmp_path / "snmp"
    shell = shutil.which("sh")
    assert shell is not None
    machine = Machine(tmp_path, ahead=(*alone(), shell, "-c", KEEP, "sh", str(log)))
    done = []
    for each in every_command(machine):
        done.append(each)
        assert {name: count for name, count in counters(log.read_text()).items() if name in SENT and count} == {}, each.line
    assert statuses(done) == EXPECTED


def test_an_attempt_leaves_a_count(tmp_path: Path) -> None:
    log, shell = tmp_path / "snmp", shutil.which("sh")
    assert shell is not None
    attempt = (
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "try:\n    s.sendto(b'x', ('192.0.2.1', 9))\nexcept OSError:\n    pass\n"
    )
    subprocess.run([*alone(), shell, "-c", KEEP, "sh", str(log), sys.executable, "-c", attempt], check=True)
    assert counters(log.read_text())["Ip:OutNoRoutes"] > 0
    assert socket.AF_INET  # the attempt above is the one that a library would make
