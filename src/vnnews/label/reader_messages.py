"""What a page says to its reader: messages of forms, offers to subscribe, cookie notices.

Takes a line. Gives whether it is one. Decides by whole forms of words that speak to the reader ('Vui lòng nhập họ tên'), so that a
sentence about cookies or subscribers stays a sentence. Known limit: a message in a site's own words is known only by the box it stands in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_EDGES: Final = " \t*•-–—()[]\"“”'!"
MAX_MESSAGE_WORDS: Final = 60
"""Words of the longest messages: a cookie notice of three sentences."""

CACHE_SIZE: Final = 16_384
"""Names remembered; see `html_names.CACHE_SIZE`."""

_PLEASE: Final = r"(?:(?:xin|bạn|quý khách|quý vị|quý độc giả|độc giả|bạn đọc)\s)*(?:vui lòng|hãy|cần|phải|chưa)"
_FIELD: Final = (
    r"(?:họ (?:và |& )?tên|tên(?: của bạn| hiển thị| đăng nhập)?|e-?mail(?: của bạn)?|địa chỉ e-?mail|số điện thoại|điện thoại|mật khẩu"
    r"|nội dung(?: bình luận| ý kiến| phản hồi)?|tiêu đề|bình luận(?: của bạn)?|ý kiến(?: của bạn)?|mã (?:xác nhận|xác thực|bảo vệ|bảo mật|captcha|otp)|captcha"
    r"|thông tin(?: bắt buộc)?|từ khóa|trường này|câu trả lời)"
)
_FORM_MESSAGE: Final = re.compile(
    rf"{_PLEASE}\s(?:nhập|điền|chọn|gõ|cung cấp|xác nhận|kiểm tra)\s(?:lại\s|đầy đủ\s|đúng\s|chính xác\s)*{_FIELD}.{{0,90}}"
    rf"|{_PLEASE}\s(?:nhập|gõ)\s(?:tiếng việt|nội dung|ít nhất|từ \d).{{0,90}}"
    rf"|{_PLEASE}\s(?:đăng nhập|đăng ký)(?: tài khoản| thành viên)?\s(?:để|trước khi)\s(?:gửi|bình luận|viết|tham gia|thực hiện|trả lời|thích|đánh giá|lưu).{{0,90}}"
    rf"|{_FIELD}\s(?:không được (?:để trống|bỏ trống|quá|vượt quá|ngắn hơn|dài hơn)|không (?:hợp lệ|đúng|chính xác|khớp)|quá (?:ngắn|dài)|chưa (?:hợp lệ|đúng|được nhập)|là bắt buộc"
    r"|phải (?:có|từ|dài).{0,12}\d|đã (?:tồn tại|được sử dụng)|bắt buộc)(?:[.,:;!]?\s(?:vui lòng|xin|bạn|hãy|ít nhất|tối thiểu|tối đa|quá|ký tự|kí tự|\d).{0,60})?[.!]?"
    r"|(?:bạn )?(?:đã )?(?:gửi|đăng|đăng ký|cập nhật|đăng nhập|bình chọn|thêm)\s?(?:bình luận|ý kiến|phản hồi|nhận (?:tin|bản tin)|bài|thông tin|email|câu hỏi|lưu bài)?\s?(?:không )?thành công(?:[.!,]?\s(?:và|bình luận|ý kiến|cảm ơn|xin|vui lòng|bạn|hệ thống|chúng tôi).{0,80})?[.!]?"
    r"|(?:bình luận|ý kiến|phản hồi|câu hỏi|thông tin|bài viết|tin nhắn|đánh giá)(?: của (?:bạn|quý (?:khách|vị|độc giả|bạn đọc)))\s(?:đã|sẽ|đang|chưa)\s(?:được )?(?:gửi|ghi nhận|tiếp nhận|biên tập"
    r"|kiểm duyệt|xét duyệt|duyệt|hiển thị|đăng|chờ|xem xét|xuất bản|bảo mật|giữ kín).{0,160}"
    r"|chúng tôi đã nhận được (?:bình luận|ý kiến|phản hồi|câu hỏi|thông tin|yêu cầu|email)(?: của (?:bạn|quý \w+))?.{0,90}"
    r"|(?:xin )?c[ảá]m ơn (?:bạn|quý (?:khách|vị|độc giả|bạn đọc)|độc giả) đã (?:gửi|bình luận|đăng ký|đánh giá|góp ý|phản hồi|tham gia bình (?:chọn|luận)|liên hệ).{0,90}"
    r"|(?:đã )?(?:có lỗi|xảy ra lỗi|lỗi hệ thống|lỗi kết nối)(?: xảy ra)?(?: trong quá trình \w+(?: \w+){0,3})?\s?[,.!;:–-]?\s?(?:xin |bạn )?(?:vui lòng|hãy|mời)? ?(?:bạn )?(?:thử lại|tải lại|kiểm tra).{0,60}"
    r"|(?:bạn )?(?:còn|còn lại)\s?:?\s\d{1,5}(?:/\d{1,5})? (?:ký|kí) tự.{0,30}|(?:tối đa|tối thiểu|ít nhất|không quá)\s?:?\s\d{1,5} (?:ký|kí) tự.{0,30}|(?:nhập )?\d{1,5}/\d{1,5} (?:ký|kí) tự.{0,20}"
    r"|(?:địa chỉ )?e-?mail của bạn sẽ (?:không được|được).{0,160}|(?:các )?trường bắt buộc (?:được )?đánh dấu.{0,30}"
    r"|(?:nhập|để lại) (?:địa chỉ )?e-?mail(?: của bạn)? (?:để|và) (?:nhận|đăng ký|không bỏ lỡ).{0,120}|đăng ký (?:nhận )?(?:bản tin|newsletter|tin qua e-?mail).{0,120}"
    r"|(?:ban biên tập|tòa soạn|toà soạn) (?:sẽ|có quyền|giữ quyền) (?:không đăng|biên tập|duyệt|kiểm duyệt|từ chối)(?: \w+){0,3} (?:bình luận|ý kiến|phản hồi).{0,120}"
)

_READ: Final = (
    r"(?:tiếp tục|(?:tiếp tục )?(?:đọc|xem|theo dõi|truy cập|mở khóa|mở khoá)(?:\s(?:tiếp|thêm|toàn bộ|toàn văn|đầy đủ|trọn|không giới hạn|nội dung|bài|tin tức|hết|các bài|những bài"
    r"|mọi|phần|báo)\b.{0,60})?)"
)
_READER: Final = r"(?:độc giả|bạn đọc|thành viên|hội viên|thuê bao|người dùng|tài khoản|khách hàng|subscriber)"
_PAYWALL: Final = re.compile(
    rf"(?:nội dung|bài(?: viết| báo| này)?|tin|chuyên mục|phần còn lại|phần tiếp theo|video|tính năng)(?: này| này chỉ| của bài viết)?\s?(?:chỉ |được |được viết )?(?:dành(?: riêng)? cho|chỉ có)"
    rf"\s(?:các )?{_READER}(?:\s(?:đã |có |trả |đăng |vip|pro|premium|plus|báo|của|số|đặc biệt|cao cấp|mua|ký|kí|gói|thu|phí).{{0,80}})?[.!:]?"
    rf"|(?:(?:xin|bạn|quý khách|quý vị|quý độc giả|độc giả|bạn đọc)\s)*(?:vui lòng|hãy|cần|phải|mời|để|đã có)?\s?(?:bạn |quý độc giả )?(?:đăng nhập|đăng ký|đăng kí|mua|nâng cấp|trả phí|thanh toán|gia hạn|trở thành)\b"
    rf".{{0,80}}\s(?:để|và|nhằm)\s(?:được |có thể )?{_READ}[.!…]?"
    rf"|để (?:được |có thể )?{_READ},?\s(?:xin )?(?:vui lòng|hãy|mời|bạn cần|bạn phải|cần)\s?(?:bạn |quý độc giả )?(?:đăng nhập|đăng ký|đăng kí|mua|nâng cấp|trả phí|trở thành).{{0,100}}"
    r"|(?:bạn|quý độc giả|độc giả|quý vị) (?:đã|chỉ còn|còn|vừa) (?:đọc|xem|dùng|sử dụng)?\s?(?:hết )?(?:số |lượt |\d{1,3} )+(?:bài|lượt|tin)(?: đọc| viết| báo)?\s?miễn phí.{0,100}"
    r"|(?:bạn |đã )?(?:là|có) (?:thành viên|tài khoản|thuê bao)(?: rồi| chưa| chưa có| của báo)?\s?\?\s?(?:hãy )?(?:đăng nhập|đăng ký).{0,60}"
    r"|(?:chọn|mua|xem) (?:các )?gói (?:đọc báo|thành viên|thuê bao|hội viên|đăng ký|premium|vip)\b.{0,80}"
)
_COOKIE: Final = re.compile(
    r"(?:(?:trang )?(?:web(?:site)?|trang|báo|ứng dụng)(?: này| của chúng tôi| điện tử)?|chúng tôi|we|this (?:web)?site)(?: và (?:các )?đối tác(?: của chúng tôi)?)?\s(?:có |đang )?(?:sử dụng|dùng|lưu|use|uses)\s(?:các )?(?:tệp (?:tin )?|file |our )?cookies?\b.{0,400}"
    r"|(?:bằng (?:cách|việc)|khi|nếu)\s(?:bạn )?(?:tiếp tục )?(?:sử dụng|truy cập|duyệt|nhấn|bấm|đóng).{0,90}bạn\s(?:đã )?(?:đồng ý|chấp (?:nhận|thuận)).{0,60}(?:cookie|quyền riêng tư|bảo mật|điều khoản).{0,200}"
    r"|(?:tôi )?(?:chấp nhận|đồng ý|từ chối|quản lý|tùy chỉnh|tuỳ chỉnh|cài đặt|accept|reject|allow)\s(?:tất cả |mọi |với |các |all )*cookies?.{0,30}"
)

_FIRST: Final = (
    "xin bạn quý độc vui hãy cần phải chưa họ tên email e-mail địa số điện mật nội tiêu bình ý mã captcha thông từ trường câu gửi đăng cập thêm"
    " đã phản bài tin đánh chúng cảm cám có xảy lỗi còn tối ít không nhập các để ban tòa toà chuyên phần video tính mua nâng trả thanh gia trở"
    " mời là chọn xem trang web website báo ứng we this bằng khi nếu tôi chấp đồng quản tùy tuỳ cài accept reject allow"
)
_FIRST_WORDS: Final = frozenset(_FIRST.split())
"""What every form above begins with, besides a number; most lines begin otherwise, and this is found much sooner."""

_IN_MESSAGE_BOX: Final = re.compile(
    r"\b(?:đăng nhập|đăng ký|đăng kí|thành viên|hội viên|thuê bao|gói|trả phí|tài khoản|premium|vip|cookies?|quyền riêng tư|bản tin|e-?mail|miễn phí|bạn|vui lòng)\b"
)
_MESSAGE_BOX: Final = re.compile(
    r"pay-?wall|cookie|consent|gdpr|subscri|register-?(?:wall|box)|login-?(?:wall|box|form|required)|premium-?(?:box|wall|offer|notice)|member-?(?:only|wall|box)|newsletter|vip-?(?:box|wall)",
    re.IGNORECASE,
)


def is_reader_message(line: str) -> bool:
    """Whether a whole line speaks to the reader as a form, an offer to subscribe or a cookie notice does.

    >>> is_reader_message("Vui lòng nhập họ tên"), is_reader_message("Nội dung dành cho độc giả đăng ký")
    (True, True)
    >>> is_reader_message("Sở Y tế đề nghị người dân vui lòng nhập thông tin vào tờ khai trước khi đến khám.")
    False
    """
    words = line.lstrip(_EDGES).split(maxsplit=1)
    if not words or not (words[0][0].isdigit() or words[0].rstrip(".,:!?").casefold() in _FIRST_WORDS):
        return False
    return is_form_message(line) or is_paywall(line) or is_cookie_notice(line)


def is_form_message(line: str) -> bool:
    """Whether a whole line is what a form says of its fields or of what was sent.

    >>> is_form_message("Gửi bình luận thành công!"), is_form_message("Email không hợp lệ"), is_form_message("Ông gửi đơn thành công.")
    (True, True, False)
    """
    return _fits(_FORM_MESSAGE, line)


def is_paywall(line: str) -> bool:
    """Whether a whole line says that the rest is for those who register or pay.

    >>> is_paywall("Vui lòng đăng nhập để đọc tiếp"), is_paywall("Bạn đã đọc hết 5 bài miễn phí trong tháng này.")
    (True, True)
    """
    return _fits(_PAYWALL, line)


def is_cookie_notice(line: str) -> bool:
    """Whether a whole line asks for consent to cookies.

    >>> is_cookie_notice("Chúng tôi sử dụng cookie để trang chạy tốt hơn."), is_cookie_notice("Cookie là tệp nhỏ do trang web lưu lại.")
    (True, False)
    """
    return _fits(_COOKIE, line)


@lru_cache(maxsize=CACHE_SIZE)
def is_message_box(names: str) -> bool:
    """Whether an element is called a box of such messages.

    >>> is_message_box("box-paywall"), is_message_box("detail-content")
    (True, False)
    """
    return _MESSAGE_BOX.search(names) is not None


def speaks_to_reader(line: str) -> bool:
    """Whether a line has a word of such messages: enough inside a box that is called one.

    >>> speaks_to_reader("Chỉ 99.000 đồng một tháng cho tài khoản VIP"), speaks_to_reader("Mưa lớn ở Hà Nội")
    (True, False)
    """
    return _IN_MESSAGE_BOX.search(line.casefold()) is not None


def _fits(form: re.Pattern[str], line: str) -> bool:
    if line.count(" ") >= MAX_MESSAGE_WORDS:
        return False
    bare = " ".join(line.casefold().split()).strip(_EDGES)
    return form.fullmatch(bare) is not None
