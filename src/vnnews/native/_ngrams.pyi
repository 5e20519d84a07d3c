from collections.abc import Mapping

from typing_extensions import Buffer

def build(
    levels: tuple[dict[str, tuple[int, bool]], ...], numbers: Mapping[str, int], rows: Mapping[int, int], /
) -> bytes: ...
def score(tokens: Buffer, sizes: Buffer, records: Buffer, tables: tuple[bytes, ...], /) -> bytes: ...
