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
    r"^cho thuê\b|\b(?:c(?:ần (?:bán|mua|tuyển|thuê|cho thuê|sang|nhượng|người|gấp)|ăn hộ cho thuê|hính chủ (?:cần|bán|muốn|cho|gửi)"
    r"|huyên (?:sửa|bán|cung cấp|sản xuất|cho|ôn|trị|dạy)|huyên sữa)|n(?:hà cho thuê|hượng (?:gấp|lại|đất)|hận (?:dạy|gia công|thi công"
    r"|thực hiện|may|hướng dẫn)|guyên chất)|xe cho thuê|phòng cho thuê|m(?:uốn cho thuê|ua buôn|ua bán|ua giá (?:rất )?cao)"
    r"|s(?:ang (?:nhượng|nhà|quán|tiệm|shop)|iêu thị điện máy|iêu thị big c|ản phẩm (?:chính hãng|điện máy))|hùn vốn|b(?:án (?:nhà|đất"
    r"|căn hộ|gấp|xe|sỉ|lẻ|buôn|lỗ|mật|máy)|ố cáo (?:thành lập|giải thể|thay đổi))|t(?:hu mua|hanh lý|rả góp|uyển (?:gấp|nhân viên|nvkd"
    r"|dụng|lao động|thợ|ctv|đại lý|trưởng)|ặng kèm|hực phẩm chức năng|our (?:lễ|free|hè|tết|du lịch))|k(?:ý gửi|huyến (?:mãi|mại))"
    r"|g(?:iao hàng|ia sư|iá (?:sốc|rẻ|gốc|sỉ)|iảm giá)|đ(?:ặt hàng|ặt mua|ời (?:t\d{1,2}/)?(?:19|20)\d{2})|v(?:iệc làm tại nhà"
    r"|isa du lịch)|d(?:ạy kèm|ịch vụ (?:điện|vệ sinh|sửa|chuyển|cho|kế toán))|luyện thi)\b"
    r"|\d{2,3}\.000\s?đ|\d\s?tr(?:iệu)?/|\b\d+x\d+\s?m\b"
)
"""Grouped by first letter, so that a word that begins none of them is passed at once."""


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
