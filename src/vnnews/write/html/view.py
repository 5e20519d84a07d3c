"""A page as one self-contained HTML file: the blocks of the page at the left, the clean articles at the right.

Takes a `Page`, gives a whole HTML document. It loads nothing: style and script stand in it, and its content security policy lets
only that script run. Decides which passage of an article stands for which block of the page, so that the two light up together; a
passage that was joined from several blocks stays without a partner.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Mapping

from vnnews.models import Block, Page
from vnnews.write.html.article import render_story
from vnnews.write.html.escape import escape_text, link_address
from vnnews.write.html.page import render_related
from vnnews.write.html.sheet import read_sheet

NO_LINKS: Mapping[str, str] = {}

KINDS = ("official", "agency", "province", "post")


def render_view(page: Page, *, name: str = "", links: Mapping[str, str] = NO_LINKS) -> str:
    """Return a page as one HTML document for a browser.

    Args:
        page: The page, as `vnnews.parse_page` gives it.
        name: What to call it in the window's title, e.g. its file name; the first article's title when ''.
        links: Other views of the page by name, for the head; the first is this one.

    Example:
        >>> from vnnews.models import Label, PageType
        >>> block = Block(0, 7, "Tin vắn", Label.TITLE, "first_line")
        >>> html = render_view(Page("Tin vắn", "text", PageType.STUB, "", (block,)))
        >>> html.startswith("<!doctype html>"), 'data-rule="first_line"' in html
        (True, True)
    """
    script = read_sheet("view.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    title = escape_text(name or (page.articles[0].title if page.articles else page.url) or "page")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "".join(
        (
            '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title} · vnnews</title>",
            f"<style>{read_sheet('view.css')}{read_sheet('view_page.css')}</style></head>",
            '<body class="vnn"><a class="skip" href="#articles">Skip to the article</a>',
            _render_bar(page, title, links),
            "<main>",
            f'<section id="blocks" aria-label="Blocks of the page"><h2>Page: {len(page.blocks)} blocks</h2>',
            "".join(_render_block(number, block) for number, block in enumerate(page.blocks)),
            "</section>",
            f'<section id="articles" aria-label="Articles"><h2>{_count_articles(len(page.articles))}</h2>',
            _render_articles(page),
            render_related(page.related),
            "</section></main>",
            '<div id="status" class="hint" role="status" aria-live="polite">Rest the pointer on a block or a mark, or reach it with Tab and '
            "the arrow keys: its rule is named here.</div>",
            f"<script>{script}</script></body></html>\n",
        )
    )


def pair_passages(page: Page) -> dict[tuple[int, int], int]:
    """Return which block each passage of each article came from, as {(article, passage): block}.

    A passage is paired with a block of the same article and label whose text is the same but for white space, else with the next
    unpaired one that contains it or is contained in it: a sapo has lost its dateline, a body its end mark.

    Example:
        >>> from vnnews.models import Article, Label, PageType, Passage
        >>> article = Article("Tin", text="Tin", passages=(Passage("title", 0, 3, "Tin"),))
        >>> blocks = (Block(0, 3, "VOV", Label.SECTION, "r"), Block(4, 7, "Tin", Label.TITLE, "r", article=0))
        >>> pair_passages(Page("VOV Tin", "text", PageType.ARTICLE, "", blocks, (article,)))
        {(0, 0): 1}
    """
    waiting: defaultdict[tuple[int, str], deque[int]] = defaultdict(deque)
    by_text: defaultdict[tuple[int, str, str], deque[int]] = defaultdict(deque)
    for number, block in enumerate(page.blocks):
        key = (block.article or 0, block.label.value)
        waiting[key].append(number)
        by_text[*key, _squeeze(block.text)].append(number)
    pairs: dict[tuple[int, int], int] = {}
    used: set[int] = set()
    left: list[tuple[int, int, str, str]] = []
    for at, article in enumerate(page.articles):
        for number, passage in enumerate(article.passages):
            text = _squeeze(passage.text)
            role = _LABELS.get(passage.role, passage.role)
            same = by_text.get((at, role, text))
            if same:
                pairs[at, number] = same.popleft()
                used.add(pairs[at, number])
            else:
                left.append((at, number, role, text))
    for at, number, role, text in left:
        queue = waiting[at, role]
        while queue and queue[0] in used:
            queue.popleft()
        if queue and _is_part(text, _squeeze(page.blocks[queue[0]].text)):
            pairs[at, number] = queue.popleft()
            if page.articles[at].passages[number].role in _LABELS:  # its other cells or items
                while queue and (queue[0] in used or _squeeze(page.blocks[queue[0]].text) in text):
                    queue.popleft()
    return pairs


_LABELS = {"table": "body", "list": "body"}
"""Labels of the blocks of passages that are made of several."""


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _is_part(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _render_bar(page: Page, title: str, links: Mapping[str, str]) -> str:
    counts = Counter(block.label.value for block in page.blocks)
    labels = "".join(
        f'<label class="vnn-chip pick vnn-l-{name}"><input type="checkbox" checked data-filter="{name}">{name} {n}</label>'
        for name, n in counts.most_common()
    )
    kinds = "".join(
        f'<label class="vnn-chip pick vnn-k-{kind}"><input type="checkbox" checked data-kind="{kind}">{kind}</label>'
        for kind in KINDS
    )
    address = f" · {link_address(page.url)}" if page.url else ""
    return (
        f'<header class="bar">{_render_links(links)}<div class="named"><h1>{title}</h1>'
        f'<div class="vnn-meta">{page.type.value} · {page.kind} page · {len(page.text):,} characters{address}</div></div>'
        '<div class="sides"><button type="button" data-side="article" aria-pressed="true">Article</button>'
        '<button type="button" data-side="page" aria-pressed="false">Page</button>'
        '<button type="button" aria-controls="shown" aria-expanded="false">Show</button></div>'
        f'<div id="shown"><fieldset><legend>Blocks</legend>{labels}'
        '<button type="button" data-all="yes">all</button><button type="button" data-all="no">none</button></fieldset>'
        + (f"<fieldset><legend>Marks</legend>{kinds}</fieldset>" if page.articles else "")
        + "</div></header>"
    )


def _render_links(links: Mapping[str, str]) -> str:
    shown = [
        f'<a href="{escape_text(address)}"{"" if number else " aria-current=page"}>{escape_text(name)}</a>'
        for number, (name, address) in enumerate(links.items())
    ]
    return f"<nav>{''.join(shown)}</nav>" if shown else ""


def _render_block(number: int, block: Block) -> str:
    label, rule, path = block.label.value, escape_text(block.rule), escape_text(block.path)
    return (
        f'<div class="vnn-block vnn-l-{label}" id="b{number}" tabindex="-1" data-label="{label}" data-rule="{rule}"'
        f' data-path="{path}" title="rule: {rule}"><span>{label}</span><span>{escape_text(block.text)}</span></div>'
    )


def _render_articles(page: Page) -> str:
    if not page.articles:
        return f"<p>No article: the page is of the type <b>{page.type.value}</b>.</p>"
    pairs = pair_passages(page)
    partners: list[dict[int, int]] = [{} for _ in page.articles]
    for (at, passage), block in pairs.items():
        partners[at][passage] = block
    return "".join(
        f"<article>{render_story(article, partners=of)}</article>"
        for article, of in zip(page.articles, partners, strict=True)
    )


def _count_articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
