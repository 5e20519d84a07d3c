"""spaCy: our words as a tokenizer and our entities as a component, known to spaCy by their names once vnnews is installed.

`vnnews.Tokenizer.v1` takes a text, gives a `Doc` whose text is that text, character by character, also where it is not NFC: words of several syllables
are one token. The component `vnnews` sets sentences and entities on a `Doc` of any tokenizer. spaCy imports this module when a configuration
names one of them. Known limit: the options of a component are texts, so that a configuration file can hold them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import spacy.util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from vnnews.arguments import check_texts
from vnnews.integrations.spacy import ALL, ENTITY_LABELS, lay_out
from vnnews.models import Word
from vnnews.pipeline import Pipeline
from vnnews.segment import segment, segment_sentences
from vnnews.segment.schemes import OWN_SCHEME, check_scheme
from vnnews.text.forms import compose

TOKENIZER = "vnnews.Tokenizer.v1"
"""Its name in a configuration."""


class VietnameseTokenizer:
    """A spaCy tokenizer that keeps every character.

    Args:
        vocab: The vocabulary of the pipeline, `nlp.vocab`.
        user_words: Words of your own that are never cut.
        scheme: 'vnnews' or 'rdr', as in `vnnews.segment`.

    Example:
        >>> tokenizer = VietnameseTokenizer(Vocab())
        >>> [token.text for token in tokenizer("Bộ trưởng thăm  Quảng Ninh.")]
        ['Bộ trưởng', 'thăm', ' ', 'Quảng Ninh', '.']
    """

    def __init__(self, vocab: Vocab, *, user_words: Iterable[str] = (), scheme: str = OWN_SCHEME) -> None:
        self.vocab = vocab
        self.user_words = check_texts(user_words, "user_words")
        self.scheme = check_scheme(scheme)

    def __call__(self, text: str) -> Doc:
        """Return a text as a `Doc` of its words."""
        cut = segment(text, user_words=self.user_words, scheme=self.scheme)
        find = _map_back(text, cut.text)
        words: list[Word] = []
        for word in cut.words:
            start = max(find(word.start, False), words[-1].end if words else 0)
            end = find(word.end, True)
            if start < end:
                words.append(Word(start, end, text[start:end]))
        texts, spaces, _ = lay_out(text, words)
        return Doc(self.vocab, words=texts, spaces=spaces)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the options; the vocabulary is saved by the pipeline."""
        return msgspec.json.encode({"user_words": self.user_words, "scheme": self.scheme})

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> VietnameseTokenizer:
        """Take the options that `to_bytes` gave."""
        options = msgspec.json.decode(data)
        self.user_words = check_texts(options["user_words"], "user_words")
        self.scheme = check_scheme(options["scheme"])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the options to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> VietnameseTokenizer:
        """Take the options that `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


def make_tokenizer(user_words: list[str] = [], scheme: str = OWN_SCHEME) -> Callable[[Language], VietnameseTokenizer]:  # noqa: B006 - spaCy reads the default, nobody changes it
    """Return what makes the tokenizer of a pipeline; a configuration calls it 'vnnews.Tokenizer.v1'.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vnnews.Tokenizer.v1"}}})
        >>> len(nlp("Hà Nội mưa"))
        2
    """

    def make(nlp: Language) -> VietnameseTokenizer:
        return VietnameseTokenizer(nlp.vocab, user_words=user_words, scheme=scheme)

    return make


spacy.util.registry.tokenizers.register(TOKENIZER, func=make_tokenizer)


class EntityFinder:
    """A spaCy component that sets sentences, `doc.ents` and `doc.spans["vnnews"]`.

    Args:
        date: The day of the texts as ISO text, which decides which provinces and bodies there are; '' for all recent ones.
        place: The province that bare forms mean ('UBND tỉnh') where a text names none.

    Example:
        >>> nlp = Language()
        >>> finder = EntityFinder(date="2024-05-01", place="Cà Mau")
        >>> doc = finder(VietnameseTokenizer(nlp.vocab)("Ông Trần Văn Bé, Giám đốc Sở Y tế, họp với Công an tỉnh."))
        >>> [(entity.text, entity.label_) for entity in doc.ents]
        [('Trần Văn Bé', 'PERSON'), ('Sở Y tế', 'ORG'), ('Công an tỉnh', 'ORG')]
    """

    def __init__(self, *, date: str = "", place: str = "") -> None:
        self.date = date
        self.place = place
        self._pipeline = Pipeline(words=False)

    def __call__(self, doc: Doc) -> Doc:
        """Return the `Doc` with sentences and entities; entities that another component has set stay where ours do not touch them."""
        text = doc.text
        composed = compose(text)
        find = _map_back(text, composed)
        self._set_sentences(doc, composed, find)
        found = self._pipeline.find_entities(composed, date=self.date or None, place=self.place)
        spans = []
        for kind, entities in (
            ("official", found.officials),
            ("agency", found.agencies),
            ("province", found.provinces),
        ):
            for entity in entities:
                id_ = getattr(entity, "id", "") or entity.name
                for mention in entity.mentions:
                    start, end = find(mention.start, False), find(mention.end, True)
                    span = doc.char_span(start, end, label=ENTITY_LABELS[kind], kb_id=id_, alignment_mode="expand")
                    if span is not None:
                        spans.append(span)
        spans.sort(key=lambda span: (span.start, -span.end))
        doc.spans[ALL] = spans
        ours = spacy.util.filter_spans(spans)
        doc.set_ents([*ours, *(entity for entity in doc.ents if not any(entity.start < one.end and one.start < entity.end for one in ours))])  # fmt: skip
        return doc

    def _set_sentences(self, doc: Doc, composed: str, find: Callable[[int, bool], int]) -> None:
        if doc.has_annotation("SENT_START"):
            return
        starts = {find(sentence.start, False) for sentence in segment_sentences(composed).sentences}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the options."""
        return msgspec.json.encode({"date": self.date, "place": self.place})

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> EntityFinder:
        """Take the options that `to_bytes` gave."""
        options = msgspec.json.decode(data)
        self.date, self.place = options["date"], options["place"]
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the options to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EntityFinder:
        """Take the options that `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


def make_entity_finder(nlp: Language, name: str, date: str, place: str) -> EntityFinder:
    """Return the component 'vnnews' of a pipeline.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("xx")
        >>> _ = nlp.add_pipe("vnnews", config={"date": "2025-08-05"})
        >>> [entity.kb_id_ for entity in nlp("Mưa lớn ở tỉnh Lào Cai.").ents]
        ['vn:laocai@34']
    """
    return EntityFinder(date=date, place=place)


Language.factory(
    "vnnews",
    assigns=["doc.ents", "doc.spans", "token.is_sent_start"],
    default_config={"date": "", "place": ""},
    func=make_entity_finder,
)


def _map_back(text: str, composed: str) -> Callable[[int, bool], int]:
    """Return the function from places in the composed text to places in the text, for beginnings and (True) for ends.

    A place inside what was composed moves out: a beginning to the left, an end to the right.
    """
    if text == composed:
        return lambda place, is_end: place
    chunks: list[str] = []
    for sign in text:
        if chunks and _grows_together(chunks[-1], sign):
            chunks[-1] += sign
        else:
            chunks.append(sign)
    before, after = [0], [0]
    for chunk in chunks:
        before.append(before[-1] + len(chunk))
        after.append(after[-1] + len(compose(chunk)))
    return lambda place, is_end: before[bisect_left(after, place) if is_end else bisect_right(after, place) - 1]


def _grows_together(chunk: str, sign: str) -> bool:
    """Whether a sign belongs to those before it when a text is composed."""
    if sign.isascii():
        return False
    return bool(unicodedata.combining(sign)) or compose(chunk + sign) != compose(chunk) + compose(sign)
