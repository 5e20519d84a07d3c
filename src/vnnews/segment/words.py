"""Cuts text into sentences and words with exact offsets.

Takes any text, or an article's text with its passages, gives a `Segmentation` of its NFC form. Decides where words of several syllables
begin and end, by the model; a mark is always a word of its own, the user's words are never cut. Every non-space character is in
exactly one word, no word crosses a sentence, a line break or a passage, and every offset is counted.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from vnnews.errors import InputError
from vnnews.models import Segmentation, Sentence, Word
from vnnews.segment.schemes import OWN_SCHEME, OWN_SEGMENTER, check_scheme, check_segmenter, folder_of
from vnnews.text.forms import compose
from vnnews.text.sentences import BREAKS, split_sentences

if TYPE_CHECKING:
    from vnnews.segment.crf import Decoder
    from vnnews.segment.user_words import UserWords

    Cut = Callable[[str, "Lines", UserWords | None], list[Word]]
    """Gives the words of the lines of a text; the user's own are never cut."""

Tokens = list[tuple[int, int]]
"""The spans of the tokens of a line."""
Lines = Sequence[tuple[int, int]]
"""The spans of the lines of a text."""

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
    # here and below: sentences alone need no model, and load none of it
    from vnnews.segment.user_words import UserWords

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
    return Segmentation(text, tuple(sentences), tuple(cut(text, lines, own)))


class _Known(dict[str, str]):
    """The different words of a text: each is kept once, however often it stands there."""

    def __missing__(self, word: str) -> str:
        self[word] = word
        return word


def _load(scheme: str, segmenter: str) -> Cut:
    """What cuts the lines of a text.

    Raises:
        InputError: There is no such scheme or segmenter.
        ModelError: The model's files are missing or have another layout.
    """
    if check_segmenter(segmenter, check_scheme(scheme)) != OWN_SEGMENTER:
        from vnnews.segment.peer import cut_lines

        return partial(_cut_plainly, lambda text, lines: zip(*cut_lines(text, lines), strict=True))
    if scheme == OWN_SCHEME:
        from vnnews.segment.crf import load_decoder

        decoder = load_decoder()
        if decoder.compiled is not None:
            return decoder.compiled.segment
        return partial(_cut_plainly, partial(_cut_together, decoder))
    from vnnews.segment.rdr import glue_forms, load_rdr

    rdr = load_rdr(folder_of(scheme))
    return partial(_cut_plainly, partial(_cut_each, lambda text, tokens: rdr.decode(glue_forms(text, tokens))))


def _cut_plainly(
    decide: Callable[[str, Lines], Iterable[tuple[Tokens, list[bool]]]], text: str, lines: Lines, own: UserWords | None
) -> list[Word]:
    """The words of lines, as is decided which tokens each line has and which of them join the one before."""
    words: list[Word] = []
    known = _Known()
    for tokens, joins in decide(text, lines):
        if own is not None:
            own.apply([text[start:end] for start, end in tokens], joins)
        words += _build_words(text, tokens, joins, known)
    return words


def _cut_each(
    decode: Callable[[str, Tokens], list[bool]], text: str, lines: Sequence[tuple[int, int]]
) -> Iterator[tuple[Tokens, list[bool]]]:
    """The tokens of each line and what they join, decided line by line."""
    from vnnews.segment.tokens import cut_tokens

    for first, last in lines:
        tokens = cut_tokens(text, first, last)
        yield tokens, decode(text, tokens)


def _cut_together(decoder: Decoder, text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[Tokens, list[bool]]]:
    """The tokens of each line and what they join, decided for all lines at once; until then offsets wait in arrays, a tenth of pairs of ints."""
    from vnnews.segment.tokens import cut_tokens

    bounds: list[array[int]] = []
    forms: list[list[str]] = []
    known = _Known()
    for first, last in lines:
        tokens = cut_tokens(text, first, last)
        bounds.append(array("I", chain.from_iterable(tokens)))
        forms.append([known[text[start:end]] for start, end in tokens])
    for offsets, joins in zip(bounds, decoder.decode_lines(forms), strict=True):
        yield [*zip(offsets[::2], offsets[1::2], strict=True)], joins


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


def _build_words(
    text: str, tokens: Sequence[tuple[int, int]], joins: Sequence[bool], known: Mapping[str, str]
) -> list[Word]:
    """The words that joined tokens make."""
    words: list[Word] = []
    if not tokens:
        return words
    start, end = tokens[0]
    for (first, last), is_joined in zip(tokens, joins, strict=True):
        if is_joined:
            end = last
        elif first != start:
            words.append(Word(start, end, known[text[start:end]]))
            start, end = first, last
    words.append(Word(start, end, known[text[start:end]]))
    return words
