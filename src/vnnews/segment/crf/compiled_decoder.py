"""Decides by the compiled core which tokens of a text join the token before them, and makes words of them.

Takes a text and its lines, gives words. Decides nothing: `Decoder.decode_lines` and `vnnews.segment.words` say in plain Python what comes out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from vnnews.models import Word
from vnnews.native import load_core
from vnnews.segment.crf.agreement import Met, Pair, find_means
from vnnews.segment.crf.compiled import CompiledTables, CutText
from vnnews.segment.tokens import find_token, list_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.segment.user_words import UserWords


class CompiledDecoder:
    """What `Decoder` does, for whole texts.

    Args:
        tables: The tables, with the weights of places set.
        transitions: Weights of two labels in a row.
        doubt: Scores nearer to 0 may change for the sake of agreement.
    """

    def __init__(self, tables: CompiledTables, transitions: tuple[int, int, int, int], doubt: int) -> None:
        self._tables = tables
        self._transitions = transitions
        self._doubt = doubt
        self._cutter: Any = load_core("tokens")
        self._labels: Any = load_core("labels")

    def segment(self, text: str, lines: Sequence[tuple[int, int]], own: UserWords | None = None) -> list[Word]:
        """Return the words of the lines of a text, `own` being never cut."""
        tokens, sizes, forms = self._cutter.cut(text, array("I", chain.from_iterable(lines)), list_kinds(), find_token)
        cut = CutText(array("I", tokens), array("I", sizes), forms)
        joins = self.decode(cut)
        if own is not None:
            _apply(own, cut, joins)
        words: list[Word] = self._cutter.join(text, cut.tokens, joins, forms, Word)
        return words

    def decode(self, cut: CutText) -> bytearray:
        """Return for each token whether it joins the one before it."""
        scores = self._tables.score(cut)
        joins = bytearray(self._labels.decode(scores, cut.sizes, *self._transitions))
        if len(cut.sizes) > 1:  # a sentence by itself seldom says a thing twice
            self._agree(cut, scores, joins)
        return joins

    def score(self, tokens: Sequence[str]) -> array[int]:
        """Return the score of each place of a sentence."""
        numbers = chain.from_iterable((0, 0, number) for number in range(len(tokens)))
        return self._tables.score(CutText(array("I", numbers), array("I", [len(tokens)]), [*tokens]))

    def _agree(self, cut: CutText, scores: array[int], joins: bytearray) -> None:
        """Decide again where places in doubt go by the others of their pair; see `agreement`."""
        doubtful = self._labels.find_doubt(scores, self._doubt)
        if not doubtful:
            return
        from vnnews.segment.crf.decoder import decode_scores

        tokens, sizes, forms = cut

        def pair_at(place: int) -> Pair:
            return forms[tokens[3 * place - 1]].lower(), forms[tokens[3 * place + 2]].lower()

        met: Met = {pair_at(place): [] for place in doubtful}
        rights = {right for _, right in met}
        wanted = bytes(map(rights.__contains__, map(str.lower, forms)))
        starts = [0, *accumulate(sizes)]
        firsts = {*starts}
        for place in self._labels.find_forms(tokens, wanted):
            if place not in firsts and (found := met.get(pair_at(place))) is not None:
                found.append((scores[place], bool(joins[place])))
        means = find_means(met)
        changed = {place: means[pair] for place in doubtful if (pair := pair_at(place)) in means}
        for number in {bisect_right(starts, place) - 1 for place in changed}:
            places = range(starts[number], starts[number + 1])
            row = [changed.get(place, scores[place]) for place in places]
            joins[places.start : places.stop] = bytes(decode_scores(row, self._transitions))


def _apply(own: UserWords, cut: CutText, joins: bytearray) -> None:
    """Join what is a word of the user's own, line by line."""
    tokens, sizes, forms = cut
    first = 0
    for size in sizes:
        last = first + size
        line = [*map(bool, joins[first:last])]
        own.apply([forms[number] for number in tokens[3 * first + 2 : 3 * last : 3]], line)
        joins[first:last] = bytes(line)
        first = last
