"""Folds what is known of n-grams of tokens into tables, and reads a sentence with them.

Takes the weights of underthesea's two-label CRF ('T[-1,0].lower=hà nội', 'T[0].istitle=True', …), the word lists and vnnews' own weights for
tokens, gives `NgramTables`, whose `scan` tells of every place of a sentence all that the decoder asks. Decides nothing.

For a token, a pair and a triple of tokens one number holds all that they add to the places around them, so that three look-ups and three
additions replace 43 feature strings a token. In a chain with two labels only differences matter: every score here is 'joins the token before' minus
'begins a word'. A place is the position of a token that may join the one before it.
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

_MOST_CACHED = 1 << 15
"""Tokens whose records are kept: the vocabulary of some thousand pages, about 15 MB when full."""

_NOWHERE = "\n"
"""Stands for the tokens before and after a sentence; no token holds a line break."""

NO_LEXICON = Lexicon()


# Records are plain tuples: they are read millions of times, and always as a whole. The first entry of each is packed, see `packing`.
_Ngram = tuple[int, bool]
"""What a pair or a triple adds to the places around its last token, and whether it begins a longer n-gram."""
_Token = tuple[int, bool, bool, str, str, int, dict[str, _Ngram], dict[str, _Ngram]]
"""What a token adds to the places around it, is it written with a capital, in small letters, its form, the form in small letters, its
shape; the pairs that it begins, by the form of the second token, and those that its form in small letters begins."""
_NO_PAIRS: dict[str, _Ngram] = {}


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
        self._exact_one, self._lower_one = tables[0, ""], tables[0, "lower"]
        self._lower_triples, self._triples = self._build_triples(tables[2, ""], tables[2, "lower"])
        self._lower_pairs, self._pairs = self._build_pairs(tables[1, ""], tables[1, "lower"])
        self._base = sum(
            self._flags.get(f"{template}=False", 0.0)
            for template, (first, last, function) in TEMPLATES.items()
            if first != last and function in {"istitle", "is_in_dict"}
        )
        self._title_pair = pack(-1, score=self._step("T[0,1].istitle"))
        self._title_triple = pack(-2, score=self._step("T[0,2].istitle"))
        self._start, self._after = self._build_edges()
        self._of_answers = {answers: self._sum_flags(answers) for answers in product((False, True), repeat=3)}
        self._tokens: dict[str, _Token] = {}

    def scan(self, tokens: Sequence[str]) -> Scan:
        """Return what is known of each place of a sentence; see the module."""
        places, shapes = self.read(tokens)
        scores, own, lists = map(list, zip(*map(unpack, places), strict=True)) if places else ([], [], [])
        return Scan(scores, own, lists, shapes)

    def read(self, tokens: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the same with the first three packed into one number a place, as the decoder reads them, and the shapes."""
        known, triples, lower_triples, fours = self._tokens, self._triples, self._lower_triples, self._fours
        title_pair, title_triple = self._title_pair, self._title_triple
        lane, lane_mask, shape_bits, shape_mask = LANE, LANE_MASK, SHAPE_BITS, SHAPE_MASK
        places: list[int] = []
        shapes: list[int] = []
        # the places i-2 … i+2 while token i is read, the first one lowest; the edge before the sentence is read first
        window = self._start
        third_lower = before_form = before_lower = last_form = last_lower = _NOWHERE
        before_small = last_small = True
        before_title = last_title = False
        last_pairs = last_lower_pairs = _NO_PAIRS
        begins_triple = begins_four = False
        code = 0
        records = [known.get(text) or self._remember(text) for text in tokens]
        for more, is_title, is_small, form, lower, shape, pairs, lower_pairs in (*records, self._after, self._after):
            window += more
            if begins_four and (bits := fours.get(f"{third_lower} {before_lower} {last_lower} {lower}")):
                window += bits
            begins_four = False
            if begins_triple:
                triple = triples.get(f"{before_form} {last_form} {form}")
                if triple is None and not (is_small and last_small and before_small):
                    triple = lower_triples.get(f"{before_lower} {last_lower} {lower}")
                if triple is not None:
                    of_triple, begins_four = triple
                    window += of_triple
            pair = last_pairs.get(form)
            if pair is None and not (is_small and last_small):
                pair = last_lower_pairs.get(lower)
            if pair is None:
                begins_triple = False
            else:
                of_pair, begins_triple = pair
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
            before_form, before_lower, before_small, before_title = last_form, last_lower, last_small, last_title
            last_form, last_lower, last_small, last_title = form, lower, is_small, is_title
            last_pairs, last_lower_pairs = pairs, lower_pairs
        # the first two entries belong to the places before the sentence
        return places[2:], shapes[2:]

    def lower_forms(self, tokens: Sequence[str]) -> list[str]:
        """Return the forms of tokens in small letters, by which vnnews' own weights know them."""
        return [(self._tokens.get(text) or self._remember(text))[4] for text in tokens]

    def _remember(self, text: str) -> _Token:
        """The record of a token, worked out on first sight."""
        form = self._form_of(text)
        lower = form.lower()
        is_title = form[:1].upper() == form[:1]
        is_number = form.isascii() and form.isdigit() and len(form) <= _MOST_DIGITS and int(form) <= _LARGEST_INT
        known = lower in self._lexicon.dictionary[1], lower in self._lexicon.attested[1]
        token = (
            self._of_answers[is_number, is_title, lower in self._words]
            + self._exact_one.get(form, 0)
            + self._lower_one.get(lower, 0)
            + pack(1, own=self._own.get(f"a={lower}", 0.0), lists=known[0] << SINGLES | known[1] << SINGLES + 2)
            + pack(0, own=self._own.get(f"b={lower}", 0.0), lists=known[0] << SINGLES + 1 | known[1] << SINGLES + 3),
            *(is_title, form == lower, form, lower, SHAPES.index(shape_of(form))),
            *(self._pairs.get(form, _NO_PAIRS), self._lower_pairs.get(lower, _NO_PAIRS)),
        )
        if len(self._tokens) >= _MOST_CACHED:
            self._tokens.clear()
        self._tokens[text] = token
        return token

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
        return start, (behind, False, True, _NOWHERE, _NOWHERE, 0, _NO_PAIRS, _NO_PAIRS)

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

    def _build_pairs(
        self, exact: Mapping[str, int], lower: Mapping[str, int]
    ) -> tuple[dict[str, dict[str, _Ngram]], dict[str, dict[str, _Ngram]]]:
        """The records of pairs by small letters, and by the form as written; each by its first token and its second."""
        dictionary, attested, split = self._lexicon.dictionary[2], self._lexicon.attested[2], self._lexicon.split
        begins = {key[: key.rindex(" ")] for key in self._lower_triples}
        begins |= {key[: key.rindex(" ")].lower() for key in self._triples}
        own: dict[str, int] = {}
        for feature, weight in self._own.items():
            if feature[0] in "qpr":
                own[feature[2:]] = own.get(feature[2:], 0) + pack("rpq".index(feature[0]) - 1, own=weight)
        is_split = pack(0, lists=1 << SPLIT)

        def build(key: str, scores: int) -> _Ngram:
            bits = _BITS[2, key in dictionary, key in attested] + (is_split if key in split else 0)
            return scores + own.get(key, 0) + bits, key in begins

        # most of the dictionary's pairs have no weights; they share one record
        by_lower = dict.fromkeys(dictionary, (_BITS[2, True, False], False))
        for key in set().union(lower, own, begins, attested, split):
            by_lower[key] = build(key, lower.get(key, 0))
        nested = _nest(by_lower)
        as_written = dict(nested)
        for key, scores in exact.items():
            small = key.lower()
            first, _, second = key.partition(" ")
            begun = as_written.get(first)
            if begun is None or begun is nested.get(first):
                begun = as_written[first] = dict(begun or ())
            begun[second] = build(small, scores + lower.get(small, 0))
        return nested, as_written

    def _build_triples(
        self, exact: Mapping[str, int], lower: Mapping[str, int]
    ) -> tuple[dict[str, _Ngram], dict[str, _Ngram]]:
        """The records of triples by small letters, and by the form as written; fills the table of fours, too."""
        dictionary, attested = self._lexicon.dictionary, self._lexicon.attested
        self._fours = dict.fromkeys(dictionary[4], _BITS[4, True, False])
        self._fours |= {key: _BITS[4, key in dictionary[4], True] for key in attested[4]}
        begins = {key[: key.rindex(" ")] for key in self._fours}

        def build(key: str, scores: int) -> _Ngram:
            return scores + _BITS[3, key in dictionary[3], key in attested[3]], key in begins

        by_lower = dict.fromkeys(dictionary[3], (_BITS[3, True, False], False))
        for key in set().union(lower, begins, attested[3]):
            by_lower[key] = build(key, lower.get(key, 0))
        by_form = dict(by_lower)
        for key, scores in exact.items():
            small = key.lower()
            by_form[key] = build(small, scores + lower.get(small, 0))
        return by_lower, by_form


def _bits(size: int, in_dictionary: bool, is_attested: bool) -> int:
    """The bits that an n-gram of `size` tokens ending at i sets at the places i+1 … i-2."""
    numbers = {place: bit_of(size, 1 - size - place) for place in range(-2, 2)}
    return sum(
        pack(place, lists=in_dictionary << DICTIONARY + bit | is_attested << ATTESTED + bit)
        for place, bit in numbers.items()
        if bit >= 0
    )


_BITS = {(size, *known): _bits(size, *known) for size in (2, 3, 4) for known in product((False, True), repeat=2)}
"""For an n-gram of so many tokens, in the dictionary or not, attested or not: its bits, packed."""


def _nest(pairs: Mapping[str, _Ngram]) -> dict[str, dict[str, _Ngram]]:
    """The records by first token and second: a pair is so found without writing its key."""
    nested: dict[str, dict[str, _Ngram]] = {}
    for key, record in pairs.items():
        first, _, second = key.partition(" ")
        begun = nested.get(first)
        if begun is None:
            begun = nested[first] = {}
        begun[second] = record
    return nested
