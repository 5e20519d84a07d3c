"""The words between a person and a post that tie them: 'giữ chức', 'từng là', 'thôi giữ chức', 'thay'.

Takes the words between two spans, gives the `Tie` that they state. Decides how far a cue reaches: 'giữ chức' over a clause,
'là' and 'làm' only over a few words.
"""

from __future__ import annotations

import re

import regex

from vnnews.link.holdings import NO_TIE, Tie

IS = re.compile(
    r"^[,(]?\s*(?:(?:người|đều|cùng|hiện|nay|hiện nay|đang|vốn|từng|đã|cũng|vừa|mới|lúc đó|khi đó|tiếp tục|sau đó|lúc bấy giờ|nguyên|chính)\s+){0,4}"
    r"(?:là|làm|giữ chức|giữ chức vụ|giữ cương vị|trên cương vị|với tư cách|với vai trò|đảm nhiệm|đảm nhận|trở thành|kiêm|kiêm nhiệm|hiện|nay|nguyên là|giữ các chức vụ|trúng cử|đắc cử|tái cử|phụ trách)\s*:?$",
    re.IGNORECASE,
)
_APPOINTED = re.compile(
    r"(?:giữ chức|giữ chức vụ|giữ chức danh|giữ các chức vụ|giữ vị trí|giữ cương vị|vào chức|vào vị trí|vào cương vị|vào chức vụ|chức vụ|chức danh|cương vị|vị trí|đảm nhiệm|đảm nhận|được giao|được phân công|được bổ nhiệm|được bổ nhiệm lại|được điều động|được chỉ định|được bầu|được cử|được bầu làm|được bầu là|bầu làm|bầu là|bầu giữ chức|bổ nhiệm làm|bổ nhiệm là|về làm|trở thành"
    r"|các chức vụ|các vị trí|các cương vị|các chức danh|nhiều chức vụ|nhiều vị trí|nhiều cương vị|lần lượt là|lần lượt làm|lần lượt giữ chức|lần lượt giữ|trúng cử|tái cử|đắc cử|giữ trọng trách|trọng trách|nhận nhiệm vụ|phụ trách|khi là|khi làm|từng là|đang là|hiện là|vốn là|nguyên là|đã là|làm|là|giữ|sang làm|lên làm|kiêm|rồi|tiếp tục là|sau đó là|sau đó làm)"
    r"(?:\s(?:mới|như|sau|gồm|công tác|chủ chốt|lãnh đạo|quan trọng|khác nhau)){0,3}\s*:?$",
    re.IGNORECASE,
)
_RELIEVED = re.compile(
    r"(?:thôi giữ chức|thôi giữ chức vụ|thôi chức|miễn nhiệm chức|miễn nhiệm chức vụ|cách chức|thôi làm|thôi đảm nhiệm|từ chức|bãi nhiệm chức)[^.;]{0,12}$",
    re.IGNORECASE,
)
_VACANT = re.compile(
    r"(?:kiện toàn|khuyết|bỏ trống|chưa có|còn thiếu|bầu bổ sung|kiện toàn nhân sự)[^,;]{0,20}$", re.IGNORECASE
)
"""A post that waits for somebody: 'cho tới khi kiện toàn chức danh | Bộ trưởng'."""
_REPLACES = re.compile(r"^,?\s*(?:để |và |nhằm )?(?:thay|thay cho|thay thế|thay thế cho|kế nhiệm|tiếp quản từ)$")
_WEAK_CUES = frozenset(
    {"là", "làm", "giữ", "rồi", "chức vụ", "vị trí", "phụ trách", "trọng trách", "nhận nhiệm vụ", "kiêm"}
)
SENTENCE_END = regex.compile(r"[.!?…][”\"’)]?\s+[\p{Lu}\p{N}]|\n")
"""A range such as à-ỹ is no list of small letters: it holds Đ, Ơ, Ư and Ủ."""
MAX_CUE_CHARS = 160
"""How far behind a person an appointment's post may stand in the same sentence."""
MAX_RELIEVED_CHARS = 40
"""How far in front of a post 'thôi giữ chức vụ' is looked for."""
MAX_REPLACING_CHARS = 24
"""', để thay thế cho' is the longest form; a cheap first test."""
MIN_GIVING_CHARS = 7
"""'bầu làm', the shortest words that give a post; most gaps are marks and need no search."""
MAX_WEAK_CHARS = 45
"""The same for 'là' and 'làm', which have other uses."""
GIVES = re.compile(
    r"\b(?:trao|ký|công bố|bổ nhiệm|chỉ định|điều động|luân chuyển|phân công|phê chuẩn|giao giữ|giao làm|giao phụ trách|giao nhiệm vụ|giao đảm nhiệm|bầu|giới thiệu|công nhận|tin tưởng)\b",
    re.IGNORECASE,
)
IS_GIVEN = re.compile(r"\b(?:được|bị|nhận|xin|tái|theo|do|vừa có|có quyết định|nhờ)\b", re.IGNORECASE)
_PAST_TIME = re.compile(
    r"(?:trước đó|trước đây|thời điểm đó|(?:từ|giai đoạn) (?:(?:năm|tháng) )?[\d/.]{4,7}\s?(?:đến|tới|-|–)\s?(?:(?:năm|tháng) )?[\d/.]{4,7}),?$",
    re.IGNORECASE,
)
_PAST = ("từng", "nguyên", "lúc đó", "lần lượt", "kinh qua", "trải qua", "trước đó")


def status_of(gap: str) -> str:
    """Return 'former' when the words speak of the past, else ''.

    >>> status_of("từng giữ chức"), status_of("giữ chức")
    ('former', '')
    """
    lowered = gap.lower()
    return "former" if any(word in lowered for word in _PAST) else ""


def is_past_time(words: str) -> bool:
    """Return whether the words in front of 'ông là …' speak of an earlier time.

    >>> is_past_time("; trước đó"), is_past_time(". Từ năm 2015 đến 2018,"), is_past_time(". Hiện")
    (True, True, False)
    """
    return _PAST_TIME.search(words) is not None


def replaces(gap: str) -> bool:
    """Return whether the person behind the words held the post in front of them before: 'làm Giám đốc Công an | thay | ông A'.

    >>> replaces(", thay"), replaces("thay mặt")
    (True, False)
    """
    return len(gap) < MAX_REPLACING_CHARS and _REPLACES.match(gap) is not None


def is_relieved(words: str) -> bool:
    """Return whether the words in front of a post say that somebody leaves it.

    >>> is_relieved("HĐND tỉnh miễn nhiệm chức vụ "), is_relieved("bổ nhiệm chức vụ ")
    (True, False)
    """
    return _RELIEVED.search(words.rstrip()) is not None


def gives_post(gap: str) -> bool:
    """Return whether the words in front of a post say that it is given to somebody else: 'trao quyết định làm'.

    >>> gives_post("trao quyết định giữ chức"), gives_post("được bổ nhiệm giữ chức")
    (True, False)
    """
    if not MIN_GIVING_CHARS <= len(gap) <= MAX_CUE_CHARS or not GIVES.search(gap) or IS_GIVEN.search(gap):
        return False
    return _APPOINTED.search(gap) is not None and not SENTENCE_END.search(gap)


def cue_of(gap: str) -> Tie:
    """Return how words give a person the post behind them, `NO_TIE` when they do not.

    >>> cue_of("được bổ nhiệm giữ chức").rule, cue_of("vừa thôi giữ chức").status, cue_of("đến thăm") == NO_TIE
    ('name_appointed_post', 'former', True)
    """
    if len(gap) > MAX_CUE_CHARS or SENTENCE_END.search(gap) or _VACANT.search(gap):
        return NO_TIE
    if _RELIEVED.search(gap):
        return Tie("name_relieved_of_post", "former", is_relieved=True)
    found = _APPOINTED.search(gap)
    if found is None or (GIVES.search(gap) and not IS_GIVEN.search(gap)):
        return NO_TIE  # who 'trao quyết định bổ nhiệm' does not get the post
    cue = found[0].rstrip(": ").lower()
    if cue in _WEAK_CUES and (len(gap) > MAX_WEAK_CHARS or gap.count(",") > 1):
        return NO_TIE
    return Tie("name_appointed_post", status_of(gap))
