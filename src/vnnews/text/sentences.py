"""Cuts text into sentences by small rules that vote.

Takes a stretch of NFC text, gives the spans of its sentences, without the white space between them. Decides at every place that may
end a sentence (a full stop, '!', '?', an ellipsis, a line break): the rules of `RULES` are asked in order, and the first that votes
JOIN or SPLIT decides; without a vote the text is cut. Needs no model.

Known limits: a full stop that ends both an abbreviation and a sentence is read as the abbreviation's when a name may follow
('… của GS. Nam …'); a headline without a full stop needs a line break of its own.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from vnnews.text.abbreviations import INVISIBLE, TITLE_ABBREVIATIONS, TOP_DOMAINS, UNIT_ABBREVIATIONS
from vnnews.text.late import compile_late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Vote(Enum):
    """What a rule says of a place."""

    JOIN = "join"
    SPLIT = "split"


JOIN, SPLIT = Vote.JOIN, Vote.SPLIT

CONTEXT = 60
"""Characters that a rule sees on each side; the longest abbreviation with the name before it is shorter."""

LONGEST_ASIDE = 200
"""Characters within which a bracket must close for the full stops in it to be passed over; longer ones hold whole sentences."""

SHORTEST_WRAPPED_LINE = 50
"""Characters of a line that may have been broken in the middle of a sentence; e-mail and text dumps wrap at 60 to 80."""

BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
"""Line breaks, as the inside of a character class."""

# a closing quote may stand behind a space that does not belong there: '! ”', '! ".', '... "- ông nói'
_CLOSERS = rf"(?:[\"”’'»)\]›{INVISIBLE}]| ”| \"(?=[.,;:\-–—]))*+"
# one set of characters comes first, which the engine skips to
_PLACE = re.compile(rf"[.!?…{BREAKS}](?:(?<=[.!?…])(?:(?<=\.)/\.|[.!?…]*+)(?P<closers>{_CLOSERS})|(?<=[{BREAKS}])\s*+)")
_ASIDE = re.compile(rf"\([^()]{{1,{LONGEST_ASIDE}}}+\)|\[[^\[\]]{{1,{LONGEST_ASIDE}}}+\]")
_BLANK = re.compile(r"\s*+")
_INDENT = re.compile(rf"[^\S{BREAKS}]*+")


class SentenceEnd(NamedTuple):
    """A place that may end a sentence, and what stands around it."""

    left: str
    """The sentence so far, at most `CONTEXT` characters, without the mark and the white space before it."""
    word: str
    """The end of `left` behind its last white space."""
    mark: str
    """'.', '!?', '…', './.' or a line break."""
    closers: str
    """Closing quotes and brackets that touch the mark."""
    gap: str
    """White space behind them."""
    right: str
    """What follows, at most `CONTEXT` characters."""
    is_first: bool
    """Whether `left` is the whole sentence so far."""
    is_aside: bool
    """Whether a bracket is open here that closes soon."""


_ASIDE_OF_SENTENCE = re.compile(r"\((?:\d{1,3} )?[^\W\d_A-ZĐÂÊÔƠƯĂÁÀẢÃẠ]")
_TLD = re.compile(rf"(?i:{TOP_DOMAINS})\b")
_LIST_MARKER = re.compile(
    r"[(]?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđA-ZĐ])"
    r"|(?:Điều|Bài|Câu|Chương|Mục|Phần|Kỳ|Bước|Khoản|Bảng|Hình|Ảnh|Số|Tập|Hồi) (?:\d{1,4}|[IVX]{1,5})"
)
_OTHER_ABBREVIATIONS = "tr|Tr|Nxb|ĐT|Tel|Fax|No|Vol|Jr|Sr|Prof|Gen|Lt|Col|Sgt|Corp|Inc|vs|Đ/c|đ/c"
_ABBREVIATIONS = frozenset(f"{TITLE_ABBREVIATIONS}|TP|Tp|tp|TX|Tx|KP|{_OTHER_ABBREVIATIONS}".split("|"))
_UNITS = frozenset(UNIT_ABBREVIATIONS.split("|"))
_CITY = frozenset({"TP", "Tp"})
_LETTERED = re.compile(r"\b(?i:bảng|nhóm|vitamin|khối|hạng|loại|hệ|lớp|đề) [A-Z]\Z")
"""What is named by a letter: 'nằm ở bảng H. Pháp vào bảng Q.'"""
_CITIES_OF_ONE_SYLLABLE = ("Huế", "Vinh")
_GRADES = ("BSCK I", "BSCK II", "CK I", "CK II")  # 'BSCK II. Tô Văn Cát'
_OPENERS = "([“\"'‘«"
_NUMBER_BEFORE = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})*")
_GROUP = re.compile(r"\d{2}0(?![\d%])")  # round numbers only: '… năm thứ 20. 176 hộ đã …' is two sentences
_INITIALS = compile_late(r"(?:(?<=\s)|\A)(?:[A-ZĐƯÂÊÔƠĂ]\. ?){0,4}[A-ZĐƯÂÊÔƠĂ]\Z")
# who may be named by an initial: 'chị H.', 'bé T.', 'bị cáo N.', 'Nguyễn Văn A.'
_PERSON_BEFORE = compile_late(
    r"(?:\b(?i:ông|bà|anh|chị|em|cô|chú|bác|cháu|bé|thầy|cụ|bạn|cậu|dì|mợ|cáo|can|nhân|phạm|tượng|tên|gái|trai|thị|văn|sinh)"
    r"|[A-ZĐƯÂÊÔƠĂ]\w*)\s+\Z"
)
_NAME_BEFORE = compile_late(r"(?:\A|[A-ZĐƯÂÊÔƠĂ]\w*\s+|[“\"'‘(,]\s*)\Z")
_QUOTES = frozenset("\"”’'»")
_OPENING_QUOTES = frozenset('“"«‘')
_LONGEST_QUOTE = 400
"""Characters in which an opening quote is looked for, to tell whether a straight one opens or closes."""
# a person's name, which has a capital wherever it stands; 'Ông Nam hỏi' would be 'ông Nam hỏi' within the sentence
_NO_NAME = "Ông|Bà|Anh|Chị|Em|Cô|Chú|Bác|Cháu|Cụ|Thầy|Mẹ|Bố|Cha|Người|Tôi|Họ|Nó|Ai|Rồi|Đoạn|Vừa|Nghe|Khi|Lại|Câu|Bị|Được|Cứ|Sau|Có|Nhiều|Một"
_SPEAKER = compile_late(
    rf"(?!(?:{_NO_NAME})\b)(?:[A-ZĐƯÂÊÔƠĂÁÀẢÃẠÝ][^\W\d_]*+ ){{1,4}}"
    r"(?:hỏi|nói|đáp|kêu|bảo|kể|thốt|reo|gắt|quát|hét|cười|than|nhắc|gọi|thắc mắc|trả lời|lên tiếng|chia sẻ|cho biết|tâm sự)\b"
)
_FOREIGN_NAME = compile_late(
    r"(?!(?:[BCDĐGHKLMNPQRSTVX]|Ch|Gh?i?|Kh|Ngh?|Nh|Ph|Qu|Th|Tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?\b)[A-Z][a-z]+\b"
)


def end_mark_of_article(place: SentenceEnd) -> Vote | None:
    """Newspapers of the state end an article with './.'."""
    return SPLIT if place.mark == "./." else None


def wrapped_line(place: SentenceEnd) -> Vote | None:
    """A line break in the middle of a sentence: the line was long, ends without a mark, and a small letter follows."""
    if place.mark.strip() or place.mark.count("\n") > 1 or len(place.left) < SHORTEST_WRAPPED_LINE:
        return None
    return JOIN if place.right[:1].islower() and place.left[-1:] not in ".!?…:;" else None


def line_break(place: SentenceEnd) -> Vote | None:
    """Any other line break ends a sentence."""
    return None if place.mark.strip() else SPLIT


def list_marker(place: SentenceEnd) -> Vote | None:
    """'1. Về kinh tế', 'a. Thu ngân sách', 'Điều 5. Phạm vi': no cut after the number."""
    if place.is_first and place.mark == "." and not place.closers and _LIST_MARKER.fullmatch(place.left):
        return JOIN
    return None


def abbreviation(place: SentenceEnd) -> Vote | None:
    """'Th.S Nguyễn Văn A', 'PGS. TS. Lê B', 'TP. Vinh', 'tr. 25': the stop belongs to the abbreviation."""
    if place.mark != "." or place.closers or not place.right[:1].isalnum():
        return None
    last = place.word.lstrip(_OPENERS).rpartition(".")[2]
    if last in _CITY and _begins_sentence(place.right):
        return None
    return JOIN if last in _ABBREVIATIONS or place.left.endswith(_GRADES) else None


def _begins_sentence(right: str) -> bool:
    """Whether what follows 'TP.' is no name: '… của TP. Qua công tác …'. Names of cities have several syllables, each with a capital."""
    first, _, rest = right.partition(" ")
    is_word = first[1:].islower() or (len(first) == 1 and first.isalpha())  # 'Ở trận kia', 'Ý cầm bóng'
    return is_word and rest[:1].islower() and first not in _CITIES_OF_ONE_SYLLABLE


def person_initial(place: SentenceEnd) -> Vote | None:
    """'Ông A. nói', 'anh K. (30 tuổi)' go on; 'chị H. Sau đó' ends; 'George W. Bush' and 'N.T. Hà' go on."""
    if place.mark != "." or place.closers or not place.gap or not place.word[-1:].isupper():
        return None
    if place.right[:1].islower() or (len(place.word) > 1 and place.word[-2] not in f".{_OPENERS}"):
        return None
    initials = _INITIALS.search(place.left)
    if initials is None:
        return None
    if re.match(r"[A-ZĐƯÂÊÔƠĂ]\.|\(", place.right):
        return JOIN
    is_person = _PERSON_BEFORE.search(place.left, 0, initials.start())
    if _FOREIGN_NAME.match(place.right):  # not 'nằm ở bảng B. Haiti vào bảng C.'
        return JOIN if is_person or _NAME_BEFORE.search(place.left, 0, initials.start()) else None
    return SPLIT if is_person else None


def unit_abbreviation(place: SentenceEnd) -> Vote | None:
    """'P. Vạn Thắng', 'Q. Tân Bình', 'H. Củ Chi', 'Q. 1': a unit's kind before its name."""
    if place.mark == "." and not place.closers and place.word.lstrip(_OPENERS) in _UNITS:
        if _begins_sentence(place.right) or _LETTERED.search(place.left):
            return None
        return JOIN if place.right[:1].isupper() or place.right[:1].isdigit() else None
    return None


def lost_space(place: SentenceEnd) -> Vote | None:
    """'ba người.Hiện các lực lượng', 'về nhà.“Tôi mệt”': a scraper lost the space."""
    if place.gap:
        return None
    if place.right[:1] in _OPENING_QUOTES and place.right[1:2].isupper() and not place.left[-1:].isupper():
        return SPLIT
    if not place.right[:1].isupper() or not (place.right[1:2].islower() or place.right[1:2].isspace()):
        return None
    if place.mark == "." and place.left[-1:].isupper():  # 'TP.Vinh', 'Th.S', 'U.S.A'
        return None
    return None if _TLD.match(place.right) else SPLIT


def spaced_thousands(place: SentenceEnd) -> Vote | None:
    """'gửi bác 500. 000 đồng': a number that was cut at its full stop."""
    if place.mark == "." and not place.closers and place.gap == " " and _GROUP.match(place.right):
        return JOIN if _NUMBER_BEFORE.fullmatch(place.word) else None
    return None


def inside_token(place: SentenceEnd) -> Vote | None:
    """'8.355 tỷ', 'tuoitre.vn', 'TP.HCM', '".': something touches the mark, so nothing ends here."""
    return None if place.gap or not place.right else JOIN


def small_letter_follows(place: SentenceEnd) -> Vote | None:
    """'đi đâu?" anh hỏi', 'v.v. và', 'nhưng… thôi': a sentence begins with a capital."""
    return JOIN if place.right[:1].islower() else None


def aside_follows(place: SentenceEnd) -> Vote | None:
    """'là chủ số máy 91... (số thứ hai)', 'gặp chị M. (21 tuổi)': brackets that go on with the sentence."""
    return JOIN if _ASIDE_OF_SENTENCE.match(place.right) else None


def number_after_dots(place: SentenceEnd) -> Vote | None:
    """'làm cầu nối... 500 hộ': a list that was cut short, or a pause."""
    return JOIN if place.mark in {"...", "…"} and place.right[:1].isdigit() else None


def speaker_follows(place: SentenceEnd) -> Vote | None:
    """'"Tôi đi!" - ông nói', '"Đi đâu?", anh hỏi', '"Đi đâu?" Lan hỏi': the sentence goes on behind the quote."""
    if place.mark[-1:] in {"?", "!"} and not _QUOTES.isdisjoint(place.closers) and _SPEAKER.match(place.right):
        return JOIN
    if place.right[:1] in {",", ";", ":", ")"}:
        return JOIN
    if place.right[:1] in {"-", "–", "—"}:
        return JOIN if not _QUOTES.isdisjoint(place.closers) or place.right[1:].lstrip()[:1].islower() else None
    return None


def short_aside(place: SentenceEnd) -> Vote | None:
    """'(Ảnh: N.A. Nguồn: X)': full stops inside brackets that close soon."""
    return JOIN if place.is_aside else None


RULES: tuple[Callable[[SentenceEnd], Vote | None], ...] = (
    wrapped_line,
    line_break,
    end_mark_of_article,
    list_marker,
    abbreviation,
    person_initial,
    unit_abbreviation,
    lost_space,
    inside_token,
    spaced_thousands,
    small_letter_follows,
    aside_follows,
    number_after_dots,
    speaker_follows,
    short_aside,
)
"""In the order in which they are asked."""


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text, without the white space around them.

    Args:
        text: NFC text.
        start: Where to begin.
        end: Where to stop, the end of the text by default.

    Example:
        >>> text = "Th.S Nguyễn Văn A. nói: “Tôi đi. Anh ở lại!” - rồi ra về. Sáng 15.3 ông trở lại."
        >>> [text[a:b] for a, b in split_sentences(text)]
        ['Th.S Nguyễn Văn A. nói: “Tôi đi.', 'Anh ở lại!” - rồi ra về.', 'Sáng 15.3 ông trở lại.']
    """
    end = len(text) if end is None else end
    spans = []
    begin = _skip(_BLANK, text, start, end)
    for cut, vote, _ in _judge_places(text, begin, end):
        if vote is SPLIT:
            spans.append((begin, _trim(text, begin, cut)))
            begin = _skip(_BLANK, text, cut, end)
    if begin < end:
        spans.append((begin, _trim(text, begin, end)))
    return spans


def explain_sentences(text: str) -> list[tuple[int, str, str]]:
    """Return every place that may end a sentence, with the vote and the name of the rule that decided.

    Example:
        >>> explain_sentences("Ông A. nói. Bà B. nghe.")
        [(6, 'join', 'small_letter_follows'), (11, 'split', 'default'), (17, 'join', 'small_letter_follows'), (23, 'split', 'default')]
    """
    return [(cut, vote.value, rule) for cut, vote, rule in _judge_places(text, 0, len(text))]


def _judge_places(text: str, start: int, end: int) -> Iterator[tuple[int, Vote, str]]:
    """Every place with the vote and the rule that decided; a cut follows its mark, or stands before its line break."""
    begin = _skip(_BLANK, text, start, end)
    has_brackets = text.find("(", begin, end) >= 0 or text.find("[", begin, end) >= 0
    asides = iter([match.span() for match in _ASIDE.finditer(text, begin, end)] if has_brackets else ())
    aside = next(asides, (end, end))
    for match in _PLACE.finditer(text, begin, end):
        at, behind_mark = match.start(), match.start("closers")
        is_break = behind_mark < 0
        cut = at if is_break else match.end()
        if cut <= begin:
            continue
        if not is_break and _opens_quote(text, begin, behind_mark, cut):
            cut = behind_mark
        resume = match.end() if is_break else _skip(_INDENT, text, cut, end)
        vote, name = SPLIT, "default"
        if resume < end:
            while aside[1] <= cut < end:
                aside = next(asides, (end, end))
            left_from = max(begin, at - CONTEXT)
            left = text[left_from:at].rstrip()
            place = SentenceEnd(
                left=left,
                word=left[left.rfind(" ") + 1 :],
                mark=match[0] if is_break else text[at:behind_mark],
                closers="" if is_break else text[behind_mark:cut],
                gap=text[cut:resume],
                right=text[resume : min(end, resume + CONTEXT)].lstrip(INVISIBLE),
                is_first=left_from == begin,
                is_aside=aside[0] < cut < aside[1],
            )
            for rule in RULES:
                decided = rule(place)
                if decided is not None:
                    vote, name = decided, rule.__name__
                    break
        yield cut, vote, name
        if vote is SPLIT:
            begin = _skip(_BLANK, text, cut, end)


def _opens_quote(text: str, begin: int, behind_mark: int, cut: int) -> bool:
    """Whether the straight quote behind a mark opens the next sentence, as in 'Anh nói."Tôi về." Rồi đi'."""
    if cut - behind_mark != 1 or text[behind_mark] != '"' or not text[cut : cut + 1].isupper():
        return False
    return text.count('"', max(begin, behind_mark - _LONGEST_QUOTE), behind_mark) % 2 == 0


def _skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where what the pattern matches at `start` ends; the pattern matches the empty string, too."""
    if start < end and not text[start].isspace():
        return start
    match = pattern.match(text, start, end)
    return match.end() if match else start


def _trim(text: str, start: int, end: int) -> int:
    """The end of the span without white space at its end."""
    return start + len(text[start:end].rstrip())
