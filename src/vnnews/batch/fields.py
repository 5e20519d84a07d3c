"""Which fields of a record hold the page, its address and its date, and the page that they make.

Takes a record (a JSON object or a CSV row as a dict), gives a `RawPage`. Guesses a field only when one known name fits; a record
with two candidates is refused with their names. A text field without its headline, as most feeds have it, gets title and
summary put in front, the way the page had them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from vnnews.batch.tasks import Fields
from vnnews.errors import InputError
from vnnews.models import RawPage

# names used by news-please, Scrapy feeds, Common Crawl extracts and the public Vietnamese dumps
HTML_FIELDS = ("html", "raw_html", "page_html", "body_html", "content_html", "html_content", "page_source")
TEXT_FIELDS = ("text", "content", "body", "raw", "raw_text", "page", "maintext", "article", "noi_dung")
TITLE_FIELDS = ("title", "headline", "tieu_de")
SUMMARY_FIELDS = ("sapo", "description", "summary", "lead")
URL_FIELDS = ("url", "link", "source_url", "canonical_url", "page_url", "original_url")
DATE_FIELDS = ("date", "published", "published_at", "date_publish", "publish_date", "published_date", "pubdate", "time")

_FEEDS = ((frozenset({"maintext", "source_domain", "date_download"}), "maintext"),)
"""Fields by which a record is known as one of news-please, which has a 'text' beside its 'maintext', and the field of the page."""

NO_PAGE = "no text field"
"""Reason of the error that a record has no field for the page."""

_DAY_FIRST = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")


def guess_fields(names: Iterable[str], given: Fields) -> Fields:
    """Return the fields to read: the given ones, else the one known name that a record has.

    Raises:
        InputError: The text field cannot be told.

    Example:
        >>> guess_fields(["title", "content", "link"], Fields())
        Fields(text='content', url='link', date='', query='', separator='')
    """
    names = list(names)
    if given.text and given.text not in names:
        raise InputError(f"the record has no field {given.text!r}; it has {_listed(names)}", reason=NO_PAGE)
    text = given.text or _feed(names) or _only(names, HTML_FIELDS) or _only(names, TEXT_FIELDS)
    if not text:
        raise InputError(
            f"cannot tell which field holds the page, of {_listed(names)}; name it with --text-field",
            reason=NO_PAGE,
        )
    return Fields(text, given.url or _first(names, URL_FIELDS), given.date or _first(names, DATE_FIELDS))


def read_record(record: Mapping[str, object], given: Fields, source: str = "") -> RawPage:
    r"""Return the page that a record holds.

    Raises:
        InputError: The text field is missing, cannot be told, or holds no text.

    Example:
        >>> read_record({"title": "Mưa lớn", "content": "Sáng 5/8, mưa lớn."}, Fields()).raw
        'Mưa lớn\n\nSáng 5/8, mưa lớn.'
    """
    fields = guess_fields(record, given)
    raw = record[fields.text]
    if not isinstance(raw, str | bytes):
        raise InputError(f"field {fields.text!r} holds no text", source=source, stage="open", reason="no text")
    if isinstance(raw, str) and fields.text.lower() not in HTML_FIELDS and "<" not in raw[:200]:
        raw = _with_headline(record, raw)
    url = record.get(fields.url)
    return RawPage(raw, source, url if isinstance(url, str) and url else None, read_date(record.get(fields.date)))


def read_date(value: object) -> dt.date | None:
    """Return the day that a date field states: ISO 8601, day/month/year or seconds since 1970; None when it states none.

    Example:
        >>> read_date("27/06/2022 10:15"), read_date("2022-06-27T10:15:00+07:00"), read_date("hôm qua")
        (datetime.date(2022, 6, 27), datetime.date(2022, 6, 27), None)
    """
    try:
        if isinstance(value, int | float):
            return dt.datetime.fromtimestamp(value, dt.timezone(dt.timedelta(hours=7))).date()
        if not isinstance(value, str):
            return None
        found = _DAY_FIRST.search(value)
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.datetime.fromisoformat(value.strip()[:10]).date()
    except (ValueError, OverflowError, OSError):
        return None


def _with_headline(record: Mapping[str, object], text: str) -> str:
    """Put title and summary in front of a text that does not begin with them."""
    parts = []
    for names in (TITLE_FIELDS, SUMMARY_FIELDS):
        value = record.get(_first(list(record), names))
        if isinstance(value, str) and value.strip() and value.strip() not in text[: 2 * len(value) + 200]:
            parts.append(value.strip())
    return "\n\n".join([*parts, text])


def _feed(names: list[str]) -> str:
    return next((field for known, field in _FEEDS if known.issubset(names)), "")


def _only(names: list[str], known: tuple[str, ...]) -> str:
    """Return the one name that is known, '' when there is none; two are refused."""
    found = [name for name in names if name.lower() in known]
    if len(found) > 1:
        raise InputError(
            f"more than one field may hold the page: {_listed(found)}; name it with --text-field",
            reason="ambiguous text field",
        )
    return found[0] if found else ""


def _first(names: list[str], known: tuple[str, ...]) -> str:
    by_lower = {name.lower(): name for name in names}
    return next((by_lower[name] for name in known if name in by_lower), "")


def _listed(names: list[str]) -> str:
    return ", ".join(repr(name) for name in names[:12]) + (", …" if len(names) > 12 else "")
