"""Looking up the longest phrase that begins at a token.

Takes phrases with values, gives nested dicts keyed by folded tokens; `longest` walks them in time that the longest phrase bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vnnews.mentions.tokens import keys_of

Trie = dict[Any, Any]
"""A node: folded token to node; None to the value of the phrase that ends here."""


def add_phrase(trie: Trie, phrase: str, value: object, *, keep: bool = False) -> None:
    """Put a phrase into the trie; with `keep` an earlier value stays.

    >>> trie: Trie = {}
    >>> add_phrase(trie, "Bộ Y tế", "ministry")
    >>> longest(trie, ["bộ", "y", "tế", "họp"], 0)
    ('ministry', 3)
    """
    add_keys(trie, keys_of(phrase), value, keep=keep)


def add_keys(trie: Trie, keys: Sequence[str], value: object, *, keep: bool = False) -> None:
    """Put a phrase whose folded tokens are known already into the trie."""
    node = trie
    for key in keys:
        node = node.setdefault(key, {})
    if not (keep and None in node):
        node[None] = value


def longest(trie: Trie, keys: Sequence[str], i: int) -> tuple[Any, int]:
    """Return the value and the end of the longest phrase that begins at token i, (None, i) without one.

    >>> trie: Trie = {}
    >>> add_phrase(trie, "Hà Nội", "city")
    >>> longest(trie, ["ở", "hà", "nội", ""], 1)
    ('city', 3)
    >>> longest(trie, ["ở", "hà", "nội", ""], 0)
    (None, 0)
    """
    value, end = None, i
    node = trie.get(keys[i])
    while node is not None:
        i += 1
        if None in node:
            value, end = node[None], i
        node = node.get(keys[i])
    return value, end


def all_matches(trie: Trie, keys: Sequence[str], i: int) -> list[tuple[Any, int]]:
    """Return every phrase that begins at token i as (value, end), the longest first."""
    found = []
    node = trie.get(keys[i])
    while node is not None:
        i += 1
        if None in node:
            found.append((node[None], i))
        node = node.get(keys[i])
    found.reverse()
    return found
