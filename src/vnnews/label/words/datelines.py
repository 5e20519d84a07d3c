"""Datelines: the outlet or place in front of a story's first sentence ('(VOV) -', 'TTO -', 'ĐÀ NẴNG -').

Takes the text of a sapo or first paragraph. Gives the dateline as written, without brackets and dash, and the rest of the text.
Decides by shape, since every paper has its own form: brackets with a dash are a dateline whatever they hold, a bare word only when
it is an outlet's name or initials. Known limit: an unknown outlet that stands bare and in small letters stays in the text.
"""

from __future__ import annotations

import re

from vnnews.label.phrases import pattern_of
from vnnews.label.words.lines import LOWER, UPPER

_DASH = r"[-–—|:]"
_BRACKETED = re.compile(rf"\s*\(\s*([{UPPER}{LOWER}][^()\n]{{0,28}}?)\s*\)\s*(?:\.\s*)?{_DASH}\s*(?=\S)")
# "(TNO) Sáng nay": no dash, so the brackets must hold initials or a domain
_BRACKETED_BARE = re.compile(
    rf"\s*\(\s*([{UPPER}]{{2,8}}(?:\+|\.vn|\.VN)?|[\w.]+\.vn|[{UPPER}]{{2,8}} [Oo]nline)\s*\)\s*\.?\s*(?=[{UPPER}\d\"“])"
)
_DOMAIN = re.compile(rf"\s*([A-Za-z0-9]{{2,20}}(?:\.com|\.net|\.org|\.gov)?\.(?:vn|VN|net|com))\.?\s*{_DASH}\s*(?=\S)")
_BARE_OUTLET = re.compile(rf"\s*({pattern_of('datelines', 'outlet')})(?:\s*{_DASH}\s*(?=\S)|\s+–?\s*(?=$))")
_BARE_DANTRI = re.compile(rf"\s*(Dân trí)\s+(?=[{UPPER}“\"])")  # "Dân trí Chiều 15/12, …": no dash since 2019
# 'GLO- ', 'QNO -': the initials of papers end in O for Online; followed by a capital
_BARE_ONLINE = re.compile(rf"\s*([{UPPER}]{{2,5}}O)\s*[-–—]\s*(?=[{UPPER}\d\"“])")
# 'ĐÀ NẴNG -', 'KIÊN GIANG –': a place in capitals
_BARE_PLACE = re.compile(rf"\s*([{UPPER}]{{2,8}}(?: [{UPPER}]{{1,8}}){{1,3}})\s*[-–—]\s*(?=[{UPPER}\d\"“])")
# "TP HCMNếu có ít tiền", "Hà NộiTối 3/5": the stamp of the place, glued when its element was lost; a list, since "MacBook" has that shape
_GLUED_PLACE = re.compile(rf"\s*({pattern_of('datelines', 'place')})(?=[{UPPER}][{LOWER}])")
_FORMS = (_BRACKETED, _BRACKETED_BARE, _DOMAIN, _BARE_OUTLET, _BARE_DANTRI, _BARE_ONLINE, _BARE_PLACE, _GLUED_PLACE)


def split_dateline(text: str) -> tuple[str, str]:
    """The dateline in front of a text and the text behind it; ('', text) when there is none.

    >>> split_dateline("(VOV) - Sáng nay, Hà Nội có mưa.")
    ('VOV', 'Sáng nay, Hà Nội có mưa.')
    >>> split_dateline("TTO - Sáng 8-12, mưa lớn.")
    ('TTO', 'Sáng 8-12, mưa lớn.')
    >>> split_dateline("Mỹ - Trung đàm phán lại.")
    ('', 'Mỹ - Trung đàm phán lại.')
    """
    head = text[:64]
    dateline = []
    offset = 0
    for form in _FORMS:
        match = form.match(head, offset)
        if match is not None:
            dateline.append(match.group(1).strip())
            offset = match.end()
            break
    if dateline:  # "(Cadn.com.vn) - QUẢNG TRỊ - …": an outlet, then a place
        match = _BARE_PLACE.match(head, offset)
        if match is not None:
            dateline.append(match.group(1))
            offset = match.end()
    return ", ".join(dateline), text[offset:].lstrip() if dateline else text


def is_dateline(line: str) -> bool:
    """Whether a whole line is a dateline and nothing more: '(VTC News) -', 'Moitruong.net.vn –'.

    >>> is_dateline("(VTC News) -"), is_dateline("Hà Nội")
    (True, False)
    """
    if len(line) > 40 or not line.rstrip().endswith(("-", "–", "—", ")")):
        return False
    dateline, rest = split_dateline(line.rstrip() + " …")
    return bool(dateline) and rest in {"…", "- …", "– …", "— …"}
