"""Segmentation: article text in, sentences and words with exact offsets out.

Takes a text and, for an article, the spans of its passages; gives a `Segmentation`. Decides where sentences end (rules that vote) and
which syllables make a word (a conditional random field that underthesea installs). Loads nothing until the first text is segmented:
this package is imported together with `vnnews`, so its functions are fetched when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vnnews.segment.join import join_words
    from vnnews.segment.words import segment, segment_sentences
    from vnnews.text.sentences import explain_sentences, split_sentences

__all__ = ["explain_sentences", "join_words", "segment", "segment_sentences", "split_sentences"]

_MODULES = {
    "explain_sentences": "vnnews.text.sentences",
    "join_words": "vnnews.segment.join",
    "segment": "vnnews.segment.words",
    "segment_sentences": "vnnews.segment.words",
    "split_sentences": "vnnews.text.sentences",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value
