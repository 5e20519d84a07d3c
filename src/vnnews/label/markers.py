"""Marker lines: the furniture of news pages, known by its words.

Takes one line. Says whether the whole line is a heading of other stories, a button, a comment form, a tag line or a footer line. A
marker counts only as a whole line, with at most a count or colon behind it: 'Chia sẻ' opens an ordinary sentence in 99 % of 2,764
lines, 'Bình luận' in 99.7 % of 909. Known limits: lists are open, a site's own wording is missed; the labellers also weigh the place.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

MAX_MARKER_CHARS = 80
"""Longest heading or button; longer lines are searched for footer words only."""
MAX_FOOTER_CHARS = 500

_RELATED_HEADING = re.compile(
    r"[>»•\-\s]*(?:"
    r"(?:các )?(?:tin|bài|bài viết|tin bài|tin tức|video|video clip|clip)(?: bài| tức| viết)? (?:liên quan|khác|cũ hơn|mới hơn|tương tự|gần đây"
    r"|mới|mới nhất|mới cập nhật|mới đăng|mới nhận|nóng|nổi bật|đọc nhiều|xem nhiều|xem nhiều nhất|hot|đáng chú ý|đáng đọc|vắn|tiêu điểm"
    r"|cùng (?:chuyên )?mục|cùng chủ đề|cùng sự kiện|cùng tác giả|tài trợ|được quan tâm|theo dòng sự kiện|trong ngày|tổng hợp|chọn lọc)(?: nhất)?(?: .{1,30})?"
    r"|(?:tin|xem|đọc|nghe|bài|được) (?:thêm )?(?:nhiều|nhiều nhất)(?: nhất)?(?: (?:trong )?(?:ngày|tuần|tháng))?"
    r"|những (?:tin|bài)(?: viết)? (?:mới|cũ) hơn|tin khác|tin mới|(?:các )?tin đã (?:đưa|đăng)|bài khác|bài mới|bài viết khác|mới nhất|mới cập nhật|mới nhận"
    r"|cùng (?:chuyên mục|chủ đề|mục|sự kiện|tác giả)|video cùng chuyên mục|có thể bạn quan tâm|bạn (?:cũng )?có thể (?:bạn )?(?:thích|quan tâm|muốn xem)"
    r"|có thể bạn (?:muốn xem|chưa biết|thích)|đừng bỏ lỡ|đừng bỏ qua|gợi ý cho bạn|dành cho bạn|đề xuất cho bạn|bài đề xuất|tin đề xuất"
    r"|(?:đọc|xem|mời (?:bạn )?(?:đọc|xem)|tìm hiểu)(?: thêm| tiếp)(?: bài| tin)?(?: viết)?(?: về| tại| trên)?(?: .{1,24})?"
    r"|tiêu điểm|điểm nóng|nổi bật|nổi bật trong ngày|tâm điểm|điểm nhấn|đáng chú ý|đang hot|đang được quan tâm|được quan tâm(?: nhất)?|dòng sự kiện.{0,60}"
    r"|chuyên đề|sự kiện|sự kiện nóng|sự kiện nổi bật|chủ đề nóng|chủ đề liên quan|chủ đề nổi bật|xu hướng|trending|tin bạn quan tâm|thông tin doanh nghiệp"
    r"|nội dung được tài trợ|tin tài trợ|bạn có biết ?\??|bạn quan tâm|phản hồi nhiều nhất|bình luận được xem nhiều nhất|bình luận nhiều(?: nhất)?"
    r"|xem theo ngày|tin từ báo khác|tin đối tác|các tin bài khác|tin tức khác|xem tất cả|tất cả tin|bài viết liên quan|sản phẩm liên quan"
    r"|video nổi bật|video (?:xem|hay|hot|mới)(?: nhất| nhiều)?|video và bài nổi bật|ảnh nổi bật|các album đã đăng|đang phát|tiếp theo|đọc ngay|xem ngay"
    r"|tin nhanh|tin nóng|tin hot|tin vắn|tin 24h|24h qua|tin trong 24h|most read|related(?: news| posts| articles)?|latest(?: news)?|thời sự nổi bật"
    r"|kinh tế nổi bật|giải trí nổi bật|thể thao nổi bật|sự kiện bình luận|mới - nóng|mới & nóng|tin cùng chuyên mục|góc nhìn khác|hấp dẫn|tin hấp dẫn"
    r")\s*[:.…>»(]*\s*\)?\s*",
)
_LIST_MORE = re.compile(
    r"(?:xem|đọc|mời đọc) (?:thêm|tiếp|tất cả)\s*[>»:.…]*|\[? ?đọc tiếp ?\]?|(?:đọc tiếp )?(?:về|trở lại|quay lại) trang .{1,20}|chi tiết\.*|xem chi tiết|xem toàn bộ|tất cả|>>|»|xem tất cả[\s>»]*"
)
_WIDGET = re.compile(
    r"[•>»\-\[(\s]*(?:"
    r"chia sẻ(?: (?:bài viết|lên|qua|trên|trang này|facebook|zalo|twitter|tin|ngay|link|ảnh|bài|email)(?: .{0,30})?)?|bình luận(?: bằng .{1,20}| facebook)?|thảo luận|gửi (?:bình luận|ý kiến|phản hồi|bài viết|bài qua email|qua email|email|cho bạn bè|bài|đi)"
    r"|in (?:bài viết|bài này|trang này|bài|tin|ra)|lưu bài viết này|bản in|print|email|e-mail|tweet|share|like|thích|lưu|lưu (?:bài viết|tin|bài)|đã lưu|bỏ lưu|copy(?: link)?(?: thành công)?|sao chép liên kết|lấy link!?|link bài gốc"
    r"|facebook|twitter|zalo|youtube|tiktok|instagram|linkedin|messenger|telegram|google\+?|google news|google plus|pinterest|reddit|viber|digg|del\.icio\.us|technorati|zing me|linkhay|go\.vn|skype|x"
    r"|đăng (?:nhập|ký|kí|xuất)(?: .{0,50})?|log ?in|sign (?:in|up|out)|register|tài khoản(?: của bạn| của tôi)?|quên mật khẩu ?\??|mật khẩu|tên đăng nhập|nhớ (?:mật khẩu|trạng thái đăng nhập)|thoát|đóng(?: lại)?|hủy|huỷ|hủy bỏ|ok|gửi|gửi đi|trả lời|phản hồi"
    r"|tìm kiếm(?: .{0,30})?|tìm|search|nhập (?:từ khóa|nội dung|email|mã).{0,30}|menu|danh mục|chuyên mục|trang chủ|trang nhất|home|homepage|đầu trang|lên đầu(?: trang)?|lên top|top|về đầu trang|trở (?:lại|về)(?: .{1,40})?|trở lên trên|quay lại|back(?: to top)?|rss"
    r"|quảng cáo|advertisement|ads?|liên hệ(?: (?:quảng cáo|tòa soạn|toà soạn|phát hành))?|đặt (?:báo|mua báo)|đường dây nóng|hotline|giới thiệu|góp ý(?: / báo lỗi)?|báo lỗi|hỏi đáp|trợ giúp|giúp đỡ|điều khoản(?: (?:sử dụng|& quy định))?|chính sách(?: (?:bảo mật|riêng tư))?|quy định(?: sử dụng)?|sitemap|site map"
    r"|cỡ chữ(?:[ :]+a\s?[-+]?)+|cỡ chữ|tăng cỡ chữ|giảm cỡ chữ|cỡ chữ mặc định|xem với cỡ chữ.{0,6}|a ?-? ?a ?\+? ?a?|a\+|a-|theo dõi(?: .{1,40})? trên(?: google news)?|theo dõi|follow(?: us)?|kết bạn với .{1,40}|quan tâm"
    r"|nghe (?:đọc bài|bài viết|tin|audio|podcast)|đọc bài|giọng (?:nữ|nam)(?: .{0,20})?|tự động phát|tắt tiếng|toàn màn hình|play|pause|mute|video player.{0,30}|tốc độ|chuẩn|nhỏ|lớn|vừa|to|loading\.*|đang tải.{0,40}|vui lòng chờ.{0,20}"
    r"|(?:lượt xem|lượt đọc|đã xem|số lần xem|views?|lượt thích|comments?|phản hồi|bình luận|ý kiến)\s?:?\s?\(?\d[\d.,]*\)?|\(?\d[\d.,]*\)?\s?(?:lượt xem|lượt đọc|lượt thích|views?|likes?|comments?|bình luận|người thích|phản hồi|chia sẻ|ý kiến)"
    r"|ngày|tháng|năm|tuần|hôm nay|hôm qua|chọn ngày(?: khác)?|xem theo ngày|mới nhất trước|cũ nhất trước|trang (?:trước|sau)(?:.{0,60})|trang \d+ ?/ ?\d+|(?:\d{1,3} ){2,12}(?:\d{1,3}|sau|tiếp|trang sau|cuối|next|last|\.\.\.)?|tiếp|trước|sau|next|prev(?:ious)?|first|last|«|»|‹|›"
    r"|xin vui lòng .{1,60}|bạn chưa đăng nhập.{0,60}|vui lòng (?:nhập|bật|đăng).{1,60}|gửi cho bạn bè|thông báo|cài đặt|ứng dụng|tải ứng dụng|app store|google play|mobile|giao diện pda|bản (?:mobile|di động|desktop|tiếng việt)|english(?: \+*)?|tiếng việt|lịch (?:vạn niên|âm)|thời tiết|tỷ giá|tỉ giá|giá vàng|kết quả xổ số|xổ số|chứng khoán trực tuyến"
    r"|\d+(?: \d+)? người(?: thích)?|\(?\d[\d.]* bình chọn.{0,24}|ngày: hôm nay.{0,60}|(?:đang truy cập|hôm nay|hôm qua|tháng này|tháng hiện tại|tổng lượt truy cập|tất cả|khách viếng thăm|máy chủ tìm kiếm)\s?:\s?[\d.,]+|tổng số điểm của bài viết.{0,40}|click để đánh giá.{0,20}|ý kiến (?:bạn đọc|độc giả)|tặng sao.{0,60}|trở thành người đầu tiên.{0,70}|đánh giá.{0,20}|xếp hạng\s?:?.{0,24}|(?:bài viết|thông tin)(?: này)? có hữu ích.{0,20}|thăm dò ý kiến|tỷ giá ngoại tệ|tỉ giá ngoại tệ|bình chọn|rate this article|lựa chọn|xác nhận|xem trước|bài viết hay.{0,30}|tin bài hay.{0,30}|\+|×|\|"
    r"|ý kiến của bạn|email của bạn.{0,60}|họ (?:và )?tên.{0,10}|tiêu đề|nội dung|mã xác nhận|tôi đồng ý.{0,60}|ban biên tập giữ quyền.{0,80}|vui lòng gõ tiếng việt.{0,40}|gõ có dấu"
    r"|thích và chia sẻ.{0,40}|mời bạn .{1,60}|để nhận tin.{1,30}|your browser .{1,60}|trình duyệt .{1,70}|bookmark.{0,30}|đặt (?:làm trang chủ|.{1,20} làm trang chủ.{0,30})|đọc báo.{0,20}|e-?paper|video|ảnh|podcast|infographic|longform|emagazine|e-magazine|photo|media|multimedia"
    r")\s*[:.…!\])\-<>»|+]*\s*(?:\(\s*\d*\s*\))?\s*",
)
_NEXT_BUTTON = regex.compile(r"\s+(?=\p{Lu})")
_COMMENT_HEADING = re.compile(
    r"(?:ý kiến (?:bạn đọc|độc giả|của bạn đọc|của bạn)|bình luận(?: (?:bạn đọc|mới nhất|của bạn))?|các ý kiến(?: bạn đọc)?|phản hồi của bạn đọc|comments?|\d+ (?:bình luận|ý kiến|phản hồi|comments?))"
    r"\s*:?\s*\(?\s*\d{1,5}\s*\)?"
)
_READERS_HEADING = re.compile(
    r"(?:các )?(?:ý kiến|bình luận|phản hồi)(?: của)? (?:bạn đọc|độc giả)\s*:?(?:\s*\(?\s*\d{1,5}\s*\)?)?"
)
_TAGS_PREFIX = re.compile(
    r"\s*(?:#|tags?\s*:|tags?$|từ kh(?:óa|oá)(?: liên quan)?\s*:|từ kh(?:óa|oá)(?: liên quan)?$|keywords?\s*:|thẻ\s*:|chủ đề\s*:|xem thêm chủ đề\s*:|xem thêm về\s*:|chủ đề liên quan\s*:|hashtag\s*:?"
    r"|tìm kiếm\s*:|nhãn\s*:|topics?\s*:)\s*",
    re.IGNORECASE,
)
_TAGS_LETTERS = frozenset("#tTkKcCxXhHnN \t")
_TAGS_AS_MORE = re.compile(
    r"xem thêm\s*:\s*(?P<tags>\S.{1,60})", re.IGNORECASE
)  # 'Xem thêm: Giáng sinh', no headline behind it
# grouped by first letter and tried only where a word begins: most lines have none of these words, and pay for each
_FOOTER = re.compile(
    r"/gp-|/gxn-|©|®|\(c\) \d{4}|\b(?:g(?:iấy phép|p số\b|p-bttt|p-bvhtt|p-ttđt|hi rõ nguồn|iữ bản quyền)"
    r"|s(?:ố giấy phép|ử dụng lại thông tin)"
    r"|t(?:ổng biên tập|ổng thư ký tòa soạn|hư ký tòa soạn|òa soạn\s*:|oà soạn\s*:|rụ sở\s*(?:chính)?\s*:|el\s*:|oàn bộ bản quyền|huộc về báo|iếng nói của|hiết kế bởi|rang thông tin điện tử|rang tin điện tử)"
    r"|c(?:ơ quan chủ quản|ơ quan ngôn luận|hịu trách nhiệm (?:nội dung|chính|quản lý)|hấp thuận bằng văn bản|ấm sao chép|opyright|ơ quan của|hính sách bảo mật)"
    r"|đ(?:ơn vị chủ quản|ịa chỉ\s*:|iện thoại\s*:|t\s*:|ường dây nóng\s*:|ơn vị quảng cáo|ồng ý bằng văn bản|iều khoản sử dụng)"
    r"|v(?:ăn phòng đại diện|pđd|ận hành bởi)|a(?:ddress\s*:|ll rights? reserved)|fax\s*:|e(?:mail\s*:|-mail\s*:)"
    r"|h(?:otline\s*:|otline quảng cáo|osted by)|l(?:iên hệ quảng cáo|iên hệ tòa soạn)|issn"
    r"|m(?:ọi hình thức sao chép|ọi hành động sử dụng)|p(?:hát hành lại thông tin|hát triển bởi|owered by)"
    r"|b(?:ản quyền thuộc|áo điện tử .{0,40} trực thuộc))"
)
_CONTACT = re.compile(r"[\w.+-]{1,40}@[\w.-]{2,40}\.\w{2,4}|\(?0\d{1,3}\)?[\s.-]?\d{3}[\s.-]?\d{3,4}|\(84[\s-]?\d+\)")
_READ_MORE = re.compile(
    r"\s*(?:>{1,3}|»|▶|►|→|[Xx]em thêm\s*:|[Đđ]ọc thêm\s*:|[Mm]ời (?:bạn )?(?:đọc|xem)(?: thêm)?\s*:|ĐỌC THÊM\s*:?|XEM THÊM\s*:?|[Tt]in liên quan\s*:)\s*(?=\S)"
)
_READ_TAIL = re.compile(
    r"\s*(?:ĐỌC NGAY|XEM NGAY|Đọc ngay|Xem ngay|Đọc thêm\s*»?|Xem thêm\s*»?|\[\s*đọc tiếp\s*\]|Xem tiếp|Chi tiết\.{0,3})\s*$"
)
_READ_TAIL_ENDS = frozenset("Yym»]pt.")
"""The last letters of `_READ_TAIL`."""
_VIEWER_APPEAL = re.compile(
    r"\*?\s*mời (?:quý (?:vị|độc giả|bạn đọc)|các bạn|độc giả|bạn đọc).{1,140}(?:theo dõi|đón xem|xem|gửi|truy cập|tham gia).{0,140}",
    re.IGNORECASE,
)


_COMMENT_MARK = re.compile(
    r"#\d{1,5}$|.{1,80}thích nội dung này\.?$|.{1,40} said: ↑$|.{1,40} đã viết\s*:?$|.{1,40} Thành viên$"
    r"|.{1,40}\d{1,2} (?:giây|phút|giờ|ngày|tuần|tháng|năm)(?: \d{1,2} phút)? trước.{0,24}(?:Thích|Trả lời|Like|Phản hồi)|(?:Thích|Trả lời)(?: \| \d+| \d+)?$"
)


_COMMENT_WORDS = ("#", "hích", "viên", "đã viết", "Trả lời", "Like", "Phản hồi", "said")


@lru_cache(maxsize=256)
def _folded(line: str) -> str:
    return " ".join(line.casefold().replace("khoá", "khóa").split())


def is_related_heading(line: str) -> bool:
    """Whether a whole line heads a list of other stories.

    >>> is_related_heading("Tin liên quan"), is_related_heading("Tin cùng chuyên mục:"), is_related_heading("Xem nhiều nhất")
    (True, True, True)
    >>> is_related_heading("Tin vui đến với người dân vùng lũ sau hai tuần bị cô lập hoàn toàn.")
    False
    """
    return (
        len(line) <= MAX_MARKER_CHARS
        and not line.endswith("?!")
        and _RELATED_HEADING.fullmatch(_folded(line)) is not None
    )


def is_more_link(line: str) -> bool:
    """Whether a whole line is a bare link to more: 'Xem tiếp', 'Đọc thêm »', 'Chi tiết...'.

    >>> is_more_link("Xem thêm"), is_more_link("Xem thêm: Giáng sinh")
    (True, False)
    """
    return len(line) <= MAX_MARKER_CHARS and _LIST_MORE.fullmatch(_folded(line)) is not None


def is_widget(line: str) -> bool:
    """Whether a whole line is a button, counter, form field or menu word of the page.

    >>> is_widget("Chia sẻ"), is_widget("Bình luận (0)"), is_widget("Chia sẻ với phóng viên, ông Nam rất vui.")
    (True, True, False)
    """
    return len(line) <= MAX_MARKER_CHARS + 20 and _WIDGET.fullmatch(_folded(line)) is not None


def is_widget_row(line: str) -> bool:
    """Whether a line is a row of buttons: each begins with a capital and is one by itself.

    >>> is_widget_row("Chia sẻ Gửi bình luận In bài viết"), is_widget_row("Chia sẻ Hà Nội In bài viết")
    (True, False)
    """
    if len(line) > MAX_MARKER_CHARS + 20:
        return False
    parts = _NEXT_BUTTON.split(line)
    return len(parts) >= 2 and all(is_widget(part) for part in parts)


def is_viewer_appeal(line: str) -> bool:
    """Whether a whole line invites readers to follow or watch: '* Mời quý độc giả theo dõi …'.

    >>> is_viewer_appeal("* Mời quý độc giả theo dõi các chương trình đã phát sóng")
    True
    """
    return len(line) <= 320 and _VIEWER_APPEAL.fullmatch(line) is not None


def is_comment_heading(line: str) -> bool:
    """Whether a whole line heads readers' comments that follow: it has a count above nought.

    >>> is_comment_heading("Ý kiến bạn đọc (3)"), is_comment_heading("Bình luận (0)")
    (True, False)
    """
    if len(line) > MAX_MARKER_CHARS or _COMMENT_HEADING.fullmatch(_folded(line)) is None:
        return False
    return any(digit in line for digit in "123456789")


def is_readers_heading(line: str) -> bool:
    """Whether a whole line heads what readers think, with a count or without; 'Bình luận' alone may head an expert's opinion.

    >>> is_readers_heading("Ý kiến bạn đọc"), is_readers_heading("Bình luận")
    (True, False)
    """
    return len(line) <= MAX_MARKER_CHARS and _READERS_HEADING.fullmatch(_folded(line)) is not None


def is_comment_mark(line: str) -> bool:
    """Whether a whole line is the furniture of one reader's comment or forum post.

    >>> is_comment_mark("Hoàng Lan - 3 giờ trước Thích | 12"), is_comment_mark("#12"), is_comment_mark("3 giờ trước")
    (True, True, False)
    """
    if len(line) > MAX_MARKER_CHARS + 60 or not any(word in line for word in _COMMENT_WORDS):
        return False
    return _COMMENT_MARK.match(line) is not None


def strip_tags_prefix(line: str) -> str | None:
    """What stands behind 'Từ khóa:', 'Tags:' or '#'; None when the line does not begin like that.

    >>> strip_tags_prefix("Từ khóa: giá vàng, Hà Nội"), strip_tags_prefix("Tags:"), strip_tags_prefix("Hà Nội")
    ('giá vàng, Hà Nội', '', None)
    """
    match = _TAGS_PREFIX.match(line) if line[:1] in _TAGS_LETTERS else None
    return None if match is None else line[match.end() :].strip()


def is_tags_line(line: str) -> bool:
    """Whether a whole line lists tags behind a tag marker.

    >>> is_tags_line("TAG: Amazon, chiến lược"), is_tags_line("#giá vàng # chứng khoán"), is_tags_line("Hà Nội, Huế")
    (True, True, False)
    """
    rest = strip_tags_prefix(line)
    if rest is None:
        more = _TAGS_AS_MORE.fullmatch(line) if line[:1] in "xX" else None
        return more is not None and len(more.group("tags").split()) <= 4
    return (
        len(line) <= 600 and not rest.endswith((".", "!", "?")) and (not line.startswith("#") or not rest[:1].isdigit())
    )


def is_footer_line(line: str) -> bool:
    """Whether a line has the words of a page's imprint: licence, editor, address, copyright.

    >>> is_footer_line("Giấy phép số 1872/GP-BTTTT cấp ngày 9/5/2012"), is_footer_line("© 1997-2026 Báo Mẫu")
    (True, True)
    >>> is_footer_line("Ông Nam đã được cấp giấy phép lái xe sau ba tháng học và thi tại trung tâm của tỉnh.")
    False
    """
    if len(line) > MAX_FOOTER_CHARS:
        return False
    folded = _folded(line)
    if _FOOTER.search(folded) is None:
        return False
    hits = len(set(_FOOTER.findall(folded)))
    if hits >= 2 or len(line) <= 60 or _CONTACT.search(line) is not None or any(sign in line for sign in "©®"):
        return True
    return folded.startswith(
        (
            "giấy phép",
            "số giấy phép",
            "tổng biên tập",
            "địa chỉ",
            "tòa soạn",
            "toà soạn",
            "trụ sở",
            "cơ quan",
            "bản quyền",
            "copyright",
        )
    )


def is_contact_line(line: str) -> bool:
    """Whether a short line is an e-mail address or a telephone number with little else.

    >>> is_contact_line("news@bao.vn"), is_contact_line("Ms. Thúy: 0932 888 819")
    (True, True)
    """
    return len(line) <= 70 and _CONTACT.search(line) is not None


def strip_read_more(line: str) -> str | None:
    """The headline behind '>>', 'Xem thêm:' or in front of 'ĐỌC NGAY'; None when the line advertises nothing that way.

    >>> strip_read_more(">> Xả rác: sự hồn nhiên độc ác"), strip_read_more("Lũ cô lập hai xã vùng caoĐỌC NGAY")
    ('Xả rác: sự hồn nhiên độc ác', 'Lũ cô lập hai xã vùng cao')
    >>> strip_read_more("Xem thêm nhiều lần, ông vẫn không tin.") is None
    True
    """
    if len(line) > 320:
        return None
    tail = _READ_TAIL.search(line[-24:]) if line.rstrip()[-1:] in _READ_TAIL_ENDS else None
    if tail is not None and len(line) > 24:
        line, cut = line[: len(line) - 24 + tail.start()].strip(), True
    else:
        cut = False
    match = _READ_MORE.match(line)
    if match is not None:
        return line[match.end() :].strip()
    return line if cut else None
