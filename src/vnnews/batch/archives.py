"""The files inside zip and tar archives.

Takes an opened archive, gives of each regular file in it the number, the name and how to open it, in the order of the archive. Nothing is ever
extracted to disk. What the archive says of itself is not believed: members of a zip that lie over each other, and headers of a tar
that are larger than any name, are refused.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

import msgspec

_MAX_HEADER_BYTES = 1 << 20
"""Largest long name or record of attributes in a tar; a path has 4 kB at most."""

_LOCAL_HEADER_BYTES = 30
"""Of a zip's member, before its name."""

_WITH_DATA = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
"""Types of members whose data is read as a header."""


class Member(msgspec.Struct, frozen=True):
    """A file in an archive."""

    number: int
    """Its place among all members, from 0."""
    name: str
    open: Callable[[], IO[bytes]]
    refusal: str = ""
    """Why it must not be opened."""


def list_zip(raw: IO[bytes]) -> Iterator[Member]:
    """Yield the files of a zip.

    Raises:
        zipfile.BadZipFile: It is none, or damaged; what else `zipfile` raises on damage is not only that.
    """
    with zipfile.ZipFile(raw) as archive:
        members = archive.infolist()
        overlapping = find_overlaps(members)
        for number, member in enumerate(members):
            if not member.filename.endswith("/"):
                refusal = "it lies over another member of the archive" if number in overlapping else ""
                yield Member(number, member.filename, partial(archive.open, member), refusal)


def find_overlaps(members: list[zipfile.ZipInfo]) -> set[int]:
    """Return the numbers of the members that begin inside another one: that is how an archive of kilobytes holds terabytes.

    Example:
        >>> one, other = zipfile.ZipInfo("a.txt"), zipfile.ZipInfo("b.txt")
        >>> one.header_offset, one.compress_size, other.header_offset, other.compress_size = 0, 100, 50, 9
        >>> find_overlaps([one, other])
        {1}
    """
    overlapping, reached = set(), 0
    for number in sorted(range(len(members)), key=lambda number: members[number].header_offset):
        member = members[number]
        if member.header_offset < reached:
            overlapping.add(number)
        else:
            reached = member.header_offset + _LOCAL_HEADER_BYTES + member.compress_size
    return overlapping


def list_tar(stream: IO[bytes]) -> Iterator[Member]:
    """Yield the files of a tar, compressed or not; each must be read before the next is asked for.

    Raises:
        tarfile.TarError: It is none, or damaged; what else `tarfile` raises on damage is not only that.
    """
    with tarfile.open(fileobj=stream, mode="r|*", tarinfo=_Header) as archive:
        number = 0
        while (member := archive.next()) is not None:
            if member.isfile():
                yield Member(number, member.name, partial(_extract, archive, member))
            number += 1
            # tarfile keeps every header it has passed: memory would grow with the archive
            archive.members = []  # type: ignore[attr-defined]


class _Header(tarfile.TarInfo):
    """A header that is not read when it claims to be larger than any name."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _WITH_DATA and self.size > _MAX_HEADER_BYTES:
            raise tarfile.ReadError(f"a header of {self.size} bytes")
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return]


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(member)
    if stream is None:  # no regular file
        raise tarfile.TarError(f"{member.name} holds no data")
    return stream
