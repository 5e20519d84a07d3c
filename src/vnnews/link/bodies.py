"""Naming agencies in full: the place that a bare form means, the parent, the kind and level.

Takes an `AgencySpan` span and the `Context`, gives a `Body` (its full name, province, parent) or None. Decides which bodies are left out: generic
ones, foreign ones, companies, and schools and hospitals that only name a place of events.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from vnnews.mentions import AgencySpan, PlaceSpan, PostSpan
from vnnews.models import Mention
from vnnews.text import fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vnnews.link.context import Context
    from vnnews.link.cues import Cues
    from vnnews.mentions import Span


class Body(msgspec.Struct, frozen=True):
    """A resolved agency."""

    key: str
    """What tells it from the other bodies of the article."""
    name: str
    kind: str
    level: str
    province: str
    parent: str
    rule: str
    link: str = ""
    """The id to which it leads on the article's day."""
    country: str = ""
    """Its country, '' for Viet Nam."""
    valid_from: date | None = None
    valid_to: date | None = None
    is_of_article: bool = False
    """Whether its province is not written beside it: it is the article's."""
    is_implied: bool = False
    """Whether only a title implies it: 'Thủ tướng'."""


INSTITUTIONS = frozenset({"school", "hospital", "university", "institute", "state_university", "park"})
PROVINCIAL = frozenset({"provincial_department", "party_board", "vertical_agency"})
"""Kinds that every province has one of: without a place the article's province is meant ('Sở Y tế')."""

PROVINCIAL_PARTS = frozenset({"sub_department", "public_service_unit", "management_board"})
"""Kinds named by their field that most provinces have one of; a name of their own ends in a capital word ('Ban Quản lý dự án Thăng Long')."""

LISTED_WITH_OTHERS = frozenset({"peoples_committee", "peoples_council", "front"})
"""Bodies of one unit that are named in a row: 'Tỉnh ủy, HĐND, UBND, Ủy ban MTTQ Việt Nam tỉnh Ninh Bình'."""

LOCAL_PARTS = frozenset({"division", "police_unit", "sub_department"})
"""Kinds of bodies that are parts of a local one; without a parent they lie in the article's province."""

_LEVEL_OF_UNIT = {
    "tỉnh": "province", "thành phố": "province", "quận": "district", "huyện": "district", "thị xã": "district", "xã": "commune", "phường": "commune",
    "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


def resolve_body(agency: AgencySpan, context: Context) -> Body | None:
    """Return the agency with its full name, None when it names no specific public body of Viet Nam."""
    if agency.is_generic or not agency.is_public or agency.is_bare or agency.country or not agency.name:
        return None
    if agency.is_whole and context.abroad.is_whole:
        return None
    if agency.is_whole and (country := context.abroad.country_of(agency)):
        return _foreign_body(agency, country)
    place = agency.place
    rule = agency.rule
    if place is not None and not place.name:
        place = context.resolve_unit(place.unit, place.start)
        if place is None:
            return None
        rule = "unit_of_context"
    elif place is None and agency.parent is None and agency.kind == "division" and "Cảnh sát" not in agency.name:
        place = context.district_of_divisions
        rule = agency.rule if place is None else "unit_of_context"
    parent = resolve_body(agency.parent, context) if agency.parent is not None else None
    if agency.parent is not None and parent is None and agency.joins_parent:
        return None
    if place is None and agency.takes_place and parent is None and not agency.is_whole:
        if agency.kind not in PROVINCIAL:
            return _named_only(agency, context)
        province = context.province_at(agency.start)
        if not province:
            return None
        name = context.province_text(province)
        if agency.kind == "party_board":
            committee = "Thành ủy" if name.startswith("Thành phố") else "Tỉnh ủy"
            name = f"{committee} {name.removeprefix('tỉnh ')}"
        return _body_of_article(f"{agency.name} {name}", agency, province)
    return _compose(agency, place, parent, context, rule)


def _seat_in_name(name: str, context: Context) -> PlaceSpan | None:
    """The unit that a name ends in: 'Đồn Biên phòng Liên Hương' in an article that names 'xã Liên Hương'."""
    words = name.split()
    for length in (4, 3, 2):
        seat = context.seats.get(" ".join(words[-length:])) if length < len(words) else None
        if seat is not None:
            return seat
    return None


def _named_only(agency: AgencySpan, context: Context) -> Body | None:
    """A body with a field and no place: 'Chi cục Kiểm lâm', 'Trung tâm Cấp cứu 115'; kept under its own name."""
    if agency.kind in {
        "peoples_committee",
        "peoples_council",
        "police",
        "court",
        "procuracy",
        "front",
        "party_committee",
        "party_organisation",
    }:
        return None
    if " " not in agency.name:
        return None
    if agency.kind in PROVINCIAL_PARTS and agency.name[-1].islower() and agency.name.split()[-1].islower():
        province = context.ruling_province() if _OF_COUNTRY.search(agency.name) is None else ""
        # the centres of ministries sit in Hà Nội, which the news of the whole country names
        if province and (
            agency.kind == "sub_department" or province != _CAPITAL
        ):  # 'Chi cục Kiểm lâm', 'Ban Quản lý các khu công nghiệp' in an article about one province
            name = f"{agency.name} {context.province_text(province)}"
            return _body_of_article(name, agency, province)
    is_of_one = agency.kind == "sub_department" and _OF_REGION.search(agency.name) is None
    province = context.ruling_province() if is_of_one else ""  # 'Hạt Kiểm lâm khu vực Mang Yang'
    if agency.kind == "public_service_unit" and len(agency.inside) == 1:
        province = context.province_of(agency.inside[0])  # 'Trung tâm Giáo dục nghề nghiệp - hướng nghiệp | Phú Yên'
    return _body(agency.name, agency, agency.level, province, "", agency.rule)


def _compose(agency: AgencySpan, place: PlaceSpan | None, parent: Body | None, context: Context, rule: str) -> Body:
    name, level, province = agency.name, agency.level, ""
    if agency.is_named_by_province and place is not None and context.kind_of(place.name) == "centrally_run_city":
        name = "Thành ủy"
    if agency.kind == "legislature_committee" and name.startswith("Ủy ban") and "Quốc hội" not in name:
        name = f"{name} của Quốc hội"
    if place is not None:
        text = context.place_text(place)
        level = "province" if context.is_province(place) else _LEVEL_OF_UNIT.get(place.unit, level)
        if place.unit == "thành phố" and not context.is_province(place):
            level = "district"
        province = context.province_of(place)
        if place.unit and fold(agency.name) in _HEADS_WITH_UNIT and not (level == "district" and place.name.isdigit()):
            text = text.removeprefix(f"{place.unit} ")  # 'Tỉnh ủy | Cao Bằng', not 'Tỉnh ủy tỉnh Cao Bằng'
        elif not place.unit and fold(agency.name) in _HEADS_WITH_UNIT:
            text = text.removeprefix("tỉnh ")
        if fold(agency.name) in _HEADS_WITH_UNIT and place.name != "Hồ Chí Minh":
            text = text.removeprefix("Thành phố ")
        name = f"{name} {text}"
    province = province or agency.province
    if parent is not None:
        name = f"{name} {parent.name}" if agency.joins_parent else f"{name}, {parent.name}"
        province = province or parent.province
        level = level or parent.level
    elif place is None and agency.kind in LOCAL_PARTS:
        seat = _seat_in_name(agency.name, context)
        province = (context.province_of(seat) if seat is not None else "") or context.ruling_province()
    elif not province and _is_local(agency, name):
        inside = {found.name for found in agency.inside}
        if len(inside) != 1:  # a hospital may be one of a ministry wherever it stands
            inside = {
                ""
                if agency.kind == "hospital"
                else context.province_in_bracket(agency.end) or context.ruling_province()
            }
        province = inside.pop()
    if place is None and parent is None:
        return _dated_body(name, agency, level, province, rule, context)
    return _body(name, agency, level, province, "" if parent is None else parent.name, rule)


_CAPITAL = "Hà Nội"
_OF_COUNTRY = re.compile("quốc gia|trung ương", re.IGNORECASE)
_OF_REGION = re.compile(r" (?:khu vực|vùng) [IVX\d]+$")
"""Customs and tax offices of regions cover several provinces: 'Chi cục Hải quan khu vực VI'."""
_SCHOOL_OF_PROVINCE = re.compile(r"Trung học|Tiểu học|Mầm non|Mẫu giáo|Phổ thông", re.IGNORECASE)


def _is_local(agency: AgencySpan, name: str) -> bool:
    """Whether a body without place and parent is one of a province: a village, a common school, a court of a region."""
    if agency.kind == "school":
        return _SCHOOL_OF_PROVINCE.search(name) is not None
    if agency.kind == "hospital":
        return _OF_COUNTRY.search(name) is None
    if agency.is_of_region:  # those of customs and tax span provinces
        return agency.kind in {"court", "procuracy"}
    return agency.is_local or agency.kind in {"village", "park"}


_HEADS_WITH_UNIT = frozenset(
    {
        "tỉnh ủy",
        "thành ủy",
        "huyện ủy",
        "quận ủy",
        "thị ủy",
        "tỉnh đoàn",
        "thành đoàn",
        "huyện đoàn",
        "quận đoàn",
        "thị đoàn",
        "xã đoàn",
        "phường đoàn",
    }
)


def _body(name: str, agency: AgencySpan, level: str, province: str, parent: str, rule: str) -> Body:
    key = f"vn:{slug(name)}"
    return Body(key, name, agency.kind, level, province, parent, rule, key)


def _dated_body(name: str, agency: AgencySpan, level: str, province: str, rule: str, context: Context) -> Body:
    """A body that its own name tells, with the days and the id that the gazetteer knows of it."""
    body = _body(name, agency, level, province, "", rule)
    record = context.dated.record(agency.name)
    if record is None:
        return body
    return replace(body, link=context.dated.link(record), valid_from=record.valid_from, valid_to=record.valid_to)


def implied_body(name: str, context: Context) -> Body:
    """Return the central body that a title alone implies: the Chính phủ of 'Thủ tướng'."""
    agency = AgencySpan(0, 0, "implied_by_title", name)
    return replace(_dated_body(name, agency, "central", "", "implied_by_title", context), is_implied=True)


def _foreign_body(agency: AgencySpan, country: str) -> Body:
    """A body of another country, which the text calls by its bare name: 'Bộ Ngoại giao' behind 'Bộ Ngoại giao Trung Quốc'."""
    key = foreign_key(agency.name, country)
    return Body(key, f"{agency.name} {country}", agency.kind, agency.level, "", "", "country_of_context", key, country)


def foreign_key(name: str, country: str) -> str:
    """Return what tells a body of another country from others, and from those of Viet Nam, whose ids begin with 'vn:'.

    >>> foreign_key("Bộ Ngoại giao", "Trung Quốc")
    'bo-ngoai-giao-trung-quoc'
    """
    return slug(f"{name} {country}")


def _body_of_article(name: str, agency: AgencySpan, province: str) -> Body:
    """A body of the article's province, which is not written beside it."""
    return replace(_body(name, agency, "province", province, "", "province_of_article"), is_of_article=True)


_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")


def mention_of(agency: AgencySpan, text: str, rule: str) -> Mention:
    """Return the words that name a body: to the name's own end, without an owner or place in brackets and the dot of a sentence.

    >>> mention_of(AgencySpan(0, 23, ""), "Cục Thuế (Bộ Tài chính)", "central_name").text
    'Cục Thuế'
    """
    words = _IN_BRACKETS.sub("", text[agency.start : agency.end]).removesuffix(".")
    return Mention(agency.start, agency.start + len(words), words, rule)


_OWN_PART = re.compile(r" (?:là|làm) (?:cơ quan|đơn vị|đầu mối|thành viên)\b")


def has_own_part(text: str, end: int) -> bool:
    """Return whether the body that ends there is given a part of its own, so that it is nobody's whose title stands in front without one.

    'do Bí thư A làm Trưởng ban, Đảng ủy X | là cơ quan thường trực'

    >>> has_own_part("Đảng ủy Sở X là cơ quan thường trực", 12)
    True
    """
    return _OWN_PART.match(text, end) is not None


def acting_institutions(agencies: Sequence[AgencySpan], text: str, cues: Cues) -> set[int]:
    """Return where the schools and hospitals begin that act; in 'Bệnh viện A và Bệnh viện B cứu sống' both do."""
    acting: set[int] = set()
    following: AgencySpan | None = None
    for agency in reversed(agencies):
        joined = (
            following is not None
            and following.start in acting
            and text[agency.end : following.start].strip() in {"và", ",", "cùng", "phối hợp với"}
        )
        if joined or cues.is_acting(text, agency.start, agency.end):
            acting.add(agency.start)
        following = agency
    return acting


def share_places(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the spans, bodies with the place that they share with the next of a list: 'Sở Y tế và Sở Tài chính Hà Nội'."""
    shared = list(spans)
    second: AgencySpan | None = None
    for at in range(len(shared) - 1, -1, -1):
        first = shared[at]
        if not isinstance(first, AgencySpan):
            continue
        if second is not None and second.place is not None:
            between = text[first.end : second.start].strip()
            first = shared[at] = _with_place_of(first, second, second.place, between)
        second = first
    return tuple(shared)


def _with_place_of(first: AgencySpan, second: AgencySpan, place: PlaceSpan, between: str) -> AgencySpan:
    """A body with the place of the next one, when the words between them make the two a list."""
    if first.place is None and first.takes_place and first.parent is None and first.kind == second.kind:
        is_listed = between in {"và", ",", "&", ", và"} and first.kind in PROVINCIAL
        return replace(first, place=place, is_bare=False) if is_listed else first
    is_open = first.place is not None and not first.place.name and place.unit == first.place.unit
    if is_open and place.name and between in {"và", ",", ", và"}:
        return replace(first, place=place)  # 'Huyện ủy, UBND huyện | Tiên Yên'
    is_of_unit = first.is_bare and (first.kind in LISTED_WITH_OTHERS or _is_of_commune(first, second))
    if is_of_unit and second.kind in LISTED_WITH_OTHERS and between in {"và", ",", ", và", "-", "–"}:
        return replace(first, place=place, is_bare=False)
    return first


_HAVE_OWNER = frozenset({"board", "division"})
_OWNERS = frozenset({"mass_org", "management_board", "department", "general_department", "ministry", "front"})


def share_owners(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the spans, titles of divisions with the body that stands behind them: 'Trưởng phòng Điều hành 4 (| Ban Quản lý dự án 6)'."""
    shared = list(spans)
    for at, (first, second) in enumerate(pairwise(spans)):
        if not isinstance(first, PostSpan) or not isinstance(second, AgencySpan) or first.agency is None:
            continue
        part = first.agency
        is_part = part.kind in _HAVE_OWNER and part.place is None and part.parent is None and not part.is_bare
        if is_part and second.kind in _OWNERS and not second.is_bare and text[first.end : second.start] in {", ", " ("}:
            shared[at] = replace(first, agency=replace(part, parent=second))
    return tuple(shared)


def _is_of_commune(first: AgencySpan, second: AgencySpan) -> bool:
    """Whether a bare Party committee stands in front of the bodies of a commune: 'Đảng ủy, HĐND, UBND xã Tân Hồng'."""
    return (
        first.name == "Đảng ủy"
        and second.place is not None
        and second.place.unit in {"xã", "phường", "thị trấn", "đặc khu"}
    )


def bodies_inside(agency: AgencySpan) -> Iterator[AgencySpan]:
    """Yield an agency and the parents that are bodies of their own: 'Phòng X, Công an TP.HCM' names the police of the city too."""
    yield agency
    if agency.parent is not None and not agency.joins_parent:
        yield from bodies_inside(agency.parent)
