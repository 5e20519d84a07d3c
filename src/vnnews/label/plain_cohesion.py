"""Cohesion: whether paragraphs tell one story.

Takes paragraphs. Gives how much they share, and says whether they are summaries of unrelated stories, as tag pages show when their
headlines are lost (on 41 of 774 crawled pages), or whether a paragraph goes on with those before it. Decides by the pairs of words that
paragraphs share: one story comes back to its names and things, summaries of ten stories do not. Known limit: a tag page about one thing
coheres like a story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vnnews.text import fold

MIN_SUMMARIES = 6
MAX_SUMMARIES = 30
"""Fewer paragraphs share too little to tell; more need not be compared."""
MIN_COHESION = 0.085
"""Six paragraphs of an article share 0.09 to 0.5 of their word pairs (68 real pages, one recipe has 0.03), six summaries of unrelated
stories 0.02 to 0.09."""
MAX_COMPARED_CHARS = 600
"""The beginning of a paragraph has its names; a whole article on one line need not be compared."""
MIN_SHARED_PAIRS = 3
"""Three in four paragraphs of real articles share so many pairs with the paragraphs around them, one summary in four does."""

_WORD = re.compile(r"[^\W\d_]+")
# "Trước đó, …", "Tiếp đó, …", "Cũng theo ông Nam, …": the first words of a paragraph that goes on with a story; no summary begins so
_GOES_ON = re.compile(
    r"(?:trước đó|sau đó|tiếp đó|tiếp theo|theo đó|từ đó|do đó|khi đó|lúc đó|bên cạnh đó|cùng với đó|cùng lúc đó|trong đó|cạnh đó|cách đó|nhờ đó|qua đó|vì vậy|vì thế"
    r"|do vậy|như vậy|tuy nhiên|ngoài ra|đồng thời|đặc biệt|cụ thể|mặt khác|thêm vào đó|không chỉ vậy|không những thế|dù vậy|thế nhưng|hơn nữa|cuối cùng"
    r"|cũng theo|cũng tại|cũng trong|cũng từ|cùng (?:mức|tội|ngày|dự|thời điểm)|(?:phát biểu|kết luận|trả lời|chia sẻ|nói|báo cáo|trao đổi) (?:tại|về|thêm|với|chỉ đạo)"
    r"|tại (?:hội nghị|buổi|cuộc họp|phiên|đại hội|lễ|đây|hiện trường|tòa)|(?:ông|bà|anh|chị|theo ông|theo bà|theo anh|theo chị) \w+ (?:cho|nói|cũng|kể|nhấn|chia|đề|khẳng|lý)|theo (?:ông|bà|anh|chị) \w+,\B)(?!\w)"
)


def is_mixed_bag(paragraphs: Sequence[str], longest: int) -> bool:
    """Whether paragraphs are summaries of unrelated stories: all as short as summaries, with hardly a pair of words in common.

    Args:
        paragraphs: The paragraphs in page order.
        longest: Characters that the longest summaries have.

    >>> is_mixed_bag(["Mưa lớn ở Hà Nội."], 330)
    False
    """
    compared = paragraphs[:MAX_SUMMARIES]
    if len(compared) < MIN_SUMMARIES or max(len(text) for text in compared) > longest:
        return False
    return measure_cohesion(compared) < MIN_COHESION


def measure_cohesion(paragraphs: Sequence[str]) -> float:
    """The share of a paragraph's word pairs that another paragraph uses too, on average.

    >>> measure_cohesion(["Mưa lớn ở Hà Nội.", "Hà Nội mưa lớn."])
    0.5833333333333333
    """
    bags = [pair_words(paragraph) for paragraph in paragraphs]
    counts = Counter(pair for bag in bags for pair in bag)
    shares = [sum(counts[pair] > 1 for pair in bag) / len(bag) for bag in bags if bag]
    return sum(shares) / len(shares) if shares else 0.0


def pair_words(paragraph: str) -> set[tuple[str, str]]:
    """The pairs of neighbouring words of a paragraph's beginning; numbers do not count.

    >>> sorted(pair_words("Mưa lớn ở Hà Nội"))
    [('hà', 'nội'), ('lớn', 'ở'), ('mưa', 'lớn'), ('ở', 'hà')]
    """
    return set(pairwise(_WORD.findall(fold(paragraph[:MAX_COMPARED_CHARS]))))


def goes_on(paragraph: str) -> bool:
    """Whether a paragraph begins as one does that goes on with a story: with what came before, or with a person already named.

    >>> goes_on("Trước đó, ông Nam đã từ chức."), goes_on("Ông Nguyễn Văn Nam từ chức.")
    (True, False)
    """
    return _GOES_ON.match(paragraph[:40].casefold()) is not None


def tells_on(paragraph: str, others: Iterable[str]) -> bool:
    """Whether a paragraph goes on with the story of the others: by its first words, or by the pairs of words it shares with them.

    >>> tells_on("Ông Lê Văn An, Chủ tịch UBND xã Mường Than.", ["UBND xã Mường Than họp.", "Ông Lê Văn An dự."])
    True
    """
    if goes_on(paragraph):
        return True
    told: set[tuple[str, str]] = set()
    for other in others:
        told |= pair_words(other)
    return len(pair_words(paragraph) & told) >= MIN_SHARED_PAIRS
