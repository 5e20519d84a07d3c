"""spaCy: an article as a `Doc` with vnnews's words, sentences and entities.

Takes an `Article`, gives a `Doc` whose text is `Article.text`, character by character: a word of several syllables is one token, what
stands between words is kept as the space after a token or as a token of white space. Decides which of two nested entities goes into
`doc.ents`, which allows no overlap: the longer one; `doc.spans["vnnews"]` holds all of them. Known limit: an entity that begins or
ends inside a word is widened to the word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vnnews.errors import InputError
from vnnews.extras import import_extra
from vnnews.models import Article, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ENTITY_LABELS = {"official": "PERSON", "agency": "ORG", "province": "GPE"}
"""spaCy's names for the kinds of entities."""

ALL = "vnnews"
"""Key of the span group with every mention, and of `doc.user_data`."""


def to_doc(article: Article, *, vocab: Vocab | None = None) -> Doc:
    """Return an article as a spaCy `Doc`.

    Args:
        article: An article with words.
        vocab: The vocabulary of your own spaCy pipeline (`nlp.vocab`), so that its components can work on the `Doc`.

    Raises:
        InputError: The article has text but no words: it was made with `Pipeline(words=False)`.
        MissingExtra: spaCy is not installed.

    Example:
        >>> from vnnews.models import Word
        >>> article = Article("Tin", text="Hà Nội mưa", words=(Word(0, 6, "Hà Nội"), Word(7, 10, "mưa")))
        >>> [token.text for token in to_doc(article)]
        ['Hà Nội', 'mưa']
    """
    if article.text.strip() and not article.words:
        raise InputError("the article has no words; parse it with words=True", stage="write", reason="no words")
    tokens = import_extra("spacy.tokens", "spacy")
    texts, spaces, starts = lay_out(article.text, article.words)
    sentence_starts = {sentence.start for sentence in article.sentences}
    doc: Doc = tokens.Doc(
        vocab if vocab is not None else _make_vocab(),
        words=texts,
        spaces=spaces,
        sent_starts=[start in sentence_starts or number == 0 for number, start in enumerate(starts)] or None,
    )
    spans = []
    for kind, entities in (
        ("official", article.officials),
        ("agency", article.agencies),
        ("province", article.provinces),
    ):
        for entity in entities:
            id_ = getattr(entity, "id", "") or entity.name
            for mention in entity.mentions:
                span = doc.char_span(
                    mention.start, mention.end, label=ENTITY_LABELS[kind], kb_id=id_, alignment_mode="expand"
                )
                if span is not None:
                    spans.append(span)
    spans.sort(key=lambda span: (span.start, -span.end))
    doc.spans[ALL] = spans
    doc.set_ents(import_extra("spacy.util", "spacy").filter_spans(spans))
    doc.user_data[ALL] = {"title": article.title, "url": article.url}
    return doc


def lay_out(text: str, words: Iterable[Word]) -> tuple[list[str], list[bool], list[int]]:
    """Return the tokens of a text, whether a space follows each, and where each begins; what stands between words is a token too.

    Example:
        >>> from vnnews.models import Word
        >>> lay_out("Hà Nội  mưa", [Word(0, 6, "Hà Nội"), Word(8, 11, "mưa")])
        (['Hà Nội', ' ', 'mưa'], [True, False, False], [0, 7, 8])
    """
    texts: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    at = 0

    def add_gap(gap: str, start: int) -> None:
        if gap.startswith(" ") and texts:
            spaces[-1] = True
            gap, start = gap[1:], start + 1
        if gap:
            texts.append(gap)
            spaces.append(False)
            starts.append(start)

    for word in words:
        add_gap(text[at : word.start], at)
        texts.append(word.text)
        spaces.append(False)
        starts.append(word.start)
        at = word.end
    add_gap(text[at:], at)
    return texts, spaces, starts


def _make_vocab() -> Vocab:
    """The Vietnamese vocabulary of spaCy, without its tokenizer, which would need another segmenter."""
    defaults = import_extra("spacy.lang.vi", "spacy").Vietnamese.Defaults
    vocab: Vocab = import_extra("spacy.vocab", "spacy").create_vocab("vi", defaults)
    return vocab
