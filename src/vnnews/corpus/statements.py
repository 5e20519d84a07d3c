"""From articles to statements: one row for each post of each official.

Takes an `Article` (or what a file holds of one), gives `Statement`s. Decides which sentence states a post, what it says happens to the post, whether a
title of courtesy tells the gender, where an age or a year of birth stands beside the name; and by which fingerprint copies of one story are known.

Known limits: an appointment told in another sentence than the post is not seen; a day without a year is that of the article's year.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlsplit

from vnnews.corpus.names import name_block
from vnnews.models.people import Statement
from vnnews.text import find_dates, fold, fold_letters, slug

MIN_SENTENCE = 40
"""Code points from which on a sentence is unlikely to stand in two stories by chance; shorter ones do not make a fingerprint."""

CHANGE_REACH = 120
"""Code points in front of a post in which the words of an appointment are looked for."""

BIRTH_REACH = 60
"""Code points behind a name in which a year of birth or an age is looked for: 'Ông Lê Văn An, sinh năm 1970'."""

AGES = range(20, 101)
"""Ages that an official can have."""

_WORD = re.compile(r"\w+")
_PASSIVE = frozenset({"được", "bị"})
_MARK = re.compile(r"[,;:()\-–]")
_YEAR = re.compile(r"[Nn]ăm ((?:19|20)\d\d)(?!\s?-)")
_SHORT_DAY = re.compile(r"ngày (\d{1,2})[/-](\d{1,2})(?![\d/-])")


class ArticleLike(Protocol):
    """What is needed of an article; `Article` has it, and so has the leaner type that files are read to."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime | None: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def agencies(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def officials(self) -> Sequence[Any]: ...  # noqa: D102


def identify_article(article: ArticleLike) -> str:
    """Return the key of an article in a corpus: its address, else 'article-' and a hash of its text.

    >>> from vnnews.models import Article
    >>> identify_article(Article("Tin", url="https://bao.example/1")), identify_article(Article("Tin", text="Tin"))[:8]
    ('https://bao.example/1', 'article-')
    """
    return article.url or "article-" + _hash(f"{article.title}\n{article.text}")


def trace_story(article: ArticleLike) -> str:
    """Return the fingerprint that copies of a story share: the least hash of its sentences, so that a copy with one in ten changed has it nine times in ten.

    >>> from vnnews.models import Article, Sentence
    >>> told = "Sáng nay, mưa lớn làm ngập nhiều tuyến đường ở trung tâm."
    >>> one = Article("Mưa lớn", text=told, sentences=(Sentence(0, len(told), told),))
    >>> two = Article("Ngập đường", text=told + " Ảnh: TTXVN", sentences=one.sentences)
    >>> trace_story(one) == trace_story(two)
    True
    """
    text = article.text
    hashes = [_hash(text[s.start : s.end].lower()) for s in article.sentences if s.end - s.start >= MIN_SENTENCE]
    return min(hashes) if hashes else _hash(" ".join(_WORD.findall(text.lower())))


def state_posts(article: ArticleLike) -> list[Statement]:
    """Return one statement for each post of each official; one without a post gives a statement with an empty role.

    >>> from vnnews.models import Article, Mention, Official, Post
    >>> text = "Bà Trần Thị Mai được bổ nhiệm làm Giám đốc Sở Y tế tỉnh Cà Mau."
    >>> post = Post("Giám đốc", "Sở Y tế tỉnh Cà Mau", province="Cà Mau", start=34, end=62)
    >>> mai = Official("Trần Thị Mai", "Bà", posts=(post,), mentions=(Mention(3, 15, "Trần Thị Mai", "full_name"),))
    >>> one, = state_posts(Article("", text=text, officials=(mai,)))
    >>> one.body_id, one.change, one.gender, one.sentence == text
    ('vn:so-y-te-tinh-ca-mau', 'appointed', 'female', True)
    """
    officials = article.officials
    if not officials:
        return []
    text, agencies = article.text, {agency.name: agency for agency in article.agencies}
    published = article.published.date() if article.published is not None else None
    key, story, outlet = identify_article(article), trace_story(article), name_outlet(article)
    starts = [sentence.start for sentence in article.sentences]
    made = []
    for number, official in enumerate(officials):
        at = min((mention.start for mention in official.mentions), default=0)
        born = _read_birth(text, official.mentions, published)
        for index, post in enumerate(official.posts or (None,)):
            start, end = _find_sentence(article, starts, post.start if post else at)
            agency = agencies.get(post.agency) if post else None
            is_abroad = official.foreign and not (agency is not None and agency.foreign)
            change, day = _read_change(text, start, post, official.mentions, published, end) if post else ("", None)
            made.append(
                Statement(
                    article=key,
                    official=number,
                    post=index if post else -1,
                    name=official.name,
                    block=name_block(official.name),
                    role=post.role if post else "",
                    body=post.agency if post else "",
                    body_id=_identify_body(post, is_abroad) if post else "",
                    kind=agency.kind if agency else "",
                    level=agency.level if agency and not is_abroad else "",
                    parent=agency.parent if agency else "",
                    province=post.province if post else "",
                    status=post.status if post else "",
                    change=change,
                    changed_on=day,
                    honorific=official.honorific,
                    gender=read_gender(official.honorific),
                    rank=official.rank,
                    born=born,
                    foreign=official.foreign,
                    confidence=post.confidence if post else official.confidence,
                    published=published,
                    title=article.title,
                    url=article.url,
                    outlet=outlet,
                    story=story,
                    sentence=text[start:end],
                    start=start,
                    end=end,
                    at=at,
                )
            )
    return made


def _identify_body(post: Any, is_abroad: bool) -> str:
    """The id of the body; that of a foreigner whose 'Bộ Quốc phòng' is not said to be another country's has no 'vn:'."""
    if not post.agency:
        return ""
    if is_abroad:
        return slug(post.agency)
    return str(post.agency_id or f"vn:{slug(post.agency)}")


def name_outlet(article: ArticleLike) -> str:
    """Return the paper of an article: the host of its address without 'www.', else the name of its source.

    >>> from vnnews.models import Article
    >>> name_outlet(Article("Tin", url="https://www.bao.example/1")), name_outlet(Article("Tin", source="Báo Mẫu"))
    ('bao.example', 'Báo Mẫu')
    """
    for address in (article.url, article.source):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:  # 'http://[::1'
            continue
        if host:
            return host.removeprefix("www.")
    return article.source


@cache
def read_gender(honorific: str) -> str:
    """Return what a title of courtesy says of its bearer: 'male', 'female' or ''.

    >>> read_gender("Bà"), read_gender("ông"), read_gender("đồng chí")
    ('female', 'male', '')
    """
    return _genders().get(fold(honorific), "")


@cache
def _genders() -> dict[str, str]:
    from vnnews.gazetteer import default

    return {fold(form): record.gender for record in default().honorifics for form in (record.text, *record.variants)}


def _find_sentence(article: ArticleLike, starts: list[int], at: int) -> tuple[int, int]:
    """The sentence around a place; the line around it where the article was not cut into sentences."""
    place = bisect_right(starts, at) - 1
    if place >= 0 and at < article.sentences[place].end:
        return article.sentences[place].start, article.sentences[place].end
    start = article.text.rfind("\n", 0, at) + 1
    end = article.text.find("\n", at)
    return start, len(article.text) if end < 0 else end


def _read_change(
    text: str, start: int, post: Any, mentions: Sequence[Any], published: date | None, end: int
) -> tuple[str, date | None]:
    """What a sentence says happens to a post of it, and on which day.

    Only words that nothing but the person parts from the post count: 'điều động bà Mai, Phó Giám đốc Sở Y tế' tells of no new post.
    """
    first = max(start, post.start - CHANGE_REACH)
    before = fold_letters(text[first : post.start])
    cues = _change_pattern()
    found = max(cues.finditer(before), key=lambda cue: cue.end(), default=None)
    if found is None or not any(start <= mention.start and mention.end <= post.start for mention in mentions):
        return "", None
    words, change = _change_words(), "dismissed" if found[1] else "appointed"
    named = {word for mention in mentions for word in _WORD.findall(fold_letters(mention.text))}
    between = before[found.end() :]
    is_joined = _MARK.search(between) is None and set(_WORD.findall(between)) <= words | named | _genders().keys()
    if not is_joined or (post.status == "former" and change == "appointed"):
        return "", None
    day = _read_day(text[start:end], published)
    in_front = [word for word in before[: found.start()].split() if word not in _PASSIVE][-1:]
    year = _YEAR.search(text, start, end)
    if day is None and (set(in_front) & _other_days() or (published and year and int(year[1]) != published.year)):
        return "", None  # 'Trước khi được bầu', 'Năm 2015, ông được bổ nhiệm làm Giám đốc'
    return change, day


def _read_day(sentence: str, published: date | None) -> date | None:
    """The day that a sentence gives for what it tells: the last one, 'từ ngày 1/9', and no later than a month behind the article."""
    days = [found.value.date() for found in find_dates(sentence)]
    if published is not None and not days:
        for found in _SHORT_DAY.finditer(sentence):
            try:
                days.append(date(published.year, int(found[2]), int(found[1])))
            except ValueError:  # 'ngày 31/2'
                continue
    days = [day for day in days if published is None or -366 <= (day - published).days <= 62]
    return days[-1] if days else None


def _read_birth(text: str, mentions: Sequence[Any], published: date | None) -> int | None:
    """The year of birth that stands behind a mention: 'sinh năm 1970', '(SN 1970)', '55 tuổi'."""
    year, age = _birth_patterns()
    for mention in mentions:
        behind = fold_letters(text[mention.end : mention.end + BIRTH_REACH])
        if found := year.match(behind):
            return int(found[1])
        if published is not None and (found := age.match(behind)) and int(found[1]) in AGES:
            return published.year - int(found[1])
    return None


@cache
def _change_pattern() -> re.Pattern[str]:
    """Words of appointment or, in its group, of dismissal."""
    from vnnews.gazetteer import default

    facts = default()
    ends, begins = _join(facts.words["post_ends"]), _join(facts.words["post_begins"])
    return re.compile(f"({ends})|{begins}")


@cache
def _change_words() -> frozenset[str]:
    from vnnews.gazetteer import default

    return frozenset(part for text in default().words["post_joins"] for part in text.split())


@cache
def _other_days() -> frozenset[str]:
    from vnnews.gazetteer import default

    return frozenset(text.split()[-1] for text in default().words["other_day"])


@cache
def _birth_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    from vnnews.gazetteer import default

    facts = default()
    born, aged = _join(facts.words["born_in"]), _join(facts.words["years_old"])
    return (
        re.compile(rf"[ ,(–-]{{1,4}}(?:{born})[\s:.\d/-]{{0,12}}\b(19[2-9]\d|200\d)\b"),
        re.compile(rf"[ ,(–-]{{1,4}}(\d{{2,3}}) (?:{aged})"),
    )


def _join(words: frozenset[str]) -> str:
    return "|".join(rf"\b{re.escape(word)}\b" for word in sorted(words, key=lambda word: (-len(word), word)))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def state_corpus(articles: Any) -> Iterator[Statement]:
    """Yield the statements of many articles, one article at a time in memory."""
    for article in articles:
        yield from state_posts(article)
