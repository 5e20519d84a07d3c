"""Which records of the gazetteer are read how: names that need a cue, bodies that are no agencies, spellings to add.

These are decisions of the grammar about the gazetteer's names, with the reason beside each.
"""

from __future__ import annotations

NOT_AGENCY_KINDS = frozenset({"state_enterprise", "party_press", "professional_org", "state_bank"})

NOT_AGENCIES = frozenset(
    {
        "Liên đoàn Thương mại và Công nghiệp Việt Nam",
        "Hội Nhà báo Việt Nam",
        "Hội Luật gia Việt Nam",
        "Liên đoàn Luật sư Việt Nam",
        "Đài Truyền hình Việt Nam",
        "Đài Tiếng nói Việt Nam",
        "Thông tấn xã Việt Nam",
    }
)
"""Press bodies, named on every page as sources, and professional associations are no agencies of this library."""

NEEDS_MORE = frozenset(
    {
        "Thường trực Ban Bí thư",
        "Nhân Dân",
        "VR",
        "Mặt trận Tổ quốc",
        "MTTQ Việt Nam",
        "MTTQVN",
        "Mặt trận Tổ quốc Việt Nam",
    }
)
"""Short names of the gazetteer that mean another thing in running text: a title, a paper, the front as a whole."""

MORE_CENTRAL: tuple[tuple[str, str, str], ...] = (
    ("Hội đồng Bộ trưởng", "central", "government"),
    ("Ủy ban các vấn đề xã hội", "central", "legislature_committee"),
    ("Ủy ban về các vấn đề xã hội", "central", "legislature_committee"),
    ("Cảnh sát biển Việt Nam|Bộ Tư lệnh Cảnh sát biển|Bộ Tư lệnh Cảnh sát biển Việt Nam|BTL Cảnh sát biển|BTL Cảnh sát biển Việt Nam", "central", "military"),
    ("Bộ Tư lệnh Cảnh sát cơ động|BTL Cảnh sát cơ động|Bộ Tư lệnh CSCĐ", "central", "police"),
    ("Bộ Tư lệnh Thủ đô Hà Nội|Bộ Tư lệnh Thủ đô|BTL Thủ đô Hà Nội|BTL Thủ đô", "central", "military"),
    ("Bộ Tư lệnh Bảo vệ Lăng Chủ tịch Hồ Chí Minh|Bộ Tư lệnh Bảo vệ Lăng", "central", "military"),
    ("Bộ Tư lệnh Hải quân|BTL Hải quân", "central", "military"),
    ("Cơ quan điều tra Viện kiểm sát nhân dân tối cao|Cơ quan điều tra VKSND tối cao|Cơ quan điều tra Viện KSND tối cao|CQĐT VKSND tối cao", "central", "procuracy"),
    ("Tổng cục Chính trị Quân đội nhân dân Việt Nam|Tổng cục Chính trị QĐND Việt Nam|Tổng cục Chính trị QĐND|Tổng cục Chính trị QĐNDVN", "central", "military"),
    ("Thanh tra Nhà nước", "central", "ministerial_agency"),
    ("Thường trực Chính phủ", "central", "government"),
    ("Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam|Đoàn Chủ tịch UBTƯ MTTQ Việt Nam|Đoàn Chủ tịch UBTW MTTQ Việt Nam|Đoàn Chủ tịch Ủy ban Trung ương MTTQ Việt Nam", "central", "front"),
    ("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam|Ủy ban Trung ương MTTQ Việt Nam|Ủy ban Trung ương MTTQVN|UBTW MTTQ Việt Nam|UBTƯ MTTQ Việt Nam|UBTƯ MTTQVN|Ủy ban T.Ư MTTQ Việt Nam|Ủy ban TƯ MTTQ Việt Nam|Ủy ban TW MTTQ Việt Nam|UB T.Ư MTTQ Việt Nam|Trung ương MTTQ Việt Nam|Ủy ban MTTQ Việt Nam T.Ư", "central", "front"),
    ("Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh|T.Ư Đoàn|Trung ương Đoàn|TƯ Đoàn|TW Đoàn|Trung ương Đoàn TNCS Hồ Chí Minh|T.Ư Đoàn TNCS Hồ Chí Minh", "central", "mass_org"),
    ("Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam|Ban Chấp hành Trung ương Đảng|BCH Trung ương Đảng|BCH T.Ư Đảng|Trung ương Đảng|T.Ư Đảng|TƯ Đảng|TW Đảng|Ban Chấp hành T.Ư Đảng|Ban Chấp hành Trung ương", "central", "party_central"),
    ("Văn phòng Trung ương Đảng|Văn phòng T.Ư Đảng|Văn phòng TƯ Đảng|Văn phòng TW Đảng", "central", "party_central"),
    ("Ban Tổ chức Trung ương|Ban Tổ chức T.Ư|Ban Tổ chức TƯ|Ban Tổ chức TW", "central", "party_central"),
    ("Ban Tuyên giáo Trung ương|Ban Tuyên giáo T.Ư|Ban Tuyên giáo TƯ|Ban Tuyên giáo TW", "central", "party_central"),
    ("Ban Dân vận Trung ương|Ban Dân vận T.Ư|Ban Dân vận TƯ|Ban Dân vận TW", "central", "party_central"),
    ("Ban Nội chính Trung ương|Ban Nội chính T.Ư|Ban Nội chính TƯ|Ban Nội chính TW", "central", "party_central"),
    ("Ban Kinh tế Trung ương|Ban Kinh tế T.Ư|Ban Kinh tế TƯ|Ban Kinh tế TW", "central", "party_central"),
    ("Ban Đối ngoại Trung ương|Ban Đối ngoại T.Ư|Ban Đối ngoại TƯ|Ban Đối ngoại TW", "central", "party_central"),
    ("Ủy ban Kiểm tra Trung ương|Ủy ban Kiểm tra T.Ư|Ủy ban Kiểm tra TƯ|Ủy ban Kiểm tra TW|UBKT Trung ương|UBKT T.Ư", "central", "party_central"),
    ("Quân ủy Trung ương|Quân ủy T.Ư|Quân ủy TƯ|Quân ủy TW", "central", "party_committee"),
    ("Đảng ủy Công an Trung ương|Đảng ủy Công an T.Ư|Đảng ủy Công an TƯ|Đảng ủy Công an TW", "central", "party_committee"),
    ("Đảng bộ các cơ quan Đảng Trung ương|Đảng bộ các cơ quan Đảng T.Ư", "central", "party_organisation"),
    ("Đảng ủy các cơ quan Đảng Trung ương|Đảng ủy các cơ quan Đảng T.Ư", "central", "party_committee"),
    ("Hội đồng Đội Trung ương|Hội đồng Đội T.Ư", "central", "mass_org"),
    ("Quốc hội|QH", "central", "legislature"),
    ("Ủy ban Thường vụ Quốc hội|Ủy ban Thường vụ QH|UB Thường vụ QH|Thường vụ QH|UBTV QH", "central", "legislature"),
    ("Tòa án nhân dân tối cao|TAND tối cao|TANDTC|Tòa án tối cao", "central", "court"),
    ("Viện kiểm sát nhân dân tối cao|VKSND tối cao|VKSNDTC|Viện KSND tối cao|VKS tối cao", "central", "procuracy"),
    ("Ủy ban An toàn giao thông Quốc gia|Ủy ban ATGT Quốc gia|UBATGT Quốc gia", "central", "national_committee"),
    ("Ủy ban Quốc gia về chuyển đổi số", "central", "national_committee"),
    ("Ủy ban Quốc gia về Trẻ em", "central", "national_committee"),
    ("Ủy ban Quốc gia Đổi mới giáo dục và đào tạo", "central", "national_committee"),
    ("Ủy ban Quốc gia Ứng phó sự cố, thiên tai và Tìm kiếm Cứu nạn|Ủy ban Quốc gia ứng phó sự cố thiên tai và tìm kiếm cứu nạn|Ủy ban Quốc gia Tìm kiếm Cứu nạn", "central", "national_committee"),
    ("Ủy ban sông Mê Công Việt Nam", "central", "national_committee"),
    ("Ban Chỉ đạo Quốc gia về phòng, chống thiên tai|Ban Chỉ đạo Quốc gia về phòng chống thiên tai|Ban Chỉ đạo Quốc gia về PCTT|Ban Chỉ đạo Quốc gia phòng, chống thiên tai|Ban Chỉ đạo Quốc gia phòng chống thiên tai|Ban Chỉ đạo Quốc gia PCTT", "central", "national_committee"),
    ("Ban Chỉ đạo Trung ương về phòng, chống thiên tai|Ban Chỉ đạo Trung ương về phòng chống thiên tai|Ban Chỉ đạo Trung ương về PCTT|Ban Chỉ đạo Trung ương phòng, chống thiên tai|Ban Chỉ đạo Trung ương phòng chống thiên tai|Ban Chỉ đạo Trung ương PCTT", "central", "national_committee"),
    ("Ban Chỉ đạo Phòng, chống lụt, bão Trung ương|Ban Chỉ đạo Phòng chống lụt bão Trung ương|Ban Chỉ đạo PCLB Trung ương|Ban Chỉ đạo PCLB T.Ư|Ban Chỉ đạo phòng, chống lụt bão Trung ương", "central", "national_committee"),
    ("Ủy ban Quốc gia phòng, chống AIDS và phòng, chống tệ nạn ma túy, mại dâm|Ủy ban Quốc gia về phòng, chống AIDS, ma túy, mại dâm|Ủy ban Quốc gia phòng, chống AIDS, ma túy, mại dâm|Ủy ban Quốc gia phòng chống AIDS, ma túy, mại dâm|Ủy ban Quốc gia phòng, chống AIDS và phòng chống tệ nạn ma túy, mại dâm", "central", "national_committee"),
    ("Ban Chỉ đạo Phòng thủ dân sự quốc gia", "central", "national_committee"),
    ("Ban Chỉ đạo Quốc gia phòng, chống dịch COVID-19|Ban Chỉ đạo Quốc gia phòng chống dịch Covid-19", "central", "national_committee"),
    ("Ban Chỉ đạo 389 quốc gia|Ban Chỉ đạo quốc gia 389", "central", "national_committee"),
    ("Ban Chỉ đạo cải cách hành chính của Chính phủ", "central", "national_committee"),
    ("Ban Chỉ đạo Cải cách tư pháp Trung ương", "central", "national_committee"),
    ("Ban Chỉ đạo Nhà nước các công trình, dự án quan trọng quốc gia, trọng điểm ngành giao thông vận tải", "central", "national_committee"),
    ("Ban Chỉ đạo điều hành giá", "central", "national_committee"),
    ("Hội đồng Thi đua - Khen thưởng Trung ương|Hội đồng Thi đua, Khen thưởng Trung ương", "central", "national_committee"),
    ("Hội đồng Tiền lương quốc gia", "central", "national_committee"),
    ("Hội đồng Giáo sư Nhà nước", "central", "national_committee"),
    ("Hội đồng Quy hoạch quốc gia", "central", "national_committee"),
    ("Hội đồng Tư vấn chính sách tài chính, tiền tệ quốc gia", "central", "national_committee"),
    ("Hội đồng điều phối vùng Đông Nam Bộ", "central", "national_committee"),
    ("Hội đồng điều phối vùng đồng bằng sông Hồng", "central", "national_committee"),
    ("Hội đồng điều phối vùng Tây Nguyên", "central", "national_committee"),
    ("Hội đồng điều phối vùng trung du và miền núi phía Bắc", "central", "national_committee"),
    ("Bộ Năng lượng", "central", "ministry"),
    ("Bộ Thủy sản", "central", "ministry"),
    ("Bộ Thương mại", "central", "ministry"),
    ("Bộ Công nghiệp", "central", "ministry"),
    ("Bộ Công nghiệp nặng", "central", "ministry"),
    ("Bộ Văn hóa - Thông tin|Bộ Văn hóa Thông tin", "central", "ministry"),
    ("Bộ Bưu chính - Viễn thông|Bộ Bưu chính Viễn thông", "central", "ministry"),
    ("Bộ Nông nghiệp và Công nghiệp thực phẩm", "central", "ministry"),
    ("Bộ Khoa học, Công nghệ và Môi trường", "central", "ministry"),
    ("Bộ Đại học và Trung học chuyên nghiệp", "central", "ministry"),
)  # fmt: skip
"""Bodies and spellings that the gazetteer's list of today's bodies does not have."""

LOOKALIKE_KINDS = frozenset(
    {
        "ocean",
        "company",
        "club",
        "power plant",
        "newspaper",
        "river",
        "bridge",
        "road",
        "street",
        "station",
        "museum",
        "monument",
        "place",
        "prize",
        "campaign",
        "order",
    }
)
"""Persons, units and bodies that look like provinces are read by their own parsers."""

NEEDS_UNIT = frozenset({"Hồ Chí Minh", "Cửu Long", "Huế"})
"""'Hồ Chí Minh' alone is the person, 'Cửu Long' the river; 'Huế' is the province or the city as the date says."""

EXTRA_PROVINCE_FORMS = {
    "Tp HCM": "Hồ Chí Minh",
    "TP. HCM": "Hồ Chí Minh",
    "T.P HCM": "Hồ Chí Minh",
    "thành phố HCM": "Hồ Chí Minh",
    "TP HCM": "Hồ Chí Minh",
}

PARTY_CENTRE = "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam"

ROLE_SHORT = {
    "TBT": "Tổng Bí thư",
    "PCT": "Phó Chủ tịch",
    "PBT": "Phó Bí thư",
    "PGĐ": "Phó Giám đốc",
    "GĐ": "Giám đốc",
    "TGĐ": "Tổng Giám đốc",
}
