"""Linking across sentences and passages: dates, back references, bare units, repeated posts, and the properties of all entities."""

from __future__ import annotations

import pickle
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.link import Entities, link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

sys.path.insert(0, str(Path(__file__).parent))

from entity_marks import list_officials

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def article_of(*passages: str) -> Article:
    spans, at = [], 0
    for passage in passages:
        spans.append(Passage("body", at, at + len(passage), passage))
        at += len(passage) + 2
    return Article(title="", text="\n\n".join(passages), passages=tuple(spans))


def link(*passages: str, on: date | None = None) -> Entities:
    article = article_of(*passages)
    return link_entities(article, find_mentions(article, on=on), on=on)


@pytest.mark.parametrize(
    ("text", "on", "ids"),
    [
        ("Mưa ở Bến Tre.", BEFORE, ["vn:bentre@63"]),
        ("Mưa ở Bến Tre.", AFTER, ["vn:bentre@63"]),  # the former province, as the text names it
        ("Mưa ở Vĩnh Long.", AFTER, ["vn:vinhlong@34"]),
        ("Mưa ở Vĩnh Long.", BEFORE, ["vn:vinhlong@63"]),
        ("Mưa ở Vĩnh Long.", None, ["vn:vinhlong@63"]),
        ("TP Huế mưa to.", date(2024, 12, 31), []),
        ("TP Huế mưa to.", date(2025, 1, 1), ["vn:hue"]),
        ("Mưa to tại Huế.", date(2025, 1, 1), ["vn:hue"]),
        ("Mưa to tại Huế.", None, []),
        ("Quán bún bò Huế đông khách.", AFTER, []),
        ("Sở Y tế Huế họp.", AFTER, ["vn:hue"]),
        ("TP Bạc Liêu mưa to.", BEFORE, []),  # a provincial city
        ("Tỉnh Bạc Liêu mưa to.", BEFORE, ["vn:baclieu@63"]),
    ],
)
def test_the_date_chooses_the_province(text: str, on: date | None, ids: list[str]) -> None:
    assert [province.id for province in link(text, on=on).provinces] == ids


def test_without_a_date_every_reading_is_kept() -> None:
    (undated,) = link("Mưa ở Vĩnh Long.").provinces
    assert undated.readings == ("vn:vinhlong@63", "vn:vinhlong@34")
    (dated,) = link("Mưa ở Vĩnh Long.", on=AFTER).provinces
    assert dated.readings == ()


def test_a_former_province_names_its_successor() -> None:
    (province,) = link("Mưa ở Bến Tre.", on=AFTER).provinces
    assert province.successors == ("Vĩnh Long",)
    assert province.valid_to == BEFORE


def test_the_published_date_is_the_default() -> None:
    from datetime import datetime

    article = msgspec.structs.replace(article_of("Mưa ở Vĩnh Long."), published=datetime(2026, 1, 5))
    assert [p.id for p in link_entities(article, find_mentions(article)).provinces] == ["vn:vinhlong@34"]


def test_bare_units_mean_the_unit_named_before() -> None:
    entities = link("UBND tỉnh Nghệ An họp.", "UBND tỉnh giao Sở Y tế.", "UBND xã Hưng Lộc dự, Công an xã trực.")
    names = [agency.name for agency in entities.agencies]
    assert names == [
        "Ủy ban nhân dân tỉnh Nghệ An",
        "Sở Y tế tỉnh Nghệ An",
        "Ủy ban nhân dân xã Hưng Lộc",
        "Công an xã Hưng Lộc",
    ]


def test_two_persons_of_one_given_name_stay_apart() -> None:
    entities = link(
        "Ông Trần Văn Hùng, Chủ tịch UBND tỉnh Cà Mau, và bà Lê Thị Hùng, Phó Giám đốc Sở Y tế Cà Mau, dự. Bà Hùng nói. Ông Hùng nghe."
    )
    texts = {official.name: [mention.text for mention in official.mentions] for official in entities.officials}
    assert texts == {"Trần Văn Hùng": ["Trần Văn Hùng", "Hùng"], "Lê Thị Hùng": ["Lê Thị Hùng", "Hùng"]}


def test_a_title_alone_adds_no_post() -> None:
    entities = link("Bộ trưởng Bộ Y tế Đào Hồng Lan trả lời.", "Bộ trưởng Đào Hồng Lan nói thêm. Bộ trưởng Lan cười.")
    assert list_officials(entities) == "Đào Hồng Lan = Bộ trưởng | Bộ Y tế"
    assert [mention.rule for mention in entities.officials[0].mentions] == ["full_name", "full_name", "given_name_back"]


def test_a_bare_minister_heads_the_ministry_of_the_article() -> None:
    entities = link("Bộ Công Thương họp báo.", "Thứ trưởng Nguyễn Sinh Nhật chủ trì.")
    assert list_officials(entities) == "Nguyễn Sinh Nhật = Thứ trưởng | Bộ Công Thương"


def test_names_in_capitals_are_the_same_person() -> None:
    entities = link("BÍ THƯ TỈNH ỦY LÀO CAI TRỊNH XUÂN TRƯỜNG THĂM TRƯỜNG HỌC", "Ông Trịnh Xuân Trường tặng quà.")
    assert [official.name for official in entities.officials] == ["Trịnh Xuân Trường"]


def test_agencies_carry_kind_level_parent_and_province() -> None:
    agencies = {
        agency.name: agency for agency in link("Phòng Cảnh sát hình sự Công an tỉnh Sơn La bắt nghi phạm.").agencies
    }
    division = agencies["Phòng Cảnh sát hình sự, Công an tỉnh Sơn La"]
    assert division.parent == "Công an tỉnh Sơn La"
    assert division.province == "Sơn La"
    police = agencies["Công an tỉnh Sơn La"]
    assert (police.kind, police.level) == ("police", "province")


def test_a_body_abroad_is_no_agency() -> None:
    entities = link("Bộ Ngoại giao Thái Lan ra thông cáo. Bộ Ngoại giao Việt Nam theo dõi.")
    assert [agency.name for agency in entities.agencies] == ["Bộ Ngoại giao"]


def test_a_woman_called_nga_is_not_russia() -> None:
    found = link(
        "Chủ nhiệm Uỷ ban Tư pháp Lê Thị Nga trình báo cáo.",
        '"Cần công khai", bà Nga nói.',
        "Theo bà Nga, phải làm rõ.",
    )
    assert [agency.name for agency in found.agencies] == ["Ủy ban Tư pháp của Quốc hội"]


def test_articles_about_abroad_have_no_agencies_of_viet_nam() -> None:
    entities = link("Tổng thống Pháp Emmanuel Macron gặp Thủ tướng Đức. Quốc hội và Chính phủ bất đồng.")
    assert entities.agencies == ()


def test_linking_twice_gives_the_same() -> None:
    article = article_of("Sở Y tế và Sở Tài chính Hà Nội họp với ông Lê Văn An, Chủ tịch UBND TP Hà Nội.")
    mentions = find_mentions(article)
    assert link_entities(article, mentions) == link_entities(article, mentions)


def test_an_empty_article_has_no_entities() -> None:
    assert link("") == Entities()
    assert link_entities(Article(title=""), ()) == Entities()


PARTS = (
    "ông Nguyễn Văn An", "bà Lê Thị Hoa", "Chủ tịch UBND tỉnh Cà Mau", "Bí thư Tỉnh ủy", "Sở Y tế", "Hà Nội", "TP.HCM", ",", "-", "(", ")", "và", "là", "giữ chức", ".",
    "Bộ Công an", "Thủ tướng Phạm Văn Bình", "xã Hòa Bình", "nguyên", "Bộ trưởng", "Công an tỉnh", "ông An", "bà", "các đồng chí:", ";", "Tổng thống Mỹ Donald Trump", "NGUYỄN VĂN AN",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Đại tá, Giám đốc Công an tỉnh Nghệ An Bùi Quang Tĩnh chủ trì.", "Đại tá"),
        ("Thiếu tướng - Tư lệnh Quân khu 4 Hà Văn Sơn thăm đơn vị.", "Thiếu tướng"),
        ("Cùng dự có đại diện Công an tỉnh, Giám đốc Sở Y tế tỉnh Nghệ An Lê Thị Hoa.", ""),
    ],
)
def test_a_rank_in_front_of_the_title_is_the_holders(text: str, rank: str) -> None:
    article = article_of(text)
    (official,) = link_entities(article, find_mentions(article, on=BEFORE), on=BEFORE).officials
    assert official.rank == rank


def test_a_bare_unit_is_not_one_that_is_only_passed() -> None:
    article = article_of(
        "UBND huyện Củ Chi khai mạc ngày hội. Dự lễ có các huyện bạn và huyện Ba Vì.",
        "Phát biểu khai mạc, ông Lê Văn An, Chủ tịch UBND huyện, chào mừng các đoàn.",
    )
    (official,) = link_entities(article, find_mentions(article, on=BEFORE), on=BEFORE).officials
    assert [post.agency for post in official.posts] == ["Ủy ban nhân dân huyện Củ Chi"]
    article = article_of("UBND huyện Củ Chi họp. Tại huyện Ba Vì, mưa lớn. Chủ tịch UBND huyện Lê Văn An nói.")
    (official,) = link_entities(article, find_mentions(article, on=BEFORE), on=BEFORE).officials
    assert [post.agency for post in official.posts] == ["Ủy ban nhân dân huyện Ba Vì"]


def test_a_unit_that_is_no_more_is_not_what_a_bare_word_means() -> None:
    article = article_of(
        "HĐND thành phố tiếp xúc cử tri xã Thượng Đức tại các thôn thuộc xã Đại Lãnh (cũ).",
        "Ông Huỳnh Bá Thanh, Chủ tịch UBND xã, trả lời.",
    )
    entities = link_entities(article, find_mentions(article, on=AFTER), on=AFTER)
    (official,) = entities.officials
    # there is a Thượng Đức in Hà Tĩnh, too; only a city has a 'HĐND thành phố'
    assert [(post.agency, post.province) for post in official.posts] == [("Ủy ban nhân dân xã Thượng Đức", "Đà Nẵng")]
    article = article_of(
        "UBND tỉnh Lào Cai họp. Tỉnh Lào Cai bổ nhiệm ông Hoàng Gia Vinh, nguyên Giám đốc Sở Tài chính tỉnh Yên Bái (cũ).",
        "Ông Phan Trung Kha, Chánh Văn phòng UBND tỉnh Yên Bái, và ông Lê Văn An, Chủ tịch UBND tỉnh, dự.",
    )
    entities = link_entities(article, find_mentions(article, on=None), on=None)
    assert [post.agency for post in entities.officials[-1].posts] == ["Ủy ban nhân dân tỉnh Lào Cai"]


@given(
    st.lists(st.lists(st.sampled_from(PARTS), max_size=25).map(" ".join), min_size=1, max_size=3),
    st.sampled_from([None, BEFORE, AFTER]),
)
def test_entities_are_exact_sorted_and_portable(passages: list[str], on: date | None) -> None:
    article = article_of(*passages)
    entities = link_entities(article, find_mentions(article, on=on), on=on)
    for group in (entities.provinces, entities.agencies, entities.officials):
        firsts = [entity.mentions[0].start for entity in group]
        assert firsts == sorted(firsts)
        for entity in group:
            starts = [mention.start for mention in entity.mentions]
            assert starts == sorted(starts)
            for mention in entity.mentions:
                assert article.text[mention.start : mention.end] == mention.text
                assert mention.rule
                assert any(
                    passage.start <= mention.start and mention.end <= passage.end for passage in article.passages
                )
    for official in entities.officials:
        assert official.posts
        assert len({(post.role, post.agency, post.province) for post in official.posts}) == len(official.posts)
        assert all(post.status in {"current", "former", "acting"} for post in official.posts)
    names = [agency.name for agency in entities.agencies]
    assert len(set(names)) == len(names)
    assert pickle.loads(pickle.dumps(entities)) == entities
    assert msgspec.json.decode(msgspec.json.encode(entities), type=Entities) == entities


@pytest.mark.parametrize(
    "capital", ["Bà", "Đồng chí", "Ủy ban", "Ông", "Ứng viên", "Ở đây", "Ảnh", "Ăn", "Ước", "Ý", "Ể", "5 người"]
)
def test_a_sentence_begins_with_any_capital(capital: str) -> None:
    from vnnews.gazetteer import default
    from vnnews.link.cues import SENTENCE_END, cues_of
    from vnnews.link.holdings import NO_TIE

    assert SENTENCE_END.search(f"đã ký. {capital}")
    assert cues_of(default()).tie_of(f"được bổ nhiệm. {capital} giữ chức") == NO_TIE
    small = capital[0].lower() + capital[1:]
    assert small == capital or not SENTENCE_END.search(f"theo TS. {small}")


TWICE = (
    "Ông Nguyễn Văn Thắng, Bí thư Đảng ủy, Chủ tịch HĐND phường Trấn Biên, thăm Sở Y tế và Sở Tài chính Đồng Nai.",
    "Tư lệnh Quân khu Lê Văn Minh làm việc tại Quân khu 5. Huyện ủy, UBND huyện Tiên Yên cùng dự.",
    "Ông Trần Văn Hùng công tác ở Công an tỉnh Cao Bằng, giữ chức Trưởng phòng Cảnh sát hình sự.",
)


def test_linking_changes_no_span_and_gives_the_same_again() -> None:
    article = article_of(*TWICE)
    mentions = find_mentions(article)
    before = [msgspec.json.encode(span) for passage in mentions for span in passage]
    first = link_entities(article, mentions)
    assert [msgspec.json.encode(span) for passage in mentions for span in passage] == before
    assert link_entities(article, mentions) == first == link(*TWICE)


def test_a_span_is_frozen() -> None:
    for span in (span for passage in find_mentions(article_of(*TWICE)) for span in passage):
        with pytest.raises(AttributeError):
            span.start = 0  # type: ignore[misc]


@pytest.mark.parametrize(
    "claim", ["tự xưng là", "mạo danh", "không phải là", "chưa từng là", "từ chối làm", "suýt giữ chức"]
)
def test_a_post_that_is_claimed_or_denied_is_not_held(claim: str) -> None:
    assert link(f"Ông Lê Văn Sáu {claim} Giám đốc Sở Y tế tỉnh Lâm Đồng.").officials == ()


def test_who_refuses_to_speak_keeps_the_post() -> None:
    officials = link("Ông Lê Văn Sáu, Giám đốc Sở Y tế tỉnh Lâm Đồng, từ chối trả lời.").officials
    assert [official.name for official in officials] == ["Lê Văn Sáu"]
