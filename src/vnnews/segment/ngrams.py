"""Folds what is known of n-grams of tokens into tables, and reads a sentence with them.

Takes the weights of underthesea's two-label CRF ('T[-1,0].lower=hà nội', 'T[0].istitle=True', …), the word lists and vnnews' own weights for
tokens, gives `NgramTables`, whose `scan` tells of every place of a sentence all that the decoder asks. Decides nothing.

For a token, a pair and a triple of tokens one record holds all that they add to the places around them, so that three look-ups replace
43 feature strings a token. In a chain with two labels only differences matter: every score here is 'joins the token before' minus
'begins a word'. A place is the position of a token that may join the one before it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from vnnews.segment.features import ATTESTED, DICTIONARY, SHAPE_BITS, SHAPE_MASK, SINGLES, SPLIT, bit_of
from vnnews.segment.forms import SHAPES, shape_of, to_form
from vnnews.segment.lexicon import Lexicon
from vnnews.segment.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_EDGE_VALUES = frozenset({"BOS", "EOS"})
"""What the CRF's features say of tokens outside the sentence."""

_LARGEST_INT = 2**31 - 1
"""underthesea reads digits as a signed 32-bit number; a larger one is no number to it."""
_MOST_DIGITS = 20
"""Python refuses to read thousands of digits; leading zeros up to here are read."""

_MOST_CACHED = 1 << 15
"""Tokens whose records are kept: the vocabulary of some thousand pages, about 15 MB when full."""

_NOWHERE = "\n"
"""Stands for the tokens before and after a sentence; no token holds a line break."""

NO_LEXICON = Lexicon()


# Records are plain tuples: they are read millions of times, and always as a whole.
_Pair = tuple[float, float, float, float, float, float, float, int, int, int, int, bool]
"""Tokens at i-1, i: scores for the places i+1 … i-2, own scores for i+1, i, i-1, list bits for i+1 … i-2, does it begin a triple."""
_Token = tuple[
    float,
    float,
    float,
    float,
    float,
    bool,
    bool,
    str,
    str,
    int,
    float,
    float,
    int,
    int,
    dict[str, _Pair],
    dict[str, _Pair],
]
"""A token at i: scores for the places i+2 … i-2, is it written with a capital, in small letters, its form, the form in small letters,
its shape, own scores for i+1 and i, list bits for i+1 and i; the pairs that it begins, by the form of the second token, and those that
its form in small letters begins."""
_Triple = tuple[float, float, float, int, int, int, bool]
"""Tokens at i-2 … i: scores for the places i … i-2, list bits for i … i-2, does it begin a four."""
_NO_PAIRS: dict[str, _Pair] = {}


class Scan(NamedTuple):
    """What `NgramTables.scan` tells of a sentence, one entry a place."""

    scores: list[float]
    """Scores by underthesea's weights."""
    own: list[float]
    """Scores by vnnews' own weights for tokens and pairs."""
    lists: list[int]
    """Codes of word-list bits, for `features.name_lists`."""
    shapes: list[int]
    """Codes of shapes, for `features.name_shapes`."""


class NgramTables:
    """Records of tokens, pairs and triples; constant but for a bounded memory of tokens, so threads may share them.

    Args:
        attributes: For each attribute 'template=value' of underthesea's CRF its weight for 'joins' minus that for 'begins'.
        lexicon: The word lists.
        own: vnnews' own weights for the features of `features.name_tokens`.
        dictionary: Words that the CRF's own features 'is_in_dict' ask for; underthesea asks, though its weights never learned to.
        form_of: Maps a token to the form under which the CRF knows it.

    Raises:
        ValueError: An attribute is of no known template.

    Example:
        >>> tables = NgramTables({"T[-1,0].lower=hà nội": 3.0, "T[0]=đẹp": -1.0})
        >>> tables.scan(["Hà", "Nội", "đẹp"]).scores
        [0.0, 3.0, -1.0]
    """

    def __init__(
        self,
        attributes: Mapping[str, float],
        lexicon: Lexicon = NO_LEXICON,
        own: Mapping[str, float] | None = None,
        *,
        dictionary: Iterable[str] = (),
        form_of: Callable[[str], str] = to_form,
    ) -> None:
        self._form_of = form_of
        self._lexicon = lexicon
        self._own = own or {}
        self._flags: dict[str, float] = {}
        tables: dict[tuple[int, str], dict[str, list[float]]] = {
            (size, function): {} for size in range(3) for function in ("", "lower")
        }
        slots = {
            template: (tables.get((last - first, function)), last, last - first)
            for template, (first, last, function) in TEMPLATES.items()
        }
        for attribute, weight in attributes.items():
            template, _, value = attribute.partition("=")
            if template not in slots:
                raise ValueError(f"unknown feature {template!r}")
            table, last, size = slots[template]
            if table is None or value in _EDGE_VALUES:
                self._flags[attribute] = weight
            if table is not None and (size == 0 or value not in _EDGE_VALUES):  # "BOS" may be a token of the text, too
                _add(table, value, last, size, weight)
        self._words = self._fold_dictionary(dictionary, tables)
        self._exact_one, self._lower_one = tables[0, ""], tables[0, "lower"]
        self._lower_triples, self._triples = self._build_triples(tables[2, ""], tables[2, "lower"])
        self._lower_pairs, self._pairs = self._build_pairs(tables[1, ""], tables[1, "lower"])
        self._base = sum(
            self._flags.get(f"{template}=False", 0.0)
            for template, (first, last, function) in TEMPLATES.items()
            if first != last and function in {"istitle", "is_in_dict"}
        )
        self._title_pair, self._title_triple = self._step("T[0,1].istitle"), self._step("T[0,2].istitle")
        self._before, self._after = self._build_edges()
        self._of_answers = {answers: self._sum_flags(answers) for answers in product((False, True), repeat=3)}
        self._tokens: dict[str, _Token] = {}

    def scan(self, tokens: Sequence[str]) -> Scan:
        """Return what is known of each place of a sentence; see the module."""
        known, triples, lower_triples, fours = self._tokens, self._triples, self._lower_triples, self._fours
        title_pair, title_triple, base = self._title_pair, self._title_triple, self._base
        shape_bits, shape_mask = SHAPE_BITS, SHAPE_MASK
        scores: list[float] = []
        owns: list[float] = []
        lists: list[int] = []
        shapes: list[int] = []
        # scores, own scores and bits of the places i-2 … i+2 while token i is read; the edge before the sentence is read first
        edge = self._before
        a, b, c, d, e = 0.0, 0.0, base + edge[0] + edge[1], base + edge[0], base
        xa = xb = xc = xd = 0.0
        ka = kb = kc = kd = 0
        third_lower = before_form = before_lower = last_form = last_lower = _NOWHERE
        before_small = last_small = True
        before_title = last_title = False
        last_pairs = last_lower_pairs = _NO_PAIRS
        begins_triple = begins_four = False
        code = 0
        records = [known.get(text) or self._remember(text) for text in tokens]
        for token in (*records, self._after, self._after):
            (two_after, one_after, here, one_before, two_before, is_title, is_small, form, lower, shape,
             own_after, own_here, bits_after, bits_here, pairs, lower_pairs) = token  # fmt: skip
            e += two_after
            d += one_after
            c += here
            b += one_before
            a += two_before
            xd += own_after
            xc += own_here
            kd |= bits_after
            kc |= bits_here
            pair = last_pairs.get(form)
            if pair is None and not (is_small and last_small):
                pair = last_lower_pairs.get(lower)
            may_be_four, begins_four = begins_four, False
            if begins_triple:
                triple = triples.get(f"{before_form} {last_form} {form}")
                if triple is None and not (is_small and last_small and before_small):
                    triple = lower_triples.get(f"{before_lower} {last_lower} {lower}")
                if triple is not None:
                    here, one_before, two_before, bits_here, bits_before, bits_two_before, begins_four = triple
                    c += here
                    b += one_before
                    a += two_before
                    kc |= bits_here
                    kb |= bits_before
                    ka |= bits_two_before
            if pair is None:
                begins_triple = False
            else:
                (one_after, here, one_before, two_before, own_after, own_here, own_before,
                 bits_after, bits_here, bits_before, bits_two_before, begins_triple) = pair  # fmt: skip
                d += one_after
                c += here
                b += one_before
                a += two_before
                xd += own_after
                xc += own_here
                xb += own_before
                kd |= bits_after
                kc |= bits_here
                kb |= bits_before
                ka |= bits_two_before
            if may_be_four:
                bits = fours.get(f"{third_lower} {before_lower} {last_lower} {lower}")
                if bits is not None:
                    kc |= bits[0]
                    kb |= bits[1]
                    ka |= bits[2]
            if is_title and last_title:
                b += title_pair
                if before_title:
                    a += title_triple
            scores.append(a)
            owns.append(xa)
            lists.append(ka)
            shapes.append(code)
            code = (code << shape_bits | shape) & shape_mask
            a, b, c, d, e = b, c, d, e, base
            xa, xb, xc, xd = xb, xc, xd, 0.0
            ka, kb, kc, kd = kb, kc, kd, 0
            third_lower = before_lower
            before_form, before_lower, before_small, before_title = last_form, last_lower, last_small, last_title
            last_form, last_lower, last_small, last_title = form, lower, is_small, is_title
            last_pairs, last_lower_pairs = pairs, lower_pairs
        # the first two entries belong to the places before the sentence
        return Scan(scores[2:], owns[2:], lists[2:], shapes[2:])

    def lower_forms(self, tokens: Sequence[str]) -> list[str]:
        """Return the forms of tokens in small letters, by which vnnews' own weights know them."""
        return [(self._tokens.get(text) or self._remember(text))[8] for text in tokens]

    def _remember(self, text: str) -> _Token:
        """The record of a token, worked out on first sight."""
        form = self._form_of(text)
        lower = form.lower()
        is_title = form[:1].upper() == form[:1]
        is_number = form.isascii() and form.isdigit() and len(form) <= _MOST_DIGITS and int(form) <= _LARGEST_INT
        scores = self._of_answers[is_number, is_title, lower in self._words]
        for more in (self._exact_one.get(form), self._lower_one.get(lower)):
            if more:
                scores = [a + b for a, b in zip(scores, more, strict=True)]
        known = lower in self._lexicon.dictionary[1], lower in self._lexicon.attested[1]
        two_after, one_after, here, one_before, two_before = scores
        token = (
            *(two_after, one_after, here, one_before, two_before),
            *(is_title, form == lower, form, lower, SHAPES.index(shape_of(form))),
            *(self._own.get(f"a={lower}", 0.0), self._own.get(f"b={lower}", 0.0)),
            *(known[0] << SINGLES | known[1] << SINGLES + 2, known[0] << SINGLES + 1 | known[1] << SINGLES + 3),
            *(self._pairs.get(form, _NO_PAIRS), self._lower_pairs.get(lower, _NO_PAIRS)),
        )
        if len(self._tokens) >= _MOST_CACHED:
            self._tokens.clear()
        self._tokens[text] = token
        return token

    def _sum_flags(self, answers: Sequence[bool]) -> list[float]:
        """The scores of a token that is a number or not, with a capital or not, in the CRF's dictionary or not."""
        asked = tuple(zip(("isdigit", "istitle", "is_in_dict"), answers, strict=True))
        return [
            sum(self._flags.get(f"T[{offset}].{function}={answer}", 0.0) for function, answer in asked)
            for offset in range(-2, 3)
        ]

    def _build_edges(self) -> tuple[_Token, _Token]:
        """The records of what stands before and behind a sentence."""
        before, after = [0.0] * 5, [0.0] * 5
        for template, (first, last, function) in TEMPLATES.items():
            # what was taken for granted inside a sentence and does not hold at its edges
            granted = self._flags.get(f"{template}=False", 0.0) if first != last and function else 0.0
            if first < 0:
                before[first + 2] += self._flags.get(f"{template}=BOS", 0.0) - granted
            if last > 0:
                after[last + 2] += self._flags.get(f"{template}=EOS", 0.0) - granted
        return _edge(before), _edge(after)

    def _fold_dictionary(
        self, dictionary: Iterable[str], tables: Mapping[tuple[int, str], dict[str, list[float]]]
    ) -> frozenset[str]:
        """Add what the CRF's dictionary features say of pairs and triples to their tables; returns its words of one token."""
        steps = [
            (last - first, last, self._step(name))
            for name, (first, last, function) in TEMPLATES.items()
            if function == "is_in_dict"
        ]
        singles = []
        for word in dictionary:
            size = word.count(" ")
            if size == 0:
                singles.append(word)
            for step_size, last, step in steps:
                if step_size == size > 0:
                    _add(tables[size, "lower"], word, last, size, step)
        return frozenset(singles)

    def _step(self, template: str) -> float:
        """How much more 'True' adds than 'False'."""
        return self._flags.get(f"{template}=True", 0.0) - self._flags.get(f"{template}=False", 0.0)

    def _build_pairs(
        self, exact: Mapping[str, Sequence[float]], lower: Mapping[str, Sequence[float]]
    ) -> tuple[dict[str, dict[str, _Pair]], dict[str, dict[str, _Pair]]]:
        """The records of pairs by small letters, and by the form as written; each by its first token and its second."""
        dictionary, attested, split = self._lexicon.dictionary[2], self._lexicon.attested[2], self._lexicon.split
        begins = {key[: key.rindex(" ")] for key in self._lower_triples}
        begins |= {key[: key.rindex(" ")].lower() for key in self._triples}
        own: dict[str, list[float]] = {}
        for feature, weight in self._own.items():
            if feature[0] in "qpr":
                own.setdefault(feature[2:], [0.0] * 3)["qpr".index(feature[0])] += weight

        def build(key: str, scores: Sequence[float]) -> _Pair:
            a, b, c, d = scores
            x, y, z = own.get(key, _NO_OWN)
            here, before, two_before, after = _PAIR_BITS[key in dictionary, key in attested]
            return a, b, c, d, x, y, z, after, here | (key in split) << SPLIT, before, two_before, key in begins

        # most of the dictionary's pairs have no weights; they share one record
        here, before, two_before, after = _PAIR_BITS[True, False]
        shared: _Pair = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, after, here, before, two_before, False)
        by_lower = dict.fromkeys(dictionary, shared)
        for key in set().union(lower, own, begins, attested, split):
            by_lower[key] = build(key, lower.get(key, _NO_PAIR))
        nested = _nest(by_lower)
        as_written = dict(nested)
        for key, scores in exact.items():
            small = key.lower()
            first, _, second = key.partition(" ")
            begun = as_written.get(first)
            if begun is None or begun is nested.get(first):
                begun = as_written[first] = dict(begun or ())
            begun[second] = build(small, _sum(scores, lower.get(small)))
        return nested, as_written

    def _build_triples(
        self, exact: Mapping[str, Sequence[float]], lower: Mapping[str, Sequence[float]]
    ) -> tuple[dict[str, _Triple], dict[str, _Triple]]:
        """The records of triples by small letters, and by the form as written; fills the table of fours, too."""
        dictionary, attested = self._lexicon.dictionary, self._lexicon.attested
        self._fours = dict.fromkeys(dictionary[4], _LONG_BITS[4, True, False])
        self._fours |= {key: _LONG_BITS[4, key in dictionary[4], True] for key in attested[4]}
        begins = {key[: key.rindex(" ")] for key in self._fours}

        def build(key: str, scores: Sequence[float]) -> _Triple:
            a, b, c = scores
            here, before, two_before = _LONG_BITS[3, key in dictionary[3], key in attested[3]]
            return a, b, c, here, before, two_before, key in begins

        here, before, two_before = _LONG_BITS[3, True, False]
        shared: _Triple = (0.0, 0.0, 0.0, here, before, two_before, False)
        by_lower = dict.fromkeys(dictionary[3], shared)
        for key in set().union(lower, begins, attested[3]):
            by_lower[key] = build(key, lower.get(key, _NO_TRIPLE))
        by_form = dict(by_lower)
        for key, scores in exact.items():
            small = key.lower()
            by_form[key] = build(small, _sum(scores, lower.get(small)))
        return by_lower, by_form


_NO_PAIR, _NO_TRIPLE, _NO_OWN = (0.0,) * 4, (0.0,) * 3, (0.0,) * 3


def _bits(size: int, place: int, in_dictionary: bool, is_attested: bool) -> int:
    """The bits that an n-gram of `size` tokens ending at i sets at the place i + `place`."""
    bit = bit_of(size, 1 - size - place)
    return in_dictionary << DICTIONARY + bit | is_attested << ATTESTED + bit


_BOOLS = (False, True)
_PAIR_BITS = {
    (d, v): (_bits(2, 0, d, v), _bits(2, -1, d, v), _bits(2, -2, d, v), _bits(2, 1, d, v))
    for d in _BOOLS
    for v in _BOOLS
}
"""For a pair in the dictionary or not, attested or not: its bits at i, i-1, i-2, i+1."""
_LONG_BITS = {
    (size, d, v): (_bits(size, 0, d, v), _bits(size, -1, d, v), _bits(size, -2, d, v))
    for size in (3, 4)
    for d in _BOOLS
    for v in _BOOLS
}
"""The same for triples and fours: at i, i-1, i-2."""


def _edge(scores: Sequence[float]) -> _Token:
    a, b, c, d, e = scores
    return a, b, c, d, e, False, True, _NOWHERE, _NOWHERE, 0, 0.0, 0.0, 0, 0, _NO_PAIRS, _NO_PAIRS


def _add(table: dict[str, list[float]], key: str, last: int, size: int, weight: float) -> None:
    """Add a weight to an n-gram; `last` is the offset of its last token from the place that is scored."""
    scores = table.get(key)
    if scores is None:
        scores = table[key] = [0.0] * (5 - size)
    scores[last + 2 - size] += weight


def _nest(pairs: Mapping[str, _Pair]) -> dict[str, dict[str, _Pair]]:
    """The records by first token and second: a pair is so found without writing its key."""
    nested: dict[str, dict[str, _Pair]] = {}
    for key, record in pairs.items():
        first, _, second = key.partition(" ")
        begun = nested.get(first)
        if begun is None:
            begun = nested[first] = {}
        begun[second] = record
    return nested


def _sum(scores: Sequence[float], more: Sequence[float] | None) -> Sequence[float]:
    return [a + b for a, b in zip(scores, more, strict=True)] if more else scores
