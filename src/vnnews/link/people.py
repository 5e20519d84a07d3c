"""Which names are one person: full names, names in capitals, 'ông Thắng', 'Bộ trưởng Hùng', 'bà' alone.

Takes the persons of all passages in the order of the text, gives the key of each. Decides that a given name with a title means the last
person of that given name before it; two persons with one given name stay apart unless a title tells them apart.

Known limit: a nickname ('chú Tám') is not linked to its bearer.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vnnews.mentions import PersonSpan

_FEMALE = frozenset({"bà", "chị", "cô"})
_MALE = frozenset({"ông", "anh", "chú"})


class PersonLink(NamedTuple):
    """Whom a name means."""

    key: str
    """The folded full name; '' when nobody is known."""
    rule: str
    is_name: bool = False
    """Whether the name is written in full and as this person's own."""
    is_tail: bool = False
    """Whether only the end of the full name is written."""


NOBODY = PersonLink("", "")


def link_persons(
    persons: Sequence[PersonSpan], text: str = "", historical: frozenset[str] = frozenset()
) -> list[PersonLink]:
    """Return for each person whom it means.

    Args:
        persons: In the order of the text.
        text: The article's text, for names in brackets behind a name ('Lê Quang Thẩm (Tám Thẩm)').
        historical: Folded names of persons of history, who are nobody of the article.

    >>> from vnnews.mentions import PersonSpan
    >>> full = PersonSpan(0, 0, "", "Nguyễn Văn Thắng", "ông")
    >>> short = PersonSpan(0, 0, "", "Thắng", "ông", is_full=False)
    >>> [(link.key, link.rule) for link in link_persons([full, short])]
    [('nguyễn văn thắng', 'full_name'), ('nguyễn văn thắng', 'given_name_back')]
    """
    known = {_key_of(person.name) for person in persons if person.is_full and not person.is_upper}
    known_by_start: dict[str, list[str]] = {}
    for name in sorted(known):
        known_by_start.setdefault(" ".join(name.split()[:2]), []).append(name)
    aliases, tails = _aliases(persons, text), _tails(known)
    by_given: dict[str, list[str]] = {}
    titles: dict[str, set[str]] = {}
    last = ""
    links: list[PersonLink] = []
    for person in persons:
        link = _link_one(person, known, known_by_start, tails, by_given, titles, last, historical)
        if link.key in aliases:
            link = PersonLink(aliases[link.key], "name_in_brackets")
        links.append(link)
        if not link.key:
            continue
        last = key = link.key
        if person.honorific:
            titles.setdefault(key, set()).add(person.honorific.lower())
        if link.is_name:
            for short in _short_names(key, person):
                bearers = by_given.setdefault(short, [])
                if key in bearers:
                    bearers.remove(key)
                bearers.append(key)
                del bearers[:-MAX_BEARERS]
    return links


MAX_BEARERS = 16
"""How many persons of one given name are kept in mind; more are no article but a list, and would cost quadratic time."""

_IN_BRACKETS = re.compile(r"\s?\(\s?(\w+(?: \w+){1,3})\s?\)")


def _aliases(persons: Sequence[PersonSpan], text: str) -> dict[str, str]:
    """Other names given in brackets that share the given name: 'Lê Quang Thẩm (Tám Thẩm)'."""
    aliases: dict[str, str] = {}
    full = [person for person in persons if person.is_full]
    for person in full:
        found = _IN_BRACKETS.match(text, person.end)
        if found is None:
            continue
        one, other = _key_of(person.name), _key_of(found[1])
        if one != other and one.split()[-1] == other.split()[-1]:
            aliases[other] = one
    aliases.update(_variants(dict.fromkeys(_key_of(person.name) for person in full if person.is_foreign)))
    return aliases


def _tails(known: Iterable[str]) -> dict[str, str]:
    """The full name that ends in each name of two syllables: 'bà Mỹ Thanh' is Phan Thị Mỹ Thanh; none that two persons share."""
    tails: dict[str, str] = {}
    for name in known:
        tail = " ".join(name.split()[-2:])
        if tail != name:
            tails[tail] = "" if tail in tails else name
    return tails


def _variants(names: Iterable[str]) -> dict[str, str]:
    """Foreign names that differ in the spelling of one part: 'Park Noh-wan' and 'Park Nok-wan' of one article."""
    variants: dict[str, str] = {}
    known: dict[tuple[int, tuple[str, ...]], tuple[str, str]] = {}
    for name in names:
        parts = name.split()
        for index, part in enumerate(parts if len(parts) > 1 else ()):
            first, other = known.setdefault((index, (*parts[:index], *parts[index + 1 :])), (name, part))
            if first != name and SequenceMatcher(None, part, other).ratio() >= SAME_PART:
                variants.setdefault(name, first)
    return variants


SAME_PART = 0.8
"""Likeness from which two parts of foreign names are spellings of one: 'claudia' and 'caludia' have 0.86, 'sen' and 'manet' 0.5."""


def _key_of(name: str) -> str:
    """The folded name, with one kind of apostrophe: 'H’Vi Êban' and "H'Vi Êban" are one person."""
    return fold(name).translate(_APOSTROPHES)


_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))


def _short_names(key: str, person: PersonSpan) -> tuple[str, ...]:
    """The syllables by which a person may be called later: the given name; of a foreign name any part."""
    parts = key.split()
    if person.is_foreign or person.is_unusual:
        return tuple(parts)
    return (parts[-1], " ".join(parts[-2:])) if len(parts) > 2 else (parts[-1],)


def _link_one(
    person: PersonSpan,
    known: set[str],
    known_by_start: dict[str, list[str]],
    tails: dict[str, str],
    by_given: dict[str, list[str]],
    titles: dict[str, set[str]],
    last: str,
    historical: frozenset[str],
) -> PersonLink:
    if person.is_pronoun:
        agrees = last and _agrees(person.honorific, titles.get(last, set()))
        return PersonLink(last, "pronoun_back") if agrees else NOBODY
    key = _key_of(person.name)
    if key in historical:
        return NOBODY
    if person.is_full:
        fuller = tails.get(key, "")
        if fuller:
            return PersonLink(fuller, "shortened_name", is_tail=True)
        if person.is_upper and key not in known:
            longer = known_by_start.get(" ".join(key.split()[:2]), [])
            return PersonLink(longer[0] if len(longer) == 1 else key, "name_in_capitals", True)
        return PersonLink(key, "full_name", True)
    bearers = by_given.get(key, [])
    fitting = [name for name in bearers if _agrees(person.honorific, titles.get(name, set()))]
    if len(fitting) == 1:
        return PersonLink(fitting[0], "given_name_back")
    # two full names share the given name: the one named last, as a reader would take it, only when nothing contradicts
    return PersonLink(fitting[-1], "given_name_last") if fitting and fitting[-1] == last else NOBODY


def _agrees(honorific: str, titles: set[str]) -> bool:
    """Whether a title of courtesy can be said of a person who was called by others: 'bà' and 'ông' exclude each other."""
    lowered = honorific.lower()
    return not ((lowered in _FEMALE and titles & _MALE) or (lowered in _MALE and titles & _FEMALE))


def best_name(names: Sequence[str]) -> str:
    """Return how a person's name is best written: the first form that is not in capitals.

    >>> best_name(["PHAN VĂN GIANG", "Phan Văn Giang"])
    'Phan Văn Giang'
    >>> best_name(["PHAN VĂN GIANG"])
    'Phan Văn Giang'
    """
    for name in names:
        if not name.isupper():
            return name
    return names[0].title()
