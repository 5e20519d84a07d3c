"""Patterns that are compiled when they are first used: those of damage and of rare lines, which most pages do not have.

Compiling all patterns of the package takes a third of the time of the first page, and half of them never meet a line that needs them.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_METHODS: Final = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class LatePattern:
    """Stands for a pattern until it is used; its methods are then those of the compiled one, at no more cost a call."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, once: what is found now is no longer asked for here."""
        if name.startswith("__"):  # what copying and pickling ask for
            raise AttributeError(name)
        self.compiled = re.compile(*self._source)
        for method in _METHODS:
            setattr(self, method, getattr(self.compiled, method))
        return getattr(self, name) if name in vars(self) else getattr(self.compiled, name)


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what can be used as the compiled pattern; a mistake in it shows at the first use.

    Example:
        >>> shout = compile_late(r"!{2,}")
        >>> shout.sub("!", "Mưa lớn!!!"), shout.pattern
        ('Mưa lớn!', '!{2,}')
    """
    return cast("re.Pattern[str]", LatePattern(pattern, flags))
