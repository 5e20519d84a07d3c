"""`vnnews explain`: why each block of a page got its label and each name its meaning."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from vnnews.batch.shown import visible
from vnnews.cli.page import page_options, read_one_page
from vnnews.label.explain import Reason, explain_page
from vnnews.link import link_entities
from vnnews.link.sureness import Reasoned, reasoning
from vnnews.mentions import find_mentions
from vnnews.models import Article, Block, Label, Mention, Page, Post
from vnnews.pipeline import Pipeline
from vnnews.read import read_page

STYLES = {
    Label.TITLE: "bold bright_green",
    Label.SAPO: "bold green",
    Label.HEADING: "bold cyan",
    Label.BODY: "green",
    Label.CAPTION: "yellow",
    Label.SECTION: "blue",
    Label.DATE: "blue",
    Label.BYLINE: "blue",
    Label.SOURCE: "blue",
    Label.TAGS: "blue",
    Label.RELATED: "magenta",
    Label.COMMENT: "bright_black",
    Label.BOILERPLATE: "bright_black",
}

MIN_RUNNER_UP = 0.1
"""Probability from which the second label of a block is worth telling."""
_AROUND = 40
"""Code points of the sentence that are shown on either side of a mention: fits 100 columns with most names."""


@click.command()
@page_options
@click.option(
    "--entities",
    is_flag=True,
    help="Show each official, agency and province: how sure it is, why, and the rule of each mention.",
)
@click.option(
    "--article", "number", type=click.IntRange(1), metavar="N", help="Show only what belongs to article N of the page."
)
@click.option(
    "--label",
    "labels",
    multiple=True,
    type=click.Choice([label.value for label in Label]),
    help="Show only blocks with this label; may be given more than once.",
)
def explain(
    page: str,
    url: str | None,
    date: str | None,
    kind: str | None,
    *,
    entities: bool,
    number: int | None,
    labels: tuple[str, ...],
) -> None:
    """Show every block of PAGE with its label, how sure that is, and the reasons.

    Where another label is likely too, it stands behind 'or'.

    PAGE is an HTML page or the plain text of one; '-' reads standard input.

    Example: vnnews explain page.html --label body --article 1
    """
    raw = read_one_page(page, kind)
    found = Pipeline(words=False, entities=False).parse_page(raw, url=url, date=date, kind=kind)
    if number is not None and number > len(found.articles):
        raise click.UsageError(f"--article {number}: the page has {len(found.articles)} articles")
    reasons = explain_page(read_page(raw, url=url, kind=kind))
    console = Console(highlight=False, soft_wrap=True)
    console.print(_headline(found))
    for block, reason in zip(found.blocks, reasons, strict=True):
        if (labels and block.label.value not in labels) or (number is not None and block.article != number - 1):
            continue
        console.print(_block_line(block, len(found.articles)))
        console.print(_reason_line(reason))
    if number is None and (not labels or Label.RELATED.value in labels):
        for place, story in enumerate(found.related, 1):
            times = f" (×{story.repeats})" if story.repeats > 1 else ""
            console.print(Text(f"related story {place}{times}: {visible(story.title or story.summary)}", "magenta"))
    if entities:
        for article in found.articles if number is None else found.articles[number - 1 : number]:
            for line in _entity_lines(_with_reasons(article)):
                console.print(line)


def _headline(page: Page) -> Text:
    parts = [f"{page.kind} page", f"type {page.type}", f"{len(page.blocks)} blocks", f"{len(page.articles)} articles"]
    return Text(", ".join([*parts, f"{len(page.related)} related stories"]), "bold")


def _block_line(block: Block, articles: int) -> Text:
    number = f" {block.article + 1}" if articles > 1 and block.article is not None else ""
    line = Text(f"{block.label + number:<13}", STYLES[block.label])
    line.append(f"{block.confidence:4.0%}  ", "dim")
    return line.append(visible(" ".join(block.text.split())), STYLES[block.label])


def _reason_line(reason: Reason) -> Text:
    because = "; ".join(phrase for phrase, _ in reason.because) or "nothing known"
    likely = reason.second_probability >= MIN_RUNNER_UP
    other = f" (or {reason.second.value}, {reason.second_probability:.0%})" if likely else ""
    return Text(f"{'':19}{because}{other}", "dim")


def _with_reasons(article: Article) -> Article:
    """The article with entities whose confidences know their reasons; the date that was given stands in it where the page states none."""
    day = article.published.date() if article.published else None
    found = link_entities(article, find_mentions(article, on=day), on=day, sureness=reasoning())
    return msgspec.structs.replace(
        article, provinces=found.provinces, agencies=found.agencies, officials=found.officials, places=found.places
    )


def _sureness_line(confidence: float, indent: str = "") -> Text:
    because = "; ".join(confidence.reasons) if isinstance(confidence, Reasoned) else ""
    return Text(f"{indent}    {confidence:.0%} sure: {visible(because)}", "dim")


def _entity_lines(article: Article) -> Iterator[Text]:
    yield Text(f"\nin '{visible(article.title)}'", "bold")
    for official in article.officials:
        yield Text(visible(f"official {' '.join(filter(None, (official.rank, official.name)))}"), "bold bright_red")
        yield _sureness_line(official.confidence)
        for post in official.posts:
            yield Text(visible(f"    post {_post(post)}"))
            yield _sureness_line(post.confidence, "    ")
        yield from _mention_lines(article, official.mentions)
    for agency in article.agencies:
        where = ", ".join(filter(None, (agency.level, agency.province or agency.country, agency.parent)))
        yield Text(visible(f"agency {agency.name}" + (f" ({where})" if where else "")), "bold bright_blue")
        yield _sureness_line(agency.confidence)
        yield from _mention_lines(article, agency.mentions)
    for province in article.provinces:
        yield Text(f"province {province.full_name or province.name} ({province.id})", "bold bright_yellow")
        yield _sureness_line(province.confidence)
        yield from _mention_lines(article, province.mentions)
    for place in article.places:
        where = ", ".join(filter(None, (place.district, place.province, place.id or f"{len(place.readings)} readings")))
        yield Text(visible(f"place {place.full_name} ({where})"), "bold bright_yellow")
        yield from _mention_lines(article, place.mentions)


def _post(post: Post) -> str:
    said = ", ".join(filter(None, (post.role, post.agency, post.province)))
    return said if post.status == "current" else f"{said} [{post.status}]"


def _mention_lines(article: Article, mentions: tuple[Mention, ...]) -> Iterator[Text]:
    """Yield two lines a mention: the sentence around it, and marks under it with the rule."""
    for mention in mentions:
        first, last = _sentence_around(article, mention)
        before, shown, after = (
            visible(article.text[start:end].replace("\n", " "))
            for start, end in (
                (max(first, mention.start - _AROUND), mention.start),
                (mention.start, mention.end),
                (mention.end, min(last, mention.end + _AROUND)),
            )
        )
        yield Text("    ").append(before, "dim").append(shown, "bold").append(after, "dim")
        yield Text(f"    {' ' * cell_len(before)}{'^' * cell_len(shown)} {mention.rule}", "cyan")


def _sentence_around(article: Article, mention: Mention) -> tuple[int, int]:
    for sentence in article.sentences:
        if sentence.start <= mention.start < sentence.end:
            return sentence.start, max(sentence.end, mention.end)
    return 0, len(article.text)
