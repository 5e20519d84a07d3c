"""The models of word segmentation, read once and on first use.

Takes nothing, gives a `Decoder`. Decides that underthesea's weights are asked without its dictionary: they were learned with an empty
one, so that the entries only disturb them; the same entries are asked by vnnews' own weights, which learned with them.
"""

from __future__ import annotations

import gc
import logging
import time
from pathlib import Path
from threading import Lock

import msgspec

from vnnews.segment.crf.decoder import Decoder, Transitions
from vnnews.segment.crf.installed import WORD_MODEL, find_installed
from vnnews.segment.crf.lexicon import load_lexicon
from vnnews.segment.crf.model_file import BinaryCrf, read_binary_crf, wrong_layout
from vnnews.segment.crf.ngrams import NgramTables

WEIGHTS_FILE = "weights.json"
"""vnnews' own weights in this package's data; `tools/train_segmenter.py` writes it."""

_log = logging.getLogger(__name__)

_LABELS = ("B-W", "I-W")
_LOCK = Lock()
_LOADED: list[Decoder] = []


class OwnWeights(msgspec.Struct, frozen=True, gc=False):
    """vnnews' own weights."""

    about: dict[str, str]
    """What they were learned from, and how."""
    transitions: Transitions
    weights: dict[str, float]
    """By the feature's name."""


def load_decoder() -> Decoder:
    """Return the decoder; the first call reads the models, later ones and forked workers share it.

    Raises:
        ModelError: underthesea is not installed, or a file is missing or of another layout.
    """
    if not _LOADED:
        with _LOCK:
            if not _LOADED:
                _LOADED.append(_load())
    return _LOADED[0]


def _load() -> Decoder:
    began = time.perf_counter()
    own = read_own_weights()
    was_enabled = gc.isenabled()
    gc.disable()  # a third of the time would go into looking for garbage among 100,000 new records
    try:
        decoder = Decoder(_build_tables(own.weights), own.weights, own.transitions)
    finally:
        if was_enabled:
            gc.enable()
    _log.info("word model loaded in %.2f s", time.perf_counter() - began)
    return decoder


def read_own_weights() -> OwnWeights:
    """Return the weights that ship."""
    return msgspec.json.decode((Path(__file__).parents[1] / "data" / WEIGHTS_FILE).read_bytes(), type=OwnWeights)


def _build_tables(own: dict[str, float]) -> NgramTables:
    path, version = find_installed(WORD_MODEL)
    crf = read_word_model()
    try:
        return NgramTables(crf.attributes, load_lexicon(), own)
    except ValueError as error:
        raise wrong_layout(path, version, error) from error


def read_word_model() -> BinaryCrf:
    """Return underthesea's word-segmentation model.

    Raises:
        ModelError: underthesea is not installed, or its model is missing or of another layout.
    """
    path, version = find_installed(WORD_MODEL)
    crf = read_binary_crf(path, model=version)
    if crf.labels != _LABELS:
        raise wrong_layout(path, version, ValueError(f"labels {crf.labels}"))
    return crf
