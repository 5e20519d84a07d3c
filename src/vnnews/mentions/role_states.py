"""The body behind the titles of the state, of ministries, of the army's staff, of embassies and of other states.

Takes what the readers of `role_bodies` take, gives the post with its body and the position behind it. Decides which body such a title implies
('Thủ tướng'), and whose minister or ambassador it speaks of.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agencies import parse_agency
from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.names import is_person_run, read_field
from vnnews.mentions.places import parse_place
from vnnews.mentions.role_parts import Held, read_country, set_agency
from vnnews.mentions.spans import AgencySpan, PostSpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest


def nothing(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """No body: the title names the office itself ('Chủ tịch nước')."""
    return read_country(tokens, lexicon, post, j)


def implied_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """The title implies its body, and may name it: 'Thủ tướng Chính phủ', 'Thống đốc Ngân hàng Nhà nước Việt Nam'."""
    post, end = read_country(tokens, lexicon, post, j)
    if post.country:
        return post, end
    found = parse_agency(tokens, lexicon, j, role=False)
    if found is not None and found[0].is_whole and (found[0].name == post.implied or post.role.endswith("Thống đốc")):
        post = replace(post, agency=found[0])
        return post, found[1]
    named = _named_body(tokens, lexicon, post, i, j)
    if named is not None:
        post = replace(post, agency=named)
    if named is not None and post.role == "Đại biểu" and end == j:  # 'đại biểu Quốc hội | tỉnh X | Trần Văn A'
        seat = parse_place(tokens, lexicon, j, nested=True)
        if seat is not None and seat[0].is_province_name and is_person_run(tokens, lexicon, seat[1]):
            return replace(post, agency=replace(named, inside=(seat[0],))), seat[1]
    return post, end


def army_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Tổng Tham mưu trưởng | Quân đội nhân dân Việt Nam'; without the army's name the title implies the General Staff."""
    post, end = read_country(tokens, lexicon, post, j)
    if post.country:
        return post, end
    end = _army_end(tokens, j)
    return (replace(post, implied="Quân đội nhân dân Việt Nam") if end > j else post), end


def _army_end(tokens: Tokens, j: int) -> int:
    """The position behind the army's name: 'Tổng Tham mưu trưởng | Quân đội nhân dân Việt Nam |'."""
    for words in (["quân", "đội", "nhân", "dân"], ["qđnd"], ["qđndvn"], ["quân", "đội"]):
        end = j + len(words)
        if tokens.key[j:end] == words and tokens.cap[j]:
            return end + 2 if tokens.key[end : end + 2] == ["việt", "nam"] else end
    return j


def _named_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int) -> AgencySpan | None:
    """The body's words inside the matched title, from the last that may open its name: 'Trung ương Đảng' in 'Ủy viên BCH Trung ương Đảng'."""
    title = len(post.role.replace(" Thường trực", "").split())
    words = " ".join(tokens.key[i:j])
    found = [at for opening in lexicon.words["body_in_title"] if (at := words.find(opening)) > 0]
    if not found:
        return None
    first = i + words[: max(found)].count(" ")
    if first - i < min(title, 1):
        return None
    return AgencySpan(
        tokens.start[first], tokens.end[j - 1], "body_in_title", post.implied, "", "central", is_whole=True
    )


def ministry_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Bộ trưởng Bộ Y tế', 'Bộ trưởng Y tế', 'Bộ trưởng Ngoại giao Nga'."""
    found = parse_agency(tokens, lexicon, j, role=True)
    if (
        found is not None
        and found[0].kind in {"ministry", "ministerial_agency", "foreign", "board"}
        and not found[0].is_bare
    ):
        return set_agency(post, found)
    field = _ministry_field(tokens, lexicon, j)
    if field is not None:
        name, end = field
        agency = AgencySpan(
            tokens.start[j], tokens.end[end - 1], "ministry_of_title", name, "ministry", "central", is_whole=True
        )
        post, stop = read_country(tokens, lexicon, post, end)
        agency = agency if not post.country else replace(agency, country=post.country)
        return replace(post, agency=agency), stop
    if found is not None and found[0].is_whole and found[1] > j and tokens.cap[j]:
        return set_agency(post, found)
    words, end = read_field(tokens, lexicon, j, small=False)
    if words:
        post, stop = read_country(tokens, lexicon, post, end)
        if post.country:
            post = replace(
                post,
                agency=AgencySpan(
                    tokens.start[j],
                    tokens.end[end - 1],
                    "ministry_of_title",
                    f"Bộ {words}",
                    "ministry",
                    "central",
                    country=post.country,
                ),
            )
            return post, stop
    return read_country(tokens, lexicon, post, j)


def _ministry_field(tokens: Tokens, lexicon: Lexicon, j: int) -> tuple[str, int] | None:
    """The ministry that a bare field stands for: 'Bộ trưởng | Công an'."""
    if not tokens.cap[j]:
        return None
    value, end = longest(lexicon.heads.get("bộ", {}), tokens.key, j)
    if isinstance(value, Head) and value.kind == "ministry" and value.slot == "whole":
        return value.name, end
    return None


_HOUSES = {"Lãnh sự": "Tổng Lãnh sự quán", "thương mại": "Thương vụ", "Thương vụ": "Thương vụ"}
"""The house abroad of a title by a word of it; an embassy without one."""


def embassy_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Đại sứ Việt Nam tại Maroc' is ours, 'Đại sứ Nhật Bản tại Việt Nam' is theirs."""
    k = j + 1 if tokens.key[j] in {"của", "nước"} else j
    if tokens.key[k : k + 6] == ["cộng", "hòa", "xã", "hội", "chủ", "nghĩa"]:
        k += 6
    house = next((house for word, house in _HOUSES.items() if word in post.role), "Đại sứ quán")
    ours = k + 1 if tokens.surface[k] == "VN" else k + 2 if tokens.key[k : k + 2] == ["việt", "nam"] else k
    if ours > k:
        if tokens.key[ours] in {"tại", "ở"}:
            country, end = longest(lexicon.countries, tokens.key, ours + 1)
            if country is None:
                end = ours + 1
                while tokens.cap[end] and not (
                    end > ours + 1 and tokens.key[end] in lexicon.surnames and tokens.cap[end + 1]
                ):  # 'Tổng Lãnh sự Việt Nam tại Osaka | Ngô Trịnh Hà'
                    end += 1
                country = " ".join(tokens.surface[ours + 1 : end])
            if country:
                post = replace(
                    post,
                    agency=AgencySpan(
                        tokens.start[j],
                        tokens.end[end - 1],
                        "embassy",
                        f"{house} Việt Nam tại {country}",
                        "diplomatic",
                        "foreign",
                        is_whole=True,
                    ),
                )
                post = replace(post, is_public=True)
                return post, end
        return post, ours
    post, end = read_country(tokens, lexicon, post, j)
    if post.country and tokens.key[end : end + 3] in (["tại", "việt", "nam"], ["ở", "việt", "nam"]):
        return post, end + 3
    return post, end


def country_only(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """Offices that Viet Nam does not have; they are foreign whatever follows."""
    post, end = read_country(tokens, lexicon, post, j)
    return replace(post, country=post.country or "?"), end
