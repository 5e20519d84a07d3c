"""Reads a linear-chain CRF with two labels from a file in CRFsuite's binary format.

Takes a path, gives the labels, the transition weights and one number for each attribute: how much it speaks for the second label
against the first. Decides nothing. The format is the published one of CRFsuite 0.12 ('lCRF' header, 'FEAT' chunk of 20-byte
features, 'CQDB' string tables); a file of any other layout is refused with a `ModelError`.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from vnnews.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_FORMAT_VERSION = 100
_FEATURE = struct.Struct("<IIId")
_LENGTH = struct.Struct("<I")
_STRING = re.compile(rb"[\s\S]{8}([^\0]*+)\0")
_STATE, _TRANSITION = 0, 1


class BinaryCrf(NamedTuple):
    """A linear-chain CRF with two labels."""

    labels: tuple[str, str]
    transitions: tuple[float, float, float, float]
    """Weights of first→first, first→second, second→first, second→second."""
    attributes: dict[str, float]
    """For each attribute its weight for the second label minus its weight for the first."""


def read_binary_crf(path: Path, *, model: str) -> BinaryCrf:
    """Return the model that a CRFsuite file holds.

    Args:
        path: The file.
        model: What the file is and of which version, for the error message.

    Raises:
        ModelError: The file is missing or has another layout.
    """
    data = _read(path, model)
    try:
        return _parse(data)
    except (struct.error, ValueError, IndexError) as error:
        raise wrong_layout(path, model, error) from error


def read_attribute_names(path: Path, *, model: str) -> str:
    """Return the names of the attributes of a CRFsuite file with any number of labels, one a line.

    Args:
        path: The file.
        model: What the file is and of which version, for the error message.

    Raises:
        ModelError: The file is missing or has another layout.
    """
    data = _read(path, model)
    try:
        header = _HEADER.unpack_from(data)
        _check_header(header)
        return _read_strings(data, header[9])
    except (struct.error, ValueError, IndexError) as error:
        raise wrong_layout(path, model, error) from error


def wrong_layout(path: Path, model: str, error: Exception) -> ModelError:
    """Return the error for a model file of a layout that cannot be read."""
    return ModelError(
        f"the model of {model} has a layout that this version of vnnews cannot read ({error})",
        source=str(path),
        stage="segment",
        reason="model layout",
    )


def _read(path: Path, model: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"cannot read the model of {model}: {error}", source=str(path), stage="segment", reason="model missing"
        ) from error


def _check_header(header: tuple[Any, ...]) -> None:
    if (header[0], header[2], header[3]) != (b"lCRF", b"FOMC", _FORMAT_VERSION):
        raise ValueError(f"header {header[0]!r} {header[2]!r} {header[3]}")


def _parse(data: bytes) -> BinaryCrf:
    header = _HEADER.unpack_from(data)
    _check_header(header)
    _, _, _, _, _, label_count, attribute_count, at_features, at_labels, at_attributes, _, _ = header
    labels = _read_strings(data, at_labels).split("\n")
    if len(labels) != label_count or label_count != 2:
        raise ValueError(f"{label_count} labels, two expected")
    names = _read_strings(data, at_attributes).split("\n")
    if len(names) != attribute_count:
        raise ValueError(f"{len(names)} attributes, {attribute_count} expected")

    if data[at_features : at_features + 4] != b"FEAT":
        raise ValueError("no FEAT chunk")
    (count,) = struct.unpack_from("<I", data, at_features + 8)
    first = at_features + 12
    weights = [0.0] * len(names)
    transitions = [0.0] * 4
    for kind_of_feature, source, target, weight in _FEATURE.iter_unpack(data[first : first + count * _FEATURE.size]):
        if kind_of_feature == _STATE:
            weights[source] += weight if target else -weight
        elif kind_of_feature == _TRANSITION:
            transitions[source * 2 + target] += weight
        else:
            raise ValueError(f"feature of kind {kind_of_feature}")
    a, b, c, d = transitions
    return BinaryCrf((labels[0], labels[1]), (a, b, c, d), dict(zip(names, weights, strict=True)))


def _read_strings(data: bytes, at: int) -> str:
    """The strings of a constant quark database, one a line, by number."""
    magic, _, _, _, count, at_backward = struct.unpack_from("<4sIIIII", data, at)
    if magic != b"CQDB":
        raise ValueError(f"string table begins with {magic!r}")
    if not count:
        return ""
    # the strings lie one behind the other: number and length, four bytes each, the string, NUL
    first, *_, last = struct.unpack_from(f"<{count}I", data, at + at_backward) * 2
    (length,) = _LENGTH.unpack_from(data, at + last + 4)
    strings = _STRING.findall(data, at + first, at + last + 8 + length)
    if len(strings) != count:
        raise ValueError(f"{len(strings)} strings, {count} expected")
    return b"\n".join(strings).decode()
