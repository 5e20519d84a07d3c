"""The model of word segmentation that underthesea installs, read once and on first use.

Takes nothing, gives an `NgramModel`. Decides where the model file is, without importing underthesea (that costs half a second), and
leaves its dictionary out: the weights were trained with an empty one, so that the entries only disturb them.
"""

from __future__ import annotations

from functools import cache
from importlib import metadata
from pathlib import Path
from threading import Lock

from vnnews.errors import ModelError
from vnnews.segment.model_file import read_binary_crf
from vnnews.segment.ngrams import NgramModel
from vnnews.segment.tokens import INVISIBLE

_PACKAGE = "underthesea"
_MODEL_NAME = "models.bin"
_MODEL_PARTS = ("pipeline", "word_tokenize", "models")
_LABELS = ("B-W", "I-W")
_LOCK = Lock()


def load_model() -> NgramModel:
    """Return the model; the first call reads it, later ones and forked workers share it.

    Raises:
        ModelError: underthesea is not installed, or its model is missing or of another layout.
    """
    with _LOCK:
        return _load()


@cache
def _load() -> NgramModel:
    path, version = find_model_file()
    crf = read_binary_crf(path, model=version)
    try:
        if crf.labels != _LABELS:
            raise ValueError(f"labels {crf.labels}")
        return NgramModel(crf.attributes, crf.transitions, to_form=to_form)
    except ValueError as error:
        raise ModelError(
            f"the model of {version} has a layout that this version of vnnews cannot read ({error})",
            source=str(path),
            stage="segment",
            reason="model layout",
        ) from error


def find_model_file() -> tuple[Path, str]:
    """Return the path of underthesea's word-segmentation model, and the package's name with its version.

    Raises:
        ModelError: underthesea is not installed, or holds no such file.
    """
    try:
        distribution = metadata.distribution(_PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise ModelError(
            "word segmentation reads the model of underthesea, which is not installed: pip install underthesea",
            stage="segment",
            reason="model missing",
        ) from error
    version = f"{_PACKAGE} {distribution.version}"
    folder = Path(str(distribution.locate_file(_PACKAGE))).joinpath(*_MODEL_PARTS)
    found = sorted(folder.glob(f"ws_crf*/{_MODEL_NAME}"))
    if not found:
        raise ModelError(
            f"{version} holds no word-segmentation model where it is expected",
            source=str(folder),
            stage="segment",
            reason="model missing",
        )
    return found[-1], version


def to_form(token: str) -> str:
    r"""Return the form of a token under which the model knows it: without invisible characters, 'Đ' for 'Ð' (eth).

    Example:
        >>> to_form("Hà\u200b"), to_form("Ðà")
        ('Hà', 'Đà')
    """
    return token.translate(_TO_FORM)


_TO_FORM = {**dict.fromkeys(map(ord, INVISIBLE)), ord("Ð"): "Đ", ord("ð"): "đ"}
