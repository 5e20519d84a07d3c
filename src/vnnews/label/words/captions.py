"""Captions: credits ('- Ảnh: X', '(Ảnh: X)'), image-slug and alt lines, file names.

Takes one line. Gives the caption without its credit and the credit, or says whether the line is an image's alt text. Decides by form;
a caption without a credit (60 % of 246,929 captions counted) has no form of its own and is decided by the labellers from its place.
Known limits: a paragraph that ends in '… Ảnh: X' because a line break was lost is taken for a caption when it is short.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vnnews.label.words import pattern_of
from vnnews.label.words.lines import LOWER, UPPER, count_words
from vnnews.text import deaccent
from vnnews.text.late import compile_late

MAX_CAPTION_CHARS = 420
"""The longest captions of photo essays; longer lines that end in a credit are paragraphs with a caption glued on."""
MAX_CREDIT_CHARS = 90
MIN_UNMARKED_WORDS = 4
"""A credit that no mark parts from its caption needs a caption of so many words."""
MAX_BARE_CREDIT_WORDS = 7
"""Longest credit on a line of its own: 'Ảnh: Trung tâm Kiểm soát bệnh tật tỉnh'."""

_WORD = pattern_of("captions", "credit_word")
_STOCK = re.compile(pattern_of("captions", "unnamed"), re.IGNORECASE)
_SOURCE_WORDS = ("Nguồn", "NGUỒN")
_HINT = re.compile(_WORD)
"""What opens a credit: most lines have none and need no closer look."""
_CREDIT_MARK = re.compile(r"[(:：]|[Ảả]nh ")
"""What a credit needs beside its word: 'Ảnh: X', '(Nguồn X)', 'Ảnh X'."""
_IN_BRACKETS = re.compile(
    rf"\(\s*(?P<credit>{_WORD}(?:\s*[:：\-–]\s*|\s)[^()\n]{{1,{MAX_CREDIT_CHARS}}}|[Ảả]nh)\s*\)\s*[.|]?\s*$"
)
_WITH_COLON = re.compile(
    rf"(?:^|[-–—|.,!?…”\"'’)]\s*|\s(?=[A-ZẢĐ])){_WORD}\s*[:：]\s*(?P<credit>[^\n]{{1,{MAX_CREDIT_CHARS}}}?)\s*[.|]?\s*$"
)
_NO_COLON = compile_late(
    rf"(?:^|[-–—|.!?…”\"]\s*)(?P<credit>[Ảả]nh (?:(?:{pattern_of('captions', 'unnamed_picture')}|do [^\n.]{{2,50}} cung cấp|[^\n.]{{2,50}} cung cấp)"
    rf"|(?:[{UPPER}][\w{LOWER}/.]*)(?: [{UPPER}][\w{LOWER}/.]*){{0,4}})[^\n.]{{0,20}})\s*\.?\s*$"
)
_CREDIT_PREFIX = re.compile(rf"^\s*+\(?\s*+{_WORD}\s*+[:：\-–]?\s*+", re.IGNORECASE)
_NUMBERED_ALT = re.compile(
    r"^(?:(?:hinh anh|hình ảnh)\s*:\s*)?(?P<stem>.{12,300}?)[\s.]{0,3}[-–]?\s{0,3}(?<!\w)"
    rf"{pattern_of('captions', 'picture')}"
    r"[\s-]*\d{1,3}\s*\.?$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"^[\w\s()&.,'-]{1,200}\.(?:jpe?g|png|gif|webp|bmp)$", re.IGNORECASE)
_SLUG = re.compile(r"^[A-Za-z0-9]{1,20}(?:-[A-Za-z0-9]{1,20}){2,30}$")
_TEMPLATE_JUNK = re.compile(
    r"^(?:leftcenterrightdel|img|null|\{keywords\}|!\[[^\]]*\](?:\([^)]*\))?\s*\|?|<image>\S*|\.jpe?g\)?|\|+)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def split_credit(line: str) -> tuple[str, str]:
    """A caption without its credit, and the credit ('' when there is none).

    >>> split_credit("Một góc phố cổ Hội An. Ảnh: Lê Hiếu.")
    ('Một góc phố cổ Hội An.', 'Lê Hiếu')
    >>> split_credit("Xe cứu hỏa tại hiện trường - Ảnh: MINH HÒA")
    ('Xe cứu hỏa tại hiện trường', 'MINH HÒA')
    >>> split_credit("Người dân sơ tán. (Ảnh: TTXVN phát)")
    ('Người dân sơ tán.', 'TTXVN phát')
    """
    tail = line[-(MAX_CREDIT_CHARS + 40) :]
    if _CREDIT_MARK.search(tail) is None or _HINT.search(tail) is None:
        return line.strip(), ""
    cut = len(line) - len(tail)
    for form in (_IN_BRACKETS, _WITH_COLON, _NO_COLON):
        found = None
        for match in form.finditer(tail):
            found = match
        if found is None:
            continue
        start = cut + found.start()
        # "Video: Cháy lớn ở khu công nghiệp ngoại thành": a headline with its media prefix, not the name of who filmed it
        if found.group(0)[:1].isspace() and count_words(line[:start]) < MIN_UNMARKED_WORDS:
            continue  # "CHÙM ẢNH: Chợ hoa ngày cuối năm" is a headline too
        if form is not _IN_BRACKETS and count_words(found.group("credit")) > (14 if start else MAX_BARE_CREDIT_WORDS):
            continue
        keeps = found.group(0)[:1] if found.group(0)[:1] in ".!?…”\"'’)" else ""
        text = (line[:start] + keeps).strip().rstrip("-–—|,( ").rstrip()
        credit = _CREDIT_PREFIX.sub("", found.group("credit")).strip(" .()|")
        if not credit or _STOCK.match(credit) is not None:  # "Ảnh minh họa" names nobody: it is kept whole
            credit = found.group("credit").strip(" .()|")
        return text, credit
    return line.strip(), ""


def has_credit(line: str) -> bool:
    """Whether a line of caption length ends in a picture credit.

    >>> has_credit("Toàn cảnh buổi lễ. Ảnh: TTXVN"), has_credit("Toàn cảnh buổi lễ.")
    (True, False)
    """
    return len(line) <= MAX_CAPTION_CHARS and not line.startswith(_SOURCE_WORDS) and split_credit(line)[1] != ""


def is_credit_line(line: str) -> bool:
    """Whether a line is a picture credit and nothing more; 'Nguồn: X' alone names the story's source as often.

    >>> is_credit_line("ẢNH: TRẦN CƯỜNG"), is_credit_line("(Ảnh: Lê An/TTXVN)"), is_credit_line("Ảnh minh họa.")
    (True, True, True)
    """
    if len(line) > MAX_CREDIT_CHARS or line.startswith(_SOURCE_WORDS):
        return False
    text, credit = split_credit(line)
    return credit != "" and not text


def strip_alt_number(line: str) -> str:
    """A numbered alt or slug line without its number ('… hinh 1', '… - Ảnh 2.'); '' when the line has none.

    >>> strip_alt_number("ha noi mua lon ngap nhieu tuyen pho hinh 2")
    'ha noi mua lon ngap nhieu tuyen pho'
    >>> strip_alt_number("Hà Nội mưa lớn - Ảnh 1."), strip_alt_number("Hà Nội mưa lớn")
    ('Hà Nội mưa lớn', '')
    """
    if not line.rstrip(".")[-1:].isdigit():
        return ""
    match = _NUMBERED_ALT.match(line)
    if match is None or count_words(match.group("stem")) < 3:
        return ""
    return match.group("stem").strip(" -–")


def is_alt_of(line: str, title_key: str) -> bool:
    """Whether a line is the title once more as an image's alt text or slug: numbered, or without diacritics.

    Args:
        line: The line.
        title_key: The de-accented title, as `vnnews.text.deaccent` gives it; '' when there is none.

    >>> is_alt_of("ha noi mua lon ngap nhieu tuyen pho", "ha noi mua lon ngap nhieu tuyen pho")
    True
    >>> is_alt_of("Hà Nội mưa lớn - Ảnh 1.", "ha noi mua lon")
    True
    """
    stem = strip_alt_number(line)
    if stem:
        return True
    if not title_key or not line.isascii() or len(line) < 15:
        return False
    key = deaccent(line)
    return len(key) >= 15 and (title_key.startswith(key) or key.startswith(title_key))


def is_file_name(line: str) -> bool:
    """Whether a line is an image's file name, a slug, or the junk that templates leave for an image.

    >>> is_file_name("DSC_7258.JPG"), is_file_name("![]() |"), is_file_name("tran-van-cam"), is_file_name("Ảnh đẹp.")
    (True, True, True, False)
    """
    if "-" in line and _SLUG.match(line) is not None and not line.replace("-", "").isdigit():
        return True
    # a file's ending has up to four letters, behind which a line break may stand
    is_file = "." in line[-6:] and _FILE_NAME.match(line) is not None
    return is_file or _TEMPLATE_JUNK.match(line) is not None


_PLACE_IN_PICTURE = re.compile(rf"\({pattern_of('captions', 'place_in_picture')}\)")
_PICTURE_BEGINS = re.compile(pattern_of("captions", "picture_begins"))
_TRONG_ANH = re.compile(r"\btrong ảnh\s*:")


def speaks_of_picture(line: str) -> bool:
    """Whether a line says that it belongs to a picture: where somebody stands in it, or what it shows.

    >>> speaks_of_picture("Ông Lê An (trái) nhận hoa"), speaks_of_picture("Quang cảnh buổi lễ"), speaks_of_picture("Mưa lớn")
    (True, True, False)
    """
    folded = line.casefold()
    if _PICTURE_BEGINS.match(folded) is not None or ("(" in folded and _PLACE_IN_PICTURE.search(folded) is not None):
        return True
    return "trong ảnh" in folded and _TRONG_ANH.search(folded) is not None
