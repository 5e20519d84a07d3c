"""Captions of an article: text, credit, alternative text.

Takes the caption lines of an article in page order. Gives one caption a picture. Decides what belongs together: an alt, slug or file-name
line stands before its caption, a credit line behind it, and a line that is printed twice in a row is one caption. Known limit: a
caption of two lines becomes two captions.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from vnnews.label.words.captions import is_alt_of, is_file_name, split_credit
from vnnews.text import deaccent, fold


class Picture(NamedTuple):
    """A picture of the article."""

    src: str
    alt: str = ""


class CaptionLine(NamedTuple):
    """A line labelled as caption."""

    text: str
    alt: str = ""
    """Alternative text that the mark-up gives, '' on a text page."""
    src: str = ""
    """Address of the picture that stands directly above."""
    is_alt: bool = False
    """Whether it is the alternative text of a picture, as Markdown shows it."""


class CaptionDraft(NamedTuple):
    """A caption before its place in the text is known."""

    text: str
    credit: str = ""
    alt: str = ""
    src: str = ""


def pair_captions(run: Iterable[CaptionLine], title: str) -> list[CaptionDraft]:
    """One draft for each picture of a run of caption lines that follow each other.

    Args:
        run: Caption lines with nothing between them, cleaned.
        title: The article's title, which alt lines repeat.

    >>> lines = CaptionLine("ha noi mua lon ngap pho hinh 1", src="/pho.jpg"), CaptionLine("Phố ngập. Ảnh: Lê An")
    >>> pair_captions(lines, "Hà Nội mưa lớn, ngập phố")
    [CaptionDraft(text='Phố ngập.', credit='Lê An', alt='ha noi mua lon ngap pho hinh 1', src='/pho.jpg')]
    """
    title_key = deaccent(title)
    title_fold = fold(title)
    drafts: list[CaptionDraft] = []
    pending: CaptionLine | None = None  # the alternative text of the next caption
    lines = list(run)
    for line, below in zip_longest(lines, lines[1:]):
        text = line.text
        is_named = line.is_alt and below is not None and not below.is_alt and not below.src
        if is_named or is_file_name(text) or is_alt_of(text, title_key) or fold(text) == title_fold:
            if pending is not None:
                drafts.append(CaptionDraft("", "", pending.text, pending.src))
            pending = line
            continue
        caption, credit = split_credit(text)
        src = line.src or (pending.src if pending else "")
        if credit and not caption:
            if drafts and not drafts[-1].credit and pending is None and not (src and drafts[-1].src):
                drafts[-1] = drafts[-1]._replace(credit=credit, src=drafts[-1].src or src)
            else:
                drafts.append(CaptionDraft("", credit, pending.text if pending else "", src))
                pending = None
            continue
        if drafts and pending is None and _same(caption, drafts[-1].text) and not (line.src and drafts[-1].src):
            drafts[-1] = _merge(drafts[-1], caption, credit)._replace(src=drafts[-1].src or src)
            continue
        alt = pending.text if pending else line.alt
        drafts.append(CaptionDraft(caption, credit, "" if fold(alt) in (fold(text), fold(caption)) else alt, src))
        pending = None
    if pending is not None:
        drafts.append(CaptionDraft("", "", pending.text, pending.src))
    return drafts


def _same(left: str, right: str) -> bool:
    return fold(left).rstrip(" .") == fold(right).rstrip(" .")


def _merge(draft: CaptionDraft, text: str, credit: str) -> CaptionDraft:
    """The longer of two copies: an img alt lacks the full stop or the credit that the caption has."""
    return draft._replace(text=max(draft.text, text, key=len), credit=draft.credit or credit)
