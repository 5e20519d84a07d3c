"""The gazetteer and the grammar's tables, compiled for scanning.

Takes a `Gazetteer`, gives a `Lexicon` of phrase tries; it is built once a gazetteer and shared. Decides which names may stand alone and
which need a cue ('Huế', 'HCM' need a unit in front).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from vnnews.mentions import central, countries, fields, role_tables, tables
from vnnews.mentions.tokens import keys_of, words_of
from vnnews.mentions.trie import Trie, add_phrase, longest
from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import LocalUnitRecord


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


class Head(NamedTuple):
    """The first words of an agency's name."""

    name: str
    """Expanded; '' keeps the words of the text."""
    kind: str
    slot: str
    """'place', 'committee', 'board', 'inner', 'field', 'name', 'number', 'department', 'whole' (nothing follows) or 'other' (no agency)."""
    level: str = ""
    unit: str = ""
    """Unit inside the head: 'tỉnh' in 'Tỉnh ủy'."""
    abbreviation: str = ""
    """Written form that must be in capitals."""
    parent: str = ""


class Role(NamedTuple):
    """A title of a post."""

    role: str
    """'' keeps the words of the text."""
    mode: str
    agency: str
    is_public: bool
    abbreviation: str = ""
    is_deputy: bool = False


class Lexicon:
    """Everything that the grammar looks up."""

    __slots__ = (
        "_gazetteer",
        "agencies",
        "bits",
        "communes",
        "countries",
        "departments",
        "fields",
        "heads",
        "honorifics",
        "institutions",
        "is_past",
        "locals",
        "lookalikes",
        "name_heads",
        "national",
        "provinces",
        "ranks",
        "roles",
        "status",
        "surnames",
        "unit_names",
        "units",
    )

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.provinces: Trie = _province_names(gazetteer)
        self.units: Trie = _units()
        self._gazetteer = gazetteer
        self.is_past = False
        """Whether it reads an article of before July 2025, whose communes are others."""
        self.locals: Trie = _names_of((*gazetteer.districts, *gazetteer.communes))
        self.unit_names: UnitNames = _by_unit_and_name((*gazetteer.districts, *gazetteer.communes))
        self.agencies: dict[str, Any] = {}
        self.national: dict[str, str] = {}
        self.departments: Trie = _departments(gazetteer)
        self.institutions: Trie = {}
        for institution in gazetteer.institutions:
            for form in (institution.name, *institution.short):
                add_phrase(self.institutions, form, institution, keep=True)
        self.fields: Trie = _fields(gazetteer)
        self.heads: Trie = self._heads(gazetteer)
        self.roles: Trie = _roles(gazetteer)
        self.ranks: Trie = _ranks(gazetteer)
        self.honorifics: Trie = _honorifics(gazetteer)
        self.surnames: dict[str, float] = {}
        for name, pct in gazetteer.surnames.items():  # 'Hùynh' is a rare spelling of the frequent 'Huỳnh'
            self.surnames[fold(name)] = max(pct, self.surnames.get(fold(name), 0.0))
        self.countries: Trie = _countries()
        self.lookalikes: Trie = {}
        for record in gazetteer.lookalikes:
            if record.means in central.LOOKALIKE_KINDS:
                add_phrase(self.lookalikes, record.text, (record.means, _capitals(record.text)))
        self.name_heads: Trie = _name_heads(gazetteer)
        self.status: dict[str, str] = dict(role_tables.STATUS_BEFORE)
        self.bits: dict[str, int] = {}
        for bit, trie in (
            (NAME, self.provinces),
            (PLACE, self.units),
            (AGENCY, self.heads),
            (ROLE, self.roles),
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
        for key in self.status:
            self.bits[key] = self.bits.get(key, 0) | ROLE

    def former_communes(self) -> FormerCommunes:
        """Return the communes of before July 2025; loaded by the first article that names one."""
        return _former_communes_of(self._gazetteer)

    def _heads(self, gazetteer: Gazetteer) -> Trie:
        trie: Trie = {}
        for forms, name, kind, slot in tables.OPEN_HEADS:
            for form in forms.split("|"):
                add_phrase(
                    trie, form, Head(name, kind, slot, tables.LEVEL_OF_HEAD.get(kind, ""), "", _abbreviation(form))
                )
        for forms, name, kind in tables.PLACE_HEADS:
            for form in forms.split("|"):
                add_phrase(trie, form, Head(name, kind, "place", "", "", _abbreviation(form)))
        for form, (unit, level) in tables.COMMITTEES.items():
            kind = "mass_org" if form.endswith("đoàn") else "party_committee"
            add_phrase(trie, form, Head(form[0].upper() + form[1:], kind, "committee", level, unit))
        for form, name in tables.BOARDS_OF_COMMITTEE.items():
            add_phrase(trie, form, Head(name, "party_board", "board"))
        for form in tables.CITY_POLICE:
            add_phrase(trie, form, Head("Công an", "police", "place", "", "thành phố", form))
        add_phrase(trie, "Đảng ủy", Head("Đảng ủy", "party_committee", "place"))
        add_phrase(trie, "Đảng bộ", Head("Đảng bộ", "party_organisation", "place"))
        add_phrase(trie, "Chi bộ", Head("Chi bộ", "party_organisation", "place"))
        for form in tables.INNER_BODIES:
            add_phrase(trie, form, Head(form, "", "inner", "", "", _abbreviation(form)))
        for form in tables.OTHER_BODIES:
            add_phrase(trie, form.strip(), Head("", "other", "other", "", "", _abbreviation(form)))
        add_phrase(trie, "Sở", Head("Sở", "provincial_department", "department", "province"))
        for form in countries.FOREIGN_BODIES:
            add_phrase(trie, form, Head(form, "foreign", "foreign"))
        self._add_central(gazetteer, trie)
        return trie

    def _add_central(self, gazetteer: Gazetteer, trie: Trie) -> None:
        ministries = [record for record in gazetteer.central_agencies if record.kind == "ministry"]
        for record in gazetteer.central_agencies:
            self.agencies[record.name] = record
            slot = (
                "whole"
                if record.is_public
                and record.kind not in central.NOT_AGENCY_KINDS
                and record.name not in central.NOT_AGENCIES
                else "other"
            )
            for form in (record.name, *record.short, *record.weak):
                if form in central.NEEDS_MORE or "(" in form:
                    continue
                weak = form in record.weak
                if weak and len(keys_of(form)) == 1:
                    continue
                if record.name == "Cơ quan Cảnh sát điều tra Bộ Công an":
                    continue  # 'Cơ quan Cảnh sát điều tra' with its parent, as for provinces
                for written in _spellings(form):
                    local, end = longest(trie, (*keys_of(written), ""), 0)
                    if local is not None and local.slot == "place" and end == len(keys_of(written)):
                        self.national[fold(written)] = (
                            record.name
                        )  # 'Cục Thuế' alone is the central body, with a place a local one
                        continue
                    add_phrase(
                        trie,
                        written,
                        Head(record.name, record.kind, slot, "central", "", _abbreviation(written), record.parent),
                        keep=weak,
                    )
        for name, level, kind in central.MORE_CENTRAL:
            for form in name.split("|"):
                add_phrase(trie, form, Head(name.split("|")[0], kind, "whole", level, "", _abbreviation(form)))
        for record in ministries:
            field = record.name.removeprefix("Bộ ")
            for short, words in (*fields.FIELD_SHORT.items(), *fields.DEPARTMENT_WEAK.items()):
                if fold(words) == fold(field):
                    add_phrase(
                        trie,
                        f"Bộ {short}",
                        Head(record.name, "ministry", "whole", "central"),
                        keep=short in fields.DEPARTMENT_WEAK,
                    )


PLACE, AGENCY, ROLE, PERSON, COUNTRY, LOOKALIKE, NAME, SURNAME = 1, 2, 4, 8, 16, 32, 64, 128
"""What a token may begin: a unit word, an agency, a title, a person's title, a country, a lookalike, a province's name, a surname."""
CAPITAL_ONLY = COUNTRY | NAME | SURNAME
"""What begins with a capital letter only; in small letters the word is another ('hòa bình', 'lê', 'anh')."""


def _abbreviation(form: str) -> str:
    """The form itself when it is an abbreviation in capitals, which must be written so."""
    return form if form.isupper() and len(form) <= 6 and " " not in form else ""


_SHORT_SPELLINGS = (
    ("Trung ương", "T.Ư"),
    ("Trung ương", "TƯ"),
    ("Trung ương", "TW"),
    ("Tòa án nhân dân", "TAND"),
    ("Viện kiểm sát nhân dân", "VKSND"),
    ("Viện kiểm sát nhân dân", "Viện KSND"),
    ("Thành phố Hồ Chí Minh", "TP.HCM"),
    ("Thành phố Hồ Chí Minh", "TP HCM"),
    ("Thành phố Hồ Chí Minh", "TPHCM"),
    ("Thành phố Hồ Chí Minh", "TP Hồ Chí Minh"),
    ("Thành phố Hồ Chí Minh", "TP. Hồ Chí Minh"),
    (" và ", " & "),
    (" và ", " - "),
)
"""Shorter ways to write parts of the names of central bodies."""
_COMMITTEE_SPELLINGS = ((" - ", " "), (" - ", " và "), (", ", " "), (", ", " - "))
"""Names of the National Assembly's committees are also written without their dash: 'Ủy ban Tài chính Ngân sách'."""


def _spellings(form: str) -> list[str]:
    forms = [form]
    pairs = (*_SHORT_SPELLINGS, *_COMMITTEE_SPELLINGS) if form.startswith("Ủy ban ") else _SHORT_SPELLINGS
    for long, short in pairs:
        forms += [written.replace(long, short) for written in forms if long in written]
    return forms


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
            strong = record.name not in central.NEEDS_UNIT or form != record.name
            has_unit = keys_of(form)[0] in {"tp", "tphcm", "thủ"} or form.startswith("T.P")
            add_phrase(trie, form, ProvinceName(record.name, strong, has_unit))
    for form, name in central.EXTRA_PROVINCE_FORMS.items():
        add_phrase(trie, form, ProvinceName(name, True, True))
    return trie


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


def _units() -> Trie:
    trie: Trie = {}
    for table, level in (
        (tables.DISTRICT_UNITS, "district"),
        (tables.COMMUNE_UNITS, "commune"),
        (tables.VILLAGE_UNITS, "village"),
    ):
        for form, word in table.items():
            add_phrase(trie, form, Unit(word, level))
    for form, word in tables.PROVINCE_UNITS.items():
        add_phrase(trie, form, Unit(word, "city" if word == "thành phố" else "province"))
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


def _departments(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    for short, words in fields.DEPARTMENT_WEAK.items():
        add_phrase(trie, short, words)
    for name in fields.DEPARTMENT_FIELDS:
        add_phrase(trie, name, name)
    for short, words in fields.FIELD_SHORT.items():
        if words[0].isupper() and words in fields.DEPARTMENT_FIELDS:
            add_phrase(trie, short, words)
    for pattern in gazetteer.local_patterns:
        for form in (pattern.head, *pattern.short):
            if pattern.head.startswith("Sở ") and form.startswith("Sở "):
                add_phrase(trie, form.removeprefix("Sở "), pattern.head.removeprefix("Sở "), keep=True)
    return trie


def _fields(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    for phrase in fields.FIELDS:
        add_phrase(trie, phrase, "")
    for short, words in fields.FIELD_SHORT.items():
        add_phrase(trie, short, words)
    for record in gazetteer.abbreviations:
        if record.kind == "field" and record.is_safe:
            for form in (record.short, *record.variants):
                add_phrase(trie, form, record.expansions[0], keep=True)
    return trie


def _roles(gazetteer: Gazetteer) -> Trie:
    trie: Trie = {}
    for form in role_tables.NOT_PUBLIC_ROLES:
        add_phrase(trie, form.strip(), Role("", "other", "", False, _abbreviation(form)))
    deputies = {fold(name.strip()) for name in role_tables.DEPUTY_OF}
    for forms, role, mode, agency, is_public in role_tables.ROLES:
        for form in forms.split("|"):
            for written in _spellings(form) if "Trung ương" in form else (form,):
                add_phrase(trie, written, Role(role, mode, agency, is_public, _abbreviation(form)))
            if fold(role or form) not in deputies or form.startswith("Phó"):
                continue
            name = f"Phó {role or form}"
            for deputy in (f"Phó {form}", f"P. {form}", f"P.{form}"):
                add_phrase(trie, deputy, Role(name, mode, agency, is_public, "", True), keep=True)
    for short, role in central.ROLE_SHORT.items():
        mode = "chair" if "tịch" in role else "implied" if short == "TBT" else "after"
        add_phrase(trie, short, Role(role, mode, central.PARTY_CENTRE if short == "TBT" else "", short == "TBT", short))
    return trie


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


def _countries() -> Trie:
    trie: Trie = {}
    for forms in countries.COUNTRIES:
        name = forms.split("|")[0]
        for form in forms.split("|"):
            add_phrase(trie, form, name)
            add_phrase(trie, f"nước {form}", name)
    return trie
