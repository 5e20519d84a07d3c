"""When the article was published and last changed.

Takes the page's metadata and its visible date lines (the lines that the labeller called dates, in reading order; never the page
clock), gives `ArticleDates`. Decides between sources that disagree: structured data first, since it has seconds and a zone, the
visible line when the structured value is plainly something else. A `time` element states its moment exactly, so it wins over a line that
says 'n giờ trước', and gives a line with only a day its hour. Known limits: a page that is republished keeps the newer date; which `time`
element belongs to which line is not known, so the first on the page that fits is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Final

import msgspec

from vnnews.models import Metadatum
from vnnews.text import FoundDate, find_dates
from vnnews.text.dates import MAX_YEAR, MIN_YEAR, VIETNAM
from vnnews.text.late import compile_late

_URL_DATE: Final = compile_late(
    r"(?:/|-|\b)((?:19|20)\d\d)(?:/(\d{1,2})/(\d{1,2})(?=/)|(\d\d)(\d\d)(?=\d{0,14}(?:[./?#]|p\dc\d|$)))"
)
"""'/2012/12/24/', '-20220725140623.htm', '/20121226051446379p0c1019/'; the hours in it are in no known zone."""

NEAR: Final = timedelta(days=2)
"""How far a visible date may lie from the structured one and still be about the same publication."""

MAX_URL: Final = 500
"""How much of a URL is looked at; what is longer is tracking data."""

_ORIGINS: Final = ("json-ld", "opengraph", "meta", "html")


class ArticleDates(msgspec.Struct, frozen=True, gc=False):
    """The dates of an article, in Viet Nam's time, each with the rule that chose it."""

    published: datetime | None = None
    modified: datetime | None = None
    published_rule: str = ""
    """'json-ld', 'opengraph', 'meta', 'html', 'visible', 'visible_after_created', 'time_of_day', 'zone_mislabelled', 'update_only' … or ''."""
    modified_rule: str = ""


def choose_dates(
    metadata: Sequence[Metadatum], visible_lines: Sequence[str] = (), *, reference: datetime | None = None
) -> ArticleDates:
    """Return the dates of publication and of the last change.

    Args:
        metadata: What the page states about itself.
        visible_lines: The article's own date lines, in reading order.
        reference: When the page was fetched, for 'n giờ trước' where nothing exact is stated.

    >>> chosen = choose_dates([Metadatum("modified", "2022-06-27T09:00:00+07:00", "meta")], ["Thứ Hai, 27/06/2022 08:15"])
    >>> chosen.published.isoformat(), chosen.published_rule, chosen.modified.hour
    ('2022-06-27T08:15:00+07:00', 'visible', 9)
    """
    stated = _stated(metadata)
    visible = [found for line in visible_lines for found in find_dates(line, reference=reference)]
    is_stated = any(_find_exact(stated[name]) for name in ("published", "time")) or any(map(_is_exact, visible))
    counted = [found for found in visible if not (is_stated and _is_relative(found))]
    shown = next((found for found in counted if not found.is_update and not found.is_rough), None)
    updated = next((found for found in counted if found.is_update), None)
    published, rule = _choose_published(stated, shown, updated, [item.value for item in metadata if item.name == "url"])
    updated = next((found for found in visible if found.is_update), None)  # 'cập nhật 2 giờ trước' tells no publication
    modified, modified_rule = _choose_modified(stated, updated, published)
    return ArticleDates(published, modified, rule, modified_rule)


def _stated(metadata: Sequence[Metadatum]) -> dict[str, list[tuple[datetime, str]]]:
    """The structured dates by name, the most trustworthy origin first."""
    stated: dict[str, list[tuple[datetime, str]]] = {"published": [], "modified": [], "created": [], "time": []}
    items = [item for item in metadata if item.name in stated]
    for item in sorted(
        items, key=lambda item: _ORIGINS.index(item.origin) if item.origin in _ORIGINS else len(_ORIGINS)
    ):
        try:
            moment = datetime.fromisoformat(item.value)
        except ValueError:
            continue
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=VIETNAM)
        stated[item.name].append((moment, item.origin))
    return stated


def _choose_published(
    stated: dict[str, list[tuple[datetime, str]]], shown: FoundDate | None, updated: FoundDate | None, urls: list[str]
) -> tuple[datetime | None, str]:
    for moment, origin in stated["published"]:
        if shown is not None and shown.has_time and _is_clock_of(moment, shown.value):
            return shown.value.astimezone(VIETNAM), "zone_mislabelled"
        if shown is not None and shown.has_time and _is_created_only(moment, stated, shown.value):
            return shown.value.astimezone(VIETNAM), "visible_after_created"
        if _is_midnight(moment):  # a day without its hour: somebody else may know it
            candidates = [
                *stated["published"],
                *([(shown.value, "visible")] if shown is not None and shown.has_time else []),
                *((time, "time_of_day") for time, _ in stated["time"]),
            ]
            for exact, better_origin in candidates:
                if not _is_midnight(exact) and exact.astimezone(VIETNAM).date() == moment.date():
                    return exact.astimezone(VIETNAM), better_origin
        return moment.astimezone(VIETNAM), origin
    if shown is not None:
        timed = None if shown.has_time else _find_exact(stated["time"], shown.value.astimezone(VIETNAM).date())
        return (timed, "time_of_day") if timed is not None else (shown.value.astimezone(VIETNAM), "visible")
    if updated is not None:
        return updated.value.astimezone(VIETNAM), "update_only"
    for name in ("time", "created", "modified"):
        for moment, _ in stated[name]:
            return moment.astimezone(VIETNAM), f"{name}_only"
    for url in urls:
        day = find_url_date(url)
        if day is not None:
            return day, "url"
    return None, ""


def find_url_date(url: str) -> datetime | None:
    """Return the day that a URL states, None when it states none; many papers put the day into the address of a story.

    >>> find_url_date("https://bao.example/thoi-su/lua-tang-gia-20220725140623.htm").date().isoformat()
    '2022-07-25'
    >>> find_url_date("https://bao.example/lua-20229999.htm") is None
    True
    """
    for found in islice(_URL_DATE.finditer(url[:MAX_URL]), 5):
        year, month, day = found[1], found[2] or found[4], found[3] or found[5]
        if MIN_YEAR <= int(year) <= MAX_YEAR:
            with suppress(ValueError):
                return datetime(int(year), int(month), int(day), tzinfo=VIETNAM)
    return None


def _choose_modified(
    stated: dict[str, list[tuple[datetime, str]]], updated: FoundDate | None, published: datetime | None
) -> tuple[datetime | None, str]:
    """The last change; a change before the publication is none."""
    candidates = [*stated["modified"], *([(updated.value, "visible")] if updated is not None else [])]
    for moment, origin in candidates:
        if published is None or moment >= published:
            return moment.astimezone(VIETNAM), origin
    return None, ""


def _find_exact(times: Sequence[tuple[datetime, str]], day: date | None = None) -> datetime | None:
    """The first of the times that has an hour, when a day is given the first on that day in Viet Nam."""
    local = (moment.astimezone(VIETNAM) for moment, _ in times)
    return next((moment for moment in local if not _is_midnight(moment) and day in (None, moment.date())), None)


def _is_relative(found: FoundDate) -> bool:
    return found.rule == "relative"


def _is_exact(found: FoundDate) -> bool:
    """Whether a line states the publication with its hour."""
    return found.has_time and not found.is_update and not _is_relative(found)


def _is_midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second)


def _is_clock_of(moment: datetime, shown: datetime) -> bool:
    """'2022-06-27T08:15:00Z' beside '27/06/2022 08:15': local time under the wrong zone."""
    return moment.utcoffset() == UTC.utcoffset(None) and moment.replace(second=0, tzinfo=None) == shown.replace(
        second=0, tzinfo=None
    )


def _is_created_only(moment: datetime, stated: dict[str, list[tuple[datetime, str]]], shown: datetime) -> bool:
    """A paper that repeats the time of creation as datePublished shows its readers the later time at which the story went out."""
    created = {value for value, _ in stated["created"]}
    changed = [value for value, _ in stated["modified"]]
    return moment in created and bool(changed) and moment < max(changed) <= shown <= moment + NEAR
