"""Captions without credit or full stop, told from cross-headings.

Takes a headline-shaped line between the paragraphs of a flattened page. Says whether it is a picture's caption. Decides by weights: captions
name persons and what they do, where and when, and are long; cross-headings are short and say of what the next paragraphs are about; a page
whose captions have credits has none without. Known limit: a short caption that names nobody looks like a cross-heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnnews.label.lines import LOWER, UPPER
from vnnews.label.plain_facts import Fact
from vnnews.label.plain_run import Run
from vnnews.label.plain_scene import CAPTION_KINDS, Inside, is_capitals
from vnnews.text import fold

LENGTH_WEIGHT = ((5, -1.0), (8, -0.4), (12, 0.2), (99, 0.8))
"""Words up to a number, and what they weigh: of 33 cross-headings in 68 real pages 5 have more than 12 words, of 130 captions 84."""
PERSON_WEIGHT = 1.2
"""'Các đại biểu …', 'Ông Lung …', 'Lực lượng công an …': who is seen in the picture opens the line."""
DEED_WEIGHT = 0.7
"""'… đang khám nghiệm hiện trường', '… tại lễ nhận quyết định'."""
NAME_WEIGHT = 0.3
SPREAD_WEIGHT = 0.5
"""For a line that takes up the words of the paragraph above rather than below: a cross-heading opens what follows."""
BELOW_SAPO_WEIGHT = 0.6
"""The lead picture stands there; a cross-heading needs paragraphs above."""
ALTERNATION_WEIGHT = 0.5
"""One paragraph, one line, one paragraph, one line: pictures; cross-headings have more than one paragraph each."""
OTHER_CREDITS_COST = 0.8
FURNITURE_COST = 0.8
"""A page with menus comes from a paper's own mark-up; there captions have credits and headlines between paragraphs advertise."""
SECTION_COST = 0.5
MIN_SECTION_PARAGRAPHS = 3
"""So many paragraphs below a line without another such line are a section with its cross-heading."""
SHOUT_COST = 3.0
"""Capitals throughout, or a question: 'VẬN HÀNH HỒ THEO ĐÚNG QUY TRÌNH?'."""
MIN_CAPTION_SCORE = 1.2
"""Of 46 cross-headings of 95 real pages 8 weigh more, of 123 captions whose credit was cut off 92: to lose a heading is the worse mistake."""
MAX_LAST_CAPTIONS = 2
MAX_SIGNATURE_WORDS = 6
"""A last line so short signs the story: 'Ban Biên tập Cổng thông tin'."""

_PERSON = re.compile(
    r"(?:ông|bà|anh|chị|em|cụ|cháu|các \w+ (?:viên|sĩ|sỹ)|các (?:đại biểu|đồng chí|bạn|em|cháu|cụ|bà|ông|anh|chị|học sinh|sinh viên|bị cáo|đối tượng|lực lượng|chiến sĩ|chiến sỹ|cán bộ|thầy|cô|bác sĩ|tay|đội|nghệ|vận động|lãnh đạo|thành viên|tình nguyện|hộ|gia đình|đoàn|nhà|tiểu thương|công nhân|ngư dân)|đồng chí|đ/c|lãnh đạo|đoàn|đại biểu|người|lực lượng|cảnh sát|bộ đội|chiến sĩ|cán bộ|công an|bộ trưởng|thứ trưởng|chủ tịch|phó|thủ tướng"
    r"|tổng (?:bí thư|thống|giám đốc)|bí thư|chủ nhiệm|trưởng|giám đốc|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thiếu tướng|trung tướng|thượng tướng|đại tướng"
    r"|học sinh|sinh viên|giáo viên|thầy|cô|bị cáo|nghi phạm|đối tượng|nạn nhân|ngư dân|nông dân|công nhân|kỹ sư|tiểu thương|du khách|hành khách|khách|bác sĩ|bác sỹ|y bác sĩ|nhân viên|nhà báo|phóng viên"
    r"|ca sĩ|ca sỹ|nghệ sĩ|diễn viên|cầu thủ|hlv|vận động viên|vđv|cựu|ban tổ chức|hội đồng|gs|pgs|ts|ths|luật sư|già làng|bà con|nhiều (?:người|hộ|em|bạn|gia đình)|hàng (?:trăm|nghìn|ngàn) người|rất đông|một (?:góc|người|số|em))\b"
)
_DEED = re.compile(
    r"\b(?:đang|tại|phát biểu|trình bày|trao|tặng|chụp|bên|trong (?:phiên|buổi|lễ|đêm|ngày)|trước (?:giờ|khi|cổng|tòa|nhà)|lúc \d|hôm|chiều \d|sáng \d|tối \d|ngày \d|năm \d|nghe|xem|thăm|kiểm tra|tham quan|bỏ phiếu|biểu quyết|dâng hương|thông qua|nhận|chủ trì)\b"
)
_NAME = re.compile(rf"[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}]+")
_WORD = re.compile(r"[^\W\d_]+")


def is_bare_caption(inside: Inside, index: int) -> bool:
    """Whether a headline-shaped line between paragraphs is a caption rather than a cross-heading.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> lines = ["Các đại biểu bỏ phiếu tại đại hội", "Trách nhiệm của cấp ủy"]
    >>> inside = look_inside(gather_facts(lines), Run(0, 2, 0.0), -1, furniture=False)
    >>> is_bare_caption(inside, 0), is_bare_caption(inside, 1)
    (True, False)
    """
    return weigh_caption(inside, index) >= MIN_CAPTION_SCORE


def weigh_caption(inside: Inside, index: int) -> float:
    """How much speaks for a caption.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> weigh_caption(look_inside(gather_facts(["VÌ SAO HỒ XẢ NƯỚC?"]), Run(0, 1, 0.0), -1, furniture=False), 0) < 0
    True
    """
    fact = inside.facts[index]
    score = weigh_words(fact)
    score += SPREAD_WEIGHT * _lean_up(inside, index)
    score += BELOW_SAPO_WEIGHT * (index - 1 == inside.first_prose and inside.title >= 0)
    score += ALTERNATION_WEIGHT * inside.alternates
    score -= FURNITURE_COST * inside.furniture
    score -= SECTION_COST * _opens_section(inside, index)
    return score - OTHER_CREDITS_COST * inside.has_credits


def weigh_words(fact: Fact) -> float:
    """How much the words of a line alone speak for a caption.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> [round(weigh_words(fact), 1) for fact in gather_facts(["Đại biểu giơ thẻ biểu quyết", "Trách nhiệm của cấp ủy"])]
    [1.5, -1.0]
    """
    score = next(weight for longest, weight in LENGTH_WEIGHT if fact.words <= longest)
    if is_capitals(fact.text) or fact.text.endswith(("?", "!")):
        score -= SHOUT_COST
    folded = fact.text.casefold()
    score += PERSON_WEIGHT * (_PERSON.match(folded) is not None)
    score += DEED_WEIGHT * (_DEED.search(folded) is not None)
    return score + NAME_WEIGHT * (_NAME.search(fact.text) is not None)


def extend_captions(facts: Sequence[Fact], run: Run) -> Run:
    """The run with one or two captions below a story's last paragraph, when nothing but its byline follows them.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> extend_captions(gather_facts(["Mưa đã tạnh.", "Đại biểu giơ thẻ biểu quyết", "Lê An"]), Run(0, 1, 0.0)).end
    2
    """
    end = run.end
    while end < len(facts) and end - run.end < MAX_LAST_CAPTIONS and _is_last_caption(facts[end]):
        end += 1
    closes = end == len(facts) or facts[end].kind in ("byline", "source", "tags")
    signed = end == len(facts) - 1 and facts[end].words <= MAX_SIGNATURE_WORDS
    return run._replace(end=end) if closes or signed else run


def _is_last_caption(fact: Fact) -> bool:
    return fact.kind == "headline" and weigh_words(fact) >= MIN_CAPTION_SCORE


def _opens_section(inside: Inside, index: int) -> bool:
    below = inside.facts[index + 1 : min(inside.run.end, index + 1 + MIN_SECTION_PARAGRAPHS)]
    return len(below) == MIN_SECTION_PARAGRAPHS and all(fact.kind == "prose" for fact in below)


def _lean_up(inside: Inside, index: int) -> float:
    """How many more of the line's words the paragraph above has than the one below, as a share from -1 to 1."""
    words = set(_WORD.findall(fold(inside.facts[index].text)))
    above = _nearest(inside.facts, range(index - 1, max(-1, index - 4), -1))
    below = _nearest(inside.facts, range(index + 1, min(len(inside.facts), index + 4)))
    return (len(words & above) - len(words & below)) / len(words) if words else 0.0


def _nearest(facts: Sequence[Fact], indices: range) -> set[str]:
    for index in indices:
        if facts[index].kind == "prose":
            return set(_WORD.findall(fold(facts[index].text[:600])))
        if facts[index].kind not in CAPTION_KINDS:
            break
    return set()
