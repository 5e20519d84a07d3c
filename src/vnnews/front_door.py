"""The functions that most callers need, each one call of a pipeline with its defaults.

Takes one raw page or text, gives a `Page`, an `Article`, the entities or the words. Decides nothing; options are those of `vnnews.Pipeline`.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable

from vnnews.arguments import check_texts
from vnnews.models import Article, Entities, Page, Segmentation
from vnnews.pipeline import Pipeline
from vnnews.segment.schemes import OWN_SCHEME, OWN_SEGMENTER

_DEFAULT = Pipeline()


def parse(
    raw: bytes | str | os.PathLike[str],
    *,
    url: str | None = None,
    date: dt.date | str | None = None,
    kind: str | None = None,
    shape: str | None = None,
    title: str = "",
) -> Article:
    """Return the article of a raw page, clean, with words, officials, agencies and provinces.

    Args:
        raw: An HTML page or the plain text of one, as text or bytes, or the path of a file that holds it (`pathlib.Path`).
        url: Where the page came from, when known.
        date: The page's date when the caller knows it, or its moment (`datetime`, or ISO text with a time; Viet Nam's time when it
            names no zone): used when the page states none, and for 'n phút trước'.
        kind: 'html' or 'text' to force the kind; recognised when None.
        shape: How a text page was flattened: 'lines', 'fragments', 'wrapped', 'markdown', 'layout', 'source' or 'line'; recognised when
            None.
        title: The headline when the caller knows it: used when the page holds none.

    Raises:
        NotAnArticle: The page holds no article; `reason` is its page type ('listing', 'empty', …).
        UnreadablePage: The bytes are no text.
        PageTooLarge: The page exceeds the size limit.
        InputError: An argument is of the wrong type or value, or `raw` is only the address or the path of a page.
    """
    return _DEFAULT.parse(raw, url=url, date=date, kind=kind, shape=shape, title=title)


def parse_page(
    raw: bytes | str | os.PathLike[str],
    *,
    url: str | None = None,
    date: dt.date | str | None = None,
    kind: str | None = None,
    shape: str | None = None,
    title: str = "",
) -> Page:
    """Return everything that is on a raw page: labelled blocks, none to many articles, related stories.

    Takes the same arguments as `parse`; never raises `NotAnArticle`.
    """
    return _DEFAULT.parse_page(raw, url=url, date=date, kind=kind, shape=shape, title=title)


def find_entities(text: str, *, date: dt.date | str | None = None, place: str = "") -> Entities:
    """Return the officials, agencies and provinces that a text names: an article's body, a headline, one sentence.

    Args:
        text: Any text; each line is a passage of its own. Offsets are code points of its NFC form.
        date: The day of the text, which decides which provinces and bodies there are; all recent ones when None.
        place: The province that bare forms mean ('UBND tỉnh', 'Công an TP') where the text names none.

    Raises:
        InputError: `text` is no str, `date` is no date, or `place` is no province.

    Example:
        >>> found = find_entities("Ông Trần Văn Bé, Giám đốc Sở Y tế, họp với Công an tỉnh.", place="Cà Mau")
        >>> [(official.name, official.posts[0].role, official.posts[0].agency) for official in found.officials]
        [('Trần Văn Bé', 'Giám đốc', 'Sở Y tế tỉnh Cà Mau')]
        >>> [agency.name for agency in found.agencies]
        ['Sở Y tế tỉnh Cà Mau', 'Công an tỉnh Cà Mau']
    """
    return _DEFAULT.find_entities(text, date=date, place=place)


def segment(
    text: str, *, user_words: Iterable[str] = (), scheme: str = OWN_SCHEME, segmenter: str = OWN_SEGMENTER
) -> Segmentation:
    """Return the sentences and words of a text with exact offsets.

    Args:
        text: Any text; `Segmentation.text` is its NFC form, which the spans refer to.
        user_words: Words of your own that are never cut.
        scheme: 'vnnews', or 'rdr' for the words of VnCoreNLP's segmenter, which PhoBERT expects, from your own copy of its
            model (docs/howto-phobert.md).
        segmenter: 'vnnews', or 'underthesea' for the words of underthesea's own function, with offsets, to compare with.

    Raises:
        InputError: `text` is no str, `user_words` are not several, or there is no such scheme or segmenter.
        ModelError: The model's files are missing or have another layout.

    Example:
        >>> [w.text for w in segment("Bộ trưởng thăm tỉnh Quảng Ninh.").words]
        ['Bộ trưởng', 'thăm', 'tỉnh', 'Quảng Ninh', '.']
    """
    from vnnews.segment import segment as segment_text

    return segment_text(text, user_words=check_texts(user_words, "user_words"), scheme=scheme, segmenter=segmenter)
