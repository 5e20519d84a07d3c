"""Bylines and source lines: who wrote a story, and from where it was taken.

Takes one line. Gives the authors or the source that the line names, or nothing when the line is neither. Decides by form: names in
Vietnamese capitals, initials ('L.T', 'V.TR.'), 'PV' and 'BBT', roles in brackets ('tổng hợp', 'dịch'), 'Theo X', 'Nguồn: X'. Known
limits: a place ('Hà Nội') has the shape of a name, so the labellers ask only where a byline can stand.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from vnnews.label.words import pattern_of, words_of
from vnnews.label.words.lines import LOWER, UPPER, split_date_line
from vnnews.text.late import compile_late

MAX_BYLINE_CHARS = 90
"""The longest bylines seen: two names with their outlets."""

SURNAMES = frozenset(words_of("bylines", "surname"))
"""Common Vietnamese surnames: they tell 'Theo Hồ Hương' (a person) from 'Theo Tri Thức' (a paper)."""

_SYLLABLE = rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{2,}}|[{UPPER}][{LOWER}]*[{UPPER}][{LOWER}]+)"
_INITIAL = rf"(?:[{UPPER}][{LOWER}]?\.|[{UPPER}]{{2,3}}\.)"
_NAME = rf"(?:(?:{_INITIAL}\s?){{0,4}}{_SYLLABLE}(?:\s{_SYLLABLE}){{0,4}}|(?:{_INITIAL}\s?){{1,4}}[{UPPER}]?)"
_SHORT = rf"(?:{pattern_of('bylines', 'sign')}|[A-ZĐ]\.[A-ZĐ]{{1,2}}\.?(?:[A-ZĐ]\.?)?)"
_UNIT = pattern_of("bylines", "unit")
_ROLE = pattern_of("bylines", "role")
_BRACKET = r"(?:\(\s*(?:tổng hợp[^()]{0,24}|[Tt]heo [^()]{2,50}|[^()]{2,30})\s*\))"
_OUTLET = rf"[{UPPER}\w][\w{LOWER}.+&-]{{0,24}}(?: [\w{LOWER}.+&-]{{1,20}}){{0,4}}"
_NAME_LINE = re.compile(
    rf"(?:{_ROLE}\s*:\s*|{pattern_of('bylines', 'role_without_colon')}\s+)?"
    rf"(?P<names>(?:{_NAME}|{_SHORT}|{_UNIT})(?:\s*(?:,|;|-|–|&|và|\|)\s*(?:{_NAME}|{_SHORT}|{_UNIT})){{0,4}})"
    rf"(?:\s*(?:/|[-–]\s)\s*(?P<outlet>{_OUTLET}))?\s*(?P<note>{_BRACKET})?(?:\s+thực hiện)?\s*[-–|.]?"
)
_SMALL_SECOND_WORD = re.compile(rf"([^\W\d_]+) (?!và )[{LOWER}]")
_ROLE_HEADS = frozenset(words_of("bylines", "first_word"))
"""First words of the roles and units above."""
_SIGN = compile_late(rf"{_SHORT}|{_UNIT}|.*\..*")
_OF_OFFICE = re.compile(
    rf"{pattern_of('bylines', 'office_head')}\s*:\s*(?P<who>{pattern_of('bylines', 'office')} [^:;.]{{3,60}})"
)
"""Offices that sign what their own site prints: 'Tác giả: Phòng Công tác xã hội'."""
_SIGNED = re.compile(rf"(?!{pattern_of('bylines', 'not_signed')}){_ROLE}\s*:")
_ONLY_ROLE = compile_late(rf"(?:{_ROLE}\s*:)\s*(?P<names>[^\n]{{2,60}})")
_SEPARATORS = re.compile(r"\s*(?:,|;|\s-\s|-|–|&|\bvà\b|\|)\s*")
_THEO = re.compile(r"\(?\s*(?:Theo|THEO)\s*:?\s+(?P<who>[^\n]{2,80}?)\s*\)?[.]?")
_NGUON = re.compile(
    rf"\(?\s*(?:{pattern_of('bylines', 'source_head')}|Nguồn [^:\n]{{2,20}})\s*:?\s+?(?P<who>[^\n]{{2,300}}?)\s*\)?[.]?"
)
_LINK_NOTE = re.compile(r"(?:Link|Đường dẫn|Xem)[^\n:]{0,40}:\s*(?P<who>https?://\S+)")
_AGENCY_SIGN = re.compile(rf"\(\s*(?P<who>{pattern_of('bylines', 'agency')}[^()\n]{{0,30}})\s*\)\.?")
_URL_LINE = re.compile(r"(?:https?://|www\.)\S+")
MAX_OUTLET_CHARS = 60
"""A longer line names no outlet alone."""
_SOURCE_STARTS = ("(", "Theo", "THEO", "N", "Bài", "Link", "Xem", "Đường", "Source", "Tin", "http", "www.")
"""What a line begins with when it gives a source in one of the forms above; most lines begin otherwise."""
_WIDGET_ENDS = ("link", "kết", "link!", "LINK", "KẾT")
_WIDGET_TAIL = re.compile(r"\s+(?:Copy link|Sao chép liên kết|Lấy link!?)\s*$", re.IGNORECASE)

OUTLETS = frozenset(name.casefold() for name in words_of("outlets", "name"))
"""Papers, agencies and sites as they stand alone in a source line, case-folded."""


class Byline(NamedTuple):
    """What a byline says."""

    authors: tuple[str, ...]
    source: str = ""


def parse_byline(line: str, *, single: bool = False) -> Byline | None:
    """Authors that a line names, or None when it does not have the form of a byline.

    Args:
        line: The whole line.
        single: Whether one word can be a name ('Trung'); only where nothing but a byline can stand.

    >>> parse_byline("Minh Hòa/VOV.VN")
    Byline(authors=('Minh Hòa',), source='VOV.VN')
    >>> parse_byline("Tin, ảnh: Lê Hiếu - Bá Đô").authors
    ('Lê Hiếu', 'Bá Đô')
    >>> parse_byline("Hà Nội cấm đường phục vụ lễ hội") is None
    True
    """
    line = strip_contacts(line.strip()) if "@" in line else line.strip()
    if not line or len(line) > MAX_BYLINE_CHARS:
        return None
    has_colon = ":" in line  # without one there is no role in front of a name
    match = _OF_OFFICE.fullmatch(line) if has_colon else None
    if match is not None:
        return Byline((match.group("who"),))
    match = _THEO.fullmatch(line) if line[0] in "(T" else None
    if match is not None:  # 'Theo Hồ Hương' is a person, 'Theo Tri Thức' a paper
        return Byline((match.group("who"),)) if _is_person(match.group("who")) else None
    match = _NAME_LINE.fullmatch(line) if _can_begin_name(line) else None
    if match is not None:
        names = _split_names(match.group("names"))
        if names and line.endswith(".") and "." in names[-1] and not names[-1].endswith("."):
            names = (*names[:-1], f"{names[-1]}.")  # "V.TR."
        outlet = match.group("outlet") or ""
        note = (match.group("note") or "").strip("() ")
        if outlet and _looks_like_name(outlet) and outlet.casefold() not in OUTLETS and "/" not in line:
            names, outlet = (*names, outlet), ""
        if note.casefold().startswith("theo ") and not outlet:
            outlet = note[5:].strip()
        is_word = len(names) == 1 and " " not in names[0] and _SIGN.fullmatch(names[0]) is None and not outlet
        if names and names[0].casefold() not in OUTLETS and (single or note or not is_word):
            return Byline(names, outlet)
        return None
    match = _ONLY_ROLE.fullmatch(line) if has_colon else None
    if match is not None and not line.endswith((".", "?", "!")) and len(match.group("names").split()) <= 8:
        names = tuple(name for name in _split_names(match.group("names")) if _looks_like_name(name))
        return Byline(names) if names else None
    rest = split_date_line(line)
    if rest:  # 'Minh Anh - 10/10/2023 14:48 (GMT+7)'
        return parse_byline(rest, single=single)
    return None


def _can_begin_name(line: str) -> bool:
    """Whether a line's first two words can begin a byline; 'Giá xăng giảm' cannot, and need not be matched against every form."""
    match = _SMALL_SECOND_WORD.match(line)
    return match is None or match.group(1).casefold() in _ROLE_HEADS


def is_signed(line: str) -> bool:
    """Whether a line says with a role who made the story: 'Tin, ảnh: X', 'Thực hiện: X'; a picture's credit alone is none.

    >>> is_signed("Tin, ảnh: Lê Hiếu"), is_signed("Ảnh: Lê Hiếu")
    (True, False)
    """
    if ":" not in line or len(line) > MAX_BYLINE_CHARS:
        return False
    return _OF_OFFICE.fullmatch(line) is not None or (
        _SIGNED.match(line) is not None and parse_byline(line) is not None
    )


def parse_source(line: str) -> str | None:
    """The outlet or URL that a whole line gives as the story's source, or None.

    >>> parse_source("Theo Infonet"), parse_source("Nguồn: Báo Tin tức"), parse_source("(TTXVN/Vietnam+)")
    ('Infonet', 'Báo Tin tức', 'TTXVN/Vietnam+')
    >>> parse_source("Theo cơ quan điều tra, hai người đã bị bắt.") is None
    True
    """
    line = line.strip()
    if not line or len(line) > 300 or (len(line) > MAX_OUTLET_CHARS and not line.startswith(_SOURCE_STARTS)):
        return None
    if line.endswith(_WIDGET_ENDS):
        line = _WIDGET_TAIL.sub("", line)
    if line.startswith(_SOURCE_STARTS):
        if _URL_LINE.fullmatch(line):
            return line
        for form in (_AGENCY_SIGN, _LINK_NOTE, _NGUON):
            match = form.fullmatch(line)
            if match is not None and (len(match.group("who")) <= 60 or "://" in match.group("who")):
                return match.group("who")
        match = _THEO.fullmatch(line)
        if match is not None:
            who = match.group("who")
            is_outlet = (
                len(who.split()) <= 9
                and not line.endswith((":", ","))
                and who[0].isupper()
                and not _is_person(who)
                and "," not in who[:30]
            )
            return who if is_outlet else None
    bare = line.strip("() .")
    folded = bare.casefold()
    return bare if folded in OUTLETS or folded.removeprefix("báo ") in OUTLETS else None


def find_authors_in_source(source: str) -> tuple[str, ...]:
    """Persons that stand in front of the outlet in a source: 'Theo Sầm Hoa (Vietnamnet/Reuters)'.

    >>> find_authors_in_source("Minh Nguyễn/Vcamp.vn"), find_authors_in_source("Infonet")
    (('Minh Nguyễn',), ())
    """
    head = _OUTLET_BEGINS.split(source, maxsplit=1)[0].strip()
    if head == source.strip() or not _looks_like_name(head) or head.casefold() in OUTLETS or len(head.split()) < 2:
        return ()
    return (head,)


def _split_names(text: str) -> tuple[str, ...]:
    return tuple(
        name
        for name in (part.strip(" .|") if part.count(".") < 2 else part.strip(" |") for part in _SEPARATORS.split(text))
        if name
    )


# 'Minh Nguyễn/Vcamp.vn', 'Sầm Hoa (Reuters)', 'Hải YếnGiáo dục & Thời đại'
_OUTLET_BEGINS = compile_late(rf"\s*[(/]|(?<=[{LOWER}])(?=[{UPPER}][{LOWER}])")
_NAME_ONLY = compile_late(rf"{_NAME}|{_SHORT}")


def _looks_like_name(text: str) -> bool:
    return _NAME_ONLY.fullmatch(text) is not None


def _is_person(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and words[0].casefold() in SURNAMES
        and _looks_like_name(text)
        and text.casefold() not in OUTLETS
    )


# ------------------------------------------------------------------------------- addresses and telephone numbers beside a name

EDGES: Final = " \t-–—|,;:/•·*()[]\"'“”"
"""What parts a name from what stands beside it."""

_EMAIL = compile_late(
    r"(?:\be-?mail\b\s{0,2}:\s{0,2})?[(\[<]?\s{0,2}(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,4}\s{0,2}[)\]>]?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\b(?:đt|sđt|đtdđ|điện thoại|số điện thoại|tel|phone|hotline|mobile)\b\s{0,2}[.:]{0,2}\s{0,2})?[(\[]?(?<!\d)"
    r"(?:0[235789]\d{1,2}|\+?84[\s.\-]?\d{2,3})\)?(?:[\s.\-]?\d{2,4}){2,3}(?!\d)[)\]]?",
    re.IGNORECASE,
)


def strip_contacts(text: str) -> str:
    """A line without the e-mail addresses and telephone numbers in it.

    >>> strip_contacts("Lê Lan - lan@bao.example"), strip_contacts("Trần Hà, ĐT: 0912.345.678"), strip_contacts("Hà - 05-03-2025 08:15")
    ('Lê Lan', 'Trần Hà', 'Hà - 05-03-2025 08:15')
    """
    bare = _EMAIL.sub(" ", text) if "@" in text else text
    bare = _PHONE.sub(" ", bare)
    return text if bare == text else " ".join(bare.split()).strip(EDGES)
