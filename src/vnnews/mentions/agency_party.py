"""Groups of Party members inside bodies of the state and the front: 'Ban cán sự đảng UBND tỉnh', 'Đảng đoàn HĐND tỉnh'.

Takes the head of such a group, gives the `AgencySpan` with the body that it leads as parent. A group without one ('Bí thư Ban cán sự đảng, Bộ
trưởng Bộ Công Thương') is left bare; `vnnews.link` finds its body among the posts of the same chain.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agency_parts import Found, is_followed_by_generic, make_agency, parse_agency
from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.tokens import Tokens


def read_party_group(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Ban cán sự đảng | Chính phủ', 'Đảng đoàn | MTTQ Việt Nam', bare 'Đảng đoàn'."""
    if not (tokens.cap[i] or role) or is_followed_by_generic(tokens, j):
        return None
    k = j + 1 if tokens.key[j] == "của" else j
    inner = parse_agency(tokens, lexicon, k, depth=depth + 1)
    if inner is not None and inner[0].is_public and not inner[0].is_bare and not inner[0].is_generic:
        agency = make_agency(tokens, i, inner[1], "party_group", head, head.name)
        agency = replace(agency, parent=inner[0], joins_parent=True)
        return agency, inner[1]
    agency = make_agency(tokens, i, j, "bare_party_group", head, head.name)
    return replace(agency, is_bare=True), j
