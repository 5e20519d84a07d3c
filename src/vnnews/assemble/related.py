"""Related stories: what a page advertises beside its article.

Takes the blocks labelled as related, in page order. Gives one story for each headline, however often it is shown. Decides by the
shapes that teasers take: TITLE, TITLE / SUMMARY, TITLE / TITLE / SUMMARY, '>> TITLE', SUMMARY alone, with dates, ranks and list headings
between them. Known limit: several headlines glued into one line are one story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from vnnews.assemble.passages import clean_line
from vnnews.label.words.lines import ends_sentence, has_headline_shape, has_no_words, is_date_line, is_sentence_line
from vnnews.label.words.markers import can_be_marker, is_more_link, is_related_heading, is_widget, strip_read_more
from vnnews.models import RelatedStory
from vnnews.text import deaccent
from vnnews.text.late import compile_late

CUT_LENGTHS = range(254, 257)
"""A summary of 255 characters was cut by the column of the site's database (the length of every silent cut seen); 254 to 256 after trimming."""
MIN_SUMMARY_CHARS = 90
"""A line behind a headline that is at least so long is its summary even without a full stop; headlines are mostly shorter."""
SUMMARY_KEY_CHARS = 80
"""Two summaries with the same beginning of so many characters are one; shorter than the shortest cut seen (120)."""
TAIL_CHARS = 40
"""How much of a line's end is searched for dots, dates and 'Đọc thêm'."""
MAX_HEADING_WORDS = 8
"""Longest list heading of a site's own wording ('Tin nổi bật khởi nghiệp trẻ')."""
MIN_HEADLINE_WORDS = 5
"""From so many words on, what stands in front of '2 giờ trước' is no name of an author or section."""

_ELLIPSIS = re.compile(r"(?:\.{2,}|…|\[…\]|\[\.\.\.\])\s*$")
_MORE_TAIL = re.compile(
    r"\s*+(?:\[?\s*+(?:[Đđ]ọc tiếp|[Đđ]ọc thêm|[Xx]em tiếp|[Xx]em thêm|[Cc]hi tiết)\s*+[»>]*+\s*+\]?)$"
)
_DATE_TAIL = compile_late(
    r"\s*\(\s*(\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{1,3} (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước)\s*\)\s*$"
)
_AGO = r"\d{1,3} ?(?:'|’|′|h|giây|phút|giờ) trước"
_TIME_ALONE = re.compile(rf"(?:{_AGO}|\d{{1,3}} (?:ngày|tuần|tháng|năm) trước|\d{{1,2}}:\d\d)")
"""A line that is only a time: '7' trước', '16:10'."""
_TIME_TAIL = compile_late(rf"(?:\s{{0,3}}[-–|•·])?\s{{0,3}}({_AGO})$")
"""'Thế giới 36 phút trước'. Days and more end headlines too: 'Vụ án 20 năm trước'."""
_TIME_HEAD = re.compile(r"^(\d{1,2}:\d\d)\s+[-–|•·]?\s*(?=\D)")
"""'16:10 Lịch trình của hai bệnh nhân'."""
_SHORT_UNIT = compile_late(r"(\d) ?(['’′h])(?= trước)")
_BULLET = compile_late(r"\s*(?:[•*▪■◆►▶»>-]+\s+|\d{1,2}[.)]?\s+(?=\D))")


class RelatedLine(NamedTuple):
    """A line labelled as related."""

    text: str
    start: int
    end: int
    href: str = ""


class _Display:
    """One showing of a story, filled line by line."""

    __slots__ = ("date", "doubled", "key", "spans", "summary", "title", "url")

    def __init__(self, title: str, summary: str, url: str, date: str, span: tuple[int, int]) -> None:
        self.title = title
        self.key = deaccent(title)
        self.summary = summary
        self.url = url
        self.date = date
        self.spans = [span]
        self.doubled = False


def collect_stories(
    runs: Iterable[list[RelatedLine]], title: str = "", parse_date: Callable[[str], datetime | None] | None = None
) -> tuple[RelatedStory, ...]:
    """Every story that the page advertises, in order of first appearance.

    Args:
        runs: Related lines, cut where other lines stand between them.
        title: The article's own title; a list that shows it again advertises no other story.
        parse_date: Turns a date line into a datetime.

    >>> line = lambda text: RelatedLine(text, 0, len(text))
    >>> run = [line("Tin liên quan"), line("Giá xăng giảm từ chiều nay"), line("Giá xăng giảm từ chiều nay")]
    >>> [(story.title, story.repeats) for story in collect_stories([run])]
    [('Giá xăng giảm từ chiều nay', 1)]
    """
    own = deaccent(title)
    displays = [display for run in runs for display in _drop_headings(_cut_displays(run))]
    titles = {_summary_key(display.summary): display.key for display in displays if display.key and display.summary}
    merged: dict[str, list[_Display]] = {}
    for display in displays:
        key = display.key
        if not key:  # a summary that lost its headline belongs to the story that shows the same summary under one
            key = titles.get(_summary_key(display.summary), "") or deaccent(display.summary)
        if key and key != own:
            merged.setdefault(key, []).append(display)
    silent = any(_is_cut_silently(display.summary) for display in displays)
    return tuple(_merge_displays(group, parse_date, silent=silent) for group in merged.values())


def _summary_key(summary: str) -> str:
    """The beginning of a summary: a cut copy has the same one."""
    return deaccent(summary[:SUMMARY_KEY_CHARS])


def _cut_displays(run: list[RelatedLine]) -> list[_Display]:
    """Cut a run of lines into showings; a showing ends where the next headline begins."""
    displays: list[_Display] = []
    current: _Display | None = None
    for line in run:
        text = clean_line(line.text)
        span = (line.start, line.end)
        if not text or has_no_words(text):
            continue
        is_marker = can_be_marker(text)
        if is_marker and is_related_heading(text):
            current = None
        elif is_marker and (is_more_link(text) or is_widget(text)):
            if current is not None:
                current.spans.append(span)
        elif _is_time(text):
            if current is not None:
                current.date = current.date or text
                current.spans.append(span)
        elif current is not None and not current.summary and _is_same(text, current):
            current.doubled = True
            current.url = current.url or line.href
            current.spans.append(span)
        elif current is not None and not current.summary and _is_summary(text, line, current):
            current.summary = text
            current.spans.append(span)
        else:
            current = _open(text, line)
            displays.append(current)
    return displays


def _is_time(text: str) -> bool:
    """Whether a line is a time, also with a name in front ('Minh Anh - 2 giờ trước'), but not a headline with one behind it."""
    tail = text[-TAIL_CHARS:]
    time = _find_time_tail(tail)
    if time and len(text[: len(text) - len(tail) + time.start()].split()) >= MIN_HEADLINE_WORDS:
        return False
    return _TIME_ALONE.fullmatch(text) is not None or is_date_line(text)


def _find_time_tail(tail: str) -> re.Match[str] | None:
    """The time at the end of a line; its last word decides nearly always."""
    return _TIME_TAIL.search(tail) if tail.endswith("trước") else None


def _is_same(text: str, display: _Display) -> bool:
    """Whether a line shows the headline again; the first letter decides nearly always."""
    return text == display.title or (display.key.startswith(deaccent(text[0])) and deaccent(text) == display.key)


def _open(text: str, line: RelatedLine) -> _Display:
    """The showing that a line begins: a headline, or a summary whose headline was lost."""
    head = _TIME_HEAD.match(text)
    stated = head[1] if head else ""
    text = text[head.end() :] if head else text
    text = strip_read_more(text) or text
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    tail = text[-TAIL_CHARS:]
    date = _DATE_TAIL.search(tail) if "(" in tail else _find_time_tail(tail)
    if date is not None:
        text, stated = text[: len(text) - len(tail) + date.start()], date.group(1)
    lost = is_sentence_line(text) and not has_headline_shape(text)
    return _Display("" if lost else text, text if lost else "", line.href, stated, (line.start, line.end))


def _is_summary(text: str, line: RelatedLine, current: _Display) -> bool:
    if line.href and current.url and line.href != current.url:
        return False
    if not (
        len(text) >= MIN_SUMMARY_CHARS
        or is_sentence_line(text)
        or (ends_sentence(text) and not text.endswith(("?", "!")) and len(text) > len(current.title))
    ):
        return False
    return strip_read_more(text) is None or _MORE_TAIL.search(text[-TAIL_CHARS:]) is not None


def _drop_headings(displays: list[_Display]) -> list[_Display]:
    """Leave out a list's heading in the site's own words: a short bare line among teasers that all have a summary."""
    full = [bool(display.summary) for display in displays]
    if sum(full) * 2 < len(displays):
        return displays
    kept = []
    for index, display in enumerate(displays):
        bare = display.title and not display.summary and not display.doubled and not display.url and not display.date
        followed = index + 1 < len(displays) and full[index + 1]
        if not (bare and followed and len(display.title.split()) <= MAX_HEADING_WORDS):
            kept.append(display)
    return kept


def _merge_displays(
    displays: list[_Display], parse_date: Callable[[str], datetime | None] | None, *, silent: bool
) -> RelatedStory:
    """One story from its showings; `silent` says that the site cuts summaries without a mark, so that dots are the author's."""
    summary = max((display.summary for display in displays), key=len)
    shown = summary[:-TAIL_CHARS] + _MORE_TAIL.sub("", summary[-TAIL_CHARS:]) if summary else ""
    date = next((display.date for display in displays if display.date), "")
    return RelatedStory(
        title=next((display.title for display in displays if display.title), ""),
        summary=shown,
        url=next((display.url for display in displays if display.url), ""),
        published=parse_date(_spell_time(date)) if date and parse_date is not None else None,
        truncated=_is_cut_silently(shown) if silent else is_truncated(shown) or shown != summary,
        repeats=len(displays),
        spans=tuple(span for display in displays for span in display.spans),
    )


def _spell_time(date: str) -> str:
    """A time with the short forms of its units in full.

    >>> _spell_time("7' trước"), _spell_time("2h trước")
    ('7 phút trước', '2 giờ trước')
    """
    return _SHORT_UNIT.sub(lambda match: f"{match[1]} {'giờ' if match[2] == 'h' else 'phút'}", date)


def is_truncated(summary: str) -> bool:
    """Whether a summary was cut off: it ends in dots, or at 255 characters without a full stop.

    >>> is_truncated("Mưa lớn kéo dài khiến nhiều tuyến đường..."), is_truncated("Mưa lớn kéo dài.")
    (True, False)
    """
    if not summary:
        return False
    return _ELLIPSIS.search(summary[-TAIL_CHARS:]) is not None or _is_cut_silently(summary)


def _is_cut_silently(summary: str) -> bool:
    return len(summary) in CUT_LENGTHS and not ends_sentence(summary)
