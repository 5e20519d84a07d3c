"""The lists to which the numbers of a report lead: the articles behind a bar, the pages behind a reason.

Takes what stands behind a number, gives the link to its list as attributes of an element, and at the end all lists as HTML; a style sheet shows only the
one that was asked for (`:target`), so that no script is needed. Decides their order: by day, undated articles last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vnnews.write.html.escape import escape_text, link_address
from vnnews.write.report.count import MAX_LISTED, Listed


class Lists:
    """The lists of a report so far.

    Example:
        >>> lists = Lists()
        >>> lists.add("Bộ Y tế", 1, [Listed("Tin", "https://bao.example/1")])
        'id="to-list1" href="#list1"'
        >>> 'id="list1"' in lists.render(), 'href="https://bao.example/1"' in lists.render()
        (True, True)
    """

    def __init__(self) -> None:
        self._sections: list[str] = []

    def add(self, heading: str, total: int, articles: Sequence[Listed]) -> str:
        """Take the articles behind a number and return the attributes that make an element a link to their list.

        Args:
            heading: What the number counts.
            total: The number; there may be more articles than are listed.
            articles: The articles that are known.
        """
        in_order = sorted(articles, key=lambda article: article.day or date.max)[:MAX_LISTED]
        return self._add(heading, total, "articles", [_render_article(article) for article in in_order])

    def add_pages(self, heading: str, total: int, pages: Sequence[str]) -> str:
        """Take the addresses or paths of the pages behind a number and return the attributes that link to their list; see `add`."""
        return self._add(heading, total, "pages", [link_address(page) for page in pages])

    def _add(self, heading: str, total: int, what: str, items: list[str]) -> str:
        name = f"list{len(self._sections) + 1}"
        more = f"the first {len(items):,} of {total:,} {what}" if total > len(items) else ""
        self._sections.append(
            f'<section class="list" id="{name}" aria-label="{escape_text(heading)}"><a class="close" href="#to-{name}">close</a>'
            f"<h2>{escape_text(heading)}</h2>{f'<p>{more}</p>' if more else ''}"
            f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol></section>"
        )
        return f'id="to-{name}" href="#{name}"'

    def render(self) -> str:
        """Return all lists as HTML."""
        return "".join(self._sections)


def _render_article(article: Listed) -> str:
    title = article.title or article.url or article.origin or "article without a title"
    about = [f"{article.day:%d/%m/%Y}" if article.day else "no date"]
    if article.origin:
        about.append(escape_text(article.origin))
    return f"{link_address(article.url, title)} <small>{' · '.join(about)}</small>"
