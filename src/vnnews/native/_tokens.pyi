from collections.abc import Callable
from typing import TypeVar

from typing_extensions import Buffer

W = TypeVar("W")

def cut(text: str, lines: Buffer, kinds: bytes, match: Callable[..., object], /) -> tuple[bytes, bytes, list[str]]: ...
def join(
    text: str, tokens: Buffer, joins: Buffer, forms: list[str], word: Callable[[int, int, str], W], /
) -> list[W]: ...
def split(part: str, start: int, kinds: bytes, /) -> tuple[list[str], list[int], list[int], list[bool]] | None: ...
