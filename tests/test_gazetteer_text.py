"""A user's records take effect in text: one of every table, seen in an article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from vnnews.cli.app import app
from vnnews.gazetteer import Gazetteer, default
from vnnews.gazetteer.tables import TYPES
from vnnews.link import Entities, link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

NOT_IN_TEXT = {"careers", "sources"}
"""Where facts come from stands in no article; words of careers are read across articles, by `vnnews.corpus`."""


def read(text: str, gazetteer: Gazetteer) -> Entities:
    article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    return link_entities(article, find_mentions(article, gazetteer=gazetteer), gazetteer=gazetteer)


def provinces(found: Entities) -> list[str]:
    return [province.name for province in found.provinces]


def agencies(found: Entities) -> list[tuple[str, str]]:
    return [(agency.name, agency.province) for agency in found.agencies]


def posts(found: Entities) -> list[tuple[str, str, str, str]]:
    return [(o.name, post.role, post.agency, post.status) for o in found.officials for post in o.posts]


def persons(found: Entities) -> list[tuple[str, str, str]]:
    return [(official.name, official.honorific, official.rank) for official in found.officials]


ADDED: dict[str, tuple[dict[str, Any], str, Callable[[Entities], list[Any]], list[Any]]] = {
    "provinces": ({"id": "vn:bienxanh", "name": "Biển Xanh", "kind": "province"}, "Mưa to ở tỉnh Biển Xanh.", provinces, ["Biển Xanh"]),
    "lookalikes": ({"text": "Cà Mau Xanh", "name": "Cà Mau", "means": "company"}, "Sáng nay Cà Mau Xanh mở cửa hàng mới.", provinces, []),
    "name_heads": ({"text": "hội cá", "means": "event"}, "Khách đến hội cá Cà Mau rất đông.", provinces, []),
    "regions": ({"name": "Cà Mau Rộng"}, "Dân Cà Mau Rộng được mùa.", provinces, []),
    "districts": (
        {"id": "vn:9001", "code": "9001", "name": "Sông Mây", "kind": "rural_district", "province": "vn:caobang"},
        "Công an huyện Sông Mây vào cuộc.", agencies, [("Công an huyện Sông Mây", "Cao Bằng")],
    ),
    "communes": (
        {"id": "vn:90001", "code": "90001", "name": "Gió Lành", "kind": "commune", "province": "vn:caobang"},
        "UBND xã Gió Lành họp dân.", agencies, [("Ủy ban nhân dân xã Gió Lành", "Cao Bằng")],
    ),
    "former_communes": (
        {"id": "vn:90002@2024", "code": "90002", "name": "Mây Lành", "kind": "commune", "province": "vn:caobang", "to": "2024-10-31"},
        "UBND xã Mây Lành họp dân.", agencies, [("Ủy ban nhân dân xã Mây Lành", "Cao Bằng")],
    ),
    "central_agencies": (
        {"id": "bo-gia-dinh", "name": "Bộ Gia đình", "kind": "ministry", "short": ["BGĐVN"]},
        "Theo BGĐVN, mùa mưa đến sớm.", agencies, [("Bộ Gia đình", "")],
    ),
    "institutions": (
        {"id": "bv-hoa-sen", "name": "Bệnh viện Hoa Sen Đỏ", "kind": "hospital", "province": "Cao Bằng"},
        "Bệnh viện Hoa Sen Đỏ cho biết thuốc đã về.", agencies, [("Bệnh viện Hoa Sen Đỏ", "Cao Bằng")],
    ),
    "local_patterns": (
        {"id": "so-gia-dinh", "head": "Sở Gia đình", "short": ["Sở GĐX"], "name": "Sở Gia đình <P>", "kind": "provincial_department", "level": "province"},
        "Sở GĐX Hà Nội họp báo.", agencies, [("Sở Gia đình Thành phố Hà Nội", "Hà Nội")],
    ),
    "heads": (
        {"name": "Hội Nghề cá làng", "forms": ["Hội Nghề cá làng", "HNCL"], "kind": "mass_org", "follows": "place"},
        "HNCL tỉnh Cà Mau họp bàn.", agencies, [("Hội Nghề cá làng tỉnh Cà Mau", "Cà Mau")],
    ),
    "fields": (
        {"use": "field", "text": "khí quyển"},
        "Cục Khí quyển công bố số liệu.", agencies, [("Cục Khí quyển", "")],
    ),
    "words": ({"use": "before_no_province", "text": "bánh khoái"}, "Chị mua bánh khoái Cà Mau về biếu.", provinces, []),
    "unit_words": (
        {"word": "tổng", "level": "commune"},
        "Công an tổng Mây Trắng vào cuộc.", agencies, [("Công an tổng Mây Trắng", "")],
    ),
    "foreign": (
        {"name": "Atlantis", "kind": "state"},
        "Tổng thống Atlantis Đinh Văn Sóng thăm cảng.", posts, [("Đinh Văn Sóng", "Tổng thống", "Atlantis", "current")],
    ),
    "roles": (
        {"title": "Trưởng bưu cục", "role": "Trưởng bưu cục", "has_deputy": True, "stands_alone": True},
        "Ông Lê Văn Gió, Phó Trưởng bưu cục, đón khách.", posts, [("Lê Văn Gió", "Phó Trưởng bưu cục", "", "current")],
    ),
    "ranks": (
        {"title": "Đại nguyên soái", "key": "marshal", "order": 0},
        "Đại nguyên soái Lê Văn Gió, Tư lệnh Quân khu 5, phát biểu.", persons, [("Lê Văn Gió", "", "Đại nguyên soái")],
    ),
    "modifiers": (
        {"text": "tiền", "means": "former", "place": "before", "status": "former"},
        "Tiền Bí thư Tỉnh ủy Cà Mau Lê Văn Gió về dự.", posts, [("Lê Văn Gió", "Bí thư", "Tỉnh ủy Cà Mau", "former")],
    ),
    "cues": (
        {"text": "ngồi ghế", "means": "appointed"},
        "Ông Lê Văn Gió vừa ngồi ghế Giám đốc Sở Y tế Cà Mau.", posts, [("Lê Văn Gió", "Giám đốc", "Sở Y tế tỉnh Cà Mau", "current")],
    ),
    "honorifics": (
        {"text": "trưởng lão", "kind": "community"},
        "Giám đốc Sở Y tế Cà Mau, trưởng lão Lê Văn Gió, phát biểu.", persons, [("Lê Văn Gió", "trưởng lão", "")],
    ),
    "abbreviations": (
        {"short": "YTX", "expansions": ["Y tế"], "kind": "field"},
        "Sở YTX Cà Mau họp báo.", agencies, [("Sở Y tế tỉnh Cà Mau", "Cà Mau")],
    ),
    "surnames": (
        {"name": "Sóng", "pct": 0.5},
        "Sóng Văn Gió, Giám đốc Sở Y tế Cà Mau, phát biểu.", persons, [("Sóng Văn Gió", "", "")],
    ),
    "name_parts": (
        {"kind": "length", "value": "6", "pct": 0.4},
        "Ông Lê Nguyễn Phạm Thị Hồng Gió, Giám đốc Sở Y tế Cà Mau, phát biểu.", persons, [("Lê Nguyễn Phạm Thị Hồng Gió", "Ông", "")],
    ),
}  # fmt: skip


def with_record(folder: Path, table: str, record: dict[str, Any]) -> Gazetteer:
    path = folder / "own.jsonl"
    path.write_text(json.dumps({"table": table, **record}, ensure_ascii=False), encoding="utf-8")
    return default().with_additions(path)


def test_there_is_a_record_of_every_table() -> None:
    assert set(ADDED) | NOT_IN_TEXT == set(TYPES)


@pytest.mark.parametrize("table", ADDED)
def test_an_added_record_takes_effect_in_text(tmp_path: Path, table: str) -> None:
    record, text, look, expected = ADDED[table]
    assert look(read(text, with_record(tmp_path, table, record))) == expected
    assert look(read(text, default())) != expected, "the text shows nothing of the record"


@pytest.mark.parametrize("table", ADDED)
def test_the_records_of_the_test_are_sound(tmp_path: Path, table: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"table": table, **ADDED[table][0]}, ensure_ascii=False), encoding="utf-8")
    result = CliRunner().invoke(app, ["gazetteer", "check", str(path)])
    assert (result.exit_code, result.output) == (0, "1 records, nothing wrong\n")


def test_check_names_every_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    lines = [
        '{"table": "words", "use": "street", "text": "hẻm nhỏ"}',
        '{"table": "words", "use": "nothing", "text": "x"}',
        "no json",
        '{"table": "roles", "title": "Chủ bến"}',
        '{"table": "words", "use": "street", "text": "hẻm nhỏ"}',
        '{"table": "central_agencies", "id": "x", "name": "X", "kind": "ministry", "successors": ["nobody"]}',
        '{"table": "ranks", "title": "Đại tướng"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(app, ["gazetteer", "check", str(path)])
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.output.splitlines()[:-1]] == [f"line {n}" for n in (2, 3, 4, 5, 6, 7)]
    assert "field 'use'" in result.output
    assert "field 'role'" in result.output
    assert "stands in line 1 already" in result.output
    assert "'nobody' is not among the central_agencies" in result.output
    assert "ranks Đại tướng says nothing new" in result.output
    assert result.output.endswith("1 records, 6 problems\n")
