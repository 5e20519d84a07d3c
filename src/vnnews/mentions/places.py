"""Finding places: provinces by all their names, and lower units far enough to tell them from provinces and to link bodies to them.

Takes tokens and a position, gives a `PlaceSpan` and the position behind it, or None. Decides whether a province's name means the province
('Thái Bình Dương', 'đường Bắc Ninh', 'CLB Nam Định', 'Trương Hòa Bình' do not)

Known limits: a company that bears only a province's name ('Hòa Bình tăng trần') is taken for the province.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.lexicon import Lexicon, ProvinceName, Unit
from vnnews.mentions.names import is_person_run
from vnnews.mentions.spans import PlaceSpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import all_matches, longest
from vnnews.text import fold


def is_capitalised(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether every word between two positions has a capital first letter."""
    return all(tokens.cap[k] or not tokens.surface[k][:1].isalpha() for k in range(start, end))


def match_province(tokens: Tokens, lexicon: Lexicon, i: int) -> tuple[ProvinceName, int] | None:
    """Return the longest capitalised province name that begins at token i, and its end."""
    for name, end in all_matches(lexicon.provinces, tokens.key, i):
        if is_capitalised(tokens, i, end) or (
            name.has_unit and is_capitalised(tokens, i + 2, end) and tokens.key[i] == "thủ"
        ):
            return name, end
    return None


def read_unit(tokens: Tokens, lexicon: Lexicon, i: int) -> tuple[Unit, int] | None:
    """Return the unit word at token i and the position behind it ('TP.' and 'P.' with their dot)."""
    unit, end = longest(lexicon.units, tokens.key, i)
    if unit is None:
        return None
    short = len(tokens.key[i]) <= 2 and tokens.key[i] not in {"xã", "ấp", "tổ"}
    if short and not tokens.cap[i]:  # 'p. 12' and 'h. 3' are not units
        return None
    return unit, end


def parse_place(
    tokens: Tokens, lexicon: Lexicon, i: int, *, bare: bool = False, nested: bool = False, inside: int = 0
) -> tuple[PlaceSpan, int] | None:
    """Return the place that begins at token i and the position behind it.

    Args:
        tokens: The passage.
        lexicon: The names.
        i: Where to look.
        bare: Whether a unit word without a name counts ('UBND tỉnh').
        nested: Whether the place stands inside an agency's name, where the traps of bare names do not apply.
        inside: How many smaller units stand in front.
    """
    key = tokens.key
    whole = match_province(tokens, lexicon, i)
    if whole is not None and whole[0].has_unit and whole[0].is_strong:
        name, end = whole
        return _province(
            tokens, i, end, "thành phố" if key[i][0] == "t" else "", name.name, "province_with_unit", nested
        ), end
    unit = read_unit(tokens, lexicon, i)
    if unit is not None:
        found = _unit_place(tokens, lexicon, i, unit, nested=nested)
        if found is not None:
            return _read_outer(tokens, lexicon, found, inside)
        if bare and unit[0].level in {"province", "city", "district", "commune"} and unit[0].word != "thủ đô":
            return _bare_unit(tokens, lexicon, i, unit)
        return None
    if (
        whole is not None
        and whole[0].name == "Huế"
        and (nested or _is_place_context(tokens, i) or _is_listed(tokens, lexicon, i, whole[1]))
    ):
        return _province(tokens, i, whole[1], "", "Huế", "province_name", nested), whole[1]
    if whole is None:
        return None
    name, end = whole
    if name.is_addressed and (nested or _is_place_context(tokens, i)):
        return _province(tokens, i, end, "", name.name, "province_abbreviation", nested), end
    if not name.is_strong:
        return None
    if nested or is_province_context(tokens, lexicon, i, end):
        return _province(tokens, i, end, "", name.name, "province_name", nested), end
    return None


def _is_of_china(tokens: Tokens, lexicon: Lexicon, i: int, end: int, name: str) -> bool:
    """'tỉnh Hà Nam (Trung Quốc)', 'Hà Nam, Trung Quốc'."""
    return fold(name) in lexicon.words["province_of_china"] and tokens.key[end + 1 : end + 3] == ["trung", "quốc"]


def _is_place_context(tokens: Tokens, i: int) -> bool:
    """Whether a word in front says that a place follows: 'tại Huế', 'từ Huế'; 'bún bò Huế' and 'cung đình Huế' are of the old town."""
    return (tokens.key[i - 1] if i else "") in {"", "tại", "ở", "đến", "từ", "về", "ra", "vào", "tới", "qua", "(", "."}


def _is_listed(tokens: Tokens, lexicon: Lexicon, i: int, end: int) -> bool:
    """Whether another province stands beside the name in a list: 'Hà Nội, | Huế |, Ninh Bình'."""
    marks = {",", "và", "-", "–"}
    before = tokens.key[i - 1] in marks and match_province_before(tokens, lexicon, i - 1) if i else False
    return before or (tokens.key[end] in marks and match_province(tokens, lexicon, end + 1) is not None)


def _read_outer(tokens: Tokens, lexicon: Lexicon, found: tuple[PlaceSpan, int], inside: int) -> tuple[PlaceSpan, int]:
    """Take the larger unit behind a local one: ', quận 1', ', tỉnh Lâm Đồng', '(Nghệ An)'."""
    place, end = found
    if place.is_province_name or place.level == "province" or inside >= MAX_UNITS:
        return found
    bracket = tokens.surface[end] == "("
    if place.level == "village" and read_unit(tokens, lexicon, end) is not None:  # 'tổ dân phố 76 | phường Bạch Mai'
        outer = parse_place(tokens, lexicon, end, nested=True, inside=inside + 1)
        is_larger = outer is not None and _RANK_OF_LEVEL[outer[0].level] > _RANK_OF_LEVEL[place.level]
        return (replace(place, outer=outer[0]), outer[1]) if outer is not None and is_larger else found
    if not bracket and tokens.surface[end] != ",":
        return found
    outer = parse_place(tokens, lexicon, end + 1, nested=True, inside=inside + 1)
    outer = _city_named_like_a_person(tokens, lexicon, end + 1) if outer is None else outer
    if outer is None or _RANK_OF_LEVEL[outer[0].level] <= _RANK_OF_LEVEL[place.level]:
        return found
    if bracket and tokens.surface[outer[1]] != ")":
        return found
    if not bracket and not outer[0].unit and not is_province_context(tokens, lexicon, end + 1, outer[1]):
        return found
    return replace(place, outer=outer[0]), outer[1] + bracket


def _city_named_like_a_person(tokens: Tokens, lexicon: Lexicon, i: int) -> tuple[PlaceSpan, int] | None:
    """The city of the name of Hồ Chí Minh behind one of its units: 'quận 1, Hồ Chí Minh'."""
    whole = match_province(tokens, lexicon, i)
    if whole is None or " ".join(tokens.surface[i : whole[1]]) != whole[0].name:
        return None
    return _province(tokens, i, whole[1], "", whole[0].name, "province_name", True), whole[1]


MAX_UNITS = 3
"""Units inside units: village, commune, district, province."""
_RANK_OF_LEVEL = {"village": 0, "commune": 1, "district": 2, "city": 3, "province": 4}


def _province(tokens: Tokens, i: int, end: int, unit: str, name: str, rule: str, nested: bool) -> PlaceSpan:
    level = "city" if unit == "thành phố" else "province"
    return PlaceSpan(tokens.start[i], tokens.end[end - 1], rule, level, unit, name, True, nested)


def _bare_unit(tokens: Tokens, lexicon: Lexicon, i: int, unit: tuple[Unit, int]) -> tuple[PlaceSpan, int] | None:
    word, end = unit
    if tokens.key[end] in {",", "/", "-", "–", "và", "hoặc"} and _is_bare_unit_at(tokens, lexicon, end + 1):
        return None  # 'UBND các xã, phường', 'UBND tỉnh, thành phố': none of them
    return PlaceSpan(tokens.start[i], tokens.end[end - 1], "bare_unit", word.level, word.word, ""), end


def _is_bare_unit_at(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    unit, end = longest(lexicon.units, tokens.key, i)
    return unit is not None and not tokens.cap[end] and not tokens.surface[end].isdigit()


def _unit_place(
    tokens: Tokens, lexicon: Lexicon, i: int, unit: tuple[Unit, int], *, nested: bool
) -> tuple[PlaceSpan, int] | None:
    """'tỉnh Cà Mau', 'TP Vinh', 'quận 2', 'xã Hàm Thuận Bắc'."""
    word, j = unit
    if word.level in {"province", "city"}:
        name = match_province(tokens, lexicon, j)
        if name is not None and not name[0].has_unit:
            end = name[1]
            if word.word == "thủ đô":
                return (
                    (_province(tokens, i, end, "thành phố", name[0].name, "province_with_unit", nested), end)
                    if name[0].name == "Hà Nội"
                    else None
                )
            if _is_of_china(tokens, lexicon, i, end, name[0].name):
                return None
            return _province(tokens, i, end, word.word, name[0].name, "province_with_unit", nested), end
        if word.level == "province":
            return None
    if (
        tokens.key[j - 1] == "."
        and tokens.start[j] > tokens.end[j - 1]
        and longest(lexicon.locals, tokens.key, j)[0] is None
        and not tokens.surface[j].isdigit()
    ):
        return None  # '… Sở Tư pháp TP. Qua kiểm tra': the dot ends the sentence
    end = _local_name_end(tokens, lexicon, j, word)
    if end == j:
        return None
    text = " ".join(tokens.surface[j:end])
    if (
        word.word == "xã"
        and tokens.key[j] == "hội"
        and (tokens.upper or _longest_local(tokens, lexicon, j, word)[1] != end)
    ):
        return None  # 'Bảo hiểm Xã Hội', but 'xã Hội Sơn'
    return PlaceSpan(
        tokens.start[i], tokens.end[end - 1], "local_unit", word.level, word.word, text, False, nested
    ), end


def _longest_local(tokens: Tokens, lexicon: Lexicon, j: int, word: Unit) -> tuple[str | None, int]:
    """The longest name of a district or commune that begins at token j, and its end."""
    known, end = longest(lexicon.locals, tokens.key, j)
    if word.level == "commune" and lexicon.is_past:
        former, stop = longest(lexicon.former_communes().names, tokens.key, j)
        # 'Chủ tịch UBND xã | Nguyễn Huân Hùng': 'Nguyễn Huân' was a commune too
        if stop > end and not (tokens.cap[stop] and is_person_like(tokens, lexicon, j, word)):
            return former, stop
    return known, end


def _local_name_end(tokens: Tokens, lexicon: Lexicon, j: int, word: Unit) -> int:
    """Where the name of a district, commune or village ends; j when there is none.

    A known name ends where the gazetteer says; an unknown one takes the capitals but leaves a person's name that touches it
    ('Chủ tịch UBND xã Ea Tul Nguyễn Văn Nam').
    """
    known, end = _longest_local(tokens, lexicon, j, word)
    if tokens.surface[j].isdigit():  # 'phường 12', 'phường 2 Bảo Lộc'
        return end if known is not None and is_capitalised(tokens, j, end) else j + 1
    if word.level == "village" and tokens.key[j] == "số" and tokens.surface[j + 1].isdigit():
        return j + 2  # 'tổ dân phố số 3'
    if word.word == "khu phố" and not tokens.cap[j]:
        return j
    if known is not None and is_capitalised(tokens, j, end):
        while (
            tokens.cap[end]
            and tokens.key[end] in lexicon.words["direction"]
            and not (tokens.key[end] in lexicon.surnames and tokens.cap[end + 1])
        ):
            end += 1
        return end
    k = j
    while (
        k - j < MAX_LOCAL_SYLLABLES
        and tokens.cap[k]
        and tokens.surface[k][0].isalpha()
        and not _begins_new_phrase(tokens, lexicon, j, k, word)
    ):
        k += 1
    if word.level == "village" and k > j and tokens.surface[k].isdigit() and len(tokens.surface[k]) <= 2:
        return k + 1  # 'làng Tơ Vơn 2'
    return k


MAX_LOCAL_SYLLABLES = 4
"""'xã Nậm Cắn Thượng Hạ': no commune of the gazetteer has more than four syllables without a hyphen."""


def is_person_like(tokens: Tokens, lexicon: Lexicon, j: int, word: Unit) -> bool:
    """'Chủ tịch UBND quận Trần Văn Bảy': after a bare unit the name of the chair, not of the unit."""
    pct = lexicon.surnames.get(tokens.key[j], -1.0)
    middle = tokens.key[j + 1]
    is_rare = middle in {"văn", "thị"} or (pct >= 0 and middle in lexicon.words["highland_middle"])
    is_unknown = word.level == "district" and pct >= 0 and longest(lexicon.locals, tokens.key, j)[0] is None
    if (
        pct < MIN_TOUCHING_PCT
        and not (is_rare and (word.level == "commune" or middle in {"văn", "thị"}))
        and not is_unknown
    ):
        return False
    if not (tokens.cap[j + 1] and tokens.cap[j + 2]):
        return False
    if word.level == "commune" and pct >= FREQUENT_PCT and tokens.cap[j + 3] and not tokens.cap[j + 4]:
        return (
            " ".join(tokens.key[j : j + 4]) not in lexicon.words["namesake"]
        )  # no commune has four syllables from a common surname
    if word.level == "commune" and tokens.key[j + 1] not in {"văn", "thị"}:
        return not tokens.cap[j + 3] and " ".join(tokens.key[j : j + 3]) not in lexicon.words["namesake"]
    return " ".join(tokens.key[j : j + 3]) not in lexicon.words["namesake"]


MIN_TOUCHING_PCT = 0.3
"""Share of a surname (gazetteer) from which an unknown unit's name that begins with it is taken for a person's."""


FREQUENT_PCT = 0.9
"""A surname at least as frequent as Cao (gazetteer)."""


def _begins_new_phrase(tokens: Tokens, lexicon: Lexicon, j: int, k: int, word: Unit) -> bool:
    if k == j:
        return is_person_like(tokens, lexicon, j, word)
    if tokens.key[k] in lexicon.words["not_in_name"]:
        return True
    # one syllable is a name only in 'thôn Đông Lê Văn A'; two and more are the rule
    return tokens.key[k] in lexicon.surnames and tokens.cap[k + 1] and k - j >= 2


def is_province_context(tokens: Tokens, lexicon: Lexicon, i: int, end: int) -> bool:
    """Return whether a bare province name at tokens i to end means the province, by the words beside it."""
    key, before, after = tokens.key, tokens.key[i - 1] if i else "", tokens.key[end]
    if after and tokens.cap[end] and after in lexicon.words["after_no_province"]:
        return False
    if after in lexicon.words["direction"] and tokens.cap[end] and not tokens.upper:  # 'Hưng Yên Nam', 'Điện Biên Đông'
        return False
    if _is_of_china(tokens, lexicon, i, end, " ".join(key[i:end])):
        return False
    if not before:
        return True
    others = lexicon.words["before_no_province"]
    if before in others and not (before == "cầu" and i >= 2 and key[i - 2] == "điểm"):
        return False
    if i >= 2 and f"{key[i - 2]} {before}" in others:
        return False
    if i >= 3 and f"{key[i - 3]} {key[i - 2]} {before}" in others:
        return False
    if (
        before in {"-", "–"}
        and i >= 2
        and tokens.cap[i - 2]
        and tokens.start[i] == tokens.end[i - 1]
        and tokens.start[i - 1] == tokens.end[i - 2]
    ):
        return key[i - 2] != "han"
    if tokens.upper:
        return key[i] != "hòa"
    if tokens.cap[i - 1] and tokens.surface[i - 1][0].isalpha() and i >= 2 and _is_mid_sentence(tokens, i - 1):
        # a capital word in front makes a longer name: 'Hoàng Anh Gia Lai', 'Dược Lâm Đồng'
        return before in lexicon.words["before_province"] or match_province_before(tokens, lexicon, i)
    # at the start of a sentence a surname still makes a person: 'Phạm Thái Bình bị bắt'
    is_surname = tokens.cap[i - 1] and before in lexicon.surnames and before not in lexicon.words["before_province"]
    return not (is_surname and key[i] in {"hòa", "thái", "thanh", "hải", "an", "bình", "long"})


def match_province_before(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """Return whether another province's name ends right in front of token i ('Hà Nội Hải Phòng' in a list without commas)."""
    return i >= 2 and longest(lexicon.provinces, tokens.key, i - 2)[1] == i


def _is_mid_sentence(tokens: Tokens, i: int) -> bool:
    """Return whether the token does not open a sentence, so that its capital letter means something."""
    return i > 0 and tokens.surface[i - 1] not in SENTENCE_OPENERS


SENTENCE_OPENERS = frozenset({".", "!", "?", ":", "…", "“", '"', "”", "-", "–", "*", "•", ";", "(", "‘", "'"})


_DISTRICT_UNITS = ("huyện", "quận", "thị xã", "thành phố")


def named_district(tokens: Tokens, lexicon: Lexicon, j: int) -> tuple[PlaceSpan, int] | None:
    """Return the district named without its unit, when there is one of the name in the country: 'Chủ tịch UBND | Quảng Xương | Trần Văn Công'."""
    name, end = longest(lexicon.locals, tokens.key, j)
    if name is None or end < j + 2 or not is_capitalised(tokens, j, end) or is_person_run(tokens, lexicon, j):
        return None
    if tokens.cap[end] and not is_person_run(tokens, lexicon, end):
        return None
    named = [(record, unit) for unit in _DISTRICT_UNITS for record in lexicon.unit_names.get((unit, fold(name)), ())]
    last = max((str(record.valid_to) for record, _ in named), default="")
    found = [unit for record, unit in named if str(record.valid_to) == last]  # a town that became a city is one unit
    if len(found) != 1:
        return None
    return PlaceSpan(tokens.start[j], tokens.end[end - 1], "district_without_unit", "district", found[0], name), end
