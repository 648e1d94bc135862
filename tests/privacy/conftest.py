"""Every command is run once for all tests of this folder, in a process that watches it as closely as it can be watched."""

from __future__ import annotations

import os

import pytest

from tests.privacy.kit import Everything, Machine, alone, every_command


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    """The commands talk as much as Python can make them, have no network, and give rights as the system does by itself."""
    former = os.umask(0o022)
    try:
        folder = tmp_path_factory.mktemp("machine")
        machine = Machine(folder, ahead=alone(folder / "snmp"), talkative=True)
        return Everything(machine, list(every_command(machine)), folder / "snmp")
    finally:
        os.umask(former)
