"""Articles: one clean article from the labelled lines that belong to it.

Takes the blocks of one article with their labels, in page order, and what the page states about itself. Gives an `Article` with text
and passages, no words and no entities yet; tables and lists are one passage each. Decides which copy of a repeated title or sapo counts, splits the dateline off, and reads
authors, source, section and tags from their lines. The visible article wins for title and sapo; structured data fills what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from vnnews.assemble.captions import CaptionDraft, CaptionLine, Picture, pair_captions
from vnnews.assemble.credits import Line, read_credits, read_section, read_tags
from vnnews.assemble.joining import PlacedLine, join_placed
from vnnews.assemble.passages import Draft, DraftLink, clean_line, join_passages, strip_end_mark
from vnnews.label.words.lines import is_dateline, split_dateline
from vnnews.models import Article, Caption, Image, Label, Link, Metadatum, Passage
from vnnews.text import fold
from vnnews.text.site_names import strip_site

BODY_ROLES = ("body", "heading", "table", "list")
"""Roles of the passages that are the body."""
MIN_COPY = 80
"""Characters of a paragraph that no article says twice; a refrain or a short answer may come again."""

_BODY_LABELS = (Label.BODY, Label.HEADING)


def build_article(
    lines: Iterable[Line],
    metadata: Sequence[Metadatum] = (),
    *,
    url: str = "",
    published: datetime | None = None,
    modified: datetime | None = None,
) -> Article:
    """The article that a page's lines make up.

    >>> lines = [Line(Label.TITLE, "Hà Nội mưa lớn"), Line(Label.SAPO, "(VOV) - Mưa từ sáng."), Line(Label.BODY, "Phố ngập./.")]
    >>> article = build_article(lines)
    >>> article.title, article.sapo, article.dateline, article.body
    ('Hà Nội mưa lớn', 'Mưa từ sáng.', 'VOV', 'Phố ngập')
    """
    cleaned = [line._replace(text=clean_line(line.text)) for line in lines]
    title = _choose_title(cleaned, metadata, url)
    sapo = _distinct(line.text for line in cleaned if line.label is Label.SAPO)
    drafts, shown = _draft_body(cleaned, title)
    dateline, sapo, drafts = _take_dateline(sapo, drafts)
    head = [Draft("title", title), *(Draft("sapo", text) for text in sapo)]
    drafts = head + drafts
    text, passages = join_passages(drafts)
    captions, images = _place_pictures(drafts, {len(head) + index: one for index, one in shown.items()}, passages)
    authors, source = read_credits(cleaned, metadata)
    return Article(
        title=title,
        section=read_section(cleaned, metadata),
        sapo="\n\n".join(p.text for p in passages if p.role == "sapo"),
        body="\n\n".join(p.text for p in passages if p.role in BODY_ROLES),
        captions=captions,
        dateline=dateline,
        authors=authors,
        published=published,
        modified=modified,
        source=source,
        url=url,
        tags=read_tags(cleaned, metadata),
        text=text,
        passages=passages,
        links=_place_links(drafts, passages),
        images=images,
    )


def _choose_title(lines: Sequence[Line], metadata: Sequence[Metadatum], url: str) -> str:
    """The visible headline; of several copies the one that is not cut off, else the title that the page states; without the site's name.

    In a visible headline only what looks like an outlet's name is cut: 'Thanh niên tình nguyện' is no name on the pages of Thanh Niên.
    """
    titles = [line.text for line in lines if line.label is Label.TITLE and line.text]
    if titles:
        return strip_site(next((text for text in titles if not text.endswith(("...", "…"))), titles[0]))
    site = next((datum.value for datum in metadata if datum.name == "site"), "")
    stated = (clean_line(datum.value) for datum in metadata if datum.name == "title" and datum.value.strip())
    return strip_site(next(stated, ""), site=site, url=url)


def _distinct(texts: Iterable[str]) -> list[str]:
    """The texts without later copies: a sapo printed twice counts once."""
    seen: dict[str, str] = {}
    for text in texts:
        if text:
            seen.setdefault(fold(text), text)
    return list(seen.values())


def _draft_body(lines: Sequence[Line], title: str) -> tuple[list[Draft], dict[int, CaptionDraft | Picture]]:
    """Body, tables, lists, headings and captions in page order; captions and pictures without one under the index of their drafts."""
    drafts: list[Draft] = []
    shown: dict[int, CaptionDraft | Picture] = {}
    captions: list[CaptionLine] = []
    placed: list[PlacedLine] = []
    whole = -1  # the table or list of these lines

    def close() -> None:
        nonlocal whole
        if captions:
            for caption in pair_captions(captions, title):
                shown[len(drafts)] = caption
                drafts.append(Draft("caption", caption.text))
            captions.clear()
        if placed:
            drafts.append(join_placed(placed))
            placed.clear()
        whole = -1

    seen: set[str] = set()
    for line in lines:
        if line.label is Label.BODY and len(line.text) >= MIN_COPY and line.place is None:
            if line.text in seen:
                continue  # the page holds its story twice, once for phones
            seen.add(line.text)
        is_caption = line.label is Label.CAPTION and bool(line.text)
        if not is_caption and line.label not in _BODY_LABELS and not line.pictures:
            continue
        own = line.pictures[-1] if is_caption and line.pictures else None
        if len(line.pictures) > (own is not None):
            close()
            for picture in line.pictures[: len(line.pictures) - (own is not None)]:
                shown[len(drafts)] = picture
                drafts.append(Draft("image", ""))
        if is_caption:
            if placed:
                close()
            captions.append(CaptionLine(line.text, clean_line(line.alt), own.src if own else "", line.is_alt))
        elif line.label in _BODY_LABELS:
            # './.' can have captions behind it
            text = strip_end_mark(line.text) if line.label is Label.BODY else line.text
            if captions or line.place is None or line.place[0] != whole:
                close()
            end = len(text)
            links = tuple(link._replace(end=min(link.end, end)) for link in line.links if link.start < end)
            if line.place is None:
                drafts.append(Draft(line.label.value, text, links))
            else:
                whole = line.place[0]
                placed.append(PlacedLine(line.place, text, links))
    close()
    return drafts, shown


def _take_dateline(sapo: list[str], drafts: list[Draft]) -> tuple[str, list[str], list[Draft]]:
    """Split the dateline off the sapo, or off the first paragraph when the sapo has none."""
    if sapo:
        dateline, rest = _cut_dateline(sapo[0])
        if dateline:
            return dateline, [rest, *sapo[1:]], drafts
    for index, draft in enumerate(drafts):
        if draft.role == "body":
            dateline, rest = _cut_dateline(draft.text)
            if dateline:
                cut = Draft("body", rest, _cut_links(draft, rest))
                return dateline, sapo, [*drafts[:index], cut, *drafts[index + 1 :]]
            break
    return "", sapo, drafts


def _cut_dateline(text: str) -> tuple[str, str]:
    if is_dateline(text):  # '(VTC News) -' on a line of its own
        return split_dateline(text + " …")[0], ""
    return split_dateline(text)


def _cut_links(draft: Draft, rest: str) -> tuple[DraftLink, ...]:
    """The links of a paragraph that stand in the rest behind its dateline."""
    by = draft.text.find(rest)
    return tuple(DraftLink(a - by, b - by, url) for a, b, url in draft.links if by <= a) if by >= 0 else ()


def _place_pictures(
    drafts: Sequence[Draft], shown: Mapping[int, CaptionDraft | Picture], passages: Sequence[Passage]
) -> tuple[tuple[Caption, ...], tuple[Image, ...]]:
    """Captions and pictures with their places; one that has no text stands where the passage before it ends."""
    captions: list[Caption] = []
    images: list[Image] = []
    filled = iter(passages)
    end = position = 0
    for index, draft in enumerate(drafts):
        start = end
        if draft.text:
            passage = next(filled)
            start, end = passage.start, passage.end
        one = shown.get(index)
        if isinstance(one, CaptionDraft):
            captions.append(Caption(one.text, start, end, one.credit, one.alt, position, one.src))
        elif one is not None:
            images.append(Image(one.src, one.alt, end, position))
        elif draft.role in BODY_ROLES:
            position += bool(draft.text)
    return tuple(captions), tuple(images)


def _place_links(drafts: Sequence[Draft], passages: Sequence[Passage]) -> tuple[Link, ...]:
    """The links of all passages, counted in the article's text."""
    return tuple(
        Link(passage.start + first, passage.start + last, draft.text[first:last], url)
        for draft, passage in zip([draft for draft in drafts if draft.text], passages, strict=True)
        for first, last, url in draft.links
    )
