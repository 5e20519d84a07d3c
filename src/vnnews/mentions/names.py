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
        text = expansion or " ".join(tokens.surface[j:end]).replace(" ,", ",").replace(" / ", "/")
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
    if proper and not is_school(tokens, lexicon, j) and not _is_place_alone(tokens, lexicon, i, j):
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
        return is_name_of_body(tokens, lexicon, j)
    return " ".join(tokens.key[j:end]) in lexicon.words["verbal_field"] and not _closes_before_bracket(
        tokens, lexicon, j
    )


def _unknown_words_end(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """Where small words end that no table knows but 'và' and a capitalised field follow: 'Quản lý | vi phạm | và Kiểm định'; j without."""
    for k in range(j, j + 4):
        if tokens.key[k] == "và":
            follows = k > j and tokens.cap[k + 1] and best_field(tokens, lexicon, k + 1)[1] > k + 1
            return k if follows and not is_name_of_body(tokens, lexicon, k + 1) else j
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
        if end == j + 1 and tokens.cap[j] and tokens.key[j] in lexicon.words["sight"]:
            continue  # 'huyện | Chợ | Gạo'
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
    if tokens.cap[j + 1] and is_name_of_body(tokens, lexicon, j + 1):
        return 0
    if mark == ",":
        # 'Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công': a comma joins only fields of a list that ends in 'và',
        # and fields in small letters up to a parent: 'về dân sự, lao động, kinh doanh thương mại, | TAND cấp cao'
        return j + 1 if _list_ends(tokens, lexicon, following, small=not tokens.cap[j + 1]) else 0
    return j + 1


def _list_ends(tokens: Tokens, lexicon: Lexicon, j: int, *, small: bool) -> bool:
    for _ in range(5):
        mark = tokens.key[j]
        if small and mark == "," and tokens.cap[j + 1] and is_name_of_body(tokens, lexicon, j + 1):
            return True
        if small and _is_named_unit(tokens, lexicon, j):
            return True  # 'Trung tâm Nuôi dưỡng, dạy nghề trẻ em | tỉnh X'
        if mark in {"và", "&"}:
            return best_field(tokens, lexicon, j + 1)[1] > j + 1 and not (
                tokens.cap[j + 1] and is_name_of_body(tokens, lexicon, j + 1)
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


def _is_named_unit(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether the word for a unit and a name stand at token j: 'tỉnh Quảng Nam'."""
    unit, end = longest(lexicon.units, tokens.key, j)
    return unit is not None and bool(tokens.cap[end])


def is_name_of_body(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
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
        if head.kind == "mass_org" and tokens.cap[end]:
            return True  # 'Cục An toàn thực phẩm và | Công đoàn Y tế'
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
        if tokens.cap[k] and (is_name_of_body(tokens, lexicon, k) or (k > j and is_school(tokens, lexicon, k))):
            break
        if (
            k > j
            and tokens.key[k] in lexicon.surnames
            and tokens.cap[k + 1]
            and (k - j >= 2 or lexicon.surnames[tokens.key[k]] >= COMMON_SURNAME_PCT)
            and not (tokens.cap[k - 1] and longest(lexicon.locals, tokens.key, k - 1)[1] == k + 1)  # '… Nha | Trang'
        ):
            break
        city = longest(lexicon.provinces, tokens.key, k)[0]
        if city is not None and city.has_unit:
            break  # 'Trung tâm Kế hoạch hóa gia đình | TPHCM'
        unit = longest(lexicon.units, tokens.key, k)[1]
        if unit > k and (not tokens.surface[k].istitle() or (unit == k + 2 and not tokens.cap[k + 1])):
            break  # 'Bệnh viện Đa khoa | Thành phố Cần Thơ'
        k += 1
    return k


def is_school(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
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
            and not is_name_of_body(tokens, lexicon, j + 1)
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
    return " ".join(words), j


def is_person_run(tokens: Tokens, lexicon: Lexicon, k: int) -> bool:
    """Return whether a common surname and a capitalised word begin at token k."""
    return lexicon.surnames.get(tokens.key[k], 0.0) >= COMMON_SURNAME_PCT and bool(tokens.cap[k + 1])


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
