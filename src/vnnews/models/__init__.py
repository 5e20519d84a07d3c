"""Every type that crosses a step: what a page, a block, an article and an entity are.

One coordinate system: `Article.text` is the NFC text of all its passages in reading order, joined by blank lines, and
`article.text[x.start:x.end] == x.text` holds for everything with a span. `Page.text` plays the same part for `Block`. Spans are
half-open and count code points. Structs are frozen; an empty result is empty ('' or ()), never None; only dates can be None.
"""

from vnnews.models.article import (
    Article,
    Caption,
    Cell,
    Image,
    Item,
    Link,
    Passage,
    RelatedStory,
    Segmentation,
    Sentence,
    Word,
)
from vnnews.models.document import (
    WITH_ARTICLE,
    Block,
    Document,
    Element,
    Label,
    Labelling,
    Metadatum,
    PageType,
    SourceBlock,
    SourceImage,
)
from vnnews.models.entities import (
    Agency,
    Entities,
    LocalPlace,
    Mention,
    Official,
    Post,
    Province,
)
from vnnews.models.page import (
    MAX_PAGE_CHARS,
    Failure,
    Page,
    RawPage,
)

__all__ = [
    "MAX_PAGE_CHARS",
    "WITH_ARTICLE",
    "Agency",
    "Article",
    "Block",
    "Caption",
    "Cell",
    "Document",
    "Element",
    "Entities",
    "Failure",
    "Image",
    "Item",
    "Label",
    "Labelling",
    "Link",
    "LocalPlace",
    "Mention",
    "Metadatum",
    "Official",
    "Page",
    "PageType",
    "Passage",
    "Post",
    "Province",
    "RawPage",
    "RelatedStory",
    "Segmentation",
    "Sentence",
    "SourceBlock",
    "SourceImage",
    "Word",
]
