"""Articles that a run has had already: the same text, or nearly the same, as papers republish a story of the wire.

`trace_article` (in the workers) takes an article and gives its trace: hashes of its text and a MinHash signature of its runs of five
syllables. `Seen` (in the parent) keeps the traces of the articles that stayed in a SQLite file, so that memory does not grow with the
dump, and tells of each new one which article it repeats. Needs the extra `dedup`.

Known limits: of two copies the one that is finished first stays (the first of the dump with an ordered run); a text shorter than
`MIN_RUNS` runs is only compared as a whole; a story that takes up less than `SAME_SHARE` of a longer one is kept.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import struct
from collections.abc import Iterator
from operator import eq

import msgspec

from vnnews.extras import import_extra
from vnnews.models import Article

SYLLABLES_A_RUN = 5
"""Two different articles hardly share five syllables in a row but for names of bodies and set phrases."""

MIN_RUNS = 30
"""A shorter text is a stub or a caption: one set phrase would make two of them alike."""

SAME_SHARE = 0.7
"""Share of runs in common from which on two articles are one story. On the annotated pages the most alike pair of different
articles has 0.08, copies without their last paragraph or with another credit 0.81 and more, copies with 3 % of the words changed 0.75 in the middle."""

BANDS = 21
HASHES_A_BAND = 6
"""A copy with `SAME_SHARE` in common agrees in some band with probability 1 - (1 - 0.7^6)^21 = 93 %, one with 0.8 with 99.8 %, one with 0.1 with 0.002 %."""

_HASHES = 128
_SEED = 1
_CACHE_KB = 64 << 10
"""Most memory that the index takes; what does not fit stays on the disk."""

_WORD = re.compile(r"\w+")


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of an article to know it again."""

    keys: tuple[int, ...]
    """The hash of the whole text, then one of each band; 64 bits each, signed as SQLite has them."""
    signature: bytes
    """The lowest byte of each hash; b'' for a text that is only compared as a whole."""
    url: str = ""


class Copy(msgspec.Struct, frozen=True):
    """The article that another one repeats."""

    source: str
    url: str
    share: float
    """Estimated share of runs in common; 1.0 when the words are the same."""


def trace_article(article: Article) -> Trace:
    """Return the trace of an article; its words count, not its marks, case, or layout.

    Raises:
        MissingExtra: rensa is not installed.

    Example:
        >>> trace_article(Article("Mưa lớn", text="Mưa lớn")).keys == trace_article(Article("MƯA LỚN!", text="MƯA LỚN!")).keys
        True
    """
    runs = _list_runs(article.body)
    if len(runs) < MIN_RUNS:  # a stub or photo story: its headline and captions are the text
        words = " ".join(_WORD.findall(article.text.lower()))
        return Trace((_hash(words.encode()),), b"", article.url)
    minhash = import_extra("rensa", "dedup").RMinHash(num_perm=_HASHES, seed=_SEED)
    minhash.update(runs)
    hashes = minhash.digest()
    whole = _hash("\n".join(runs).encode())
    return Trace((whole, *_hash_bands(hashes)), bytes(value & 0xFF for value in hashes), article.url)


class Seen:
    """The articles that stayed, on disk.

    Args:
        path: The SQLite file; '' is a temporary one that goes away by itself.
        count: How many articles of an earlier part of the run are valid; later ones are forgotten.

    Example:
        >>> seen, trace = Seen(""), trace_article(Article("Tin vắn", text="Sáng nay mưa lớn."))
        >>> seen.find(trace), seen.add(trace, "a.html"), seen.find(trace).source
        (None, None, 'a.html')
    """

    def __init__(self, path: str, count: int = 0) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._run = self._database.execute
        self._run(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._run("CREATE TABLE IF NOT EXISTS kept (number INTEGER PRIMARY KEY, signature BLOB, source TEXT, url TEXT)")
        self._run("CREATE TABLE IF NOT EXISTS keys (key INTEGER PRIMARY KEY, number INTEGER)")
        self._run("DELETE FROM keys WHERE number >= ?", (count,))
        self._run("DELETE FROM kept WHERE number >= ?", (count,))
        (self.count,) = self._run("SELECT count(*) FROM kept").fetchone()
        """How many articles are kept."""
        self._run("BEGIN")

    def find(self, trace: Trace) -> Copy | None:
        """Return the kept article that this one repeats, None when it is new.

        Raises:
            sqlite3.DatabaseError: The file holds something else than what was written to it.
        """
        try:
            return self._find(trace)
        except TypeError:  # a row is gone, or of another type
            raise sqlite3.DatabaseError("the index of duplicates is damaged; --fresh begins anew") from None

    def _find(self, trace: Trace) -> Copy | None:
        marks = ",".join("?" * len(trace.keys))
        owners = dict(self._run(f"SELECT key, number FROM keys WHERE key IN ({marks})", trace.keys))
        if trace.keys[0] in owners:
            _, source, url = self._kept(owners[trace.keys[0]])
            return Copy(source, url, 1.0)
        best: Copy | None = None
        for number in sorted(set(owners.values())):
            signature, source, url = self._kept(number)
            share = _estimate_share(trace.signature, signature)
            if share >= SAME_SHARE and (best is None or share > best.share):
                best = Copy(source, url, share)
        return best

    def _kept(self, number: int) -> tuple[bytes, str, str]:
        row = self._run("SELECT signature, source, url FROM kept WHERE number = ?", (number,)).fetchone()
        signature, source, url = row
        if not (isinstance(signature, bytes) and isinstance(source, str) and isinstance(url, str)):
            raise TypeError("a field of another type")
        return signature, source, url

    def add(self, trace: Trace, source: str) -> None:
        """Keep an article; a key that an earlier one has stays with that."""
        self._run("INSERT INTO kept VALUES (?, ?, ?, ?)", (self.count, trace.signature, source, trace.url))
        rows = [(key, self.count) for key in trace.keys]
        self._database.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", rows)
        self.count += 1

    def save(self) -> None:
        """Make what is kept survive a kill and a power cut."""
        self._run("COMMIT")
        self._run("BEGIN")

    def close(self) -> None:
        """Let go of the file; what was not saved is forgotten."""
        self._database.close()


def _list_runs(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [" ".join(words[n : n + SYLLABLES_A_RUN]) for n in range(len(words) - SYLLABLES_A_RUN + 1)]


def _hash_bands(hashes: list[int]) -> Iterator[int]:
    for number in range(BANDS):
        first = number * HASHES_A_BAND
        yield _hash(struct.pack(f"<B{HASHES_A_BAND}Q", number, *hashes[first : first + HASHES_A_BAND]))


def _hash(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def _estimate_share(one: bytes, other: bytes) -> float:
    """Return the share of equal hashes, less those that agree in their lowest byte by chance."""
    if not one or len(one) != len(other):
        return 0.0
    equal: float = sum(map(eq, one, other)) / len(one)
    return max(0.0, (equal - 1 / 256) / (1 - 1 / 256))
