"""Foreign names that lack a part or are spelled otherwise: 'Erdogan' is written with three parts, two, or in other letters.

Takes the names of the foreigners of a corpus, gives the blocks that have to be looked at together. Decides nothing about persons: `evidence` weighs whether the bearers are one.
Vietnamese names are left alone, since one part more or less is another person there ('Nguyễn Minh', 'Nguyễn Minh Tâm').
"""

from __future__ import annotations

from collections.abc import Iterable

from vnnews.corpus.names import is_near, name_block, split_name

MAX_SHARING = 100
"""Names that share a part beyond which the part tells nothing, as 'mohammad'; with it the cost stays linear in the names."""


def join_blocks(names: Iterable[str]) -> dict[str, str]:
    """Return the block under which a block is looked at, for those that are looked at with others.

    Args:
        names: Those of foreigners; which names are is for the caller to say (`plan.NAMES`).

    >>> joined = join_blocks(["Dmitry Medvedev", "Nga Dmitry Medvedev", "Quách Gia Khôn", "Quách Gia Côn"])
    >>> len(joined), len(set(joined.values()))
    (4, 2)
    """
    parts = {name_block(name): split_name(name) for name in sorted(set(names))}
    parents = {block: block for block in parts}

    def root(block: str) -> str:
        while parents[block] != block:
            parents[block] = parents[parents[block]]
            block = parents[block]
        return block

    sharing: dict[str, list[str]] = {}
    for block in sorted(parts):
        for part in parts[block]:
            sharing.setdefault(part, []).append(block)
    for block, own in parts.items():
        if len(own) < 2:
            continue
        for part in own:
            for other in sharing[part] if len(sharing[part]) <= MAX_SHARING else ():
                may_lack = block.startswith("*") and other.startswith("*")
                if block < other and len(parts[other]) > 1 and _meet(own, parts[other], may_lack):
                    first, second = sorted((root(block), root(other)))
                    parents[second] = first
    grown = {block: root(block) for block in parts}
    heads = {head for block, head in grown.items() if block != head}
    return {block: head for block, head in grown.items() if head in heads}


def _meet(one: frozenset[str], other: frozenset[str], may_lack: bool) -> bool:
    if one < other or other < one:
        return may_lack and len(one & other) > 1
    return is_near(one, other)
