"""Metadata: what is read from each place, how broken JSON-LD is borne, and titles without their site."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from vnnews.read.json_ld import MAX_OBJECTS, read_json_ld
from vnnews.read.metadata import read_metadata
from vnnews.text.site_names import strip_site


def values(page: str, name: str, origin: str = "") -> list[str]:
    found = read_metadata(LexborHTMLParser(page))
    return [item.value for item in found if item.name == name and origin in {"", item.origin}]


def script(data: object) -> str:
    content = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f'<html><head><script type="application/ld+json">{content}</script></head><body></body></html>'


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Lũ lên nhanh ở hạ du",
    "description": "Nước dâng hai mét trong đêm.",
    "datePublished": "2024-09-11T06:00:00+07:00",
    "dateModified": "2024-09-11T09:30:00+07:00",
    "author": [{"@type": "Person", "name": "Minh An"}, {"@type": "Person", "name": "Hải Yến"}],
    "publisher": {"@type": "Organization", "name": "Báo Đồng Xanh"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://bao.example/lu-len-nhanh.html"},
    "keywords": ["lũ", "hạ du"],
    "articleSection": "Thời sự",
}


def test_a_news_article_in_json_ld() -> None:
    page = script(NEWS)
    assert values(page, "type") == ["NewsArticle"]
    assert values(page, "title") == ["Lũ lên nhanh ở hạ du"]
    assert values(page, "sapo") == ["Nước dâng hai mét trong đêm."]
    assert values(page, "published") == ["2024-09-11T06:00:00+07:00"]
    assert values(page, "modified") == ["2024-09-11T09:30:00+07:00"]
    assert values(page, "author") == ["Minh An", "Hải Yến"]
    assert values(page, "site") == ["Báo Đồng Xanh"]
    assert values(page, "url") == ["https://bao.example/lu-len-nhanh.html"]
    assert values(page, "tag") == ["lũ", "hạ du"]
    assert values(page, "section") == ["Thời sự"]


def test_a_graph_with_breadcrumbs() -> None:
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "item": {"@id": "/", "name": "Trang chủ"}},
            {"@type": "ListItem", "position": 2, "name": "Thời sự", "item": "/thoi-su"},
        ],
    }
    page = script(
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Báo Đồng Xanh"}, crumbs, NEWS]}
    )
    assert values(page, "type") == ["WebSite", "BreadcrumbList", "NewsArticle"]
    assert values(page, "breadcrumb") == ["Trang chủ", "Thời sự"]
    assert values(page, "title") == ["Lũ lên nhanh ở hạ du"]


def test_a_list_of_stories_describes_no_article() -> None:
    page = script({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": NEWS}]})
    assert values(page, "type") == ["ItemList"]
    assert values(page, "title") == []


def test_an_article_is_preferred_to_its_page_and_its_video() -> None:
    page = script([{"@type": "VideoObject", "name": "Clip lũ"}, {"@type": "WebPage", "name": "Trang"}, NEWS])
    assert values(page, "title") == ["Lũ lên nhanh ở hạ du"]
    assert values(script({"@type": "VideoObject", "name": "Clip lũ", "uploadDate": "2024-09-11"}), "published") == [
        "2024-09-11T00:00:00+07:00"
    ]


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "Lũ lên nhanh",}',
        '{"@type": "NewsArticle",\n "headline": "Lũ lên\tnhanh", "description": "một\nhai"}',
        '<!-- {"@type": "NewsArticle", "headline": "Lũ lên nhanh"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Lũ lên nhanh"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "Lũ lên nhanh"};',
        '{"@type": ["NewsArticle"], "Headline": "Lũ lên nhanh"}',
        '{"@type": "http://schema.org/NewsArticle", "headline": "Lũ l&ecirc;n nhanh"}',
        '[[{"@type": "NewsArticle", "headline": ["Lũ lên nhanh"]}]]',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Lũ lên nhanh&quot;}",
        '{"@type": "NewsArticle", "headline": "Lũ lên nhanh", "description": "Ông "Tư" nói", "image": [}',
    ],
)
def test_broken_json_is_mended(broken: str) -> None:
    assert values(script(broken), "title") == ["Lũ lên nhanh"]


@pytest.mark.parametrize(
    "hopeless",
    ["", "null", "[]", "3", '"x"', "{", '{"@type": "NewsArticle", "headline": "', "{'headline': 'x'}", '{"@type": 5}', '{"@graph": {"a": 1}}',
     '{"@type": "NewsArticle", "headline": {"a": {"b": 1}}, "author": 7, "datePublished": {}, "keywords": [[1]]}'],
)  # fmt: skip
def test_hopeless_json_is_left_out(hopeless: str) -> None:
    assert values(script(hopeless), "title") == []


def test_dates_are_picked_out_of_json_with_loose_quotation_marks() -> None:
    broken = """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bão "to" vào bờ",
      "datePublished": "2024-09-11T06:00:00+07:00", "dateModified" : "2024-09-11T09:30:00+07:00", "description": "“Ôi" - "à"}"""
    assert values(script(broken), "title") == ['Bão "to" vào bờ']
    assert values(script(broken), "published") == ["2024-09-11T06:00:00+07:00"]
    assert values(script(broken), "modified") == ["2024-09-11T09:30:00+07:00"]
    assert values(script(broken.replace("NewsArticle", "ItemList")), "title") == []


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/a.html", "a.html", "data:text/html,x", "vbscript:x", ""])
def test_only_web_addresses_are_taken(address: str) -> None:
    page = f"<head><link rel='canonical' href='{address}'><meta property='og:url' content='{address}'></head>"
    assert values(page, "url") == []
    assert values("<link rel='canonical' href='//bao.example/a'>", "url") == ["https://bao.example/a"]


def test_hostile_json_is_bounded() -> None:
    assert read_json_ld(["[" * 100_000]) == []
    assert read_json_ld(['{"a":' * 50_000 + "1" + "}" * 50_000]) == []
    assert read_json_ld(['{"@graph":[' * 5_000 + "]}" * 5_000]) == []
    assert len(read_json_ld(["[" + ",".join(['{"@type":"Thing"}'] * 50_000) + "]"])) <= MAX_OBJECTS
    assert read_json_ld(['{"@type":"NewsArticle","headline":"' + "x" * 10**6 + '"}']) == []


def test_open_graph_and_meta_names() -> None:
    page = """<head><meta property="og:title" content="Lũ lên &amp; xuống"><meta property="og:site_name" content="Báo Đồng Xanh">
    <meta property="og:url" content="https://bao.example/a"><meta property="article:published_time" content="2024-09-11 06:00">
    <meta property="article:section" content="Thời sự"><meta property="article:tag" content="lũ, hạ du">
    <meta name="author" content="Minh An -"><meta name="pubdate" content="2024-09-11T06:00:00"><meta name="keywords" content="lu, ha du">
    <meta itemprop="dateModified" name="lastmod" content="11/09/2024 09:30"><meta name="description" content="Nước dâng.">
    <meta property="article:author" content="https://facebook.example/bao"><meta name="viewport" content="x"><meta name="description"></head>"""
    assert values(page, "title", "opengraph") == ["Lũ lên & xuống"]
    assert values(page, "site") == ["Báo Đồng Xanh"]
    assert values(page, "published", "opengraph") == ["2024-09-11T06:00:00+07:00"]
    assert values(page, "published", "meta") == ["2024-09-11T06:00:00+07:00"]
    assert values(page, "modified") == ["2024-09-11T09:30:00+07:00"]
    assert values(page, "section") == ["Thời sự"]
    assert values(page, "tag") == ["lũ", "hạ du"]
    assert values(page, "keyword") == ["lu", "ha du"]
    assert values(page, "author") == ["Minh An"]
    assert values(page, "sapo") == ["Nước dâng."]


def test_elements_of_the_page() -> None:
    page = """<head><title> Lũ lên
      nhanh | Báo </title><link rel="canonical" href="https://bao.example/a"></head><body><svg><title>biểu tượng</title></svg>
      <time datetime="2024-09-11T06:00:00+07:00" class="publish-date">hôm qua</time><time>12/09/2024</time>
      <span itemprop="dateModified" content="2024-09-13">13/9</span></body>"""
    assert values(page, "title") == ["Lũ lên nhanh | Báo"]
    assert values(page, "url") == ["https://bao.example/a"]
    assert values(page, "published") == ["2024-09-11T06:00:00+07:00"]
    assert values(page, "time") == ["2024-09-12T00:00:00+07:00"]
    assert values(page, "modified") == ["2024-09-13T00:00:00+07:00"]


def test_values_that_say_nothing_are_left_out() -> None:
    page = """<meta property="og:title" content="  "><meta property="og:title" content="{{title}}">
    <meta property="article:published_time" content="0001-01-01T00:00:00"><meta name="pubdate" content="{date}"><meta name="author">"""
    assert read_metadata(LexborHTMLParser(page)) == ()


def test_the_order_is_by_trust() -> None:
    page = (
        "<head><title>Một</title><meta name='title' content='Hai'><meta property='og:title' content='Ba'></head>"
        + script({"@type": "NewsArticle", "headline": "Bốn"})
    )
    assert values(page, "title") == ["Bốn", "Ba", "Hai", "Một"]


@pytest.mark.parametrize(
    ("title", "site", "url", "bare"),
    [
        ("Lũ lên nhanh - VnExpress", "", "https://vnexpress.net/a.html", "Lũ lên nhanh"),
        ("Lũ lên nhanh | Báo Dân trí", "", "", "Lũ lên nhanh"),
        ("Lũ lên nhanh - Báo VnExpress Đời sống", "", "https://vnexpress.net/a", "Lũ lên nhanh"),
        ("Lũ lên nhanh | Người Lao Động Online", "", "", "Lũ lên nhanh"),
        ("Lũ lên nhanh - Đồng Xanh", "Đồng Xanh", "", "Lũ lên nhanh"),
        ("Lũ lên nhanh :: dongxanh.vn", "", "", "Lũ lên nhanh"),
        ("Đồng Xanh | Lũ lên nhanh", "Đồng Xanh", "", "Lũ lên nhanh"),
        ("Lũ lên nhanh | Thời sự | Đồng Xanh", "Đồng Xanh", "", "Lũ lên nhanh | Thời sự"),
        ("Cao tốc Hà Nội - Hải Phòng", "Đồng Xanh", "https://dongxanh.vn", "Cao tốc Hà Nội - Hải Phòng"),
        ("Lũ lên nhanh", "Đồng Xanh", "", "Lũ lên nhanh"),
        ("Báo Đồng Xanh", "Báo Đồng Xanh", "", "Báo Đồng Xanh"),
        ("Lũ lên nhanh | Báo Đồng Xanh | 12/03/2024", "", "", "Lũ lên nhanh"),
        ("Lịch cắt điện | 12/03/2024", "", "", "Lịch cắt điện | 12/03/2024"),
        ("Cáp quang Việt Nam - Đài Loan", "", "", "Cáp quang Việt Nam - Đài Loan"),
        ("LŨ LÊN - BÁO ĐỘNG ĐỎ", "", "", "LŨ LÊN - BÁO ĐỘNG ĐỎ"),
        ("Lũ lên - Báo động ba", "", "", "Lũ lên - Báo động ba"),
        ("- Lũ -", "", "", "- Lũ -"),
        ("", "", "", ""),
    ],
)
def test_a_title_without_its_site(title: str, site: str, url: str, bare: str) -> None:
    assert strip_site(title, site=site, url=url) == bare


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text("abÀ{}<>&\"' \n", max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@graph",
                    "headline",
                    "name",
                    "author",
                    "datePublished",
                    "itemListElement",
                    "item",
                    "url",
                    "mainEntity",
                ]
            ),
            inner | st.sampled_from(["NewsArticle", "BreadcrumbList", "2024-01-01"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(JSON, max_size=3))
def test_any_json_is_borne(data: list[object]) -> None:
    for item in read_metadata(LexborHTMLParser("".join(script(thing) for thing in data))):
        assert isinstance(item.value, str)
        assert item.value


@settings(max_examples=200, deadline=None)
@given(st.text("<>/=\"' abcmetatitleogdescontentpropertyname:time{}[]\n", max_size=200))
def test_any_markup_is_borne(page: str) -> None:
    read_metadata(LexborHTMLParser(f"<head><meta property='og:title' content='{page}'>{page}"))
    strip_site(page, site=page[:10], url=page[:20])
