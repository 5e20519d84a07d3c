"""Finding persons: titles in front, then the name.

Takes tokens and a position, gives a `PersonSpan` and the position behind it, or None. Decides where a name begins and ends, by the structure
of Vietnamese names (surname, middle, given: two to five syllables) and by the words that cannot be part of one.

Known limits: in passages set in capitals a name is cut after three syllables unless a title in front makes its length plain.
"""

from __future__ import annotations

import re

from vnnews.mentions.lexicon import Lexicon
from vnnews.mentions.spans import PersonSpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest

MAX_PREFIXES = 5
"""'đồng chí Thiếu tướng, PGS.TS, Nhà giáo Nhân dân A' has four."""


MIN_SURNAME_PCT = 0.02
"""A surname rarer than this needs a title in front: 'Long', 'An' and 'Quang' open more phrases than names."""


_NON_VIETNAMESE = frozenset("fjwz")
_VOWEL = re.compile(r"[^\WBCDFGHJKLMNPQRSTVWXZĐ\d_]")
_COURTESY = frozenset(("ông", "bà", "anh", "chị", "cô"))
"""Titles of courtesy behind which one syllable is a name, though a country is called so too; 'giáo sư Mỹ' is a professor from there."""


def parse_person(tokens: Tokens, lexicon: Lexicon, i: int, *, title: bool = False) -> tuple[PersonSpan, int] | None:
    """Return the person named from token i on and the position behind the name.

    Args:
        tokens: The passage.
        lexicon: The vocabulary.
        i: Where the titles or the name begin.
        title: Whether a title of a post touches it from the left, which allows any surname.
    """
    j, honorific, rank = _read_prefixes(tokens, lexicon, i)
    has_title = title or j > i
    if not tokens.cap[j] or not tokens.surface[j][0].isalpha():
        return _pronoun(tokens, lexicon, i, j, honorific)
    end = name_end(tokens, lexicon, j, has_title=has_title)
    if end == j or _is_abbreviation(tokens, lexicon, j, end):
        return None
    surname = _is_surname(tokens, lexicon, j, end)
    is_called = honorific.lower() in _COURTESY and end == j + 1  # 'bà | Nga' is nobody's country
    if not surname and not is_called and _is_other_word(tokens, lexicon, j, end):
        return None
    if not has_title and not (surname and end - j >= 2) and not _is_introduced(tokens, lexicon, j, end):
        return None
    if not surname and not has_title and end - j == 1:
        return None
    name = tokens.surface[j:end]
    text = _join_name(tokens, j, end)
    unusual = (
        not surname
        and end - j >= 2
        and tokens.key[j + 1] not in {"văn", "thị"}
        and not _is_plausible(tokens, lexicon, j, end)
    )
    foreign = unusual and _looks_foreign(name)
    person = PersonSpan(
        tokens.start[j],
        tokens.end[end - 1],
        "titled_name" if j > i else "full_name",
        text,
        honorific,
        rank,
        tokens.start[i],
        end - j >= 2 or _is_highland_name(tokens.surface[j]),
        False,
        tokens.upper,
        foreign,
        unusual,
    )
    return person, end


def _is_other_word(tokens: Tokens, lexicon: Lexicon, j: int, end: int) -> bool:
    """Whether capitals behind a title are no name: 'Tổ trưởng | Tổ An ninh', 'Trưởng khoa Nghiên cứu | Ấn Độ', 'Trưởng ban tổ chức | V-League'."""
    goes_on = end >= j + 2 or tokens.surface[end][:1].islower()  # 'Tổ trưởng | Tổ tư vấn'
    if goes_on and tokens.key[j] in lexicon.words["head_of_group"] and tokens.key[j] not in lexicon.surnames:
        return True
    if longest(lexicon.countries, tokens.key, j)[1] >= end:
        return True
    first = tokens.surface[j]
    return len(first) == 1 and first not in _LETTER_NAMES


_LETTER_NAMES = frozenset("AHKY")
"""Names and parts of names of one letter among the peoples of the highlands: 'A Nhưn', 'Y Thanh', 'K Brêu'."""


def _is_highland_name(word: str) -> bool:
    """Whether one word is a whole name, as those of the Cơ Ho and the Mạ are: 'K’Brêu', "Ka'Nhòi"."""
    return re.match(r"(?:K|Ka|H|Y)['’][^\W\d_]{2,}$", word) is not None


def _is_introduced(tokens: Tokens, lexicon: Lexicon, j: int, end: int) -> bool:
    """Whether a title behind a rare surname's two syllables makes them a name: '…; Bríu Liếc - Bí thư Huyện ủy Tây Giang'.

    Men of the Xơ Đăng and the Ba Na have an 'A' for a surname: 'A Nhưn, cựu Bí thư Huyện ủy Kon Plông'.
    """
    if tokens.surface[j] == "A" and end == j + 2 and tokens.surface[end] == ",":
        title = max(end + 1, longest(lexicon.status, tokens.key, end + 1)[1])
        return longest(lexicon.roles, tokens.key, title)[0] is not None
    if (
        end - j < 2
        or tokens.key[j] in lexicon.weak_surnames
        or tokens.key[j] not in lexicon.surnames
        or tokens.surface[end] not in {"-", "–"}
    ):
        return False
    return longest(lexicon.roles, tokens.key, end + 1)[0] is not None


def _is_abbreviation(tokens: Tokens, lexicon: Lexicon, j: int, end: int) -> bool:
    """Whether the words begin with an abbreviation and not with a name in capitals: 'QĐND Việt Nam', 'HAGL Arena', 'BCH PCTT'.

    Two initials open a foreign name ('JD Vance'), but for a country's ('CH Czech'); three and no vowel are none ('BCH PCTT').
    """
    first = tokens.surface[j]
    if len(first) < 2 or not first.isupper() or tokens.upper:
        return False
    if end == j + 1 or (len(first) > 2 and _VOWEL.search(first) is None):
        return True
    has_initials = len(first) == 2 and longest(lexicon.countries, tokens.key, j + 1)[0] is None
    is_in_capitals = tokens.surface[j + 1].isupper() and _ONSETS.fullmatch(first) is None
    return not (is_in_capitals or (has_initials and _looks_foreign(tokens.surface[j + 1 : j + 2])))


_ONSETS = re.compile("[BCDĐFGHJKLMNPQRSTVWXZ]{3,}")


def _join_name(tokens: Tokens, j: int, end: int) -> str:
    """The name with single spaces; a hyphen stays where it was ('Park Noh-wan')."""
    parts = [tokens.surface[j]]
    for k in range(j + 1, end):
        parts.append(("" if tokens.start[k] == tokens.end[k - 1] else " ") + tokens.surface[k])
    return "".join(parts)


def _read_prefixes(tokens: Tokens, lexicon: Lexicon, i: int) -> tuple[int, str, str]:
    """Titles of courtesy, ranks and degrees from token i on: the position behind them, the first title and the rank."""
    j, honorific, rank = i, "", ""
    for _ in range(MAX_PREFIXES):
        if j > i and tokens.surface[j] in {"CKI", "CKII", "CK1", "CK2"}:  # 'BS CKII', 'BS.CK2'
            j += 1
        title, end = longest(lexicon.ranks, tokens.key, j)
        kind, stop = longest(lexicon.honorifics, tokens.key, j)
        if title is not None and end >= stop:
            rank = rank or " ".join(tokens.surface[j:end])
            end += tokens.surface[end] in _CORPS and tokens.cap[end + 1]
        elif kind is not None and _is_written_as_title(tokens, j, stop, kind):
            honorific = honorific or " ".join(tokens.surface[j:stop])
            end = stop
        else:
            break
        j = end
        if tokens.key[j] in {",", ".", "-"} and (
            longest(lexicon.ranks, tokens.key, j + 1)[0] or longest(lexicon.honorifics, tokens.key, j + 1)[0]
        ):
            j += 1
    if j > i and tokens.key[j] in {".", ","} and tokens.cap[j + 1] and tokens.surface[j - 1].isupper():
        j += 1
    if (
        j > i
        and tokens.key[j] in lexicon.words["baptismal"]
        and tokens.cap[j]
        and tokens.key[j + 1] in lexicon.surnames
    ):
        return j + 1, honorific, rank  # 'Linh mục | Phaolô | Nguyễn Văn A'
    if j > i and tokens.key[j] == ":" and honorific.casefold() in {"đồng chí"}:
        return j, honorific, rank
    return j, honorific, rank


_CORPS = frozenset({"QNCN", "CN", "CNQP"})
"""Marks of professional soldiers behind a rank: 'Thiếu tá QNCN Nguyễn Văn A'."""


def _is_written_as_title(tokens: Tokens, j: int, stop: int, kind: str) -> bool:
    """Whether the words are a title here: degrees are written in capitals ('TS'), 'anh' and 'em' are titles only before a name."""
    if kind in {"academic", "professional", "religious", "award"} and len(tokens.key[j]) <= 3 and stop == j + 1:
        return tokens.surface[j].isupper() or tokens.surface[j] in {"Ths", "ThS"}
    if kind == "person_title":
        return (
            tokens.cap[stop]
            or tokens.key[j] in {"ông", "bà"}
            or bool(tokens.key[stop] in {"thiếu", "trung", "đại", "thượng"})
        )
    return True


def _pronoun(tokens: Tokens, lexicon: Lexicon, i: int, j: int, honorific: str) -> tuple[PersonSpan, int] | None:
    """'ông', 'bà', 'đồng chí' alone, before a word that goes on about the person: 'ông từng là', 'đồng chí được bổ nhiệm'."""
    before = tokens.key[i - 1] if i else ""
    is_followed = before in {"nhiệm", "thay"}  # 'Kế nhiệm | ông | là A' speaks of A
    is_one = j == i + 1 or (j == i + 2 and before not in lexicon.words["plural"] and not before.isdigit())
    if (
        honorific.lower() in {"ông", "bà", "đồng chí"}
        and is_one
        and tokens.key[j] in lexicon.words["pronoun_verb"]
        and not is_followed
    ):
        return PersonSpan(
            tokens.start[i], tokens.end[j - 1], "pronoun", "", honorific, "", tokens.start[i], False, True
        ), j
    return None


def _is_surname(tokens: Tokens, lexicon: Lexicon, j: int, end: int) -> bool:
    key = tokens.key[j]
    pct = lexicon.surnames.get(key)
    if pct is None:
        return False
    if key in lexicon.weak_surnames and not (tokens.key[j + 1] in lexicon.middles and end - j >= 3):
        return False
    return pct >= MIN_SURNAME_PCT or end - j >= 3


def _is_plausible(tokens: Tokens, lexicon: Lexicon, j: int, end: int) -> bool:
    """Whether a name without a known surname may still be one of Viet Nam: any known surname as its first syllable, however rare."""
    return (
        tokens.key[j] in lexicon.surnames
        or "'" in tokens.surface[j]
        or (tokens.surface[j][:1] in "HKY" and "'" in tokens.surface[j])
    )


def _looks_foreign(name: list[str]) -> bool:
    """Whether a syllable has letters or clusters that Vietnamese does not write."""
    for word in name:
        lowered = word.lower()
        if not word.isalpha() or len(lowered) > 7:
            if "'" not in word and "’" not in word and len(lowered) > 7:
                return True
            continue
        if _NON_VIETNAMESE & set(lowered) or (
            len(lowered) > 3 and lowered.isascii() and _NATIVE.fullmatch(lowered) is None
        ):
            return True
    return False


_NATIVE = re.compile(r"(?:ngh?|[cgknpt]?h|gi|qu|tr|[bcdgklmnprstvx])?[aeiouy]{1,3}(?:ng|[cn]h|[cmnpt])?")
"""A syllable of the language without its marks: onset, vowels, coda."""


def name_end(tokens: Tokens, lexicon: Lexicon, j: int, *, has_title: bool) -> int:
    """Return where the name that begins at token j ends; j when no name begins there."""
    is_va = (
        has_title and tokens.key[j] == "và" and tokens.key[j + 1] in {"bá", "a", "y", "nỏ", "thị"} and tokens.cap[j + 1]
    )
    if (tokens.key[j] in lexicon.words["not_in_name"] and not is_va) or (
        tokens.key[j] == "đoàn" and _is_body_of_union(tokens, j)
    ):
        return j
    if _is_title(tokens, lexicon, j) or (tokens.key[j] == "khu" and tokens.key[j + 1] in {"tự", "ủy", "vực"}):
        return j
    if tokens.key[j] == "đảng" and tokens.key[j + 1] in {"bộ", "ủy", "viên", "cộng"}:
        return j  # in capitals: 'ĐẠI BIỂU | ĐẢNG BỘ HUYỆN MỸ XUYÊN'
    if not tokens.cap[j + 1] and tokens.key[j + 1] in lexicon.name_or_word.get(tokens.key[j], ()):
        return j  # 'Thứ trưởng | Nông nghiệp', 'Trưởng ban Tổ chức | Lễ hội'
    limit = lexicon.syllables.most
    if tokens.upper:
        limit = lexicon.syllables.usual
    k = j
    while k - j < limit + 2 and tokens.cap[k] and tokens.surface[k][0].isalpha():
        if k > j and _ends_name(tokens, lexicon, j, k):
            break
        k += 1
        if _is_initial(tokens, lexicon, j, k):
            k += 1
        if (
            tokens.surface[k] == "-"
            and tokens.start[k] == tokens.end[k - 1]
            and tokens.start[k + 1] == tokens.end[k]
            and tokens.surface[k + 1][:1].isalpha()
        ):
            if _opens_something(tokens, lexicon, k + 1):
                break
            k += 2
        if tokens.upper and k - j >= limit:
            break
    if k - j > limit and not _looks_foreign(tokens.surface[j:k]):
        k = _cut_long_run(tokens, lexicon, j, k)
    return k


def _is_initial(tokens: Tokens, lexicon: Lexicon, j: int, k: int) -> bool:
    """Whether the dot at token k closes an initial inside a foreign name: 'George W|. Bush'."""
    return (
        tokens.surface[k] == "."
        and k > j + 1
        and len(tokens.surface[k - 1]) == 1
        and tokens.start[k] == tokens.end[k - 1]
        and tokens.cap[k + 1]
        and tokens.key[j] not in lexicon.surnames
    )


def _is_title(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether a title of a post begins where a name could: 'đồng chí | Tổng Bí thư Lê Văn A', 'đồng chí | Tư lệnh Quân khu 7'.

    Its words end in a small letter; in a passage of capitals every title counts.
    """
    role, end = longest(lexicon.roles, tokens.key, j)
    return role is not None and end >= j + 2 and (tokens.upper or not tokens.cap[end - 1])


def _opens_something(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Whether a title or a verb of speaking follows a hyphen without spaces: 'Lê Văn An-|Giám đốc', 'bà H'Biah-|nói'; no second given name."""
    if not tokens.cap[k]:
        return tokens.key[k] in lexicon.words["hyphen_verb"]
    tries = (lexicon.roles, lexicon.ranks, lexicon.heads)
    return any(longest(trie, tokens.key, k)[0] is not None for trie in tries)


def _is_body_of_union(tokens: Tokens, j: int) -> bool:
    """Whether 'Đoàn' is the union or a delegation and no surname: 'Đoàn Thanh niên', but 'Đoàn Thanh Sơn'."""
    following = tokens.key[j + 1]
    if following == "thanh":
        return tokens.key[j + 2] in {"niên", "tra"}
    return following in {"tncs", "cơ", "đại", "công", "đbqh", "kiểm"}


_MARKS_BEHIND_NAME = frozenset({",", "-", "–", "(", ")", ";", "."})


def _ends_name(tokens: Tokens, lexicon: Lexicon, j: int, k: int) -> bool:
    """Whether the capitalised word at token k opens something else: a title, a body, a sentence."""
    key = tokens.key[k]
    if key in lexicon.words["not_in_name"] and not tokens.upper and k - j >= 2:
        is_given = tokens.key[k - 1] in {"văn", "thị"} or tokens.surface[k + 1] in _MARKS_BEHIND_NAME
        return k - j > 2 or not is_given  # 'Võ Văn Một', 'Lê Thị Tối'; 'Đỗ Ngọc Chánh, Phó Hiệu trưởng'
    if tokens.upper and k - j >= 2 and key in lexicon.words["headline_verb"]:
        return True
    following = lexicon.name_or_word.get(key)
    if following is not None and (tokens.key[k + 1] in following or tokens.surface[k + 1].isdigit()):
        return True
    if k - j >= 2 and tokens.cap[k + 1] and not tokens.upper and key in {"ông", "bà"}:
        return True
    if not lexicon.bits.get(key):
        return False
    for trie in (lexicon.roles, lexicon.ranks, lexicon.heads):
        value, end = longest(trie, tokens.key, k)
        if value is None or end < k + 2:
            continue
        # 'Nguyễn Quốc Hội', 'Trần Quốc Vương' are names: titles and bodies of two syllables have a small second letter
        if end > k + 2 or not tokens.cap[k + 1] or tokens.upper:
            return True
    unit, end = longest(lexicon.units, tokens.key, k)
    return (
        unit is not None
        and end > k
        and (
            end >= k + 2
            or tokens.surface[k] == "TP"
            or (tokens.surface[k] in {"Tỉnh", "Quận", "Huyện"} and tokens.cap[k + 1])
        )
        and k - j >= 2
    )


def _cut_long_run(tokens: Tokens, lexicon: Lexicon, j: int, k: int) -> int:
    """Where to cut a run of capitals that is too long for one name: before the next surname, else after three syllables."""
    for cut in range(j + 2, min(j + 5, k - 1)):
        if lexicon.surnames.get(tokens.key[cut], 0.0) >= 0.3 and k - cut >= 2 and cut - j >= 3:
            return cut
    return j + 3
