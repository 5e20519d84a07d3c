r"""An article as Markdown: headline, sapo, headings, paragraphs with their links, lists, tables, pictures with their captions.

Takes an `Article`, gives one string in CommonMark with the tables of GitHub. Signs of the text that would be marks are escaped, so that
`vnnews.read` and other readers of Markdown get the text back as it is. What Markdown has no form for is left out, unless it is asked for as front
matter: dates, authors, address, names of entities. Known limits: a line break in a cell or item is '<br>'; the first row of a table is its head; a picture
without a caption comes back with its alternative text as one.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from vnnews.models import Article, Caption, Link, Passage

_SIGNS = re.compile(r"[\\`*_\[\]<|]|~(?=~)|&(?=#?\w{1,40};)")
"""Signs that are marks wherever they stand."""
_FIRST = re.compile(r"(?=[#>=+:-])|(?P<number>\d{1,9})(?=[.)](?:\s|$))")
"""What begins a heading, a quotation, a rule or an item at the beginning of a line."""
_IN_ADDRESS = re.compile(r"[\s()<>|\\]")


def to_markdown(article: Article, *, front_matter: bool = False) -> str:
    r"""Return an article as Markdown.

    Args:
        article: What to write.
        front_matter: Whether its facts stand in front, as YAML between two lines of '---', as static site generators and note programs read
            them: 'title', 'published', 'authors' …, each only where there is something.

    Example:
        >>> from vnnews.models import Passage
        >>> text = "Mưa lớn\n\nPhố ngập ở Huế"
        >>> passages = Passage("title", 0, 7, "Mưa lớn"), Passage("body", 9, 24, "Phố ngập ở Huế")
        >>> print(to_markdown(Article("Mưa lớn", text=text, passages=passages, links=(Link(20, 23, "Huế", "/hue"),))))
        # Mưa lớn
        <BLANKLINE>
        Phố ngập ở [Huế](/hue)
    """
    blocks = _write_blocks(article)
    return "\n\n".join((_write_facts(article), *blocks) if front_matter else blocks)


def _write_facts(article: Article) -> str:
    """The facts of an article as YAML front matter; a value is written as JSON, which YAML reads."""
    facts: dict[str, str | Iterable[str]] = {
        "title": article.title,
        "url": article.url,
        "published": article.published.isoformat() if article.published else "",
        "modified": article.modified.isoformat() if article.modified else "",
        "authors": article.authors,
        "section": article.section,
        "source": article.source,
        "tags": article.tags,
        "officials": (official.name for official in article.officials),
        "agencies": (agency.name for agency in article.agencies),
        "provinces": (province.name for province in article.provinces),
    }
    lines = ["---"]
    for name, value in facts.items():
        if isinstance(value, str):
            lines += [f"{name}: {_quote(value)}"] if value else []
        elif listed := [_quote(one) for one in dict.fromkeys(value)]:
            lines.append(f"{name}: [{', '.join(listed)}]")
    return "\n".join((*lines, "---"))


def _quote(text: str) -> str:
    r"""The text on one line, in quotes.

    >>> _quote('Nói "không":\nvì sao?')
    '"Nói \\"không\\": vì sao?"'
    """
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return json.dumps(" ".join(printable.split()), ensure_ascii=False)


def _write_blocks(article: Article) -> Iterator[str]:
    """The blocks of the article in order."""
    if not article.passages:
        yield f"# {_escape(article.title)}"
    captions = {caption.start: caption for caption in article.captions if caption.end > caption.start}
    floating: defaultdict[int, list[str]] = defaultdict(list)  # what stands between two passages and has no text
    for image in article.images:
        floating[image.offset].append(_write_picture(image.src, image.alt))
    for caption in article.captions:
        if caption.end == caption.start:
            floating[caption.start] += _write_caption(caption)
    yield from floating.pop(0, ())
    links = iter(article.links)
    ahead = next(links, None)
    marker = False
    for passage in article.passages:
        inside: list[Link] = []
        while ahead is not None and ahead.start < passage.end:
            if ahead.start >= passage.start:
                inside.append(ahead)
            ahead = next(links, None)
        if passage.role == "caption" and passage.start in captions:
            yield from _write_caption(captions[passage.start])
        elif passage.role == "list":
            marker = not marker  # two lists with the same sign would be one
            yield _write_list(passage, inside, "-" if marker else "*", "." if marker else ")")
        elif passage.role == "table":
            yield _write_table(passage, inside)
        else:
            text = _write_line(passage, inside)
            yield _FRAMES.get(passage.role, "{}").replace("{}", text)
        yield from floating.pop(passage.end, ())
    yield from chain.from_iterable(floating.values())


_FRAMES = {"title": "# {}", "heading": "## {}", "sapo": "**{}**", "caption": "*{}*"}


def _write_line(passage: Passage, links: Sequence[Link]) -> str:
    text = _write_links(passage.text, passage.start, links)
    if passage.role in ("sapo", "caption"):
        return text
    if passage.role in ("title", "heading"):
        return f"{text[:-1]}\\#" if text.endswith("#") else text
    return _guard(text)


def _guard(text: str) -> str:
    r"""The line with a sign escaped that would make its beginning a mark.

    >>> _guard("- Thưa ông"), _guard("2024. Một năm")
    ('\\- Thưa ông', '2024\\. Một năm')
    """
    return _FIRST.sub(lambda match: f"{match['number'] or ''}\\", text, count=1) if _FIRST.match(text) else text


def _write_links(text: str, start: int, links: Sequence[Link]) -> str:
    """A text that begins at `start` of the article, escaped, with its links."""
    pieces: list[str] = []
    at = 0
    for link in links:
        first, last = link.start - start, link.end - start
        if at <= first < last <= len(text):
            pieces += _escape(text[at:first]), f"[{_escape(text[first:last])}]({_write_address(link.url)})"
            at = last
    pieces.append(_escape(text[at:]))
    return "".join(pieces).replace("\n", "<br>")


def _escape(text: str) -> str:
    r"""The text with its signs escaped.

    >>> _escape("[Clip] 5*3 < a_b & c")
    '\\[Clip\\] 5\\*3 \\< a\\_b & c'
    """
    return _SIGNS.sub(r"\\\g<0>", text)


def _write_address(url: str) -> str:
    return _IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def _write_picture(src: str, alt: str) -> str:
    return f"![{_escape(' '.join(alt.split()))}]({_write_address(src)})"


def _write_caption(caption: Caption) -> Iterator[str]:
    if caption.src:
        yield _write_picture(caption.src, caption.alt)
    credit = f"Ảnh: {caption.credit}" if caption.credit and caption.credit not in caption.text else ""
    text = f"{caption.text} ({credit})" if caption.text and credit else caption.text or credit
    if text:
        yield f"*{_escape(text)}*"


def _inside(links: Sequence[Link], at: int, end: int) -> tuple[list[Link], int]:
    """The links from number `at` on that begin before `end`, and the number of the next."""
    first = at
    while at < len(links) and links[at].start < end:
        at += 1
    return list(links[first:at]), at


def _write_list(passage: Passage, links: Sequence[Link], sign: str, stop: str) -> str:
    lines = []
    margins = [0]  # of each level
    at = 0
    for item in passage.items:
        inside, at = _inside(links, at, item.end)
        del margins[item.level + 1 :]
        margin = margins[-1]
        mark = f"{item.number}{stop} " if item.number else f"{sign} "
        margins.append(margin + len(mark))
        lines.append(" " * margin + mark + _guard(_write_links(item.text, item.start, inside)))
    return "\n".join(lines)


def _write_table(passage: Passage, links: Sequence[Link]) -> str:
    columns = max(map(len, passage.rows), default=0)
    lines = []
    at = 0
    for row in passage.rows:
        cells = []
        for cell in row:
            inside, at = _inside(links, at, cell.end)
            cells.append(_write_links(cell.text, cell.start, inside))
        cells += [""] * (columns - len(cells))
        lines.append(f"| {' | '.join(cells)} |")
        if len(lines) == 1:
            lines.append("|" + " --- |" * columns)
    return "\n".join(lines)
