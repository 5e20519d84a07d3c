r"""Words as text: one sentence a line, the syllables of a word joined by '_', as Vietnamese corpora are written.

Takes a text with sentences and words, gives 'Bộ_trưởng Bộ_Nội_vụ'; reads it back. Decides that '_' and '\' inside a word are written
'\_' and '\\', so that what is read back has the same words. The white space between words is not kept: every gap becomes one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnnews.errors import InputError
from vnnews.models import Article, Segmentation, Sentence, Word
from vnnews.text.forms import compose

_GAP = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\_]")
_READ = re.compile(r"\\(.)|(_)", re.DOTALL)


def to_underscore(segmented: Segmentation | Article) -> str:
    r"""Return the words of a text, one sentence a line.

    Raises:
        InputError: The text was not segmented into words.

    Example:
        >>> from vnnews.segment import segment
        >>> to_underscore(segment("Bộ trưởng Bộ Nội vụ đến Hà Nội. Trời mưa."))
        'Bộ_trưởng Bộ Nội_vụ đến Hà_Nội .\nTrời mưa .\n'
    """
    return "".join(" ".join(map(_write, words)) + "\n" for _, words in group_words(segmented))


def read_underscore(text: str) -> Segmentation:
    r"""Return sentences and words of underscore text; words are set apart by one space, sentences by a line break.

    Example:
        >>> [w.text for w in read_underscore("Bộ_trưởng đến Hà_Nội .\n").words]
        ['Bộ trưởng', 'đến', 'Hà Nội', '.']
    """
    lines = [[_read(word) for word in line.split()] for line in compose(text).split("\n")]
    sentences: list[Sentence] = []
    words: list[Word] = []
    at = 0
    for line in filter(None, lines):
        start = at
        for word in line:
            words.append(Word(at, at + len(word), word))
            at += len(word) + 1  # a space, or the line break
        sentences.append(Sentence(start, at - 1, " ".join(line)))
    return Segmentation("".join(f"{sentence.text}\n" for sentence in sentences), tuple(sentences), tuple(words))


def group_words(segmented: Segmentation | Article) -> Iterator[tuple[Sentence, list[Word]]]:
    """Yield each sentence that has words, with the words that begin in it.

    Raises:
        InputError: The text was not segmented into words.

    Example:
        >>> words = (Word(0, 2, "Có"), Word(3, 6, "mưa"))
        >>> text = Segmentation("Có mưa", (Sentence(0, 6, "Có mưa"),), words)
        >>> [[w.text for w in words] for _, words in group_words(text)]
        [['Có', 'mưa']]
    """
    if not segmented.words and segmented.text.strip():
        raise InputError("the text has no words; segment it first", stage="write", reason="no words")
    at = 0
    for sentence in segmented.sentences:
        words = []
        while at < len(segmented.words) and segmented.words[at].start < sentence.end:
            words.append(segmented.words[at])
            at += 1
        if words:
            yield sentence, words


def _write(word: Word) -> str:
    return _GAP.sub("_", _SPECIAL.sub(r"\\\g<0>", word.text))


def _read(word: str) -> str:
    return _READ.sub(lambda match: match[1] or " ", word)
