"""The words of the grammar: heads of agencies, fields of work, titles, cues and traps.

These are patterns of the language, one entry a phrase; facts about single bodies, places and names stand in the gazetteer. A bar
separates forms that mean the same. Matching ignores case and the place of tone marks.
"""

from __future__ import annotations

# ------------------------------------------------------------------------------------------------------------------ places

PROVINCE_UNITS = {
    "tỉnh": "tỉnh",
    "thành phố": "thành phố",
    "tp": "thành phố",
    "tp.": "thành phố",
    "t.p": "thành phố",
    "thủ đô": "thủ đô",
}
DISTRICT_UNITS = {
    "quận": "quận", "q.": "quận", "huyện": "huyện", "h.": "huyện", "thị xã": "thị xã", "tx": "thị xã", "tx.": "thị xã",
}  # fmt: skip
COMMUNE_UNITS = {
    "xã": "xã", "phường": "phường", "p.": "phường", "thị trấn": "thị trấn", "đặc khu": "đặc khu", "tt.": "thị trấn",
}  # fmt: skip
VILLAGE_UNITS = {
    "thôn": "thôn", "bản": "bản", "ấp": "ấp", "buôn": "buôn", "làng": "làng", "khóm": "khóm", "khu phố": "khu phố", "xóm": "xóm",
    "tổ dân phố": "tổ dân phố", "TDP": "tổ dân phố",
}  # fmt: skip

NOT_A_PROVINCE_BEFORE = frozenset(
    # 'đường Bắc Ninh', 'sông Đồng Nai', 'CLB Nam Định', 'Công ty Hòa Bình', 'báo Nghệ An', 'giờ Hà Nội', 'bia Sài Gòn'
    """đường phố cầu sông hồ kênh rạch suối núi đèo vịnh cảng chợ clb lạc đội ty hãng tập giờ báo đài bia xe
    hàng quán sạn thuốc gạch dược khách nhãn hiệu thương viglacera hagl than becamex vicem vinaconex petrolimex fc ca-si
    """.split()
)
"""Token in front of a bare province name that makes it the name of something else."""

NOT_A_PROVINCE_PAIR = frozenset(
    {
        ("câu", "lạc", "bộ"),
        ("ngân", "hàng"),
        ("khách", "sạn"),
        ("công", "ty"),
        ("tập", "đoàn"),
        ("nhà", "máy"),
        ("thủy", "điện"),
        ("sân", "vận", "động"),
        ("cao", "su"),
        ("xi", "măng"),
        ("đội", "bóng"),
        ("nhà", "hát"),
        ("truyền", "hình"),
        ("cao", "tốc", "tp"),
        ("chung", "cư"),
        ("tàu",),
        ("tỉnh", "lộ"),
        ("đường", "tàu"),
    }
)
"""Words in front of a bare province name that make it part of a company, a club, a road, a plant."""

NOT_A_PROVINCE_AFTER = frozenset(
    # 'Thái Bình Dương', 'Điện Biên Phủ', 'Bình Định Vương', 'An Giang Coffee', 'Sài Gòn Giải Phóng', 'Hà Nội FC', 'Hải Phòng CFC'
    "dương phủ vương bank city university daily coffee fc cfc giải xưa group online times plaza hotel tower petro tourist invest land paper food telecom".split()
)
"""Capitalised token behind a province name that makes another name of the two."""

NAMESAKES = frozenset(
    """trần hưng đạo|lê hồng phong|nguyễn thái học|nguyễn thái bình|phan chu trinh|hoàng văn thụ|trần quang khải|trần quang diệu|nguyễn cư trinh|nguyễn văn cừ|nguyễn viết xuân|phan đình phùng|đinh tiên hoàng
    |bùi thị xuân|trần nguyên hãn|lê đại hành|lê thánh tôn|lê thánh tông|phạm ngũ lão|nguyễn trung trực|tô hiến thành|lý thái tổ|lý thường kiệt|võ thị sáu|nguyễn thị minh khai|phan bội châu|hoàng hoa thám|huỳnh thúc kháng
    |nguyễn bỉnh khiêm|nguyễn đình chiểu|nguyễn tri phương|trần quốc toản|nguyễn văn linh|lê quý đôn|trần nhân tông|nguyễn thượng hiền|nguyễn công trứ|nguyễn huệ|trần phú|phạm hồng thái|nguyễn đức cảnh|lương khánh thiện|phan đình giót
    |cao bá quát|lương thế vinh|hồ tùng mậu|trần đăng ninh|nguyễn phong sắc|nguyễn việt khái|trần văn thời|nguyễn phích|lê văn duyệt|võ văn kiệt|phạm văn đồng|nguyễn văn trỗi|nguyễn văn cừ|trần khát chân|ngô gia tự|hà huy tập|phạm ngọc thạch|nguyễn tất thành|tôn đức thắng|tôn thất tùng|trần hữu nghiệp|hồ xuân hương|nguyễn thị thập|lê quang định|nguyễn ái quốc|phan châu trinh|trần cao vân|nguyễn khuyến|nguyễn gia thiều|phan huy chú|nguyễn thị định|lê anh xuân|trần đại nghĩa|lương văn chánh|nguyễn trường tộ|lê chân|nguyễn an ninh|chu văn an
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Persons of history after whom wards, streets and schools are named: 'phường Trần Hưng Đạo' is a ward, 'phường Lê Minh Hải' its chairman."""

CHINESE_NAMESAKES = frozenset({"hà nam"})
"""Provinces of China written alike: 'tỉnh Hà Nam, Trung Quốc'."""

# ---------------------------------------------------------------------------------------------------------------- agencies

PLACE_HEADS: tuple[tuple[str, str, str], ...] = (
    # forms, expanded head, kind; a place or a bare unit follows: 'UBND tỉnh', 'Công an quận 2'
    ("UBND|Ủy ban nhân dân|UB nhân dân|UBND.", "Ủy ban nhân dân", "peoples_committee"),
    ("HĐND|Hội đồng nhân dân", "Hội đồng nhân dân", "peoples_council"),
    ("Thường trực HĐND|Thường trực Hội đồng nhân dân", "Thường trực Hội đồng nhân dân", "peoples_council"),
    ("Công an|CA", "Công an", "police"),
    ("TAND|Tòa án nhân dân|Tòa án|TAND.", "Tòa án nhân dân", "court"),
    ("VKSND|Viện kiểm sát nhân dân|Viện KSND|VKS nhân dân|Viện kiểm sát|VKS", "Viện kiểm sát nhân dân", "procuracy"),
    ("Thanh tra", "Thanh tra", "inspectorate"),
    (
        "Ủy ban MTTQ|Ủy ban Mặt trận Tổ quốc|UBMTTQ|Ủy ban MTTQ Việt Nam|Ủy ban MTTQVN|UBMTTQ Việt Nam|UBMTTQVN|Ủy ban Mặt trận Tổ quốc Việt Nam"
        "|UBMTTQ VN|Ủy ban MTTQ VN|MTTQ|MTTQ Việt Nam|MTTQVN|Mặt trận Tổ quốc|Mặt trận Tổ quốc Việt Nam|UB MTTQ|UB MTTQ Việt Nam|Ủy ban Mặt trận",
        "Ủy ban Mặt trận Tổ quốc Việt Nam",
        "front",
    ),
    ("Cảnh sát PCCC|Cảnh sát phòng cháy chữa cháy|Cảnh sát phòng cháy và chữa cháy|Cảnh sát PC&CC", "Cảnh sát phòng cháy và chữa cháy", "police"),
    ("Đoàn|Đoàn Thanh niên|Đoàn TNCS|Đoàn Thanh niên Cộng sản|Đoàn TNCS Hồ Chí Minh|Đoàn TNCS HCM|Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "mass_org"),
    ("Đoàn cơ sở", "Đoàn cơ sở", "mass_org"),
    ("Tòa Phúc thẩm", "Tòa Phúc thẩm", "court"),
    ("LĐLĐ|Liên đoàn Lao động|Công đoàn", "Liên đoàn Lao động", "mass_org"),
    ("Hội LHPN|Hội Liên hiệp Phụ nữ|Hội Phụ nữ|Hội LHPN Việt Nam|Hội Liên hiệp Phụ nữ Việt Nam", "Hội Liên hiệp Phụ nữ", "mass_org"),
    ("Hội Nông dân|Hội ND|Hội Nông dân Việt Nam", "Hội Nông dân", "mass_org"),
    ("Hội CCB|Hội Cựu chiến binh|Hội Cựu chiến binh Việt Nam", "Hội Cựu chiến binh", "mass_org"),
    ("Hội LHTN|Hội Liên hiệp Thanh niên|Hội LHTN Việt Nam|Hội Liên hiệp Thanh niên Việt Nam", "Hội Liên hiệp Thanh niên Việt Nam", "mass_org"),
    ("Liên minh Hợp tác xã|Liên minh HTX", "Liên minh Hợp tác xã", "mass_org"),
    ("Hội Chữ thập đỏ|Hội CTĐ", "Hội Chữ thập đỏ", "mass_org"),
    ("Đoàn ĐBQH|Đoàn đại biểu Quốc hội|Đoàn ĐB Quốc hội", "Đoàn đại biểu Quốc hội", "na_delegation"),
    ("Bộ CHQS|Bộ Chỉ huy Quân sự", "Bộ Chỉ huy Quân sự", "military"),
    ("Ban CHQS|Ban Chỉ huy Quân sự", "Ban Chỉ huy Quân sự", "military"),
    ("Bộ Chỉ huy BĐBP|Bộ Chỉ huy Bộ đội Biên phòng|BCH BĐBP|Bộ CH BĐBP", "Bộ Chỉ huy Bộ đội Biên phòng", "military"),
    ("Ban Chỉ huy BĐBP|Ban Chỉ huy Bộ đội Biên phòng|Ban CH BĐBP", "Ban Chỉ huy Bộ đội Biên phòng", "military"),
    ("Ban Chỉ huy Phòng thủ", "Ban Chỉ huy Phòng thủ", "military"),
    ("Ban Chỉ huy Phòng thủ dân sự|Ban Chỉ huy PTDS", "Ban Chỉ huy Phòng thủ dân sự", "steering_committee"),
    ("BĐBP|Bộ đội Biên phòng", "Bộ đội Biên phòng", "military"),
    ("Hải quan", "Hải quan", "vertical_agency"),
    ("Kho bạc Nhà nước|KBNN", "Kho bạc Nhà nước", "vertical_agency"),
    ("Bảo hiểm xã hội|BHXH", "Bảo hiểm xã hội", "vertical_agency"),
    ("Công đoàn các khu công nghiệp|Công đoàn các KCN|Công đoàn Khu công nghiệp|Công đoàn KCN", "Công đoàn các khu công nghiệp", "mass_org"),
    ("Ban Công tác Mặt trận|Ban CTMT", "Ban Công tác Mặt trận", "front"),
    ("Chi hội Nông dân", "Chi hội Nông dân", "mass_org"),
    ("Chi đoàn", "Chi đoàn", "mass_org"),
    ("Chi hội Phụ nữ", "Chi hội Phụ nữ", "mass_org"),
    ("Chi hội Cựu chiến binh|Chi hội CCB", "Chi hội Cựu chiến binh", "mass_org"),
    ("Cục Thuế", "Cục Thuế", "vertical_agency"),
    ("Chi cục Thuế", "Chi cục Thuế", "vertical_agency"),
    ("Thuế", "Thuế", "vertical_agency"),
    ("Thống kê", "Thống kê", "vertical_agency"),
    ("Cục Hải quan", "Cục Hải quan", "vertical_agency"),
    ("Chi cục Hải quan", "Chi cục Hải quan", "vertical_agency"),
    ("Cục Thống kê", "Cục Thống kê", "vertical_agency"),
    ("Chi cục Thống kê", "Chi cục Thống kê", "vertical_agency"),
    ("Cục Thi hành án dân sự|Cục THADS|Cục THA dân sự|Cục THA", "Cục Thi hành án dân sự", "vertical_agency"),
    ("Chi cục Thi hành án dân sự|Chi cục THADS|Chi cục THA dân sự", "Chi cục Thi hành án dân sự", "vertical_agency"),
    ("Thi hành án dân sự|THADS", "Thi hành án dân sự", "vertical_agency"),
    ("Cục Quản lý thị trường|Cục QLTT", "Cục Quản lý thị trường", "vertical_agency"),
    ("Chi cục Quản lý thị trường|Chi cục QLTT", "Chi cục Quản lý thị trường", "vertical_agency"),
    ("Ngân hàng Nhà nước chi nhánh|NHNN chi nhánh|NHNN Chi nhánh|Ngân hàng Nhà nước Việt Nam chi nhánh", "Ngân hàng Nhà nước chi nhánh", "vertical_agency"),
    ("Văn phòng UBND|Văn phòng Ủy ban nhân dân|VP UBND", "Văn phòng Ủy ban nhân dân", "office"),
    ("Văn phòng HĐND|Văn phòng Hội đồng nhân dân", "Văn phòng Hội đồng nhân dân", "office"),
    ("Văn phòng HĐND và UBND|Văn phòng HĐND - UBND|Văn phòng HĐND&UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "office"),
    ("Văn phòng Đoàn ĐBQH và HĐND|Văn phòng Đoàn ĐBQH & HĐND|Văn phòng Đoàn đại biểu Quốc hội và HĐND|Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân", "office"),
    ("Trung tâm Phục vụ hành chính công|Trung tâm PVHCC|Trung tâm Hành chính công|Trung tâm Phục vụ HCC", "Trung tâm Phục vụ hành chính công", "public_service_centre"),
    ("Chi nhánh Văn phòng Đăng ký đất đai|Chi nhánh VPĐK đất đai|Chi nhánh VPĐKĐĐ", "Chi nhánh Văn phòng Đăng ký đất đai", "public_service_centre"),
    ("Đài Khí tượng Thủy văn|Đài KTTV", "Đài Khí tượng Thủy văn", "vertical_agency"),
    ("Trung tâm Kiểm soát bệnh tật|CDC", "Trung tâm Kiểm soát bệnh tật", "public_service_centre"),
    ("Trung tâm Y tế|TTYT", "Trung tâm Y tế", "public_service_centre"),
    ("Trạm Y tế", "Trạm Y tế", "public_service_centre"),
    ("Trường Chính trị", "Trường Chính trị", "party_school"),
    ("Hội đồng Đội", "Hội đồng Đội", "mass_org"),
    ("Bộ Tư lệnh|BTL", "Bộ Tư lệnh", "military"),
)  # fmt: skip

CITY_POLICE = ("CATP", "CA TP", "CA thành phố")
"""Abbreviations that hold the unit already: 'CATP Hà Nội'."""

COMMITTEES: dict[str, tuple[str, str]] = {
    # head with its unit inside: unit, level
    "tỉnh ủy": ("tỉnh", "province"), "thành ủy": ("thành phố", "province"), "huyện ủy": ("huyện", "district"), "quận ủy": ("quận", "district"),
    "thị ủy": ("thị xã", "district"), "tỉnh đoàn": ("tỉnh", "province"), "thành đoàn": ("thành phố", "province"),
    "huyện đoàn": ("huyện", "district"), "quận đoàn": ("quận", "district"), "thị đoàn": ("thị xã", "district"),
    "xã đoàn": ("xã", "commune"), "phường đoàn": ("phường", "commune"),
}  # fmt: skip
"""'Thành ủy TP.HCM', 'Huyện ủy Sóc Sơn': committees whose unit is part of the head."""

BOARDS_OF_COMMITTEE = {
    "ban tổ chức": "Ban Tổ chức", "ban tuyên giáo": "Ban Tuyên giáo", "ban dân vận": "Ban Dân vận", "ban nội chính": "Ban Nội chính",
    "ban tuyên giáo và dân vận": "Ban Tuyên giáo và Dân vận", "ủy ban kiểm tra": "Ủy ban Kiểm tra", "ubkt": "Ủy ban Kiểm tra",
    "văn phòng": "Văn phòng", "ban xây dựng đảng": "Ban Xây dựng Đảng", "ban tuyên giáo - dân vận": "Ban Tuyên giáo và Dân vận",
    "btc": "Ban Tổ chức", "btg&dv": "Ban Tuyên giáo và Dân vận", "ban bảo vệ, chăm sóc sức khỏe cán bộ": "Ban Bảo vệ, chăm sóc sức khỏe cán bộ",
}  # fmt: skip
"""Bodies of a party committee; a committee follows ('Ban Tổ chức Tỉnh ủy') or is understood ('Ban Tuyên giáo')."""

INNER_BODIES = ("Ban Thường vụ", "BTV", "Ban Chấp hành", "BCH", "Thường vụ", "Thường trực")
"""'Ban Thường vụ Tỉnh ủy' is spoken of as the Tỉnh ủy."""

OPEN_HEADS: tuple[tuple[str, str, str, str], ...] = (
    # forms, expanded head, kind, what follows: 'field' (fields of work), 'name' (a proper name), 'number'
    ("Phòng|P.", "Phòng", "division", "field"),
    ("Ban", "Ban", "board", "field"),
    ("Cục", "Cục", "department", "field"),
    ("Vụ", "Vụ", "department", "field"),
    ("Tổng cục", "Tổng cục", "general_department", "field"),
    ("Chi cục", "Chi cục", "sub_department", "field"),
    ("Trung tâm|TT", "Trung tâm", "public_service_unit", "field"),
    ("Viện", "Viện", "institute", "field"),
    ("Đội", "Đội", "police_unit", "field"),
    ("Trạm", "Trạm", "police_unit", "field"),
    ("Hạt", "Hạt", "sub_department", "field"),
    ("Đồn", "Đồn", "police_unit", "field"),
    ("Hải đội|Hải đoàn", "Hải đội", "military", "number"),
    ("Khoa", "Khoa", "division", "field"),
    ("Ban Chỉ đạo|BCĐ", "Ban Chỉ đạo", "steering_committee", "field"),
    ("Ban Chỉ huy", "Ban Chỉ huy", "steering_committee", "field"),
    ("Ban Cán sự Đảng|Ban cán sự|BCS Đảng|BCSĐ", "Ban Cán sự đảng", "party_group", "party_group"),
    ("Đảng đoàn", "Đảng đoàn", "party_group", "party_group"),
    ("Ban Quản lý|BQL|Ban QL", "Ban Quản lý", "management_board", "field"),
    ("Ban QLDA|BQLDA|BQL dự án|Ban QL dự án", "Ban Quản lý dự án", "management_board", "field"),
    ("Hội đồng", "Hội đồng", "council", "field"),
    ("Ủy ban|UB", "Ủy ban", "committee", "field"),
    ("Tổ công tác", "Tổ công tác", "task_force", "field"),
    ("Học viện|HV", "Học viện", "university", "name"),
    ("Bảo hiểm xã hội cơ sở|BHXH cơ sở", "Bảo hiểm xã hội cơ sở", "vertical_agency", "name"),
    ("Trường|Trường Đại học|Trường ĐH|Đại học|ĐH|Trường Cao đẳng|Trường CĐ|Cao đẳng|Trường THPT|Trường THCS|Trường Tiểu học|Trường Mầm non|Trường TH|Trường TH-THCS|Trường PTDTBT|Trường Mẫu giáo|Trường Trung học phổ thông|Trường Trung học cơ sở|Trường Phổ thông|Trường PTDT Nội trú|THPT|THCS", "", "school", "name"),
    ("Bệnh viện|BV|Bệnh viện Đa khoa|BVĐK|BV Đa khoa|Bệnh viện ĐK", "", "hospital", "name"),
    ("Trại giam|Trại tạm giam", "", "police_unit", "name"),
    ("Văn phòng|VP", "Văn phòng", "office", "field"),
    ("Cơ quan", "Cơ quan", "police_unit", "field"),
    ("Cảng vụ", "Cảng vụ", "department", "field"),
    ("Bảo tàng", "Bảo tàng", "institute", "name"),
    ("Thư viện", "Thư viện", "institute", "name"),
    ("Khu bảo tồn thiên nhiên|Khu BTTN", "Khu bảo tồn thiên nhiên", "park", "name"),
    ("Khu bảo tồn", "Khu bảo tồn", "park", "name"),
    ("Khu dự trữ thiên nhiên", "Khu dự trữ thiên nhiên", "park", "name"),
    ("Ban CHPTKV", "Ban Chỉ huy Phòng thủ khu vực", "military", "number"),
    ("Quân khu", "Quân khu", "military", "number"),
    ("Quân đoàn", "Quân đoàn", "military", "number"),
    ("Sư đoàn", "Sư đoàn", "military", "number"),
    ("Trung đoàn", "Trung đoàn", "military", "number"),
    ("Lữ đoàn", "Lữ đoàn", "military", "number"),
    ("Tiểu đoàn", "Tiểu đoàn", "military", "number"),
    ("Binh đoàn", "Binh đoàn", "military", "number"),
    ("Quân chủng", "Quân chủng", "military", "field"),
    ("Binh chủng", "Binh chủng", "military", "field"),
    ("Vùng", "Vùng", "military", "number"),
    ("Khu Quản lý đường bộ", "Khu Quản lý đường bộ", "sub_department", "number"),
    ("Vườn quốc gia|VQG", "Vườn quốc gia", "park", "name"),
    ("Bộ", "Bộ", "ministry", "field"),
    ("Sở", "Sở", "provincial_department", "field"),
    ("Thanh tra", "Thanh tra", "inspectorate", "field"),
    ("Tòa", "Tòa", "court", "field"),
    ("Khối", "Khối", "party_organisation", "field"),
)  # fmt: skip

LEVEL_OF_HEAD = {
    "department": "central", "general_department": "central", "ministry": "central", "provincial_department": "province",
}  # fmt: skip

PARENT_WITHOUT_COMMA = frozenset(
    {"Văn phòng", "Ủy ban Kiểm tra", "Ban Tổ chức", "Ban Tuyên giáo", "Ban Dân vận", "Ban Nội chính"}
)

SUB_UNITS = frozenset(
    "division department board sub_department public_service_unit police_unit public_service_centre office institute task_force inspectorate school court".split()
)
"""Kinds whose parent may follow after a comma: 'Vụ Tổ chức cán bộ, Bộ Y tế'; 'Sở A, Sở B' is a list."""

OTHER_BODIES = tuple(
    """Công ty|Cty|Tập đoàn|Tổng công ty|TCT|Ngân hàng|Hãng|Doanh nghiệp|Xí nghiệp|Nhà máy|Khách sạn|CLB|Câu lạc bộ|Liên đoàn Bóng đá|LĐBĐ
    |Hiệp hội|Liên đoàn|Báo|báo điện tử|Báo điện tử|Tạp chí|Đài|Đài Phát thanh|Đài PT-TH|Đài PTTH|Kênh|Nhà xuất bản|NXB|Quỹ|HTX|Hợp tác xã|Chuỗi|Thương hiệu|Siêu thị
    |Văn phòng luật sư|Đoàn luật sư|Công ty luật|Sàn|Cửa hàng|Nhà hàng|Quán|Khu đô thị|Khu du lịch|Khu công nghiệp|KCN|Chung cư|Tòa nhà|Ban liên lạc
    |Hội đồng quản trị|HĐQT|Hội đồng thành viên|HĐTV|Ban Tổng giám đốc|Ban giám đốc|Ban giám hiệu|Ban lãnh đạo|Ban biên tập|Ban Biên tập|Ban kiểm soát|Ban Kiểm soát|Ban điều hành|Ban giám khảo|Ban tổ chức giải|Ban huấn luyện|Ban chấp hành VFF|Hội Nhà báo|Hội Luật gia|Hội Nhà văn|Hội Doanh nghiệp
    |Hội Khuyến học|Hội Người cao tuổi|Hội Doanh nhân trẻ|Giáo hội|Ban Trị sự|Nhóm|Công ty cổ phần|Công ty CP|Công ty TNHH|Trung tâm thương mại|Trung tâm Anh ngữ|Viện thẩm mỹ
    """.replace("\n", "").split("|")
)  # fmt: skip
"""Heads of bodies that are no agencies; their names are read so that the places and persons inside them are not."""

GENERIC_BEFORE = frozenset("các những mọi từng mỗi nhiều một số vài cấp".split())
"""'các sở', 'mỗi UBND': no specific body."""

# ----------------------------------------------------------------------------------------------------------------- persons

PERSON_TITLES = frozenset("ông bà anh chị cô chú bác cụ em cháu bé ngài thầy".split())
"""Titles of courtesy, in front of a full name or a given name."""

NOT_A_NAME = frozenset(
    """tại ngày theo trong khi với và của là đã sẽ có không những các một ảnh nguồn video clip tối trưa tháng ngoài để về do như ở trên dưới
    cùng cũng việc tuy nhiên phó chủ trưởng giám ủy bộ chánh cục vụ đây đó này nếu vì nhưng hôm vừa mới
    """.split()
)
"""Words with a capital first letter that end a name: 'Nguyễn Văn A Ngày 15/6', 'Trần Thị B Phó Chủ tịch'."""

NOT_A_NAME_BEFORE: dict[str, frozenset[str]] = {
    # given names that are also words: only the word behind tells ('Lê Văn Năm', but '… Nguyễn Văn A Năm 2018')
    "trước": frozenset({"đó", "khi", "đây", "tình"}), "sau": frozenset({"đó", "khi", "nhiều"}), "năm": frozenset({"nay", "ngoái", "học"}), "sáng": frozenset({"nay", "ngày", "sớm", "mai", "cùng"}), "chiều": frozenset({"nay", "ngày", "tối", "qua", "cùng"}),
    "toàn": frozenset({"cảnh", "bộ", "thể", "quốc"}), "quang": frozenset({"cảnh"}), "phát": frozenset({"biểu", "hiện", "triển"}), "đại": frozenset({"diện", "hội", "biểu"}),
    "trung": frozenset({"tâm", "ương"}), "từ": frozenset({"ngày", "năm", "đó", "đầu"}), "hiện": frozenset({"nay", "tại", "trường"}), "qua": frozenset({"đó", "kiểm", "điều"}),
    "bí": frozenset({"thư"}), "tổng": frozenset({"số", "cộng"}), "thủ": frozenset({"tướng"}), "đêm": frozenset({"qua"}), "gia": frozenset({"đình"}), "đến": frozenset({"nay", "ngày", "năm"}),
    "đồng": frozenset({"thời", "chí"}), "thứ": frozenset({"trưởng", "hai", "ba", "tư", "năm", "sáu", "bảy"}), "công": frozenset({"an", "tác", "nhân"}), "thời": frozenset({"gian", "điểm"}), "lễ": frozenset({"khai", "trao"}), "hội": frozenset({"nghị", "đồng"}), "lãnh": frozenset({"đạo"}),
}  # fmt: skip

HISTORICAL = frozenset({"hồ chí minh", "bác hồ", "nguyễn ái quốc"})
"""Persons of history, named in slogans, prizes and streets, who are no officials of the news."""

NAME_SYLLABLES_MAX = 5
"""'Nguyễn Phạm Thị Hồng Hạnh' has five; 0.2 % of names are longer than four (gazetteer, UIT sample)."""
