"""Reading the open part of an agency's name: fields of work and proper names.

Takes tokens and a position, gives the words (abbreviations expanded) and the position behind them. Decides where a name set partly in
small letters ends: 'Phòng Cảnh sát phòng cháy chữa cháy và cứu nạn cứu hộ | Công an TP.HCM'.
"""

from __future__ import annotations

import re

from vnnews.mentions.lexicon import Lexicon
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import all_matches, longest

JOINS = {"và": " và", "về": " về", "-": " -", "–": " -", "&": " và", ",": ","}


def unknown_field_end(tokens: Tokens, lexicon: Lexicon, j: int, *, known: bool) -> int:
    """Return where a field that no table knows ends; j when nothing shows it.

    'Vụ | Kê khai - Kế toán thuế, …': behind a title the words run to the next mark, person, place or body. With `known` a field was read and
    small words follow; a longer run of them needs a body, a place or a person behind it ('Phòng Quản lý | phương tiện, Sở Giao thông vận tải').
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
            _is_name_of_body(tokens, lexicon, k)
            or is_person_run(tokens, lexicon, k)
            or (k > j and _is_school(tokens, lexicon, k))
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
    if k > j and tokens.key[k - 1] in _PARTS_PERSONS and not _is_name_of_body(tokens, lexicon, k):
        return j  # 'Phó phòng khảo thí | và | Lê Văn A'
    if k == j or not known:
        return k
    mark = tokens.surface[k]
    body = k + 1 if mark in {",", "(", "-", "–", "thuộc"} else k
    if body == k and (_is_province(tokens, lexicon, k) or _is_unit(tokens, lexicon, k)):
        return k  # 'Viện Nghiên cứu | phát triển | TP.HCM', 'Ban Thi đua | khen thưởng | tỉnh'
    if is_person_run(tokens, lexicon, k):
        return k  # 'Trưởng phòng Tổ chức | nhân lực | Trần Văn A'
    if tokens.cap[body] and _is_name_of_body(tokens, lexicon, body):
        return k
    return k if mark in _ENDS - {":"} and k - j <= MAX_BEFORE_MARK else j


def _opens_part(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Whether capitalised words that are no other name begin at token k and go on in a small one: 'và | Chương trình giáo dục'."""
    is_other = _is_name_of_body(tokens, lexicon, k) or _is_province(tokens, lexicon, k) or _is_unit(tokens, lexicon, k)
    is_name = tokens.key[k] in lexicon.surnames and tokens.cap[k + 1]
    return (
        tokens.cap[k] and tokens.surface[k + 1].islower() and not (is_other or is_name or _is_head(tokens, lexicon, k))
    )


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


def is_person_run(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Return whether a common surname and a capitalised word begin at token k."""
    return lexicon.surnames.get(tokens.key[k], 0.0) >= COMMON_SURNAME_PCT and bool(tokens.cap[k + 1])


MAX_UNKNOWN = 7
"""Words of a field that no table knows; longer runs are sentences."""
MAX_BEFORE_PARENT = 10
"""The same when a parent must follow: 'Vụ | trang thiết bị và công trình y tế | thuộc Bộ Y tế' has eight."""
MAX_BEFORE_MARK = 5
"""The same when only a mark follows: 'Phòng Công tác | chính trị học sinh |,'."""
_PARTS_PERSONS = frozenset({"và", "cùng", "với", "&"})
"""Words after which no name of a body ends."""
_ENDS = frozenset({",", "(", ")", ".", ";", ":", ""})

MAX_NAME_TOKENS = 24
"""No name in the gazetteer is longer; it also bounds the work at one head."""


def read_field(tokens: Tokens, lexicon: Lexicon, i: int, *, small: bool, proper: bool = False) -> tuple[str, int]:
    """Return the words of the fields that begin at token i and the position behind them, ('', i) without one.

    Args:
        tokens: The passage.
        lexicon: The vocabulary.
        i: Where to look.
        small: Whether the first field may begin with a small letter.
        proper: Whether a proper name may follow the field ('Đồn Biên phòng Liên Hương').
    """
    words: list[str] = []
    j, last = i, i
    while j - i < MAX_NAME_TOKENS:
        expansion, end = best_field(tokens, lexicon, j)
        if end == j and words and last == j:
            end = _unknown_words_end(tokens, lexicon, j)
        if end == j:
            break
        text = expansion or " ".join(tokens.surface[j:end]).replace(" ,", ",")
        if j == i:
            if not (tokens.cap[j] or small):
                return "", i
        elif last == j and _begins_own_words(tokens, lexicon, j, end):
            break
        words.append(text)
        last = j = end
        mark = _behind_short_form(tokens, j)
        step = _join(tokens, lexicon, mark)
        if step:
            words[-1] += JOINS[tokens.key[mark]]
            j = step
    j = last
    if not words:
        return "", i
    words[-1] = _strip_join(words[-1])
    if proper and not _is_school(tokens, lexicon, j) and not _is_place_alone(tokens, lexicon, i, j):
        words, j = _read_proper(tokens, lexicon, words, j)
    return " ".join(words), j


def _behind_short_form(tokens: Tokens, j: int) -> int:
    """The 'và' behind a field's abbreviation in brackets: 'Phòng, chống thiên tai (PCTT) | và Tìm kiếm cứu nạn'; j without one."""
    if tokens.surface[j] == "(" and tokens.surface[j + 1].isupper() and tokens.surface[j + 2] == ")":
        return j + 3 if tokens.key[j + 3] in {"và", "&", "-", "–"} else j
    return j


def is_centre(tokens: Tokens, j: int) -> bool:
    """Return whether an abbreviation of 'Trung ương' stands at token j: 'Bệnh viện Phụ sản | T.Ư', 'Bệnh viện Nhi | TW'."""
    return tokens.surface[j] in {"TƯ", "TW"} or tokens.key[j : j + 3] == ["t", ".", "ư"]


def _is_place_alone(tokens: Tokens, lexicon: Lexicon, i: int, j: int) -> bool:
    """Whether a province's name stands behind a board of zones: it is the board's place and no part of its name."""
    name, end = longest(lexicon.provinces, tokens.key, j)
    zones = tokens.key[j - 2 : j] in (["công", "nghiệp"], ["kinh", "tế"], ["chế", "xuất"]) and "khu" in tokens.key[i:j]
    return bool(zones and name is not None and name.is_strong and tokens.cap[j] and not tokens.cap[end])


def _begins_own_words(tokens: Tokens, lexicon: Lexicon, j: int, end: int) -> bool:
    """Whether a field that touches the name belongs to the sentence or to another body."""
    if tokens.cap[j]:
        return _is_name_of_body(tokens, lexicon, j)
    return " ".join(tokens.key[j:end]) in lexicon.words["verbal_field"] and not _closes_before_bracket(
        tokens, lexicon, j
    )


def _unknown_words_end(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """Where small words end that no table knows but 'và' and a capitalised field follow: 'Quản lý | vi phạm | và Kiểm định'; j without."""
    for k in range(j, j + 4):
        if tokens.key[k] == "và":
            follows = k > j and tokens.cap[k + 1] and best_field(tokens, lexicon, k + 1)[1] > k + 1
            return k if follows and not _is_name_of_body(tokens, lexicon, k + 1) else j
        if not tokens.surface[k].islower():
            return j
    return j


def _closes_before_bracket(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether fields in small letters run on to a bracket: 'Trung tâm Quản lý | điều hành giao thông đô thị (Sở Xây dựng …)'."""
    k = j
    while k - j < MAX_NAME_TOKENS:
        end = best_field(tokens, lexicon, k)[1]
        if end == k:
            break
        k = end
    return bool(tokens.surface[k] == "(")


def _strip_join(word: str) -> str:
    for join in (" và", " -", ",", " về"):
        if word.endswith(join):
            return word.removesuffix(join)
    return word


def best_field(tokens: Tokens, lexicon: Lexicon, j: int) -> tuple[str, int]:
    """The longest field at token j; abbreviations must be written in capitals."""
    if (
        tokens.key[j] == "các"
        and lexicon.fields.get(tokens.key[j + 1]) is not None
        and j
        and tokens.key[j - 1] in {"dựng", "lý", "phạm"}
    ):
        words, end = best_field(tokens, lexicon, j + 1)  # 'đầu tư xây dựng các công trình giao thông'
        return (f"các {words}" if words else ""), (end if end > j + 1 else j)
    for expansion, end in all_matches(lexicon.fields, tokens.key, j):
        if expansion and expansion[0].islower() and not tokens.surface[j].isupper():
            continue
        if expansion and end == j + 1 and not tokens.surface[j].isupper():
            continue
        return expansion, end
    if tokens.key[j][:1] == "p" and _POLICE_CODE.fullmatch(tokens.surface[j]):
        return "", j + 1
    return "", j


_POLICE_CODE = re.compile(r"P[ACHKVX]\d{2}")
"""Codes of the divisions of a province's police; the tables name those whose names are public ('PC08')."""


_BEFORE_ABOUT = frozenset({"phạm", "chính", "qlhc"})
_REVIEW = ["giám", "đốc", "kiểm", "tra"]
"""Fields that say behind 'về' what they are about: 'điều tra tội phạm | về ma túy', 'giám đốc kiểm tra | về hình sự'."""


def _join(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """The position behind a connector at token j that another field follows, 0 without one."""
    mark = tokens.key[j]
    if mark == "về":  # 'Cảnh sát điều tra tội phạm về ma túy', 'quản lý hành chính về trật tự xã hội'
        is_joined = tokens.key[j - 1] in _BEFORE_ABOUT or tokens.key[max(j - 4, 0) : j] == _REVIEW
        return j + 1 if is_joined and best_field(tokens, lexicon, j + 1)[1] > j + 1 else 0
    if mark not in JOINS:
        return 0
    following = best_field(tokens, lexicon, j + 1)[1]
    if following == j + 1:
        return 0
    if tokens.cap[j + 1] and _is_name_of_body(tokens, lexicon, j + 1):
        return 0
    if mark == ",":
        # 'Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công': a comma joins only fields of a list that ends in 'và',
        # and fields in small letters up to a parent: 'về dân sự, lao động, kinh doanh thương mại, | TAND cấp cao'
        return j + 1 if _list_ends(tokens, lexicon, following, small=not tokens.cap[j + 1]) else 0
    return j + 1


def _list_ends(tokens: Tokens, lexicon: Lexicon, j: int, *, small: bool) -> bool:
    for _ in range(5):
        mark = tokens.key[j]
        if small and mark == "," and tokens.cap[j + 1] and _is_name_of_body(tokens, lexicon, j + 1):
            return True
        if mark in {"và", "&"}:
            return best_field(tokens, lexicon, j + 1)[1] > j + 1 and not (
                tokens.cap[j + 1] and _is_name_of_body(tokens, lexicon, j + 1)
            )
        if mark not in {",", ""}:
            end = best_field(tokens, lexicon, j)[1]
            if end == j:
                return False
            j = end
            continue
        if mark == "":
            return False
        j = best_field(tokens, lexicon, j + 1)[1]
    return False


def _is_name_of_body(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Return whether the capitalised words at token j are the head of another body: 'Cục Thuế và | Sở Tài chính'."""
    head, end = longest(lexicon.heads, tokens.key, j)
    if head is None or (head.abbreviation and tokens.surface[j] != head.abbreviation):
        return False
    if head.slot in {"whole", "committee", "other"}:
        return True
    if head.slot == "name" and head.kind in {"hospital", "park"}:
        return True
    if head.slot == "department":
        return longest(lexicon.departments, tokens.key, end)[1] > end
    if head.slot == "place":
        unit = longest(lexicon.units, tokens.key, end)[1] > end
        return unit or longest(lexicon.provinces, tokens.key, end)[1] > end
    return end > j and head.slot in {"field", "name"} and tokens.cap[end] and "any_field" in head.ways


def _read_proper(tokens: Tokens, lexicon: Lexicon, words: list[str], j: int) -> tuple[list[str], int]:
    """Append the capitalised words at token j to the name, up to a person's name that touches it."""
    end = j if _is_person(tokens, lexicon, j) else proper_end(tokens, lexicon, j)
    if end > j and words[-1].endswith("liên huyện") and tokens.surface[end] in {"-", "–"}:
        end = proper_end(tokens, lexicon, end + 1)  # 'Đội Thuế liên huyện Bảo Lộc - Đạ Huoai'
    if end > j:
        words = [*words, " ".join(tokens.surface[j:end])]
    return words, end


def proper_end(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """Return where the run of capitalised words at token j ends, leaving a place, a body or a person behind it.

    'Bệnh viện Chợ Rẫy | Nguyễn Văn A': a surname that is not the first word of the run ends it.
    """
    k = j + 3 if " ".join(tokens.key[j : j + 3]) in lexicon.words["namesake"] and all(tokens.cap[j : j + 3]) else j
    if k == j:
        end = longest(lexicon.locals, tokens.key, j)[1]
        if end > j + 1 and tokens.key[end - 1] in lexicon.words["not_in_name"] and all(tokens.cap[j:end]):
            k = end  # 'Vườn quốc gia Ba Vì': 'vì' is also a word
    while k - j < 6 and (tokens.cap[k] or (tokens.surface[k].isdigit() and k > j and len(tokens.surface[k]) <= 3)):
        if k > j and (tokens.key[k] in lexicon.words["not_in_name"] or is_centre(tokens, k)):
            break
        if tokens.cap[k] and (_is_name_of_body(tokens, lexicon, k) or (k > j and _is_school(tokens, lexicon, k))):
            break
        if (
            k > j
            and tokens.key[k] in lexicon.surnames
            and tokens.cap[k + 1]
            and (k - j >= 2 or lexicon.surnames[tokens.key[k]] >= COMMON_SURNAME_PCT)
            and not (tokens.cap[k - 1] and longest(lexicon.locals, tokens.key, k - 1)[1] == k + 1)  # '… Nha | Trang'
        ):
            break
        unit = longest(lexicon.units, tokens.key, k)[1]
        if unit > k and (not tokens.surface[k].istitle() or (unit == k + 2 and not tokens.cap[k + 1])):
            break  # 'Bệnh viện Đa khoa | Thành phố Cần Thơ'
        k += 1
    return k


def _is_school(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Whether a school's head begins at token k: 'Trung tâm Ngoại ngữ | Đại học Sư phạm Kỹ thuật TP.HCM'."""
    head, end = longest(lexicon.heads, tokens.key, k)
    return head is not None and head.kind == "school" and bool(tokens.cap[end])


COMMON_SURNAME_PCT = 0.9
"""A surname at least as frequent as Cao (gazetteer, `surnames`): one in front of a capital nearly always begins a person's name."""


def read_proper_name(tokens: Tokens, lexicon: Lexicon, i: int) -> tuple[str, int]:
    """Return the proper name of a school or hospital at token i ('Nhi đồng 2', 'Đại học Bách khoa Hà Nội') and the position behind it."""
    words: list[str] = []
    j = i
    is_named = False
    while j - i < MAX_NAME_TOKENS:
        end = j if is_named and not tokens.cap[j] else _type_words_end(tokens, lexicon, j)
        if end > j:
            expansion = best_field(tokens, lexicon, j)
            words.append(expansion[0] if expansion[1] == end and expansion[0] else " ".join(tokens.surface[j:end]))
            j = end
            continue
        if (
            tokens.key[j] in {"và", "-", "–"}
            and words
            and (tokens.cap[j + 1] or _type_words_end(tokens, lexicon, j + 1) > j + 1)
            and not _is_name_of_body(tokens, lexicon, j + 1)
        ):
            follows_type = _type_words_end(tokens, lexicon, j + 1) > j + 1
            if tokens.key[j] == "và" and not follows_type:
                break
            if tokens.key[j] != "và" and not tokens.cap[j - 1]:
                break
            words.append("-" if tokens.key[j] == "–" else tokens.surface[j])
            j += 1
            is_named = False
            continue
        if words and tokens.key[j] == "số" and tokens.surface[j + 1].isdigit():  # 'Bệnh viện dã chiến số 13'
            words.append(f"số {tokens.surface[j + 1]}")
            j += 2
            break
        end = j if is_named or (words and _is_person(tokens, lexicon, j)) else proper_end(tokens, lexicon, j)
        if words and end <= j + 1 and _is_city_as_name(tokens, lexicon, j):
            end = j + 2
        if end == j:
            if (
                words
                and tokens.surface[j].isdigit()
                and len(tokens.surface[j]) <= 3
                and (tokens.cap[j - 1] or tokens.key[j + 1] not in lexicon.words["measure"])
            ):
                words.append(tokens.surface[j])
                j += 1
            break
        words.append(" ".join(tokens.surface[j:end]))
        j = end
        is_named = True
    while words and words[-1] in {"và", "-"}:
        words.pop()
        j -= 1
    return " ".join(words), j


def _is_city_as_name(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether 'Thành phố' is all of the name: 'Bệnh viện Nhi đồng | Thành phố | (TP.HCM)', but 'Bệnh viện Đa khoa | thành phố Vinh'."""
    return tokens.cap[j] and tokens.key[j : j + 2] == ["thành", "phố"] and not tokens.cap[j + 2]


def _is_person(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether a person's name follows the type: 'Bệnh viện Nhi Trung ương | Lê Thanh Hải', but 'Bệnh viện Đa khoa Nguyễn Tri Phương'."""
    if lexicon.surnames.get(tokens.key[j], 0.0) < COMMON_SURNAME_PCT or not (tokens.cap[j + 1] and tokens.cap[j + 2]):
        return False
    return " ".join(tokens.key[j : j + 3]) not in lexicon.words["namesake"]


def _type_words_end(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """Where a phrase of a school's or hospital's type ends ('đa khoa', 'sư phạm'); j when the words at token j are none."""
    best = j
    for length in (5, 4, 3, 2, 1):
        if " ".join(tokens.key[j : j + length]) in lexicon.words["institution_word"]:
            if (
                length == 1
                and tokens.key[j]
                in {"và", "tỉnh", "huyện", "mở", "luật", "chuyên", "nghề", "khu", "dược", "nhi", "mắt"}
                and not tokens.cap[j]
                and tokens.key[j] != "chuyên"
            ):
                continue
            if tokens.key[j] in {"tỉnh", "thành", "huyện", "khu"}:
                continue
            best = j + length
            break
    end = best_field(tokens, lexicon, j)[1]
    if end > best and (tokens.cap[j] or " ".join(tokens.key[j:end]) not in lexicon.words["verbal_field"]):
        best = end
    return best
