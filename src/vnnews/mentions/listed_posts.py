"""Lists of persons who hold one title in several bodies: 'các Bộ trưởng: Xây dựng A, Công Thương B', 'Chủ tịch UBND các tỉnh Quảng Trị A, Cà Mau B'.

Takes the tokens behind a title, appends a `PostSpan` and a `PersonSpan` for each name of the list. Decides how far the list goes: over fields of
ministries or names of provinces that a person's name touches.

Known limit: lists of districts and communes are not read.
"""

from __future__ import annotations

from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.persons import parse_person
from vnnews.mentions.places import parse_place
from vnnews.mentions.spans import AgencySpan, PostSpan, Span
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest

MINISTERS = frozenset({"Bộ trưởng", "Thứ trưởng", "Thứ trưởng Thường trực"})
MAX_LISTED = 34
"""No list is longer than the provinces."""


def read_listed_posts(tokens: Tokens, lexicon: Lexicon, post: PostSpan, j: int, found: list[Span]) -> int:
    """Append the posts and persons listed behind a title that states no body; return the position behind the list, j without one.

    Args:
        tokens: The passage.
        lexicon: The vocabulary.
        post: The title in front of the list.
        j: The position behind the title.
        found: Where the spans are appended.
    """
    committee = post.agency
    if (committee is not None and not committee.is_bare_committee) or post.country:
        return j
    if post.role in MINISTERS and (post.is_plural or tokens.key[j : j + 2] == ["các", "bộ"]):
        k = j + 2 if tokens.key[j : j + 2] == ["các", "bộ"] else j
        k, head = k + (tokens.key[k] == ":"), None
    else:
        head, k = _plural_head(tokens, lexicon, j, committee)
        if head is None:
            return j
    end = j
    for _ in range(MAX_LISTED):
        body = _ministry(tokens, lexicon, k) if head is None else _body_of_province(tokens, lexicon, head, k)
        person = parse_person(tokens, lexicon, body[1], title=True) if body is not None else None
        if body is None or person is None or not person[0].is_full:
            break
        agency, stop = body
        found.append(
            PostSpan(tokens.start[k], tokens.end[stop - 1], "listed_post", post.role, post.status, post.mode, agency)
        )
        found.append(person[0])
        end = person[1]
        if tokens.key[end] not in {",", "và", ";"}:
            break
        k = end + 2 if tokens.key[end + 1] == "và" else end + 1
    return end


def _plural_head(tokens: Tokens, lexicon: Lexicon, j: int, committee: AgencySpan | None) -> tuple[Head | None, int]:
    """The head of bodies of several provinces and the position behind its unit: 'UBND các tỉnh', 'Tỉnh ủy | các tỉnh:'."""
    head, k = longest(lexicon.heads, tokens.key, j)
    if committee is not None:  # the title has read it
        head, k = Head(committee.name, committee.kind, "committee", committee.level), j
    if head is None or head.slot not in {"place", "committee"} or tokens.key[k] not in {"các", "hai", "ba"}:
        return None, j
    unit, k = longest(lexicon.units, tokens.key, k + 1)
    if unit is None or unit.level not in {"province", "city"}:
        return None, j
    if tokens.key[k] == ",":  # 'các tỉnh, thành phố'
        k = max(k, longest(lexicon.units, tokens.key, k + 1)[1])
    return head, k + (tokens.key[k] == ":")


def _ministry(tokens: Tokens, lexicon: Lexicon, k: int) -> tuple[AgencySpan, int] | None:
    head, end = longest(lexicon.heads.get("bộ", {}), tokens.key, k)
    if not isinstance(head, Head) or head.kind != "ministry" or head.slot != "whole" or not tokens.cap[k]:
        return None
    agency = AgencySpan(
        tokens.start[k], tokens.end[end - 1], "ministry_of_title", head.name, "ministry", "central", is_whole=True
    )
    return agency, end


def _body_of_province(tokens: Tokens, lexicon: Lexicon, head: Head, k: int) -> tuple[AgencySpan, int] | None:
    place = parse_place(tokens, lexicon, k, nested=True)
    if place is None or not place[0].is_province_name:
        return None
    agency = AgencySpan(
        place[0].start, place[0].end, "listed_places", head.name, head.kind, head.level, place[0], takes_place=True
    )
    return agency, place[1]
