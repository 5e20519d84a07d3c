"""Which files a run reads, and what each of them is.

Takes the inputs of the command line (files, folders, glob patterns, '-'), gives `InputFile`s in a stable order. Decides by the
name's ending what a file holds, skips what it does not know inside folders, and reads a file named twice only once. A folder is
walked in the order of its names, one folder at a time, so that memory does not grow with the dump; linked folders are followed
and a loop of links is entered once.
"""

from __future__ import annotations

import glob
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

import msgspec

from vnnews.batch.compress import COMPRESSIONS
from vnnews.batch.folder import MARK
from vnnews.batch.remote import is_remote, list_remote
from vnnews.batch.shown import printable
from vnnews.errors import InputError

STDIN = "-"

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".md", ".mht", ".mhtml")
_RECORDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".cdx": "index",
    ".cdxj": "index",
}
_DATABASES = {".parquet": "parquet", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}
_ARCHIVES = {
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tbz2": "tar",
    ".txz": "tar",
    ".tar.gz": "tar",
    ".tar.bz2": "tar",
    ".tar.xz": "tar",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".warc.zst": "warc",
    ".wet": "warc",
    ".wet.gz": "warc",
}
_INDEX_PART = re.compile(r"(?:.*[\\/])?cdx-\d{5}\.gz")
"""A part of Common Crawl's index: 'cdx-00042.gz'."""


class InputFile(msgspec.Struct, frozen=True):
    """A file to read."""

    path: str
    """Path to open; '-' for standard input."""
    form: str
    """'page', 'jsonl', 'json', 'csv', 'tsv', 'parquet', 'sqlite', 'zip', 'tar', 'warc', 'index', 'stdin', or 'unreadable' for a folder that cannot be listed."""
    compression: str = ""
    """'gz', 'bz2', 'xz', 'zst' or ''; of an unreadable folder the reason."""
    identity: str = ""
    """Real path: the same file has the same identity, whatever it was called."""
    size: int = 0
    """Bytes on disk."""
    node: tuple[int, int] = (0, 0)
    """Device and inode: two hard links to one file have the same."""
    modified: int = 0
    """When it was changed last, in nanoseconds since 1970; 0 when nobody knows."""
    is_stream: bool = False
    """Whether it is a named pipe or a device, which can be read only once and only from its beginning."""


def classify_name(name: str) -> tuple[str, str] | None:
    """Return what a file holds and how it is compressed, told by its name; None when the name tells nothing.

    Example:
        >>> classify_name("bài viết.html.gz"), classify_name("kho.tar.gz"), classify_name("ảnh.jpg")
        (('page', 'gz'), ('tar', ''), None)
    """
    lower = name.lower()
    if lower.endswith((".tar.zst", ".tzst")):
        return "tar", "zst"  # the other compressions of archives are recognised where they are opened
    for suffix, form in _ARCHIVES.items():
        if lower.endswith(suffix):
            return form, ""
    if _INDEX_PART.fullmatch(lower):
        return "index", "gz"
    stem, ending = os.path.splitext(lower)
    if ending in _DATABASES:
        return _DATABASES[ending], ""
    compression = COMPRESSIONS.get(ending, "")
    if compression:
        ending = os.path.splitext(stem)[1]
    if ending in _RECORDS:
        return _RECORDS[ending], compression
    return ("page", compression) if ending in _PAGES else None


def find_inputs(inputs: Sequence[str], *, skip: Iterable[str] = ()) -> Iterator[InputFile]:
    """Yield the files to read, in the order of the inputs and of the names inside folders.

    Args:
        inputs: Files, folders, glob patterns, addresses that fsspec can open, or '-'; a file named on its own is read whatever its ending.
        skip: Folders that are never entered, such as the run's own work folder.

    Raises:
        InputError: An input does not exist.

    Example:
        >>> [file.form for file in find_inputs(["-"])]
        ['stdin']
    """
    barred = {os.path.realpath(folder) for folder in skip}
    visited: set[tuple[int, int]] = set()
    named: set[str] = set()
    for given in _expand(inputs):
        if given == STDIN:
            yield InputFile(STDIN, "stdin", identity=STDIN)
        elif is_remote(given):
            yield from _find_remote(given, named)
        elif os.path.isdir(given):
            yield from _walk(given, os.path.realpath(given), visited, barred, named)
        else:
            identity = os.path.realpath(given)
            folder = os.stat(os.path.dirname(identity))
            if identity in named or (folder.st_dev, folder.st_ino) in visited:
                continue
            named.add(identity)
            status = os.stat(given)
            is_stream = not stat.S_ISREG(status.st_mode)
            form, compression = classify_name(given) or ("page", "")
            if is_stream and form == "page" and not compression:
                form = "stdin"  # like standard input, it can hold records or a page
            size = 0 if is_stream else status.st_size
            yield InputFile(
                given, form, compression, identity, size, (status.st_dev, status.st_ino), status.st_mtime_ns, is_stream
            )


def count_passed_over(inputs: Iterable[str]) -> Counter[str]:
    """Return how many files in folders have which ending that tells nothing, of the first `MAX_COUNTED`; '' is none.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> folder = Path(tempfile.mkdtemp())
        >>> (folder / "ảnh.JPG").touch(), (folder / "tin.html").touch()
        (None, None)
        >>> count_passed_over([str(folder)])
        Counter({'.jpg': 1})
    """
    folders = (given for given in inputs if not is_remote(given) and os.path.isdir(given))
    names = (name for folder in folders for _, _, names in os.walk(folder) for name in names)
    unknown = (name for name in names if not name.startswith(".") and classify_name(name) is None)
    return Counter(os.path.splitext(name)[1].lower() for name in islice(unknown, MAX_COUNTED))


MAX_COUNTED = 10_000
"""Files that are looked at to say what was passed over."""


def _expand(inputs: Sequence[str]) -> Iterator[str]:
    for given in inputs:
        if given == STDIN or is_remote(given) or os.path.exists(given):
            yield given
        elif glob.has_magic(given) and (found := sorted(glob.glob(given, recursive=True))):
            yield from found
        else:
            raise InputError(f"no such file or folder: {printable(given)}", stage="open", reason="not found")


def _find_remote(address: str, named: set[str]) -> Iterator[InputFile]:
    """Yield the files behind an address; of a folder or pattern only those whose name tells what they hold."""
    for name, size in list_remote(address):
        known = classify_name(urlsplit(name).path)
        if name in named or (known is None and name != address):
            continue
        named.add(name)
        yield InputFile(name, *(known or ("page", "")), name, size)


def _walk(
    top: str, identity: str, visited: set[tuple[int, int]], barred: set[str], named: set[str]
) -> Iterator[InputFile]:
    """Yield the files of a folder, then those of the folders in it."""
    waiting = [(top, identity)]
    while waiting:
        folder, identity = waiting.pop()
        try:
            status = os.stat(folder)
            if identity in barred or (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted((entry for entry in listing if not entry.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            yield InputFile(folder, "unreadable", str(error.strerror), identity)
            continue
        if any(entry.name == MARK for entry in entries):  # another run is at work in it
            continue
        folders = []
        for entry in entries:
            found = _look_at(entry, identity)
            if found is None:
                continue
            if found.form == "folder":
                folders.append((found.path, found.identity))
            elif found.identity not in named:
                yield found
        waiting += reversed(folders)


def _look_at(entry: os.DirEntry[str], folder: str) -> InputFile | None:
    """Return what an entry of a folder is, None for what is not read."""
    own = os.path.join(folder, entry.name)
    try:
        if entry.is_symlink():
            own = os.path.realpath(entry.path)
        if entry.is_dir():
            return InputFile(entry.path, "folder", identity=own)
        known = classify_name(entry.name)
        if known is None or not entry.is_file():
            return None
        status = entry.stat()
        return InputFile(entry.path, *known, own, status.st_size, (status.st_dev, status.st_ino), status.st_mtime_ns)
    except OSError:  # a link that points nowhere
        return None
