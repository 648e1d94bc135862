"""A limit on the time that one note may take, so that no note can hold up the others, whatever is written in it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class TooLongError(BaseException):
    """The time of a note is over. No `except Exception` on the way may take it for a fault of its own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooLongError where the block takes more than so many seconds of processor time.

    A machine that is busy with other things changes nothing. Regular expressions are ended too. Without effect outside the
    main thread, and on systems that have no such clock.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGVTALRM, _over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def _over(number: int, frame: object) -> NoReturn:
    del number, frame
    raise TooLongError
