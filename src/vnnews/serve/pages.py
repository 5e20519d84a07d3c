"""The pages of the server as HTML: the box, and four views of what was pasted.

Takes a `Form` or a `Page`, gives whole documents. Everything that was pasted is escaped; only the labelled page has a script, its own.
"""

from __future__ import annotations

import msgspec

from vnnews.models import Article, Page
from vnnews.serve.forms import Form
from vnnews.write.html import render_view
from vnnews.write.html.article import render_agencies, render_legend, render_officials, render_places, render_provinces
from vnnews.write.html.escape import escape_text
from vnnews.write.html.sheet import read_sheet
from vnnews.write.jsonlines import to_json
from vnnews.write.markdown import to_markdown

VIEWS = {"": "Labels", "entities": "Entities", "markdown": "Markdown", "json": "JSON"}
"""The views of a page by the last part of their address."""

_STYLE = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: Canvas; color: CanvasText;
  font: 15px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Be Vietnam Pro", "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .6rem; font-size: 1.2rem; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin-bottom: 1rem; }
nav [aria-current] { font-weight: 700; text-decoration: none; }
a { color: inherit; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 1px; }
label { display: block; margin: .6rem 0 .15rem; font-size: .87em; }
textarea, input, select, button { max-width: 100%; padding: .4rem .5rem; border: 1px solid GrayText; border-radius: 4px; background: Field; color: FieldText; font: inherit; }
textarea { width: 100%; height: 45vh; min-height: 10rem; font-family: "DejaVu Sans Mono", "Noto Sans Mono", ui-monospace, monospace; font-size: .87rem; }
.more { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: end; }
.more .wide { flex: 1 1 16rem; } .more .wide input { width: 100%; }
button { margin-top: .9rem; padding: .5rem 1.4rem; background: ButtonFace; color: ButtonText; font-weight: 700; cursor: pointer; }
.error { padding: .5rem .8rem; border: 2px solid #c0504d; border-radius: 4px; }
pre { margin: 0; padding: .8rem; border: 1px solid rgba(128, 128, 128, .35); border-radius: 4px; font: .87rem/1.6 "DejaVu Sans Mono", "Noto Sans Mono", ui-monospace, monospace; white-space: pre-wrap; }
"""


def render_box(form: Form | None = None, error: str = "") -> str:
    """Return the page with the box.

    Args:
        form: What was typed, to keep it where it could not be read.
        error: What is wrong with it.

    Example:
        >>> "<textarea" in render_box(), "paste the page" in render_box(Form(url="x"), "paste the page")
        (True, True)
    """
    form = form or Form()
    alert = f'<p class="error" role="alert" id="error">{escape_text(error)}</p>' if error else ""
    described = ' aria-describedby="error" aria-invalid="true"' if error else ""
    kinds = "".join(
        f'<option value="{value}"{" selected" if value == form.kind else ""}>{name}</option>'
        for value, name in (("", "recognised"), ("html", "HTML"), ("text", "text"))
    )
    return _document(
        "vnnews",
        f'<h1>A page of a Vietnamese newspaper</h1>{alert}<form method="post" action="/">'
        f'<label for="page">Its HTML or its text</label>'
        # the line break behind the tag is not part of the text, one of the text's own would be lost without it
        f'<textarea id="page" name="page" required autofocus spellcheck="false" autocomplete="off"{described}>\n{escape_text(form.page)}</textarea>'
        f'<div class="more"><div class="wide"><label for="url">Its address, if known</label><input id="url" name="url" inputmode="url" autocomplete="off" value="{escape_text(form.url)}"></div>'
        f'<div><label for="date">Its date, if it states none</label><input id="date" name="date" type="date" value="{escape_text(form.date)}"></div>'
        f'<div><label for="kind">Its kind</label><select id="kind" name="kind">{kinds}</select></div></div>'
        "<button>Show what is on it</button></form>"
        "<p><small>The page stays on this machine: nothing is fetched, stored or sent.</small></p>",
    )


def render_result(page: Page, view: str, base: str) -> str:
    """Return one view of a page as a document; see `VIEWS`.

    Args:
        page: The page.
        view: A key of `VIEWS`.
        base: The address of the result, which those of its views begin with.

    Example:
        >>> from vnnews.models import PageType
        >>> page = Page("Tin", "text", PageType.STUB, "", (), (Article("Tin"),))
        >>> "<pre># Tin</pre>" in render_result(page, "markdown", "/page/1")
        True
    """
    if not view:
        return render_view(page, links=_link_views(base, view))
    title = page.articles[0].title if page.articles else "page"
    if not page.articles:
        content = f"<p>No article: the page is of the type <b>{page.type.value}</b>.</p>"
    elif view == "entities":
        content = f'<div class="vnn"><style>{read_sheet("view.css")}</style>{"".join(_render_entities(article, len(page.articles) > 1) for article in page.articles)}</div>'
    else:
        text, name = (write_json(page), "article.json") if view == "json" else (write_markdown(page), "article.md")
        content = f'<p><a href="{base}/{name}" download>Save as {name}</a></p><pre>{escape_text(text)}</pre>'
    links = "".join(
        f'<a href="{address}"{" aria-current=page" if name == VIEWS[view] else ""}>{name}</a>'
        for name, address in _link_views(base, view).items()
    )
    return _document(f"{VIEWS[view]}: {title}", f"<nav>{links}</nav><h1>{escape_text(title)}</h1>{content}")


def write_markdown(page: Page) -> str:
    r"""Return the articles of a page as Markdown.

    Example:
        >>> from vnnews.models import PageType
        >>> write_markdown(Page("Tin", "text", PageType.STUB, "", (), (Article("Tin"), Article("Tin khác"))))
        '# Tin\n\n---\n\n# Tin khác'
    """
    return "\n\n---\n\n".join(map(to_markdown, page.articles))


def write_json(page: Page) -> str:
    r"""Return the articles of a page as a JSON list.

    Example:
        >>> from vnnews.models import PageType
        >>> write_json(Page("Tin", "text", PageType.STUB, "", (), (Article("Tin"),)))[:50]
        '[\n  {\n    "schema": "vnnews/2",\n    "title": "Tin"'
    """
    whole = b"[" + b",".join(to_json(article, full=True) for article in page.articles) + b"]"
    return msgspec.json.format(whole, indent=2).decode()


def _render_entities(article: Article, is_named: bool) -> str:
    tables = "".join(
        (
            render_officials(article.officials),
            render_agencies(article.agencies),
            render_provinces(article.provinces),
            render_places(article.places),
        )
    )
    name = f"<h2>{escape_text(article.title)}</h2>" if is_named else ""
    return f"{name}{render_legend(article)}{tables or '<p>It names none.</p>'}"


def _link_views(base: str, current: str) -> dict[str, str]:
    return {**{name: f"{base}/{view}" if view else base for view, name in VIEWS.items()}, "New page": "/"}


def _document(title: str, content: str) -> str:
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape_text(title)}</title><style>{_STYLE}</style></head><body>{content}</body></html>\n"
    )
