"""Clean Vietnamese news articles out of raw pages.

Example:
    >>> import vnnews
    >>> [w.text for w in vnnews.segment("Hà Nội tổ chức hội nghị.").words]
    ['Hà Nội', 'tổ chức', 'hội nghị', '.']
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING

import vnnews.segment  # noqa: F401 - first, so that the attribute `segment` is the function below and not the package
from vnnews.errors import (
    GazetteerError,
    InputError,
    MissingExtra,
    ModelError,
    NotAnArticle,
    PageTooLarge,
    UnreadablePage,
    VnnewsError,
)
from vnnews.front_door import find_entities, parse, parse_page, segment
from vnnews.label.site_memory import SiteMemory
from vnnews.models import (
    Agency,
    Article,
    Block,
    Caption,
    Cell,
    Entities,
    Failure,
    Image,
    Item,
    Label,
    Link,
    LocalPlace,
    Mention,
    Official,
    Page,
    PageType,
    Passage,
    Post,
    Province,
    RawPage,
    RelatedStory,
    Segmentation,
    Sentence,
    Word,
)
from vnnews.pipeline import Pipeline

if TYPE_CHECKING:
    from vnnews.batch.rows import read_articles
    from vnnews.corpus import link_people
    from vnnews.integrations.pandas import mentions_frame, officials_frame, to_frame

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(
    logging.NullHandler()
)  # nothing is shown unless the program that uses vnnews asks for it

__all__ = [
    "Agency",
    "Article",
    "Block",
    "Caption",
    "Cell",
    "Entities",
    "Failure",
    "GazetteerError",
    "Image",
    "InputError",
    "Item",
    "Label",
    "Link",
    "LocalPlace",
    "Mention",
    "MissingExtra",
    "ModelError",
    "NotAnArticle",
    "Official",
    "Page",
    "PageTooLarge",
    "PageType",
    "Passage",
    "Pipeline",
    "Post",
    "Province",
    "RawPage",
    "RelatedStory",
    "Segmentation",
    "Sentence",
    "SiteMemory",
    "UnreadablePage",
    "VnnewsError",
    "Word",
    "__version__",
    "find_entities",
    "link_people",
    "mentions_frame",
    "officials_frame",
    "parse",
    "parse_page",
    "read_articles",
    "segment",
    "to_frame",
]

_LATE = {
    "link_people": "vnnews.corpus",
    "mentions_frame": "vnnews.integrations.pandas",
    "officials_frame": "vnnews.integrations.pandas",
    "read_articles": "vnnews.batch.rows",
    "to_frame": "vnnews.integrations.pandas",
}
"""Functions whose modules are imported when they are asked for, so that the import stays light."""


def __getattr__(name: str) -> object:
    """Import the functions that need more than a parser when they are asked for."""
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module 'vnnews' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List what is public."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
