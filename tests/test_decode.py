"""Decoding: every way in which a page's bytes have come, and those that are no page."""

from __future__ import annotations

import gzip
import unicodedata
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.errors import InputError, PageTooLarge, UnreadablePage, VnnewsError
from vnnews.read.decode import decode_page, detect_kind
from vnnews.text.charsets import _CP1258, _table, _vni_pairs

PAGE = (
    "<!DOCTYPE html><html><head><meta charset='{}'><title>Đê Tân Lập sạt lở | Báo Đồng Xanh</title></head><body>"
    "<p>Sáng nay, nước sông dâng nhanh, hàng trăm hộ dân phải sơ tán. Chủ tịch xã kiểm tra tuyến đê bị sạt lở.</p>"
    "<p>Ngư dân trúng đậm cá cơm sau nhiều ngày biển động; giá lúa tăng nhẹ, nông dân phấn khởi.</p></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    page = PAGE.format("utf-8")
    assert decode_page(page.encode(encoding)) == page


@pytest.mark.parametrize(
    "declared", ["utf-8", "iso-8859-1", "windows-1252", "x-user-defined", "gibberish", "unicode_escape"]
)
def test_utf8_wins_over_a_wrong_declaration(declared: str) -> None:
    page = PAGE.format(declared)
    assert decode_page(page.encode()) == page


def single_bytes(name: str, text: str) -> bytes:
    """Text in a legacy charset with one byte a letter; letters without a code stay out."""
    codes = {letter: code for code, letter in reversed(_table(name).items()) if code < 256}
    return bytes(codes.get(letter, ord(letter) if letter.isascii() else 0x3F) for letter in text)


def vni_bytes(text: str) -> bytes:
    codes = {letter: code for code, letter in _vni_pairs().items() if code.isupper() == letter.isupper()}
    return "".join(codes.get(letter, letter) for letter in text).encode("latin-1", "replace")


def cp1258_bytes(text: str) -> bytes:
    codes = {letter: code for code, letter in _CP1258.items()}
    found = bytearray()
    for letter in text:
        plain, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", plain + "".join(mark for mark in marks if mark not in tones))
        found.append(codes.get(base, ord(base)))
        found.extend(codes[tone] for tone in tones)
    return bytes(found)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "windows-1258"])
@pytest.mark.parametrize("charset", ["tcvn3", "vps", "viscii", "vni", "cp1258"])
def test_legacy_charsets_are_told_by_their_syllables(charset: str, declared: str) -> None:
    page = PAGE.format(declared).replace("Đê", "đê")  # TCVN3 and VISCII have no code for some capitals
    encode = {"vni": vni_bytes, "cp1258": cp1258_bytes}.get(charset, lambda text: single_bytes(charset, text))
    assert decode_page(encode(page)) == page


@pytest.mark.parametrize("wrong", ["latin-1", "cp1258"])
def test_a_str_that_a_client_decoded_wrongly(wrong: str) -> None:
    page = PAGE.format("utf-8")
    mangled = page.encode().decode(wrong, "ignore")
    assert (decode_page(mangled) == page) == (wrong == "latin-1")


def test_a_str_decoded_wrongly_and_saved_as_utf8() -> None:
    page = PAGE.format("utf-8")
    assert decode_page(page.encode().decode("latin-1").encode()) == page


def test_declared_charsets_of_other_languages() -> None:
    french = "<meta charset='iso-8859-1'><p>Été à Besançon, où l'on a dîné; être sûr, garçon naïf.</p>"
    assert decode_page(french.encode("latin-1")) == french
    japanese = (
        "<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'><p>ハノイの首都で会議が開かれた。</p>"
    )
    assert decode_page(japanese.encode("shift_jis")) == japanese


def test_undeclared_charset_is_guessed() -> None:
    french = "L'été à Besançon, on a déjà vu la forêt brûler ; c'est là où le garçon naïf a dîné. " * 3
    assert decode_page(french.encode("latin-1")) == french
    chinese = "越南国家主席会见了来访的代表团，双方同意加强合作。" * 4
    assert decode_page(chinese.encode("gb18030")) == chinese
    russian = "Президент прибыл в Ханой с официальным визитом, сообщает агентство. Переговоры пройдут в четверг. " * 3
    assert decode_page(russian.encode("cp1251")) == russian


def test_truncated_utf8_loses_one_letter_only() -> None:
    raw = PAGE.format("utf-8").encode()
    for cut in range(200, 260):
        text = decode_page(raw[:cut])
        assert text.rstrip("\ufffd") == raw[:cut].decode("utf-8", "ignore")


def test_a_few_foreign_bytes_do_not_change_the_encoding() -> None:
    raw = PAGE.format("utf-8").encode().replace(b"<p>", b"<p>\x96 ", 1)
    assert "Chủ tịch xã kiểm tra" in decode_page(raw)


def test_nul_bytes_are_dropped() -> None:
    assert decode_page("Hà\0 Nội đón khách, trời nắng đẹp suốt cả ngày hôm nay".encode()).startswith("Hà Nội")
    assert decode_page("Hà\0 Nội đón khách, trời nắng đẹp suốt cả ngày hôm nay").startswith("Hà Nội")


def test_surrogates() -> None:
    assert decode_page("vui \ud83d\ude00 quá") == "vui 😀 quá"
    assert decode_page("hỏng \ud800 rồi") == "hỏng \ufffd rồi"
    assert decode_page("Hà Nội".encode().decode("ascii", "surrogateescape")) == "Hà Nội"


def test_zero_width_characters_stay() -> None:
    assert decode_page("Hà\u200b Nội\u00ad".encode()) == "Hà\u200b Nội\u00ad"


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
        b"GIF89a" + bytes(range(256)),
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04" + bytes(range(256)),
        gzip.compress(b"<html>" * 50),
        zlib.compress(bytes(range(256)) * 20),
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x20ftypisom",
        b"\x7fELF" + bytes(200),
        bytes(1000),
        bytes(range(256)) * 20,
    ],
)
def test_binary_data_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadablePage) as caught:
        decode_page(raw)
    assert caught.value.reason in {"binary", "encoding"}
    assert caught.value.stage == "read"
    with pytest.raises(UnreadablePage):
        decode_page(bytes(range(32)).decode("latin-1") * 20)


def test_size_is_checked_before_decoding() -> None:
    assert decode_page("ơ" * 100, max_chars=100) == "ơ" * 100
    assert decode_page(("ơ" * 100).encode(), max_chars=100) == "ơ" * 100
    for page in ("ơ" * 101, ("ơ" * 101).encode(), b"x" * 500):
        with pytest.raises(PageTooLarge) as caught:
            decode_page(page, max_chars=100)
        assert "100" in caught.value.message


@pytest.mark.parametrize("raw", [None, 3, ["a"], object()])
def test_wrong_types_are_refused(raw: object) -> None:
    with pytest.raises(InputError):
        decode_page(raw)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        decode_page("a", max_chars=0)


def test_bytes_like_objects_and_empty_input() -> None:
    assert decode_page(bytearray("Huế".encode())) == "Huế"  # type: ignore[arg-type]
    assert decode_page(b"") == decode_page("") == ""
    assert decode_page(b" \n") == " \n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html>", "html"),
        ("\n\n  <HTML>", "html"),
        ("<?xml version='1.0'?><html/>", "html"),
        ("<!-- lưu --><div>", "html"),
        ("<div class='a'>", "html"),
        ("<p>Một đoạn</p>", "html"),
        ("Lời dẫn <p>Một</p><p>Hai</p><p>Ba</p>", "html"),
        ("Thời sự\nGiá lúa tăng\n25/07/2022", "text"),
        ("Một <b>chữ</b> đậm", "text"),
        ("Giá lúa\n" * 20 + "<b>tăng</b> <i>nhẹ</i> <a href='x'>ở</a> Đồng Tháp<br>", "text"),
        ("Giá lúa<br>\n" * 20, "html"),
        ("<image>data:, Ảnh chụp", "text"),
        ("<3 yêu <3", "text"),
        ("giá < 5 triệu > 3 triệu", "text"),
        ("", "text"),
        ('{"a": "<p>x</p><p>y</p><p>z</p>"}', "html"),
    ],
)
def test_detect_kind(text: str, kind: str) -> None:
    assert detect_kind(text) == kind


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_error_of_ours(raw: bytes) -> None:
    try:
        text = decode_page(raw)
    except VnnewsError:
        return
    text.encode()  # no lone surrogate comes out
    detect_kind(text)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec=None), max_size=100))
def test_any_str_gives_text_or_an_error_of_ours(raw: str) -> None:
    try:
        decode_page(raw).encode()
    except VnnewsError:
        return


@settings(max_examples=200, deadline=None)
@given(st.text("aăâđêôơưạảấầẩậếềểễệịỉọỏốồổỗộớờởỡợụủứừửữự bcgnht.,\n", min_size=1, max_size=200))
def test_vietnamese_survives_the_round_trip(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode_page(text.encode(encoding)) == text


def misread(text: str, encoding: str) -> str:
    """UTF-8 read in another encoding; cp1252 lacks five bytes, which readers pass through."""
    return "".join(
        bytes([byte]).decode(encoding, "ignore") or bytes([byte]).decode("latin-1") for byte in text.encode()
    )


@pytest.mark.parametrize("encodings", [["latin-1"] * 2, ["cp1252"] * 2, ["latin-1", "cp1252"], ["latin-1"] * 3])
@pytest.mark.parametrize("pack", [str, str.encode], ids=["str", "bytes"])
@pytest.mark.parametrize("page", [PAGE, "Đê Tân Lập sạt lở\n\nSáng nay, hàng trăm hộ dân ở xã phải sơ tán.\n"])
def test_a_page_misread_more_than_once_is_read_as_a_whole(encodings: list[str], pack, page: str) -> None:
    text = page
    for encoding in encodings:
        text = misread(text, encoding)
    assert decode_page(pack(text)) == page


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_page_misread_twice_whose_spaces_somebody_evened(encoding: str) -> None:
    text = misread(
        misread("Từ ngày 5/3, bến đò và hàng quán dời vào làng; đài báo nước lũ đã rút.", encoding), encoding
    )
    assert (
        decode_page(text.replace("\xa0", " "))
        == "Từ ngày 5/3, bến đò và hàng quán dời vào làng; đài báo nước lũ đã rút."
    )
