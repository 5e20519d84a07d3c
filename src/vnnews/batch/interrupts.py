"""Ctrl-C between two pages, never in the middle of writing one.

A page is written in several places (rows, rejects, index of duplicates, figures, its key). A signal that came in between would leave it in
some of them: lost, or there twice, after `--resume`. While a page is written the signal waits.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """A context in which signals can be held back; does nothing in a thread that is not told of signals.

    Example:
        >>> with Interrupts() as interrupts:
        ...     try:
        ...         with interrupts.held():
        ...             signal.raise_signal(signal.SIGINT)
        ...             print("bài đã ghi xong")
        ...     except KeyboardInterrupt:
        ...         print("dừng")
        bài đã ghi xong
        dừng
    """

    def __init__(self) -> None:
        self._before: dict[int, Callable[[int, FrameType | None], object]] = {}
        self._is_held = False
        self._waiting: int | None = None

    def __enter__(self) -> Interrupts:
        for number in _SIGNALS:
            handler = signal.getsignal(number)
            if not callable(handler):  # ignored, or the system ends the process at once: nothing could be held back
                continue
            try:
                signal.signal(number, self._receive)
            except ValueError:
                return self
            self._before[number] = handler
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold signals back until the block is done."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._waiting is not None:
            number, self._waiting = self._waiting, None
            self._before[number](number, None)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self._is_held:
            self._waiting = number
        else:
            self._before[number](number, frame)
