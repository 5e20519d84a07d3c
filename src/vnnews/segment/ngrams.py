"""Folds what is known of n-grams of tokens into tables, and reads a sentence with them.

Takes the weights of underthesea's two-label CRF ('T[-1,0].lower=hà nội', 'T[0].istitle=True', …), the word lists and vnnews' own weights for
tokens, gives `NgramTables`, whose `scan` tells of every place of a sentence all that the decoder asks. Decides nothing.

For a token, a pair and a triple of tokens one number holds all that they add to the places around them, so that three look-ups and three
additions replace 43 feature strings a token; the number is worked out when the n-gram is first seen. In a chain with two labels only
differences matter: every score here is 'joins the token before' minus 'begins a word'. A place is the position of a token that may join the one before it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from vnnews.segment.features import ATTESTED, DICTIONARY, SHAPE_BITS, SHAPE_MASK, SINGLES, SPLIT, bit_of
from vnnews.segment.forms import SHAPES, shape_of, to_form
from vnnews.segment.lexicon import Lexicon
from vnnews.segment.packing import LANE, LANE_MASK, SCORE_UNIT, START, pack, unpack
from vnnews.segment.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_EDGE_VALUES = frozenset({"BOS", "EOS"})
"""What the CRF's features say of tokens outside the sentence."""

_LARGEST_INT = 2**31 - 1
"""underthesea reads digits as a signed 32-bit number; a larger one is no number to it."""
_MOST_DIGITS = 20
"""Python refuses to read thousands of digits; leading zeros up to here are read."""

_MOST_CACHED = 1 << 17
"""Tokens, pairs and triples whose records are kept: 130,000 of random text add 5 MB to what loading left."""

_NOWHERE = "\n"
"""Stands for the tokens before and after a sentence; no token holds a line break."""

NO_LEXICON = Lexicon()


# Records are plain tuples: they are read millions of times, and always as a whole. The first entry of each is packed, see `packing`.
_Ngram = tuple[int, bool]
"""What a pair or a triple adds to the places around its last token, and whether it begins a longer n-gram."""


class _Memory(dict[str, _Ngram]):
    """Records of n-grams by what follows `before`, each worked out on first sight."""

    __slots__ = ("_before", "_weigh")

    def __init__(self, weigh: Callable[[str], _Ngram], before: str) -> None:
        super().__init__()
        self._weigh = weigh
        self._before = before

    def __missing__(self, form: str) -> _Ngram:
        record = self[form] = self._weigh(self._before + form)
        return record


_Token = tuple[int, bool, str, str, int, _Memory]
"""What a token adds to the places around it, is it written with a capital, its form, the form in small letters, its shape; the pairs
that it begins, by the form of the second token."""


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
    """Records of tokens, pairs and triples; constant but for bounded memories, so threads may share them.

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
        self._flags: dict[str, float] = {}
        tables: dict[tuple[int, str], dict[str, int]] = {
            (size, function): {} for size in range(3) for function in ("", "lower")
        }
        slots = {
            template: (tables.get((last - first, function)), LANE * (2 - last), last - first)
            for template, (first, last, function) in TEMPLATES.items()
        }
        for attribute, weight in attributes.items():
            template, _, value = attribute.partition("=")
            if template not in slots:
                raise ValueError(f"unknown feature {template!r}")
            table, shift, size = slots[template]
            if table is None or value in _EDGE_VALUES:
                self._flags[attribute] = weight
            if table is not None and (size == 0 or value not in _EDGE_VALUES):  # "BOS" may be a token of the text, too
                table[value] = table.get(value, 0) + (round(weight * SCORE_UNIT) << shift)
        self._words = self._fold_dictionary(dictionary, tables)
        self._exact, self._lower = [tables[size, ""] for size in range(3)], [tables[size, "lower"] for size in range(3)]
        self._own = _pack_own(own or {})
        self._of_pairs = self._exact[1], self._lower[1], lexicon.dictionary[2], lexicon.attested[2], lexicon.split
        listed, attested = self._lexicon.dictionary, self._lexicon.attested
        self._fours = dict.fromkeys(listed[4], _BITS[4, True, False])
        self._fours |= {key: _BITS[4, key in listed[4], True] for key in attested[4]}
        self._begin_four = {key[: key.rindex(" ")] for key in self._fours}
        triples = self._begin_four.union(self._lower[2], listed[3], attested[3], map(str.lower, self._exact[2]))
        self._begin_triple = {key[: key.rindex(" ")] for key in triples}
        # most pairs of a text are in no table: one look-up tells
        self._known_pairs = self._begin_triple.union(
            *(self._own, self._lower[1], map(str.lower, self._exact[1])), listed[2], attested[2], lexicon.split
        )
        self._base = sum(
            self._flags.get(f"{template}=False", 0.0)
            for template, (first, last, function) in TEMPLATES.items()
            if first != last and function in {"istitle", "is_in_dict"}
        )
        self._title_pair = pack(-1, score=self._step("T[0,1].istitle"))
        self._title_triple = pack(-2, score=self._step("T[0,2].istitle"))
        self._no_pairs = _Memory(lambda _: _NOTHING, "")
        self._start, self._after = self._build_edges()
        self._of_answers = {answers: self._sum_flags(answers) for answers in product((False, True), repeat=3)}
        self._tokens: dict[str, _Token] = {}
        self._triples = _Memory(self._weigh_triple, "")
        self._cached = 0

    def scan(self, tokens: Sequence[str]) -> Scan:
        """Return what is known of each place of a sentence; see the module."""
        places, shapes = self.read(tokens)
        scores, own, lists = map(list, zip(*map(unpack, places), strict=True)) if places else ([], [], [])
        return Scan(scores, own, lists, shapes)

    def read(self, tokens: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the same with the first three packed into one number a place, as the decoder reads them, and the shapes."""
        if self._cached >= _MOST_CACHED:
            self._forget()
        known, triples, fours = self._tokens, self._triples, self._fours
        title_pair, title_triple = self._title_pair, self._title_triple
        lane, lane_mask, shape_bits, shape_mask = LANE, LANE_MASK, SHAPE_BITS, SHAPE_MASK
        places: list[int] = []
        shapes: list[int] = []
        # the places i-2 … i+2 while token i is read, the first one lowest; the edge before the sentence is read first
        window = self._start
        third_lower = before_form = before_lower = last_form = last_lower = _NOWHERE
        before_title = last_title = False
        last_pairs = self._no_pairs
        begins_triple = begins_four = False
        code = 0
        records = [known.get(text) or self._remember(text) for text in tokens]
        for of_token, is_title, form, lower, shape, pairs in (*records, self._after, self._after):
            window += of_token
            if begins_four and (bits := fours.get(f"{third_lower} {before_lower} {last_lower} {lower}")):
                window += bits
            if begins_triple:
                of_triple, begins_four = triples[f"{before_form} {last_form} {form}"]
                window += of_triple
            else:
                begins_four = False
            of_pair, begins_triple = last_pairs[form]
            if of_pair:
                window += of_pair
            if is_title and last_title:
                window += title_pair
                if before_title:
                    window += title_triple
            places.append(window & lane_mask)
            window >>= lane
            shapes.append(code)
            code = (code << shape_bits | shape) & shape_mask
            third_lower = before_lower
            before_form, before_lower, before_title = last_form, last_lower, last_title
            last_form, last_lower, last_title, last_pairs = form, lower, is_title, pairs
        # the first two entries belong to the places before the sentence
        return places[2:], shapes[2:]

    def lower_forms(self, tokens: Sequence[str]) -> list[str]:
        """Return the forms of tokens in small letters, by which vnnews' own weights know them."""
        return [(self._tokens.get(text) or self._remember(text))[3] for text in tokens]

    def _remember(self, text: str) -> _Token:
        """The record of a token, worked out on first sight."""
        form = self._form_of(text)
        lower = form.lower()
        is_title = form[:1].upper() == form[:1]
        is_number = form.isascii() and form.isdigit() and len(form) <= _MOST_DIGITS and int(form) <= _LARGEST_INT
        is_known = lower in self._lexicon.dictionary[1], lower in self._lexicon.attested[1]
        token = (
            self._of_answers[is_number, is_title, lower in self._words]
            + self._exact[0].get(form, 0)
            + self._lower[0].get(lower, 0)
            + self._own.get(lower, 0)
            + _BITS[1, *is_known],
            *(is_title, form, lower, SHAPES.index(shape_of(form)), _Memory(self._weigh_pair, f"{form} ")),
        )
        self._tokens[text] = token
        self._cached += 1
        return token

    def _weigh_pair(self, key: str) -> _Ngram:
        """The record of a pair of tokens as written."""
        exact, lower, dictionary, attested, split = self._of_pairs
        self._cached += 1
        small = key.lower()
        if small not in self._known_pairs:
            return _NOTHING
        number = lower.get(small, 0) + exact.get(key, 0)
        if small in self._own:
            number += self._own[small]
        if small in dictionary or small in attested:
            number += _BITS[2, small in dictionary, small in attested]
        if small in split:
            number += _IS_SPLIT
        return number, small in self._begin_triple

    def _weigh_triple(self, key: str) -> _Ngram:
        """The record of a triple of tokens as written."""
        small = key.lower()
        is_known = small in self._lexicon.dictionary[3], small in self._lexicon.attested[3]
        scores = self._exact[2].get(key, 0) + self._lower[2].get(small, 0)
        self._cached += 1
        return scores + _BITS[3, *is_known], small in self._begin_four

    def _forget(self) -> None:
        """Empty the memories. New ones are begun, for another thread may be reading with the old."""
        self._tokens = {}
        self._triples = _Memory(self._weigh_triple, "")
        self._no_pairs.clear()
        self._cached = 0

    def _sum_flags(self, answers: Sequence[bool]) -> int:
        """What a token adds that is a number or not, with a capital or not, in the CRF's dictionary or not; and the start of a place."""
        asked = tuple(zip(("isdigit", "istitle", "is_in_dict"), answers, strict=True))
        return (
            pack(2, score=self._base)
            + (START << LANE * 4)
            + sum(
                pack(-offset, score=self._flags.get(f"T[{offset}].{function}={answer}", 0.0))
                for offset in range(-2, 3)
                for function, answer in asked
            )
        )

    def _build_edges(self) -> tuple[int, _Token]:
        """What the places hold before a sentence is read, and the record of what stands behind it."""
        before, after = [0.0] * 5, [0.0] * 5
        for template, (first, last, function) in TEMPLATES.items():
            # what was taken for granted inside a sentence and does not hold at its edges
            granted = self._flags.get(f"{template}=False", 0.0) if first != last and function else 0.0
            if first < 0:
                before[first + 2] += self._flags.get(f"{template}=BOS", 0.0) - granted
            if last > 0:
                after[last + 2] += self._flags.get(f"{template}=EOS", 0.0) - granted
        start = sum(START << LANE * place for place in range(4))
        start += pack(0, score=self._base + before[0] + before[1]) + pack(1, score=self._base + before[0])
        behind = (START << LANE * 4) + sum(pack(2 - step, score=score) for step, score in enumerate(after))
        return start, (behind, False, _NOWHERE, _NOWHERE, 0, self._no_pairs)

    def _fold_dictionary(
        self, dictionary: Iterable[str], tables: Mapping[tuple[int, str], dict[str, int]]
    ) -> frozenset[str]:
        """Add what the CRF's dictionary features say of pairs and triples to their tables; returns its words of one token."""
        steps = [
            (last - first, pack(-last, score=self._step(name)))
            for name, (first, last, function) in TEMPLATES.items()
            if function == "is_in_dict"
        ]
        singles = []
        for word in dictionary:
            size = word.count(" ")
            if size == 0:
                singles.append(word)
            for step_size, step in steps:
                if step_size == size > 0:
                    table = tables[size, "lower"]
                    table[word] = table.get(word, 0) + step
        return frozenset(singles)

    def _step(self, template: str) -> float:
        """How much more 'True' adds than 'False'."""
        return self._flags.get(f"{template}=True", 0.0) - self._flags.get(f"{template}=False", 0.0)


_PLACES = {"a": 1, "b": 0, "q": 1, "p": 0, "r": -1}
"""Where the own weights for a token or a pair at i count: `features.name_tokens` seen from the other side."""


def _pack_own(weights: Mapping[str, float]) -> dict[str, int]:
    """What own weights add to the places around a token or a pair, both in small letters."""
    packed: dict[str, int] = {}
    for feature, weight in weights.items():
        name, _, ngram = feature.partition("=")
        if name in _PLACES:
            packed[ngram] = packed.get(ngram, 0) + pack(_PLACES[name], own=weight)
    return packed


def _bits(size: int, in_dictionary: bool, is_attested: bool) -> int:
    """The bits that an n-gram of `size` tokens ending at i sets at the places i+1 … i-2."""
    numbers = {place: bit_of(size, 1 - size - place) for place in range(-2, 2)}
    return sum(
        pack(place, lists=in_dictionary << DICTIONARY + bit | is_attested << ATTESTED + bit)
        for place, bit in numbers.items()
        if bit >= 0
    )


def _bits_of_token(in_dictionary: bool, is_attested: bool) -> int:
    """The bits that a token at i sets at the places i+1 and i."""
    bits = in_dictionary << SINGLES | is_attested << SINGLES + 2
    return pack(1, lists=bits) + pack(0, lists=bits << 1)


_KNOWN = tuple(product((False, True), repeat=2))
_BITS = {(size, *known): _bits(size, *known) for size in (2, 3, 4) for known in _KNOWN}
_BITS |= {(1, *known): _bits_of_token(*known) for known in _KNOWN}
"""For an n-gram of so many tokens, in the dictionary or not, attested or not: its bits, packed."""
_IS_SPLIT = pack(0, lists=1 << SPLIT)
_NOTHING: _Ngram = (0, False)
