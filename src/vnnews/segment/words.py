"""Cuts text into sentences and words with exact offsets.

Takes any text, or an article's text with its passages, gives a `Segmentation` of its NFC form. Decides where words of several syllables
begin and end, by the model; a mark is always a word of its own, the user's words are never cut. Every non-space character is in
exactly one word, no word crosses a sentence, a line break or a passage, and every offset is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from vnnews.errors import InputError
from vnnews.models import Segmentation, Sentence, Word
from vnnews.segment.schemes import OWN_SCHEME, OWN_SEGMENTER, check_scheme, check_segmenter, folder_of
from vnnews.text.forms import compose
from vnnews.text.sentences import BREAKS, split_sentences

Tokens = list[tuple[int, int]]
"""The spans of the tokens of a line."""

_BREAK = re.compile(f"[{BREAKS}]")
_LINE = re.compile(f"[^{BREAKS}]++")


def segment(
    text: str,
    *,
    passages: Sequence[tuple[int, int]] | None = None,
    user_words: Iterable[str] = (),
    scheme: str = OWN_SCHEME,
    segmenter: str = OWN_SEGMENTER,
) -> Segmentation:
    """Return the sentences and words of a text.

    Args:
        text: Any text; `Segmentation.text` is its NFC form, and nothing else is changed.
        passages: Spans that neither a sentence nor a word crosses, in order, of a text that is NFC already; the whole text by default.
            Characters between passages must be white space.
        user_words: Words that are never cut: 'trí tuệ nhân tạo' in any case, 'Hoà Phát' (with a capital) as it is written.
        scheme: 'vnnews', or 'rdr' for the words of VnCoreNLP's segmenter, which PhoBERT expects; 'rdr:FOLDER' names the folder of its
            model; see `vnnews.segment.rdr`.
        segmenter: 'vnnews', or 'underthesea' for the words of underthesea's own function; sentences stay those of vnnews.

    Raises:
        InputError: `text` is no str, a passage lies outside it, or there is no such scheme or segmenter.
        ModelError: The model's files are missing or have another layout.

    Example:
        >>> [w.text for w in segment("Bộ trưởng thăm Quảng Ninh. Trời đẹp!").words]
        ['Bộ trưởng', 'thăm', 'Quảng Ninh', '.', 'Trời', 'đẹp', '!']
    """
    from vnnews.segment.user_words import (
        UserWords,
    )  # here and below: sentences alone need no model, and load none of it

    text, spans = _check(text, passages)
    cut, own = _load(scheme, segmenter), UserWords(user_words) if user_words else None
    sentences: list[Sentence] = []
    lines: list[tuple[int, int]] = []
    for first, last in spans:
        for start, end in split_sentences(text, first, last):
            sentence = text[start:end]
            sentences.append(Sentence(start, end, sentence))
            if _BREAK.search(sentence):
                lines += [line.span() for line in _LINE.finditer(text, start, end)]
            else:
                lines.append((start, end))
    words: list[Word] = []
    for tokens, joins in zip(*cut(text, lines), strict=True):
        if own is not None:
            own.apply([text[start:end] for start, end in tokens], joins)
        words += _build_words(text, tokens, joins)
    return Segmentation(text, tuple(sentences), tuple(words))


Cut = Callable[[str, Sequence[tuple[int, int]]], tuple[list[Tokens], list[list[bool]]]]
"""Gives the tokens of each line of a text, and which of them join the one before."""


def _load(scheme: str, segmenter: str) -> Cut:
    """What cuts the lines of a text.

    Raises:
        InputError: There is no such scheme or segmenter.
        ModelError: The model's files are missing or have another layout.
    """
    if check_segmenter(segmenter, check_scheme(scheme)) != OWN_SEGMENTER:
        from vnnews.segment.peer import cut_lines

        return cut_lines
    from vnnews.segment.tokens import cut_tokens

    decode = _load_decoder(scheme)

    def cut(text: str, lines: Sequence[tuple[int, int]]) -> tuple[list[Tokens], list[list[bool]]]:
        tokens = [cut_tokens(text, start, end) for start, end in lines]
        return tokens, decode(text, tokens)

    return cut


def _load_decoder(scheme: str) -> Callable[[str, Sequence[Tokens]], list[list[bool]]]:
    if scheme == OWN_SCHEME:
        from vnnews.segment.crf import load_decoder

        own = load_decoder()
        return lambda text, lines: own.decode_lines([[text[start:end] for start, end in tokens] for tokens in lines])
    from vnnews.segment.rdr import glue_forms, load_rdr

    rdr = load_rdr(folder_of(scheme))
    return lambda text, lines: [rdr.decode(glue_forms(text, tokens)) for tokens in lines]


def segment_sentences(text: str, *, passages: Sequence[tuple[int, int]] | None = None) -> Segmentation:
    """Return the sentences of a text without words; needs no model. Takes the arguments of `segment`.

    Example:
        >>> [s.text for s in segment_sentences("Ông A. đi. Bà B. ở lại.").sentences]
        ['Ông A. đi.', 'Bà B. ở lại.']
    """
    text, spans = _check(text, passages)
    cuts = [cut for first, last in spans for cut in split_sentences(text, first, last)]
    return Segmentation(text, tuple(Sentence(start, end, text[start:end]) for start, end in cuts), ())


def _check(text: str, passages: Sequence[tuple[int, int]] | None) -> tuple[str, Sequence[tuple[int, int]]]:
    """The NFC text and the spans to cut.

    Raises:
        InputError: The arguments are of the wrong type or value.
    """
    if not isinstance(text, str):
        raise InputError(f"segment needs a str, got {type(text).__name__}", stage="segment", reason="not text")
    if not unicodedata.is_normalized("NFC", text):
        if passages is not None:
            raise InputError("passages are spans of NFC text; normalise it first", stage="segment", reason="not NFC")
        text = compose(text)
    if passages is None:
        return text, ((0, len(text)),)
    at = 0
    for start, end in passages:
        if not at <= start <= end <= len(text):
            raise InputError(f"passage {start}:{end} is out of place", stage="segment", reason="bad passage")
        at = end
    return text, passages


def _build_words(text: str, tokens: Sequence[tuple[int, int]], joins: Sequence[bool]) -> list[Word]:
    """The words that joined tokens make."""
    words: list[Word] = []
    if not tokens:
        return words
    start, end = tokens[0]
    for (first, last), is_joined in zip(tokens, joins, strict=True):
        if is_joined:
            end = last
        elif first != start:
            words.append(Word(start, end, text[start:end]))
            start, end = first, last
    words.append(Word(start, end, text[start:end]))
    return words
