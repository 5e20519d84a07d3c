"""Finding posts: a title and the body behind it.

Takes tokens and a position, gives a `PostSpan` and the position behind it, or None. Decides what is a title and what only looks like one
('chức vụ | Phó Giám đốc' has no 'Vụ phó'); the body is read by `role_bodies`, who holds the post is left to `vnnews.link`.

Known limit: titles without a body that companies share ('Giám đốc', 'Chủ tịch') are public only when a public body follows.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions import role_bodies as bodies
from vnnews.mentions import role_states as states
from vnnews.mentions.agencies import parse_agency
from vnnews.mentions.lexicon import ROLE, Lexicon, Role
from vnnews.mentions.names import read_field
from vnnews.mentions.role_parts import Held
from vnnews.mentions.spans import PlaceSpan, PostSpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import all_matches, longest

_LONGEST_RANK = 3
"""Tokens: 'Chuẩn Đô đốc'."""


def parse_post(tokens: Tokens, lexicon: Lexicon, i: int) -> tuple[PostSpan, int] | None:
    """Return the post whose title begins at token i (with 'nguyên', 'quyền' in front) and the position behind it."""
    start, status = i, "current"
    key = tokens.key[i]
    brought, behind = longest(lexicon.status, tokens.key, i)
    is_adviser = key == "cố" and tokens.key[i + 1] == "vấn"  # 'cố vấn' begins no 'cố' of the dead
    is_power = key == "quyền" and i and tokens.key[i - 1] in lexicon.words["power"]
    if brought is not None and not is_adviser and not is_power:
        status, i = brought, behind
        if tokens.key[i] == "nữ":
            i += 1
        i = _behind_rank(tokens, lexicon, i)
    for role, j in all_matches(lexicon.roles, tokens.key, i):
        if role.abbreviation and tokens.surface[i] != role.abbreviation:
            continue
        if not _is_written_as_role(tokens, role, i, j):
            continue
        return _build(tokens, lexicon, start, i, j, role, status)
    return None


def _behind_rank(tokens: Tokens, lexicon: Lexicon, i: int) -> int:
    """The position behind a rank that a title follows: 'cựu | Đại tá, | Trưởng Công an'; i without one."""
    rank, j = longest(lexicon.ranks, tokens.key, i)
    if rank is None:
        return i
    j += tokens.key[j] == ","
    return (
        j if lexicon.bits.get(tokens.key[j], 0) & ROLE and longest(lexicon.roles, tokens.key, j)[0] is not None else i
    )


def _rank_before(tokens: Tokens, lexicon: Lexicon, start: int) -> str:
    """The rank in front of a title, with a mark between them: 'Đại tá | , | Giám đốc Công an tỉnh X Nguyễn Văn A'."""
    stop = start - 1
    if stop < 0 or tokens.key[stop] not in {",", "-", "–"}:
        return ""
    for first in range(max(0, stop - _LONGEST_RANK), stop):
        rank, end = longest(lexicon.ranks, tokens.key, first)
        if rank is not None and end == stop:
            return " ".join(tokens.surface[first:stop])
    return ""


def _is_written_as_role(tokens: Tokens, role: Role, i: int, j: int) -> bool:
    """'trưởng', 'vua' and 'thư ký' in small letters are other words more often than titles."""
    if j == i + 1 and tokens.key[i] in {"trưởng", "vua", "đại"}:
        return tokens.cap[i]
    if (
        tokens.key[j - 2 : j] == ["trung", "ương"]
        and tokens.cap[j]
        and tokens.key[j] in {"đoàn", "hội", "mttq", "mặt", "hiệp"}
    ):
        return False  # 'Bí thư Trung ương Đoàn' is no secretary of the Party's Central Committee
    if tokens.key[i : i + 2] == ["cán", "bộ"] and i and tokens.key[i - 1] == "tác":
        return False  # 'về công tác cán bộ, bà A nói'
    # 'chức vụ Phó Giám đốc' has no 'Vụ phó'
    return not (tokens.key[i] == "vụ" and not tokens.cap[i] and i and tokens.key[i - 1] in {"chức", "nhiệm"})


def _build(
    tokens: Tokens, lexicon: Lexicon, start: int, i: int, j: int, role: Role, status: str
) -> tuple[PostSpan, int]:
    words = role.role or " ".join(tokens.surface[i:j])
    post = PostSpan(
        tokens.start[start],
        tokens.end[j - 1],
        role.mode.split(":")[0],
        words[0].upper() + words[1:],
        status,
        role.mode,
        None,
        role.agency,
        is_public=role.is_public,
        is_other=role.mode == "other",
        is_plural=_is_plural(tokens, lexicon, start),
        rank=_rank_before(tokens, lexicon, start),
    )
    if post.is_other:
        body = parse_agency(tokens, lexicon, j, role=True)
        if body is None or body[0].is_public or body[0].is_bare:
            return post, j
        return replace(post, end=body[0].end), body[1]  # 'tổng biên tập | Nhà xuất bản Tri Thức |, nguyên thứ trưởng …'
    post, j = _read_modifiers(tokens, lexicon, post, j)
    if tokens.surface[j] == "(" and tokens.surface[j + 1].isupper() and tokens.surface[j + 2] == ")":
        j += 3  # 'Tổng giám đốc | (TGĐ) | Ban Quản lý dự án 2'
    if role.role in {"Đội trưởng", "Đội phó", "Đồn trưởng", "Phó Đồn trưởng"}:
        field, end = read_field(tokens, lexicon, j, small=True)
        # 'Đội trưởng vũ trang Đồn Biên phòng X', 'Phó Đồn trưởng Nghiệp vụ Đồn Biên phòng Y'
        if field and tokens.cap[end] and (not tokens.cap[j] or tokens.key[end] == "đồn"):
            post, j = replace(post, role=f"{post.role} {field}"), end
    if (
        post.role in AIDES
        and not _is_aide(tokens, lexicon, j)
        and (served := parse_post(tokens, lexicon, j)) is not None
    ):
        return _serve(tokens, lexicon, post, served, j)
    post, j = _read_agency(tokens, lexicon, post, role, i, j)
    is_past = post.status == "current" and post.agency is not None and _is_of_past(tokens, post.agency.place, j)
    post = replace(
        post,
        end=max(post.end, tokens.end[j - 1]),
        is_plural=post.is_plural or _opens_list(tokens, start, j),
        status="former" if is_past else post.status,
    )
    return post, j


def _is_of_past(tokens: Tokens, place: PlaceSpan | None, j: int) -> bool:
    """Whether the body's own unit is called former: 'Chủ tịch UBND tỉnh Bến Tre | (cũ)', '… tỉnh Phú Yên | trước sáp nhập'."""
    if place is None or not place.name or place.outer is not None:
        return False
    k = j + 1 if tokens.surface[j] == "(" else j
    return tokens.key[k] == "cũ" or tokens.key[k : k + 3] == ["trước", "sáp", "nhập"]


AIDES = frozenset({"Thư ký", "Trợ lý", "Phó Thư ký"})


def _is_aide(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    role = longest(lexicon.roles, tokens.key, j)[0]
    return role is not None and role.role in AIDES


def _serve(
    tokens: Tokens, lexicon: Lexicon, post: PostSpan, served: tuple[PostSpan, int], j: int
) -> tuple[PostSpan, int]:
    """Make one title of an aide's and that of whom he serves: 'Thư ký Thứ trưởng | Bộ Y tế'; a name behind it is the other's own."""
    other, end = served
    post = replace(
        other,
        start=post.start,
        end=post.end,
        rule=post.rule,
        role=f"{post.role} {other.role}",
        status=post.status,
        place=post.place,
        is_plural=post.is_plural,
        rank=post.rank,
    )
    if tokens.cap[end] and tokens.key[end] in lexicon.surnames:
        return post, j  # 'trợ lý | Phó Thủ tướng Phạm Bình Minh'
    return replace(post, end=other.end), end


def _is_plural(tokens: Tokens, lexicon: Lexicon, start: int) -> bool:
    before = tokens.key[start - 1] if start else ""
    return before in lexicon.words["plural"] or (before.isdigit() and len(before) <= 2)


def _opens_list(tokens: Tokens, start: int, j: int) -> bool:
    """Whether a colon behind the title opens the list of its holders: 'các đồng chí | Phó Tổng Tham mưu trưởng | : A; B và C'."""
    before = tokens.key[max(start - 3, 0) : start]
    return tokens.surface[j] == ":" and (
        before == ["các", "đồng", "chí"] or before[-2:] in (["các", "ông"], ["các", "bà"])
    )


def _read_modifiers(tokens: Tokens, lexicon: Lexicon, post: PostSpan, j: int) -> tuple[PostSpan, int]:
    """'Thường trực', 'thứ nhất', 'phụ trách' between the title and the body."""
    for _ in range(MAX_MODIFIERS):
        length = next((length for length in (2, 1) if _is_modifier(tokens, lexicon, j, length)), 0)
        if not length:
            break
        words = " ".join(tokens.key[j : j + length])
        added = lexicon.modifiers[words]
        if words in lexicon.acting and post.status == "current" and _leads(tokens, lexicon, post, j + length):
            post = replace(post, status="acting")
        if added and added.lower() not in post.role.lower():
            post = replace(post, role=f"{post.role} {added}")
        j += length
    return post, j


def _leads(tokens: Tokens, lexicon: Lexicon, post: PostSpan, j: int) -> bool:
    """Whether a deputy is in charge of the body itself: 'Phó Giám đốc phụ trách | Sở Y tế', not 'Phó Chủ tịch phụ trách | kinh tế'."""
    is_deputy = post.role.startswith("Phó ") or post.role.endswith(" phó")
    is_body = bool(tokens.cap[j]) and longest(lexicon.heads, tokens.key, j)[0] is not None
    return is_deputy and (is_body or not tokens.surface[j].isalpha())


MAX_MODIFIERS = 2
"""'Phó Bí thư | Thường trực | chuyên trách'."""


def _is_modifier(tokens: Tokens, lexicon: Lexicon, j: int, length: int) -> bool:
    words = " ".join(tokens.key[j : j + length])
    return words in lexicon.modifiers and (length > 1 or tokens.surface[j].isupper())


def _read_agency(tokens: Tokens, lexicon: Lexicon, post: PostSpan, role: Role, i: int, j: int) -> Held:
    """Find the body behind the title, as the title's mode says; return the position behind it."""
    mode, _, argument = role.mode.partition(":")
    return READERS[mode](tokens, lexicon, post, i, j, argument)


READERS = {
    "implied": states.implied_body, "none": states.nothing, "ministry": states.ministry_body, "after": bodies.after_body, "chair": bodies.chair_body, "at": bodies.at_body, "head": bodies.head_body, "office": bodies.office_body,
    "inspector": bodies.inspector_body, "village": bodies.village_body, "embassy": states.embassy_body, "place": bodies.place_only, "country": states.country_only, "member": bodies.member_body, "inner": bodies.inner_body,
    "cell": bodies.village_body, "deputy": states.nothing, "army": states.army_body,
}  # fmt: skip
"""The reader of each way in which a title and its body are joined; the keys are the values of `RoleRecord.reads`, besides 'other' and those read apart."""
