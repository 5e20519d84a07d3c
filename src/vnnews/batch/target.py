"""What the articles of a run are written to: a file, numbered parts, here or at an address that fsspec can open.

Takes the output as it is named ('articles.jsonl', 'kho/part-{n}.parquet', 's3://kho/part-{n}.jsonl.gz'), gives the names of its parts, what is there already, and
puts finished files into place. Decides that parts are numbered from 0 with five digits, and that a file at an address appears whole or not at all, as far as its store can do that.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
from pathlib import Path

from vnnews.batch.compress import COMPRESSIONS
from vnnews.batch.folder import publish
from vnnews.batch.remote import is_remote, url_to_store
from vnnews.batch.shown import printable
from vnnews.errors import InputError

NUMBER = "{n}"
"""Where the number of a part stands in the name of the output."""


_OTHER_FORMATS = frozenset((".csv", ".tsv", ".xls", ".xlsx", ".ods", ".html", ".htm"))
"""Endings by which other programs would take JSON lines for what they are not."""


def is_sharded(output: str) -> bool:
    """Return whether an output is written in parts.

    Example:
        >>> is_sharded("kho/part-{n}.parquet"), is_sharded("kho/bài.parquet")
        (True, False)
    """
    return NUMBER in output


def name_part(output: str, number: int) -> str:
    """Return the name of a part.

    Example:
        >>> name_part("kho/part-{n}.parquet", 7), name_part("bài.jsonl", 0)
        ('kho/part-00007.parquet', 'bài.jsonl')
    """
    return output.replace(NUMBER, f"{number:05}")


def name_ledger(output: str) -> str:
    """Return the name of the file that says which pages an output holds.

    Example:
        >>> name_ledger("bài.jsonl"), name_ledger("kho/part-{n}.parquet")
        ('bài.jsonl.pages', 'kho/part-all.parquet.pages')
    """
    return f"{output.replace(NUMBER, 'all')}.pages"


def check_output(output: str) -> None:
    """Refuse a name that cannot be written to.

    Raises:
        InputError: The number stands in a folder or twice, the address is one of the web, or the ending is that of another format.

    Example:
        >>> check_output("bài.xlsx")
        Traceback (most recent call last):
        vnnews.errors.InputError: bài.xlsx: a run writes JSON lines or Parquet, not '.xlsx'; write .jsonl, then `vnnews export` makes tables of it [stage: write]
    """
    base, ending = os.path.splitext(output)
    if ending.lower() in COMPRESSIONS:
        ending = os.path.splitext(base)[1]
    if ending.lower() in _OTHER_FORMATS:
        to = "`vnnews report` makes HTML" if ending.lower() in (".html", ".htm") else "`vnnews export` makes tables"
        raise InputError(
            f"{printable(output)}: a run writes JSON lines or Parquet, not '{ending}'; write .jsonl, then {to} of it",
            stage="write",
            reason="bad name",
        )
    if is_sharded(output) and (output.count(NUMBER) > 1 or NUMBER not in os.path.basename(output)):
        raise InputError(f"{NUMBER} must stand once, in the name of the file", stage="write", reason="bad name")
    if is_remote(output) and output.lower().startswith(("http:", "https:")):
        raise InputError(f"{printable(output)}: nothing can be written there", stage="write", reason="bad name")


def list_parts(output: str) -> list[tuple[int, str, int]]:
    """Return number, name and bytes of what is there of an output, in order; [] when there is nothing.

    Raises:
        OSError: The store cannot be reached.
    """
    if is_remote(output):
        found = _list_remote(output)
    else:
        names = glob.glob(_pattern(output)) if is_sharded(output) else [output]
        found = [(name, os.stat(name).st_size) for name in names if os.path.isfile(name)]
    if not is_sharded(output):
        return [(0, output, size) for _, size in found]
    last = os.path.basename(output)
    before, after = map(re.escape, last.split(NUMBER))
    number = re.compile(f"{before}([0-9]{{5,}}){after}$")
    parts = [(int(match[1]), size) for name, size in found if (match := number.match(os.path.basename(name)))]
    return [(place, name_part(output, place), size) for place, size in sorted(parts)]


def put(source: Path, target: str) -> None:
    """Move a finished file to a name or an address; does nothing when that was done before the run was cut off.

    Raises:
        OSError: It cannot be written.
    """
    if not is_remote(target):
        publish(source, Path(target))
        return
    if not source.exists():
        return
    store, path = url_to_store(target)
    try:
        with store.transaction, store.open(path, "wb") as written, source.open("rb") as read:
            shutil.copyfileobj(read, written, 1 << 20)
    except Exception as error:  # each store has errors of its own
        raise OSError(_told(target, error)) from None
    source.unlink()


def remove(target: str) -> None:
    """Remove a part that an older run has left.

    Raises:
        OSError: It cannot be removed.
    """
    if not is_remote(target):
        Path(target).unlink(missing_ok=True)
        return
    store, path = url_to_store(target)
    try:
        store.rm_file(path)
    except FileNotFoundError:
        return
    except Exception as error:
        raise OSError(_told(target, error)) from None


def try_to_write(output: str) -> None:
    """Write a byte beside an output at an address and remove it: what cannot be written is to be told now, and not after a night's work.

    Raises:
        OSError: It cannot be written.
    """
    target = f"{name_ledger(output)}.probe"
    store, path = url_to_store(target)
    try:
        with store.open(path, "wb") as written:
            written.write(b"\n")
    except Exception as error:
        raise OSError(_told(target, error)) from None
    remove(target)


def _list_remote(output: str) -> list[tuple[str, int]]:
    store, path = url_to_store(_pattern(output) if is_sharded(output) else output)
    try:
        store.invalidate_cache()
        found = store.glob(path, detail=True) if is_sharded(output) else {path: store.info(path)}
    except FileNotFoundError:
        return []
    except Exception as error:
        raise OSError(_told(output, error)) from None
    return [(name, int(about.get("size") or 0)) for name, about in found.items() if about.get("type") != "directory"]


def _pattern(output: str) -> str:
    return "*".join(glob.escape(part) for part in output.split(NUMBER))


def _told(target: str, error: Exception) -> str:
    return f"{printable(target)}: {getattr(error, 'strerror', None) or error or type(error).__name__}"
