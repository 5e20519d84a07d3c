"""The compiled core, which nobody needs: the same results in less time.

Takes nothing; gives the core's modules where they were built (see `docs/native.md`), None where not. Decides that VNNEWS_PURE turns the core off,
and that a core which does not load is none.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

VARIABLE = "VNNEWS_PURE"
"""Environment variable that turns the core off, whatever it holds but '' and '0'; read when the core is first asked for."""


def load_ngrams() -> ModuleType | None:
    """Return the core of word segmentation, or None where plain Python must do.

    Example:
        >>> load_ngrams() is None or hasattr(load_ngrams(), "score")
        True
    """
    if (
        os.environ.get(VARIABLE, "0") not in ("", "0") or sys.byteorder != "little"
    ):  # its tables are written low bytes first
        return None
    try:
        from vnnews.native import _ngrams
    except ImportError:
        return None
    return _ngrams


def name_core() -> str:
    """Return 'native' where the core is in use, else 'pure Python'.

    Example:
        >>> name_core() in ("native", "pure Python")
        True
    """
    return "pure Python" if load_ngrams() is None else "native"
