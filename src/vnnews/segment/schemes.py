"""The segmenters and schemes by which words can be cut; a table, so that the pipeline can check an option without loading a model."""

from __future__ import annotations

from typing import Any, Final

from vnnews.errors import InputError

OWN_SCHEME: Final = "vnnews"
"""Words as the project's own model cuts them."""
RDR_SCHEME: Final = "rdr"
"""Words as VnCoreNLP's segmenter cuts them; names that were found in the text change nothing. 'rdr:FOLDER' names the model's folder."""


OWN_SEGMENTER: Final = "vnnews"
"""The project's own, by one of the schemes above."""
PEER_SEGMENTER: Final = "underthesea"
"""underthesea's own function, for comparison; it has no schemes."""


def check_segmenter(segmenter: Any, scheme: str = OWN_SCHEME) -> str:
    """Return the segmenter.

    Raises:
        InputError: There is no such segmenter, or it has no such scheme.

    Example:
        >>> check_segmenter("underthesea")
        'underthesea'
    """
    if segmenter not in (OWN_SEGMENTER, PEER_SEGMENTER):
        message = f"segmenter must be {OWN_SEGMENTER!r} or {PEER_SEGMENTER!r}, got {segmenter!r:.60}"
        raise InputError(message, stage="segment", reason="segmenter")
    if segmenter == PEER_SEGMENTER and scheme != OWN_SCHEME:
        message = f"segmenter={PEER_SEGMENTER!r} has words of its own and takes no scheme, got {scheme!r:.60}"
        raise InputError(message, stage="segment", reason="scheme")
    return str(segmenter)


def check_scheme(scheme: Any) -> str:
    """Return the scheme.

    Raises:
        InputError: There is no such scheme.

    Example:
        >>> check_scheme("rdr")
        'rdr'
    """
    if scheme in (OWN_SCHEME, RDR_SCHEME) or (isinstance(scheme, str) and folder_of(scheme)):
        return str(scheme)
    message = f"scheme must be {OWN_SCHEME!r}, {RDR_SCHEME!r} or '{RDR_SCHEME}:FOLDER', got {scheme!r:.60}"
    raise InputError(message, stage="segment", reason="scheme")


def folder_of(scheme: str) -> str:
    """Return the folder that a scheme names, '' for none.

    Example:
        >>> folder_of("rdr:/srv/wordsegmenter"), folder_of("rdr")
        ('/srv/wordsegmenter', '')
    """
    name, _, folder = scheme.partition(":")
    return folder if name == RDR_SCHEME else ""
