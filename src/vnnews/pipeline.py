"""The pipeline: it orders the steps and decides nothing else.

Takes raw pages, gives `Page`s with clean articles. `parse_page` does one page, `parse` gives its first article, `Pipeline.pipe`
does a stream and turns a page that fails into a `Failure`. Steps are imported on first use, so that the import stays light.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vnnews.arguments import check_flag, check_many, check_page, check_path, check_text, check_texts
from vnnews.errors import InputError, NotAnArticle, VnnewsError
from vnnews.label.site_memory import SiteMemory
from vnnews.models import (
    MAX_PAGE_CHARS,
    WITH_ARTICLE,
    Article,
    Entities,
    Failure,
    Page,
    PageType,
    Passage,
    RawPage,
    Segmentation,
)
from vnnews.segment.schemes import OWN_SCHEME, check_scheme

if TYPE_CHECKING:
    from vnnews.gazetteer import Gazetteer
    from vnnews.mentions import Span


class Pipeline(msgspec.Struct, frozen=True, kw_only=True):
    r"""The steps with their options; immutable, so that it can be shared by threads and pickled to processes.

    Args:
        words: Whether articles are segmented into words (loads the model on first use).
        entities: Whether officials, agencies and provinces are looked for.
        user_words: Words of your own that are never cut, e.g. ``("trí tuệ nhân tạo",)``.
        gazetteer: Path of a file with records that add to or override the built-in gazetteer, or ''.
        max_page_chars: Pages with more bytes or code points raise `PageTooLarge`.
        labeller: Path of a file with weights for the labels, learned from pages of your own, or '' for those of the package.
        min_confidence: Articles, provinces, agencies, officials and posts of which the pipeline is less sure are left out; each has a
            `confidence`. An official none of whose posts is left is left out too.
        site_memory: What other pages of the same sites have taught about their recurring lines; it learns only when you call
            its `learn`.
        scheme: 'vnnews', or 'rdr' for the words of VnCoreNLP's segmenter, which PhoBERT expects, from your own copy of its
            model (docs/howto-phobert.md).

    Raises:
        InputError: An option is of the wrong type or value; the message says what is expected.

    Example:
        >>> pages = ["Tin vắn", b"\x89PNG\r\n\x1a\n\x00\x00"]
        >>> [type(result).__name__ for result in Pipeline(words=False).pipe(pages)]
        ['Page', 'Failure']
    """

    words: bool = True
    entities: bool = True
    user_words: tuple[str, ...] = ()
    gazetteer: str = ""
    max_page_chars: int = MAX_PAGE_CHARS
    site_memory: SiteMemory | None = None
    labeller: str = ""
    min_confidence: float = 0.0
    scheme: str = OWN_SCHEME

    def __post_init__(self) -> None:
        check_flag(self.words, "words")
        check_flag(self.entities, "entities")
        msgspec.structs.force_setattr(self, "user_words", check_texts(self.user_words, "user_words"))
        msgspec.structs.force_setattr(self, "gazetteer", check_path(self.gazetteer, "gazetteer"))
        if not isinstance(self.max_page_chars, int) or self.max_page_chars <= 0:
            raise InputError(f"max_page_chars must be a positive int, got {self.max_page_chars!r}", reason="max_chars")
        msgspec.structs.force_setattr(self, "labeller", check_path(self.labeller, "labeller"))
        if not isinstance(self.min_confidence, int | float) or not 0 <= self.min_confidence <= 1:
            raise InputError(
                f"min_confidence must be from 0 to 1, got {self.min_confidence!r}", reason="min_confidence"
            )
        if not isinstance(self.site_memory, SiteMemory | None):
            raise InputError(f"site_memory must be a SiteMemory or None, got {self.site_memory!r:.60}", reason="type")
        check_scheme(self.scheme)

    def parse_page(
        self,
        raw: bytes | str | os.PathLike[str],
        *,
        url: str | None = None,
        date: dt.date | str | None = None,
        kind: str | None = None,
        shape: str | None = None,
        title: str = "",
    ) -> Page:
        """Return everything that is on a page; see `vnnews.parse_page`."""
        return self._read_page(check_page(raw), url=url, date=date, kind=kind, shape=shape, title=title)

    def _read_page(
        self,
        raw: bytes | str,
        *,
        url: str | None,
        date: dt.date | str | None,
        kind: str | None,
        title: str,
        shape: str | None = None,
    ) -> Page:
        from vnnews.assemble import assemble_page
        from vnnews.label import label_blocks
        from vnnews.read import read_page

        moment = _as_moment(date)
        url = None if url is None else check_text(url, "url")
        title = check_text(title, "title")
        document = read_page(raw, url=url, kind=kind, shape=shape, title=title, max_chars=self.max_page_chars)
        page = assemble_page(document, label_blocks(document, self.site_memory, labeller=self.labeller), date=moment)
        if self.min_confidence:
            page = _drop_unsure(page, self.min_confidence)
        if not page.articles:
            return page
        known_date = _as_day(moment)
        articles = tuple(self._enrich(article, known_date) for article in page.articles)
        return msgspec.structs.replace(page, articles=articles)

    def parse(
        self,
        raw: bytes | str | os.PathLike[str],
        *,
        url: str | None = None,
        date: dt.date | str | None = None,
        kind: str | None = None,
        shape: str | None = None,
        title: str = "",
    ) -> Article:
        """Return the page's first article; see `vnnews.parse`."""
        page = self.parse_page(raw, url=url, date=date, kind=kind, shape=shape, title=title)
        if not page.articles:
            if page.type in WITH_ARTICLE:
                message = f"no article on the page reaches min_confidence={self.min_confidence}"
                raise NotAnArticle(message, source=page.url, stage="assemble", reason="unsure")
            raise NotAnArticle(_why_no_article(page.type), source=page.url, stage="assemble", reason=page.type.value)
        return page.articles[0]

    def find_entities(self, text: str, *, date: dt.date | str | None = None, place: str = "") -> Entities:
        """Return what a text names; see `vnnews.find_entities`."""
        import unicodedata

        day = _as_day(_as_moment(date))
        whole = unicodedata.normalize("NFC", check_text(text, "text"))
        article = Article(title="", text=whole, passages=_passages_of(whole))
        return self._name_entities(article, day, check_text(place, "place"))[1]

    def pipe(self, pages: Iterable[bytes | str | RawPage]) -> Iterator[Page | Failure]:
        """Return one `Page` or `Failure` for each page, in order; a bad page never stops the stream.

        Raises:
            InputError: `pages` is a single page.
        """
        return self._pipe(check_many(pages, "pages"))

    def _pipe(self, pages: Iterable[bytes | str | RawPage]) -> Iterator[Page | Failure]:
        for number, item in enumerate(pages):
            page = item if isinstance(item, RawPage) else RawPage(raw=item)
            source = str(page.source or page.url or f"page {number}")
            try:
                # what a scraper or a dump filed as a page is one, whatever it holds
                raw = page.raw if page is item else check_page(item)
                yield self._read_page(raw, url=page.url, date=page.date, kind=page.kind, title=page.title)
            except VnnewsError as error:
                yield Failure(source, error.stage, error.message, error.reason or type(error).__name__)
            except MemoryError:
                yield Failure(source, "read", "working on it takes more memory than there is", "too large")
            except Exception as error:  # a defect of ours must not cost the rest of the stream
                yield Failure(source, "unknown", f"{type(error).__name__}: {error}", "defect")

    def _enrich(self, article: Article, known_date: dt.date | None) -> Article:
        """Add sentences, words and entities to an article."""
        from vnnews.segment import join_words, segment, segment_sentences

        spans = tuple(line for passage in article.passages for line in passage.lines())
        if self.words:
            cut = segment(article.text, passages=spans, user_words=self.user_words, scheme=self.scheme)
        else:
            cut = segment_sentences(article.text, passages=spans)
        article = msgspec.structs.replace(article, sentences=cut.sentences, words=cut.words)
        if not self.entities:
            return article
        from vnnews.mentions.word_spans import word_spans

        mentions, found = self._name_entities(article, _as_day(article.published) or known_date)
        words = article.words
        if self.scheme == OWN_SCHEME:
            names, bounds = word_spans(article.text, mentions)
            words = join_words(article.text, words, names, bounds=bounds)
        return msgspec.structs.replace(
            article,
            words=words,
            provinces=found.provinces,
            agencies=found.agencies,
            officials=found.officials,
            places=found.places,
        )

    def _name_entities(
        self, article: Article, day: dt.date | None, place: str = ""
    ) -> tuple[tuple[tuple[Span, ...], ...], Entities]:
        """Find what an article of a day names: the spans of each passage, and the entities that are sure enough."""
        from vnnews.link import keep_sure, link_entities
        from vnnews.mentions import find_mentions

        facts = _gazetteer_with(self.gazetteer, _modified(self.gazetteer))
        province = _name_of_province(facts, place, day) if place else ""
        mentions = find_mentions(article, on=day, gazetteer=facts)
        found = link_entities(article, mentions, on=day, gazetteer=facts, place=province)
        return mentions, keep_sure(found, self.min_confidence)


def _passages_of(text: str) -> tuple[Passage, ...]:
    """A passage for each line that holds something."""
    passages, at = [], 0
    for line in text.splitlines(keepends=True):
        if words := line.strip():
            start = at + line.index(words)
            passages.append(Passage("body", start, start + len(words), words))
        at += len(line)
    return tuple(passages)


def _name_of_province(facts: Gazetteer, place: str, day: dt.date | None) -> str:
    """The short name of the province that the caller means.

    Raises:
        InputError: The gazetteer knows no province of that name on that day.
    """
    known = facts.province(place, day)
    if not known.records:
        when = f" on {day:%Y-%m-%d}" if day else ""
        raise InputError(f"place must be a province, {place!r} is none{when}", reason="place")
    return known.records[0].name


def _drop_unsure(page: Page, least: float) -> Page:
    """The page without the articles that are less sure; their blocks keep their labels and belong to none."""
    kept = [number for number, article in enumerate(page.articles) if article.confidence >= least]
    if len(kept) == len(page.articles):
        return page
    numbers = {old: new for new, old in enumerate(kept)}
    blocks = tuple(
        msgspec.structs.replace(block, article=None if block.article is None else numbers.get(block.article))
        for block in page.blocks
    )
    return msgspec.structs.replace(page, blocks=blocks, articles=tuple(page.articles[number] for number in kept))


def _modified(path: str) -> int:
    """When a file was last changed, in ns; 0 for none, so that reading it gives the error."""
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=8)
def _gazetteer_with(path: str, _changed: int) -> Gazetteer:
    """The packaged gazetteer, with the records of a user's file when there is one; read again when the file has changed."""
    from vnnews.gazetteer import default

    return default().with_additions(path) if path else default()


_NO_ARTICLE = {
    PageType.EMPTY: "the page holds no text",
    PageType.LISTING: "the page is a list of stories, not an article",
    PageType.HOME: "the page is a home page, not an article",
    PageType.TAG: "the page lists the stories of a tag, it is not an article",
    PageType.SEARCH: "the page is a search result, not an article",
}


def _why_no_article(kind: PageType) -> str:
    return _NO_ARTICLE.get(kind, "the page holds no article") + "; parse_page() gives what is on it"


def _as_moment(value: dt.date | str | None) -> dt.date | None:
    """The caller's date: a day stays a day, a moment is in Viet Nam's time; one without a zone is taken as local there.

    Raises:
        InputError: The value is no date and no ISO 8601 text.
    """
    from vnnews.text.dates import VIETNAM

    if value is None or type(value) is dt.date:
        return value
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)  # type: ignore[arg-type]
        if isinstance(value, str) and len(value) <= len("2025-07-01"):
            return moment.date()
        return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    except (TypeError, ValueError, OverflowError):
        raise InputError(
            f"date must be a date or ISO text like 2025-07-01, got {value!r}", stage="read", reason="bad date"
        ) from None


def _as_day(moment: dt.date | None) -> dt.date | None:
    """The day of a moment; a day stays one."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


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


def segment(text: str, *, user_words: Iterable[str] = (), scheme: str = OWN_SCHEME) -> Segmentation:
    """Return the sentences and words of a text with exact offsets.

    Args:
        text: Any text; `Segmentation.text` is its NFC form, which the spans refer to.
        user_words: Words of your own that are never cut.
        scheme: 'vnnews', or 'rdr' for the words of VnCoreNLP's segmenter, which PhoBERT expects, from your own copy of its
            model (docs/howto-phobert.md).

    Raises:
        InputError: `text` is no str, `user_words` are not several, or there is no such scheme.
        ModelError: The model's files are missing or have another layout.

    Example:
        >>> [w.text for w in segment("Bộ trưởng thăm tỉnh Quảng Ninh.").words]
        ['Bộ trưởng', 'thăm', 'tỉnh', 'Quảng Ninh', '.']
    """
    from vnnews.segment import segment as segment_text

    return segment_text(text, user_words=check_texts(user_words, "user_words"), scheme=scheme)
