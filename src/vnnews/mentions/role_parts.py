"""What every reader of a title's body needs: the post with its body, the country behind it.

The readers of single titles stand in `role_bodies` and `role_states`.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agency_parts import party_body, party_end
from vnnews.mentions.lexicon import Lexicon
from vnnews.mentions.spans import FOREIGN_PARTY, AgencySpan, PlaceSpan, PostSpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest

CONNECTORS = frozenset({"của", "thuộc", "tại", "ở", "trực thuộc"})
"""Words between a title and its body."""


Held = tuple[PostSpan, int]
"""The post with its body, and the position behind the body."""


def body_of_place(start: int, place: PlaceSpan, rule: str, name: str, kind: str) -> AgencySpan:
    """A body that its place tells apart from others of its name, from `start` to the end of the place."""
    return AgencySpan(start, place.end, rule, name, kind, place=place, takes_place=True)


def read_country(tokens: Tokens, lexicon: Lexicon, post: PostSpan, j: int) -> Held:
    """Return the post with the country behind token j, where one is named, and the position behind it: 'Bộ trưởng Ngoại giao | Nga'."""
    party = party_end(tokens, j)
    k = j + 1 if tokens.key[j] in {"của", "nước"} or _is_province_abroad(tokens, lexicon, j) else party
    if tokens.key[k : k + 2] == ["việt", "nam"] and tokens.cap[k]:
        return post, k + 2
    country, end = longest(lexicon.countries, tokens.key, k)
    if country is None or (not tokens.cap[k] and tokens.key[k] != "nước"):
        return post, j
    if end == k + 1 and tokens.cap[end] and tokens.key[k] in lexicon.surnames and tokens.key[end] in {"văn", "thị"}:
        return post, j
    post = replace(post, country=country)
    if party > j and post.implied:
        name = party_body(tokens, post.implied, j, party)
        bounds = tokens.start[j - 1], tokens.end[end - 1]
        post = replace(post, agency=AgencySpan(*bounds, "party_of_country", name, FOREIGN_PARTY, country=country))
    return post, end


def _is_province_abroad(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether 'tỉnh' and a province of a neighbour stand at token j: 'Tỉnh trưởng | tỉnh Xiêng Khoảng', but not 'tỉnh Lào Cai'."""
    is_abroad = tokens.key[j] == "tỉnh" and longest(lexicon.countries, tokens.key, j + 1)[1] > j + 2
    return is_abroad and longest(lexicon.provinces, tokens.key, j + 1)[0] is None


def set_agency(post: PostSpan, found: tuple[AgencySpan, int]) -> Held:
    """Return the post with a body that was found, and the position behind it."""
    agency, end = found
    country, is_other = agency.country or post.country, post.is_other or not agency.is_public
    return replace(post, agency=agency, country=country, is_other=is_other), end
