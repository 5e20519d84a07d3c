"""What speaks for and against two groups of statements being one person.

Takes two `Group`s of one block, gives a `Verdict`: the sum of named pieces of evidence in natural log odds, and each of them in words. Decides nothing about
merging, which is `linking`'s part. Every weight is a row of `WEIGHTS`; a negative one speaks for two persons.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from vnnews.corpus.bodies import CENTRAL, LOCAL, NOWHERE, PROVINCIAL, is_office, is_same_body, is_same_province
from vnnews.corpus.groups import Group, Held
from vnnews.corpus.names import compare_forms, read_name_gender, share_of_name
from vnnews.text import fold

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        # how two posts belong together; the best pair counts
        "same_post": 9.0,
        "same_body": 7.0,
        "same_post_abroad": 6.0,
        "same_country": 0.5,
        "same_body_cut_short": 5.0,
        "same_membership": 3.5,
        "beside_membership": -0.5,
        "same_unit": 6.5,
        "same_field": 2.5,
        "same_province": 3.0,
        "part_of_province": 0.5,
        "other_part_of_province": -0.5,
        "both_central": 0.3,
        "central_and_province": -3.0,
        "central_and_local": -2.5,
        "same_post_elsewhere": -1.5,
        "other_province": -2.5,
        "other_province_below": -4.0,
        "same_bare_post": 1.0,
        "unrelated": -2.5,
        "nothing_in_common": -1.0,
        # what may stand beside
        "two_places_at_once": -6.0,
        "two_provinces_at_once": -0.75,
        "two_provinces_retold": -7.0,
        "two_offices_at_once": -2.5,
        "other_gender": -7.0,
        "both_men": 0.1,
        "both_women": 1.0,
        "other_birth": -7.0,
        "same_birth": 4.0,
        "same_rank": 1.5,
        "force_and_civil": -1.5,
        "typed_without_marks": -0.5,
        "other_marks": -6.0,
        "part_of_name": -2.5,
        "same_letters": -0.5,
        "other_spelling": -4.5,
        "foreign_and_domestic": -1.5,
        "long_apart": -1.0,
    }
)
"""Natural log odds, set by hand and then tuned on annotated pairs (see docs/people.md)."""

RARE_NAME = 5.0
COMMON_NAME = -4.0
"""Bounds of what the frequency of the name may say."""

HOLDERS: Mapping[str, int] = MappingProxyType(
    {"head": 500, "member": 1_000, "top": 3_000, CENTRAL: 20_000, PROVINCIAL: 20_000, LOCAL: 100_000, NOWHERE: 40_000}
)
"""Persons who hold posts of a level within some years, in orders of magnitude: one of the heads of 34 provinces has hardly a namesake among them."""

ABROAD = 4.0
"""What the name of a foreigner says: of the people whom news of other countries names, two hardly share a name."""

AT_ONCE = 14
"""Days within which two posts count as held at once: reports of a move follow it."""

LONG = 15 * 365
"""Days between two statements after which few are still in office."""

SURE_ENOUGH = 0.5
"""Confidence of a post from which on it can contradict another one."""


class Piece(NamedTuple):
    """A piece of evidence."""

    name: str
    weight: float
    words: str


class Verdict(NamedTuple):
    """How likely two groups are one person."""

    score: float
    """Log odds."""
    pieces: tuple[Piece, ...]

    @property
    def share(self) -> float:
        """The probability."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


def weigh(one: Group, other: Group) -> Verdict:
    """Return how likely two groups of one block are one person, and why."""
    pieces = [_weigh_name(one, other), *_weigh_spelling(one, other), _weigh_posts(one, other)]
    pieces += _weigh_times(one, other)
    pieces += _weigh_marks(one, other)
    return Verdict(sum(piece.weight for piece in pieces), tuple(pieces))


def _piece(name: str, words: str, factor: float = 1.0) -> Piece:
    return Piece(name, WEIGHTS[name] * factor, words)


def _weigh_name(one: Group, other: Group) -> Piece:
    """A rare name speaks for one person, a frequent one for two."""
    name = min(one.forms)
    if one.is_foreign and other.is_foreign:
        is_whole = " " in name
        return Piece("name", ABROAD if is_whole else 0.0, "a name of another country")
    expected = max(HOLDERS[_level(one)], HOLDERS[_level(other)]) * share_of_name(name)
    weight = max(COMMON_NAME, min(RARE_NAME, -math.log(expected + 1e-9)))
    words = "a rare name" if weight > 1 else "a frequent name" if weight < -1 else "a name of some persons"
    return Piece("name", weight, words)


def _level(group: Group) -> str:
    """The highest level of its posts: 'head' of a ministry or a province, 'top' for their deputies."""
    levels = {_name_level(held) if held.confidence >= SURE_ENOUGH else held.seat.level for held in group.held.values()}
    return next((level for level in HOLDERS if level in levels), NOWHERE)


def _name_level(held: Held) -> str:
    if _is_high(held):
        return "head" if held.rank == 1 else "top"
    return "member" if _is_member(held) else held.seat.level


def _is_member(held: Held) -> bool:
    """Whether it is a seat beside another post: in the National Assembly, in the Party's Central Committee."""
    return held.seat.level == CENTRAL and held.seat.is_top and fold(held.role).startswith(("đại biểu", "ủy viên"))


def _is_high(held: Held) -> bool:
    return held.rank in (1, 2) and held.seat.is_top


def _weigh_spelling(one: Group, other: Group) -> list[Piece]:
    is_abroad = one.is_foreign and other.is_foreign
    ways = {compare_forms(form, form_too, is_abroad) for form in one.forms for form_too in other.forms}
    if "same" in ways:
        return []
    if "bare" in ways:
        return [_piece("typed_without_marks", "the name is typed without marks")]
    if "same letters" in ways:
        return [_piece("same_letters", "spellings of one foreign name")]
    if "part" in ways:
        return [_piece("part_of_name", "one name lacks a part of the other")]
    if "near" in ways:
        return [_piece("other_spelling", "two spellings, perhaps of one foreign name")]
    return [_piece("other_marks", "the names differ in their marks")]


def _weigh_posts(one: Group, other: Group) -> Piece:
    """The pair of posts that fits best in one career."""
    found = [relate_posts(post, post_too) for post in one.held.values() for post_too in other.held.values()]
    told = [piece for piece in found if piece.name != "nothing_in_common"]
    if not told:
        return _piece("nothing_in_common", "no posts that could be compared")
    return max(told, key=lambda piece: piece.weight)


def relate_posts(one: Held, other: Held) -> Piece:
    """Return how two posts belong together: 'same_post', 'same_province', and so on."""
    sure = 0.5 + 0.5 * min(one.confidence, other.confidence)
    here, there = one.seat, other.seat
    same_role = one.role.casefold() == other.role.casefold()
    if not here.key or not there.key:
        if same_role and not here.key and not there.key and is_office(one.role):
            return _piece("same_post", f"both {one.role}", sure)
        if same_role and (one.rank in (1, 2) or other.rank in (1, 2)):
            return _piece("same_bare_post", f"both {one.role}, of a body that one article does not name", sure)
        return _piece("nothing_in_common", "no body to compare")
    if is_same_body(here.key, there.key, one.body, other.body):
        if not here.is_told or not there.is_told:
            if here.key.startswith("vn:"):
                return _piece("same_field", f"both in a body called {one.body}", sure)
            if same_role:
                return _piece("same_post_abroad", f"both {one.role}, {one.body}", sure)
            return _piece("same_country", f"both of {one.body}", sure)
        if _is_member(one) and _is_member(other):
            return _piece("same_membership", f"both members of {one.body}", sure)
        if same_role:
            return _piece("same_post", f"both {one.role}, {one.body}", sure)
        return _piece("same_body", f"{one.role} and {other.role} of {one.body}", sure)
    if _is_cut_short(one.body, other.body):
        return _piece("same_body_cut_short", f"both of {min(one.body, other.body, key=len)}", sure)
    if _is_member(one) or _is_member(other):
        return _piece("beside_membership", f"{one.role}, {one.body}, and {other.role}, {other.body}", sure)
    return _relate_seats(one, other, sure)


def _is_cut_short(one: str, other: str) -> bool:
    """Whether one name of a body is the other with its parent behind: 'Phòng Dịch tễ' and 'Phòng Dịch tễ, Cục Thú y'."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return long.startswith(f"{short}, ") and len(short.split()) >= CUT_SHORT


CUT_SHORT = 3
"""Syllables from which on the name of a body that a parent follows says something: every province has a 'Văn phòng'."""


def _relate_seats(one: Held, other: Held, sure: float) -> Piece:
    """How posts of two bodies belong together."""
    here, there = one.seat, other.seat
    words = f"{one.role}, {one.body}, and {other.role}, {other.body}"
    if here.unit and here.unit == there.unit:
        name = "same_unit" if LOCAL in (here.level, there.level) or _leads(one, other) else "same_province"
        return _piece(name, words, sure)
    if NOWHERE in (here.level, there.level):
        is_near = here.field and here.field == there.field
        return _piece("same_field", words, sure) if is_near else _piece("unrelated", words, sure)
    levels = {here.level, there.level}
    if levels == {CENTRAL}:
        is_near = (here.field and here.field == there.field) or (here.force and here.force == there.force)
        return _piece("same_field" if is_near else "both_central", words, sure)
    if CENTRAL in levels:
        if (here.force and here.force == there.force) or (here.field and here.field == there.field):
            return _piece("same_field", words, sure)
        return _piece("central_and_local" if LOCAL in levels else "central_and_province", words, sure)
    if not here.province or not there.province:
        return _piece("unrelated", words, sure)
    if is_same_province(here.province, there.province):
        if levels == {PROVINCIAL}:
            return _piece("same_province", words, sure)
        return _piece("part_of_province" if PROVINCIAL in levels else "other_part_of_province", words, sure)
    if levels != {PROVINCIAL}:
        return _piece("other_province_below", words, sure)
    if _is_high(one) and _is_high(other) and one.role.casefold() == other.role.casefold():
        return _piece("same_post_elsewhere", words, sure)  # heads of provinces change places
    return _piece("other_province", words, sure)


def _leads(one: Held, other: Held) -> bool:
    """Whether both posts lead: 'Chủ tịch UBND tỉnh' and 'Phó Bí thư Tỉnh ủy' of one province are usually one person's."""
    return one.rank in (1, 2) and other.rank in (1, 2) and not one.seat.field and not other.seat.field


def _weigh_times(one: Group, other: Group) -> list[Piece]:
    """Posts that nobody holds at once, and times that are far from each other."""
    worst: Piece | None = None
    gaps = []
    for post in one.held.values():
        for post_too in other.held.values():
            if not post.first or not post_too.first:
                continue
            gap = max(post.first, post_too.first) - min(post.last, post_too.last)
            gaps.append(gap)
            if gap > AT_ONCE or min(post.confidence, post_too.confidence) < SURE_ENOUGH:
                continue
            found = _collide(post, post_too)
            if found is not None and (worst is None or found.weight < worst.weight):
                worst = found
    pieces = [worst] if worst is not None else []
    if gaps and min(gaps) > LONG:
        pieces.append(_piece("long_apart", f"{min(gaps) // 365} years apart"))
    return pieces


def _collide(one: Held, other: Held) -> Piece | None:
    """Why nobody holds two posts at once, None where somebody may."""
    if one.rank not in (1, 2) or other.rank not in (1, 2):
        return None
    here, there = one.seat, other.seat
    if not here.is_told or not there.is_told or is_same_body(here.key, there.key, one.body, other.body):
        return None
    words = f"at one time {one.role}, {one.body}, and {other.role}, {other.body}"
    levels = {here.level, there.level}
    if CENTRAL in levels:
        return _piece("two_places_at_once", words) if LOCAL in levels else None
    if here.province and there.province and not is_same_province(here.province, there.province):
        if levels != {PROVINCIAL}:
            return _piece("two_places_at_once", words)
        # of one story the reader may have taken the wrong province, of several hardly
        return _piece("two_provinces_retold" if min(one.count, other.count) > 1 else "two_provinces_at_once", words)
    if levels == {LOCAL} and here.unit != there.unit:
        return _piece("two_places_at_once", words)
    if levels == {PROVINCIAL} and here.field and there.field and here.field != there.field:
        return _piece("two_offices_at_once", words)
    return None


def _weigh_marks(one: Group, other: Group) -> list[Piece]:
    """Titles of courtesy, years of birth, ranks."""
    pieces = []
    if one.gender and other.gender:
        is_told = bool(read_name_gender(min(one.forms)))  # with 'Thị' in the name a title of a man was another's
        if one.gender != other.gender:
            # papers call one president of another country both
            factor = 0.2 if is_told or one.is_foreign or other.is_foreign else 1.0
            pieces.append(_piece("other_gender", "one is called ông, the other bà", factor))
        elif not is_told:
            is_woman = one.gender == "female"  # of officials one in seven
            pieces.append(_piece("both_women", "both called bà") if is_woman else _piece("both_men", "both called ông"))
    if one.born and other.born:
        near = min(abs(year - year_too) for year in one.born for year_too in other.born)
        if near <= 1:
            pieces.append(_piece("same_birth", "born in one year"))
        elif near > 2:
            pieces.append(_piece("other_birth", f"born in {_join(one.born)} and in {_join(other.born)}"))
    if one.ranks.keys() & other.ranks.keys():
        pieces.append(_piece("same_rank", f"both {min(one.ranks.keys() & other.ranks.keys())}"))
    elif bool(one.ranks) != bool(other.ranks) and _is_civil(other if one.ranks else one):
        pieces.append(_piece("force_and_civil", "one has a military or police rank, the other a civil post"))
    if one.is_foreign != other.is_foreign:
        pieces.append(_piece("foreign_and_domestic", "one is taken for a foreigner"))
    return pieces


def _is_civil(group: Group) -> bool:
    told = [held for held in group.held.values() if held.seat.is_told and held.rank in (1, 2)]
    return bool(told) and not any(held.seat.force for held in told)


def _join(years: Iterable[int]) -> str:
    return ", ".join(str(year) for year in sorted(years))
