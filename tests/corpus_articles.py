"""What the tests of people across a corpus share: articles whose entities are given, so that only the linking is tested."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zlib import crc32

from vnnews.models import Agency, Article, Mention, Official, Post, Sentence

DAY = "2025-03-01"


def tell(
    name: str,
    *posts: str,
    day: str | None = DAY,
    honorific: str = "",
    rank: str = "",
    url: str = "",
    said: str = "",
    foreign: bool = False,
    confidence: float = 0.95,
) -> Article:
    """An article of one sentence that states posts of one person.

    Args:
        posts: 'role | body | province | status', the last two may be left out.
        said: The sentence with the name and the first role in it; made from them by default.
    """
    rows = [[part.strip() for part in (post + "|||").split("|")[:4]] for post in posts]
    text = said or f"{honorific} {name}, {'; '.join(f'{role} {body}' for role, body, *_ in rows)}, trả lời báo chí."
    start = text.index(name)
    made = tuple(
        Post(role, body, "", province, status or "current", at := max(text.find(role), 0), at + len(role), confidence)
        for role, body, province, status in rows
    )
    agencies = tuple(Agency("", body, kind_of(body), level_of(body), province) for _, body, province, _ in rows if body)
    mention = Mention(start, start + len(name), name, "")
    return Article(
        title=f"Tin về {name}",
        text=text,
        url=url or f"https://bao.example/{crc32(f'{text}{day}'.encode())}",
        published=datetime.fromisoformat(day) if day else None,
        sentences=(Sentence(0, len(text), text),),
        agencies=agencies,
        officials=(Official(name, honorific, rank, made, foreign, (mention,)),),
    )


def kind_of(body: str) -> str:
    """The kind of a body, as the reader of names gives it."""
    kinds = {
        "Ủy ban nhân dân": "peoples_committee",
        "Tỉnh ủy": "party_committee",
        "Bộ ": "ministry",
        "Sở ": "provincial_department",
    }
    return next((kind for word, kind in kinds.items() if body.startswith(word)), "")


def level_of(body: str) -> str:
    """The level of a body, as the reader of names gives it."""
    words = {"tỉnh": "province", "Thành phố": "province", "Tỉnh ủy": "province", "Sở": "province"}
    words |= {"xã": "commune", "phường": "commune", "huyện": "district", "quận": "district", "Bộ": "central"}
    return next((level for word, level in words.items() if word in body), "")


def shuffle(articles: Iterable[Article]) -> list[Article]:
    """The articles in another order, always the same one."""
    given = list(articles)
    return given[1::2][::-1] + given[::2]
