"""Captions of an article: text, credit, alternative text.

Takes the caption lines of an article in page order. Gives one caption a picture. Decides what belongs together: an alt, slug or file-name
line stands before its caption, a credit line behind it, and a line that is printed twice in a row is one caption. Known limit: a
caption of two lines becomes two captions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vnnews.label.captions import is_alt_of, is_file_name, split_credit
from vnnews.text import deaccent, fold


class CaptionLine(NamedTuple):
    """A line labelled as caption."""

    text: str
    alt: str = ""
    """Alternative text that the mark-up gives, '' on a text page."""


class CaptionDraft(NamedTuple):
    """A caption before its place in the text is known."""

    text: str
    credit: str = ""
    alt: str = ""


def pair_captions(run: Iterable[CaptionLine], title: str) -> list[CaptionDraft]:
    """One draft for each picture of a run of caption lines that follow each other.

    Args:
        run: Caption lines with nothing between them, cleaned.
        title: The article's title, which alt lines repeat.

    >>> pair_captions([CaptionLine("ha noi mua lon ngap pho hinh 1"), CaptionLine("Phố ngập. Ảnh: Lê An")], "Hà Nội mưa lớn, ngập phố")
    [CaptionDraft(text='Phố ngập.', credit='Lê An', alt='ha noi mua lon ngap pho hinh 1')]
    """
    title_key = deaccent(title)
    title_fold = fold(title)
    drafts: list[CaptionDraft] = []
    pending = ""
    for line in run:
        text = line.text
        if is_file_name(text) or is_alt_of(text, title_key) or fold(text) == title_fold:
            if pending:
                drafts.append(CaptionDraft("", "", pending))
            pending = text
            continue
        caption, credit = split_credit(text)
        if credit and not caption:
            if drafts and not drafts[-1].credit and not pending:
                drafts[-1] = drafts[-1]._replace(credit=credit)
            else:
                drafts.append(CaptionDraft("", credit, pending))
                pending = ""
            continue
        if drafts and not pending and _same(caption, drafts[-1].text):
            drafts[-1] = _merge(drafts[-1], caption, credit)
            continue
        alt = pending or line.alt
        drafts.append(CaptionDraft(caption, credit, "" if fold(alt) in (fold(text), fold(caption)) else alt))
        pending = ""
    if pending:
        drafts.append(CaptionDraft("", "", pending))
    return drafts


def _same(left: str, right: str) -> bool:
    return fold(left).rstrip(" .") == fold(right).rstrip(" .")


def _merge(draft: CaptionDraft, text: str, credit: str) -> CaptionDraft:
    """The longer of two copies: an img alt lacks the full stop or the credit that the caption has."""
    return draft._replace(text=max(draft.text, text, key=len), credit=draft.credit or credit)
