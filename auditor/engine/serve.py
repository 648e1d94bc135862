"""The process of one worker: it is sent the rules once, then jobs, and sends back what comes of them.

It ends when its questions do, also where whoever asks was killed. It prints nothing: what libraries say could quote notes.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from contextlib import suppress
from importlib import import_module
from queue import Queue
from typing import IO, Final

from auditor.engine.desk import Desk
from auditor.engine.frames import receive, send
from auditor.engine.garbage import rarely_collected
from auditor.engine.jobs import Job, Setup
from auditor.engine.one import Auditor

READY: Final = b"ready"
_LONG: Final = ("auditor.language.pipeline", "auditor.decide.audit")  # to import while the run loads its rules
_AHEAD: Final = 2  # answers that wait to be sent: the pipe is emptied by a program that has other things to do
_PATIENCE: Final = 0.5  # seconds to end by itself, once nobody wants answers any more


def main() -> None:
    """Serve until there are no more jobs."""
    questions, answers = _alone()
    for module in _LONG:
        import_module(module)
    sent = receive(questions)
    if sent is None:
        return
    setup: Setup = pickle.loads(sent)  # noqa: S301 - from the run that started this process
    auditor = Auditor(setup.rules).ready()
    asked: Queue[bytes | None] = Queue()
    said: Queue[bytes | None] = Queue(_AHEAD)
    said.put(READY)
    listening = threading.Thread(target=_listen, args=(questions, asked), daemon=True)
    talking = threading.Thread(target=_talk, args=(answers, said), daemon=True)
    for thread in (listening, talking):
        thread.start()
    with Desk(auditor, setup) as desk, rarely_collected():
        while (content := asked.get()) is not None:
            jobs: list[Job] = pickle.loads(content)  # noqa: S301
            said.put(pickle.dumps(desk.answers(jobs), pickle.HIGHEST_PROTOCOL))


def _alone() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes, which nothing else can reach; Ctrl-C is left to the run, and no core is left behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions, answers = (os.fdopen(os.dup(stream), mode) for stream, mode in ((0, "rb"), (1, "wb")))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return questions, answers


def _listen(questions: IO[bytes], asked: Queue[bytes | None]) -> None:
    while (content := receive(questions)) is not None:
        asked.put(content)
    asked.put(None)
    threading.Event().wait(_PATIENCE)
    os._exit(0)  # in the middle of a note that nobody waits for


def _talk(answers: IO[bytes], said: Queue[bytes | None]) -> None:
    try:
        while (content := said.get()) is not None:
            send(answers, content)
    except OSError:
        os._exit(0)
