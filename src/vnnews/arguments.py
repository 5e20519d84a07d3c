"""What callers give, looked at before the work begins: a wrong argument is an `InputError` that says what to do, not an error from deep inside.

Takes arguments, gives them back in the one form that the steps take. Decides what is no page but the address or the path of one: a
single word that begins like an address, or ends like a file with a page in it. A page that holds an address among words is a page.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from vnnews.errors import InputError

VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))

MAX_ADDRESS_CHARS: Final = 4096
"""The longest path that Linux opens; addresses are shorter."""

_ADDRESS = re.compile(r"(?:https?|ftp|file|s3|gs)://\S+|www\.[\w-]+\.\S+", re.IGNORECASE)
_PATH = re.compile(
    r"(?!.*://)[^\s<>]*\w\.(?:[xs]?html?|txt|text|md|jsonl?|csv|warc|mht(?:ml)?|pdf|docx?)(?:\.(?:gz|bz2|xz|zst))?",
    re.IGNORECASE,
)


def check_page(raw: Any) -> bytes | str:
    """Return a raw page, bytes or text; of a path what the file holds.

    Raises:
        InputError: It is of another type, a path that cannot be read, or a text that is only the address or the path of a page.

    Example:
        >>> check_page("bai-viet.html")
        Traceback (most recent call last):
        vnnews.errors.InputError: 'bai-viet.html' is the path of a page: give parse(Path('bai-viet.html')) [stage: read]
        >>> check_page("Xem https://bao.example")
        'Xem https://bao.example'
    """
    if isinstance(raw, str):
        word = raw.strip() if len(raw) <= MAX_ADDRESS_CHARS else ""
        if _ADDRESS.fullmatch(word):
            raise _refuse(
                f"{word!r} is the address of a page: fetch it first, then parse(answer, url={word!r})", "address"
            )
        if _PATH.fullmatch(word):
            raise _refuse(f"{word!r} is the path of a page: give parse(Path({word!r}))", "path")
        return raw
    if isinstance(raw, (bytes, bytearray, memoryview)):
        return bytes(raw)
    if isinstance(raw, os.PathLike):
        try:
            return Path(raw).read_bytes()
        except OSError as error:
            raise _refuse(f"cannot read the page {os.fspath(raw)!r}: {error.strerror}", "path") from None
    raise _refuse(f"a page must be bytes or str, not {_name_type(raw)}{_hint(raw)}", "type")


def check_text(value: Any, name: str) -> str:
    """Return a text.

    Raises:
        InputError: It is of another type.

    Example:
        >>> check_text(5, "url")
        Traceback (most recent call last):
        vnnews.errors.InputError: url must be a str, got 5 (int)
    """
    if not isinstance(value, str):
        raise InputError(f"{name} must be a str, got {value!r:.60} ({_name_type(value)})", reason="type")
    return value


def check_texts(values: Any, name: str) -> tuple[str, ...]:
    """Return several texts as a tuple.

    Raises:
        InputError: It is one text, whose letters would be taken for many, or something in it is no text.

    Example:
        >>> check_texts(["trí tuệ nhân tạo"], "user_words")
        ('trí tuệ nhân tạo',)
        >>> check_texts("trí tuệ nhân tạo", "user_words")
        Traceback (most recent call last):
        vnnews.errors.InputError: user_words must be several texts, got one: write ('trí tuệ nhân tạo',)
    """
    if isinstance(values, str):
        raise InputError(f"{name} must be several texts, got one: write ({values!r:.60},)", reason="type")
    if not isinstance(values, Iterable):
        raise InputError(f"{name} must be several texts, such as a tuple, got {values!r:.60}", reason="type")
    return tuple(check_text(value, f"each of {name}") for value in values)


def check_path(value: Any, name: str) -> str:
    """Return a path as text; '' stands for none.

    Raises:
        InputError: It is no path.

    Example:
        >>> check_path(None, "gazetteer")
        Traceback (most recent call last):
        vnnews.errors.InputError: gazetteer must be a path, '' for none, got None
    """
    path = os.fspath(value) if isinstance(value, (str, os.PathLike)) else None
    if not isinstance(path, str):
        raise InputError(f"{name} must be a path, '' for none, got {value!r:.60}", reason="type")
    return path


def check_flag(value: Any, name: str) -> bool:
    """Return a choice between yes and no.

    Raises:
        InputError: It is neither True nor False.

    Example:
        >>> check_flag("không", "words")
        Traceback (most recent call last):
        vnnews.errors.InputError: words must be True or False, got 'không'
    """
    if not isinstance(value, bool):
        raise InputError(f"{name} must be True or False, got {value!r:.60}", reason="type")
    return value


def check_many(values: Any, what: str) -> Iterable[Any]:
    """Return several things that are to be gone through.

    Raises:
        InputError: It is one thing: a text, bytes, or something that cannot be gone through.

    Example:
        >>> check_many("một trang", "pages")
        Traceback (most recent call last):
        vnnews.errors.InputError: many pages are expected, such as a list, got one str: put it in a list
    """
    if isinstance(values, (str, bytes, bytearray, memoryview, os.PathLike)) or not isinstance(values, Iterable):
        raise InputError(
            f"many {what} are expected, such as a list, got one {_name_type(values)}: put it in a list", reason="type"
        )
    return values


def check_processes(value: Any) -> int:
    """Return how many processes are to be used.

    Raises:
        InputError: It is no positive int, nor -1 for all cores.

    Example:
        >>> check_processes(0)
        Traceback (most recent call last):
        vnnews.errors.InputError: n_process must be a positive int, or -1 for all cores, got 0
    """
    if type(value) is not int or (value < 1 and value != -1):
        message = f"n_process must be a positive int, or -1 for all cores, got {value!r:.60}"
        raise InputError(message, reason="n_process")
    if value > 0:
        return value
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def as_moment(value: dt.date | str | None) -> dt.date | None:
    """Return the caller's date: a day stays a day, a moment is in Viet Nam's time; one without a zone is taken as local there.

    Raises:
        InputError: The value is no date and no ISO 8601 text.

    Example:
        >>> as_moment("2025-07-01"), as_moment("2025-07-01T08:00Z").isoformat()
        (datetime.date(2025, 7, 1), '2025-07-01T15:00:00+07:00')
    """
    if value is None or type(value) is dt.date:
        return value
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)  # type: ignore[arg-type]
        if isinstance(value, str) and len(value) <= len("2025-07-01"):
            return moment.date()
        return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    except (TypeError, ValueError, OverflowError):
        raise _refuse(f"date must be a date or ISO text like 2025-07-01, got {value!r}", "bad date") from None


def as_day(moment: dt.date | None) -> dt.date | None:
    """Return the day of a moment; a day stays one.

    Example:
        >>> as_day(dt.datetime(2025, 7, 1, 8, 0))
        datetime.date(2025, 7, 1)
    """
    return moment.date() if isinstance(moment, dt.datetime) else moment


def split_pairs(pairs: Iterable[Any], seconds: deque[Any]) -> Iterator[Any]:
    """Yield the first of each pair, and put the second at the end of `seconds`.

    Raises:
        InputError: Something among them is no pair.

    Example:
        >>> list(split_pairs([("một trang", 1)], deque()))
        ['một trang']
        >>> list(split_pairs(["một trang"], deque()))
        Traceback (most recent call last):
        vnnews.errors.InputError: with as_tuples=True each page must be a pair (page, anything), got 'một trang'
    """
    for pair in pairs:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            message = f"with as_tuples=True each page must be a pair (page, anything), got {pair!r:.60}"
            raise InputError(message, reason="type")
        seconds.append(pair[1])
        yield pair[0]


def _refuse(message: str, reason: str) -> InputError:
    return InputError(message, stage="read", reason=reason)


def _name_type(value: Any) -> str:
    return "None" if value is None else type(value).__name__


def _hint(value: Any) -> str:
    """What to do instead, for what is often given in place of a page."""
    if hasattr(value, "read"):
        return ": give what its read() returns"
    if hasattr(value, "content") and hasattr(value, "url"):  # an answer of requests or httpx
        return ": give its content"
    if isinstance(value, (list, tuple, set)):
        return ": Pipeline().pipe(...) takes many pages"
    return ""
