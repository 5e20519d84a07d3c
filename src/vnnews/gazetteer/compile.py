"""From the words of a hand-edited line to a record: the one way in, for our resources and for a user's additions.

Takes a mapping of plain strings, lists and mappings (from YAML or JSON); gives a record of the table's type. Decides what is implied:
a province's name and full name are strong names, 'from: 1991' is the first day of 1991 known to the year, a district's kind gives its full name.
Raises `GazetteerError` whose message names the field.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

import msgspec

from vnnews.errors import GazetteerError
from vnnews.gazetteer.names import UNIT_WORDS
from vnnews.gazetteer.tables import CUES, LOCAL_TABLES, TYPES, USES

INSTITUTION_FORMS = {
    "Bệnh viện ": ("BV ",),
    "Trường Đại học ": ("Đại học ", "ĐH ", "Trường ĐH "),
    "Đại học ": ("ĐH ", "Trường Đại học ", "Trường ĐH "),
    "Học viện ": ("HV ",),
}
"""How papers begin the names of institutions of each kind."""

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FORMER_PARENT = re.compile(r"(.+) until (\d{4}-\d{2}-\d{2})")
_FIELD_IN_MESSAGE = re.compile(r"`\$\.([a-z_]+)|field `([a-z_]+)`")


def compile_record(table: str, raw: dict[str, Any]) -> Any:
    """Return the record that a hand-edited mapping stands for.

    Args:
        table: Name of the table, a key of `tables.TYPES`.
        raw: Fields as written; numbers and booleans may be strings.

    Raises:
        GazetteerError: A field is missing, unknown or malformed; the message names it.

    >>> record = compile_record("provinces", {"id": "vn:x", "name": "Hà Bắc", "kind": "province", "from": "1963", "to": "1996-12-31",
    ...     "source": ["general-knowledge"], "confidence": "B"})
    >>> record.full_name, record.strong, record.valid_from.isoformat(), record.from_precision
    ('Tỉnh Hà Bắc', ('Hà Bắc', 'Tỉnh Hà Bắc'), '1963-01-01', 'year')
    """
    if table not in TYPES:
        raise GazetteerError(f"field 'table': no table is called {table!r}; there are {', '.join(TYPES)}")
    fields = dict(raw)
    _read_dates(fields)
    if table == "provinces":
        _imply_province_names(fields)
    if table == "institutions":
        _imply_institution_names(fields)
    if table == "cues" and fields.get("means") not in CUES:
        raise GazetteerError(f"field 'means': {fields.get('means')!r} is none of {', '.join(CUES)}")
    if table in USES and fields.get("use") not in USES[table]:
        raise GazetteerError(f"field 'use': {fields.get('use')!r} is none of {', '.join(USES[table])}")
    if table in LOCAL_TABLES:
        fields.setdefault("full_name", f"{UNIT_WORDS.get(str(fields.get('kind')), '')} {fields.get('name', '')}")
    if isinstance(fields.get("former_parents"), list):
        fields["former_parents"] = [_read_former_parent(text) for text in fields["former_parents"]]
    try:
        record = msgspec.convert(fields, TYPES[table], strict=False)
    except msgspec.ValidationError as error:
        found = _FIELD_IN_MESSAGE.search(str(error))
        field = next((name for name in found.groups() if name), "?") if found else "?"
        raise GazetteerError(f"field '{field}': {error}", stage="gazetteer", reason="invalid") from None
    _check(record)
    return record


def _read_dates(fields: dict[str, Any]) -> None:
    """Replace 'from' and 'to' by days, widened to the earliest start and the latest end."""
    for short, name, precision in (("from", "valid_from", "from_precision"), ("to", "valid_to", "to_precision")):
        if short not in fields:
            continue
        text = str(fields.pop(short))
        found = _PARTIAL_DATE.fullmatch(text)
        if found is None:
            raise GazetteerError(f"field '{short}': {text!r} is no date; write 2025, 2025-03 or 2025-03-01")
        year, month, day = (int(part) if part else 0 for part in found.groups())
        last = short == "to"
        fields[precision] = "day" if day else "month" if month else "year"
        month = month or (12 if last else 1)
        try:
            fields[name] = date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1)).isoformat()
        except (ValueError, calendar.IllegalMonthError):
            raise GazetteerError(f"field '{short}': {text!r} is no day of the calendar") from None


def _imply_province_names(fields: dict[str, Any]) -> None:
    """Fill the full name and put the name where it belongs among the strong or weak names."""
    name = str(fields.get("name", ""))
    full_name = fields.setdefault("full_name", f"{UNIT_WORDS.get(str(fields.get('kind')), '')} {name}")
    is_weak = str(fields.pop("name_is_weak", "false")) == "true"
    implied = [full_name] if is_weak else [name, full_name]
    if fields.get("kind") == "centrally_run_city":
        implied.append(f"TP {name}")
    _prepend(fields, "strong", implied)
    if is_weak:
        _prepend(fields, "weak", [name])


def _imply_institution_names(fields: dict[str, Any]) -> None:
    """Add the forms that every name of its kind has: 'BV Từ Dũ', 'ĐH Kinh tế TP.HCM'."""
    stated = fields.get("short", [])
    if not isinstance(stated, (list, tuple)) or not all(isinstance(name, str) for name in stated):
        return
    name = str(fields.get("name", ""))
    forms = [name, *stated]
    for form in (name, *stated):
        start = next((start for start in INSTITUTION_FORMS if form.startswith(start)), None)
        forms += [other + form.removeprefix(start) for other in INSTITUTION_FORMS[start]] if start else []
    forms += [
        form.removesuffix("Thành phố Hồ Chí Minh") + "TP.HCM"
        for form in forms
        if form.endswith("Thành phố Hồ Chí Minh")
    ]
    fields["short"] = [form for form in dict.fromkeys(forms) if form != name]


def _prepend(fields: dict[str, Any], field: str, names: list[str]) -> None:
    """Put names in front of a list of names; what is no such list is left for the types to refuse."""
    stated = fields.get(field, [])
    if isinstance(stated, (list, tuple)) and all(isinstance(name, str) for name in stated):
        fields[field] = list(dict.fromkeys([*names, *stated]))


def _read_former_parent(text: object) -> object:
    found = _FORMER_PARENT.fullmatch(text) if isinstance(text, str) else None
    return {"name": found[1], "until": found[2]} if found else text


def _check(record: Any) -> None:
    """Refuse what the types allow and the facts do not."""
    if not getattr(record, "source", ("",)):
        raise GazetteerError("field 'source': every record names at least one source")
    if getattr(record, "confidence", "A") not in ("A", "B", "C"):
        raise GazetteerError(f"field 'confidence': {record.confidence!r} is none of A, B, C")
    start, end = getattr(record, "valid_from", None), getattr(record, "valid_to", None)
    if start is not None and end is not None and end < start:
        raise GazetteerError(f"field 'to': ends on {end}, before it begins on {start}")
