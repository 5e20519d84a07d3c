"""Companies, clubs and papers: read to the end of their names and marked as no agency, so that nothing inside them is taken for one.

Takes a head of such a body, gives the `AgencySpan` with the words of its name.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agency_parts import Found, make_agency, parse_agency
from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.places import parse_place
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest


def read_other(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Công ty CP Dược Lâm Đồng', 'CLB Nam Định', 'Báo Nghệ An': no agency; its name is read and dropped."""
    if tokens.key[j - 2 : j] in LEADERS_OF_BODY:
        body = parse_agency(tokens, lexicon, j, depth=depth + 1)
        if body is not None and body[0].is_public and not body[0].is_bare:
            return body  # 'Ban Giám đốc | Công an tỉnh X' speaks of the police
    if head.name:  # a press body or company of the gazetteer
        agency = make_agency(tokens, i, j, "other_body", head, head.name)
        agency = replace(agency, is_public=False)
        return (agency, j) if tokens.cap[i] else None
    k = j
    while k - j < MAX_OTHER_TOKENS:
        if tokens.cap[k] or (tokens.surface[k].isdigit() and tokens.cap[k - 1]):
            if (
                k > j
                and tokens.key[k] in lexicon.surnames
                and tokens.cap[k + 1]
                and tokens.cap[k - 1]
                and lexicon.surnames[tokens.key[k]] >= 0.9
                and role
            ):
                break
            k += 1
            continue
        _, end = longest(lexicon.fields, tokens.key, k)
        if tokens.key[k] in lexicon.words["in_company_name"]:
            k += 1
        elif end > k and (tokens.cap[end] or tokens.key[end] in lexicon.words["in_company_name"]):
            k = end
        elif (
            tokens.key[k] in {"và", "-", "–", "&"}
            and tokens.cap[k + 1]
            and k > j
            and longest(lexicon.heads, tokens.key, k + 1)[0] is None
            and longest(lexicon.provinces, tokens.key, k + 1)[0] is None
        ):
            k += 1
        elif place_end := _place_of_company(tokens, lexicon, k):
            k = place_end
        else:
            break
    if k == j and not tokens.cap[i]:
        return None
    agency = make_agency(tokens, i, max(k, j), "other_body", head, " ".join(tokens.surface[i:k]))
    agency = replace(agency, is_public=False)
    return agency, max(k, j)


LEADERS_OF_BODY = (["giám", "đốc"], ["giám", "hiệu"], ["lãnh", "đạo"])
"""'Ban Giám đốc', 'Ban Giám hiệu': the heads of a body together."""


def _place_of_company(tokens: Tokens, lexicon: Lexicon, k: int) -> int:
    """Where a province ends that closes a company's name after small words: 'Công ty Xổ số kiến thiết | Bình Dương'; 0 without one."""
    for at in range(k, k + 5):
        if tokens.cap[at]:
            place = parse_place(tokens, lexicon, at, nested=True)
            return place[1] if place is not None and place[0].is_province_name and at > k else 0
        if not tokens.surface[at].isalpha() or tokens.key[at] in lexicon.words["not_in_company_name"]:
            return 0
    return 0


MAX_OTHER_TOKENS = 20
