"""The tables of the gazetteer: what each is called, what it holds, what identifies a record in it.

Takes the name of a table; gives its records, decoded from the generated `data/*.jsonl` (or `.json.gz`, see `packing`) beside this module. Decides the order of
a table only by the file, which `tools/build_gazetteer.py` sorts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from vnnews.gazetteer import records as r
from vnnews.gazetteer import word_records as w
from vnnews.gazetteer.packing import unpack

DATA = Path(__file__).parent / "data"

TYPES: dict[str, type[msgspec.Struct]] = {
    "provinces": r.ProvinceRecord,
    "lookalikes": r.LookalikeRecord,
    "name_heads": r.NameHeadRecord,
    "regions": r.RegionRecord,
    "districts": r.DistrictRecord,
    "communes": r.CommuneRecord,
    "former_communes": r.CommuneRecord,
    "central_agencies": r.AgencyRecord,
    "institutions": r.InstitutionRecord,
    "local_patterns": r.LocalPattern,
    "foreign": r.ForeignRecord,
    "heads": w.HeadRecord,
    "fields": w.WordRecord,
    "words": w.WordRecord,
    "careers": w.WordRecord,
    "unit_words": w.UnitWordRecord,
    "roles": r.RoleRecord,
    "ranks": r.RankRecord,
    "modifiers": w.ModifierRecord,
    "cues": w.CueRecord,
    "honorifics": w.HonorificRecord,
    "abbreviations": w.AbbreviationRecord,
    "surnames": r.SurnameRecord,
    "name_parts": r.NamePartRecord,
    "sources": r.SourceRecord,
}

LOCAL_TABLES = ("districts", "communes", "former_communes")
"""The tables of units below the province."""

PACKED = frozenset({"former_communes"})
"""Tables that are stored compressed: large, and not needed by most processes."""

KEYS: dict[str, tuple[str, ...]] = {
    "lookalikes": ("text",),
    "name_heads": ("text",),
    "regions": ("name",),
    "foreign": ("name",),
    "roles": ("title",),
    "heads": ("name", "follows", "unit"),
    "fields": ("use", "text"),
    "words": ("use", "text"),
    "careers": ("use", "text"),
    "unit_words": ("word",),
    "ranks": ("title",),
    "modifiers": ("text", "place"),
    "cues": ("text", "means"),
    "honorifics": ("text",),
    "abbreviations": ("short", "kind"),
    "surnames": ("name",),
    "name_parts": ("kind", "value"),
}
"""Fields that identify a record; ('id',) where a table is not listed."""


USES: dict[str, tuple[str, ...]] = {
    "fields": ("field", "verbal_field", "department_field", "institution_word"),
    "words": (
        "before_no_province", "after_no_province", "before_province", "province_of_china", "zone", "direction", "street", "namesake",
        "historical_person", "head_of_group", "highland_middle", "baptismal", "not_in_name", "name_or_word", "headline_verb", "hyphen_verb",
        "pronoun_verb", "power", "plural", "sight", "generic", "part_of_word", "in_company_name", "not_in_company_name", "not_in_event_name", "not_in_field",
        "measure", "army_branch", "body_in_title",
    ),
    "careers": ("post_begins", "post_ends", "post_joins", "other_day", "born_in", "years_old"),
}  # fmt: skip
"""What the words of a table can be used for; each use is said in its file."""


CUES = (
    "appointed", "relieved", "is", "is_lead", "vacant", "gives", "given", "past", "moves", "stays", "contested", "planned", "towards", "acts_for", "directs", "acts", "treats", "asked", "joins", "lists",
)  # fmt: skip
"""What a cue can mean; each is said at the head of resources/cues.yml."""


def read_table(name: str, folder: Path = DATA) -> tuple[Any, ...]:
    """Return the records of a table as they were built.

    >>> read_table("ranks")[0].title
    'Đại tướng'
    """
    if name in PACKED:
        return unpack(path_of(name, folder).read_bytes())
    return tuple(msgspec.json.Decoder(TYPES[name]).decode_lines(path_of(name, folder).read_bytes()))


def path_of(name: str, folder: Path = DATA) -> Path:
    """Return the generated file of a table.

    >>> path_of("former_communes").name
    'former_communes.json.gz'
    """
    return folder / (f"{name}.json.gz" if name in PACKED else f"{name}.jsonl")


def identify(name: str, record: Any) -> tuple[str, ...]:
    """Return what identifies a record within its table.

    >>> identify("ranks", read_table("ranks")[0])
    ('Đại tướng',)
    """
    return tuple(str(getattr(record, field)) for field in KEYS.get(name, ("id",)))
