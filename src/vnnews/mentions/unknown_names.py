"""Where a body's name ends that no table knows.

Takes tokens, the position behind what is known of a name, gives where it ends. Decides that behind a title the words run to the next mark,
person, place or body, and that words of a sentence ('cho biết', 'phát biểu') are no part of a name.
"""

from __future__ import annotations

from vnnews.mentions.lexicon import Lexicon
from vnnews.mentions.names import JOINS, best_field, is_name_of_body, is_person_run, is_school
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest


def unknown_field_end(tokens: Tokens, lexicon: Lexicon, j: int, *, known: bool, titled: bool = True) -> int:
    """Return where a field that no table knows ends; j when nothing shows it.

    'Vụ | Kê khai - Kế toán thuế, …': behind a title the words run to the next mark, person, place or body. With `known` a field was read and
    small words follow; a longer run of them needs a body, a place or a person behind it ('Phòng Quản lý | phương tiện, Sở Giao thông vận tải').
    Without a title (`titled`) a few small words are the name's only up to its place, or to a body in a bracket or joined by 'thuộc'.
    """
    if tokens.key[j] in lexicon.surnames and tokens.cap[j] and tokens.cap[j + 1] and not tokens.cap[j + 4]:
        return j  # 'Viện trưởng | Thái Bá Hòa'
    k = j
    if known and tokens.key[j] == "và" and _opens_part(tokens, lexicon, j + 1):
        known, k = False, j + 2  # 'Viện Chiến lược | và Chương trình giáo dục'
    while k - j < (MAX_BEFORE_PARENT if known else MAX_UNKNOWN):
        is_aside = k > j and tokens.surface[k] in {"-", "–"} and tokens.surface[k + 1].islower()
        is_aside = is_aside and best_field(tokens, lexicon, k + 1)[1] == k + 1  # '… | - đơn vị chủ trì'
        if (
            is_aside
            or tokens.surface[k] in _ENDS
            or tokens.key[k] == "thuộc"
            or tokens.key[k : k + 2] == ["trực", "thuộc"]
        ):
            break
        if k > j and tokens.key[k] == "trường" and tokens.cap[k + 1]:
            break
        if tokens.cap[k] and (
            is_name_of_body(tokens, lexicon, k)
            or is_person_run(tokens, lexicon, k)
            or (k > j and is_school(tokens, lexicon, k))
        ):
            break
        if (known or k > j) and (_is_province(tokens, lexicon, k) or _is_unit(tokens, lexicon, k)):
            break
        field = best_field(tokens, lexicon, k)[1] if k > j and not tokens.cap[k] else k
        if field > k + 1 and tokens.surface[field] != ":":  # '… | đánh giá: "…"'
            k = field  # 'Phó phòng hướng dẫn tuần tra | kiểm soát, Cục CSGT'
            continue
        if k > j and not known and opens_predicate(tokens, lexicon, k):
            break  # 'Trung tâm | Hoạt động Văn hóa Văn Miếu | cho biết'
        if (
            opens_predicate(tokens, lexicon, k)
            or not (tokens.surface[k].isalpha() or tokens.surface[k] in {"-", "–"})
            or (known and tokens.cap[k])
        ):
            return j
        k += 1
    else:
        return j
    k -= k > j and tokens.surface[k - 1] in {"-", "–"}
    if k > j and tokens.key[k - 1] in _PARTS_PERSONS and not is_name_of_body(tokens, lexicon, k):
        return j  # 'Phó phòng khảo thí | và | Lê Văn A'
    if k == j or not known:
        return k
    if not titled and (k - j > MAX_UNTITLED or tokens.key[j] in JOINS or _holds_head(tokens, lexicon, j, k)):
        return j
    mark = tokens.surface[k]
    body = k + 1 if mark in {",", "(", "-", "–", "thuộc"} else k
    if body == k and (_is_province(tokens, lexicon, k) or _is_unit(tokens, lexicon, k)):
        return k  # 'Viện Nghiên cứu | phát triển | TP.HCM', 'Ban Thi đua | khen thưởng | tỉnh'
    if not titled:
        return k if body > k and mark != "," and is_name_of_body(tokens, lexicon, body) else j
    if is_person_run(tokens, lexicon, k):
        return k  # 'Trưởng phòng Tổ chức | nhân lực | Trần Văn A'
    if tokens.cap[body] and is_name_of_body(tokens, lexicon, body):
        return k
    return k if mark in _ENDS - {":"} and k - j <= MAX_BEFORE_MARK else j


def _opens_part(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Whether capitalised words that are no other name begin at token k and go on in a small one: 'và | Chương trình giáo dục'."""
    is_other = is_name_of_body(tokens, lexicon, k) or _is_province(tokens, lexicon, k) or _is_unit(tokens, lexicon, k)
    is_name = tokens.key[k] in lexicon.surnames and tokens.cap[k + 1]
    return (
        tokens.cap[k] and tokens.surface[k + 1].islower() and not (is_other or is_name or _is_head(tokens, lexicon, k))
    )


def _holds_head(tokens: Tokens, lexicon: Lexicon, j: int, end: int) -> bool:
    """Whether another body is named in small letters between two tokens: 'Phòng CSGT | công an tỉnh X'."""
    heads = (longest(lexicon.heads, tokens.key, k)[0] for k in range(j, end))
    return any(head is not None and head.slot != "field" for head in heads)


def _is_head(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Whether a body, a title or a person's title begins at token k."""
    tries = (lexicon.heads, lexicon.roles, lexicon.honorifics, lexicon.ranks)
    return any(longest(trie, tokens.key, k)[0] is not None for trie in tries)


def opens_predicate(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Return whether the sentence goes on at token k: 'Trưởng phòng Tài chính | phát biểu'."""
    words = lexicon.words["not_in_field"]
    return not tokens.cap[k] and (tokens.key[k] in words or f"{tokens.key[k]} {tokens.key[k + 1]}" in words)


def _is_unit(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Whether the word for a unit stands at token k: 'tỉnh', 'huyện X', but not 'xã hội'."""
    unit, end = longest(lexicon.units, tokens.key, k)
    return unit is not None and not tokens.surface[end].islower()


def _is_province(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Whether a province stands at token k, with the word for its unit or without."""
    unit, end = longest(lexicon.units, tokens.key, k)
    if unit is not None and unit.level in {"province", "city"}:
        k = end
    return tokens.cap[k] and longest(lexicon.provinces, tokens.key, k)[1] > k


MAX_UNKNOWN = 7
"""Words of a field that no table knows; longer runs are sentences."""
MAX_BEFORE_PARENT = 10
"""The same when a parent must follow: 'Vụ | trang thiết bị và công trình y tế | thuộc Bộ Y tế' has eight."""
MAX_UNTITLED = 6
"""The same without a title in front."""
MAX_BEFORE_MARK = 5
"""The same when only a mark follows: 'Phòng Công tác | chính trị học sinh |,'."""
_PARTS_PERSONS = frozenset({"và", "cùng", "với", "&"})
"""Words after which no name of a body ends."""
_ENDS = frozenset({",", "(", ")", ".", ";", ":", ""})
