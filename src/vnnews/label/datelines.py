"""Datelines: the outlet or place in front of a story's first sentence ('(VOV) -', 'TTO -', 'ĐÀ NẴNG -').

Takes the text of a sapo or first paragraph. Gives the dateline as written, without brackets and dash, and the rest of the text.
Decides by shape, since every paper has its own form: brackets with a dash are a dateline whatever they hold, a bare word only when
it is an outlet's name or initials. Known limit: an unknown outlet that stands bare and in small letters stays in the text.
"""

from __future__ import annotations

import re

from vnnews.label.lines import LOWER, UPPER

_DASH = r"[-–—|:]"
_BRACKETED = re.compile(rf"\s*\(\s*([{UPPER}{LOWER}][^()\n]{{0,28}}?)\s*\)\s*(?:\.\s*)?{_DASH}\s*(?=\S)")
# "(TNO) Sáng nay": no dash, so the brackets must hold initials or a domain
_BRACKETED_BARE = re.compile(
    rf"\s*\(\s*([{UPPER}]{{2,8}}(?:\+|\.vn|\.VN)?|[\w.]+\.vn|[{UPPER}]{{2,8}} [Oo]nline)\s*\)\s*\.?\s*(?=[{UPPER}\d\"“])"
)
_DOMAIN = re.compile(rf"\s*([A-Za-z0-9]{{2,20}}(?:\.com|\.net|\.org|\.gov)?\.(?:vn|VN|net|com))\.?\s*{_DASH}\s*(?=\S)")
_OUTLET_NAMES = (
    "VOV(?:[0-9]|GT|TV|WORLD)?|TTXVN|TTX|VTV[0-9]?|VTC[0-9]?|VTC News|TTO|TT|TPO|TP|TNO|TN|NLĐO|NLĐ|PLO|PLVN|PL|SGGPO?|HNMO?|KTĐT"
    "|Kinhtedothi|TTTĐ|QĐND(?: Online)?|NDO?|LĐO|LĐTĐ|CAND|ANTĐ|SKĐS|GDVN|GD&TĐ|VHO?|FICA|BHG|ĐĐK|ĐBND|BĐT|ĐTCK|ĐTTCO|VnExpress"
    "|VietNamNet|VietnamNet|Vietnamnet|Dân trí|Dân Trí|Zing|VnMedia|Infonet|BNEWS|Bnews|TBKTSG|DNSG|PNO|TGO|GĐXH|BVPL|NDĐT|VNF|VOH|ICTnews"
)
_BARE_OUTLET = re.compile(rf"\s*({_OUTLET_NAMES})(?:\s*{_DASH}\s*(?=\S)|\s+–?\s*(?=$))")
_BARE_DANTRI = re.compile(rf"\s*(Dân trí)\s+(?=[{UPPER}“\"])")  # "Dân trí Chiều 15/12, …": no dash since 2019
# 'GLO- ', 'QNO -': the initials of papers end in O for Online; followed by a capital
_BARE_ONLINE = re.compile(rf"\s*([{UPPER}]{{2,5}}O)\s*[-–—]\s*(?=[{UPPER}\d\"“])")
# 'ĐÀ NẴNG -', 'KIÊN GIANG –': a place in capitals
_BARE_PLACE = re.compile(rf"\s*([{UPPER}]{{2,8}}(?: [{UPPER}]{{1,8}}){{1,3}})\s*[-–—]\s*(?=[{UPPER}\d\"“])")
_PLACES = (
    "TP\\.? ?HCM|An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận"
    "|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đăk Lăk|Đắk Lắk|Đăk Nông|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội"
    "|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Long An"
    "|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La"
    "|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái|Huế"
    "|Mỹ|Trung Quốc|Nhật Bản|Hàn Quốc|Triều Tiên|Thái Lan|Lào|Campuchia|Singapore|Malaysia|Indonesia|Philippines|Ấn Độ|Nga|Ukraine"
    "|Anh|Pháp|Đức|Italy|Tây Ban Nha|Australia|Canada|Brazil|Israel|Iran|Đài Loan"
)
# "TP HCMNếu có ít tiền", "Hà NộiTối 3/5": the stamp of the place, glued when its element was lost; a list, since "MacBook" has that shape
_GLUED_PLACE = re.compile(rf"\s*({_PLACES})(?=[{UPPER}][{LOWER}])")
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
