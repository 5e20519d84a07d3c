"""When the article was published and last changed.

Takes the page's metadata and its visible date lines (the lines that the labeller called dates, in reading order; never the page
clock), gives `ArticleDates`. Decides between sources that disagree: structured data first, since it has seconds and a zone, the
visible line when the structured value is plainly something else. Known limit: a page that is republished keeps the newer date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from vnnews.models import Metadatum
from vnnews.text import FoundDate, find_date
from vnnews.text.dates import VIETNAM

NEAR: Final = timedelta(days=2)
"""How far a visible date may lie from the structured one and still be about the same publication."""

_ORIGINS: Final = ("json-ld", "opengraph", "meta", "html")


class ArticleDates(msgspec.Struct, frozen=True, gc=False):
    """The dates of an article, in Viet Nam's time, each with the rule that chose it."""

    published: datetime | None = None
    modified: datetime | None = None
    published_rule: str = ""
    """'json-ld', 'opengraph', 'meta', 'html', 'visible', 'visible_after_created', 'zone_mislabelled', 'update_only' … or ''."""
    modified_rule: str = ""


def choose_dates(
    metadata: Iterable[Metadatum], visible_lines: Sequence[str] = (), *, reference: datetime | None = None
) -> ArticleDates:
    """Return the dates of publication and of the last change.

    Args:
        metadata: What the page states about itself.
        visible_lines: The article's own date lines, in reading order.
        reference: When the page was fetched, for 'n giờ trước'.

    >>> chosen = choose_dates([Metadatum("modified", "2022-06-27T09:00:00+07:00", "meta")], ["Thứ Hai, 27/06/2022 08:15"])
    >>> chosen.published.isoformat(), chosen.published_rule, chosen.modified.hour
    ('2022-06-27T08:15:00+07:00', 'visible', 9)
    """
    stated = _stated(metadata)
    visible = [found for line in visible_lines if (found := find_date(line, reference=reference))]
    shown = next((found for found in visible if not found.is_update and not found.is_rough), None)
    updated = next((found for found in visible if found.is_update), None)
    published, rule = _choose_published(stated, shown, updated)
    modified, modified_rule = _choose_modified(stated, updated, published)
    return ArticleDates(published, modified, rule, modified_rule)


def _stated(metadata: Iterable[Metadatum]) -> dict[str, list[tuple[datetime, str]]]:
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
    stated: dict[str, list[tuple[datetime, str]]], shown: FoundDate | None, updated: FoundDate | None
) -> tuple[datetime | None, str]:
    for moment, origin in stated["published"]:
        if shown is not None and shown.has_time and _is_clock_of(moment, shown.value):
            return shown.value.astimezone(VIETNAM), "zone_mislabelled"
        if shown is not None and shown.has_time and _is_created_only(moment, stated, shown.value):
            return shown.value.astimezone(VIETNAM), "visible_after_created"
        return moment.astimezone(VIETNAM), origin
    if shown is not None:
        return shown.value.astimezone(VIETNAM), "visible"
    if updated is not None:
        return updated.value.astimezone(VIETNAM), "update_only"
    for name in ("time", "created", "modified"):
        for moment, _ in stated[name]:
            return moment.astimezone(VIETNAM), f"{name}_only"
    return None, ""


def _choose_modified(
    stated: dict[str, list[tuple[datetime, str]]], updated: FoundDate | None, published: datetime | None
) -> tuple[datetime | None, str]:
    """The last change; a change before the publication is none."""
    candidates = [*stated["modified"], *([(updated.value, "visible")] if updated is not None else [])]
    for moment, origin in candidates:
        if published is None or moment >= published:
            return moment.astimezone(VIETNAM), origin
    return None, ""


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
