"""Labels of the lines inside an article's run on a flattened page.

Takes the facts of the lines, the run and the headline. Gives a label and a rule for each line of the run. Decides between paragraph,
sapo, cross-heading, caption, and the related headlines that papers put between paragraphs. Known limits: a caption without credit and
full stop looks like a cross-heading; a single related headline without a mark does too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from vnnews.label.captions import is_alt_of
from vnnews.label.datelines import is_dateline
from vnnews.label.lines import ends_sentence
from vnnews.label.plain_facts import is_list_item
from vnnews.label.plain_mend import mend_below_sapo, mend_headline_lists, mend_last_captions, mend_last_teaser
from vnnews.label.plain_pictures import is_bare_caption
from vnnews.label.plain_sapo import find_sapo
from vnnews.label.plain_scene import CAPTION_KINDS, Decision, Inside, is_capitals, kind_at, prose_follows
from vnnews.label.plain_sections import is_section_name
from vnnews.models import Label
from vnnews.text import deaccent

MAX_HEADING_CHARS = 80
"""A longer line without a full stop is a caption; cross-headings are shorter than headlines."""
MAX_CAPTION_SENTENCE_WORDS = 22
"""A sentence between pictures with credits is a caption when it is so short."""
MAX_BELOW_ALT_WORDS = 45
"""A line right below an image's alt or slug line is its caption; a longer one is the next paragraph."""
MAX_PICTURE_WORDS = 40
MAX_SCENE_WORDS = 32
"""Longest caption that names an official with his post and says what he does in the picture."""
MAX_DASHES = 4
MIN_DASH_WORDS = 6
"""Two to four dashed lines of headline length; items of a list are shorter or end in a mark."""
MIN_NUMBER_CHARS = 2
"""A number of two signs or more inside the run is a cell of the article's table; a lone sign is a page's."""
MAX_ECHO_WORDS = 45
MIN_ECHO_WORDS = 8
MIN_ECHO_SHARE = 0.85
"""Captions re-use the wording of a sentence beside them (on 26 of 774 crawled pages); two paragraphs never share so much."""
MIN_ECHO_PAIRS = 0.6
MAX_ECHO_CHARS = 1200

# "Đồng chí A - Phó Bí thư Tỉnh ủy phát biểu tại hội nghị.": the deed that the picture shows, and nothing that was said
_SCENE = re.compile(
    r"^(?!(?:phát biểu|tại|sáng|chiều|tối|ngày|theo|cùng|tham dự|dự|trong|sau|trước|đến|về)\b)[^,:;“\"]{6,140}"
    r"\b(?:phát biểu (?:tại|kết luận|chỉ đạo|khai mạc|bế mạc|chào mừng|ý kiến)|chụp ảnh lưu niệm|chủ trì (?:hội nghị|buổi|cuộc|phiên)"
    r"|(?:dự|tham dự) (?:hội nghị|buổi|lễ|cuộc họp|đại hội|phiên họp)|trao (?:quà|quyết định|bằng khen|giấy khen|hoa|thưởng))\b[^,:;“\"]{0,80}$",
    re.IGNORECASE,
)
_PLACE_IN_PICTURE = re.compile(
    r"\((?:trái|phải|giữa|bìa trái|bìa phải|thứ \w+ từ [^)]{2,20}|áo \w+|đứng|ngồi|hàng [^)]{2,20}|phía [^)]{2,10}|ngoài cùng [^)]{2,12})\)"
)
_PICTURE_BEGINS = re.compile(
    r"ảnh\s*:|(?:trong ảnh|ảnh chụp|hình ảnh|ảnh trên|toàn cảnh|quang cảnh|hiện trường|chân dung|một góc|khung cảnh|cận cảnh|biểu đồ|đồ thị|diễn biến|bảng|infographic)\b"
)
_TRONG_ANH = re.compile(r"\btrong ảnh\s*:")


def label_inside(inside: Inside) -> dict[int, Decision]:
    """A decision for each line of the run.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> lines = ["Phố ngập sau mưa. Ảnh: Lê An", "Sáng nay, mưa lớn làm nhiều tuyến phố ngập sâu đến nửa mét."]
    >>> [label.value for label, _ in label_inside(look_inside(gather_facts(lines), Run(0, 2, 0.0), -1, furniture=False)).values()]
    ['caption', 'body']
    """
    run = inside.run
    decisions: dict[int, Decision] = {}
    sapo = find_sapo(inside)
    for index in range(run.start, run.end):
        if index == inside.title:
            decisions[index] = (Label.TITLE, "headline")
        elif index in sapo:
            decisions[index] = (Label.SAPO, sapo[index])
        elif _continues_list(inside, index, decisions):
            decisions[index] = (Label.BODY, "list_item")
        else:
            decisions[index] = _decide(inside, index)
    mend_below_sapo(inside.facts, sapo, decisions)
    mend_headline_lists(inside, decisions)
    mend_last_teaser(inside, decisions)
    mend_last_captions(inside, decisions)
    return decisions


def speaks_of_picture(line: str) -> bool:
    """Whether a line says that it belongs to a picture: where somebody stands in it, or what it shows.

    >>> speaks_of_picture("Ông Lê An (trái) nhận hoa"), speaks_of_picture("Quang cảnh buổi lễ"), speaks_of_picture("Mưa lớn")
    (True, True, False)
    """
    folded = line.casefold()
    if _PICTURE_BEGINS.match(folded) is not None or ("(" in folded and _PLACE_IN_PICTURE.search(folded) is not None):
        return True
    return "trong ảnh" in folded and _TRONG_ANH.search(folded) is not None


def _continues_list(inside: Inside, index: int, decisions: dict[int, Decision]) -> bool:
    """Whether a short line with a colon ('Tổng thư ký: Lê An') stands below a line that opens a list, or below such an item."""
    fact = inside.facts[index]
    if (
        fact.kind not in ("short", "headline", "text", "prose", "byline")
        or ": " not in fact.text
        or index - 1 not in decisions
    ):
        return False
    return inside.facts[index - 1].text.endswith(":") or decisions[index - 1][1] == "list_item"


def _decide(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    kind = fact.kind
    if kind == "item" and _is_below_sapo(inside, index):
        return Label.RELATED, "dashes_below_sapo"
    if kind in _DIRECT:
        return _DIRECT[kind]
    if inside.title_key and fact.key == inside.title_key:
        return Label.TITLE, "headline_again"
    if inside.title_key and is_alt_of(fact.text, inside.title_key):
        return Label.CAPTION, "headline_as_slug"
    if fact.text.endswith("|") and kind in ("headline", "short", "text"):
        return Label.CAPTION, "border_of_picture"  # "Phố cổ lên đèn |": what is left of the picture's table
    if is_dateline(fact.text):
        return Label.SAPO, "dateline_alone"
    if kind == "date" and index < inside.first_prose:
        return Label.DATE, "date_below_headline"
    following = kind_at(inside, index + 1)
    if following == "credit_line" and kind in ("headline", "short", "text", "byline", "date", "source"):
        return Label.CAPTION, "above_credit_line"
    if (
        kind in ("prose", "text")
        and kind_at(inside, index - 1) in ("alt", "file")
        and fact.words <= MAX_BELOW_ALT_WORDS
    ):
        return Label.CAPTION, "below_alt"
    if kind == "prose":
        return _decide_prose(inside, index)
    if kind == "source" and not is_section_name(fact.text):
        before = kind_at(inside, index - 1)
        return (Label.CAPTION, "source_of_picture") if before in CAPTION_KINDS else (Label.SOURCE, "source_form")
    if kind in ("byline", "source", "short"):
        return _decide_short(inside, index)
    if kind == "text":
        return _decide_text(inside, index)
    if kind == "headline":
        return _decide_headline(inside, index)
    if kind == "symbols" and not (len(fact.text) >= MIN_NUMBER_CHARS and any(sign.isdigit() for sign in fact.text)):
        return Label.BOILERPLATE, "no_words"
    return Label.BODY, "in_run"  # a row without punctuation between paragraphs is a list of the article


def _is_below_sapo(inside: Inside, index: int) -> bool:
    """Whether a dashed headline stands right below the first paragraph: papers print related headlines there."""
    fact = inside.facts[index]
    first = inside.first_prose
    if (
        inside.title < 0
        or not first < index <= first + MAX_DASHES
        or fact.words < MIN_DASH_WORDS
        or ends_sentence(fact.text)
    ):
        return False
    above = inside.facts[first:index]
    return not above[0].text.endswith(":") and all(other.kind == "item" for other in above[1:])


_DIRECT: dict[str, Decision] = {
    "credit": (Label.CAPTION, "picture_credit"),
    "credit_line": (Label.CAPTION, "credit_line"),
    "alt": (Label.CAPTION, "numbered_alt"),
    "file": (Label.CAPTION, "file_name"),
    "read_more": (Label.RELATED, "read_more_mark"),
    "related_heading": (Label.RELATED, "related_heading"),
    "glued_list": (Label.RELATED, "glued_headlines"),
    "more": (Label.BOILERPLATE, "more_link"),
    "widget": (Label.BOILERPLATE, "widget"),
    "appeal": (Label.BOILERPLATE, "viewer_appeal"),
    "contact": (Label.BOILERPLATE, "contact"),
    "tags": (Label.TAGS, "tag_marker"),
    "item": (Label.BODY, "list_item"),
    "comment_mark": (Label.COMMENT, "comment_mark"),
    "breadcrumb": (Label.SECTION, "breadcrumb"),
}


def _decide_prose(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    before, after = kind_at(inside, index - 1), kind_at(inside, index + 1)
    if fact.words <= MAX_CAPTION_SENTENCE_WORDS and after in CAPTION_KINDS and before in CAPTION_KINDS:
        return Label.CAPTION, "between_pictures"
    if fact.words <= MAX_PICTURE_WORDS and speaks_of_picture(fact.text):
        return Label.CAPTION, "speaks_of_picture"
    if fact.words <= MAX_SCENE_WORDS and index != inside.first_prose and _SCENE.match(fact.text) is not None:
        return Label.CAPTION, "tells_scene"
    if MIN_ECHO_WORDS <= fact.words <= MAX_ECHO_WORDS and _echoes(inside, index):
        return Label.CAPTION, "echoes_sentence"
    return Label.BODY, "paragraph"


def _echoes(inside: Inside, index: int) -> bool:
    """Whether a short sentence says again what the paragraphs beside it, or the article's first lines, say."""
    words = [word for word in inside.facts[index].key.split() if len(word) > 1]
    start = inside.run.start
    for other in {*range(start, min(start + 2, index)), index - 2, index - 1, index + 1}:
        fact = inside.facts[other] if start <= other < inside.run.end and other != index else None
        if fact is not None and fact.kind == "prose" and fact.words >= len(words):
            text = f" {deaccent(fact.text[:MAX_ECHO_CHARS])} "
            if sum(f" {word} " in text for word in words) >= MIN_ECHO_SHARE * len(words) and _shares_order(words, text):
                return True
    return False


def _shares_order(words: list[str], text: str) -> bool:
    """Whether most pairs of neighbouring words stand together in the text too; scattered common words do not count."""
    pairs = list(pairwise(words))
    return sum(f" {left} {right} " in text for left, right in pairs) >= MIN_ECHO_PAIRS * len(pairs)


def _decide_text(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    if is_list_item(fact.text):
        return Label.BODY, "list_item"
    if fact.text.endswith(":"):
        return (Label.HEADING, "capitals_with_colon") if is_capitals(fact.text) else (Label.BODY, "introduces_list")
    before, after = kind_at(inside, index - 1), kind_at(inside, index + 1)
    if before in CAPTION_KINDS or after in CAPTION_KINDS:
        return Label.CAPTION, "beside_picture"
    if speaks_of_picture(fact.text):
        return Label.CAPTION, "speaks_of_picture"
    return Label.BODY, "short_sentence"


def _decide_short(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    if is_list_item(fact.text):
        return Label.BODY, "list_item"
    if fact.doubled and inside.first_prose < index:
        return Label.CAPTION, "printed_twice"
    if inside.first_prose > index:
        if is_section_name(fact.text):
            return Label.SECTION, "section_name"
        if fact.kind == "byline":
            return Label.BYLINE, "name_below_headline"
    if fact.text.endswith("."):
        before, after = kind_at(inside, index - 1), kind_at(inside, index + 1)
        return (Label.CAPTION, "beside_picture") if {before, after} & CAPTION_KINDS else (Label.BODY, "short_sentence")
    if ": " in fact.text:
        return Label.BODY, "list_item"
    if prose_follows(inside, index):
        if fact.kind == "byline" and kind_at(inside, index - 1) == "prose" and not is_capitals(fact.text):
            return Label.CAPTION, "name_of_who_is_seen"
        return Label.HEADING, "short_above_paragraph"
    if index > 0 and inside.facts[index - 1].text.endswith(":"):
        return Label.BODY, "list_item"
    return Label.CAPTION, "short_without_paragraph"


def _decide_headline(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    if is_list_item(fact.text):
        return Label.BODY, "list_item"
    if fact.doubled:
        return Label.CAPTION, "printed_twice"
    if speaks_of_picture(fact.text):
        return Label.CAPTION, "speaks_of_picture"
    if not is_capitals(fact.text) and len(fact.text) > MAX_HEADING_CHARS:
        return Label.CAPTION, "long_without_full_stop"
    # a small letter begins a slug glued to a headline: "tuyen duong cong nhan gioi Tổ trưởng có bàn tay vàng"
    beside_headline = "headline" in (kind_at(inside, index - 1), kind_at(inside, index + 1))
    can_be = not fact.text[0].islower() and (inside.whole or not beside_headline)
    if can_be and is_bare_caption(inside, index):
        return Label.CAPTION, "tells_who_is_seen"
    if prose_follows(inside, index):
        return Label.HEADING, "headline_above_paragraph"
    return Label.CAPTION, "headline_without_paragraph"
