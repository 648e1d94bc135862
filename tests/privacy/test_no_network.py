"""Nothing leaves the machine: every command runs with sockets forbidden in each of its processes, and without any network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy.kit import GUARD, WITH_EVERYTHING, Done, Everything, alone, records

SENT = ("Ip:OutRequests", "Ip:OutNoRoutes", "Tcp:ActiveOpens", "Tcp:AttemptFails", "Udp:OutDatagrams", "Icmp:OutMsgs")


def statuses(done: list[Done]) -> dict[str, int]:
    return {" ".join(each.line): each.status for each in done if each.status != 0}


FORMATS = {
    "C-CDA document", "FHIR resource", "HL7 v2 message", "HTML page", "PDF document", "Word document", "plain text", "rich text",
    "table",
}  # fmt: skip
# The noise among the notes cannot be read, the cases of two claims tell nothing of a frame, and one reviewed note is not gold.
EXPECTED = {
    "run notes gold/fibula-to-forearm.txt --out output --claims claims.csv": 1,
    "sample rates cases/sample.json output/billing.jsonl output/billing.jsonl": 1,
}


# urllib3, which spaCy imports and nobody here uses, asks once whether the machine knows IPv6: it makes a socket, and would bind
# it to the machine itself. It connects to nothing, and goes on where that is refused, as here.
ASKS = {"socket.__new__ by urllib3.util.connection"}


@WITH_EVERYTHING
def test_every_command_does_its_work_without_a_socket(everything: Everything) -> None:
    assert statuses(everything.done) == EXPECTED
    assert {what.strip("'") for what in everything.machine.seen("forbidden")} <= ASKS
    assert set(records(everything.machine.work)) == FORMATS
    # The reader of heavy formats is a process of its own, and guarded too.
    assert len([line for line in everything.machine.seen("started") if "spawn_main" in line]) >= 2


@WITH_EVERYTHING
def test_every_command_does_its_work_without_a_network(everything: Everything) -> None:
    """Compiled code could open a socket past Python's own watch; here it would meet no network, and leave a count."""
    if not everything.log.exists():
        pytest.skip("this system makes no network namespace (unshare --user --net), so that no network can be taken away")
    assert statuses(everything.done) == EXPECTED
    found = counters(everything.log.read_text())
    assert len(found) == len(everything.done)
    assert [{name: each[name] for name in SENT if each[name]} for each in found] == [{}] * len(found)


def test_the_guard_guards(tmp_path: Path) -> None:
    """A test that could not fail would show nothing: in the same environment, and in a child, the attempt is refused and told."""
    log = tmp_path / "log"
    attempt = (
        "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept PermissionError as no:\n    print(no)\n"
    )
    child = (
        f"import multiprocessing as m\np = m.get_context('spawn').Process(target=exec, args=({attempt!r},))\np.start()\np.join()"
    )
    environment = os.environ | {"PYTHONPATH": str(GUARD), "GUARD_LOG": str(log)}
    for code in (attempt, child):
        log.unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip().endswith("is forbidden here")
        assert "forbidden\t" in log.read_text("utf-8")


def counters(text: str) -> list[dict[str, int]]:
    """What each network has counted, by protocol and name; the first table of a network is that of IP."""
    found: list[dict[str, int]] = []
    rows = [line.split() for line in text.splitlines()]
    for names, values in zip(rows[::2], rows[1::2], strict=True):
        if names[0] == "Ip:":
            found.append({})
        found[-1] |= {f"{names[0]}{name}": int(value) for name, value in zip(names[1:], values[1:], strict=True)}
    return found


def test_an_attempt_leaves_a_count(tmp_path: Path) -> None:
    ahead = alone(tmp_path / "snmp")
    if not ahead:
        pytest.skip("this system makes no network namespace (unshare --user --net)")
    attempt = (
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "try:\n    s.sendto(b'x', ('192.0.2.1', 9))\nexcept OSError:\n    pass\n"
    )
    subprocess.run([*ahead, sys.executable, "-c", attempt], check=True)
    (found,) = counters((tmp_path / "snmp").read_text())
    assert found["Ip:OutNoRoutes"] > 0
