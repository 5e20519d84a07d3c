"""Finds the files that underthesea installs, without importing it (that costs half a second).

Takes nothing, gives paths. Decides which of its models are read: the word-segmentation model, the names of the attributes of its
part-of-speech model (they hold the words that annotators used), and its word list. Nothing is copied, nothing is downloaded.
"""

from __future__ import annotations

from pathlib import Path

from vnnews.errors import ModelError

PACKAGE = "underthesea"
WORD_MODEL = "pipeline/word_tokenize/models/ws_crf*/models.bin"
TAG_MODEL = "pipeline/pos_tag/models/pos_crf*/models.bin"
WORD_LIST = "corpus/data/Viet74K.txt"


def find_installed(pattern: str) -> tuple[Path, str]:
    """Return the path of a file of underthesea, and the package's name with its version.

    Args:
        pattern: The file's path inside the package; the last one in alphabetical order is taken where several match.

    Raises:
        ModelError: underthesea is not installed, or holds no such file.

    Example:
        >>> path, version = find_installed(WORD_LIST)
        >>> path.name, version.split()[0]
        ('Viet74K.txt', 'underthesea')
    """
    from importlib import metadata

    try:
        distribution = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise ModelError(
            "word segmentation reads the models of underthesea, which is not installed: pip install underthesea",
            stage="segment",
            reason="model missing",
        ) from error
    version = f"{PACKAGE} {distribution.version}"
    folder = Path(str(distribution.locate_file(PACKAGE)))
    found = sorted(folder.glob(pattern))
    if not found:
        raise ModelError(
            f"{version} holds no {pattern}, which word segmentation reads",
            source=str(folder),
            stage="segment",
            reason="model missing",
        )
    return found[-1], version
