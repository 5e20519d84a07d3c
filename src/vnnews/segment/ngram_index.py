"""Folds what is known of n-grams of tokens into one index, before any text is read.

Takes the weights of underthesea's two-label CRF ('T[-1,0].lower=hà nội', 'T[0].istitle=True', …), the word lists and vnnews' own weights for
tokens, gives an `NgramIndex`: for an n-gram of one to four tokens one packed number, all that it adds to the places around it. Decides
nothing.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from vnnews.segment.features import ATTESTED_LEFT, ATTESTED_RIGHT, SPLIT_PAIR, name_list_bits
from vnnews.segment.packing import LANE, SCORE_UNIT, pack
from vnnews.segment.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vnnews.segment.lexicon import Lexicon

Ngram = tuple[int, bool]
"""What an n-gram adds to the places around its last token, packed; whether it begins a longer one."""

_Exact = tuple[dict[str, int], dict[str, int], dict[str, int]]
_Sorted = tuple[dict[str, float], _Exact, list[dict[str, int]]]

EDGE_VALUES = frozenset({"BOS", "EOS"})
"""What the CRF's features say of tokens outside the sentence."""

_PLACES = {"a": 1, "b": 0, "q": 1, "p": 0, "r": -1}
"""Where the own weights for a token or a pair at i count: `features.name_tokens` seen from the other side."""

_SHIFTS = {name: LANE * (2 - last) for name, (_, last, _) in TEMPLATES.items()}
_UNKNOWN: Ngram = (0, False)


class NgramIndex(NamedTuple):
    """All that is known of n-grams; constant. Strings, numbers and bools only: the garbage collector passes them over."""

    flags: dict[str, float]
    """Weights of the CRF's attributes that ask no n-gram."""
    words: frozenset[str]
    """Words of one token that the CRF's own features 'is_in_dict' ask for."""
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


def build_index(
    attributes: Mapping[str, float], lexicon: Lexicon, own: Mapping[str, float], dictionary: Iterable[str]
) -> NgramIndex:
    """Return the index; `vnnews.segment.ngrams.NgramTables` tells what the arguments are.

    Raises:
        ValueError: An attribute is of no known template.
    """
    flags, exact, lower = _sort_attributes(attributes)
    for feature, weight in own.items():
        name, _, ngram = feature.partition("=")
        if name in _PLACES:
            _add(lower[ngram.count(" ")], ngram, pack(_PLACES[name], own=weight))
    listed = _pack_listed(own)
    for size, known in enumerate(lower, start=1):
        for ngram in lexicon.attested[size]:
            _add(known, ngram, listed[size, "v"])
    split = pack(0, lists=1 << SPLIT_PAIR)
    for ngram in lexicon.split:
        _add(lower[1], ngram, split)
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
    index = NgramIndex(flags, frozenset(), lower[0], pairs, triples, lower[3], exact)
    index = index._replace(words=_fold_dictionary(index, dictionary))
    _tie(index.triples, index.fours)
    _tie(index.pairs, index.triples)
    return index


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


def _fold_dictionary(index: NgramIndex, dictionary: Iterable[str]) -> frozenset[str]:
    """Add what the CRF's own dictionary features say of pairs and triples; returns the words of one token."""
    steps = [0, 0, 0]
    for name, (first, last, function) in TEMPLATES.items():
        if function == "is_in_dict":
            steps[last - first] += pack(-last, score=index.step(name))
    singles = []
    for word in dictionary:
        size = word.count(" ")
        if size == 0:
            singles.append(word)
        elif size <= 2:
            table = (index.pairs, index.triples)[size - 1]
            number, _ = table.get(word, _UNKNOWN)
            table[word] = (number + steps[size], False)
    return frozenset(singles)


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
    """What an n-gram of so many tokens adds to the places around its last token by being in the dictionary ('d') or attested ('v')."""
    listed = {(size, kind): 0 for size in range(1, 5) for kind in "dv"}
    for size, place in product(range(2, 5), range(-2, 2)):
        for name, bit in name_list_bits(size, 1 - size - place).items():
            listed[size, name[0]] += pack(place, lists=1 << bit, own=own.get(name, 0.0))
    listed[1, "v"] = pack(1, lists=1 << ATTESTED_LEFT) + pack(0, lists=1 << ATTESTED_RIGHT)
    return listed
