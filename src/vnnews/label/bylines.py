"""Bylines and source lines: who wrote a story, and from where it was taken.

Takes one line. Gives the authors or the source that the line names, or nothing when the line is neither. Decides by form: names in
Vietnamese capitals, initials ('L.T', 'V.TR.'), 'PV' and 'BBT', roles in brackets ('tổng hợp', 'dịch'), 'Theo X', 'Nguồn: X'. Known
limits: a place ('Hà Nội') has the shape of a name, so the labellers ask only where a byline can stand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vnnews.label.contacts import strip_contacts
from vnnews.label.lines import LOWER, UPPER, split_date_line

MAX_BYLINE_CHARS = 90
"""The longest bylines seen: two names with their outlets."""

_SURNAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đào mai lương cao tạ hà đoàn trương tô thái lâm "
    "châu quách tống phùng lưu vương kiều la thân chu nghiêm triệu khổng đàm mạc văn giang tăng ông hứa doãn đồng phó vi lò"
)
SURNAMES = frozenset(_SURNAMES.split())
"""Common Vietnamese surnames: they tell 'Theo Hồ Hương' (a person) from 'Theo Tri Thức' (a paper)."""

_SYLLABLE = rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{2,}}|[{UPPER}][{LOWER}]*[{UPPER}][{LOWER}]+)"
_INITIAL = rf"(?:[{UPPER}][{LOWER}]?\.|[{UPPER}]{{2,3}}\.)"
_NAME = rf"(?:(?:{_INITIAL}\s?){{0,4}}{_SYLLABLE}(?:\s{_SYLLABLE}){{0,4}}|(?:{_INITIAL}\s?){{1,4}}[{UPPER}]?)"
_SHORT = r"(?:AS|VT|MQ|PV|P\.V\.?|P\.?NCC|BBT|HYTV|CTV|TTXVN|L\.T|[A-ZĐ]\.[A-ZĐ]{1,2}\.?(?:[A-ZĐ]\.?)?)"
_UNIT = (
    r"(?:[Nn]hóm (?:[Pp]hóng viên|PV|P\.V|tác giả)|NHÓM (?:PV|PHÓNG VIÊN)|[Bb]an (?:[Tt]hời sự|[Bb]iên tập)|[Tt]rung tâm [Tt]in(?: tức)?"
    r"|[Pp]hóng viên(?: [Đđ]iện tử)?|PHÓNG VIÊN|[Tt]òa soạn)"
)
_ROLE = (
    r"(?:[Tt]in,? (?:và )?ảnh|[Tt]in[ -]ảnh|[Bb]ài,? (?:và )?ảnh|[Bb]ài(?: viết)?|[Tt]in|[Ảả]nh,? (?:và )?bài|[Cc]lip|[Tt]hực hiện|T/h|TH"
    r"|[Tt]ổng hợp|[Tt]ác giả|[Nn]gười dịch|[Bb]iên dịch|[Ll]ược dịch|[Dd]ịch|[Gg]hi|[Bb]iên tập|[Pp]hóng viên|PV|CTV|[Bb]y|BY|[Nn]hà báo"
    r"|[Vv]iết bởi|[Bb]ởi|[Ss]oạn|[Nn]ội dung|Nội dung)"
)
_BRACKET = (
    r"(?:\(\s*(?:[Tt]ổng hợp|tổng hợp[^()]{0,24}|[Gg]hi|[Dd]ịch|[Ll]ược dịch|[Bb]iên dịch|[Tt]hực hiện|T/h|TH|t/h|[Tt]heo [^()]{2,50}|[Ss]ưu tầm"
    r"|[Ll]ược ghi|lược thuật|[Tt]ường thuật|[^()]{2,30})\s*\))"
)
_OUTLET = rf"[{UPPER}\w][\w{LOWER}.+&-]{{0,24}}(?: [\w{LOWER}.+&-]{{1,20}}){{0,4}}"
_NAME_LINE = re.compile(
    rf"(?:{_ROLE}\s*:\s*|(?:PV|CTV|[Pp]hóng viên|[Bb]y|Bài và ảnh|Bài, ảnh|[Tt]ác giả)\s+)?"
    rf"(?P<names>(?:{_NAME}|{_SHORT}|{_UNIT})(?:\s*(?:,|;|-|–|&|và|\|)\s*(?:{_NAME}|{_SHORT}|{_UNIT})){{0,4}})"
    rf"(?:\s*(?:/|[-–]\s)\s*(?P<outlet>{_OUTLET}))?\s*(?P<note>{_BRACKET})?(?:\s+thực hiện)?\s*[-–|.]?"
)
_SMALL_SECOND_WORD = re.compile(rf"([^\W\d_]+) (?!và )[{LOWER}]")
_HEADS = "tin bài ảnh clip thực th tổng tác người biên lược dịch ghi phóng pv ctv by nhà viết bởi soạn nội nhóm ban trung tòa"
_ROLE_HEADS = frozenset(_HEADS.split())
"""First words of the roles and units above."""
_SIGN = re.compile(rf"{_SHORT}|{_UNIT}|.*\..*")
_OF_OFFICE = re.compile(
    r"(?:Tác giả|Người viết|Người đăng|Tin bài|Bài viết)\s*:\s*(?P<who>(?:Phòng|Ban|Văn phòng|Trung tâm|Khoa|Bộ phận|Tổ|Đoàn) [^:;.]{3,60})"
)
"""Offices that sign what their own site prints: 'Tác giả: Phòng Công tác xã hội'."""
_SIGNED = re.compile(rf"(?!Clip|clip){_ROLE}\s*:")
_ONLY_ROLE = re.compile(rf"(?:{_ROLE}\s*:)\s*(?P<names>[^\n]{{2,60}})")
_SEPARATORS = re.compile(r"\s*(?:,|;|\s-\s|-|–|&|\bvà\b|\|)\s*")
_THEO = re.compile(r"\(?\s*(?:Theo|THEO)\s*:?\s+(?P<who>[^\n]{2,80}?)\s*\)?[.]?")
_NGUON = re.compile(
    r"\(?\s*(?:Nguồn(?: tin| bài| gốc)?|NGUỒN|Bài gốc|Link bài gốc(?: Lấy link!)?|Link gốc|Xem bài gốc|Source|Tin nguồn|Nguồn [^:\n]{2,20})\s*:?\s+?"
    r"(?P<who>[^\n]{2,300}?)\s*\)?[.]?"
)
_LINK_NOTE = re.compile(r"(?:Link|Đường dẫn|Xem)[^\n:]{0,40}:\s*(?P<who>https?://\S+)")
_AGENCY_SIGN = re.compile(
    r"\(\s*(?P<who>(?:TTXVN|Vnews|VNA|AFP|Reuters|AP|THX|Tân Hoa xã|VOV|VTV)[^()\n]{0,30})\s*\)\.?"
)
_URL_LINE = re.compile(r"(?:https?://|www\.)\S+")
MAX_OUTLET_CHARS = 60
"""A longer line names no outlet alone."""
_SOURCE_STARTS = ("(", "Theo", "THEO", "N", "Bài", "Link", "Xem", "Đường", "Source", "Tin", "http", "www.")
"""What a source line can begin with, when it is more than the name of an outlet."""
_WIDGET_ENDS = ("link", "kết", "link!", "LINK", "KẾT")
_WIDGET_TAIL = re.compile(r"\s+(?:Copy link|Sao chép liên kết|Lấy link!?)\s*$", re.IGNORECASE)

_OUTLETS = (
    "VOV|VOV.VN|VOV News|TTXVN|Vietnam+|VietnamPlus|Vietnamplus|Thông tấn xã Việt Nam|Báo Tin tức|Tin tức|VTV|VTV.vn|VTV News|VTC|VTC News"
    "|VnExpress|Vnexpress|VnExpress.net|Dân trí|Dân Trí|Dantri|Tuổi Trẻ|Tuổi trẻ|Tuổi Trẻ Online|Thanh Niên|Thanh niên|Người Lao Động"
    "|Người lao động|Lao Động|Lao động|Lao Động Thủ đô|Tiền Phong|Tiền phong|VietNamNet|Vietnamnet|Zing|Zing News|Zing.vn|Znews|Tri Thức"
    "|Tri thức trực tuyến|Kenh14|Soha|CafeF|CafeBiz|Genk|24h|24h.com.vn|Người Đưa Tin|Người đưa tin|Infonet|Kiến Thức|Kiến thức|Nhân Dân"
    "|Nhân dân|Quân đội nhân dân|Quân đội Nhân dân|Công an nhân dân|Công an Nhân dân|An ninh Thủ đô|An ninh thủ đô|Hà Nội mới|Hà Nội Mới"
    "|Hànộimới|Sài Gòn Giải Phóng|Sài Gòn giải phóng|Pháp luật TP.HCM|Pháp Luật TP.HCM|Pháp luật Việt Nam|Đời sống & Pháp luật"
    "|Đời sống và Pháp luật|Gia đình & Xã hội|Gia đình và Xã hội|Giáo dục & Thời đại|Giáo dục và Thời đại|Giáo dục Việt Nam|Sức khỏe & Đời sống"
    "|Sức khỏe và Đời sống|Đại Đoàn Kết|Đại Đoàn kết|Đại đoàn kết|Kinh tế & Đô thị|Kinh tế và Đô thị|Kinhtedothi|Kinhtedothi.vn|Báo Đầu tư|Đầu tư"
    "|VnEconomy|Thời báo Kinh tế Sài Gòn|Thời báo Ngân hàng|Thời báo Tài chính|Diễn đàn Doanh nghiệp|Doanh nhân Sài Gòn|Nhịp sống kinh tế"
    "|Nhịp sống Kinh tế|Nhịp sống thị trường|Nhịp sống Thị trường|Phụ nữ Việt Nam|Phụ nữ TP.HCM|Phụ nữ số|Đời sống pháp luật|Thể thao & Văn hóa"
    "|Thể thao Văn hóa|Bóng đá|Bóng Đá|Bongda+|Tổ Quốc|Tổ quốc|Chinhphu.vn|Báo Chính phủ|Cổng TTĐT Chính phủ|VGP|VGP News|Đảng Cộng sản|Mặt trận"
    "|Tài nguyên & Môi trường|Nông nghiệp Việt Nam|Dân Việt|Công Thương|Công thương|Xây dựng|Giao thông|Báo Giao thông|Bảo vệ pháp luật"
    "|Reuters|AFP|AP|BBC|CNN|Forbes|Bloomberg|CNBC|Guardian|The Guardian|New York Times|Washington Post|Xinhua|Tân Hoa xã|Tân Hoa Xã|Sputnik"
    "|RT|Daily Mail|Mirror|The Sun|Marca|Goal|ESPN|Sky Sports|Yonhap|Kyodo|Nikkei|Business Insider|Fox News|NBC News|Al Jazeera|DPA|ANTV|Baomoi"
    "|Báo Mới|Techz|ICTnews|Trí thức trẻ|Trí Thức Trẻ|Thời Đại|Thời đại|Helino|Saostar|2sao|Ngôi sao|iOne|Afamily|Eva|Yan|Internet"
)
OUTLETS = frozenset(_OUTLETS.casefold().split("|"))
"""Papers, agencies and sites as they stand alone in a source line, case-folded."""


class Byline(NamedTuple):
    """What a byline says."""

    authors: tuple[str, ...]
    source: str = ""


def parse_byline(line: str, *, single: bool = False) -> Byline | None:
    """Authors that a line names, or None when it does not have the form of a byline.

    Args:
        line: The whole line.
        single: Whether one word can be a name ('Trung'); only where nothing but a byline can stand.

    >>> parse_byline("Minh Hòa/VOV.VN")
    Byline(authors=('Minh Hòa',), source='VOV.VN')
    >>> parse_byline("Tin, ảnh: Lê Hiếu - Bá Đô").authors
    ('Lê Hiếu', 'Bá Đô')
    >>> parse_byline("Hà Nội cấm đường phục vụ lễ hội") is None
    True
    """
    line = strip_contacts(line.strip()) if "@" in line else line.strip()
    if not line or len(line) > MAX_BYLINE_CHARS:
        return None
    match = _OF_OFFICE.fullmatch(line)
    if match is not None:
        return Byline((match.group("who"),))
    match = _THEO.fullmatch(line)
    if match is not None:  # 'Theo Hồ Hương' is a person, 'Theo Tri Thức' a paper
        return Byline((match.group("who"),)) if _is_person(match.group("who")) else None
    match = _NAME_LINE.fullmatch(line) if _can_begin_name(line) else None
    if match is not None:
        names = _split_names(match.group("names"))
        if names and line.endswith(".") and "." in names[-1] and not names[-1].endswith("."):
            names = (*names[:-1], f"{names[-1]}.")  # "V.TR."
        outlet = match.group("outlet") or ""
        note = (match.group("note") or "").strip("() ")
        if outlet and _looks_like_name(outlet) and outlet.casefold() not in OUTLETS and "/" not in line:
            names, outlet = (*names, outlet), ""
        if note.casefold().startswith("theo ") and not outlet:
            outlet = note[5:].strip()
        is_word = len(names) == 1 and " " not in names[0] and _SIGN.fullmatch(names[0]) is None and not outlet
        if names and names[0].casefold() not in OUTLETS and (single or note or not is_word):
            return Byline(names, outlet)
        return None
    match = _ONLY_ROLE.fullmatch(line)
    if match is not None and not line.endswith((".", "?", "!")) and len(match.group("names").split()) <= 8:
        names = tuple(name for name in _split_names(match.group("names")) if _looks_like_name(name))
        return Byline(names) if names else None
    rest = split_date_line(line)
    if rest:  # 'Minh Anh - 10/10/2023 14:48 (GMT+7)'
        return parse_byline(rest, single=single)
    return None


def _can_begin_name(line: str) -> bool:
    """Whether a line's first two words can begin a byline; 'Giá xăng giảm' cannot, and need not be matched against every form."""
    match = _SMALL_SECOND_WORD.match(line)
    return match is None or match.group(1).casefold() in _ROLE_HEADS


def is_signed(line: str) -> bool:
    """Whether a line says with a role who made the story: 'Tin, ảnh: X', 'Thực hiện: X'; a picture's credit alone is none.

    >>> is_signed("Tin, ảnh: Lê Hiếu"), is_signed("Ảnh: Lê Hiếu")
    (True, False)
    """
    if len(line) > MAX_BYLINE_CHARS:
        return False
    return _OF_OFFICE.fullmatch(line) is not None or (
        _SIGNED.match(line) is not None and parse_byline(line) is not None
    )


def parse_source(line: str) -> str | None:
    """The outlet or URL that a whole line gives as the story's source, or None.

    >>> parse_source("Theo Infonet"), parse_source("Nguồn: Báo Tin tức"), parse_source("(TTXVN/Vietnam+)")
    ('Infonet', 'Báo Tin tức', 'TTXVN/Vietnam+')
    >>> parse_source("Theo cơ quan điều tra, hai người đã bị bắt.") is None
    True
    """
    line = line.strip()
    if not line or len(line) > 300 or (len(line) > MAX_OUTLET_CHARS and not line.startswith(_SOURCE_STARTS)):
        return None
    if line.endswith(_WIDGET_ENDS):
        line = _WIDGET_TAIL.sub("", line)
    if _URL_LINE.fullmatch(line):
        return line
    for form in (_AGENCY_SIGN, _LINK_NOTE, _NGUON):
        match = form.fullmatch(line)
        if match is not None and (len(match.group("who")) <= 60 or "://" in match.group("who")):
            return match.group("who")
    match = _THEO.fullmatch(line)
    if match is not None:
        who = match.group("who")
        if (
            len(who.split()) <= 9
            and not line.endswith((":", ","))
            and who[0].isupper()
            and not _is_person(who)
            and "," not in who[:30]
        ):
            return who
        return None
    bare = line.strip("() .")
    if bare.casefold() in OUTLETS or bare.casefold().removeprefix("báo ") in OUTLETS:
        return bare
    return None


def find_authors_in_source(source: str) -> tuple[str, ...]:
    """Persons that stand in front of the outlet in a source: 'Theo Sầm Hoa (Vietnamnet/Reuters)'.

    >>> find_authors_in_source("Minh Nguyễn/Vcamp.vn"), find_authors_in_source("Infonet")
    (('Minh Nguyễn',), ())
    """
    head = _OUTLET_BEGINS.split(source, maxsplit=1)[0].strip()
    if head == source.strip() or not _looks_like_name(head) or head.casefold() in OUTLETS or len(head.split()) < 2:
        return ()
    return (head,)


def _split_names(text: str) -> tuple[str, ...]:
    return tuple(
        name
        for name in (part.strip(" .|") if part.count(".") < 2 else part.strip(" |") for part in _SEPARATORS.split(text))
        if name
    )


# 'Minh Nguyễn/Vcamp.vn', 'Sầm Hoa (Reuters)', 'Hải YếnGiáo dục & Thời đại'
_OUTLET_BEGINS = re.compile(rf"\s*[(/]|(?<=[{LOWER}])(?=[{UPPER}][{LOWER}])")
_NAME_ONLY = re.compile(rf"{_NAME}|{_SHORT}")


def _looks_like_name(text: str) -> bool:
    return _NAME_ONLY.fullmatch(text) is not None


def _is_person(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and words[0].casefold() in SURNAMES
        and _looks_like_name(text)
        and text.casefold() not in OUTLETS
    )
