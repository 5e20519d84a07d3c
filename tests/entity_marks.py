"""A debug view: a text with its entities in brackets, and its officials in one line.

Takes an article (or a text and its entities), gives text. It is the notation of tests/cases/mentions.txt, which a reader of Vietnamese can
write without Python:

    [official Bộ trưởng [agency Bộ Y tế] Đào Hồng Lan] thăm [province tỉnh Quảng Trị].

An official's bracket spans the name and the posts that stand beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnnews.link import Entities
    from vnnews.models import Article, Mention, Official, Post

_DEPTH = {"official": 0, "agency": 1, "province": 2}


def mark_entities(text: str, entities: Entities | Article) -> str:
    """Return the text with every mention in brackets.

    >>> from vnnews.models import Mention, Province
    >>> from vnnews.link import Entities
    >>> found = Mention(2, 8, "Hà Nội", "province_name")
    >>> hanoi = Province("vn:hanoi", "Hà Nội", "Thành phố Hà Nội", "centrally_run_city", mentions=(found,))
    >>> mark_entities("Ở Hà Nội, mưa.", Entities(provinces=(hanoi,)))
    'Ở [province Hà Nội], mưa.'
    """
    spans = {(m.start, m.end, "province") for p in entities.provinces for m in p.mentions}
    spans |= {(m.start, m.end, "agency") for a in entities.agencies for m in a.mentions}
    names = sorted(m.start for o in entities.officials for m in o.mentions)
    for official in entities.officials:
        spans |= {(start, end, "official") for start, end in _hulls(official, names, text)}
    opened: dict[int, list[str]] = {}
    closed: dict[int, int] = {}
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1], _DEPTH[span[2]])):
        opened.setdefault(start, []).append(kind)
        closed[end] = closed.get(end, 0) + 1
    out, last = [], 0
    for at in sorted({*opened, *closed}):
        out.append(text[last:at])
        out.append("]" * closed.get(at, 0))
        out.extend(f"[{kind} " for kind in opened.get(at, ()))
        last = at
    out.append(text[last:])
    return "".join(out)


def _hulls(official: Official, names: list[int], text: str) -> list[tuple[int, int]]:
    """Each mention of an official, stretched over the posts beside it unless another person stands between."""
    hulls = {m.start: (m.start, m.end) for m in official.mentions}
    for post in official.posts:
        nearest = min(
            official.mentions, key=lambda m: (_is_apart(text, m, post), max(m.start - post.end, post.start - m.end))
        )
        low, high = sorted((post.start, nearest.start))
        if any(low < name < high for name in names):
            continue
        start, end = hulls[nearest.start]
        hulls[nearest.start] = min(start, post.start), max(end, post.end)
    return list(hulls.values())


def _is_apart(text: str, mention: Mention, post: Post) -> bool:
    """Whether a sentence ends between a name and a post."""
    low, high = sorted((post.end, mention.start)) if post.start < mention.start else sorted((mention.end, post.start))
    return ". " in text[low:high]


def list_officials(entities: Entities | Article) -> str:
    """Return the officials with their posts (role | agency | province | status) in one line, empty parts at the end left out.

    >>> from vnnews.link import Entities
    >>> from vnnews.models import Official, Post
    >>> list_officials(Entities(officials=(Official("Đào Hồng Lan", posts=(Post("Bộ trưởng", "Bộ Y tế"),)),)))
    'Đào Hồng Lan = Bộ trưởng | Bộ Y tế'
    """
    return "; ".join(_write_official(official) for official in entities.officials)


def _write_official(official: Official) -> str:
    posts = []
    for post in official.posts:
        parts = [post.role, post.agency, post.province, "" if post.status == "current" else post.status]
        while parts and not parts[-1]:
            parts.pop()
        posts.append(" | ".join(parts))
    return f"{official.name}{' (foreign)' if official.foreign else ''} = {' + '.join(posts)}"
