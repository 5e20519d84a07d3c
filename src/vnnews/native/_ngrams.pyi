from collections.abc import Mapping, Sequence

def build(entries: bytes, rows: int, /) -> bytes: ...
def score(
    tokens: Sequence[str],
    records: Mapping[str, bytes],
    pairs: bytes,
    exact: bytes,
    numbers: bytes,
    edges: bytes,
    layout: bytes,
    by_steps: bytes,
    by_shapes: Mapping[int, int],
    /,
) -> list[int]: ...
