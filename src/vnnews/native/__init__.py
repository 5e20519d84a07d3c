"""The compiled core, which nobody needs: the same results in less time.

Takes nothing; gives the core's modules where they were built (see `docs/native.md`), None where not. Decides that VNNEWS_PURE turns the core off,
and that a core which does not load is none.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

VARIABLE = "VNNEWS_PURE"
"""Environment variable that turns the core off, whatever it holds but '' and '0'."""


def load_core(name: str) -> ModuleType | None:
    """Return a module of the core, or None where plain Python must do.

    Args:
        name: 'tokens', 'ngrams' or 'labels'.

    Example:
        >>> load_core("tokens") is None or hasattr(load_core("tokens"), "cut")
        True
    """
    if os.environ.get(VARIABLE, "0") not in ("", "0"):
        return None
    return _find(name)


def name_core() -> str:
    """Return 'native' where the core is in use, else 'pure Python'.

    Example:
        >>> name_core() in ("native", "pure Python")
        True
    """
    return "pure Python" if load_core("ngrams") is None else "native"


@cache  # to look for a module that is not there takes as long as to segment a sentence
def _find(name: str) -> ModuleType | None:
    if sys.byteorder != "little":  # its tables are written low bytes first
        return None
    try:
        return import_module(f"vnnews.native._{name}")
    except ImportError:
        return None
