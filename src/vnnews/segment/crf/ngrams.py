"""Reads a sentence with what is known of n-grams of tokens.

Takes an `NgramIndex`, gives `NgramTables`, whose `read` tells of every place of a sentence all that the decoder asks. Decides nothing.

For an n-gram of one to four tokens one number holds all that it adds to the places around it, so that a few look-ups and additions
replace 43 feature strings a token. In a chain with two labels only differences matter: every score here is 'joins the token before'
minus 'begins a word'. A place is the position of a token that may join the one before it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from vnnews.native import load_core
from vnnews.segment.crf.features import SHAPE_BITS
from vnnews.segment.crf.forms import SHAPES, shape_of, to_form
from vnnews.segment.crf.lexicon import Lexicon
from vnnews.segment.crf.memory import Memory
from vnnews.segment.crf.ngram_index import build_index
from vnnews.segment.crf.packing import LANE, LANE_MASK, START, pack
from vnnews.segment.crf.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vnnews.segment.crf.compiled import CompiledTables

_LARGEST_INT = 2**31 - 1
"""underthesea reads digits as a signed 32-bit number; a larger one is no number to it."""
_MOST_DIGITS = 20
"""Python refuses to read thousands of digits; leading zeros up to here are read."""

_MOST_CACHED = 1 << 14
"""Tokens whose records are kept: a million words of news show about as many, and they take 5 MB."""

_NOWHERE = "\n"
"""Stands for the tokens before and after a sentence; no token holds a line break."""

NO_LEXICON = Lexicon()

# A plain tuple: it is read millions of times, and always as a whole.
_Token = tuple[int, bool, str, str]
"""What a token adds to the places around it, packed (see `packing`); is it written with a capital; its form, the form in small letters."""


class NgramTables:
    """Records of tokens, pairs and triples; constant but for bounded memories, so threads may share them.

    Args:
        attributes: For each attribute 'template=value' of underthesea's CRF its weight for 'joins' minus that for 'begins'.
        lexicon: The word lists.
        own: vnnews' own weights for the features of `features`.

    Raises:
        ValueError: An attribute is of no known template.

    Example:
        >>> from vnnews.segment.crf.packing import unpack
        >>> tables = NgramTables({"T[-1,0].lower=hà nội": 3.0, "T[0]=đẹp": -1.0})
        >>> [unpack(place)[0] for place in tables.read(["Hà", "Nội", "đẹp"])]
        [0.0, 3.0, -1.0]
    """

    def __init__(
        self, attributes: Mapping[str, float], lexicon: Lexicon = NO_LEXICON, own: Mapping[str, float] | None = None
    ) -> None:
        self._index = build_index(attributes, lexicon, own or {})
        self._base = sum(
            self._index.flags.get(f"{template}=False", 0.0)
            for template, (first, last, function) in TEMPLATES.items()
            if first != last and function in {"istitle", "is_in_dict"}
        )
        self._title_pair = pack(-1, score=self._index.step("T[0,1].istitle"))
        self._title_triple = self._title_pair + pack(-2, score=self._index.step("T[0,2].istitle"))
        self._start, self._after = self._build_edges()
        self._of_answers = {
            (shape, *answers): self._sum_flags(answers) + _pack_shape(number)
            for answers in product((False, True), repeat=2)
            for number, shape in enumerate(SHAPES)
        }
        self._tokens = Memory(self._weigh)

    def compile(self) -> CompiledTables | None:
        """Return the same tables for the compiled core; None where plain Python must do."""
        core = load_core("ngrams")
        if core is None:
            return None
        from vnnews.segment.crf.compiled import CompiledTables

        titles = self._title_pair, self._title_triple
        return CompiledTables(core, self._index, self._weigh, self._start, titles, self._after)

    def read(self, tokens: Sequence[str]) -> list[int]:
        """Return what is known of each place of a sentence, packed into one number a place; see the module and `packing`."""
        if len(self._tokens) >= _MOST_CACHED:
            self._tokens = Memory(self._weigh)  # another thread may be reading with the old one
        title_pair, title_triple = self._title_pair, self._title_triple
        _, _, pairs, triples, fours, (_, exact_pairs, exact_triples) = self._index
        places: list[int] = []
        # the places i-2 … i+2 while token i is read, the first one lowest; the edge before the sentence is read first
        window = self._start
        pair = triple = None  # the pair and the triple before the token, where they begin a longer n-gram
        last = last_form = _NOWHERE
        titles = 0
        records = [*map(self._tokens.__getitem__, tokens), self._after, self._after]
        for of_token, is_title, form, lower in records:
            window += of_token
            if triple is not None:
                window += fours.get(f"{triple} {lower}", 0)
                triple = None
            if pair is not None:
                key = f"{pair} {lower}"
                pair = None
                known = triples.get(key)
                if known is not None:
                    at = len(places)
                    exact = f"{records[at - 2][2]} {last_form} {form}"
                    window += known[0] + exact_triples.get(exact, 0)
                    if known[1]:
                        triple = key
            key = f"{last} {lower}"
            known = pairs.get(key)
            if known is not None:
                number, begins = known
                window += number
                if begins:
                    pair = key
                of_exact = exact_pairs.get(key if form is lower and last_form is last else f"{last_form} {form}")
                if of_exact is not None:
                    window += of_exact
            if is_title:
                titles += 1
                if titles > 1:
                    window += title_pair if titles == 2 else title_triple
            else:
                titles = 0
            last, last_form = lower, form
            places.append(window & LANE_MASK)
            window >>= LANE
        return places[2:]  # the first two belong to the places before the sentence

    def _weigh(self, text: str) -> _Token:
        """The record of a token."""
        index = self._index
        form = to_form(text)
        lower = form.lower()
        if lower == form:
            form = lower  # the same object, by which `read` tells that nothing is written with a capital
        shape = shape_of(form)
        if shape == "x":
            is_title = is_number = False
        else:
            is_title = form[:1].upper() == form[:1]
            is_number = form.isascii() and form.isdigit() and len(form) <= _MOST_DIGITS and int(form) <= _LARGEST_INT
        number = self._of_answers[shape, is_number, is_title] + index.singles.get(lower, 0)
        of_exact = index.exact[0].get(form)
        return number if of_exact is None else number + of_exact, is_title, form, lower

    def _sum_flags(self, answers: Sequence[bool]) -> int:
        """What a token adds that is a number or not, with a capital or not, and in no dictionary; and the start of a place."""
        asked = (*zip(("isdigit", "istitle"), answers, strict=True), ("is_in_dict", False))
        return (
            pack(2, score=self._base)
            + (START << LANE * 4)
            + sum(
                pack(-offset, score=self._index.flags.get(f"T[{offset}].{function}={answer}", 0.0))
                for offset in range(-2, 3)
                for function, answer in asked
            )
        )

    def _build_edges(self) -> tuple[int, _Token]:
        """What the places hold before a sentence is read, and the record of what stands behind it."""
        before, after = [0.0] * 5, [0.0] * 5
        for template, (first, last, function) in TEMPLATES.items():
            # what was taken for granted inside a sentence and does not hold at its edges
            granted = self._index.flags.get(f"{template}=False", 0.0) if first != last and function else 0.0
            if first < 0:
                before[first + 2] += self._index.flags.get(f"{template}=BOS", 0.0) - granted
            if last > 0:
                after[last + 2] += self._index.flags.get(f"{template}=EOS", 0.0) - granted
        start = sum(START << LANE * place for place in range(4))
        start += pack(0, score=self._base + before[0] + before[1]) + pack(1, score=self._base + before[0])
        behind = (START << LANE * 4) + sum(pack(2 - step, score=score) for step, score in enumerate(after))
        return start, (behind, False, _NOWHERE, _NOWHERE)


def _pack_shape(number: int) -> int:
    """A shape at the four places around its token: the last of four there, or the third, the second, the first."""
    return sum(pack(place, shapes=number << SHAPE_BITS * (place + 1)) for place in range(-1, 3))
