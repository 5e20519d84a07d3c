"""Related stories as addresses to go on from.

Takes the stories that a page advertises, with addresses as the page writes them. Gives those that lead somewhere else, each once: addresses are absolute when that of the page is
known, without the place on the page that they point to; stories with one address are one, and the page itself is left out. A story without an address stays: on a
flattened page none has one.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urldefrag, urlsplit

import msgspec

from vnnews.assemble.links import resolve_url
from vnnews.models import RelatedStory
from vnnews.text.sentences import split_sentences


def make_frontier(stories: Iterable[RelatedStory], page_url: str = "") -> tuple[RelatedStory, ...]:
    """The stories in order of first appearance, with addresses that can be fetched.

    Args:
        stories: As the page shows them.
        page_url: The page's own address, '' when it is not known: then addresses stay relative.

    >>> shown = [RelatedStory("Lũ lên nhanh", url="/lu.htm#binh-luan"), RelatedStory("Lũ lên", url="/lu.htm"), RelatedStory("Chia sẻ", url="#")]
    >>> [(story.title, story.url, story.repeats) for story in make_frontier(shown, "https://bao.example/bao.htm")]
    [('Lũ lên nhanh', 'https://bao.example/lu.htm', 2), ('Chia sẻ', '', 1)]
    """
    own = _compare_url(page_url) or None
    shown_at: dict[str, list[RelatedStory]] = {}
    for number, shown in enumerate(stories):
        url = _find_target(shown.url, page_url)
        key = _compare_url(url) if url else str(number)
        if url and key == own:
            continue
        title = shown.title or _first_sentence(shown.summary)
        story = msgspec.structs.replace(
            shown, url=url, title=title, summary=shown.summary if shown.summary != title else ""
        )
        shown_at.setdefault(key, []).append(story)
    return tuple(_merge(group) if len(group) > 1 else group[0] for group in shown_at.values())


def _find_target(address: str, page_url: str) -> str:
    """Where a link leads, '' for nowhere."""
    url = resolve_url(address, page_url)
    if url.lower().startswith("mailto:"):
        return ""
    return urldefrag(url).url


def _compare_url(url: str) -> str:
    """What two addresses of one page have in common: 'http' or 'https', 'www.' and the last stroke make no difference.

    >>> _compare_url("https://www.bao.example/lu/") == _compare_url("http://bao.example/lu#1")
    True
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # 'http://[1/2/2024'
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _merge(group: list[RelatedStory]) -> RelatedStory:
    """One story of those with one address; the first title stays, the longest summary is taken."""
    fullest = max(group, key=lambda story: len(story.summary))
    return msgspec.structs.replace(
        group[0],
        summary=fullest.summary,
        truncated=fullest.truncated,
        published=next((story.published for story in group if story.published), None),
        repeats=sum(story.repeats for story in group),
        spans=tuple(sorted(span for story in group for span in story.spans)),
    )


def _first_sentence(summary: str) -> str:
    """The beginning of a summary whose headline the page does not show."""
    return next((summary[start:end] for start, end in split_sentences(summary)), summary)
