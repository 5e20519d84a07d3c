"""Test pages whose lines are labelled by their tags, so that structure is tested apart from the labeller."""

from vnnews.assemble import assemble_page
from vnnews.models import Article, Block, Document, Label, Labelling, Page, PageType
from vnnews.read import read_page

TITLES = frozenset(("h1",))
HEADINGS = frozenset(("h2", "h3", "h4"))


def label_of(document: Document, index: int) -> Label:
    """The label that the mark-up of a test page stands for."""
    block = document.blocks[index]
    if block.tag in TITLES:
        return Label.TITLE
    if block.tag in HEADINGS:
        return Label.HEADING
    if block.tag in ("figcaption", "img") or "chu-thich" in block.path:
        return Label.CAPTION
    is_lone_italic = "italic" in block.hints and document.shape == "markdown"
    if is_lone_italic and "after_image" in block.hints:
        return Label.CAPTION
    if "sapo" in block.path or ("bold" in block.hints and document.shape == "markdown"):
        return Label.SAPO
    return Label.RELATED if "lien-quan" in block.path else Label.BODY


def build(page: str, *, url: str | None = None, shape: str | None = None) -> Article:
    """The article of a test page."""
    return build_page(page, url=url, shape=shape).articles[0]


def build_page(page: str, *, url: str | None = None, shape: str | None = None) -> Page:
    """A test page, its lines labelled by their tags, so that structure is tested apart from the labeller."""
    document = read_page(page, url=url, shape=shape)
    blocks = tuple(
        Block(
            block.start,
            block.end,
            block.text,
            label := label_of(document, index),
            "",
            None if label is Label.RELATED else 0,
        )
        for index, block in enumerate(document.blocks)
    )
    return assemble_page(document, Labelling(PageType.ARTICLE, blocks))


BASE = "https://bao.example/thoi-su/lu-mien-trung-412.html"
TITLE = "<h1>Lũ trên sông Bồ lên mức báo động ba</h1>"


def check_spans(article: Article) -> None:
    parts = [
        *article.passages,
        *article.links,
        *article.captions,
        *(cell for passage in article.passages for row in passage.rows for cell in row),
        *(item for passage in article.passages for item in passage.items),
    ]
    assert all(article.text[part.start : part.end] == part.text for part in parts)
    assert article.body == "\n\n".join(
        passage.text for passage in article.passages if passage.role in ("body", "heading", "table", "list")
    )
    assert all(0 <= image.offset <= len(article.text) for image in article.images)


def table_of(article: Article) -> list[list[str]]:
    (table,) = (passage for passage in article.passages if passage.role == "table")
    check_spans(article)
    return [[cell.text for cell in row] for row in table.rows]


def list_of(article: Article) -> list[tuple[int, int, str]]:
    (found,) = (passage for passage in article.passages if passage.role == "list")
    check_spans(article)
    return [(item.level, item.number, item.text) for item in found.items]


def roles(article: Article) -> list[str]:
    check_spans(article)
    return [passage.role for passage in article.passages]
