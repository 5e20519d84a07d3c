r"""Sentences and words as CoNLL-U, the format of Universal Dependencies, without losing a character of the text.

Takes a text with sentences and words, gives CoNLL-U; reads it back to the same `Segmentation`. Decides nothing. A word of several
syllables is one FORM with spaces, as in UD Vietnamese-VTB; lemma, tags and heads are '_'. White space that is not one space goes to
MISC as UDPipe does it: 'SpaceAfter=No', 'SpacesAfter=\n', 'SpacesBefore=\s\s' for the first word, 'SpacesInToken=…' for a
word whose inner white space is not single spaces.
"""

from __future__ import annotations

import re

from vnnews.errors import InputError
from vnnews.models import Article, Segmentation, Sentence, Word
from vnnews.write.underscore import group_words

_COLUMNS = 10
_GAP = re.compile(r"\s+")
_ESCAPES = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
_PLAIN = {written: plain for plain, written in _ESCAPES.items()}
_TO_ESCAPE = re.compile(r"[\s|\\]")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\.")


def to_conllu(segmented: Segmentation | Article, *, name: str = "") -> str:
    r"""Return the sentences and words of a text as CoNLL-U.

    Args:
        segmented: The text.
        name: A name for the document, e.g. its URL; written as '# newdoc id'.

    Raises:
        InputError: The text was not segmented into words.

    Example:
        >>> from vnnews.segment import segment
        >>> for line in to_conllu(segment("Hà Nội mưa.")).splitlines():
        ...     print(line.replace("\t", " "))
        # newdoc
        # sent_id = 1
        # text = Hà Nội mưa.
        1 Hà Nội _ _ _ _ _ _ _ _
        2 mưa _ _ _ _ _ _ _ SpaceAfter=No
        3 . _ _ _ _ _ _ _ SpaceAfter=No
        <BLANKLINE>
    """
    lines = [f"# newdoc id = {_GAP.sub(' ', name)}" if name else "# newdoc"]
    words = segmented.words
    ends = [word.start for word in words[1:]] + [len(segmented.text)]
    at = 0
    for number, (sentence, in_sentence) in enumerate(group_words(segmented), 1):
        lines += (f"# sent_id = {number}", f"# text = {_GAP.sub(' ', sentence.text)}")
        for position, word in enumerate(in_sentence, 1):
            notes = []
            if at == 0 and word.start > 0:
                notes.append(f"SpacesBefore={_escape(segmented.text[: word.start])}")
            form = _GAP.sub(" ", word.text)
            if form != word.text:
                notes.append(f"SpacesInToken={_escape(word.text)}")
            gap = segmented.text[word.end : ends[at]]
            if not gap:
                notes.append("SpaceAfter=No")
            elif gap != " ":
                notes.append(f"SpacesAfter={_escape(gap)}")
            lines.append("\t".join([str(position), form, *["_"] * 7, "|".join(notes) or "_"]))
            at += 1
        lines.append("")
    return "\n".join(lines) + "\n"


def read_conllu(text: str) -> Segmentation:
    r"""Return the text, sentences and words of one CoNLL-U document.

    Lines of multi-word tokens ('1-2') and empty nodes ('1.1') are passed over.

    Raises:
        InputError: A line has not ten columns.

    Example:
        >>> from vnnews.segment import segment
        >>> segmentation = segment("Hà Nội mưa.\n\nHuế  nắng.")
        >>> read_conllu(to_conllu(segmentation)) == segmentation
        True
    """
    pieces: list[str] = []
    words: list[Word] = []
    spans: list[tuple[int, int]] = []
    at, first = 0, 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if not line.strip():
            if len(words) > first:
                spans.append((words[first].start, words[-1].end))
                first = len(words)
            continue
        if line.startswith("#"):
            continue
        columns = line.rstrip("\r").split("\t")
        if len(columns) != _COLUMNS:
            raise InputError(f"line {number} has {len(columns)} columns, not 10", stage="write", reason="not CoNLL-U")
        if not columns[0].isdecimal():
            continue
        notes = dict(note.split("=", 1) for note in columns[9].split("|") if "=" in note)
        before = _unescape(notes.get("SpacesBefore", ""))
        form = _unescape(notes["SpacesInToken"]) if "SpacesInToken" in notes else columns[1]
        after = "" if notes.get("SpaceAfter") == "No" else _unescape(notes.get("SpacesAfter", r"\s"))
        at += len(before)
        words.append(Word(at, at + len(form), form))
        at += len(form) + len(after)
        pieces += (before, form, after)
    whole = "".join(pieces)
    sentences = tuple(Sentence(start, end, whole[start:end]) for start, end in spans)
    return Segmentation(whole, sentences, tuple(words))


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else _PLAIN.get(match[0], match[0]), text)
