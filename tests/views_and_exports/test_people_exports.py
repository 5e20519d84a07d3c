"""People of a corpus in the formats of other programs and as a page: invented careers, read back by what reads those formats."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from vnnews.errors import InputError
from vnnews.models.people import BodyRecord, Contradiction, Doubt, Headship, Occupancy, PersonRecord, Proof
from vnnews.write.people import page as page_module
from vnnews.write.people import (
    read_items,
    render_career,
    render_people,
    to_graphml,
    to_people_ftm,
    to_quickstatements,
    write_ftm,
    write_graphml,
    write_page,
    write_quickstatements,
)

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
PROOF = Proof(
    "bao.example/1",
    'Họp <b>"khẩn"</b>',
    "https://bao.example/1",
    "bao.example",
    date(2025, 7, 2),
    "Bà Lê Thị Duệ, Chủ tịch UBND tỉnh Cà Mau, nói.",
)
CHAIR = Occupancy(
    "Chủ tịch",
    "Ủy ban nhân dân tỉnh Cà Mau",
    "vn:uy-ban-nhan-dan-tinh-ca-mau",
    "Cà Mau",
    first_seen=date(2025, 7, 2),
    last_seen=date(2025, 9, 1),
    begins=date(2025, 7, 1),
    articles=3,
    outlets=2,
    confidence=0.9,
    proofs=(PROOF,),
)
OVER = Occupancy(
    "Giám đốc", "Sở Y tế tỉnh Cà Mau", province="Cà Mau", status="former", ends=date(2025, 7, 2), proofs=(PROOF,)
)
UNDATED = Occupancy("Chủ tịch nước", status="acting")
DUE = PersonRecord(
    "vn:le-thi-due-1",
    "Lê Thị Duệ",
    ("Lê Thị Duệ", "Lê thị Duệ"),
    ("bà",),
    ("Đại tá",),
    "female",
    1970,
    occupancies=(OVER, CHAIR),
    articles=3,
    outlets=2,
    confidence=0.9,
    reasons=("the same post of the same body",),
    apart_from=(Doubt("vn:le-thi-due-2", "chairs of two provinces on one day"),),
)
NAMESAKE = PersonRecord("vn:le-thi-due-2", "Lê Thị Duệ", occupancies=(UNDATED,), articles=1)
GUEST = PersonRecord(
    "vn:anna-1", "Anna Berg", foreign=True, occupancies=(Occupancy("Bộ trưởng", "Bộ Ngoại giao Thụy Điển"),)
)
UNSURE = PersonRecord(
    "vn:tran-van-khoan-1", "Trần Văn Khoan", occupancies=(CHAIR,), apart_from=(Doubt("vn:x", "far apart", False),)
)
COMMITTEE = BodyRecord(
    "vn:uy-ban-nhan-dan-tinh-ca-mau",
    "Ủy ban nhân dân tỉnh Cà Mau",
    ("Ủy ban nhân dân tỉnh Cà Mau", "UBND tỉnh Cà Mau"),
    "peoples_committee",
    "province",
    "Cà Mau",
    parent="Chính phủ",
    successors=("vn:heir",),
    heads=(Headship(DUE.id, DUE.name, "Chủ tịch", first_seen=date(2025, 7, 2), proof=PROOF),),
)
COLLISION = Contradiction(
    "two_holders",
    COMMITTEE.id,
    COMMITTEE.name,
    "Chủ tịch",
    date(2025, 8, 1),
    (DUE.id, UNSURE.id),
    (PROOF, PROOF),
    "both hold it",
)
PEOPLE = (DUE, NAMESAKE, GUEST, UNSURE)


@dataclass(frozen=True)
class Corpus:
    people: tuple[PersonRecord, ...] = PEOPLE
    bodies: tuple[BodyRecord, ...] = (COMMITTEE,)
    contradictions: tuple[Contradiction, ...] = (COLLISION,)


def entities(schema: str) -> list[dict]:
    return [entity["properties"] for entity in to_people_ftm(PEOPLE, (COMMITTEE,)) if entity["schema"] == schema]


def test_ftm_states_only_days_that_texts_state():
    ended, held = (one for one in entities("Occupancy") if one["holder"] == entities("Occupancy")[0]["holder"])
    assert (held["startDate"], held["date"], held["status"]) == (
        ["2025-07-01"],
        ["2025-07-02", "2025-09-01"],
        ["current"],
    )
    assert "endDate" not in held
    assert (ended["endDate"], ended["status"]) == (["2025-07-02"], ["ended"])
    assert held["description"] == [PROOF.sentence]


def test_ftm_gives_posts_and_bodies_the_ids_of_the_export_of_articles():
    from vnnews.models import Article, Official, Post
    from vnnews.write.ftm import to_ftm

    post = Post(CHAIR.role, CHAIR.body, CHAIR.body_id, CHAIR.province)
    article = Article(PROOF.title, url=PROOF.url, officials=(Official("Lê Thị Duệ", posts=(post,)),))
    ours = {(entity["schema"], entity["id"]) for entity in to_people_ftm((DUE,))}
    theirs = {(entity["schema"], entity["id"]) for entity in to_ftm(article)}
    assert {schema for schema, _ in ours & theirs} == {"Article", "PublicBody", "Position"}


def test_ftm_says_what_cannot_be_told_and_makes_no_guest_vietnamese():
    due, _, guest, unsure = entities("Person")
    assert "notes" not in due
    assert "far apart" in unsure["notes"][0]
    assert "country" not in guest


def test_ftm_of_people_fits_the_published_schema(tmp_path: Path):
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed: pip install '.[ftm]'")
    lines = (tmp_path / "people.ftm.json").read_text() if write_ftm(Corpus(), tmp_path / "people.ftm.json") else ""
    found = [json.loads(line) for line in lines.splitlines()]
    ids = {entity["id"] for entity in found}
    assert len(ids) == len(found) > 10
    for given in found:
        proxy = ftm.model.get_proxy(given, cleaned=False)
        kept = {prop.name: set(proxy.get(prop)) for prop in proxy.iterprops()}
        assert kept == {name: set(values) for name, values in given["properties"].items()}
        assert all(prop in kept for prop in proxy.schema.required)
        for prop in proxy.iterprops():
            for value in proxy.get(prop):
                assert prop.type.clean(value) is not None, (prop.qname, value)
                assert prop.type.name != "entity" or value in ids


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_quickstatements_creates_what_has_no_qid_and_holds_nothing_back_silently():
    unsure = PersonRecord("vn:u", "Vũ Văn Quýnh", occupancies=(Occupancy("Bí thư", "Tỉnh ủy Cà Mau", confidence=0.6),))
    header, *rows = rows_of(to_quickstatements((*PEOPLE, unsure)))
    assert header[0] == "qid"
    assert all(len(row) == len(header) for row in rows)
    assert all(row[0] == "" and row[header.index("P39")] == "" for row in rows)
    humans = [row[1] for row in rows if row[3] == "Q5"]
    assert humans == ["Lê Thị Duệ", "Lê Thị Duệ"], (
        "no guest, nobody of whom it cannot be told, nobody with unsure posts alone"
    )
    posts = [row[1] for row in rows if row[3] == "Q4164871"]
    assert posts == ["Giám đốc, Sở Y tế tỉnh Cà Mau", "Chủ tịch, Ủy ban nhân dân tỉnh Cà Mau"], "none without a body"


def test_quickstatements_states_a_post_where_both_ids_are_known():
    items = {DUE.id: "Q11", f"Chủ tịch@{CHAIR.body_id}": "Q12"}
    header, *rows = rows_of(to_quickstatements((DUE,), items))
    (held,) = [dict(zip(header, row, strict=True)) for row in rows if row[header.index("P39")]]
    assert (held["qid"], held["P39"]) == ("Q11", "Q12")
    assert (held["qal580"], held["qal582"]) == ("+2025-07-01T00:00:00Z/11", "")
    assert (held["S854"], held["s577"]) == ('"https://bao.example/1"', "+2025-07-02T00:00:00Z/11")
    assert not any(row[3] == "Q5" for row in rows)


def test_items_must_be_qids(tmp_path: Path):
    place = tmp_path / "items.csv"
    for text in ("id,qid\nvn:a,Q1x\n", "name\nx\n"):
        place.write_text(text, encoding="utf-8")
        with pytest.raises(InputError):
            read_items(place)
    place.write_text("id,qid\nvn:a,Q1\nvn:b,\n", encoding="utf-8-sig")
    assert read_items(place) == {"vn:a": "Q1"}
    assert write_quickstatements(Corpus(), tmp_path / "people.csv", {}) == 4


def test_graphml_is_read_back_as_the_graph_it_was(tmp_path: Path):
    write_graphml(Corpus(), tmp_path / "people.graphml")
    root = ET.parse(tmp_path / "people.graphml").getroot()
    keys = {key.get("id"): key.get("attr.name") for key in root.iter(f"{GRAPHML}key")}
    nodes = {
        node.get("id"): {keys[data.get("key")]: data.text for data in node} for node in root.iter(f"{GRAPHML}node")
    }
    edges = [
        (edge.get("source"), edge.get("target"), {keys[data.get("key")]: data.text for data in edge})
        for edge in root.iter(f"{GRAPHML}edge")
    ]
    assert {source for source, _, _ in edges} | {target for _, target, _ in edges} <= nodes.keys()
    kinds = [data["kind"] for _, _, data in edges]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"holds": 5, "of": 3, "part of": 1, "followed by": 1}
    assert nodes["person:vn:le-thi-due-1"]["name"] == "Lê Thị Duệ"
    (held,) = [data for source, target, data in edges if source == f"person:{DUE.id}" and CHAIR.body_id in target]
    assert (held["begins"], held["first_seen"], held.get("ends"), held["url"]) == (
        "2025-07-01",
        "2025-07-02",
        None,
        PROOF.url,
    )


def test_graphml_survives_what_xml_cannot_hold():
    odd = PersonRecord('vn:"&<', "a\x00b\ud800c]]>&<", occupancies=(Occupancy("r\x0b", "b&"),))
    root = ET.fromstring("".join(to_graphml((odd,))))
    assert "a\ufffdb\ufffdc]]>&<" in [data.text for data in root.iter(f"{GRAPHML}data")]


def test_networkx_reads_the_graph(tmp_path: Path):
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    write_graphml(Corpus(), tmp_path / "people.graphml")
    graph = networkx.read_graphml(tmp_path / "people.graphml")
    assert graph.nodes[f"person:{DUE.id}"]["articles"] == 3


class Seen(HTMLParser):
    """Ids, addresses and elements of a document."""

    def __init__(self, text: str):
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.sources += [given["src"]] if "src" in given else []


def test_every_bar_and_link_of_the_page_leads_somewhere(tmp_path: Path):
    write_page(Corpus(), tmp_path / "people.html", title="Tin <7>")
    text = (tmp_path / "people.html").read_text(encoding="utf-8")
    seen = Seen(text)
    inner = [unquote(link[1:]) for link in seen.links if link.startswith("#")]
    assert len(seen.ids) == len(set(seen.ids))
    assert set(inner) <= set(seen.ids)
    assert {link for link in seen.links if not link.startswith("#")} == {PROOF.url}
    assert seen.sources == [] and "link" not in seen.tags and seen.tags.count("script") == 1
    assert text.count('class="vnp-track"') == 4, "two posts and one head have days, and the post of the unsure one"
    assert text.count("no date") == 2
    assert "Tin &lt;7&gt;" in text and "@import" not in text


def test_nothing_of_an_article_becomes_markup():
    evil = "<script>alert(1)</script>"
    proof = Proof("x", evil, "javascript:alert(1)", evil, None, evil)
    held = Occupancy(evil, evil, f'"{evil}', evil, evil, date(2025, 1, 1), proofs=(proof,))
    person = PersonRecord(
        f'"{evil}',
        evil,
        (evil, evil + "2"),
        (evil,),
        (evil,),
        occupancies=(held,),
        reasons=(evil,),
        apart_from=(Doubt(evil, evil),),
    )
    body = BodyRecord(
        f'"{evil}',
        evil,
        (evil,),
        province=evil,
        parent=evil,
        successors=(evil,),
        heads=(Headship(person.id, evil, evil, proof=proof),),
    )
    text = render_people(
        [person],
        [body],
        [Contradiction(evil, body.id, evil, evil, None, (evil, person.id), (proof,), evil)],
        title=evil,
    )
    assert "alert(1)</script>" not in text
    assert Seen(text).tags.count("script") == 1
    assert not [link for link in Seen(text).links if link.startswith("javascript")]


def test_records_show_themselves_in_a_notebook():
    assert "<b>Lê Thị Duệ</b>" in DUE._repr_html_() and "vnp-bar" in DUE._repr_html_()
    assert "Lê Thị Duệ, Chủ tịch" in COMMITTEE._repr_html_()


def bars_of(html: str) -> list[tuple[str, float, float]]:
    found = re.findall(r'class="vnp-bar vnp-(\w+) vnp-\w+" style="left:([\d.]+)%;width:([\d.]+)%"', html)
    return [(kind, float(left), float(width)) for kind, left, width in found]


def test_bars_stand_where_their_days_are():
    early = Occupancy("Bí thư", first_seen=date(2025, 1, 1), last_seen=date(2025, 1, 11))
    late = Occupancy("Chủ tịch", begins=date(2025, 1, 6), first_seen=date(2025, 1, 16), last_seen=date(2025, 1, 21))
    assert bars_of(render_career(PersonRecord("vn:a", "A", occupancies=(early, late)))) == [
        ("said", 0, 50),
        ("seen", 0, 50),
        ("said", 25, 75),
        ("seen", 75, 25),
    ]


def test_a_post_that_a_merger_brought_is_said_to_be_none_of_its_own():
    held = Occupancy("Chủ tịch", "Ủy ban nhân dân tỉnh Vĩnh Long", "vn:b", continues="vn:a")
    person = PersonRecord("vn:le-an", "Lê An", occupancies=(held,))
    assert "<small>(by a merger)</small>" in render_career(person)
    assert [one["properties"]["summary"] for one in to_people_ftm([person]) if one["schema"] == "Occupancy"] == [
        ["by a merger"]
    ]
    assert '<data key="e_continues">vn:a</data>' in "".join(to_graphml([person]))


def test_a_post_of_which_only_the_end_is_known_is_open_to_the_left():
    held = Occupancy("Bí thư", first_seen=date(2025, 1, 1), last_seen=date(2025, 1, 11))
    over = Occupancy("Chủ tịch", status="former", ends=date(2025, 1, 6))
    assert bars_of(render_career(PersonRecord("vn:a", "A", occupancies=(held, over))))[-1] == ("open", 0, 50)


def test_a_large_corpus_shows_those_whom_most_articles_name(monkeypatch):
    monkeypatch.setattr(page_module, "MAX_PEOPLE", 2)
    people = [PersonRecord(f"vn:{n}", f"Người {n}", articles=n) for n in range(5)]
    text = render_people(people)
    assert re.findall(r"<h3>(.*?)</h3>", text) == ["Người 4", "Người 3"]
    assert "The first 2 of 5: those that most articles name." in text


def test_persons_of_viet_nam_come_before_those_of_other_countries():
    guest = PersonRecord("vn:g", "Anna Berg", foreign=True, articles=90)
    assert re.findall(r"<h3>(.*?)</h3>", render_people([guest, PersonRecord("vn:a", "Lê An", articles=1)])) == [
        "Lê An",
        "Anna Berg",
    ]


def test_an_empty_corpus_is_a_page_too():
    assert Seen(render_people([])).tags.count("article") == 0
