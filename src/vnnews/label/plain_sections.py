"""Names of sections that Vietnamese papers share.

Takes a short line. Says whether it names a section of a paper. Decides by a list; a site's own section names are known by their place.
"""

from __future__ import annotations

from vnnews.text import fold

_NAMES = (
    "thời sự|chính trị|xã hội|chính trị - xã hội|thế giới|quốc tế|trong nước|kinh tế|kinh doanh|tài chính|chứng khoán|bất động sản|ngân hàng"
    "|doanh nghiệp|doanh nhân|thị trường|tiêu dùng|pháp luật|hình sự|an ninh trật tự|an ninh - hình sự|giáo dục|tuyển sinh|du học|giáo dục - du học"
    "|văn hóa|giải trí|văn hóa - giải trí|văn hóa - nghệ thuật|âm nhạc|phim|điện ảnh|thời trang|thể thao|bóng đá|sức khỏe|y tế|đời sống|gia đình"
    "|giới tính|du lịch|ẩm thực|công nghệ|số hóa|khoa học|khoa học - công nghệ|xe|ô tô - xe máy|ôtô - xe máy|oto - xe máy|bạn đọc|tâm sự|góc nhìn|ý kiến"
    "|phóng sự|ký sự|phóng sự - ký sự|nhân ái|tấm lòng nhân ái|lao động|công đoàn|việc làm|lao động - việc làm|nông thôn mới|nông nghiệp|môi trường"
    "|giao thông|đô thị|dân sinh|vĩ mô|đầu tư|xây dựng|quốc phòng|quân sự|biển đảo|tin tức|tin trong nước|sự kiện|video|ảnh|multimedia|emagazine|infographic"
    "|địa phương|tin địa phương|thủ đô|hà nội|tp.hcm|đất và người|nhịp sống trẻ|giới trẻ|nhịp sống|tin nóng|đối ngoại|xây dựng đảng|tổ chức - cán bộ|cải cách hành chính"
    "|tin tức - sự kiện|tin hoạt động|nhịp cầu nhân ái|chuyển đổi số|dân tộc|tôn giáo|dân tộc và tôn giáo|công thương|kinh tế - xã hội|văn hóa - xã hội|quân sự - quốc phòng"
)
SECTION_NAMES = frozenset(fold(name) for name in _NAMES.split("|"))


def is_section_name(line: str) -> bool:
    """Whether a line is the name of a section.

    >>> is_section_name("Thời sự"), is_section_name("Văn hoá – Giải trí"), is_section_name("Chia sẻ")
    (True, True, False)
    """
    return len(line) <= 40 and fold(line.replace("–", "-").strip(" :>»›")) in SECTION_NAMES
