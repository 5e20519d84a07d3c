"""A person holds a post: what `posts` and `handovers` give."""

from __future__ import annotations

from typing import NamedTuple

from vnnews.mentions import Person, Post


class Holding(NamedTuple):
    """A person holds a post."""

    person: Person
    post: Post
    rule: str
    status: str
