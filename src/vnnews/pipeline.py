"""The pipeline: it orders the steps and decides nothing else.

Takes raw pages, gives `Page`s with clean articles. `Pipeline.parse_page` does one page, `parse` gives its first article, `pipe`
does a stream and turns a page that fails into a `Failure`. Steps are imported on first use, so that the import stays light. What an operator of many
pages needs to know is logged under the name 'vnnews'.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import msgspec

from vnnews.arguments import (
    as_day,
    as_moment,
    check_flag,
    check_many,
    check_page,
    check_path,
    check_processes,
    check_text,
    check_texts,
    split_pairs,
)
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
)
from vnnews.models.article import OTHER, UNMARKED
from vnnews.segment.schemes import OWN_SCHEME, OWN_SEGMENTER, check_scheme, check_segmenter

if TYPE_CHECKING:
    from vnnews.gazetteer import Gazetteer
    from vnnews.mentions import Span

_log = logging.getLogger(__name__)


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
        segmenter: 'vnnews', or 'underthesea' to compare with: words are those of underthesea's own function, with offsets, whatever names
            were found.

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
    segmenter: str = OWN_SEGMENTER

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
        check_segmenter(self.segmenter, check_scheme(self.scheme))

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
        page = self._read_page(check_page(raw), url=url, date=date, kind=kind, shape=shape, title=title)
        return _name_source(page, page.url)

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

        moment = as_moment(date)
        url = None if url is None else check_text(url, "url")
        title = check_text(title, "title")
        document = read_page(raw, url=url, kind=kind, shape=shape, title=title, max_chars=self.max_page_chars)
        page = assemble_page(document, label_blocks(document, self.site_memory, labeller=self.labeller), date=moment)
        if self.min_confidence:
            page = _drop_unsure(page, self.min_confidence)
        from vnnews.text.language import detect_language

        if not page.articles:
            return msgspec.structs.replace(page, language=detect_language(page.text))
        known_date = as_day(moment)
        articles = tuple(
            self._enrich(msgspec.structs.replace(article, language=detect_language(article.text)), known_date)
            for article in page.articles
        )
        return msgspec.structs.replace(page, articles=articles, language=articles[0].language)

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

        day = as_day(as_moment(date))
        whole = unicodedata.normalize("NFC", check_text(text, "text"))
        article = Article(title="", text=whole, passages=_passages_of(whole))
        return self._name_entities(article, day, check_text(place, "place"))[1]

    @overload
    def pipe(
        self,
        pages: Iterable[bytes | str | os.PathLike[str] | RawPage],
        *,
        n_process: int = 1,
        as_tuples: Literal[False] = False,
    ) -> Iterator[Page | Failure]: ...

    @overload
    def pipe(
        self,
        pages: Iterable[tuple[bytes | str | os.PathLike[str] | RawPage, Any]],
        *,
        n_process: int = 1,
        as_tuples: Literal[True],
    ) -> Iterator[tuple[Page | Failure, Any]]: ...

    def pipe(self, pages: Iterable[Any], *, n_process: int = 1, as_tuples: bool = False) -> Iterator[Any]:
        r"""Return one `Page` or `Failure` for each page, in order; a bad page never stops the stream.

        Args:
            pages: Bytes, texts, paths or `RawPage`s; read as results are asked for, with several processes a few pages ahead.
            n_process: How many processes work, -1 for one a core. With more than one, a script must guard its start with
                ``if __name__ == "__main__":``, and what `site_memory` learns afterwards is not seen by them.
            as_tuples: Whether `pages` are pairs of a page and anything else, which comes back beside the page's result.

        Raises:
            InputError: `pages` is a single page, holds something else than pairs, or the pipeline cannot be sent to other processes.
            VnnewsError: No process can start.

        Example:
            >>> pages = [("Tin vắn: Huế mưa lớn", 7), (b"\x89PNG\r\n\x1a\n\x00\x00", 8)]
            >>> [(type(result).__name__, number) for result, number in Pipeline(words=False).pipe(pages, as_tuples=True)]
            [('Page', 7), ('Failure', 8)]
        """
        many, count = check_many(pages, "pages"), check_processes(n_process)
        contexts: deque[Any] = deque()
        if check_flag(as_tuples, "as_tuples"):
            many = split_pairs(many, contexts)
        if count == 1:
            results = _log_each(self._work_on(number, item) for number, item in enumerate(many))
        else:
            from vnnews.stream import map_in_processes

            results = _log_each(map_in_processes(_start_work, self._pack(), many, count, lost=_tell_lost))
        return ((result, contexts.popleft()) for result in results) if as_tuples else results

    def _pack(self) -> bytes:
        """The pipeline as it is sent to other processes."""
        if type(self) is not Pipeline:
            message = f"a {type(self).__name__} cannot be sent to other processes, only a Pipeline; use n_process=1"
            raise InputError(message, reason="cannot be sent")
        try:
            return msgspec.msgpack.encode(self)
        except (TypeError, ValueError, OverflowError) as error:
            message = f"the pipeline cannot be sent to other processes ({error}); use n_process=1"
            raise InputError(message, reason="cannot be sent") from None

    def _work_on(self, number: int, item: Any) -> Page | Failure:
        """The result of an item of a stream."""
        source = _name_item(number, item)
        if isinstance(item, RawPage):  # what a scraper or a dump filed as a page is one, whatever it holds
            return self.parse_raw(item if item.source else msgspec.structs.replace(item, source=source))
        try:
            return self.parse_raw(RawPage(check_page(item), source=source))
        except VnnewsError as error:
            return Failure(source, error.stage, error.message, error.reason or type(error).__name__)

    def parse_raw(self, page: RawPage) -> Page | Failure:
        """Return what is on one page of a stream, or why nothing could be; never raises on account of the page.

        Example:
            >>> Pipeline(words=False).parse_raw(RawPage("", source="tin.jsonl:1")).source
            'tin.jsonl:1'
        """
        try:
            found = self._read_page(page.raw, url=page.url, date=page.date, kind=page.kind, title=page.title)
        except VnnewsError as error:
            return Failure(page.source, error.stage, error.message, error.reason or type(error).__name__)
        except MemoryError:
            return Failure(page.source, "read", "working on it takes more memory than there is", "too large")
        except Exception as error:  # a defect of ours must not cost the rest of the stream
            _log.debug("defect: %s", page.source, exc_info=True)
            return Failure(page.source, "unknown", f"{type(error).__name__}: {error}", "defect")
        return _name_source(found, page.source or found.url)

    def _enrich(self, article: Article, known_date: dt.date | None) -> Article:
        """Add sentences to an article and, when it is in Vietnamese, words and entities."""
        from vnnews.segment import segment, segment_sentences

        spans = tuple(line for passage in article.passages for line in passage.lines())
        is_foreign = article.language in (OTHER, UNMARKED)
        if self.words and not is_foreign:
            cut = segment(
                article.text,
                passages=spans,
                user_words=self.user_words,
                scheme=self.scheme,
                segmenter=self.segmenter,
            )
        else:
            cut = segment_sentences(article.text, passages=spans)
        article = msgspec.structs.replace(article, sentences=cut.sentences, words=cut.words)
        if not self.entities or is_foreign:
            return article
        from vnnews.mentions.word_spans import word_spans

        mentions, found = self._name_entities(article, as_day(article.published) or known_date)
        words = article.words
        if self.scheme == OWN_SCHEME and self.segmenter == OWN_SEGMENTER:
            from vnnews.segment import join_words

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

    if not path:
        return default()
    gazetteer = default().with_additions(path)
    _log.info("gazetteer loaded with the records of %s", path)
    return gazetteer


_NO_ARTICLE = {
    PageType.EMPTY: "the page holds no text",
    PageType.LISTING: "the page is a list of stories, not an article",
    PageType.HOME: "the page is a home page, not an article",
    PageType.TAG: "the page lists the stories of a tag, it is not an article",
    PageType.SEARCH: "the page is a search result, not an article",
}


def _why_no_article(kind: PageType) -> str:
    return _NO_ARTICLE.get(kind, "the page holds no article") + "; parse_page() gives what is on it"


def _name_source(page: Page, source: str) -> Page:
    """The page and its articles with the name of where they came from."""
    articles = tuple(msgspec.structs.replace(article, origin=source) for article in page.articles)
    return msgspec.structs.replace(page, articles=articles, source=source)


def _name_item(number: int, item: Any) -> str:
    """What an item of a stream is called in its result."""
    known = (item.source or item.url) if isinstance(item, RawPage) else ""
    return str(known or f"page {number}")


def _log_each(results: Iterable[Page | Failure]) -> Iterator[Page | Failure]:
    """The results, after what an operator needs to know of each was logged."""
    for result in results:
        if isinstance(result, Failure):
            level = logging.ERROR if result.reason in ("defect", "worker died") else logging.WARNING
            _log.log(level, "page failed: %s: %s: %s: %s", result.source, result.stage, result.reason, result.error)
        elif result.language in (OTHER, UNMARKED):
            _log.info("page is not in Vietnamese as it is spelled: %s: %s", result.source, result.language)
        yield result


def _start_work(packed: bytes) -> Callable[[int, Any], Page | Failure]:
    """What a process does with the pages that it is sent."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as many processes as cores are threads enough
    return msgspec.msgpack.decode(packed, type=Pipeline)._work_on


def _tell_lost(number: int, item: Any) -> Failure:
    message = "the worker process died on this page"
    return Failure(_name_item(number, item), "stream", message, "worker died")
