"""Folds what is known of n-grams of tokens into one index, before any text is read.

Takes the weights of underthesea's two-label CRF ('T[-1,0].lower=hà nội', 'T[0].istitle=True', …), the word lists and vnnews' own weights for
tokens, gives an `NgramIndex`: for an n-gram of one to four tokens one packed number, all that it adds to the places around it. Decides
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnnews.segment.crf.features import (
    AGREED_PAIR,
    ATTESTED_LEFT,
    ATTESTED_PAIR,
    ATTESTED_RIGHT,
    DICTIONARY_PAIR,
    PLACES,
    SPLIT_PAIR,
)
from vnnews.segment.crf.packing import LANE, OWN_UNIT, SCORE_UNIT, pack
from vnnews.segment.crf.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vnnews.segment.crf.lexicon import Lexicon

Ngram = tuple[int, bool]
"""What an n-gram adds to the places around its last token, packed; whether it begins a longer one."""

_Exact = tuple[dict[str, int], dict[str, int], dict[str, int]]
_Sorted = tuple[dict[str, float], _Exact, list[dict[str, int]]]

EDGE_VALUES = frozenset({"BOS", "EOS"})
"""What the CRF's features say of tokens outside the sentence."""

_PLACES = {"a": 1, "b": 0, "q": 1, "p": 0, "r": -1}
"""Where the own weights for a token or a pair at i count: `features.name_tokens` seen from the other side."""

_PAIR_BITS = {"d": DICTIONARY_PAIR, "v": ATTESTED_PAIR, "s": AGREED_PAIR}

_SHIFTS = {name: LANE * (2 - last) for name, (_, last, _) in TEMPLATES.items()}
_UNKNOWN: Ngram = (0, False)


class NgramIndex(NamedTuple):
    """All that is known of n-grams; constant. Strings, numbers and bools only: the garbage collector passes them over."""

    flags: dict[str, float]
    """Weights of the CRF's attributes that ask no n-gram."""
    singles: dict[str, int]
    pairs: dict[str, Ngram]
    triples: dict[str, Ngram]
    fours: dict[str, int]
    """By the n-gram in small letters."""
    exact: _Exact
    """What is added where a single, a pair, a triple is written so. Its pairs and triples are known in small letters, too."""

    def step(self, template: str) -> float:
        """Return how much more 'True' adds than 'False'."""
        return self.flags.get(f"{template}=True", 0.0) - self.flags.get(f"{template}=False", 0.0)


def build_index(attributes: Mapping[str, float], lexicon: Lexicon, own: Mapping[str, float]) -> NgramIndex:
    """Return the index; `vnnews.segment.crf.ngrams.NgramTables` tells what the arguments are.

    Raises:
        ValueError: An attribute is of no known template.
    """
    flags, exact, lower = _sort_attributes(attributes)
    _add_own(lower, own)
    listed = _pack_listed(own)
    for size, known in enumerate(lower, start=1):
        for ngram in lexicon.attested[size]:
            _add(known, ngram, listed[size, "v"])
    split = pack(0, lists=1 << SPLIT_PAIR)
    for ngram in lexicon.split:
        _add(lower[1], ngram, split)
    for size in (2, 3, 4):
        for ngram in lexicon.agreed[size]:
            _add(lower[size - 1], ngram, listed[size, "s"])
    for size in (3, 4):
        for ngram in lexicon.dictionary[size]:
            _add(lower[size - 1], ngram, listed[size, "d"])
    for size in (1, 2):
        for ngram in exact[size]:
            lower[size].setdefault(ngram.lower(), 0)
    # most pairs are entries of the dictionary of which nothing else is known
    pairs: dict[str, Ngram] = dict.fromkeys(lexicon.dictionary[2], (listed[2, "d"], False))
    for ngram, number in lower[1].items():
        pairs[ngram] = (number + pairs.get(ngram, _UNKNOWN)[0], False)
    triples = {ngram: (number, False) for ngram, number in lower[2].items()}
    _tie(triples, lower[3])
    _tie(pairs, triples)
    return NgramIndex(flags, lower[0], pairs, triples, lower[3], exact)


def _sort_attributes(attributes: Mapping[str, float]) -> _Sorted:
    """The weights that ask no n-gram; the packed weights of n-grams as written and of those in small letters, by size."""
    flags: dict[str, float] = {}
    exact: _Exact = ({}, {}, {})
    lower: list[dict[str, int]] = [{}, {}, {}, {}]
    tables: dict[str, Sequence[dict[str, int]]] = {"": exact, "lower": lower}
    slots = {
        name: (tables[function][last - first] if function in tables else None, _SHIFTS[name], last == first)
        for name, (first, last, function) in TEMPLATES.items()
    }
    for attribute, weight in attributes.items():
        template, _, value = attribute.partition("=")
        slot = slots.get(template)
        if slot is None:
            raise ValueError(f"unknown feature {template!r}")
        table, shift, is_single = slot
        if table is None or value in EDGE_VALUES:
            flags[attribute] = weight
            if table is None or not is_single:  # "BOS" may be a token of the text, too
                continue
        table[value] = table.get(value, 0) + (round(weight * SCORE_UNIT) << shift)
    return flags, exact, lower


def _add_own(lower: list[dict[str, int]], own: Mapping[str, float]) -> None:
    """Add the own weights for tokens and pairs; written out, because there are tens of thousands."""
    steps = {name: pack(place, own=1 / OWN_UNIT) for name, place in _PLACES.items()}
    singles, pairs = lower[0], lower[1]
    for feature, weight in own.items():
        name, _, ngram = feature.partition("=")
        step = steps.get(name)
        if step is not None:
            table = pairs if " " in ngram else singles
            table[ngram] = table.get(ngram, 0) + round(weight * OWN_UNIT) * step


def _tie(shorter: dict[str, Ngram], longer: Iterable[str]) -> None:
    """Note which n-grams begin a longer one."""
    for ngram in longer:
        begin = ngram[: ngram.rindex(" ")]
        number, begins = shorter.get(begin, _UNKNOWN)
        if not begins:
            shorter[begin] = (number, True)


def _add(table: dict[str, int], ngram: str, number: int) -> None:
    table[ngram] = table.get(ngram, 0) + number


def _pack_listed(own: Mapping[str, float]) -> dict[tuple[int, str], int]:
    """What an n-gram of so many tokens adds to the places around its last token by being in a list: 'd', 'v' or 's'."""
    listed = {(size, kind): 0 for size in range(1, 5) for kind in _PAIR_BITS}
    for (size, first), number in PLACES.items():
        for kind in _PAIR_BITS:
            listed[size, kind] += pack(1 - size - first, own=own.get(f"{kind}{number}", 0.0))
    for kind, bit in _PAIR_BITS.items():
        listed[2, kind] += pack(0, lists=1 << bit)
    listed[1, "v"] = pack(1, lists=1 << ATTESTED_LEFT) + pack(0, lists=1 << ATTESTED_RIGHT)
    return listed
