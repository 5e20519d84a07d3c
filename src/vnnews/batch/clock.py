"""How long a process really ran: time limits must not count the hours in which everything was stopped.

A run that is suspended (Ctrl-Z, SIGSTOP of a batch queue, a laptop that sleeps) and continued has lost no page: its workers stood still too. Decides
from how the clock jumps between two looks, and from what the system says of a single process.
"""

from __future__ import annotations

import time

LONGEST_STEP = 2.0
"""Seconds that count between two looks. The looks are a second apart at most, so more has passed only when this process stood still
(or was busy with its input, which a limit need not count either)."""


class RunningClock:
    """A clock that stands still while this process does.

    Example:
        >>> clock = RunningClock()
        >>> 0.0 <= clock.step() <= LONGEST_STEP
        True
    """

    def __init__(self) -> None:
        self._last = time.monotonic()

    def step(self) -> float:
        """Return the seconds that this process ran since the last step."""
        now = time.monotonic()
        passed, self._last = now - self._last, now
        return min(passed, LONGEST_STEP)


def is_stopped(pid: int | None) -> bool:
    """Return whether a process is stopped by a signal, as far as the system tells.

    Example:
        >>> import os
        >>> is_stopped(os.getpid())
        False
    """
    try:
        with open(f"/proc/{pid}/stat", "rb") as stream:
            return stream.read(512).rpartition(b")")[2].split()[:1] in ([b"T"], [b"t"])
    except OSError:
        return False
