"""Marker lines: the furniture of news pages, known by its words.

Takes one line. Says whether the whole line is a heading of other stories, a button, a comment form, a tag line or a footer line. A
marker counts only as a whole line, with at most a count or colon behind it: 'Chia sẻ' opens an ordinary sentence in 99 % of 2,764
lines, 'Bình luận' in 99.7 % of 909. Known limits: lists are open, a site's own wording is missed; the labellers also weigh the place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from vnnews.label.words import pattern_of, words_of
from vnnews.text.late import compile_late

MAX_MARKER_CHARS = 80
"""Longest heading or button; longer lines are searched for footer words only."""
MAX_FOOTER_CHARS = 500
MAX_FOOTER_MARK = 60
"""In a line up to this length one of the words is enough."""

_RELATED_HEADING = re.compile(rf"[>»•\-\s]*{pattern_of('page_markers', 'related_heading')}\s*[:.…>»(]*\s*\)?\s*")
_LIST_MORE = re.compile(pattern_of("page_markers", "more_link"))
_WIDGET = re.compile(
    rf"[•>»\-\[(\s]*{pattern_of('page_markers', 'widget')}\s*[:.…!\])\-<>»|+]*\s*(?:\(\s*\d*\s*\))?\s*"
)
_FIRST_WORD = re.compile(r"[•>»\-\[(\s]*+([^\W\d_]++(?:-[^\W\d_]++)*+)")
_MARKER_WORDS: Final = frozenset(word.rstrip("-") for word in words_of("page_markers", "first_word_of_marker"))
"""What headings of other stories, links to more, buttons and headings of comments begin with, when they begin with a word."""
_COMMENT_HEADING = re.compile(rf"{pattern_of('page_markers', 'comment_heading')}\s*+:?\s*+\(?\s*+\d{{1,5}}\s*\)?")
_READERS_HEADING = compile_late(
    rf"{pattern_of('page_markers', 'readers_heading')}\s*+:?(?:\s*+\(?\s*+\d{{1,5}}\s*\)?)?"
)
_TAGS_PREFIX = re.compile(rf"\s*{pattern_of('page_markers', 'tags_prefix')}\s*", re.IGNORECASE)
_TAGS_SIGNS = frozenset(word[0] for word in words_of("page_markers", "first_word")) | frozenset("# \t")
"""What a line with tags begins with, in small letters."""
_TAGS_AS_MORE = re.compile(
    r"xem thêm\s*:\s*(?P<tags>\S.{1,60})", re.IGNORECASE
)  # 'Xem thêm: Giáng sinh', no headline behind it
_FOOTER = re.compile(pattern_of("page_markers", "footer"))
_FOOTER_SIGN = re.compile(r"[:@©®]|/[Gg][Pp]")
"""One of these stands in every long imprint: most paragraphs have none and need no closer look."""
_FOOTER_STARTS = words_of("page_markers", "footer_start")
_CONTACT = re.compile(r"[\w.+-]{1,40}@[\w.-]{2,40}\.\w{2,4}|\(?0\d{1,3}\)?[\s.-]?\d{3}[\s.-]?\d{3,4}|\(84[\s-]?\d+\)")
_READ_MORE = re.compile(rf"\s*{pattern_of('page_markers', 'read_more')}\s*(?=\S)")
_READ_TAIL = re.compile(rf"\s*{pattern_of('page_markers', 'read_tail')}\s*$")
_READ_TAIL_ENDS = frozenset("Yym»]pt.")
"""The last letters of `_READ_TAIL`."""
_VIEWER_APPEAL = compile_late(pattern_of("page_markers", "viewer_appeal"), re.IGNORECASE)
_COMMENT_MARK = compile_late(pattern_of("page_markers", "comment_mark"))
_COMMENT_WORDS = words_of("page_markers", "comment_word")


@lru_cache(maxsize=256)
def _folded(line: str) -> str:
    return " ".join(line.casefold().replace("khoá", "khóa").split())


def can_be_marker(line: str) -> bool:
    """Whether a line begins as a heading, a link to more or a button can; most headlines do not, and need not be compared with any.

    >>> can_be_marker("» Chia sẻ"), can_be_marker("Bình luận (0)"), can_be_marker("Mưa lớn ở Hà Nội")
    (True, True, False)
    """
    match = _FIRST_WORD.match(line)
    return match is None or match[1].casefold().replace("khoá", "khóa") in _MARKER_WORDS


def is_related_heading(line: str) -> bool:
    """Whether a whole line heads a list of other stories.

    >>> is_related_heading("Tin liên quan"), is_related_heading("Tin cùng chuyên mục:"), is_related_heading("Xem nhiều nhất")
    (True, True, True)
    >>> is_related_heading("Tin vui đến với người dân vùng lũ sau hai tuần bị cô lập hoàn toàn.")
    False
    """
    return (
        len(line) <= MAX_MARKER_CHARS
        and not line.endswith("?!")
        and _RELATED_HEADING.fullmatch(_folded(line)) is not None
    )


def is_more_link(line: str) -> bool:
    """Whether a whole line is a bare link to more: 'Xem tiếp', 'Đọc thêm »', 'Chi tiết...'.

    >>> is_more_link("Xem thêm"), is_more_link("Xem thêm: Giáng sinh")
    (True, False)
    """
    return len(line) <= MAX_MARKER_CHARS and _LIST_MORE.fullmatch(_folded(line)) is not None


def is_widget(line: str) -> bool:
    """Whether a whole line is a button, counter, form field or menu word of the page.

    >>> is_widget("Chia sẻ"), is_widget("Bình luận (0)"), is_widget("Chia sẻ với phóng viên, ông Nam rất vui.")
    (True, True, False)
    """
    return len(line) <= MAX_MARKER_CHARS + 20 and _WIDGET.fullmatch(_folded(line)) is not None


def is_widget_row(line: str) -> bool:
    """Whether a line is a row of buttons: each begins with a capital and is one by itself.

    >>> is_widget_row("Chia sẻ Gửi bình luận In bài viết"), is_widget_row("Chia sẻ Hà Nội In bài viết")
    (True, False)
    """
    if len(line) > MAX_MARKER_CHARS + 20:
        return False
    words = line.split()
    begins = [0, *(number for number, word in enumerate(words[1:], 1) if word[0].isupper())]
    parts = [" ".join(words[start:end]) for start, end in pairwise([*begins, len(words)])]
    return len(parts) >= 2 and all(is_widget(part) for part in parts)


def is_viewer_appeal(line: str) -> bool:
    """Whether a whole line invites readers to follow or watch: '* Mời quý độc giả theo dõi …'.

    >>> is_viewer_appeal("* Mời quý độc giả theo dõi các chương trình đã phát sóng")
    True
    """
    return len(line) <= 320 and line[:1] in "*mM " and _VIEWER_APPEAL.fullmatch(line) is not None


def is_comment_heading(line: str) -> bool:
    """Whether a whole line heads readers' comments that follow: it has a count above nought.

    >>> is_comment_heading("Ý kiến bạn đọc (3)"), is_comment_heading("Bình luận (0)")
    (True, False)
    """
    if len(line) > MAX_MARKER_CHARS or _COMMENT_HEADING.fullmatch(_folded(line)) is None:
        return False
    return any(digit in line for digit in "123456789")


def is_readers_heading(line: str) -> bool:
    """Whether a whole line heads what readers think, with a count or without; 'Bình luận' alone may head an expert's opinion.

    >>> is_readers_heading("Ý kiến bạn đọc"), is_readers_heading("Bình luận")
    (True, False)
    """
    return len(line) <= MAX_MARKER_CHARS and _READERS_HEADING.fullmatch(_folded(line)) is not None


def is_comment_mark(line: str) -> bool:
    """Whether a whole line is the furniture of one reader's comment or forum post.

    >>> is_comment_mark("Hoàng Lan - 3 giờ trước Thích | 12"), is_comment_mark("#12"), is_comment_mark("3 giờ trước")
    (True, True, False)
    """
    if len(line) > MAX_MARKER_CHARS + 60 or not any(word in line for word in _COMMENT_WORDS):
        return False
    return _COMMENT_MARK.match(line) is not None


def strip_tags_prefix(line: str) -> str | None:
    """What stands behind 'Từ khóa:', 'Tags:' or '#'; None when the line does not begin like that.

    >>> strip_tags_prefix("Từ khóa: giá vàng, Hà Nội"), strip_tags_prefix("Tags:"), strip_tags_prefix("Hà Nội")
    ('giá vàng, Hà Nội', '', None)
    """
    match = _TAGS_PREFIX.match(line) if line[:1].lower() in _TAGS_SIGNS else None
    return None if match is None else line[match.end() :].strip()


def is_tags_line(line: str) -> bool:
    """Whether a whole line lists tags behind a tag marker.

    >>> is_tags_line("TAG: Amazon, chiến lược"), is_tags_line("#giá vàng # chứng khoán"), is_tags_line("Hà Nội, Huế")
    (True, True, False)
    """
    rest = strip_tags_prefix(line)
    if rest is None:
        more = _TAGS_AS_MORE.fullmatch(line) if line[:1] in "xX" else None
        return more is not None and len(more.group("tags").split()) <= 4
    return (
        len(line) <= 600 and not rest.endswith((".", "!", "?")) and (not line.startswith("#") or not rest[:1].isdigit())
    )


def is_footer_line(line: str) -> bool:
    """Whether a line has the words of a page's imprint: licence, editor, address, copyright.

    >>> is_footer_line("Giấy phép số 1872/GP-BTTTT cấp ngày 9/5/2012"), is_footer_line("© 1997-2026 Báo Mẫu")
    (True, True)
    >>> is_footer_line("Ông Nam đã được cấp giấy phép lái xe sau ba tháng học và thi tại trung tâm của tỉnh.")
    False
    """
    if len(line) > MAX_FOOTER_CHARS:
        return False
    is_sparse = len(line) > MAX_FOOTER_MARK and _FOOTER_SIGN.search(line) is None
    if is_sparse and not line[:MAX_FOOTER_MARK].casefold().startswith(_FOOTER_STARTS):
        return False
    folded = _folded(line)
    if _FOOTER.search(folded) is None:
        return False
    hits = len(set(_FOOTER.findall(folded)))
    if (
        hits >= 2
        or len(line) <= MAX_FOOTER_MARK
        or _CONTACT.search(line) is not None
        or any(sign in line for sign in "©®")
    ):
        return True
    return folded.startswith(_FOOTER_STARTS)


def is_contact_line(line: str) -> bool:
    """Whether a short line is an e-mail address or a telephone number with little else.

    >>> is_contact_line("news@bao.vn"), is_contact_line("Ms. Thúy: 0932 888 819")
    (True, True)
    """
    return len(line) <= 70 and _CONTACT.search(line) is not None


def strip_read_more(line: str) -> str | None:
    """The headline behind '>>', 'Xem thêm:' or in front of 'ĐỌC NGAY'; None when the line advertises nothing that way.

    >>> strip_read_more(">> Xả rác: sự hồn nhiên độc ác"), strip_read_more("Lũ cô lập hai xã vùng caoĐỌC NGAY")
    ('Xả rác: sự hồn nhiên độc ác', 'Lũ cô lập hai xã vùng cao')
    >>> strip_read_more("Xem thêm nhiều lần, ông vẫn không tin.") is None
    True
    """
    if len(line) > 320:
        return None
    tail = _READ_TAIL.search(line[-24:]) if line.rstrip()[-1:] in _READ_TAIL_ENDS else None
    if tail is not None and len(line) > 24:
        line, cut = line[: len(line) - 24 + tail.start()].strip(), True
    else:
        cut = False
    match = _READ_MORE.match(line)
    if match is not None:
        return line[match.end() :].strip()
    return line if cut else None


# --------------------------------------------------------------------------------- what a page says to its reader

_EDGES: Final = " \t*•-–—()[]\"“”'!"
MAX_MESSAGE_WORDS: Final = 60
"""Words of the longest messages: a cookie notice of three sentences."""

CACHE_SIZE: Final = 16_384
"""Names remembered; a site has some hundreds."""

_FORM_MESSAGE: Final = re.compile(pattern_of("reader_messages", "form_message"))
_PAYWALL: Final = re.compile(pattern_of("reader_messages", "paywall"))
_COOKIE: Final = re.compile(pattern_of("reader_messages", "cookie_notice"))
_FIRST_WORDS: Final = frozenset(words_of("reader_messages", "first_word"))
"""What every form above begins with, besides a number; most lines begin otherwise, and this is found much sooner."""
_IN_MESSAGE_BOX: Final = compile_late(pattern_of("reader_messages", "word_in_box"))
_MESSAGE_BOX: Final = re.compile(pattern_of("class_names", "message_box"))
"""For names in small letters: where case does not count, the engine does not skip to the first letters, which takes ten times as long."""


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
    return _MESSAGE_BOX.search(names.lower()) is not None


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
