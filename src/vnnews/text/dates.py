"""Dates as Vietnamese papers print them.

Takes one line of text (or one metadata value), gives the dates in it with their spans, as aware datetimes. Decides the order
of day and month (Vietnamese: day first, unless that is impossible or the weekday beside it says otherwise), the hour of 'tối' and 'CH'. Never invents: a date without a year ('27/6'), an impossible one ('31/02/2022') and a
placeholder ('dd/mm/yyyy') give nothing. Known limits: two-digit years are of this century; a relative time ('3 giờ trước') needs a
reference, and is only as exact as its unit.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

import msgspec

from vnnews.text.weekdays import WEEKDAY, WEEKDAY_BEFORE, is_month_first

VIETNAM: Final = timezone(timedelta(hours=7))
"""Viet Nam has one time zone and no summer time."""

MIN_YEAR: Final = 1995
"""The first Vietnamese paper went online in 1997; older dates are history, not dates of publication."""

MAX_YEAR: Final = 2099

MAX_SCAN: Final = 1_000
"""How many characters of a line are looked at. The longest date line of the development pages has 59; where title, date
and sapo are glued into one line, the date is behind a title of at most 500."""

TIME_REACH: Final = 60
"""How far before a date its time may begin: '05:10, Thứ Sáu, ngày 21/01/2022'."""

MAX_DATES: Final = 4
"""Dates read of one line: that of the story and its changes."""


class FoundDate(msgspec.Struct, frozen=True, gc=False):
    """A date found in a line."""

    start: int
    """First code point of the date and its time in the line."""
    end: int
    value: datetime
    """Aware; +07:00 when the line names no zone, midnight when it names no time."""
    has_time: bool = False
    is_update: bool = False
    """Whether the line says that this is the time of a change ('Cập nhật lúc …')."""
    is_rough: bool = False
    """Whether it was counted back from the reference in units of a week or more ('2 năm trước')."""
    rule: str = ""
    """Name of the form: 'day_month_year', 'iso', 'month_in_words', 'english_month', 'year_last', 'relative'."""


_MONTH_WORDS = (
    ("mười một", 11), ("mười hai", 12), ("một", 1), ("giêng", 1), ("hai", 2), ("ba", 3), ("tư", 4), ("bốn", 4), ("năm", 5),
    ("sáu", 6), ("bảy", 7), ("bẩy", 7), ("tám", 8), ("chín", 9), ("mười", 10), ("chạp", 12),
)  # fmt: skip
_MONTH_OF_WORD = dict(_MONTH_WORDS)
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_WORD = "(?:" + "|".join(word.replace(" ", r"\s") for word, _ in _MONTH_WORDS) + ")"

# The date itself. "12:0525/07/2022": a time glued before; "25/07/202214:41": a time glued behind; "Báo Nhân Dân25/07/2022".
_CORE = re.compile(
    rf"""
      (?P<iso>(?<!\d)(?P<iy>(?:19|20)\d\d)(?P<is>[-/.])(?P<im>\d{{1,2}})(?P=is)(?P<id>\d{{1,2}})(?!\d))
    | (?P<dmy>(?:(?<![\d/])(?<!\d[.\-])|(?<=:\d\d))(?P<dd>\d{{1,2}})\s?(?P<ds>[/.\-–])\s?(?P<dm>\d{{1,2}})\s?(?P=ds)\s?
        (?:(?P<dy>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))|(?P<dyy>\d\d)(?![\d/.\-]|,\d)))
    | (?P<words>(?<!\d)(?P<wd>\d{{1,2}})\s{{0,2}},?\s?(?:tháng|thg|th)\.?\s{{0,2}}(?P<wm>\d{{1,2}}|{_WORD})\s{{0,2}}[,./\-]?\s?
        (?:năm)?\s{{0,2}}(?P<wy>(?:19|20)\d\d)(?!\d))
    | (?P<wordsfirst>(?:tháng|thg)\s{{1,2}}(?P<fm>\d{{1,2}}|{_WORD})\s{{1,2}}(?P<fd>\d{{1,2}}),\s?(?P<fy>(?:19|20)\d\d)(?!\d))
    | (?P<dmony>(?<!\d)(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?[\s.\-/]{{1,2}}(?P<em>{_ENGLISH}),?[\s.\-/]{{1,2}}(?P<ey>(?:19|20)\d\d)(?!\d))
    | (?P<last>\b(?P<lm>{_ENGLISH})\s{{1,2}}(?P<ld>\d{{1,2}})\s(?P<lt>\d{{1,2}}:\d\d(?::\d\d)?)\s(?:(?P<lz>[a-z]{{1,5}}|(?:gmt)?[+\-]\d\d:?(?:\d\d)?)\s)?
        (?P<ly>(?:19|20)\d\d)(?!\d))
    | (?P<mondy>\b(?P<mm>{_ENGLISH})\s{{1,2}}(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<my>(?:19|20)\d\d)(?!\d))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What every form of `_CORE` holds, a year or two separators; most lines with a digit have neither, and this is found much sooner.
_MAY_BE_DATE = re.compile(r"\d(?:[09]\d\d|\s?[/.\-–]\s?\d{1,2}\s?[/.\-–]\s?\d\d)")
TIME = (
    r"(?P<hour>\d{1,2})\s?(?:[:hg]|giờ)(?:\s?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?!\d))?[’'′p]?(?:\s?phút)?"
    r"(?:\s{0,2}(?P<half>[ap]\.?m\b\.?|sa\b|ch\b|sáng|trưa|chiều|tối|đêm))?"
)
_ZONE = r"(?P<zone>z\b|[\[(]?\s?(?:(?:gmt|utc)\s?)?(?P<sign>[+\-])\s?(?P<zh>\d{1,2}):?(?P<zm>\d\d)?\s?[\])]?|[\[(]?(?:gmt|utc)[\])]?)"
GAP = r"[\s,;|\-–—•·(\[]{0,6}"
_TIME_AFTER = re.compile(
    rf"(?:t(?=\d)|{GAP}(?:vào\s)?(?:lúc|hồi|at)?:?\s{{0,2}}){TIME}(?:\s{{0,2}}{_ZONE})?", re.IGNORECASE
)
_TIME_BEFORE = re.compile(
    rf"(?<![\d/.,:+\-]){TIME}(?:\s{{0,2}}{_ZONE})?{GAP}(?:{WEEKDAY}{GAP})?(?:ngày\s{{0,2}}:?\s?|on\s)?$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"(?:ngày|on|lúc|đăng|nhật)\s{0,2}:?\s{0,2}$", re.IGNORECASE)
# Forum software signs a post with 'haidang, 9/3/12'.
SIGNATURE = re.compile(r"^\s{0,9}[\w.\-]{2,30}(?:\s[\w.\-]{1,30}){0,2},\s?$")
_ZONE_AFTER = re.compile(rf"\s{{0,2}}{_ZONE}", re.IGNORECASE)

RELATIVE = re.compile(
    r"(?<![\d.,/])(?:(?P<more>\d{1,3})\s?(?P<bigger>giờ|tiếng|h|ngày)\s{0,2}(?=\d))?(?:(?P<n>\d{1,4})|an?\b|một\b)\s{0,2}"
    r"(?P<unit>giây|phút|ph|p|giờ|tiếng|h|ngày|tuần|tháng|năm|second|minute|min|hour|day|week|month|year)s?\s{1,2}(?:trước|ago)\b",
    re.IGNORECASE,
)
RELATIVE_DAY = re.compile(r"(?P<day>hôm\snay|hôm\squa|today|yesterday)\b", re.IGNORECASE)
_SECONDS = {
    "giây": 1, "second": 1, "phút": 60, "minute": 60, "min": 60, "giờ": 3_600, "tiếng": 3_600, "hour": 3_600, "ngày": 86_400,
    "ph": 60, "p": 60, "h": 3_600, "day": 86_400, "tuần": 604_800, "week": 604_800, "tháng": 2_629_746, "month": 2_629_746, "năm": 31_556_952, "year": 31_556_952,
}  # fmt: skip

_UPDATE = re.compile(r"cập nhật|chỉnh sửa|sửa lần|sửa đổi|updated?\b|modified|edited", re.IGNORECASE)
# The board software vBulletin prints '03-08-2011 01:00 AM' (8 March) wherever its menus are English.
_ENGLISH_LABEL = re.compile(
    r"\b(?:published|posted|started|last|edited|modified|updated|created|date)\b", re.IGNORECASE
)


def find_date(line: str, *, reference: datetime | None = None) -> FoundDate | None:
    """Return the first date with a year in the line, or a relative one when there is a reference.

    Args:
        line: One line of NFC text; only its first thousand characters are looked at.
        reference: The moment that 'n phút trước' counts back from; without it such times are not resolved.

    >>> find_date("Thứ Ba, 24/12/2019, 05:10 (GMT+7)").value.isoformat()
    '2019-12-24T05:10:00+07:00'
    >>> find_date("Cập nhật lúc 4:45:16 CH, ngày 9 tháng Sáu năm 2021").value.isoformat()
    '2021-06-09T16:45:16+07:00'
    >>> find_date("Sáng nay (27/6), Bộ Y tế công bố 31/02/2022") is None
    True
    """
    head = line[:MAX_SCAN]
    if _MAY_BE_DATE.search(head) is None:
        return _relative(head, reference) if reference else None
    for core in _CORE.finditer(head):
        found = _read_core(head, core)
        if found:
            return found
    return _relative(head, reference) if reference else None


def find_dates(line: str, *, reference: datetime | None = None) -> tuple[FoundDate, ...]:
    """Return the dates of a line in order, each with its own label: a story and its change stand in one line.

    Args:
        line: One line of NFC text; only its first thousand characters are looked at.
        reference: The moment that 'n phút trước' counts back from.

    >>> [(found.value.day, found.is_update) for found in find_dates("Cập nhật: 17/03/2025 08:00 | Đăng: 16/03/2025 13:18")]
    [(17, True), (16, False)]
    """
    dates: list[FoundDate] = []
    line, at = line[:MAX_SCAN], 0
    while len(dates) < MAX_DATES:
        found = find_date(line[at:], reference=reference)
        if found is None:
            break
        dates.append(msgspec.structs.replace(found, start=found.start + at, end=found.end + at))
        at += found.end
    return tuple(dates)


def read_date(value: str) -> datetime | None:
    """Return the date of a metadata value: ISO 8601, seconds or milliseconds since 1970, RFC 822, or any form of `find_date`.

    A value with slashes, seconds and AM/PM comes from a program in its American setting, so the month stands first.

    >>> read_date("2022-01-25T06:00:00+07:00").isoformat(), read_date("1643076542").isoformat()
    ('2022-01-25T06:00:00+07:00', '2022-01-25T09:09:02+07:00')
    >>> read_date("3/4/2022 8:12:40 AM").date().isoformat(), read_date("chưa rõ") is None
    ('2022-03-04', True)
    >>> read_date("Tue Mar 04 08:15:00 ICT 2025").isoformat(), read_date("/Date(1741050900000)/").isoformat()
    ('2025-03-04T08:15:00+07:00', '2025-03-04T08:15:00+07:00')
    """
    value = value.strip()[:TIME_REACH]
    wrapped = _WRAPPED.fullmatch(value)
    value = wrapped[1] if wrapped else value
    if value.isdecimal() and len(value) in {10, 13}:
        moment = datetime.fromtimestamp(int(value[:10]), VIETNAM)
        return moment if MIN_YEAR <= moment.year <= MAX_YEAR else None
    american = _AMERICAN.fullmatch(value)
    if american:
        return _moment(american, month=american[1], day=american[2], year=american[3])
    compact = _COMPACT.match(value)
    if compact:
        return _moment(compact, month=compact[2], day=compact[3], year=compact[1])
    found = find_date(value)
    return found.value if found else None


_AMERICAN = re.compile(
    r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\s(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)\s(?P<half>[AP]M)(?P<zone>)(?P<sign>)(?P<zh>)(?P<zm>)"
)
_COMPACT = re.compile(
    r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?(?P<half>)(?P<zone>z|(?P<sign>[+\-])(?P<zh>\d\d):?(?P<zm>\d\d)?)?$",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"\\?/Date\((\d{10}|\d{13})(?:[+\-]\d{4})?\)\\?/")
"""How .NET writes a moment into JSON; the zone behind it changes nothing of the moment."""


def _read_core(line: str, core: re.Match[str]) -> FoundDate | None:
    """The date of a match with its time, or None when there is no such day."""
    start, end = core.span()
    head = line[max(0, start - TIME_REACH) : start]
    after = _TIME_AFTER.match(line, end)
    before = _TIME_BEFORE.search(head)
    time = (
        before if before and _hour_of(before) is not None else after if after and _hour_of(after) is not None else None
    )
    weekday = WEEKDAY_BEFORE.search(head)
    if (
        core["dyy"]
        and not (time or weekday or _DAY_BEFORE.search(head))
        and not (_is_full_width(core) or _is_signed(line, core))
    ):
        return None  # "tỷ số 3-2-10", "khoản 1/2/12"
    rule, day, month, year = _parts(core)
    if rule == "year_last":
        return _read_year_last(core, line, day=day, month=month, year=year)
    is_swapped = month > 12 >= day or _is_american(line[:start], core, time)
    if core["dmy"] and day <= 12 >= month != day and min(day, month):
        by_weekday = is_month_first(line, core.span(), day, month, year)
        is_swapped = is_swapped if by_weekday is None else by_weekday
    if is_swapped:
        day, month = month, day
    moment = _moment(time, month=str(month), day=str(day), year=str(year))
    if moment is None:
        return None
    if time is not None and time is before:
        start -= len(head) - before.start()
        zone = _ZONE_AFTER.match(line, end)
        if zone:
            end = zone.end()
            if not time["zone"]:
                moment = moment.replace(tzinfo=_zone_of(zone))
    elif time is not None:
        end = time.end()
    if weekday and (time is None or time is after):
        start = min(start, max(0, core.start() - TIME_REACH) + weekday.start())
    is_update = _UPDATE.search(line[max(0, start - TIME_REACH) : start]) is not None
    return FoundDate(start, end, moment, time is not None, is_update, False, rule)


def _read_year_last(core: re.Match[str], line: str, *, day: int, month: int, year: int) -> FoundDate | None:
    """'Tue Mar 04 08:15:00 ICT 2025', as Java and C print a moment: the time stands inside the date."""
    time = _CLOCK.fullmatch(f"{core['lt']} {_zone_in_numbers(core['lz'] or '')}".strip())
    moment = _moment(time, month=str(month), day=str(day), year=str(year))
    if moment is None:
        return None
    before = line[max(0, core.start() - TIME_REACH) : core.start()]
    weekday = WEEKDAY_BEFORE.search(before)
    start = core.start() - (len(before) - weekday.start() if weekday else 0)
    is_update = _UPDATE.search(line[max(0, start - TIME_REACH) : start]) is not None
    has_time = time is not None and _hour_of(time) is not None
    return FoundDate(start, core.end(), moment, has_time, is_update, False, "year_last")


_CLOCK = re.compile(rf"{TIME}(?:\s{_ZONE})?", re.IGNORECASE)
_ZONES: Final = {
    "ict": "+07:00", "gmt": "Z", "utc": "Z", "z": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00",
    "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
"""Names of zones: those of RFC 822, and that of Viet Nam ('Indochina Time')."""


def _zone_in_numbers(zone: str) -> str:
    return _ZONES.get(zone.lower(), zone if zone[-1:].isdigit() else "")


def _is_full_width(core: re.Match[str]) -> bool:
    """'14/12/12' is a date without further evidence, '1/2/12' and '14-12-12' are not."""
    return core["ds"] == "/" and len(core["dd"]) == 2 and len(core["dm"]) == 2


def _is_signed(line: str, core: re.Match[str]) -> bool:
    return (
        core["ds"] == "/" and not line[core.end() :].strip(" .") and SIGNATURE.match(line[: core.start()]) is not None
    )


def _is_american(before: str, core: re.Match[str], time: re.Match[str] | None) -> bool:
    """Whether 'Published on 03-08-2011 01:00 AM' stands under English menus."""
    if core["ds"] != "-" or time is None or not time["half"] or time["half"][-1] not in "mM":
        return False
    return _ENGLISH_LABEL.search(before) is not None and before.isascii()


def _parts(core: re.Match[str]) -> tuple[str, int, int, int]:
    """Form, day, month and year of a match."""
    if core["iso"]:
        return "iso", int(core["id"]), int(core["im"]), int(core["iy"])
    if core["dmy"]:
        year = int(core["dy"]) if core["dy"] else 2000 + int(core["dyy"])
        return "day_month_year", int(core["dd"]), int(core["dm"]), year
    if core["words"]:
        return "month_in_words", int(core["wd"]), _month_number(core["wm"]), int(core["wy"])
    if core["wordsfirst"]:
        return "month_in_words", int(core["fd"]), _month_number(core["fm"]), int(core["fy"])
    if core["last"]:
        return "year_last", int(core["ld"]), _ENGLISH_MONTHS.index(core["lm"][:3].lower()) + 1, int(core["ly"])
    if core["dmony"]:
        return "english_month", int(core["ed"]), _ENGLISH_MONTHS.index(core["em"][:3].lower()) + 1, int(core["ey"])
    return "english_month", int(core["md"]), _ENGLISH_MONTHS.index(core["mm"][:3].lower()) + 1, int(core["my"])


def _month_number(word: str) -> int:
    return int(word) if word.isdecimal() else _MONTH_OF_WORD[" ".join(word.lower().split())]


def _hour_of(time: re.Match[str]) -> int | None:
    """Hour of the day from 0 to 23, or None when there is no such time."""
    hour, half = int(time["hour"]), (time["half"] or "").lower().replace(".", "")
    if hour > 23 or int(time["minute"] or 0) > 59 or int(time["second"] or 0) > 59:
        return None
    if half in {"pm", "ch", "chiều"}:
        return hour + 12 if hour < 12 else hour
    if half in {"am", "sa", "sáng"}:
        return 0 if hour == 12 else hour
    if half in {"tối", "đêm"}:  # "11:05 tối", but "1 giờ đêm" is after midnight
        return hour + 12 if 5 <= hour < 12 else 0 if hour == 12 else hour
    if half == "trưa":  # "1 giờ trưa"
        return hour + 12 if hour < 4 else hour
    return hour


def _zone_of(match: re.Match[str]) -> timezone:
    """The zone of a match: '+07:00', 'GMT+7', 'Z'; Viet Nam's when there is none or an impossible one."""
    if not match["zone"]:
        return VIETNAM
    if not match["sign"]:
        return UTC
    offset = timedelta(hours=int(match["zh"]), minutes=int(match["zm"] or 0))
    if offset >= timedelta(hours=15):
        return VIETNAM
    return timezone(-offset if match["sign"] == "-" else offset)


def _moment(time: re.Match[str] | None, *, month: str, day: str, year: str) -> datetime | None:
    """The moment, or None when the calendar has no such day."""
    if not MIN_YEAR <= int(year) <= MAX_YEAR:
        return None
    hour = _hour_of(time) if time is not None and time["hour"] else None
    try:
        if time is None or hour is None:
            return datetime(int(year), int(month), int(day), tzinfo=VIETNAM)
        minute, second = int(time["minute"] or 0), int(time["second"] or 0)
        return datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=_zone_of(time))
    except ValueError:
        return None


def _relative(line: str, reference: datetime) -> FoundDate | None:
    """'23 phút trước' counted back from the reference."""
    found = RELATIVE.search(line)
    if not found:
        return _relative_day(line, reference)
    unit = found["unit"].lower()
    back = int(found["n"] or 1) * _SECONDS[unit]
    if found["more"]:  # "2 giờ 15 phút trước"
        back += int(found["more"]) * _SECONDS[found["bigger"].lower()]
    try:
        moment = _aware(reference) - timedelta(seconds=back)
    except OverflowError:
        return None
    if moment.year < MIN_YEAR:
        return None
    is_fine = _SECONDS[unit] <= _SECONDS["giờ"]
    if not is_fine:
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    is_update = _UPDATE.search(line[: found.start()]) is not None
    return FoundDate(
        found.start(), found.end(), moment, is_fine, is_update, _SECONDS[unit] >= _SECONDS["tuần"], "relative"
    )


def _relative_day(line: str, reference: datetime) -> FoundDate | None:
    """'Hôm qua, 15:30' as a day of the reference's calendar; only at the start of a line, as sentences use these words too."""
    found = RELATIVE_DAY.match(line.lstrip())
    if not found:
        return None
    indent = len(line) - len(line.lstrip())
    day = _aware(reference) - timedelta(days=found["day"].lower() in {"hôm qua", "yesterday"})
    time = _TIME_AFTER.match(line, indent + found.end())
    end = time.end() if time else indent + found.end()
    moment = _moment(time, month=str(day.month), day=str(day.day), year=str(day.year))
    return FoundDate(indent, end, moment, time is not None, False, False, "relative") if moment else None


def _aware(reference: datetime) -> datetime:
    return reference.astimezone(VIETNAM) if reference.tzinfo else reference.replace(tzinfo=VIETNAM)
