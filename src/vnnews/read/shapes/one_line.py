"""A whole page or article in one line: it is cut into units that can each have a label.

Takes the lines of such a page. Cuts the long ones where a sentence ends, where words touch, around dates, addresses and words of controls,
behind the name of a photographer, before words that begin sentences, around a headline that stands twice, and where a menu begins or
ends. A unit behind a space has the hint 'same_line', so that assembling joins the sentences of the body again: a cut too many costs
nothing. Known limit: a menu item, a headline and a sapo between which no sign stands, and which stand once, stay one unit.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vnnews.read.shapes.pieces import Piece
from vnnews.read.shapes.source import MIN_GLUED, find_cuts
from vnnews.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIN_LINE: Final = 400
"""Characters from which a line is cut: the shortest articles in one line; paragraphs of others are mostly shorter."""
MIN_PAGE: Final = 900
"""Characters of the long line where other lines stand beside it: longer than nearly every paragraph."""
MIN_SHARE: Final = 0.6
"""Share of the characters that must stand in long lines."""
MIN_SENTENCES: Final = 3
MAX_HEAD: Final = 300
"""Characters at the beginning of a line in which a sentence or a list shows a sign; a menu shows none."""
MIN_ITEMS: Final = 5
"""So many short items behind each other are a menu."""
MAX_ITEM: Final = 3
"""Words in small letters of a menu item."""
MIN_COPY: Final = 6
"""Words of a headline that stands twice."""
MAX_COPY: Final = 40

_SAME_LINE: Final = frozenset(("same_line",))
_FURNITURE: Final = re.compile(
    r"©|(?:Giấy phép|Bản quyền|bản quyền|ghi rõ nguồn|[Hh]otline|HOTLINE|Tổng [Bb]iên tập|Copyright|Request time|chịu trách nhiệm nội dung)\b|Email ?:"
)
_DATE: Final = re.compile(
    r"(?:(?:Thứ (?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|\d)|Chủ [Nn]hật),? ?(?:ngày )?)?"
    r"(?:\d{1,2}[/-]\d{1,2}[/-]\d{4},?(?: ?[-–|] ?| )\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[AP]M)?"
    r"|\d{1,2}[:h]\d{2}(?: ?[AP]M)?,?(?: ?[-–|,] ?| )(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4})(?: ?\(?GMT ?\+ ?0?7\)?)?"
    r"|(?:Thứ (?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|\d)|Chủ [Nn]hật), ?(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}"
    r"|\b\d{1,2} (?:giờ|phút|ngày) trước\b(?: \d{1,4} đăng lại)?(?: \d{1,5}(?: liên quan)?)?(?: Gốc\b)?"
)
_CREDIT: Final = re.compile(r"(?:Ảnh|ẢNH|Video|Đồ họa) ?: ?(?P<names>[^.,;:!?()]{2,80})")
# words of the page's own controls, when no small letter follows: 'Chia sẻ Sáng nay', but not 'Chia sẻ với phóng viên'
_CONTROL: Final = re.compile(
    r"(?<![\w“\"(])(?:Chia sẻ|CHIA SẺ|Từ [Kk]hóa:?|TỪ KHÓA|Tags?:|Tag|Chủ đề:?|Tin liên quan|TIN LIÊN QUAN|Tin cùng (?:chuyên )?mục|Cùng chuyên mục|CÙNG CHUYÊN MỤC"
    r"|Xem thêm:?|Đọc thêm:?|ĐỌC NGAY|ĐỌC THÊM|TIN MỚI|Tin mới|Tin nóng|Đọc nhiều|ĐỌC NHIỀU|Xem nhiều|Bình luận(?: ?\(\d{1,5}\))?|Gửi bình luận|Ý kiến(?: bạn đọc)?(?: ?\(\d{1,5}\))?"
    r"|Sắp xếp theo|Copy link(?: thành công)?|Sao chép liên kết|Link bài gốc|Lấy link!?|Trở lại|Về đầu trang|Lên đầu trang|Gửi bài viết|Góp ý|In bài(?: viết)?|Lưu bài(?: viết)?"
    r"|Quảng cáo|QUẢNG CÁO|Ảnh minh họa|Nguồn:)(?=\s+[^\s\d]|\s+\d|$)(?!\s+(?![A-ZĐÀ-Ỹ])[^\W\d_])"
)
_ADDRESS: Final = re.compile(r"https?://\S+")
_DATELINE: Final = re.compile(r"\([A-ZĐ][\w. +]{1,20}\) ?[-–]")
# 'tại lễ hội Nhân dịp này, …': a capital where no name begins
_OPENER: Final = re.compile(
    r"(?<=[^\s.,;:!?…“\"'(\[/–-] )(?:(?:Theo|Trong|Ngoài|Tại|Sáng|Chiều|Tối|Trưa|Với|Khi|Để|Nhân dịp|Ông|Đặc biệt|Được biết|Liên quan|Phát biểu|Bên cạnh|Đối với) "
    r"|(?:Ngày|Đêm|Hôm|Trước|Sau|Đây|Từ|Hiện|Đến|Cùng|Riêng|Tuy|Nhưng|Do|Vì|Nếu|Các|Những|Nhiều|Một|Trao đổi|Đồng thời|Tính đến|Thời gian) (?![A-ZĐÀ-Ỹ]))"
)
_WORD: Final = re.compile(r"\S+")
_SIGN: Final = re.compile(r"[.,;:!?]")


def is_one_line(lines: Sequence[str]) -> bool:
    """Whether nearly all the text stands in one line that holds more than a paragraph.

    >>> is_one_line(["Trang chủ Thời sự Kinh tế Văn hóa " + "Sáng nay, mưa lớn ở Huế. " * 20])
    True
    >>> is_one_line(["Mưa lớn ở Huế", "Sáng nay, mưa lớn ở Huế. " * 40])
    False
    """
    filled = [line for line in (" ".join(line.split()) for line in lines) if line]
    if not filled:
        return False
    if len(filled) == 1:
        line = filled[0]
        if len(find_cuts(line)) >= MIN_GLUED and not _has_furniture(line):
            return False  # paragraphs that touch tell more than sentences
        return len(line) >= MIN_LINE and len(split_sentences(line)) >= MIN_SENTENCES
    long = [line for line in filled if len(line) >= MIN_PAGE]
    if sum(map(len, long)) < MIN_SHARE * sum(map(len, filled)):
        return False
    return any(map(_has_furniture, long))


def _has_furniture(line: str) -> bool:
    """Whether a line holds a licence or the like, or begins with a menu."""
    return _FURNITURE.search(line) is not None or _SIGN.search(line, 0, MAX_HEAD) is None


def read_one_line(lines: Sequence[str]) -> list[Piece]:
    """The units of a page in one line; short lines stay whole.

    >>> page = ["Thời sự Thế giới Kinh doanh Văn hóa Giáo dục Mưa lớn gây ngập nhiều nơi 12/03/2024 07:30 Phố ngập từ sáng. " + "Nước rút. " * 40]
    >>> [piece.text for piece in read_one_line(page)][:4]
    ['Thời sự Thế giới Kinh doanh Văn hóa Giáo dục', 'Mưa lớn gây ngập nhiều nơi', '12/03/2024 07:30', 'Phố ngập từ sáng.']
    """
    pieces = []
    for raw in lines:
        line = " ".join(raw.split())
        if len(line) < MIN_LINE:
            pieces.append(Piece(line))
            continue
        at = 0
        for cut in [*cut_units(line), len(line)]:
            unit = line[at:cut].strip()
            if unit:
                follows = at > 0 and " " in line[at - 1 : at + 1]
                pieces.append(Piece(unit, hints=_SAME_LINE if follows else frozenset()))
            at = cut
    return pieces


def cut_units(line: str) -> list[int]:
    """The places at which a line is cut, in order.

    >>> line = "Mưa lớn. Ảnh: Lê Hà Người dân lội nước."
    >>> [line[cut:] for cut in cut_units(line)]
    ['Ảnh: Lê Hà Người dân lội nước.', 'Người dân lội nước.']
    """
    cuts = {start for start, _ in split_sentences(line)} | set(find_cuts(line)) | set(_cut_credits(line))
    for pattern in (_DATE, _CONTROL, _ADDRESS):
        for match in pattern.finditer(line):
            cuts |= {match.start(), match.end()}
    for pattern in (_DATELINE, _OPENER):
        cuts |= {match.start() for match in pattern.finditer(line)}
    cuts |= set(_cut_copies(line))
    edges = sorted(cuts | {0, len(line)})
    for start, end in pairwise(edges):
        cuts |= set(_cut_menus(line, start, end))
    return sorted(cuts - {0, len(line)})


def _cut_credits(line: str) -> Iterator[int]:
    """Where the text goes on behind a photographer's name: at the last capital before small letters, or behind a name in capitals."""
    for match in _CREDIT.finditer(line):
        words = [(word.group(), word.start()) for word in _WORD.finditer(line, *match.span("names"))]
        small = next((index for index, (word, _) in enumerate(words) if word[0].islower()), len(words))
        capitals = next((index for index, (word, _) in enumerate(words) if not word.isupper()), len(words))
        at = capitals if capitals > 1 or (capitals == 1 and len(words[0][0]) > 2) else small - 1
        if 0 < at < len(words) and (at != small - 1 or small < len(words)):
            yield words[at][1]


def _cut_copies(line: str) -> Iterator[int]:
    """Where runs of words begin and end that stand twice: a headline is repeated below the menu, in the share form and as an image text."""
    words = [(match.group(), match.start()) for match in _WORD.finditer(line)]
    starts = [start for _, start in words] + [len(line)]
    seen: dict[tuple[str, ...], int] = {}
    done = 0
    for index in range(len(words) - MIN_COPY + 1):
        key = tuple([word for word, _ in words[index : index + MIN_COPY]])
        before = seen.setdefault(key, index)
        if before == index or index < done:
            continue
        length = MIN_COPY
        while (
            index + length < len(words)
            and before + length < index
            and words[before + length][0] == words[index + length][0]
        ):
            length += 1
        done = index + length
        run = [word for word, _ in words[index:done]]
        if length <= MAX_COPY and run[0][0].isupper() and not any(word[-1] in ".;" for word in run):
            yield from (starts[before], starts[index])
            # words that go on small were no headline to their end
            yield from [end for end in (starts[before + length], starts[done]) if not line[end : end + 1].islower()]


def _cut_menus(line: str, start: int, end: int) -> Iterator[int]:
    """Where a run of short items with capitals begins and ends in a stretch without a full stop."""
    items: list[tuple[int, int]] = []  # where each begins, and its words in small letters; signs make it long
    small = MAX_ITEM + 1
    for match in _WORD.finditer(line, start, end):
        word = match.group()
        if not word[0].islower() and (small or not items):
            items.append((match.start(), 0))
            small = 0
        elif word[0].islower():
            small += 1
        if not items:
            continue
        items[-1] = (items[-1][0], items[-1][1] + word[0].islower() + (MAX_ITEM + 1 if word[-1] in ",;:." else 0))
    run = 0
    for index, (at, length) in enumerate([*items, (end, MAX_ITEM + 1)]):
        if length <= MAX_ITEM:
            run += 1
            continue
        if run >= MIN_ITEMS:
            first = items[index - run][0]
            if first > start:
                yield first
            if start < at < end:
                yield at
        run = 0
