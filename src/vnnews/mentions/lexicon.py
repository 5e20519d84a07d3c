"""The gazetteer, compiled for scanning.

Takes a `Gazetteer`, gives a `Lexicon` of phrase tries; it is built once a gazetteer and shared. Decides which names may stand alone and
which need a cue ('Huế', 'HCM' need a unit in front).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from vnnews.mentions.lexicon_bodies import Head, Spellings, compile_bodies
from vnnews.mentions.lexicon_titles import Role, compile_roles
from vnnews.mentions.tokens import keys_of, words_of
from vnnews.mentions.trie import Trie, add_phrase
from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import LocalUnitRecord

__all__ = ["Head", "Lexicon", "NameLength", "ProvinceName", "Role", "Unit"]


class Unit(NamedTuple):
    """A word for a kind of administrative unit."""

    word: str
    """'tỉnh', 'thành phố', 'quận' …"""
    level: str
    """'province', 'city', 'district', 'commune' or 'village'."""


class ProvinceName(NamedTuple):
    """A way to write a province."""

    name: str
    """Short official name."""
    is_strong: bool
    """Whether it identifies the province without a unit word in front."""
    has_unit: bool
    """Whether the unit is part of it: 'TP.HCM'."""
    is_addressed: bool = False
    """Whether it is an abbreviation that a smaller unit or a body's head in front makes sure: 'Q.7, HCM', 'Sở Y tế HCM'."""


class NameLength(NamedTuple):
    """How many syllables a person's name has."""

    usual: int
    most: int


class Lexicon:
    """Everything that the grammar looks up."""

    __slots__ = (
        "_gazetteer",
        "acting",
        "agencies",
        "bits",
        "countries",
        "departments",
        "fields",
        "forces",
        "full_forms",
        "heads",
        "honorifics",
        "institutions",
        "is_past",
        "locals",
        "lookalikes",
        "middles",
        "modifiers",
        "name_heads",
        "name_or_word",
        "national",
        "open_heads",
        "provinces",
        "ranks",
        "roles",
        "status",
        "surnames",
        "syllables",
        "unit_names",
        "units",
        "weak_surnames",
        "words",
    )

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.words = gazetteer.words
        self.provinces: Trie = _province_names(gazetteer)
        self.units: Trie = _units(gazetteer)
        self._gazetteer = gazetteer
        self.is_past = False
        """Whether it reads an article of before July 2025, whose communes are others."""
        self.locals: Trie = _names_of((*gazetteer.districts, *gazetteer.communes))
        self.unit_names: UnitNames = _by_unit_and_name((*gazetteer.districts, *gazetteer.communes))
        spellings = Spellings(gazetteer.abbreviations)
        bodies = compile_bodies(gazetteer, spellings)
        self.heads, self.open_heads, self.national = bodies.heads, bodies.open_heads, bodies.national
        self.fields, self.departments, self.agencies = bodies.fields, bodies.departments, bodies.agencies
        self.forces: Trie = {}
        for body in gazetteer.central_agencies:
            for form in body.of_commander:
                add_phrase(self.forces, form, body)
        self.institutions: Trie = {}
        for institution in gazetteer.institutions:
            for form in (institution.name, *institution.short):
                add_phrase(self.institutions, form, institution, keep=True)
        self.full_forms: dict[str, str] = {
            form: f"{record.expansions[0][0].upper()}{record.expansions[0][1:]}"
            for record in gazetteer.abbreviations
            if record.kind == "unit" and record.is_safe
            for form in (record.short, *record.variants)
        }
        self.roles: Trie = compile_roles(gazetteer, self.heads, spellings)
        self.status, self.modifiers = _modifiers(gazetteer)
        self.acting = frozenset(
            fold(form)
            for record in gazetteer.modifiers
            if record.place == "after" and record.status == "acting"
            for form in (record.text, *record.short)
        )
        """Words behind a title that make its holder an acting one: 'Phó Giám đốc | phụ trách'."""
        self.ranks: Trie = _ranks(gazetteer)
        self.honorifics: Trie = _honorifics(gazetteer)
        self.surnames: dict[str, float] = {}
        for name, pct in gazetteer.surnames.items():  # 'Hùynh' is a rare spelling of the frequent 'Huỳnh'
            self.surnames[fold(name)] = max(pct, self.surnames.get(fold(name), 0.0))
        self.weak_surnames = frozenset(fold(record.name) for record in gazetteer.surname_records if record.is_weak)
        self.syllables, self.middles = _name_parts(gazetteer)
        self.name_or_word: dict[str, frozenset[str]] = {}
        for pair in self.words["name_or_word"]:
            name, _, following = pair.partition(" ")
            self.name_or_word[name] = self.name_or_word.get(name, frozenset()) | {following}
        self.countries: Trie = _countries(gazetteer)
        self.lookalikes: Trie = _lookalikes(gazetteer)
        self.name_heads: Trie = _name_heads(gazetteer)
        self.bits: dict[str, int] = {}
        for bit, trie in (
            (NAME, self.provinces),
            (PLACE, self.units),
            (AGENCY, self.heads),
            (ROLE, self.roles),
            (ROLE, self.status),
            (PERSON, self.ranks),
            (PERSON, self.honorifics),
            (COUNTRY, self.countries),
            (LOOKALIKE, self.lookalikes),
        ):
            for key in trie:
                self.bits[key] = self.bits.get(key, 0) | bit
        for key in self.surnames:
            first = key.split()[0]
            self.bits[first] = self.bits.get(first, 0) | SURNAME

    def former_communes(self) -> FormerCommunes:
        """Return the communes of before July 2025; loaded by the first article that names one."""
        return _former_communes_of(self._gazetteer)


PLACE, AGENCY, ROLE, PERSON, COUNTRY, LOOKALIKE, NAME, SURNAME = 1, 2, 4, 8, 16, 32, 64, 128
"""What a token may begin: a unit word, an agency, a title, a person's title, a country, a lookalike, a province's name, a surname."""
CAPITAL_ONLY = COUNTRY | NAME | SURNAME
"""What begins with a capital letter only; in small letters the word is another ('hòa bình', 'lê', 'anh')."""


def _province_names(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    for record in gazetteer.provinces:
        for form in record.addressed:
            add_phrase(trie, form, ProvinceName(record.name, False, False, True))
    for record in gazetteer.provinces:
        for form in record.weak:
            add_phrase(trie, form, ProvinceName(record.name, False, False), keep=True)
    for record in gazetteer.provinces:
        for form in (record.name, *record.strong):
            if form.startswith(("Tỉnh ", "Thành phố ")) or form == f"TP {record.name}":
                continue  # the unit is read by `places`
            strong = record.name not in NEEDS_UNIT or form != record.name
            has_unit = keys_of(form)[0] in {"tp", "tphcm", "thủ"} or form.startswith(("T.P", "thành phố "))
            add_phrase(trie, form, ProvinceName(record.name, strong, has_unit))
    return trie


NEEDS_UNIT = frozenset(
    {"Hồ Chí Minh", "Cửu Long", "Huế", "Minh Hải", "Nam Hà", "Hải Hưng", "Thuận Hải", "Nghĩa Bình", "Phú Khánh"}
)
"""'Hồ Chí Minh' alone is the person, 'Cửu Long' the river, 'Minh Hải' a name; 'Huế' is the province or the city as the date says."""


def _capitals(phrase: str) -> tuple[int, ...]:
    """Which tokens of a phrase are written with a capital letter: the same must be in the text."""
    return tuple(k for k, word in enumerate(words_of(phrase)) if word[0].isupper())


def _name_heads(gazetteer: Gazetteer) -> Trie:
    """The words in front of a province's name that make it another name, from the last to the first: they are read backwards."""
    trie: Trie = {}
    for record in gazetteer.name_heads:
        node = trie
        for key in reversed(keys_of(record.text)):
            node = node.setdefault(key, {})
        node[None] = record
    return trie


def _units(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    levels = {record.word: record.level for record in gazetteer.unit_words}
    for record in gazetteer.unit_words:
        for form in (record.word, *record.short):
            add_phrase(trie, form, Unit(record.word, record.level))
    for abbreviation in gazetteer.abbreviations:
        word = next((word for word in abbreviation.expansions if word in levels), "")
        if abbreviation.kind in {"place", "unit"} and word:
            for form in (abbreviation.short, *abbreviation.variants):
                add_phrase(trie, form, Unit(word, levels[word]), keep=True)
    return trie


_UNIT_OF_KIND = {
    "city": "thành phố",
    "urban_district": "quận",
    "town": "thị xã",
    "rural_district": "huyện",
    "ward": "phường",
    "commune": "xã",
    "township": "thị trấn",
    "special_zone": "đặc khu",
}


class FormerCommunes(NamedTuple):
    """The communes of before July 2025, as the grammar looks them up."""

    names: Trie
    by_unit: UnitNames


UnitNames = dict[tuple[str, str], tuple["LocalUnitRecord", ...]]
"""Unit word and folded name → the units that bear it, of all times."""


@lru_cache(maxsize=4)
def _former_communes_of(gazetteer: Gazetteer) -> FormerCommunes:
    records = gazetteer.former_communes
    return FormerCommunes(_names_of(records), _by_unit_and_name(records))


def _names_of(records: Iterable[LocalUnitRecord]) -> Trie:
    trie: Trie = {}
    for record in records:
        if not record.name.isdigit():
            for form in (record.name, *record.aliases):
                add_phrase(trie, form, record.name)
    return trie


def _by_unit_and_name(records: Iterable[LocalUnitRecord]) -> UnitNames:
    found: UnitNames = {}
    for record in records:
        word = _UNIT_OF_KIND.get(record.kind, "")
        for form in (record.name, *record.aliases):
            key = (word, fold(form))
            found[key] = (*found.get(key, ()), record)
    return found


def _modifiers(gazetteer: Gazetteer) -> tuple[Trie, dict[str, str]]:
    """Words in front of a title with the status that they bring, and words behind one with what they add to the role."""
    status: Trie = {}
    added: dict[str, str] = {}
    for record in gazetteer.modifiers:
        for form in (record.text, *record.short):
            if record.place == "before" and record.means != "deputy":
                add_phrase(status, form, record.status or "current")
            elif record.place == "after" and record.means != "term":
                added[fold(form)] = "" if record.is_dropped else record.text
    return status, added


def _name_parts(gazetteer: Gazetteer) -> tuple[NameLength, frozenset[str]]:
    """The lengths of names that the statistics show, and the frequent middle names."""
    lengths = {int(record.value): record.pct for record in gazetteer.name_parts if record.kind == "length"}
    most = max(length for length, pct in lengths.items() if pct >= MIN_LENGTH_PCT)
    middles = frozenset(
        fold(record.value)
        for record in gazetteer.name_parts
        if record.kind == "middle" and record.pct >= MIN_MIDDLE_PCT
    )
    return NameLength(max(lengths, key=lambda length: lengths[length]), most), middles


MIN_LENGTH_PCT = 0.1
"""Share of names from which a length counts: 'Nguyễn Phạm Thị Hồng Hạnh' has five syllables, as 0.2 % have."""
MIN_MIDDLE_PCT = 2.0
"""Share of names from which a middle name tells a person's name from other capitalised words."""


def _lookalikes(gazetteer: Gazetteer) -> Trie:
    """Phrases that hold the name of a province, and regions, which are none."""
    trie: Trie = {}
    for record in gazetteer.lookalikes:
        if record.means in LOOKALIKE_KINDS:
            add_phrase(trie, record.text, (record.means, _capitals(record.text)))
    for region in gazetteer.regions:
        for form in (region.name, *region.short):
            if len(keys_of(form)) > 1:
                add_phrase(trie, form, ("region", _capitals(form)), keep=True)
    return trie


LOOKALIKE_KINDS = frozenset(
    "ocean|word|company|club|ship|uprising|power plant|newspaper|river|bridge|road|street|station|museum|monument|place|prize|campaign|order".split(
        "|"
    )
)
"""Persons, units and bodies that look like provinces are read by their own parsers."""


def _ranks(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    for record in gazetteer.ranks:
        for form in (record.title, *record.short):
            add_phrase(trie, form, record.title)
    return trie


def _honorifics(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    for record in gazetteer.honorifics:
        for form in (record.text, *record.variants):
            add_phrase(trie, form, record.kind)
    return trie


def _countries(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    for record in gazetteer.foreign:
        for form in (record.name, *record.short, *record.places) if record.kind != "any" else ():
            add_phrase(trie, form, record.name)
            add_phrase(trie, f"nước {form}", record.name)
    return trie
