"""A page as HTML for a notebook: its blocks coloured by label, its articles and its related stories.

Takes a `Page`, gives a fragment of HTML with its style sheet: no script, nothing loaded from elsewhere. Known limit: of a page
with more than `SHOWN_BLOCKS` blocks only the first are shown; `vnnews show` writes all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from vnnews.models import Block, Page, RelatedStory
from vnnews.write.html.article import render_legend
from vnnews.write.html.escape import escape_text, link_address
from vnnews.write.html.sheet import read_sheet

SHOWN_BLOCKS = 600
"""A notebook keeps its output in the file: 600 blocks make about 250 kB. Of 40 saved news pages the longest had 553."""


def render_page(page: Page) -> str:
    """Return a page as an HTML fragment that shows itself in a notebook.

    Example:
        >>> from vnnews.models import Label, PageType
        >>> block = Block(0, 7, "Tin vắn", Label.TITLE, "first_line")
        >>> html = render_page(Page("Tin vắn", "text", PageType.STUB, "", (block,)))
        >>> 'title="rule: first_line"' in html, "<script" in html
        (True, False)
    """
    shown = "".join(map(render_block, page.blocks[:SHOWN_BLOCKS]))
    more = len(page.blocks) - SHOWN_BLOCKS
    if more > 0:
        shown += f"<p><small>… and {more} more blocks; <code>vnnews show</code> writes them all</small></p>"
    parts = [
        f'<div class="vnn" lang="vi"><style>{read_sheet("view.css")}</style>',
        f'<div class="vnn-meta">{_describe(page)}</div>',
        _list_articles(page),
        f"<h3>Blocks</h3>{_render_counts(page.blocks)}",
        f'<div class="vnn-scroll">{shown}</div>' if page.blocks else "",
        render_related(page.related),
        "</div>",
    ]
    return "".join(parts)


def render_block(block: Block) -> str:
    """Return one block with its label; its rule shows when the pointer rests on it.

    Example:
        >>> from vnnews.models import Label
        >>> render_block(Block(0, 8, "Chia sẻ", Label.BOILERPLATE, "share_widget"))[:66]
        '<div class="vnn-block vnn-l-boilerplate" title="rule: share_widget'
    """
    where = f" · {escape_text(block.path)}" if block.path else ""
    return (
        f'<div class="vnn-block vnn-l-{block.label.value}" title="rule: {escape_text(block.rule)}{where}">'
        f"<span>{block.label.value}</span><span>{escape_text(block.text)}</span></div>"
    )


def render_related(stories: Iterable[RelatedStory]) -> str:
    """Return the related stories of a page as a list; '' when there are none.

    Example:
        >>> "Giá lúa tăng" in render_related([RelatedStory("Giá lúa tăng", repeats=2)])
        True
    """
    items = []
    for story in stories:
        title = link_address(story.url, story.title) if story.url else escape_text(story.title)
        repeats = f" <small>shown {story.repeats} times</small>" if story.repeats > 1 else ""
        cut = " <small>(cut off)</small>" if story.truncated else ""
        summary = f"<br><small>{escape_text(story.summary)}</small>{cut}" if story.summary else ""
        items.append(f"<li>{title}{repeats}{summary}</li>")
    return f"<h3>Related stories</h3><ul>{''.join(items)}</ul>" if items else ""


def _describe(page: Page) -> str:
    where = f" · {link_address(page.url)}" if page.url else ""
    return f"{page.type.value} · {page.kind} page · {len(page.blocks)} blocks · {len(page.text):,} characters{where}"


def _list_articles(page: Page) -> str:
    if not page.articles:
        return "<h3>Articles</h3><p>none</p>"
    items = "".join(f"<li><b>{escape_text(a.title)}</b>{render_legend(a)}</li>" for a in page.articles)
    return f"<h3>Articles</h3><ul>{items}</ul>"


def _render_counts(blocks: Iterable[Block]) -> str:
    counts = Counter(block.label.value for block in blocks)
    chips = "".join(f'<span class="vnn-chip vnn-l-{name}">{name} {n}</span>' for name, n in counts.most_common())
    return f'<div class="vnn-legend">{chips}</div>'
