"""Classified advertisements on a flattened page: columns of offers, which look like columns of headlines.

Takes lines in page order. Says which of them stand among offers. Decides by the words of trade ('cần bán', 'cho thuê', 'tuyển gấp', 'bố
cáo') and by density: one such line in a list of headlines is news about trade, three close together are a column of offers. Known limit:
offers that use none of the words at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

REACH = 5
"""Lines on either side that count as close."""
MIN_OFFERS = 3

_OFFER = re.compile(
    r"\b(?:cần (?:bán|mua|tuyển|thuê|cho thuê|sang|nhượng|người|gấp)|^cho thuê|(?:nhà|xe|phòng|muốn|căn hộ) cho thuê|sang (?:nhượng|nhà|quán|tiệm|shop)|nhượng (?:gấp|lại|đất)|chính chủ (?:cần|bán|muốn|cho|gửi)|hùn vốn"
    r"|bán (?:nhà|đất|căn hộ|gấp|xe|sỉ|lẻ|buôn|lỗ|mật|máy)|mua buôn|mua bán|thu mua|mua giá (?:rất )?cao|thanh lý|ký gửi|trả góp|giao hàng|đặt hàng|đặt mua"
    r"|tuyển (?:gấp|nhân viên|nvkd|dụng|lao động|thợ|ctv|đại lý|trưởng)|việc làm tại nhà|nhận (?:dạy|gia công|thi công|thực hiện|may|hướng dẫn)|gia sư|dạy kèm|luyện thi|chuyên (?:sửa|bán|cung cấp|sản xuất|cho|ôn|trị|dạy)"
    r"|chuyên sữa|giá (?:sốc|rẻ|gốc|sỉ)|giảm giá|khuyến (?:mãi|mại)|tặng kèm|siêu thị điện máy|siêu thị big c|thực phẩm chức năng|dịch vụ (?:điện|vệ sinh|sửa|chuyển|cho|kế toán)"
    r"|bố cáo (?:thành lập|giải thể|thay đổi)|visa du lịch|tour (?:lễ|free|hè|tết|du lịch)|đời (?:t\d{1,2}/)?(?:19|20)\d{2}|sản phẩm (?:chính hãng|điện máy)|nguyên chất)\b"
    r"|\d{2,3}\.000\s?đ|\d\s?tr(?:iệu)?/|\b\d+x\d+\s?m\b"
)


def stand_among_offers(lines: Sequence[str]) -> list[bool]:
    """For each line whether it stands in a column of offers.

    >>> stand_among_offers(["Cần bán nhà gấp", "Cho thuê căn hộ", "Tuyển thợ hàn", "Hoa lan rừng"])
    [True, True, True, True]
    >>> stand_among_offers(["Giá thuê nhà tăng", "Chợ hoa đông khách"])
    [False, False]
    """
    sums = [0, *accumulate(_OFFER.search(line.casefold()) is not None for line in lines)]
    return [
        sums[min(len(lines), index + REACH + 1)] - sums[max(0, index - REACH)] >= MIN_OFFERS
        for index in range(len(lines))
    ]
