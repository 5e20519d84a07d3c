"""What an article is about, as far as links need it: its places, its main province, whether it is about another country.

Takes the spans of an article, gives a `Context`. Decides which unit a bare word means at a position ('UBND tỉnh', 'Công an TP'): the
nearest named unit of that kind before it, else the most frequent one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from vnnews.link.abroad import Abroad
from vnnews.link.addresses import LocalUnits, read_places
from vnnews.link.cues import cues_of
from vnnews.link.dated import DatedBodies
from vnnews.link.local_units import RECENT_YEAR, possible_units
from vnnews.link.titles import titles_of
from vnnews.mentions import AgencySpan, PlaceSpan, PostSpan, Span
from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import LocalUnitRecord, ProvinceRecord
    from vnnews.link.sureness import Sureness
    from vnnews.mentions import Lexicon
    from vnnews.models import Article

TITLE_WEIGHT = 3
"""A province in the title or sapo counts as three in the body when the main province is chosen."""


class Context:
    """The places of an article and what follows from them."""

    def __init__(
        self,
        article: Article,
        spans: Sequence[Sequence[Span]],
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        on: date | None,
        sureness: Sureness,
        home: str = "",
    ) -> None:
        self.sureness = sureness
        self.article, self.lexicon, self.on = article, lexicon, on
        self._part_starts = [passage.start for passage in article.passages]
        self._units: dict[tuple[str, str, bool], tuple[LocalUnitRecord, ...]] = {}
        self.records = _records_by_name(gazetteer, on)
        self.dated = DatedBodies(gazetteer, on)
        self.province_by_id = gazetteer.province_by_id
        self.cues, self.titles = cues_of(gazetteer), titles_of(gazetteer)
        units = LocalUnits(lexicon.unit_names, gazetteer.province_by_id)
        found = [read_places(passage, article.text, self.records, units) for passage in spans]
        self.places = [place for places in found for place in places]
        self._place_starts = sorted(place.start for place in self.places)
        self.names_assembly = "Quốc hội" in article.text or "ĐBQH" in article.text
        self._place_names = {place.name for place in self.places if place.unit or place.is_province_name}
        self._outer = {(place.unit, place.name): place.outer for place in self.places if place.outer is not None}
        named = {place.name for place in self.places if place.is_province_name}
        of_china = {name for name in named if fold(name) in lexicon.words["province_of_china"]}
        self._of_china = of_china if of_china == named and "Trung Quốc" in article.text else set()
        """Names that are of China's provinces in this article: 'tỉnh Hà Bắc' where no other province of Viet Nam is named."""
        counts: Counter[str] = Counter()
        for passage, places in zip(article.passages, found, strict=True):
            weight = TITLE_WEIGHT if passage.role in {"title", "sapo"} else 1
            for place in places:
                if self.is_province(place):
                    counts[place.name] += weight
        if home and not counts:
            counts[home] = 1
        self.counts = counts
        # 'Sở Tài chính tỉnh Yên Bái (cũ)' in one sentence, 'Chánh Văn phòng UBND tỉnh Yên Bái' in the next
        self._former_names = {place.name for place in self.places if place.is_province_name and self._is_former(place)}
        self.main_province = counts.most_common(1)[0][0] if counts else ""
        self._former_names.discard(self.main_province)
        if not counts:
            standing = [place for place in self.places if not self._is_former(place)] or self.places
            implied = Counter(name for place in standing if (name := self.province_of(place)))
            self.main_province = implied.most_common(1)[0][0] if implied else self._only_possible(standing)
        self._by_unit: dict[str, list[PlaceSpan]] = {}
        self.seats: dict[str, PlaceSpan] = {}
        """The first local unit of each name."""
        former: dict[str, list[PlaceSpan]] = {}
        for place in self.places:
            if place.name:
                for word in self._words_for(place):
                    # 'cử tri xã Đại Lãnh (cũ)': a bare 'xã' means one that is still there
                    is_passed = word not in {"tỉnh", "thành phố"} and self._is_former(place)
                    (former if is_passed else self._by_unit).setdefault(word, []).append(place)
                if place.unit:
                    self.seats.setdefault(place.name, place)
        self._by_unit = former | self._by_unit
        self._provinces = [place for place in self.places if self.is_province(place)]
        self._province_starts = [place.start for place in self._provinces]
        self._starts = {word: [place.start for place in places] for word, places in self._by_unit.items()}
        self._nested = {word: [place for place in places if place.is_nested] for word, places in self._by_unit.items()}
        self._times = {word: Counter(place.name for place in places) for word, places in self._by_unit.items()}
        self._main = {word: times.most_common(1)[0][0] for word, times in self._times.items()}
        self._first = {
            (word, place.name): place for word, places in self._by_unit.items() for place in reversed(places)
        }
        self.district_of_divisions = self._district_of_divisions(spans)
        self.abroad = Abroad(article, spans, names_province=bool(self.counts))

    def _district_of_divisions(self, spans: Sequence[Sequence[Span]]) -> PlaceSpan | None:
        """The district of which all divisions with a place are: 'Phòng Nội vụ | huyện X' in front of a bare 'Phòng Tài chính'."""
        found: dict[str, PlaceSpan] = {}
        for passage in spans:
            for span in passage:
                body = span.agency if isinstance(span, PostSpan) else span
                if isinstance(body, AgencySpan) and body.kind == "division" and body.place is not None:
                    found.setdefault(body.place.name, body.place)
        place = next(iter(found.values()), None)
        if place is None or len(found) > 1 or self._is_former(place):  # those behind 'quận X (cũ)' are the ward's
            return None
        is_district = place.level == "district" or (place.unit == "thành phố" and not self.is_province(place))
        return place if is_district else None

    def part_at(self, position: int) -> str:
        """Return the role of the passage in which a position lies ('title', 'body'), '' outside of all."""
        at = bisect_right(self._part_starts, position) - 1
        return self.article.passages[at].role if at >= 0 else ""

    def is_place_name(self, name: str) -> bool:
        """Return whether a name of two syllables is that of a place of the article: 'cán bộ | Thanh Chương' in one on that district."""
        return name.count(" ") == 1 and (name == "Việt Nam" or name in self._place_names)

    def is_province(self, place: PlaceSpan) -> bool:
        """Return whether a place is a province or centrally run city on the article's date."""
        if not place.is_province_name or place.name in self._of_china:
            return False
        if place.name == "Huế":
            if not place.unit and self.on is None:
                return False  # without a date 'tại Huế' is the town as well as the city
            return self._hue_is_province() and place.level in {"city", "province"}
        if place.unit == "thành phố":
            return self.kind_of(place.name) == "centrally_run_city" or self._was_made_a_city(place.name)
        return place.name in self.records

    def _was_made_a_city(self, name: str) -> bool:
        """Whether 'thành phố X' without a date can only be the centrally run city: no provincial city had the name of Đồng Nai."""
        if self.on is not None or ("thành phố", fold(name)) in self.lexicon.unit_names:
            return False
        return any(record.kind == "centrally_run_city" for record in self.records.get(name, ()))

    def _hue_is_province(self) -> bool:
        """'TP Huế' was a provincial city until the end of 2024; without a date, only an article that names its province says so."""
        if self.on is not None:
            return (self.on.year, self.on.month) >= (2025, 1)
        return not any(place.name == "Thừa Thiên Huế" for place in self.places)

    def kind_of(self, name: str) -> str:
        """Return the kind of a province on the article's date."""
        kinds = {record.kind for record in self.records.get(name, ())}
        return "province" if "province" in kinds else "centrally_run_city" if kinds else ""

    def province_text(self, name: str) -> str:
        """Return a province as it stands in the names of its bodies: 'tỉnh Quảng Ninh', 'Thành phố Hồ Chí Minh'."""
        is_city = (
            self.kind_of(name) == "centrally_run_city" or name == "Huế"
        )  # a provincial city before it was a central one
        return f"Thành phố {name}" if is_city else f"tỉnh {name}"

    def place_text(self, place: PlaceSpan) -> str:
        """Return a place as it stands in the names of its bodies: 'quận 2', 'xã Hàm Thuận'."""
        if self.is_province(place):
            return f"Thành phố {place.name}" if place.unit == "thành phố" else self.province_text(place.name)
        return f"{place.unit} {place.name}".strip() if place.unit else self.province_text(place.name)

    def _words_for(self, place: PlaceSpan) -> tuple[str, ...]:
        """The bare words that may refer back to a place."""
        if self.is_province(place):
            is_city = place.unit == "thành phố" or self.kind_of(place.name) == "centrally_run_city"
            return ("thành phố",) if is_city else ("tỉnh",)
        return (place.unit,) if place.unit else ()

    def resolve_unit(self, unit: str, position: int) -> PlaceSpan | None:
        """Return the named unit that a bare word means at a position, or None."""
        candidates = self._by_unit.get(unit)
        if not candidates:
            return self._implied_unit(unit, position)
        at = bisect_left(self._starts[unit], position)
        if unit in {"tỉnh", "thành phố"}:
            near = next(
                (place for place in reversed(candidates[max(at - MAX_PASSED, 0) : at]) if self._may_act(place)), None
            )
            main = self._first[unit, self._main[unit]]
            if near is None or position - near.start > NEAR_CHARS:
                return main
            is_tied = near.unit or near.is_nested or not self.ends_sentence(near.end, position)
            return near if is_tied or self.ruling_province() != main.name else main
        near = candidates[at - 1] if at else candidates[0]
        is_once = self._times[unit][near.name] == 1
        if near.is_nested or not at or not is_once or not self._is_passed_by(near, position):
            return near
        # '… giáp xã Lìa và xã Tân Lập. Ông A, Phó Chủ tịch UBND | xã': the unit whose bodies the article names
        nested = self._nested[unit]
        behind = bisect_left(nested, position, key=lambda place: place.start)
        return nested[max(behind - 1, 0)] if nested else near

    def _is_passed_by(self, place: PlaceSpan, position: int) -> bool:
        """Whether a unit is only mentioned in a sentence before, and is neither where something happens nor what a sentence begins with."""
        if not self.ends_sentence(place.end, position) or _OPENS.search(
            self.article.text, max(place.start - WHERE_CHARS, 0), place.start
        ):
            return False
        return _WHERE.search(self.article.text, max(place.start - WHERE_CHARS, 0), place.start) is None

    def _is_former(self, place: PlaceSpan) -> bool:
        """Whether the text calls a unit former: 'Bắc Giang cũ', 'xã Đại Lãnh (cũ)'."""
        return _FORMER.match(self.article.text, place.end) is not None

    def _may_act(self, place: PlaceSpan) -> bool:
        """Whether a province can be the one of a bare 'UBND tỉnh': not one that the text calls former."""
        if self._is_former(place) or place.name in self._former_names:
            return False
        if _ASIDE.search(self.article.text, max(place.start - ASIDE_CHARS, 0), place.start) is not None:
            return False  # 'ông A (trước là Phó Giám đốc Sở X | Bình Định |) nói'
        if place.unit or place.is_nested or self.on is None:
            return True  # 'sau khi | Bình Định | nhập vào, UBND tỉnh …': a bare name of a unit that is no more
        return any(record.is_valid(self.on) for record in self.records.get(place.name, ()))

    def place_at(self, start: int) -> PlaceSpan | None:
        """Return the province that begins at a position."""
        at = bisect_left(self._province_starts, start)
        return self._provinces[at] if at < len(self._provinces) and self._provinces[at].start == start else None

    def has_place_between(self, start: int, end: int) -> bool:
        """Return whether a place begins at `start` or behind it, and before `end`."""
        at = bisect_left(self._place_starts, start)
        return at < len(self._place_starts) and self._place_starts[at] < end

    @cached_property
    def _sentence_ends(self) -> list[int]:
        """Behind which characters a sentence ends; found once, because a unit may be asked for from far behind it."""
        return [match.end() for match in _SENTENCE_END.finditer(self.article.text)]

    def ends_sentence(self, start: int, end: int) -> bool:
        """Return whether a sentence ends between two positions."""
        ends = self._sentence_ends
        at = bisect_right(ends, start)
        return at < len(ends) and ends[at] + (self.article.text[ends[at] - 1] != "\n") <= end

    def province_at(self, position: int) -> str:
        """Return the province that a department without a place belongs to: the one named in front in its sentence, else the article's.

        'Ở điểm cầu Nghệ An có ông A, Giám đốc | Sở Y tế'
        """
        at = bisect_left(self._province_starts, position)
        if at:
            near = self._provinces[at - 1]
            is_origin = _ORIGIN.search(self.article.text[max(near.start - ORIGIN_CHARS, 0) : near.start])
            is_near = position - near.end <= SENTENCE_CHARS
            if is_near and not self.ends_sentence(near.end, position) and not is_origin:
                return near.name
        return self.main_province

    def province_in_bracket(self, end: int) -> str:
        """Return the province in the bracket that opens behind a position, '' without one: 'Trường tiểu học A | (Dĩ An, Bình Dương)'."""
        text = self.article.text
        if not text.startswith(" (", end):
            return ""
        at = bisect_left(self._place_starts, end)
        start = self._place_starts[at] if at < len(self._place_starts) else len(text)
        if start == len(text) or text.find(")", end, start) >= 0:
            return ""
        return self.province_of(next(place for place in self.places if place.start == start))

    def ruling_province(self) -> str:
        """Return the province that most of the article's provinces are, '' when the article is about several."""
        named = self.counts[self.main_province]
        return self.main_province if named and named * 2 > sum(self.counts.values()) else ""

    def _implied_unit(self, unit: str, position: int) -> PlaceSpan | None:
        """The province of the districts that are named, for 'UBND Thành phố' in an article that never names the city."""
        wanted = _KIND_OF_UNIT.get(unit)
        if wanted is None or not self.main_province or self.kind_of(self.main_province) != wanted:
            return None
        return PlaceSpan(position, position, "province_of_units", "province", unit, self.main_province, True, True)

    def province_of(self, place: PlaceSpan) -> str:
        """Return the name of the province in which a place lies, as far as the text and the gazetteer tell."""
        if self.is_province(place):
            return place.name
        if place.is_province_name and not place.unit:
            return place.name
        outer = self.outer_of(place)
        if outer is not None:  # 'xã Hòa Sơn' here, 'xã Hòa Sơn, huyện Hòa Vang (Đà Nẵng)' elsewhere in the article
            return self.province_of(outer)
        names = self._possible_provinces(place)
        if len(names) == 1:
            return names[0]
        named = self._counts_of_provinces(place) if names else Counter()
        if named:
            return named.most_common(1)[0][0]
        return self.main_province if not names or self.main_province in names else ""

    def outer_of(self, place: PlaceSpan) -> PlaceSpan | None:
        """Return the larger unit that the article writes behind a place, here or elsewhere."""
        return place.outer if place.outer is not None else self._outer.get((place.unit, place.name))

    def units_of(self, place: PlaceSpan) -> tuple[LocalUnitRecord, ...]:
        """Return the districts or communes that a place can be by its unit and name."""
        key = (place.unit, place.name, self._is_former(place))
        if key not in self._units:
            self._units[key] = possible_units(self.lexicon, place.unit, place.name, self.on, is_former=key[2])
        return self._units[key]

    def _possible_provinces(self, place: PlaceSpan) -> list[str]:
        """The provinces that have a unit of this kind and name on the article's day, by the names of that day."""
        units = self.units_of(place)
        if self.on is None and len(units) > 1:  # of the names of one province over the years the last
            last: dict[str, str] = {}
            for unit in sorted(units, key=lambda unit: unit.valid_to or date.max):
                last[self.heir_of(unit.province)] = self.province_by_id[unit.province].name
            return list(last.values())
        return list(dict.fromkeys(self.province_by_id[unit.province].name for unit in units))

    def _counts_of_provinces(self, place: PlaceSpan) -> Counter[str]:
        """The named provinces that a unit can lie in, with their mentions, under any name: 'huyện Phong Điền' in an article on Huế."""
        named: Counter[str] = Counter()
        for unit in self.units_of(place):
            own = self.province_by_id[unit.province].name
            known = own if own in self.counts else next((name for name in self.counts if self.is_in(unit, name)), "")
            if known:
                named[known] = self.counts[known]
        return named

    def heir_of(self, key: str) -> str:
        """Return the id of the province of today to which a province's land belongs, its own where it was divided."""
        record = self.province_by_id[key]
        return self.heir_of(record.successors[0]) if len(record.successors) == 1 else key

    def is_in(self, unit: LocalUnitRecord, province: str) -> bool:
        """Return whether a unit lies in a province, under any name that its land has had: Bình Phước went into Đồng Nai."""
        record = self.province_by_id[unit.province]
        if record.name == province:
            return True
        heir = self.heir_of(unit.province)
        return any(self.heir_of(named.id) == heir for named in self.records.get(province, ()))

    def _only_possible(self, places: Sequence[PlaceSpan]) -> str:
        """The one province of the kind that a bare 'HĐND thành phố' or 'UBND tỉnh' asks for in which the named units may lie."""
        bare = {place.unit for place in self.places if not place.name}
        kinds = {kind for unit, kind in _KIND_OF_UNIT.items() if unit in bare}
        possible = {name for place in places for name in self._possible_provinces(place) if self.kind_of(name) in kinds}
        return possible.pop() if len(possible) == 1 else ""


_WHERE = re.compile(r"\b(?:tại|ở|về|đến|tới|trên|thăm|địa bàn)\s+(?:(?:địa bàn|trung tâm)\s+)?$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|\n|[.!?…]\s)(?:Còn\s)?$")
WHERE_CHARS = 24
"""How far in front of a unit the word stands that makes it a scene: 'tại địa bàn | xã Lìa'."""
_KIND_OF_UNIT = {"tỉnh": "province", "thành phố": "centrally_run_city"}
_FORMER = re.compile(r"\s*\(?(?:cũ|trước đây|trước sáp nhập|trước khi sáp nhập)\b")
_ASIDE = re.compile(r"\((?:nguyên|cựu|trước|từng|quê|sinh)\b[^()]*$", re.IGNORECASE)
ASIDE_CHARS = 90
"""How far in front of a province the bracket may open that tells of somebody's past."""
MAX_PASSED = 8
"""Former provinces passed over when the one in front of a bare 'tỉnh' is looked for."""
SENTENCE_CHARS = 250
"""How far in front of a department a province of its own sentence may stand."""
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")

_ORIGIN = re.compile(r"\b(?:quê|sinh|ngụ|trú|gốc|người)\b[^.;!?\n]{0,50}$", re.IGNORECASE)
ORIGIN_CHARS = 60
"""How far in front of a province the words stand that make it somebody's home: 'quê huyện Giao Thủy, tỉnh | Nam Định'."""

NEAR_CHARS = 400
"""How far back a named province is what 'tỉnh' means; about two paragraphs of a Vietnamese paper."""


@lru_cache(maxsize=256)
def _records_by_name(gazetteer: Gazetteer, on: date | None) -> dict[str, list[ProvinceRecord]]:
    """The records of each province's name: those valid on the day, without a day all of recent times; else the latest of earlier times."""
    every: dict[str, list[ProvinceRecord]] = {}
    for record in gazetteer.provinces:
        every.setdefault(record.name, []).append(record)
    found: dict[str, list[ProvinceRecord]] = {}
    for name, unsorted in every.items():
        records = sorted(unsorted, key=lambda record: record.valid_from or date.min)
        valid = (
            [record for record in records if record.is_valid(on)]
            if on is not None
            else [r for r in records if r.valid_to is None or r.valid_to.year >= RECENT_YEAR]
        )
        if not valid:  # 'tỉnh Hà Tây', which ended in 2008; 'Gia Lai - Kon Tum' is two provinces since
            past = [r for r in records if r.valid_to is not None and (on is None or r.valid_to < on)]
            valid = [r for r in past[-1:] if " - " not in name or str(r.valid_to) >= f"{RECENT_YEAR}"]
        if valid:
            found[name] = valid
    return found
