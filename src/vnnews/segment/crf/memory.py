"""What is worked out on first sight and kept.

Takes a function, gives a dictionary that asks it for what it does not hold. Decides nothing: who asks bounds it, by taking a new one where another
thread may still read the old, or lets it forget all at a size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(dict[Key, Value]):
    """Values by key.

    Args:
        work_out: Gives the value of a key.
        most: At how many keys all are forgotten, 0 for never.

    Example:
        >>> lengths = Memory(len)
        >>> lengths["Huế"], dict(lengths)
        (3, {'Huế': 3})
    """

    __slots__ = ("_most", "_work_out")

    def __init__(self, work_out: Callable[[Key], Value], most: int = 0) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, key: Key) -> Value:
        if self._most and len(self) >= self._most:
            self.clear()
        value = self[key] = self._work_out(key)
        return value
