"""Articles: one clean article from the labelled lines that belong to it.

Takes the blocks of one article with their labels, in page order, and what the page states about itself. Gives an `Article` with text
and passages, no words and no entities yet. Decides which copy of a repeated title or sapo counts, splits the dateline off, and reads
authors, source, section and tags from their lines. The visible article wins for title and sapo; structured data fills what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from vnnews.assemble.captions import CaptionDraft, CaptionLine, pair_captions
from vnnews.assemble.credits import Line, read_credits, read_section, read_tags
from vnnews.assemble.passages import Draft, clean_line, join_passages, strip_end_mark
from vnnews.label.datelines import is_dateline, split_dateline
from vnnews.models import Article, Caption, Label, Metadatum, Passage
from vnnews.text import fold


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
    title = _choose_title(cleaned, metadata)
    sapo = _distinct(line.text for line in cleaned if line.label is Label.SAPO)
    drafts, captions = _draft_body(cleaned, title)
    dateline, sapo, drafts = _take_dateline(sapo, drafts)
    head = [Draft("title", title), *(Draft("sapo", text) for text in sapo)]
    text, passages = join_passages([*head, *drafts])
    shown = {len(head) + index: caption for index, caption in captions.items()}
    authors, source = read_credits(cleaned, metadata)
    return Article(
        title=title,
        section=read_section(cleaned, metadata),
        sapo="\n\n".join(p.text for p in passages if p.role == "sapo"),
        body="\n\n".join(p.text for p in passages if p.role in ("body", "heading")),
        captions=_place_captions([*head, *drafts], shown, passages),
        dateline=dateline,
        authors=authors,
        published=published,
        modified=modified,
        source=source,
        url=url,
        tags=read_tags(cleaned, metadata),
        text=text,
        passages=passages,
    )


def _choose_title(lines: Sequence[Line], metadata: Sequence[Metadatum]) -> str:
    """The visible headline; of several copies the one that is not cut off, else the title that the page states."""
    titles = [line.text for line in lines if line.label is Label.TITLE and line.text]
    if titles:
        return next((text for text in titles if not text.endswith(("...", "…"))), titles[0])
    return next((clean_line(datum.value) for datum in metadata if datum.name == "title" and datum.value.strip()), "")


def _distinct(texts: Iterable[str]) -> list[str]:
    """The texts without later copies: a sapo printed twice counts once."""
    seen: dict[str, str] = {}
    for text in texts:
        if text:
            seen.setdefault(fold(text), text)
    return list(seen.values())


def _draft_body(lines: Sequence[Line], title: str) -> tuple[list[Draft], dict[int, CaptionDraft]]:
    """Body, headings and captions in page order, and each caption under the index of its draft."""
    drafts: list[Draft] = []
    captions: dict[int, CaptionDraft] = {}
    run: list[CaptionLine] = []

    def close_run() -> None:
        for caption in pair_captions(run, title):
            captions[len(drafts)] = caption
            drafts.append(Draft("caption", caption.text))
        run.clear()

    for line in lines:
        if line.label is Label.CAPTION:
            if line.text:
                run.append(CaptionLine(line.text, clean_line(line.alt)))
        elif line.label in (Label.BODY, Label.HEADING):
            close_run()
            text = (
                strip_end_mark(line.text) if line.label is Label.BODY else line.text
            )  # './.' can have captions behind it
            drafts.append(Draft(line.label.value, text))
    close_run()
    return drafts, captions


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
                return dateline, sapo, [*drafts[:index], Draft("body", rest), *drafts[index + 1 :]]
            break
    return "", sapo, drafts


def _cut_dateline(text: str) -> tuple[str, str]:
    if is_dateline(text):  # '(VTC News) -' on a line of its own
        return split_dateline(text + " …")[0], ""
    return split_dateline(text)


def _place_captions(
    drafts: Sequence[Draft], captions: Mapping[int, CaptionDraft], passages: Sequence[Passage]
) -> tuple[Caption, ...]:
    """Captions with their spans; one that is a credit only stands, empty, where the passage before it ends."""
    placed: list[Caption] = []
    filled = iter(passages)
    end = position = 0
    for index, draft in enumerate(drafts):
        start = end
        if draft.text:
            passage = next(filled)
            start, end = passage.start, passage.end
        if draft.role in ("body", "heading"):
            position += bool(draft.text)
        elif index in captions:
            caption = captions[index]
            placed.append(Caption(caption.text, start, end, caption.credit, caption.alt, position))
    return tuple(placed)
