"""The titles of posts, compiled into a trie.

Takes a gazetteer's roles, modifiers and abbreviations; gives the trie of titles with their `Role`. Decides which titles are read whole and
which apart: 'Bí thư | Tỉnh ủy' needs no entry of its own, its abbreviation 'BT Tỉnh ủy' does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnnews.mentions.lexicon_bodies import Spellings, abbreviation_of
from vnnews.mentions.tokens import keys_of
from vnnews.mentions.trie import Trie, add_phrase, longest

if TYPE_CHECKING:
    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import RoleRecord


class Role(NamedTuple):
    """A title of a post."""

    role: str
    mode: str
    """How its body is found: `RoleRecord.reads`, with its `body` behind a colon."""
    agency: str
    """Name of the agency that the title implies."""
    is_public: bool
    """Whether the title alone makes its holder an official."""
    abbreviation: str = ""
    is_deputy: bool = False


APART = frozenset({"parts", "deputy_of", "word"})
"""Ways of reading that need no entry for the title itself."""


def reading_of(record: RoleRecord) -> str:
    """Return how a title is read in text; one that says nothing is read with the body behind it, or apart when it names its body.

    >>> from vnnews.gazetteer import default
    >>> {role.title: reading_of(role) for role in default().roles if role.title in ("Giám đốc", "Bí thư Tỉnh ủy", "Thủ tướng")}
    {'Bí thư Tỉnh ủy': 'parts', 'Giám đốc': 'after', 'Thủ tướng': 'implied'}
    """
    if record.reads:
        return record.reads
    if not record.is_public:
        return "other"
    return "parts" if record.agency else "after"


def compile_roles(gazetteer: Gazetteer, heads: Trie, spellings: Spellings) -> Trie:
    """Return every title with its `Role`, those of deputies made from those of their heads.

    >>> from vnnews.gazetteer import default
    >>> spellings = Spellings(default().abbreviations)
    >>> longest(compile_roles(default(), {}, spellings), ["phó", "cục", "trưởng", ""], 0)[0].role
    'Phó Cục trưởng'
    """
    trie: Trie = {}
    prefixes = [
        form
        for modifier in gazetteer.modifiers
        if modifier.means == "deputy" and modifier.place == "before"
        for form in (modifier.text, *modifier.short)
    ]
    apart = []
    for record in gazetteer.roles:
        reads = reading_of(record)
        if reads in APART:
            apart.append(record)
            continue
        agency = record.agency if reads in {"implied", "army", "deputy"} else ""
        mode = f"{reads}:{'|'.join(record.body)}" if record.body else reads
        for form in (record.title, *record.short):
            role = Role(record.role, mode, agency, record.stands_alone, abbreviation_of(form))
            for written in spellings.of(form) if "Trung ương" in form else (form,):
                add_phrase(trie, written, role)
            if record.has_deputy:
                deputy = Role(f"Phó {record.role}", mode, agency, record.stands_alone, "", True)
                for prefix in prefixes:
                    add_phrase(trie, f"{prefix} {form}", deputy, keep=True)
    for record in apart:
        _add_apart(trie, heads, record)
    for abbreviation in gazetteer.abbreviations:
        if abbreviation.kind == "role" and abbreviation.is_safe:
            found = _whole(trie, abbreviation.expansions[0])
            if found is not None:
                for form in (abbreviation.short, *abbreviation.variants):
                    add_phrase(trie, form, found._replace(abbreviation=abbreviation_of(form)), keep=True)
    return trie


def _whole(trie: Trie, phrase: str) -> Role | None:
    """The role of a whole title."""
    keys = keys_of(phrase)
    role, end = longest(trie, (*keys, ""), 0)
    return role if end == len(keys) else None


def _add_apart(trie: Trie, heads: Trie, record: RoleRecord) -> None:
    """The role of a title that is read apart, and its forms that do not begin with a known title: 'PCT', 'BT Tỉnh ủy', 'CTQH'."""
    if record.reads == "word":
        return
    known = _whole(trie, record.title)
    if record.agency and longest(trie, (*keys_of(record.role), ""), 0)[0] is None:
        add_phrase(trie, record.role, Role(record.role, "after", "", record.stands_alone))
    for form in (record.title, *record.short):
        keys = keys_of(form)
        if longest(trie, (*keys, ""), 0)[0] is not None:
            continue
        if known is not None:
            add_phrase(trie, form, known._replace(abbreviation=abbreviation_of(form)))
            continue
        at = next((k for k in range(1, len(keys)) if longest(heads, (*keys, ""), k)[0] is not None), 0)
        mode = f"at:{keys[at]}" if at else "implied" if record.agency else "after"
        agency = record.agency if mode == "implied" else ""
        add_phrase(trie, form, Role(record.role, mode, agency, mode == "implied", abbreviation_of(form)))
