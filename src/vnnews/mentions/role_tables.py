"""The titles of posts: which there are, how their bodies are found, what may stand in front of and behind them.

One entry a title; a bar separates forms that mean the same. Matching ignores case.
"""

from __future__ import annotations

ROLES: tuple[tuple[str, str, str, str, bool], ...] = (
    # forms, role, how the agency is found, implied agency, public without a stated agency
    # central offices: the agency is implied, and may be written after it
    ("Tổng Bí thư", "Tổng Bí thư", "implied", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", True),
    ("Chủ tịch nước|Chủ tịch Nước", "Chủ tịch nước", "none", "", True),
    ("Phó Chủ tịch nước", "Phó Chủ tịch nước", "none", "", True),
    ("Thủ tướng|Thủ tướng Chính phủ", "Thủ tướng", "implied", "Chính phủ", True),
    ("Phó Thủ tướng|Phó Thủ tướng Chính phủ", "Phó Thủ tướng", "implied", "Chính phủ", True),
    ("Phó Thủ tướng Thường trực|Phó Thủ tướng thường trực Chính phủ", "Phó Thủ tướng Thường trực", "implied", "Chính phủ", True),
    ("Thường trực Ban Bí thư", "Thường trực", "implied", "Ban Bí thư Trung ương Đảng", True),
    ("Ủy viên Bộ Chính trị|UVBCT|UV Bộ Chính trị|Ủy viên BCT", "Ủy viên", "implied", "Bộ Chính trị", True),
    ("Ủy viên Ban Bí thư|Ủy viên Ban Bí thư Trung ương Đảng", "Ủy viên", "implied", "Ban Bí thư Trung ương Đảng", True),
    ("Bí thư Trung ương Đảng|Bí thư T.Ư Đảng|Bí thư TƯ Đảng|Bí thư TW Đảng|Bí thư Ban Chấp hành Trung ương Đảng|Bí thư Trung ương", "Bí thư", "implied", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", True),
    ("Ủy viên Trung ương Đảng|Ủy viên T.Ư Đảng|Ủy viên TƯ Đảng|Ủy viên TW Đảng|UVTƯ Đảng|UVTW Đảng|UVTWĐ|UVT.Ư Đảng|UVTƯ|UVTW|Ủy viên Ban Chấp hành Trung ương Đảng|Ủy viên BCH Trung ương Đảng|Ủy viên BCH TƯ Đảng|Ủy viên BCH T.Ư Đảng|Ủy viên BCH TW Đảng|Ủy viên Ban Chấp hành Trung ương|Ủy viên Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam|Ủy viên Trung ương|Ủy viên BCH Trung ương|Ủy viên BCHTƯ Đảng|Ủy viên BCHTW Đảng|Ủy viên Ban Chấp hành TƯ Đảng|Ủy viên Ban Chấp hành T.Ư Đảng", "Ủy viên", "implied", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", True),
    ("Ủy viên dự khuyết Trung ương Đảng|Ủy viên dự khuyết Ban Chấp hành Trung ương Đảng|Ủy viên dự khuyết BCH Trung ương Đảng|Ủy viên dự khuyết TƯ Đảng|Ủy viên dự khuyết T.Ư Đảng", "Ủy viên dự khuyết", "implied", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", True),
    ("Bộ trưởng", "Bộ trưởng", "ministry", "", True),
    ("Thứ trưởng", "Thứ trưởng", "ministry", "", True),
    ("Thứ trưởng Thường trực", "Thứ trưởng Thường trực", "ministry", "", True),
    ("Thống đốc", "Thống đốc", "implied", "Ngân hàng Nhà nước Việt Nam", True),
    ("Phó Thống đốc", "Phó Thống đốc", "implied", "Ngân hàng Nhà nước Việt Nam", True),
    ("Tổng Thanh tra|Tổng Thanh tra Chính phủ|Tổng TTCP", "Tổng Thanh tra", "implied", "Thanh tra Chính phủ", True),
    ("Phó Tổng Thanh tra|Phó Tổng Thanh tra Chính phủ|Phó Tổng TTCP", "Phó Tổng Thanh tra", "implied", "Thanh tra Chính phủ", True),
    ("Tổng Thanh tra Nhà nước", "Tổng Thanh tra", "implied", "Thanh tra Nhà nước", True),
    ("Phó Tổng Thanh tra Nhà nước", "Phó Tổng Thanh tra", "implied", "Thanh tra Nhà nước", True),
    ("Tổng Kiểm toán Nhà nước|Tổng Kiểm toán|Tổng KTNN", "Tổng Kiểm toán", "implied", "Kiểm toán nhà nước", True),
    ("Phó Tổng Kiểm toán Nhà nước|Phó Tổng Kiểm toán|Phó Tổng KTNN", "Phó Tổng Kiểm toán", "implied", "Kiểm toán nhà nước", True),
    ("Đại biểu Quốc hội|ĐBQH|đại biểu QH|ĐB Quốc hội|Đại biểu Quốc hội chuyên trách", "Đại biểu", "implied", "Quốc hội", True),
    ("Đại biểu|ĐB", "Đại biểu", "deputy", "Quốc hội", False),
    ("Đại biểu HĐND|Đại biểu Hội đồng nhân dân", "Đại biểu", "at:đại biểu", "", True),
    ("Tổng Thư ký Quốc hội", "Tổng Thư ký", "implied", "Quốc hội", True),
    ("Tổng Thư ký", "Tổng Thư ký", "after", "", False),
    ("Bí thư thứ nhất", "Bí thư thứ nhất", "after", "", True),
    # heads of bodies: the agency follows
    ("Bí thư", "Bí thư", "after", "", True),
    ("Chủ tịch", "Chủ tịch", "chair", "", False),
    ("Giám đốc|GĐ", "Giám đốc", "after", "", False),
    ("Tổng Giám đốc", "Tổng Giám đốc", "after", "", False),
    ("Chủ nhiệm", "Chủ nhiệm", "after", "", False),
    ("Ủy viên|UV", "Ủy viên", "after", "", False),
    ("Ủy viên Thường trực|Ủy viên thường trực", "Ủy viên Thường trực", "after", "", False),
    ("Ủy viên chuyên trách", "Ủy viên chuyên trách", "after", "", False),
    ("Ủy viên Thường vụ|UVTV", "Ủy viên Thường vụ", "after", "", True),
    ("Ủy viên Ban Thường vụ|Ủy viên BTV|UVBTV|UV BTV|UV.BTV", "Ủy viên Ban Thường vụ", "after", "", True),
    ("Ủy viên Ban Chấp hành|Ủy viên BCH|UV BCH|UVBCH", "Ủy viên Ban Chấp hành", "after", "", True),
    ("Tỉnh ủy viên|TUV", "Tỉnh ủy viên", "member:tỉnh ủy", "", True),
    ("Thành ủy viên", "Thành ủy viên", "member:thành ủy", "", True),
    ("Huyện ủy viên", "Huyện ủy viên", "member:huyện ủy", "", True),
    ("Quận ủy viên", "Quận ủy viên", "member:quận ủy", "", True),
    ("Đảng ủy viên", "Đảng ủy viên", "member:đảng ủy", "", True),
    ("Trưởng ban", "Trưởng ban", "at:ban", "", False),
    ("Phó ban", "Phó ban", "at:ban", "", False),
    ("Trưởng phòng", "Trưởng phòng", "at:phòng", "", False),
    ("Phó phòng", "Phó Trưởng phòng", "at:phòng", "", False),
    ("Trưởng khoa", "Trưởng khoa", "at:khoa", "", False),
    ("Phó khoa", "Phó Trưởng khoa", "at:khoa", "", False),
    ("Trưởng bộ môn", "Trưởng bộ môn", "after", "", False),
    ("Trưởng Trung tâm", "Trưởng Trung tâm", "at:trung tâm", "", False),
    ("Giám đốc Chi nhánh Văn phòng Đăng ký đất đai|Giám đốc Chi nhánh VPĐK đất đai", "Giám đốc", "at:chi nhánh", "", True),
    ("Trưởng Đoàn|Trưởng đoàn|Trưởng đoàn đại biểu", "Trưởng đoàn", "at:đoàn", "", False),
    ("Trưởng Công an|Trưởng CA", "Trưởng", "at:công an|ca", "", True),
    ("Phó Trưởng Công an|Phó Công an|Phó trưởng CA", "Phó Trưởng", "at:công an|ca", "", True),
    ("Trưởng Đồn Công an|Trưởng đồn|Trưởng Đồn Biên phòng", "Trưởng đồn", "at:đồn", "", False),
    ("Đồn trưởng", "Đồn trưởng", "after", "", False),
    ("Đồn phó", "Đồn phó", "after", "", False),
    ("Trưởng trạm", "Trưởng trạm", "at:trạm", "", False),
    ("Trạm trưởng", "Trạm trưởng", "after", "", False),
    ("Hạt trưởng", "Hạt trưởng", "after", "", False),
    ("Trạm phó|Hạt phó", "", "after", "", False),
    ("Trưởng thôn|Trưởng bản|Trưởng ấp|Trưởng buôn|Trưởng làng|Trưởng khu phố|Trưởng xóm|Trưởng khóm", "", "village", "", True),
    ("Tổ trưởng tổ dân phố|Tổ trưởng TDP", "Tổ trưởng", "village", "", True),
    ("Bí thư Chi bộ|Bí thư chi bộ", "Bí thư", "cell", "", True),
    ("Trưởng Thuế", "Trưởng", "at:thuế", "", True),
    ("Cục trưởng", "Cục trưởng", "head:cục", "", True),
    ("Cục phó", "Cục phó", "head:cục", "", True),
    ("Vụ trưởng", "Vụ trưởng", "head:vụ", "", True),
    ("Vụ phó", "Vụ phó", "head:vụ", "", True),
    ("Tổng cục trưởng", "Tổng cục trưởng", "head:tổng cục", "", True),
    ("Chi cục trưởng", "Chi cục trưởng", "head:chi cục", "", True),
    ("Chi cục phó", "Chi cục phó", "head:chi cục", "", True),
    ("Viện trưởng", "Viện trưởng", "after", "", False),
    ("Viện phó", "Viện phó", "after", "", False),
    ("Hiệu trưởng", "Hiệu trưởng", "after", "", False),
    ("Hiệu phó", "Hiệu phó", "after", "", False),
    ("Chủ tịch Hội đồng trường", "Chủ tịch Hội đồng trường", "after", "", False),
    ("Chánh Văn phòng|CVP", "Chánh Văn phòng", "office", "", False),
    ("Chủ nhiệm Văn phòng", "Chủ nhiệm", "at:văn phòng", "", True),
    ("Chánh Thanh tra", "Chánh Thanh tra", "inspector", "", True),
    ("Thanh tra viên", "Thanh tra viên", "member", "", False),
    ("Chánh án", "Chánh án", "after", "", True),
    ("Chánh tòa", "Chánh tòa", "at:tòa", "", True),
    ("Thẩm phán", "Thẩm phán", "after", "", True),
    ("Hội thẩm nhân dân", "Hội thẩm nhân dân", "after", "", False),
    ("Kiểm sát viên", "Kiểm sát viên", "after", "", True),
    ("Điều tra viên", "Điều tra viên", "after", "", True),
    ("Thẩm phán cao cấp|Thẩm phán trung cấp|Thẩm phán sơ cấp|Thẩm phán bậc 1|Thẩm phán bậc 2|Thẩm phán bậc 3", "", "after", "", True),
    ("Kiểm sát viên cao cấp|Kiểm sát viên trung cấp|Kiểm sát viên sơ cấp|Kiểm tra viên cao cấp", "", "after", "", True),
    ("Điều tra viên cao cấp|Điều tra viên trung cấp|Điều tra viên sơ cấp", "", "after", "", True),
    ("Chấp hành viên cao cấp|Chấp hành viên trung cấp|Chấp hành viên sơ cấp", "", "after", "", True),
    ("Chấp hành viên", "Chấp hành viên", "after", "", True),
    ("Thủ trưởng", "Thủ trưởng", "after", "", False),
    ("Tư lệnh|Tư lệnh trưởng", "Tư lệnh", "after", "", True),
    ("Tư lệnh Bộ Tư lệnh", "Tư lệnh", "at:bộ tư lệnh", "", True),
    ("Chính ủy", "Chính ủy", "after", "", True),
    ("Chính trị viên", "Chính trị viên", "after", "", False),
    ("Chỉ huy trưởng", "Chỉ huy trưởng", "after", "", False),
    ("Chỉ huy phó", "Chỉ huy phó", "after", "", False),
    ("Tham mưu trưởng", "Tham mưu trưởng", "after", "", False),
    ("Tổng Tham mưu trưởng", "Tổng Tham mưu trưởng", "implied:army", "Bộ Tổng Tham mưu", True),
    ("Chủ nhiệm Chính trị|Chủ nhiệm Hậu cần|Chủ nhiệm Kỹ thuật|Chủ nhiệm Hậu cần - Kỹ thuật|Chủ nhiệm Hậu cần, Kỹ thuật", "", "after", "", True),
    ("Kiểm soát viên|Kiểm soát viên thị trường|Kiểm soát viên trung cấp|Kiểm soát viên chính", "", "after", "", False),
    ("Lữ đoàn trưởng|Trung đoàn trưởng|Sư đoàn trưởng|Tiểu đoàn trưởng|Đại đội trưởng|Hải đội trưởng", "", "after", "", False),
    ("Đội trưởng", "Đội trưởng", "after", "", False),
    ("Đội phó", "Đội phó", "after", "", False),
    ("Giám thị", "Giám thị", "after", "", False),
    ("Đại sứ|Đại sứ Đặc mệnh Toàn quyền|Đại sứ đặc mệnh toàn quyền", "Đại sứ", "embassy", "", False),
    ("Tổng Lãnh sự", "Tổng Lãnh sự", "embassy", "", False),
    ("Tham tán thương mại, Thương vụ|Tham tán thương mại tại Thương vụ", "Tham tán thương mại", "embassy", "", False),
    ("Trưởng Thương vụ", "Trưởng Thương vụ", "embassy", "", False),
    ("Tham tán thương mại", "Tham tán thương mại", "after", "", False),
    ("Trưởng Phái đoàn|Trưởng Phái đoàn thường trực", "Trưởng Phái đoàn", "at:phái đoàn", "", False),
    ("Điều dưỡng trưởng|Chi hội trưởng|Hải quan trưởng", "", "after", "", False),
    ("Phó Giám đốc phụ trách chuyên môn", "Phó Giám đốc phụ trách chuyên môn", "after", "", False),
    ("Phó Giám đốc phụ trách quản lý, điều hành", "Phó Giám đốc phụ trách", "after", "", False),
    ("Người phát ngôn|Phát ngôn viên|Phó phát ngôn", "", "after", "", False),
    ("Kiến trúc sư trưởng", "Kiến trúc sư trưởng", "place", "", False),
    ("Tổ trưởng", "Tổ trưởng", "after", "", False),
    ("Tổ phó", "Tổ phó", "after", "", False),
    ("Trợ lý", "Trợ lý", "after", "", False),
    ("Thư ký", "Thư ký", "after", "", False),
    ("Chuyên viên|Chuyên viên cao cấp|Chuyên viên chính", "", "member", "", False),
    ("Cán bộ|Chiến sĩ|Công chức|Kiểm lâm viên|Giảng viên cao cấp", "", "member", "", False),
    ("Cố vấn|Cố vấn đặc biệt|Cố vấn cao cấp", "", "after", "", False),
    ("Trưởng", "Trưởng", "after", "", False),
    ("Người đứng đầu", "Người đứng đầu", "after", "", False),
    # foreign offices
    ("Tổng thống", "Tổng thống", "country", "", False),
    ("Phó Tổng thống", "Phó Tổng thống", "country", "", False),
    ("Ngoại trưởng", "Ngoại trưởng", "country", "", False),
    ("Quốc vương|Nhà vua|Nữ hoàng|Hoàng tử|Thái tử|Công chúa|Quốc trưởng|Vua", "", "country", "", False),
    ("Thượng nghị sĩ|Hạ nghị sĩ|Nghị sĩ|Dân biểu", "", "country", "", False),
    ("Thủ hiến|Thống đốc bang|Thị trưởng|Tỉnh trưởng|Đặc phái viên|Đại biện|Cao ủy|Đặc sứ", "", "country", "", False),
    ("Thủ lĩnh|Lãnh tụ|Lãnh đạo tối cao", "", "country", "", False),
)  # fmt: skip

DEPUTY_OF = frozenset(
    """Bí thư|Bí thư thứ nhất|Chủ tịch|Giám đốc|Tổng Giám đốc|Chủ nhiệm|Trưởng ban|Trưởng phòng|Trưởng khoa|Trưởng bộ môn|Trưởng đoàn|Cục trưởng|Vụ trưởng
    |Tổng cục trưởng|Chi cục trưởng|Viện trưởng|Hiệu trưởng|Chánh Văn phòng|Chánh Thanh tra|Chánh án|Chánh tòa|Thủ trưởng|Tư lệnh|Chính ủy
    |Chỉ huy trưởng|Tham mưu trưởng|Tổng Tham mưu trưởng|Đội trưởng|Trưởng|Tổng Thư ký|Trưởng trạm|Trưởng đồn|Trưởng Trung tâm|Hạt trưởng|Giám thị|Tổ trưởng|Chủ nhiệm Văn phòng
    |Đại sứ|Tổng Lãnh sự|Trưởng Phái đoàn|Chi hội trưởng|Trưởng thôn|Trưởng bản|Trưởng ấp|Trạm trưởng|Đồn trưởng|Chủ nhiệm Chính trị|Chính trị viên
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Roles that have a deputy, written with 'Phó' in front."""

MODIFIERS_AFTER: dict[str, str] = {
    "thường trực": "Thường trực", "tt": "Thường trực", "thứ nhất": "thứ nhất", "danh dự": "danh dự", "phụ trách": "", "chuyên trách": "chuyên trách", "kiêm nhiệm": "",
}  # fmt: skip
"""Words behind a title and before its agency: 'Phó Bí thư Thường trực Tỉnh ủy'."""

STATUS_BEFORE = {
    "nguyên": "former",
    "cựu": "former",
    "cố": "former",
    "quyền": "acting",
    "q.": "acting",
    "tân": "current",
    "đương kim": "current",
    "tạm quyền": "acting",
    "phụ trách": "acting",
}

NOT_PUBLIC_ROLES = tuple(
    """Chủ tịch HĐQT|Chủ tịch Hội đồng quản trị|Chủ tịch Hội đồng thành viên|Chủ tịch HĐTV|Tổng biên tập|Phó Tổng biên tập|Phó tổng Biên tập|Huấn luyện viên|HLV|Kế toán trưởng
    |Luật sư|Thư ký tòa soạn|Giám đốc điều hành|CEO|Giám đốc kinh doanh|Phóng viên|Biên tập viên|Ca sĩ|Diễn viên|Người mẫu|Hoa hậu|Nghệ sĩ|Đạo diễn|Tiền vệ|Tiền đạo|Hậu vệ|Thủ môn
    |Chủ doanh nghiệp|Chủ cửa hàng|Trưởng đại diện|Giám đốc công ty|Giám đốc sản xuất|Giám đốc chi nhánh|Nhạc sĩ|Nhà văn|Nhà thơ|Chuyên gia|Đội trưởng đội tuyển
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Posts outside the public bodies; read so that they are not taken for public ones."""

PLURAL_BEFORE = frozenset("các những hai ba bốn năm sáu bảy tám chín mười cùng".split())

CONNECTORS = frozenset({"của", "thuộc", "tại", "ở", "trực thuộc"})
