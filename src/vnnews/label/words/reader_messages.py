"""What a page says to its reader: messages of forms, offers to subscribe, cookie notices.

Takes a line. Gives whether it is one. Decides by whole forms of words that speak to the reader ('Vui lòng nhập họ tên'), so that a
sentence about cookies or subscribers stays a sentence. Known limit: a message in a site's own words is known only by the box it stands in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from vnnews.label.phrases import pattern_of, words_of

_EDGES: Final = " \t*•-–—()[]\"“”'!"
MAX_MESSAGE_WORDS: Final = 60
"""Words of the longest messages: a cookie notice of three sentences."""

CACHE_SIZE: Final = 16_384
"""Names remembered; see `html_names.CACHE_SIZE`."""

_FORM_MESSAGE: Final = re.compile(pattern_of("reader_messages", "form_message"))
_PAYWALL: Final = re.compile(pattern_of("reader_messages", "paywall"))
_COOKIE: Final = re.compile(pattern_of("reader_messages", "cookie_notice"))
_FIRST_WORDS: Final = frozenset(words_of("reader_messages", "first_word"))
"""What every form above begins with, besides a number; most lines begin otherwise, and this is found much sooner."""
_IN_MESSAGE_BOX: Final = re.compile(pattern_of("reader_messages", "word_in_box"))
_MESSAGE_BOX: Final = re.compile(pattern_of("class_names", "message_box"), re.IGNORECASE)


def is_reader_message(line: str) -> bool:
    """Whether a whole line speaks to the reader as a form, an offer to subscribe or a cookie notice does.

    >>> is_reader_message("Vui lòng nhập họ tên"), is_reader_message("Nội dung dành cho độc giả đăng ký")
    (True, True)
    >>> is_reader_message("Sở Y tế đề nghị người dân vui lòng nhập thông tin vào tờ khai trước khi đến khám.")
    False
    """
    words = line.lstrip(_EDGES).split(maxsplit=1)
    if not words or not (words[0][0].isdigit() or words[0].rstrip(".,:!?").casefold() in _FIRST_WORDS):
        return False
    return is_form_message(line) or is_paywall(line) or is_cookie_notice(line)


def is_form_message(line: str) -> bool:
    """Whether a whole line is what a form says of its fields or of what was sent.

    >>> is_form_message("Gửi bình luận thành công!"), is_form_message("Email không hợp lệ"), is_form_message("Ông gửi đơn thành công.")
    (True, True, False)
    """
    return _fits(_FORM_MESSAGE, line)


def is_paywall(line: str) -> bool:
    """Whether a whole line says that the rest is for those who register or pay.

    >>> is_paywall("Vui lòng đăng nhập để đọc tiếp"), is_paywall("Bạn đã đọc hết 5 bài miễn phí trong tháng này.")
    (True, True)
    """
    return _fits(_PAYWALL, line)


def is_cookie_notice(line: str) -> bool:
    """Whether a whole line asks for consent to cookies.

    >>> is_cookie_notice("Chúng tôi sử dụng cookie để trang chạy tốt hơn."), is_cookie_notice("Cookie là tệp nhỏ do trang web lưu lại.")
    (True, False)
    """
    return _fits(_COOKIE, line)


@lru_cache(maxsize=CACHE_SIZE)
def is_message_box(names: str) -> bool:
    """Whether an element is called a box of such messages.

    >>> is_message_box("box-paywall"), is_message_box("detail-content")
    (True, False)
    """
    return _MESSAGE_BOX.search(names) is not None


def speaks_to_reader(line: str) -> bool:
    """Whether a line has a word of such messages: enough inside a box that is called one.

    >>> speaks_to_reader("Chỉ 99.000 đồng một tháng cho tài khoản VIP"), speaks_to_reader("Mưa lớn ở Hà Nội")
    (True, False)
    """
    return _IN_MESSAGE_BOX.search(line.casefold()) is not None


def _fits(form: re.Pattern[str], line: str) -> bool:
    if line.count(" ") >= MAX_MESSAGE_WORDS:
        return False
    bare = " ".join(line.casefold().split()).strip(_EDGES)
    return form.fullmatch(bare) is not None
