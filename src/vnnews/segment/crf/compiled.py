"""Tables of n-grams in the form that the compiled core reads.

Takes an `NgramIndex`, gives `CompiledTables`, whose `score` says of each place of lines what `Decoder` works out in plain Python, to the last
digit. Decides nothing. A token that occurs in n-grams has a number, and so has an n-gram that begins a longer one; an n-gram is then two numbers, what
stands before its last token and that token.
"""

from __future__ import annotations

from array import array
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vnnews.segment.crf.features import SHAPE_BITS
from vnnews.segment.crf.memory import Memory
from vnnews.segment.crf.packing import LANE, OWN_AT, OWN_MASK, SHAPES_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vnnews.segment.crf.ngram_index import Ngram, NgramIndex

_BYTES = 56
"""Bytes of a number: five places and a sign."""

_MOST_CACHED = 1 << 14
"""Tokens whose records are kept; see `ngrams`."""

Key = TypeVar("Key")

Token = tuple[int, bool, str, str]
"""As `ngrams` knows it: what it adds, is it written with a capital, its form, the form in small letters."""


class CutText(NamedTuple):
    """The tokens of the lines of a text, as the core cuts them."""

    tokens: array[int]
    """Three numbers a token: start, end, the number of its form."""
    sizes: array[int]
    """How many tokens each line has."""
    forms: list[str]
    """The different tokens."""


class CompiledTables:
    """N-grams as bytes; constant but for a bounded memory of tokens, so threads may share it.

    Args:
        core: `vnnews.native._ngrams`.
        index: What is known of n-grams.
        weigh: Gives the record of a token.
        start: What the places hold before a sentence.
        titles: What two and what three tokens with capitals add.
        after: The record of what stands behind a sentence.
    """

    def __init__(
        self,
        core: Any,
        index: NgramIndex,
        weigh: Callable[[str], Token],
        start: int,
        titles: tuple[int, int],
        after: Token,
    ) -> None:
        self._core = core
        self._weigh = weigh
        self._numbers: _Numbers[str] = _Numbers(1)
        rows: _Numbers[int] = _Numbers(0)
        fours = {ngram: (number, False) for ngram, number in index.fours.items()}
        lower = core.build((index.pairs, index.triples, fours), self._numbers, rows)
        written = core.build(_tie_exact(index), self._numbers, rows)
        edges = b"".join(map(_to_bytes, (start, *titles))) + self._pack(after)
        rows_written = b"".join(map(_to_bytes, rows))
        self._ngrams = lower, written, rows_written, edges
        self._records = Memory(self._write)

    def set_weights(self, by_steps: Sequence[int], at: int, mask: int, before: array[int], behind: array[int]) -> None:
        """Say what a place weighs.

        Args:
            by_steps: Weights of the bits that begin at `at`, one for each value that `mask` leaves.
            at: The lowest of these bits.
            mask: As many bits.
            before: Weights of codes of the shapes at i-2, i-1, i.
            behind: Those of the shapes at i-1, i, i+1.
        """
        layout = array("Q", (LANE, at, mask, OWN_AT, OWN_MASK, SHAPES_AT, SHAPE_BITS))
        weights = array("q", by_steps), before, behind
        self._tables = (*self._ngrams, layout.tobytes(), *(row.tobytes() for row in weights))

    def score(self, cut: CutText) -> array[int]:
        """Return the score of each place of lines."""
        if len(self._records) >= _MOST_CACHED:
            self._records = Memory(self._write)  # another thread may be reading with the old one
        records = b"".join(map(self._records.__getitem__, cut.forms))
        return array("q", self._core.score(cut.tokens, cut.sizes, records, self._tables))

    def _write(self, text: str) -> bytes:
        return self._pack(self._weigh(text))

    def _pack(self, token: Token) -> bytes:
        number, is_title, form, lower = token
        known = self._numbers.get
        return _to_bytes(number) + array("I", (known(lower, 0), known(form, 0), is_title, 0)).tobytes()


class _Numbers(dict[Key, int]):
    """Things and their numbers, each given on first sight."""

    __slots__ = ("_first",)

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, thing: Key) -> int:
        number = self[thing] = self._first + len(self)
        return number


def _to_bytes(number: int) -> bytes:
    return number.to_bytes(_BYTES, "little", signed=True)


def _cut(parts: Sequence[str], size: int) -> list[Sequence[str]]:
    """The ways to read an n-gram as so many tokens when some hold spaces, as '3 , 5' does.

    >>> _cut(["3", ",", "5", "%"], 3)
    [('3', ',', '5 %'), ('3', ', 5', '%'), ('3 ,', '5', '%')]
    """
    ways = combinations(range(1, len(parts)), size - 1)
    return [tuple([" ".join(parts[start:end]) for start, end in pairwise((0, *cuts, len(parts)))]) for cuts in ways]


def _tie_exact(index: NgramIndex) -> tuple[dict[str, Ngram], dict[str, Ngram]]:
    """The pairs and triples as written; what begins a triple is a pair."""
    _, written_pairs, written_triples = index.exact
    pairs = {ngram: (number, False) for ngram, number in written_pairs.items()}
    for ngram in written_triples:
        for first, second, _ in _cut(ngram.split(" "), 3):
            begin = f"{first} {second}"
            pairs[begin] = (written_pairs.get(begin, 0), True)
    return pairs, {ngram: (number, False) for ngram, number in written_triples.items()}
