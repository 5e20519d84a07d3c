"""One pass over the passages: every place, agency, post and person with its span.

Takes an article, gives the spans of each passage in the order of the text. Each token is looked at once from the left; the parsers take
over where a word may begin something, and the pass goes on behind what they took.
"""

from __future__ import annotations

from vnnews.mentions.agencies import parse_agency
from vnnews.mentions.coordination import (
    keys_begin_list,
    read_coordinated,
    read_list_of_bodies,
    read_list_of_units,
)
from vnnews.mentions.lexicon import (
    AGENCY,
    CAPITAL_ONLY,
    COUNTRY,
    LOOKALIKE,
    NAME,
    PERSON,
    PLACE,
    ROLE,
    SURNAME,
    Lexicon,
)
from vnnews.mentions.listed_posts import read_listed_posts
from vnnews.mentions.other_names import is_name_of_other
from vnnews.mentions.persons import parse_person
from vnnews.mentions.places import match_province, parse_place
from vnnews.mentions.roles import parse_post
from vnnews.mentions.spans import CountrySpan, PassedSpan, PostSpan, Span
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest

_DOCUMENT_MARK = frozenset({"-", "/", "–"})


def scan_passage(tokens: Tokens, lexicon: Lexicon) -> list[Span]:
    """Return the spans of one passage, in order; the places inside agencies and posts stay inside them."""
    found: list[Span] = []
    cap = tokens.cap
    behind = 0
    for i, bits in enumerate(map(lexicon.bits.get, tokens.key)):
        if bits is None or i < behind:
            continue
        bit = bits if cap[i] else bits & ~CAPITAL_ONLY
        if not bit:
            continue
        at = i
        step = _read_at(tokens, lexicon, at, bit, False, found)
        # a name that touches a title is read whatever its first syllable ('Bí thư Tỉnh ủy Giàng Páo Mỷ')
        while step > at and cap[step] and isinstance(found[-1], PostSpan) and found[-1].end == tokens.end[step - 1]:
            at = step
            step = _read_at(tokens, lexicon, at, lexicon.bits.get(tokens.key[at], 0), True, found)
        if step > at and cap[step + 1] and isinstance(found[-1], PostSpan) and found[-1].country:
            step = _read_foreign_holder(tokens, lexicon, step, found)
        behind = max(at, step)
    return found


def _read_foreign_holder(tokens: Tokens, lexicon: Lexicon, j: int, found: list[Span]) -> int:
    """Read the name behind the comma of a foreign post, which no surname tells: 'Ngoại trưởng Mỹ, | Marco Rubio |, nói'; return the position behind it."""
    person = parse_person(tokens, lexicon, j + 1, title=True) if tokens.key[j] == "," else None
    if person is None or not (person[0].is_foreign and person[0].is_full):
        return j
    found.append(person[0])
    return person[1]


def _read_at(tokens: Tokens, lexicon: Lexicon, i: int, bit: int, touching: bool, found: list[Span]) -> int:
    """Read what begins at token i into `found`; return the position behind it, i when nothing does."""
    if bit & LOOKALIKE:
        lookalike, end = longest(lexicon.lookalikes, tokens.key, i)
        if lookalike is not None and all(tokens.cap[i + k] for k in lookalike[1]):
            branch = match_province(tokens, lexicon, end) if lookalike[0] == "company" else None
            end = branch[1] if branch is not None else end  # 'Saigon Co.op | TP HCM'
            found.append(PassedSpan(tokens.start[i], tokens.end[end - 1], f"lookalike_{lookalike[0]}"))
            return end
    if bit & ROLE:
        post = parse_post(tokens, lexicon, i)
        # 'Đại sứ | quán Việt Nam tại'
        is_body = post is not None and longest(lexicon.heads, tokens.key, i)[1] > post[1]
        if post is not None and not is_body and not _is_in_document_number(tokens, i):
            listed = read_listed_posts(tokens, lexicon, post[0], post[1], found)
            if listed > post[1]:
                return listed
            found.append(post[0])
            return post[1]
    is_unit = tokens.surface[i] == "TP" and not tokens.upper  # 'đoàn đại biểu | TP HCM'
    if touching and not is_unit and not bit & (PERSON | SURNAME | AGENCY):
        person = parse_person(tokens, lexicon, i, title=True)
        if person is not None:
            found.append(person[0])
            return person[1]
    if bit & AGENCY:
        listed = read_list_of_bodies(tokens, lexicon, i, found) if keys_begin_list(tokens, i) else i
        if listed > i:
            return listed
        agency = parse_agency(tokens, lexicon, i)
        if agency is not None and i and tokens.surface[i - 1] == "Luật":
            found.append(PassedSpan(agency[0].start, agency[0].end, "name_of_law"))  # 'Luật Mặt trận Tổ quốc Việt Nam'
            return agency[1]
        if agency is not None and not _is_in_document_number(tokens, i):
            found.append(agency[0])
            return read_coordinated(tokens, lexicon, agency[0], agency[1], found)
    if bit & (PLACE | NAME):
        if touching and not is_unit:
            person = parse_person(tokens, lexicon, i, title=True)
            if person is not None and person[0].is_full and longest(lexicon.provinces, tokens.key, i)[1] != person[1]:
                found.append(person[0])
                return person[1]
        whole = match_province(tokens, lexicon, i) if bit & NAME else None
        if whole is not None and not touching and is_name_of_other(tokens, lexicon, i, whole[1]):
            found.append(PassedSpan(tokens.start[i], tokens.end[whole[1] - 1], "part_of_other_name"))
            return whole[1]
        if i and tokens.key[i - 1] == "các" and (listed := read_list_of_units(tokens, lexicon, i, found)) > i:
            return listed
        place = parse_place(tokens, lexicon, i)
        if place is not None:
            found.append(place[0])
            return place[1]
    if touching and not bit & (PERSON | SURNAME):
        person = parse_person(tokens, lexicon, i, title=True)
        if person is not None:
            found.append(person[0])
            return person[1]
    if bit & (PERSON | SURNAME):
        person = parse_person(tokens, lexicon, i, title=touching)
        if person is not None:
            if not touching and not person[0].honorific and _is_street(tokens, lexicon, i):
                found.append(PassedSpan(person[0].start, person[0].end, "street_name"))
            else:
                found.append(person[0])
            return person[1]
    if bit & COUNTRY:
        country, end = longest(lexicon.countries, tokens.key, i)
        if country is not None and (tokens.cap[i] or (tokens.key[i] == "nước" and tokens.cap[end - 1])):
            found.append(CountrySpan(tokens.start[i], tokens.end[end - 1], "country_name", country))
            return end
    return i


def _is_street(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """'đường Trần Hưng Đạo', 'cầu Nguyễn Văn Trỗi'."""
    before = tokens.key[i - 1] if i else ""
    streets = lexicon.words["street"]
    return before in streets or (i >= 2 and f"{tokens.key[i - 2]} {before}" in streets)


def _is_in_document_number(tokens: Tokens, i: int) -> bool:
    """'225/KH-UBND', 'GP- BTTTT': an abbreviation that a mark ties to a number."""
    if i < 2 or not tokens.surface[i].isupper() or tokens.surface[i - 1] not in _DOCUMENT_MARK:
        return False
    before = tokens.surface[i - 2]
    if tokens.surface[i - 3] == "/" or (tokens.surface[i - 1] == "/" and before[0].isdigit()):
        return bool(before.isupper() or before[0].isdigit())  # '687 / QĐ - TTCP', '5387 / VPCP'
    tied = tokens.start[i - 1] == tokens.end[i - 2] and (before.isupper() or before[0].isdigit())
    return bool(tied and tokens.start[i] == tokens.end[i - 1])
