"""Folds the weights of a CRF into tables of n-grams, and decodes with them.

Takes the attributes of a two-label CRF whose templates are underthesea's ('T[-1,0].lower=hà nội', 'T[0].istitle=True', …), gives an
`NgramModel` that says of each token whether it joins the token before it. Decides nothing but what the weights decide.

For a token, a pair and a triple of tokens one tuple holds all that they add to the scores of the positions around them, so that three
look-ups replace 43 feature strings. In a chain with two labels only differences matter: every score here is 'joins the token before'
minus 'begins a word', and the Viterbi search keeps one number a position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

TEMPLATES = {
    "T[-2]": (-2, -2, ""), "T[-1]": (-1, -1, ""), "T[0]": (0, 0, ""), "T[1]": (1, 1, ""), "T[2]": (2, 2, ""),
    "T[-2,-1]": (-2, -1, ""), "T[-1,0]": (-1, 0, ""), "T[0,1]": (0, 1, ""), "T[1,2]": (1, 2, ""),
    "T[-2,0]": (-2, 0, ""), "T[-1,1]": (-1, 1, ""), "T[0,2]": (0, 2, ""),
    "T[-2].lower": (-2, -2, "lower"), "T[-1].lower": (-1, -1, "lower"), "T[0].lower": (0, 0, "lower"),
    "T[1].lower": (1, 1, "lower"), "T[2].lower": (2, 2, "lower"),
    "T[-2,-1].lower": (-2, -1, "lower"), "T[-1,0].lower": (-1, 0, "lower"),
    "T[0,1].lower": (0, 1, "lower"), "T[1,2].lower": (1, 2, "lower"),
    "T[-1].isdigit": (-1, -1, "isdigit"), "T[0].isdigit": (0, 0, "isdigit"), "T[1].isdigit": (1, 1, "isdigit"),
    "T[-2].istitle": (-2, -2, "istitle"), "T[-1].istitle": (-1, -1, "istitle"), "T[0].istitle": (0, 0, "istitle"),
    "T[1].istitle": (1, 1, "istitle"), "T[2].istitle": (2, 2, "istitle"),
    "T[0,1].istitle": (0, 1, "istitle"), "T[0,2].istitle": (0, 2, "istitle"),
    "T[-2].is_in_dict": (-2, -2, "is_in_dict"), "T[-1].is_in_dict": (-1, -1, "is_in_dict"),
    "T[0].is_in_dict": (0, 0, "is_in_dict"), "T[1].is_in_dict": (1, 1, "is_in_dict"), "T[2].is_in_dict": (2, 2, "is_in_dict"),
    "T[-2,-1].is_in_dict": (-2, -1, "is_in_dict"), "T[-1,0].is_in_dict": (-1, 0, "is_in_dict"),
    "T[0,1].is_in_dict": (0, 1, "is_in_dict"), "T[1,2].is_in_dict": (1, 2, "is_in_dict"),
    "T[-2,0].is_in_dict": (-2, 0, "is_in_dict"), "T[-1,1].is_in_dict": (-1, 1, "is_in_dict"), "T[0,2].is_in_dict": (0, 2, "is_in_dict"),
}  # fmt: skip
"""The templates: first and last token of the n-gram, counted from the position that is scored, and what is asked of it."""

_LARGEST_INT = 2**31 - 1
"""underthesea reads digits as a signed 32-bit number; a larger one is no number to it."""
_MOST_DIGITS = 20
"""Python refuses to read thousands of digits; leading zeros up to here are read."""

_MOST_CACHED = 1 << 16
"""Tokens whose scores are remembered; several times the vocabulary of a day's news, about 20 MB when full."""


class _Token(NamedTuple):
    """What a token adds to the scores of the positions i+2 … i-2 when it stands at i, and its forms for look-ups."""

    two_after: float
    one_after: float
    here: float
    one_before: float
    two_before: float
    is_title: bool
    is_lower: bool
    form: str
    lower: str


_NO_TOKEN = _Token(0.0, 0.0, 0.0, 0.0, 0.0, False, True, "\n", "\n")
"""Stands before the first token; no n-gram holds a line break."""


class NgramModel:
    """Folded weights of a two-label CRF; immutable but for a bounded memory of tokens, so threads may share it.

    Args:
        attributes: For each attribute 'template=value' its weight for 'joins' minus that for 'begins'.
        transitions: begins→begins, begins→joins, joins→begins, joins→joins.
        dictionary: Lower-case words that the features 'is_in_dict' ask for.
        to_form: Maps a token to the form under which the model knows it.

    Raises:
        ValueError: An attribute is of no known template.

    Example:
        >>> model = NgramModel({"T[-1,0].lower=hà nội": 3.0, "T[0]=đẹp": -1.0}, (0.0, 0.0, 0.0, 0.0))
        >>> model.decode(["Hà", "Nội", "đẹp"])
        [False, True, False]
    """

    def __init__(
        self,
        attributes: Mapping[str, float],
        transitions: tuple[float, float, float, float],
        *,
        dictionary: Iterable[str] = (),
        to_form: Callable[[str], str] = str,
    ) -> None:
        self._to_form = to_form
        self._flags: dict[str, float] = {}
        tables: dict[tuple[int, str], dict[str, list[float]]] = {
            (size, function): {} for size in range(3) for function in ("", "lower")
        }
        for attribute, weight in attributes.items():
            template, _, value = attribute.partition("=")
            if template not in TEMPLATES:
                raise ValueError(f"unknown feature {template!r}")
            first, last, function = TEMPLATES[template]
            if value in {"BOS", "EOS"} or function not in {"", "lower"}:
                self._flags[attribute] = weight
            if function in {"", "lower"}:  # also for BOS and EOS, which may be words of the text, too
                _add(tables[last - first, function], value, last, last - first, weight)
        self._words = self._fold_dictionary(dictionary, tables)
        self._exact_one, self._lower_one = tables[0, ""], tables[0, "lower"]
        self._lower_two, self._two = _merge(tables[1, ""], tables[1, "lower"])
        self._lower_three, self._three = _merge(tables[2, ""], tables[2, "lower"])
        self._title_pair = self._step("T[0,1].istitle")
        self._title_triple = self._step("T[0,2].istitle")
        self._edges = [self._edge_scores(length) for length in range(6)]
        self._transitions = transitions
        self._tokens: dict[str, _Token] = {}

    def decode(self, tokens: Sequence[str]) -> list[bool]:
        """Return for each token of a sentence whether it joins the token before it."""
        begin_begin, begin_join, join_begin, join_join = self._transitions
        step_begin, step_join = begin_begin - join_begin, begin_join - join_join
        leads: list[float] = []  # by how much 'joins' leads 'begins' on the best ways to this position
        lead = 0.0
        for score in self.score(tokens):
            if leads:
                joins = begin_join if lead <= step_join else lead + join_join
                begins = begin_begin if lead <= step_begin else lead + join_begin
                lead = score + joins - begins
            else:
                lead = score
            leads.append(lead)
        joined: list[bool] = []
        limit = 0.0
        for lead in reversed(leads):
            is_joined = lead > limit
            joined.append(is_joined)
            limit = step_join if is_joined else step_begin
        joined.reverse()
        return joined

    def score(self, tokens: Sequence[str]) -> list[float]:
        """Return for each token of a sentence how much speaks for joining it to the token before it."""
        if not tokens:
            return []
        known, two, three = self._tokens, self._two, self._three
        lower_two, lower_three = self._lower_two, self._lower_three
        title_pair, title_triple, base = self._title_pair, self._title_triple, self._edges[-1][2]
        scores: list[float] = []
        # the scores of the positions i-2 … i+2 while token i is read
        a = b = c = d = e = base
        before = last = _NO_TOKEN
        for text in tokens:
            token = known.get(text) or self._remember(text)
            two_after, one_after, here, one_before, two_before, is_title, is_lower, form, lower = token
            e += two_after
            d += one_after
            c += here
            b += one_before
            a += two_before
            pair = f"{last[7]} {form}"
            found = two.get(pair)
            if found is None and not (is_lower and last[6]):
                found = lower_two.get(f"{last[8]} {lower}")
            if found is not None:
                d += found[0]
                c += found[1]
                b += found[2]
                a += found[3]
            found = three.get(f"{before[7]} {pair}")
            if found is None and lower_three and not (is_lower and last[6] and before[6]):
                found = lower_three.get(f"{before[8]} {last[8]} {lower}")
            if found is not None:
                c += found[0]
                b += found[1]
                a += found[2]
            if is_title and last[5]:
                b += title_pair
                if before[5]:
                    a += title_triple
            scores.append(a)
            a, b, c, d, e = b, c, d, e, base
            before, last = last, token
        scores += (a, b)
        del scores[:2]  # they belong to the positions before the first token
        count = len(scores)
        edges = self._edges[min(count, len(self._edges) - 1)]
        for position in {0, 1, count - 2, count - 1}:
            if 0 <= position < count:
                edge = position if position < 2 else position - count + len(edges)
                scores[position] += edges[edge] - base
        return scores

    def _remember(self, text: str) -> _Token:
        """The scores of a token, worked out on first sight."""
        form = self._to_form(text)
        lower = form.lower()
        scores = [0.0] * 5
        for table, key in ((self._exact_one, form), (self._lower_one, lower)):
            for index, weight in enumerate(table.get(key, ())):
                scores[index] += weight
        is_title = form[:1].upper() == form[:1]
        is_number = form.isascii() and form.isdigit() and len(form) <= _MOST_DIGITS and int(form) <= _LARGEST_INT
        for function, answer in (("isdigit", is_number), ("istitle", is_title), ("is_in_dict", lower in self._words)):
            for offset in range(-2, 3):
                scores[offset + 2] += self._flags.get(f"T[{offset}].{function}={answer}", 0.0)
        two_after, one_after, here, one_before, two_before = scores
        token = _Token(two_after, one_after, here, one_before, two_before, is_title, form == lower, form, lower)
        if len(self._tokens) >= _MOST_CACHED:
            self._tokens.clear()
        self._tokens[text] = token
        return token

    def _fold_dictionary(
        self, dictionary: Iterable[str], tables: Mapping[tuple[int, str], dict[str, list[float]]]
    ) -> frozenset[str]:
        """Add what the dictionary says of pairs and triples to their tables; returns its words of one token."""
        steps = {
            (last - first, last): self._step(name)
            for name, (first, last, function) in TEMPLATES.items()
            if function == "is_in_dict"
        }
        singles = []
        for word in dictionary:
            size = word.count(" ")
            if size == 0:
                singles.append(word)
            for (steps_size, last), step in steps.items():
                if steps_size == size > 0:
                    _add(tables[size, "lower"], word, last, size, step)
        return frozenset(singles)

    def _step(self, template: str) -> float:
        """How much more 'True' adds than 'False'."""
        return self._flags.get(f"{template}=True", 0.0) - self._flags.get(f"{template}=False", 0.0)

    def _edge_scores(self, length: int) -> list[float]:
        """What a sentence of this length adds to each position before its tokens are known."""
        scores = []
        for position in range(length):
            score = 0.0
            for template, (first, last, function) in TEMPLATES.items():
                if position + first < 0:
                    value = "BOS"
                elif position + last >= length:
                    value = "EOS"
                elif first != last and function in {"istitle", "is_in_dict"}:
                    value = "False"
                else:
                    continue
                score += self._flags.get(f"{template}={value}", 0.0)
            scores.append(score)
        return scores


def _add(table: dict[str, list[float]], key: str, last: int, size: int, weight: float) -> None:
    """Add a weight to an n-gram; `last` is the offset of its last token from the position that is scored."""
    table.setdefault(key, [0.0] * (5 - size))[last + 2 - size] += weight


def _merge(
    exact: Mapping[str, Sequence[float]], lower: Mapping[str, Sequence[float]]
) -> tuple[dict[str, tuple[float, ...]], dict[str, tuple[float, ...]]]:
    """The scores by lower-case key, and by key as written with those of its lower-case form added."""
    by_lower = {key: tuple(scores) for key, scores in lower.items()}
    by_form = dict(by_lower)
    for key, scores in exact.items():
        other = by_lower.get(key.lower())
        by_form[key] = tuple(map(float.__add__, scores, other)) if other else tuple(scores)
    return by_lower, by_form
