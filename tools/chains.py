"""Learns the weights of linear chains with two labels, 'begins a word' and 'joins the token before'.

Takes chains of places, each place with the numbers of the features that hold there and the probability that its token joins, gives one
weight a feature and one for each two labels in a row. The loss is that of a conditional random field, with an L2 penalty; a target may be
any probability (places are taken as independent then). All chains are walked together, one step at a time, in NumPy; the optimiser is
SciPy's L-BFGS, so that the same input gives the same weights.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

Transitions = np.ndarray
"""begins→begins, begins→joins, joins→begins, joins→joins; a chain stands between two tokens that begin a word."""


class Places(NamedTuple):
    """Places of many chains, one behind the other."""

    columns: np.ndarray
    """The numbers of the features that hold, place by place."""
    ends: np.ndarray
    """Where those of each place end in `columns`, with a zero in front."""
    targets: np.ndarray
    """For each place the probability that its token joins the one before."""
    chains: np.ndarray
    """The number of each place's chain, never falling."""


class Chains:
    """Places in the order in which they are walked: the first ones of all chains, the second ones, …; the longest chains first."""

    def __init__(self, places: Places, kept: np.ndarray, *, weight: float = 1.0) -> None:
        """Take the features in `kept` (a new number for each feature, -1 for none); `weight` is what one place counts."""
        count = len(places.targets)
        columns = kept[places.columns]
        is_kept = columns >= 0
        ends = np.concatenate([[0], np.cumsum(is_kept)])[places.ends]
        matrix = scipy.sparse.csr_matrix(
            (np.ones(int(is_kept.sum())), columns[is_kept], ends), shape=(count, int(kept.max()) + 1)
        )
        starts = np.flatnonzero(np.r_[True, places.chains[1:] != places.chains[:-1]])
        lengths = np.diff(np.r_[starts, count])
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        self.sizes = [int(np.searchsorted(-lengths, -step, side="left")) for step in range(int(lengths[0]))]
        self.order = np.concatenate([starts[:size] + step for step, size in enumerate(self.sizes)])
        ends_of_steps = np.cumsum(self.sizes)
        self.steps = [slice(int(end) - size, int(end)) for end, size in zip(ends_of_steps, self.sizes, strict=True)]
        self.going_on = [*self.sizes[1:], 0]
        """How many chains have a place behind that of each step."""
        self.matrix = matrix[self.order]
        self.targets = places.targets[self.order].astype(float)
        self.weight = weight
        self.wanted = self._count(self.targets, self._pair_targets())

    def sum_paths(self, scores: np.ndarray, transitions: Transitions) -> tuple[float, np.ndarray, np.ndarray]:
        """Return the logarithm of the sum over all labellings, the probability of joining at each place, and expected transitions."""
        begin_begin, begin_join, join_begin, join_join = transitions
        add = np.logaddexp
        leads: list[np.ndarray] = []
        total, so_far = 0.0, np.zeros(0)
        for step, size in enumerate(self.sizes):
            if step:
                before = leads[-1][:size]
                begins = add(begin_begin, before + join_begin)
                lead = scores[self.steps[step]] + add(begin_join, before + join_join) - begins
                so_far = so_far[:size] + begins
            else:
                lead, so_far = scores[self.steps[0]] + begin_join - begin_begin, np.full(size, begin_begin)
            leads.append(lead)
            rest = self.going_on[step]
            total += float((so_far[rest:] + add(begin_begin, lead[rest:] + join_begin)).sum())
        joins = np.empty(len(scores))
        pairs: list[np.ndarray] = []
        behind = np.zeros(0)
        for step in range(len(self.sizes) - 1, -1, -1):
            rest = self.going_on[step]
            back = np.full(self.sizes[step], join_begin - begin_begin)
            if rest:
                ahead = scores[self.steps[step + 1]] + behind
                back[:rest] = add(join_begin, join_join + ahead) - add(begin_begin, begin_join + ahead)
                lead = leads[step][:rest]
                ways = np.stack(
                    [np.full(rest, begin_begin), begin_join + ahead, lead + join_begin, lead + join_join + ahead]
                )
                pairs.append(np.exp(ways - np.logaddexp.reduce(ways)).sum(axis=1))
            joins[self.steps[step]] = 1 / (1 + np.exp(-(leads[step] + back)))
            behind = back
        return total, joins, self._count(joins, sum(pairs, np.zeros(4)))

    def _count(self, joins: np.ndarray, inside: np.ndarray) -> np.ndarray:
        """The expected transitions: those inside the chains, and those at their two ends."""
        first = joins[self.steps[0]]
        last = np.concatenate([joins[span][rest:] for span, rest in zip(self.steps, self.going_on, strict=True)])
        return inside + np.array([(1 - first).sum() + (1 - last).sum(), first.sum(), last.sum(), 0.0])

    def _pair_targets(self) -> np.ndarray:
        inside = np.zeros(4)
        for step, rest in enumerate(self.going_on[:-1]):
            left, right = self.targets[self.steps[step]][:rest], self.targets[self.steps[step + 1]]
            for number, (a, b) in enumerate(
                ((1 - left, 1 - right), (1 - left, right), (left, 1 - right), (left, right))
            ):
                inside[number] += float(a @ b)
        return inside


def learn_chains(parts: Sequence[Chains], *, l2: float, iterations: int) -> tuple[np.ndarray, Transitions]:
    """Return the weights of the features and of the transitions."""

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        weights, transitions = vector[:-4], vector[-4:]
        value, slope, steps = l2 / 2 * float(vector @ vector), l2 * weights, l2 * transitions
        for part in parts:
            scores = part.matrix @ weights
            total, joins, found = part.sum_paths(scores, transitions)
            value += part.weight * (total - float(part.targets @ scores) - float(part.wanted @ transitions))
            slope = slope + part.weight * (part.matrix.T @ (joins - part.targets))
            steps = steps + part.weight * (found - part.wanted)
        return value, np.concatenate([slope, steps])

    start = np.zeros(parts[0].matrix.shape[1] + 4)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 8}).x
    return found[:-4], found[-4:]


def number_places(chains: Iterable[Sequence[tuple[Sequence[str], float]]], numbers: dict[str, int]) -> Places:
    """Return the places of chains of (names of features, target); names that are new get the next number in `numbers`."""
    columns, ends, targets, of_chain = array("i"), array("q", [0]), array("f"), array("i")
    for number, chain in enumerate(chains):
        for names, target in chain:
            columns.extend([numbers.setdefault(name, len(numbers)) for name in names])
            ends.append(len(columns))
            targets.append(target)
            of_chain.append(number)
    return Places(*(np.array(part) for part in (columns, ends, targets, of_chain)))
