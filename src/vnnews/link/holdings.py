"""A person and a post: what ties them in the text, and the holding that follows; what `posts` and `handovers` give."""

from __future__ import annotations

from typing import NamedTuple

from vnnews.mentions import PersonSpan, PostSpan


class Tie(NamedTuple):
    """What stands between a person and a post, as far as it ties them; `NO_TIE` when it does not."""

    rule: str
    """For the reader of the output; no code decides by it."""
    status: str = ""
    """The status that the words give: 'former', '' when they give none."""
    touches: bool = False
    """Whether nothing stands between: 'Chủ tịch UBND tỉnh A'."""
    by_comma: bool = False
    """Whether a comma is all that stands between."""
    is_stated: bool = False
    """Whether words say whose the post is: 'Giám đốc Sở X là | ông A', 'chức Chủ tịch đối với | ông A'."""
    may_take: bool = False
    """Whether the post is given to the person or taken away: 'miễn nhiệm chức vụ P đối với | bà A'."""
    is_relieved: bool = False
    """Whether the words say that the person leaves the post."""
    is_aside: bool = False
    """Whether the post stands beside the name only to say who it is: 'A, | P', 'A (| P'."""


NO_TIE = Tie("")


class Holding(NamedTuple):
    """A person holds a post."""

    person: PersonSpan
    post: PostSpan
    rule: str
    status: str
    is_relieved: bool = False
    """Whether the text says that the person leaves the post."""
    is_given: bool = False
    """Whether the text gives the post to the person or takes it away; see `Tie.may_take`."""
    is_aside: bool = False
    """See `Tie.is_aside`."""
