"""Bodies named together: 'Công an tỉnh Trà Vinh, Bến Tre và Vĩnh Long', 'UBND các tỉnh A, B', 'các bộ: Công Thương, Tài chính'.

Takes the tokens behind a body or a plural head, appends one `AgencySpan` for each place or field of the list. Decides how far the list goes:
only over names of provinces, of ministries or of departments, joined by commas and 'và'.

Known limit: lists of districts and communes that the gazetteer does not know are not spread out.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.lexicon import Head, Lexicon, Unit
from vnnews.mentions.places import is_capitalised, match_province, parse_place
from vnnews.mentions.spans import AgencySpan, PlaceSpan, Span
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest

SPREADING = frozenset(
    {
        "police",
        "peoples_committee",
        "peoples_council",
        "provincial_department",
        "party_committee",
        "court",
        "procuracy",
        "front",
        "military",
        "na_delegation",
        "vertical_agency",
    }
)
"""Kinds of bodies that every province has."""

MAX_LISTED = 64
"""No list of provinces is longer than the provinces."""


def read_coordinated(tokens: Tokens, lexicon: Lexicon, agency: AgencySpan, j: int, found: list[Span]) -> int:
    """Append the bodies of the provinces listed behind a body's own place; return the position behind the list.

    The list must end in 'và': in 'Công an tỉnh Nghệ An, Hà Tĩnh mưa to' the second province is no body's.
    """
    place = agency.place
    if place is None or not place.is_province_name or agency.kind not in SPREADING or place.unit not in {"tỉnh", ""}:
        return j
    places: list[tuple[PlaceSpan, int]] = []
    k = j
    closed = False
    while len(places) < MAX_LISTED and tokens.key[k] in {",", "và"}:
        mark = tokens.key[k]
        step = k + 1 if tokens.key[k + 1] != "và" else k + 2
        name = match_province(tokens, lexicon, step)
        if name is None or not name[0].is_strong:
            break
        inner = parse_place(tokens, lexicon, step, nested=True)
        if inner is None:
            break
        places.append((inner[0], inner[1]))
        k = inner[1]
        if mark == "và" or tokens.key[step - 1] == "và":
            closed = True
            break
    if not closed or (place.unit == "" and len(places) < 2):
        return j
    for inner_place, _ in places:
        found.append(_with_place(agency, inner_place, "coordinated_places"))
    return k


def _with_place(agency: AgencySpan, place: PlaceSpan, rule: str) -> AgencySpan:
    return replace(agency, place=place, start=place.start, end=place.end, rule=rule)


def keys_begin_list(tokens: Tokens, i: int) -> bool:
    """Return whether a plural head stands at token i: 'các bộ', 'các sở', 'UBND các tỉnh'."""
    return tokens.key[i] in {"bộ", "sở", "ubnd", "ủy", "công", "hđnd"} and (
        tokens.key[i] not in {"bộ", "sở"} or (i > 0 and tokens.key[i - 1] == "các")
    )


def read_list_of_bodies(tokens: Tokens, lexicon: Lexicon, i: int, found: list[Span]) -> int:
    """Append the bodies of a plural head at token i; return the position behind the list, i when there is none."""
    if tokens.key[i] in {"bộ", "sở"}:
        return _read_fields(tokens, lexicon, i, found)
    head, j = longest(lexicon.heads, tokens.key, i)
    if (
        not isinstance(head, Head)
        or head.slot != "place"
        or tokens.key[j] not in {"các", "hai", "ba"}
        or head.kind not in SPREADING
    ):
        return i
    unit, k = longest(lexicon.units, tokens.key, j + 1)
    if unit is not None and unit.level in {"district", "commune"}:
        return _read_local_bodies(tokens, lexicon, head, unit, k, i, found)
    if unit is None or unit.level not in {"province", "city"}:
        return i
    if tokens.key[k] == "," and longest(lexicon.units, tokens.key, k + 1)[0] is not None:
        k = longest(lexicon.units, tokens.key, k + 1)[1]
    if tokens.key[k] == ":":
        k += 1
    listed = 0
    end = i
    while listed < MAX_LISTED:
        inner = parse_place(tokens, lexicon, k, nested=True)
        if inner is None or not inner[0].is_province_name:
            break
        found.append(
            AgencySpan(
                inner[0].start,
                inner[0].end,
                "listed_places",
                head.name,
                head.kind,
                head.level,
                inner[0],
                takes_place=True,
            )
        )
        listed, end = listed + 1, inner[1]
        if tokens.key[end] not in {",", "và", "-", "–"}:
            break
        k = end + 1 if tokens.key[end + 1] != "và" else end + 2
    return end


def _read_local_bodies(
    tokens: Tokens, lexicon: Lexicon, head: Head, unit: Unit, k: int, i: int, found: list[Span]
) -> int:
    """'UBND các phường | Đồng Hới, Đồng Thuận và Nam Lý': the body of each."""
    places, end = _names_of_units(tokens, lexicon, unit, k)
    for place in places:
        found.append(
            AgencySpan(
                place.start, place.end, "listed_places", head.name, head.kind, head.level, place, takes_place=True
            )
        )
    return end if places else i


def read_list_of_units(tokens: Tokens, lexicon: Lexicon, i: int, found: list[Span]) -> int:
    """Append the units of a list that begins at token i behind 'các': 'các | xã: Kim Liên, Vạn An'; return the position behind it, i without one."""
    unit, k = longest(lexicon.units, tokens.key, i)
    if unit is None or unit.level not in {"district", "commune"}:
        return i
    other, end = longest(lexicon.units, tokens.key, k + 1) if tokens.key[k] in {",", "và"} else (None, k)
    if other is not None and other.level == unit.level:
        k = end  # 'các phường, xã như: Bắc Giang, Yên Dũng'
    k += tokens.key[k] in {"như", "gồm"}
    places, end = _names_of_units(tokens, lexicon, unit, k)
    found.extend(places)
    return end if places else i


def _names_of_units(tokens: Tokens, lexicon: Lexicon, unit: Unit, k: int) -> tuple[list[PlaceSpan], int]:
    """The places of one kind of unit listed from token k on, and the position behind them; names that the gazetteer knows only."""
    places: list[PlaceSpan] = []
    k += tokens.key[k] == ":"
    end = k
    while len(places) < MAX_LISTED:
        name, stop = longest(lexicon.locals, tokens.key, k)
        if name is None or not is_capitalised(tokens, k, stop) or (tokens.cap[stop] and stop == k + 1):
            break
        text = " ".join(tokens.surface[k:stop])
        places.append(
            PlaceSpan(tokens.start[k], tokens.end[stop - 1], "listed_unit", unit.level, unit.word, text, False, True)
        )
        end = stop
        if tokens.key[end] not in {",", "và"}:
            break
        k = end + 1 if tokens.key[end + 1] != "và" else end + 2
    return places, end


def _read_fields(tokens: Tokens, lexicon: Lexicon, i: int, found: list[Span]) -> int:
    """'các bộ: Công Thương, Tài chính và Tư pháp', 'các Sở Y tế, Tài chính'."""
    head = tokens.key[i]
    k = i + 1
    if tokens.key[k : k + 2] == [",", "ngành"]:
        k += 2
    if tokens.key[k] in {":", "gồm"}:
        k += 1
    spans: list[AgencySpan] = []
    end = i
    while len(spans) < MAX_LISTED:
        step = k + 1 if tokens.key[k] == head else k
        field = _field_body(tokens, lexicon, head, step)
        if field is None:
            break
        name, end = field
        kind = "ministry" if head == "bộ" else "provincial_department"
        spans.append(
            AgencySpan(
                tokens.start[step],
                tokens.end[end - 1],
                "listed_fields",
                name,
                kind,
                "central" if head == "bộ" else "province",
                is_whole=head == "bộ",
                takes_place=head == "sở",
            )
        )
        if tokens.key[end] not in {",", "và"}:
            break
        k = end + 1 if tokens.key[end + 1] != "và" else end + 2
    if len(spans) < 2:
        return i
    found.extend(spans)
    return end


def _field_body(tokens: Tokens, lexicon: Lexicon, head: str, k: int) -> tuple[str, int] | None:
    """The ministry or department of a field at token k, unless a place makes it another body ('Công an TP Hà Nội')."""
    if not tokens.cap[k]:
        return None
    if head == "bộ":
        value, end = longest(lexicon.heads.get("bộ", {}), tokens.key, k)
        if not isinstance(value, Head) or value.kind != "ministry" or value.slot != "whole":
            return None
        name = value.name
    else:
        field, end = longest(lexicon.departments, tokens.key, k)
        if field is None:
            return None
        name = f"Sở {field}"
    if head == "bộ" and (
        longest(lexicon.units, tokens.key, end)[0] is not None or match_province(tokens, lexicon, end) is not None
    ):
        return None
    return name, end
