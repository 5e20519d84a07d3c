"""One pass over the passages: every place, agency, post and person with its span.

Takes an article, gives the spans of each passage in the order of the text. Each token is looked at once from the left; the parsers take
over where a word may begin something, and the pass goes on behind what they took.
"""

from __future__ import annotations

from vnnews.mentions.agencies import parse_agency
from vnnews.mentions.lexicon import AGENCY, COUNTRY, LOOKALIKE, PERSON, PLACE, ROLE, Lexicon
from vnnews.mentions.persons import parse_person
from vnnews.mentions.places import parse_place
from vnnews.mentions.roles import parse_post
from vnnews.mentions.spans import Country, Passed, Post, Span
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest

STREETS = frozenset("đường phố quốc-lộ đại-lộ hẻm ngõ cầu bến chợ công-viên quảng-trường".split())
_DOCUMENT_MARK = frozenset({"-", "/", "–"})


def scan_passage(tokens: Tokens, lexicon: Lexicon) -> list[Span]:
    """Return the spans of one passage, in order; the places inside agencies and posts follow them."""
    found: list[Span] = []
    bits, keys, i, length = lexicon.bits, tokens.key, 0, tokens.length
    touching = False  # whether the last thing read is a post that ends at token i
    while i < length:
        bit = bits.get(keys[i], 0)
        if not bit and not (touching and tokens.cap[i]):
            i += 1
            touching = False
            continue
        step = _read_at(tokens, lexicon, i, bit, touching, found)
        if step > i:
            touching = bool(found) and found[-1].end == tokens.end[step - 1] and isinstance(found[-1], Post)
            i = step
        else:
            i += 1
            touching = False
    return found


def _read_at(tokens: Tokens, lexicon: Lexicon, i: int, bit: int, touching: bool, found: list[Span]) -> int:
    """Read what begins at token i into `found`; return the position behind it, i when nothing does."""
    if bit & LOOKALIKE:
        means, end = longest(lexicon.lookalikes, tokens.key, i)
        if means is not None and all(tokens.cap[k] for k in range(end - 2, end)):
            found.append(Passed(tokens.start[i], tokens.end[end - 1], f"lookalike_{means}"))
            return end
    if bit & ROLE:
        post = parse_post(tokens, lexicon, i)
        if post is not None and not _is_in_document_number(tokens, i):
            found.append(post[0])
            return post[1]
    if touching and tokens.cap[i] and not bit & (PERSON | AGENCY):
        person = parse_person(tokens, lexicon, i, title=True)
        if person is not None:
            found.append(person[0])
            return person[1]
    if bit & AGENCY:
        agency = parse_agency(tokens, lexicon, i)
        if agency is not None and not _is_in_document_number(tokens, i):
            found.append(agency[0])
            return agency[1]
    if bit & PLACE:
        if touching:
            person = parse_person(tokens, lexicon, i, title=True)
            if person is not None and person[0].is_full and longest(lexicon.provinces, tokens.key, i)[1] != person[1]:
                found.append(person[0])
                return person[1]
        place = parse_place(tokens, lexicon, i)
        if place is not None:
            found.append(place[0])
            return place[1]
    if bit & PERSON:
        person = parse_person(tokens, lexicon, i, title=touching)
        if person is not None:
            if not touching and _is_street(tokens, i):
                found.append(Passed(person[0].start, person[0].end, "street_name"))
            else:
                found.append(person[0])
            return person[1]
    if bit & COUNTRY:
        country, end = longest(lexicon.countries, tokens.key, i)
        if country is not None and tokens.cap[end - 1] and (tokens.cap[i] or tokens.key[i] == "nước"):
            found.append(Country(tokens.start[i], tokens.end[end - 1], "country_name", country))
            return end
    return i


def _is_street(tokens: Tokens, i: int) -> bool:
    """'đường Trần Hưng Đạo', 'cầu Nguyễn Văn Trỗi'."""
    before = tokens.key[i - 1] if i else ""
    return before in STREETS or (i >= 2 and f"{tokens.key[i - 2]}-{before}" in STREETS)


def _is_in_document_number(tokens: Tokens, i: int) -> bool:
    """'225/KH-UBND': an abbreviation that a mark without a space ties to a number."""
    return i >= 1 and tokens.surface[i - 1] in _DOCUMENT_MARK and tokens.start[i] == tokens.end[i - 1] and i >= 2 and tokens.start[i - 1] == tokens.end[i - 2] and (tokens.surface[i - 2].isupper() or tokens.surface[i - 2][0].isdigit()) and tokens.surface[i].isupper()
