"""Which fields of a record hold the page, its headline, address and date, and the page that they make.

Takes a record (a JSON object, a row of a table), gives a `RawPage`. A field is known by its name, whatever its case, accents and separators
('publishedAt', 'Ngày đăng', 'ngay_dang'), also inside other objects ('_source.content', 'title.rendered'); the page's field is guessed
only when one known name fits, and a record with two candidates is refused with their names. A text without its headline, as most feeds have
it, gets headline and summary put in front, the way the page had them. The fields beside the page are told of each record; one that the caller
names is the only one that is read for it. What is not used stays with the page as `extra`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

import msgspec

from vnnews.batch.own import refuse_own
from vnnews.batch.tasks import Fields
from vnnews.errors import InputError
from vnnews.models import RawPage
from vnnews.read import holds_headline
from vnnews.read.wrappings import unwrap_repr
from vnnews.text import deaccent
from vnnews.text.dates import MAX_YEAR, MIN_YEAR, VIETNAM
from vnnews.text.dates import read_date as read_stated

_NAMES = {
    "html": """
        html raw_html page_html body_html content_html html_content html_body full_html article_html source_html page_source
        content_encoded response_body
    """,
    "text": """
        text content body raw raw_text page maintext main_text article article_body article_text article_content full_text plain_text
        clean_text body_text content_text text_content post_content main_content noi_dung noi_dung_bai_viet noi_dung_chi_tiet
        noi_dung_tin than_bai bai_viet van_ban
    """,
    "title": """
        title headline tieu_de tieu_de_bai tieu_de_bai_viet tieu_de_tin ten_bai ten_bai_viet article_title news_title post_title
        content_title og_title
    """,
    "summary": """
        sapo description summary lead tom_tat mo_ta excerpt short_description meta_description og_description standfirst noi_dung_tom_tat
    """,
    "url": """
        url link source_url canonical_url page_url original_url article_url news_url post_url web_url permalink href loc uri url_bai_viet
        link_bai_viet duong_dan lien_ket duong_link
    """,
    "date": """
        date published published_at date_publish date_published publish_date published_date publish_time published_time published_on
        publication_date article_published_time pub_date time ngay_dang ngay_gio_dang thoi_gian_dang ngay_xuat_ban thoi_gian_xuat_ban
        ngay_dang_tin ngay_dang_bai ngay_phat_hanh post_date date_posted posted_at date_gmt datetime date_time thoi_gian ngay ngay_thang
        gio_dang
    """,
}
"""Names of fields by what they hold, the surest first: of news-please, Scrapy feeds, schema.org, WordPress, Common Crawl extracts, Vietnamese
dumps and tables. Compared by `fold_name`."""

_CARRIERS = "rendered $date $numberLong #text @value _text _cdata $t iso"
"""Names that only say how a value is written: {'title': {'rendered': …}}, {'date': {'$date': …}}."""

_FEEDS = ((frozenset({"maintext", "sourcedomain", "datedownload"}), "maintext"),)
"""Fields by which a record is known as one of news-please, which has a 'text' beside its 'maintext', and the field of the page."""

NAMED = ("text", "title", "url", "date")
"""What a caller can name the field of."""

MAX_DEPTH = 3
"""How deep a field may lie to be guessed; a named one may lie deeper."""

MAX_NAMES = 500
"""Names of a record that are looked at."""

NO_PAGE = "no text field"
"""Reason of the error that a record has no field for the page."""

_NO_LETTER = re.compile(r"[\W_]+")
_LONGEST_NAME = 60
_MILLISECONDS = 100_000_000_000
"""Seconds since 1970 reach this number in the year 5138, milliseconds in 1973."""


def fold_name(name: str) -> str:
    """Return a field's name without case, accents and separators.

    Example:
        >>> fold_name("publishedAt") == fold_name("published_at"), fold_name("Tiêu đề")
        (True, 'tieude')
    """
    return _NO_LETTER.sub("", deaccent(name[:_LONGEST_NAME])).lower()


_FOLDED = {role: tuple(dict.fromkeys(map(fold_name, names.split()))) for role, names in _NAMES.items()}
_PAGE_KEYS = frozenset({*_FOLDED["html"], *_FOLDED["text"]})
_CARRIER_NAMES = frozenset(_CARRIERS.split())


def is_page_field(name: str) -> bool:
    """Return whether a field of this name can hold a page.

    Example:
        >>> is_page_field("Nội dung"), is_page_field("id")
        (True, False)
    """
    return fold_name(name) in _PAGE_KEYS


def guess_fields(names: Iterable[str], given: Fields) -> Fields:
    """Return the fields to read: the given ones, '' where the record lacks them; else the one known name that a record has.

    Args:
        names: Names of the record, of nested ones the path: 'data.title'.
        given: What the caller knows. A name may be written with other case, accents and separators than the record's.

    Raises:
        InputError: The field of the page cannot be told.

    Example:
        >>> fields = guess_fields(["Tiêu đề", "content", "link"], Fields())
        >>> fields.text, fields.title, fields.url, fields.date
        ('content', 'Tiêu đề', 'link', '')
    """
    return _guess(tuple(names), given)


@lru_cache(maxsize=512)
def _guess(names: tuple[str, ...], given: Fields) -> Fields:
    text = _resolve(given.text, names)
    if given.text and not text:
        raise InputError(f"the record has no field {given.text!r}; it has {_listed(names)}", reason=NO_PAGE)
    keys = {name: _key(name) for name in names}
    if not text:
        refuse_own(names)
        text = _feed(keys) or _page_field(keys)
    if not text:
        raise InputError(
            f"cannot tell which field holds the page, of {_listed(names)}; name it with --text-field", reason=NO_PAGE
        )
    beside = _parent(text)
    chosen = {
        role: _resolve(named, names) if (named := getattr(given, role)) else _first(keys, _FOLDED[role], beside)
        for role in ("title", "summary", "url", "date")
    }
    return msgspec.structs.replace(given, text=text, is_guessed=not given.text, **chosen)


def read_record(record: Mapping[str, Any], given: Fields, source: str = "") -> RawPage:
    r"""Return the page that a record holds.

    Raises:
        InputError: The field of the page is missing, cannot be told, or holds no text.

    Example:
        >>> page = read_record({"id": 7, "title": "Mưa lớn", "content": "Sáng 5/8, mưa lớn."}, Fields())
        >>> page.raw, page.title, page.extra
        ('Mưa lớn\n\nSáng 5/8, mưa lớn.', 'Mưa lớn', {'id': 7})
    """
    fields = choose_fields(record, given)
    raw = find_value(record, fields.text)
    if not isinstance(raw, str | bytes):
        raise InputError(f"field {fields.text!r} holds no text", source=source, stage="open", reason="no text")
    raw = unwrap_repr(raw) or raw
    title, url = _text(record, fields.title), _text(record, fields.url)
    used = {fields.text, fields.title, fields.url, fields.date}
    if isinstance(raw, str) and _key(fields.text) not in _FOLDED["html"] and "<" not in raw[:200]:
        raw = _with_headline(title, _text(record, fields.summary), raw)
        used.add(fields.summary)
    date = read_moment(find_value(record, fields.date))
    return RawPage(raw, source, url or None, date, title=title, extra=_leave(record, used))


def choose_fields(record: Mapping[str, Any], given: Fields) -> Fields:
    """Return the fields of a record: that of the page as in the file's other records where it fits, the others as its own names say.

    Raises:
        InputError: The field of the page cannot be told.

    Example:
        >>> choose_fields({"html": None, "data": {"body": "Tin", "url": "u"}}, Fields(text="html", is_guessed=True)).url
        'data.url'
    """
    if given.is_guessed:
        is_fitting = _is_text(find_value(record, given.text))
        given = msgspec.structs.replace(given, text=given.text if is_fitting else "")
    leaves = dict(_leaves(record))
    named = filter(None, (getattr(given, role) for role in NAMED))
    leaves |= {name: value for name in named if (value := find_value(record, name)) is not None}
    try:
        return guess_fields((name for name, value in leaves.items() if _can_be(name, value)), given)
    except InputError:
        return guess_fields(leaves, given)


def learn_page_field(given: Fields, told: Fields) -> Fields:
    """Return what one record tells about the others of its file: the field of the page, and of the other fields only what the caller named.

    Example:
        >>> learned = learn_page_field(Fields(date="ngày"), guess_fields(["html", "link", "ngày"], Fields(date="ngày")))
        >>> learned.text, learned.is_guessed, learned.url, learned.date
        ('html', True, '', 'ngày')
    """
    return msgspec.structs.replace(given, text=told.text, is_guessed=told.is_guessed)


def find_named(record: Mapping[str, Any], given: Fields) -> list[str]:
    """Return which of the fields that the caller named a record has, whatever they hold.

    Example:
        >>> find_named({"html": "Tin", "Ngày": None}, Fields(date="ngay", url="link"))
        ['date']
    """
    named = {role: name for role in NAMED if (name := getattr(given, role))}
    missing = {role: name for role, name in named.items() if find_value(record, name) is None}
    names = tuple(name for name, _ in _leaves(record)) if missing else ()
    return [role for role, name in named.items() if role not in missing or _resolve(name, names)]


def _is_text(value: object) -> bool:
    """Return whether a value can be a page: text that is not only white space."""
    return isinstance(value, str | bytes) and bool(value) and not value.isspace()


def _can_be(name: str, value: object) -> bool:
    """Return whether a value can be what its field's name says; crawlers fill what they did not find with '', ' ', null or []."""
    if _is_text(value):
        return True
    return not isinstance(value, str | bytes) and value is not None and _key(name) not in _PAGE_KEYS


def find_records(value: Any, given: Fields, depth: int = 1) -> list[Any]:
    """Return the list inside an object whose first record has a field for the page, as services and programs wrap it; [] for none.

    Example:
        >>> find_records({"status": "ok", "data": {"articles": [{"content": "Tin"}]}}, Fields())
        [{'content': 'Tin'}]
    """
    if isinstance(value, list):
        try:
            return value if isinstance(value[0], Mapping) and choose_fields(value[0], given) else []
        except (IndexError, InputError):
            return []
    if not isinstance(value, Mapping) or depth > MAX_DEPTH:
        return []
    return next((found for inner in value.values() if (found := find_records(inner, given, depth + 1))), [])


def find_value(record: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a name, or at a path of names; None where nothing does.

    Example:
        >>> find_value({"a": {"b.c": 1}}, "a.b.c"), find_value({"a": 5}, "a.b")
        (1, None)
    """
    if path in record:
        return record[path]
    first, dot, rest = path.partition(".")
    while dot:
        inner = record.get(first)
        if isinstance(inner, Mapping) and (found := find_value(inner, rest)) is not None:
            return found
        more, dot, rest = rest.partition(".")
        first = f"{first}.{more}"
    return None


def read_moment(value: object) -> dt.datetime | None:
    """Return the moment that a date field states, in Viet Nam's time; None when it states none.

    Takes ISO 8601, what papers print, and seconds or milliseconds since 1970; a day alone begins at midnight.

    Example:
        >>> read_moment("2025-03-03T20:15:00Z").isoformat(), read_moment("27/06/2022 10:15").isoformat()
        ('2025-03-04T03:15:00+07:00', '2022-06-27T10:15:00+07:00')
        >>> read_moment("hôm qua") is None
        True
    """
    try:
        if isinstance(value, int | float):
            return _plausible(dt.datetime.fromtimestamp(value / 1000 if value >= _MILLISECONDS else value, VIETNAM))
        if isinstance(value, dt.datetime):
            return _plausible(value)
        if not isinstance(value, str):
            return None
        with suppress(ValueError):  # ISO first, for its fractions of a second
            if moment := _plausible(dt.datetime.fromisoformat(value.strip())):
                return moment
        return _plausible(read_stated(value))
    except (ValueError, OverflowError, OSError):
        return None


def _plausible(moment: dt.datetime | None) -> dt.datetime | None:
    if moment is None or not MIN_YEAR <= moment.year <= MAX_YEAR:
        return None
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _leaves(record: Mapping[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    """Yield the paths of a record and their values, of objects what is in them."""
    for number, (name, value) in enumerate(record.items()):
        if number == MAX_NAMES:
            return
        path = f"{before}{name}"
        if isinstance(value, Mapping) and depth < MAX_DEPTH:
            yield from _leaves(value, f"{path}.", depth + 1)
        else:
            yield path, value


def _text(record: Mapping[str, Any], path: str) -> str:
    """Return the text at a path, '' for anything else; of a list with one text, as Scrapy's `getall` makes it, that."""
    value = find_value(record, path) if path else ""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return " ".join(value.split()) if isinstance(value, str) else ""


def _with_headline(title: str, summary: str, text: str) -> str:
    """Put headline and summary in front of a text that does not begin with them."""
    parts = [part for part in (title, summary) if part and not holds_headline(text, part)]
    return "\n\n".join([*parts, text])


def _leave(record: Mapping[str, Any], used: set[str], before: str = "") -> dict[str, Any]:
    """Return what a record holds beside the used fields."""
    left: dict[str, Any] = {}
    for name, value in record.items():
        path = f"{before}{name}"
        if path in used:
            continue
        if isinstance(value, Mapping) and any(field.startswith(f"{path}.") for field in used):
            if inner := _leave(value, used, f"{path}."):
                left[name] = inner
        else:
            left[name] = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return left


def _key(path: str) -> str:
    """Return the folded name of a path's value: its last name, or the one before when the last says only how it is written."""
    names = [name for name in path.rsplit(".", MAX_DEPTH) if name not in _CARRIER_NAMES]
    return fold_name(names[-1]) if names else ""


def _parent(path: str) -> str:
    """Return the path of the object that a field is in."""
    parent, _, last = path.rpartition(".")
    return _parent(parent) if last in _CARRIER_NAMES else parent


def _resolve(name: str, names: tuple[str, ...]) -> str:
    """Return the name of a record that is meant by a given one, '' when there is none."""
    if not name or name in names:
        return name
    folded = fold_name(name)
    return next((own for own in names if fold_name(own) == folded), "")


def _feed(keys: Mapping[str, str]) -> str:
    found = set(keys.values())
    wanted = next((field for known, field in _FEEDS if known <= found), "")
    return next((name for name, key in keys.items() if wanted and key == wanted), "")


def _page_field(keys: Mapping[str, str]) -> str:
    """Return the one name that is known for a page, the least deep; two of a depth are refused."""
    for depth in range(MAX_DEPTH):
        for role in ("html", "text"):
            found = [name for name, key in keys.items() if key in _FOLDED[role] and name.count(".") == depth]
            if len(found) > 1:
                raise InputError(
                    f"more than one field may hold the page: {_listed(found)}; name it with --text-field",
                    reason="ambiguous text field",
                )
            if found:
                return found[0]
    return ""


def _first(keys: Mapping[str, str], known: tuple[str, ...], beside: str) -> str:
    """Return the name that is known, '' for none: first of those that stand beside the page, then the surest."""
    found = [
        (_parent(name) != beside, name.count("."), known.index(key), name) for name, key in keys.items() if key in known
    ]
    return min(found)[3] if found else ""


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(repr(name) for name in names[:12]) + (", …" if len(names) > 12 else "")
