"""The words between a person and a post that tie them: 'giữ chức', 'từng là', 'thôi giữ chức', 'thay'.

Takes the cues of a gazetteer, gives `Cues`, which takes the words between two spans and gives the `Tie` that they state. Decides how far a
cue reaches: 'giữ chức' over a clause, 'là' and 'làm' only over a few words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from vnnews.link.holdings import NO_TIE, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnnews.gazetteer import Gazetteer

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
"""The same as `MAX_CUE_CHARS` for 'là' and 'làm', which have other uses."""
CONTESTED_CHARS = 32
"""How far in front of a post the words begin at most that say that somebody only runs for it."""
BEFORE_CHARS = 20
"""How far in front of a school or hospital the words stand that make it act."""
_REPLACES = re.compile(r"^[,;]?\s*(?:để |và |nhằm )?(?:thay|thay cho|thay thế|thay thế cho|kế nhiệm|tiếp quản từ)$")
_OF_STATE = re.compile(r"\b(?:Việt Nam|nước ta)(?: \w+){0,2} (?:đảm nhận|đảm nhiệm|làm|là|giữ)\b[^,]{0,16}$")
"""The country is what takes a post: 'Thủ tướng khẳng định việc Việt Nam đảm nhận | Chủ tịch ASEAN'."""
_QUALIFIED = r"(?:\s(?:mới|như|sau|gồm|công tác|chủ chốt|lãnh đạo|quan trọng|khác nhau)){0,3}"
"""Words between a cue and the post: 'giữ các chức vụ | chủ chốt | …'."""
_ADVERB = r"(?:cũng |vừa |đã |đang |sẽ |tiếp tục |kịp thời |mới |liền |chính thức |tích cực )?"
_WHERE_BEFORE = re.compile(r"(?:đến|vào|tại|ở|về|tới|ra|sang|lên|qua|nằm)\s$", re.IGNORECASE)


_ASIDE = r"\d{2} tuổi|(?:sinh (?:năm|ngày)|SN) [\d/.-]{4,10}|(?:quê|quê quán|trú|trú tại|ngụ|ngụ tại|dân tộc)\s[^,;:.()]{2,40}"


def _titles_of_persons(gazetteer: Gazetteer) -> list[str]:
    """Ranks and academic titles, which may stand behind the name too."""
    academic = [
        form
        for record in gazetteer.honorifics
        if record.kind in {"academic", "professional", "award"}
        for form in (record.text, *record.variants)
    ]
    return [*academic, *(form for record in gazetteer.ranks for form in (record.title, *record.short))]


def _any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first; nothing when there are none."""
    ordered = sorted(map(re.escape, words), key=len, reverse=True)
    return f"(?:{'|'.join(ordered)})" if ordered else "(?!)"


@lru_cache(maxsize=4)
def cues_of(gazetteer: Gazetteer) -> Cues:
    """Return the compiled cues of a gazetteer; they are built once and shared."""
    return Cues(gazetteer)


class Cues:
    """The cues of a gazetteer, compiled for searching."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        texts: dict[str, list[str]] = {}
        for record in gazetteer.cues:
            texts.setdefault(record.means, []).append(record.text)
        words = {means: _any_of(found) for means, found in texts.items()}
        terms = [
            form
            for record in gazetteer.modifiers
            if record.means == "term"
            for form in (record.text, record.text.capitalize(), *record.short)
        ]
        search = re.IGNORECASE
        self.is_post = re.compile(rf"^[,(]?\s*(?:{words['is_lead']}\s+){{0,4}}{words['is']}\s*:?$", search)
        """Words that say that the person in front is what follows."""
        self.contested = re.compile(rf"\b{words['contested']}(?:\s+(?:vào|giữ|chức|ghế|làm|là)){{0,3}}$", search)
        """In front of a post that somebody only runs for, claims or is said not to hold: 'khi tranh cử | Tổng thống, Thủ tướng Canada A …'."""
        self.planned = re.compile(rf"\b{words['planned']}(?:\s{words['towards']})+$", search)
        """In front of a post that somebody is only meant to get: 'được giới thiệu để bầu giữ chức | Chủ tịch UBND tỉnh'."""
        self.in_name_of = re.compile(
            rf"\b(?:{words['acts_for']}(?: của)?|{words['directs']}(?: \w+){{0,2}} của)(?: đồng chí| ông| bà| các| một số)*\s*$",
            search,
        )
        """In front of a post that is somebody else's: 'thừa ủy quyền của | Bộ trưởng X, Đại tá A …', 'trả lời câu hỏi của | đại biểu, ông A'."""
        self.moves = re.compile(rf"\b{words['moves']}\b", search)
        self.stays = re.compile(rf"\b{words['stays']}\b", search)
        self.term = re.compile(
            rf",?\s*\(?{_any_of(terms)}\s+(?:mới|[\dIVXLC]{{1,9}}(?:,\s[IVXLC]{{1,6}}\b)*)(?:\s*[-–]\s*\d{{2,4}})?\)?|(?:\s*\([^()]{{0,40}}\))"
        )
        """A term of office, or a short bracket: 'Bí thư Tỉnh ủy | khóa XIX, nhiệm kỳ 2020 - 2025 |, Chủ tịch …'."""
        self.aside = re.compile(
            rf"^(?:,|\s?[-–])(?:\s*(?:{_any_of(_titles_of_persons(gazetteer))}|{_ASIDE})\s*,)+", search
        )
        """What is told of a person by the way, between two marks: 'ông A |, 54 tuổi, | Chủ tịch …', '|, đại tá, |', '| - 54 tuổi, |'."""
        self.joins = frozenset(texts["joins"]) | {""}
        """Between two posts of one person."""
        self.lists = frozenset(texts["lists"])
        """Between two persons of a list."""
        self._past = tuple(texts["past"])
        self._weak = frozenset(record.text for record in gazetteer.cues if record.is_weak)
        self._appointed = re.compile(rf"{words['appointed']}{_QUALIFIED}\s*:?$", search)
        self._relieved = re.compile(rf"{words['relieved']}[^.;]{{0,12}}$", search)
        self._vacant = re.compile(rf"{words['vacant']}[^,;]{{0,20}}$", search)
        self._gives = re.compile(rf"\b{words['gives']}\b", search)
        self._given = re.compile(rf"\b{words['given']}\b", search)
        self._acts = re.compile(rf"\s*(?:\([^()]{{1,30}}\)\s*)?\)?\s*{_ADVERB}{words['acts']}(?!\w)")
        self._treats = re.compile(rf"\s*(?:tích cực |kịp thời |trực tiếp )?{words['treats']}(?!\w)")
        self._asked = re.compile(rf"{words['asked']}\s$", search)

    def status_of(self, gap: str) -> str:
        """Return 'former' when the words speak of the past, else ''.

        >>> from vnnews.gazetteer import default
        >>> cues_of(default()).status_of("từng giữ chức"), cues_of(default()).status_of("giữ chức")
        ('former', '')
        """
        lowered = gap.lower()
        return "former" if any(word in lowered for word in self._past) else ""

    def is_relieved(self, words: str) -> bool:
        """Return whether the words in front of a post say that somebody leaves it.

        >>> from vnnews.gazetteer import default
        >>> cues_of(default()).is_relieved("HĐND tỉnh miễn nhiệm chức vụ "), cues_of(default()).is_relieved("bổ nhiệm chức vụ ")
        (True, False)
        """
        return self._relieved.search(words.rstrip()) is not None

    def gives_post(self, gap: str) -> bool:
        """Return whether the words in front of a post say that it is given to somebody else: 'trao quyết định làm'.

        >>> from vnnews.gazetteer import default
        >>> cues = cues_of(default())
        >>> cues.gives_post("trao quyết định giữ chức"), cues.gives_post("được bổ nhiệm giữ chức")
        (True, False)
        """
        if not MIN_GIVING_CHARS <= len(gap) <= MAX_CUE_CHARS or not self._gives.search(gap) or self._given.search(gap):
            return False
        return self._appointed.search(gap) is not None and not SENTENCE_END.search(gap)

    def tie_of(self, gap: str) -> Tie:
        """Return how words give a person the post behind them, `NO_TIE` when they do not.

        >>> from vnnews.gazetteer import default
        >>> cues = cues_of(default())
        >>> cues.tie_of("được bổ nhiệm giữ chức").rule, cues.tie_of("vừa thôi giữ chức").status, cues.tie_of("đến thăm") == NO_TIE
        ('name_appointed_post', 'former', True)
        """
        if len(gap) > MAX_CUE_CHARS or SENTENCE_END.search(gap) or self._vacant.search(gap) or _OF_STATE.search(gap):
            return NO_TIE
        if self._relieved.search(gap):
            return Tie("name_relieved_of_post", "former", is_relieved=True)
        found = self._appointed.search(gap)
        if found is None or (self._gives.search(gap) and not self._given.search(gap)):
            return NO_TIE  # who 'trao quyết định bổ nhiệm' does not get the post
        cue = found[0].rstrip(": ").lower()
        if cue in self._weak and (len(gap) > MAX_WEAK_CHARS or gap.count(",") > 1):
            return NO_TIE
        return Tie("name_appointed_post", self.status_of(gap))

    def is_acting(self, text: str, start: int, end: int) -> bool:
        """Return whether a school or hospital does something in a text: 'Bệnh viện X cho biết', 'theo Trường Y'; else it only says where.

        >>> from vnnews.gazetteer import default
        >>> cues_of(default()).is_acting("Bệnh viện Bạch Mai cho biết", 0, 18)
        True
        >>> cues_of(default()).is_acting("chở đến Bệnh viện Bạch Mai cấp cứu", 8, 26)
        False
        """
        before = text[max(0, start - BEFORE_CHARS) : start]
        if self._acts.match(text, end) or self._asked.search(before):
            return True
        return self._treats.match(text, end) is not None and not _WHERE_BEFORE.search(before)


def replaces(gap: str) -> bool:
    """Return whether the person behind the words held the post in front of them before: 'làm Giám đốc Công an | thay | ông A'.

    >>> replaces(", thay"), replaces("thay mặt")
    (True, False)
    """
    return len(gap) < MAX_REPLACING_CHARS and _REPLACES.match(gap) is not None
