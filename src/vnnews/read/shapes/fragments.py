"""Text that was broken at inline tags, as BeautifulSoup's `get_text` leaves it: the strings of a paragraph become one block.

Takes the lines of a page. At each line break the rules of `JOINTS` are asked in order, and the first that says yes joins the line below; without one
the break stays. Decides from the ends of both lines, the line that follows, and whether the line above was joined already: a paragraph
goes on until its full stop, a menu does not go on at all. Known limits: a headline right above a paragraph that begins with a linked name
can take the name; two parts that could each be a line stay apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from vnnews.read.shapes.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SHORT: Final = 40
"""Characters of a linked name at most; a line of prose is longer."""
MIN_PROSE: Final = 15
"""Characters below which a line is rather an item of a menu than the beginning of a sentence."""
MAX_CAPITALS: Final = 8
"""Characters of an abbreviation; longer words in capitals are a heading."""
MIN_BREAKS: Final = 2
"""Fewer breaks inside sentences are chance: a page has a stray comma or a paragraph that begins small."""
MIN_BROKEN: Final = 0.01
"""Share of the line breaks that must fall inside sentences."""
MIN_SURELY_BROKEN: Final = 0.015
"""The same for breaks that no line shows by itself: before a comma and the like, or between parts of which one is prose."""
MIN_INSIDE: Final = 0.03
"""The same for commas and names in the middle of a sentence: on a page of few lines a single one tells."""

_CLOSING: Final = frozenset(",.;:!?)…”’»%]")
_OPENING: Final = frozenset("(“‘«[")
_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
_ABBREVIATION: Final = re.compile(r"(?:^|\s)(?:TP|TS|ThS|Th\.S|PGS|GS|BS|TT|T\.Ư)\.$")
_ITEM: Final = re.compile(r"[a-zđ]\)|[-–•*+]\s|\d{1,2}[.)]\s")
_CREDIT: Final = re.compile(r"(?:^|\s)(?:[Ảả]nh|ẢNH|Nguồn|Nguồn ảnh|Theo|Đồ họa|Clip|Video)\s?:$|^Theo$")
_CREDITED: Final = re.compile(r"(?:[Ảả]nh|ẢNH|Nguồn|Clip|Video):\s?[^.]{1,40}$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# words that no line ends with: 'được khởi công để', 'theo ông', 'Công an tỉnh'
_LINKING: Final = _words(
    "và của với cho tại là các những ở từ theo do bởi khi nếu vì như đến trên dưới một để bị có không sẽ đã đang mà hay hoặc cùng rằng thì "
    "nhưng qua giữa cả cũng so bằng nhằm tới phải thuộc gồm giúp mỗi mọi"
)
_BEFORE_NAMES: Final = _words(
    "ông bà tỉnh tp. xã phường huyện quận vực sở cục vụ đốc tịch thư trưởng tướng ty số điều định thống"
)


class Joint(NamedTuple):
    """A line break and what stands around it."""

    above: str
    below: str
    next: str
    """The line after `below`, '' at the end."""
    is_joined: bool
    """Whether `above` goes on with the line above it."""
    so_far: int
    """Characters of the paragraph down to `above`."""
    is_quoted: bool = False
    """Whether a straight quotation mark is open at its end."""

    @property
    def is_open(self) -> bool:
        """Whether the line above ends in the middle of a sentence."""
        above = self.above
        return above[-1] not in ":;" and (_END.search(above) is None or _ABBREVIATION.search(above) is not None)

    @property
    def is_name_inside(self) -> bool:
        """Whether the line below is a short name after which the sentence goes on."""
        below, after = self.below, self.next
        return (
            len(below) <= SHORT
            and (below[0].isupper() or below[0].isdigit())
            and not (below.isupper() and len(below) > MAX_CAPITALS)
            and after != ""
            and (after[0].islower() or after[0] in _CLOSING or (after[0] in "-–/" and after[1:].lstrip()[:1].islower()))
        )


def closing_sign(joint: Joint) -> bool:
    """', cho biết', ') là', '. Đây là', '" - ông nói': no line begins with such a sign."""
    below = joint.below
    return (below[0] in _CLOSING and not below.startswith("...")) or (below[0] == '"' and joint.is_quoted)


def opening_sign(joint: Joint) -> bool:
    """'Khu du lịch (', 'Ông nói: "': no line ends with such a sign."""
    return joint.above[-1] in _OPENING or (joint.above[-1] == '"' and joint.is_quoted)


def comma(joint: Joint) -> bool:
    """'việt nam,' / 'chứng khoán': a list, or a sentence that goes on."""
    return joint.above[-1] == ","


def small_letter(joint: Joint) -> bool:
    """'ký Công điện gửi' / 'các bộ'."""
    return joint.below[0].islower() and joint.is_open


def credit(joint: Joint) -> bool:
    """'Phố ngập sau mưa.' / 'Ảnh:' / 'Lê Hà'."""
    if _CREDIT.fullmatch(joint.below):
        return joint.below[0] in "Ảả" and len(joint.next) <= SHORT
    return len(joint.below) <= SHORT and _CREDIT.search(joint.above) is not None


def linking_word(joint: Joint) -> bool:
    """'Tạo nền tảng vững chắc để' / 'Cà Mau'."""
    return joint.is_open and _last_word(joint.above) in _LINKING and (joint.is_joined or len(joint.above) >= MIN_PROSE)


def word_before_names(joint: Joint) -> bool:
    """'Chiều 2-11, UBND tỉnh' / 'Gia Lai' / 'tổ chức họp'."""
    return (
        joint.is_open
        and " " in joint.above
        and _last_word(joint.above) in _BEFORE_NAMES
        and (joint.is_joined or joint.is_name_inside)
    )


def bracket_inside(joint: Joint) -> bool:
    """'luật' / 'hình sự' / '(sửa đổi) vào': a bracket in a sentence that was broken before."""
    if not joint.is_open or joint.above[-1] == ")":
        return False
    return joint.below[0] in "(“" and (joint.is_joined or joint.below[1:2].islower())


def dash_inside(joint: Joint) -> bool:
    """'phát triển' / 'kinh tế' / '- xã hội của tỉnh'."""
    below = joint.below
    return joint.is_open and joint.is_joined and below[0] in "-–/" and below[1:].lstrip()[:1].islower()


def name_inside(joint: Joint) -> bool:
    """'Lễ hội đua ghe ngo thành phố' / 'Cần Thơ' / 'diễn ra từ ngày 3/11'."""
    return (
        joint.is_open
        and joint.is_name_inside
        and "," not in joint.below
        and joint.below[-1] != "."
        and (len(joint.above) < MIN_PROSE or len(joint.above) >= SHORT or (joint.is_joined and joint.so_far >= SHORT))
    )


JOINTS: Final[tuple[Callable[[Joint], bool], ...]] = (
    closing_sign, opening_sign, comma, small_letter, credit, linking_word, word_before_names, bracket_inside, dash_inside, name_inside
)  # fmt: skip
"""In the order in which they are asked."""

_SURE: Final = frozenset(("closing_sign", "opening_sign", "comma", "credit"))
"""Joints that hold also between short lines."""


def find_joint(joint: Joint) -> str:
    """The name of the rule that joins two lines, '' when they stay apart.

    >>> find_joint(Joint("Công an", "tỉnh Đồng Tháp", "cho biết", False, 7))
    'small_letter'
    >>> find_joint(Joint("Mưa lớn ở Huế", "Sáng nay, nước rút.", "", False, 13))
    ''
    """
    above, below = joint.above, joint.below
    if _ITEM.match(below) and not joint.is_joined:
        return ""
    for rule in JOINTS:
        if rule(joint):
            return rule.__name__ if below[0] in _CLOSING or not _CREDITED.search(above) else ""
    return ""


def is_fragmented(lines: Sequence[str]) -> bool:
    """Whether so many sentences are broken by lines that it cannot be chance.

    >>> is_fragmented(["Chiều nay, Công an", "tỉnh Đồng Tháp", ", cho biết đã bắt", "hai người", "."])
    True
    >>> is_fragmented(["Mưa lớn ở Huế", "Sáng nay, nước rút.", "Trưa, trời nắng."])
    False
    """
    signs = small = sure = inside = 0
    for above, below, after in zip(lines, lines[1:], [*lines[2:], ""], strict=False):
        if below[0] in _CLOSING:  # '. Thưa ông' is the sign of a question
            is_sign = not below.startswith(("...", ". ")) and above[-1] not in ".!?…"
            signs += is_sign
            inside += is_sign and len(above) >= MIN_PROSE
            continue
        if len(above) < MIN_PROSE:
            continue
        joint = Joint(above, below, after, False, 0)
        if not joint.is_open:
            continue
        is_small = below[0].islower()
        small += is_small
        if len(above) >= SHORT:
            is_name = not is_small and joint.is_name_inside and after[0].islower() and "," not in below
            inside += is_name
            sure += is_name or (is_small and (len(below) >= SHORT or _END.search(below) is not None))
    if inside and inside >= MIN_INSIDE * len(lines):
        return True
    if signs + sure >= max(MIN_BREAKS, MIN_SURELY_BROKEN * len(lines)):
        return True
    return signs > 0 and signs + small >= max(MIN_BREAKS, MIN_BROKEN * len(lines))


def read_fragments(lines: Sequence[str]) -> list[Piece]:
    """The paragraphs of a page that was broken at inline tags.

    >>> page = ["Thời sự", "Chiều nay, Công an", "tỉnh Đồng Tháp", "cho biết đã bắt hai người (", "Ảnh", ").", "Lê Hà"]
    >>> [piece.text for piece in read_fragments(page)]
    ['Thời sự', 'Chiều nay, Công an tỉnh Đồng Tháp cho biết đã bắt hai người (Ảnh).', 'Lê Hà']
    """
    filled = [" ".join(line.split()) for line in lines if line.strip()]
    return [Piece(text) for group in _group(filled) for text in _write(group)]


def _group(lines: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
    """Lines that belong together, each with the rule that joins it to the one above."""
    group: list[tuple[str, str]] = []
    so_far = 0
    is_quoted = False
    for index, line in enumerate(lines):
        rule = ""
        if group:
            after = lines[index + 1] if index + 1 < len(lines) else ""
            rule = find_joint(Joint(group[-1][0], line, after, len(group) > 1, so_far, is_quoted))
        if not rule and group:
            yield group
            group, so_far, is_quoted = [], 0, False
        group.append((line, rule))
        so_far += len(line)
        is_quoted ^= line.count('"') % 2 == 1
    if group:
        yield group


def _write(group: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The text of the lines; short lines without a full stop, such as tags in small letters, come apart but at sure joints."""
    is_prose = _END.search(group[-1][0]) is not None or max(len(line) for line, _ in group) >= SHORT
    parts: list[str] = []
    is_quoted = False
    for line, rule in group:
        if parts and not is_prose and rule not in _SURE:
            yield "".join(parts)
            parts, is_quoted = [], False
        if parts and not _touches(parts[-1], line, is_quoted):
            parts.append(" ")
        parts.append(line)
        is_quoted ^= line.count('"') % 2 == 1
    yield "".join(parts)


def _touches(above: str, below: str, is_quoted: bool) -> bool:
    """Whether no space stands between two parts of a sentence."""
    if below[0] == '"' or above[-1] == '"':
        return is_quoted
    return below[0] in _CLOSING or above[-1] in _OPENING


def _last_word(line: str) -> str:
    """The last word in small letters, without a bracket or quote before it."""
    return line.rsplit(None, 1)[-1].casefold().lstrip("(“\"'")
