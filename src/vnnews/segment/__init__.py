"""Segmentation: article text in, sentences and words with exact offsets out.

Takes a text and, for an article, the spans of its passages; gives a `Segmentation`. Decides where sentences end (rules that vote) and
which syllables make a word (a conditional random field that underthesea installs). Loads nothing until the first text is segmented.
"""

from __future__ import annotations

from vnnews.segment.join import join_words
from vnnews.segment.sentences import explain_sentences, split_sentences
from vnnews.segment.words import segment, segment_sentences

__all__ = ["explain_sentences", "join_words", "segment", "segment_sentences", "split_sentences"]
