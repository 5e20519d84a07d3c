"""What the formats share: which records a corpus has, what a post is called and which two statements name the same post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from vnnews.models.people import BodyRecord, Contradiction, Occupancy, PersonRecord


class PeopleCorpus(Protocol):
    """What the writers need of the result of `vnnews.corpus.link_people`."""

    @property
    def people(self) -> Sequence[PersonRecord]:
        """The persons."""

    @property
    def bodies(self) -> Sequence[BodyRecord]:
        """The agencies."""

    @property
    def contradictions(self) -> Sequence[Contradiction]:
        """Statements that cannot all be right."""


PostKey = tuple[str, str]


def key_post(held: Occupancy) -> PostKey:
    """Return what makes two lines of careers the same post: the role, and the body, else the province.

    Example:
        >>> key_post(Occupancy("Bí thư", "Tỉnh ủy Cà Mau", "vn:tinh-uy-ca-mau"))
        ('Bí thư', 'vn:tinh-uy-ca-mau')
    """
    return held.role, held.body_id or held.body or held.province


def name_post(held: Occupancy) -> str:
    """Return a post in words.

    Example:
        >>> name_post(Occupancy("Bí thư", "Tỉnh ủy Cà Mau")), name_post(Occupancy("Chủ tịch nước"))
        ('Bí thư, Tỉnh ủy Cà Mau', 'Chủ tịch nước')
    """
    return ", ".join(filter(None, (held.role, held.body or held.province)))


def write_whole(path: str | Path, pieces: Iterable[str]) -> None:
    """Write a text file, whole or not at all.

    Example:
        >>> import tempfile
        >>> place = Path(tempfile.mkdtemp()) / "người.txt"
        >>> write_whole(place, ["Trần ", "Thị Mai"])
        >>> place.read_text(encoding="utf-8")
        'Trần Thị Mai'
    """
    target = Path(path)
    temporary = target.with_name(target.name + ".tmp")
    try:
        with temporary.open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
