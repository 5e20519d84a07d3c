"""What the folded tables say, in the plain way: a slow twin that looks up one feature after the other.

Takes the tokens of a sentence, gives for each place the score of underthesea's weights and the names of the features that hold there. The
tests hold `NgramTables` to it; the training tool reads sentences by it. Nothing that runs in production asks it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.segment.crf.features import (
    AGREED_PAIR,
    ATTESTED_LEFT,
    ATTESTED_PAIR,
    ATTESTED_RIGHT,
    DICTIONARY_PAIR,
    PLACES,
    SPLIT_PAIR,
    add_shape,
    bin_of,
    is_apart,
    name_lists,
    name_score,
    name_shapes,
    name_tokens,
)
from vnnews.segment.crf.forms import OUTSIDE, shape_of, to_form
from vnnews.segment.crf.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from vnnews.segment.crf.lexicon import Lexicon

_LARGEST_INT = 2**31 - 1
"""underthesea reads digits as a signed 32-bit number; a larger one is no number to it."""


def score_plainly(
    tokens: Sequence[str],
    attributes: Mapping[str, float],
    *,
    dictionary: Collection[str] = (),
    form_of: Callable[[str], str] = to_form,
) -> list[float]:
    """Return for each place how much underthesea's weights speak for joining.

    Args:
        tokens: The tokens of a sentence.
        attributes: For each attribute 'template=value' its weight for 'joins' minus that for 'begins'.
        dictionary: Words that the features 'is_in_dict' ask for; underthesea asks, though its weights never learned to.
        form_of: Maps a token to the form under which the weights know it.
    """
    forms = [form_of(token) for token in tokens]
    asked: dict[str, Callable[[str], object]] = {
        "": str,
        "lower": str.lower,
        "isdigit": _is_number,
        "istitle": _is_title,
        "is_in_dict": lambda text: text.lower() in dictionary,
    }
    scores = []
    for place in range(len(forms)):
        score = 0.0
        for template, (first, last, function) in TEMPLATES.items():
            begin, end = place + first, place + last + 1
            value = "BOS" if begin < 0 else "EOS" if end > len(forms) else asked[function](" ".join(forms[begin:end]))
            score += attributes.get(f"{template}={value}", 0.0)
        scores.append(score)
    return scores


def name_plainly(tokens: Sequence[str], scores: Sequence[float], lexicon: Lexicon) -> list[list[str]]:
    """Return for each place the names of its features; none where the decoder joins nothing.

    Example:
        >>> from vnnews.segment.crf.lexicon import Lexicon
        >>> name_plainly(["Hà", "Nội"], [0.0, 0.3], Lexicon())[1][:6]
        ['z=0', 'dz=000,0', 'h=XX', 'h3=#XX', 'k3=XX#', 'dv=00000']
    """
    forms = [to_form(token) for token in tokens]
    lower = [form.lower() for form in forms]
    shapes = [OUTSIDE, OUTSIDE, *map(shape_of, forms), OUTSIDE]
    padded = ["", "", *lower, ""]
    lists = {"d": lexicon.dictionary, "v": lexicon.attested, "s": lexicon.agreed}
    names: list[list[str]] = []
    for place, score in enumerate(scores):
        code = 0
        for shape in shapes[place : place + 4]:
            code = add_shape(code, shape)
        if is_apart(code):
            names.append([])
            continue
        held = [
            f"{kind}{number}"
            for kind, by_size in lists.items()
            for (size, first), number in PLACES.items()
            if place + first >= 0
            and place + first + size <= len(lower)
            and " ".join(lower[place + first : place + first + size]) in by_size[size]
        ]
        bits = (
            ("d0" in held) << DICTIONARY_PAIR
            | ("v0" in held) << ATTESTED_PAIR
            | ("s0" in held) << AGREED_PAIR
            | (lower[place - 1] in lexicon.attested[1]) << ATTESTED_LEFT
            | (lower[place] in lexicon.attested[1]) << ATTESTED_RIGHT
            | (f"{lower[place - 1]} {lower[place]}" in lexicon.split) << SPLIT_PAIR
        )
        of_tokens = name_tokens(*padded[place : place + 4])
        names.append([*name_score(bin_of(score), bits), *name_shapes(code), *name_lists(bits), *held, *of_tokens])
    return names


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= _LARGEST_INT


def _is_title(text: str) -> bool:
    return all(word[:1].upper() == word[:1] for word in text.split(" "))
