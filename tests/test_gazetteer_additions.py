"""A user's own records: added, overriding, checked, never leaking."""

from __future__ import annotations

import json
import pickle
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.errors import GazetteerError, MissingExtra
from vnnews.gazetteer import Gazetteer, default

AGENCY = {
    "table": "central_agencies",
    "id": "bo-gia-dinh",
    "name": "Bộ Gia đình",
    "kind": "ministry",
    "short": ["BGĐ"],
    "from": "2027-01-01",
}


def write_lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    return path


def test_an_added_agency_is_found_and_names_its_file(tmp_path: Path) -> None:
    own = default().with_additions(write_lines(tmp_path / "own.jsonl", AGENCY))
    answer = own.agency("BGĐ", on=date(2027, 5, 1))
    assert answer.only is not None
    assert answer.only.name == "Bộ Gia đình"
    assert [source.title for source in answer.sources] == ["own.jsonl"]
    assert not own.agency("BGĐ", on=date(2026, 5, 1))


def test_an_override_changes_only_the_fields_that_it_states(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "own.jsonl", {"table": "provinces", "id": "vn:bentre@63", "weak": ["xứ Dừa"]})
    ours, theirs = (
        default().province_by_id["vn:bentre@63"],
        default().with_additions(path).province_by_id["vn:bentre@63"],
    )
    assert theirs.weak == ("xứ Dừa",)
    assert (theirs.name, theirs.strong, theirs.valid_to, theirs.successors) == (
        ours.name,
        ours.strong,
        ours.valid_to,
        ours.successors,
    )


def test_a_record_can_be_closed_by_an_override(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "own.jsonl",
        {"table": "provinces", "id": "vn:caobang", "to": "2030-12-31", "successors": ["vn:langson"]},
    )
    own = default().with_additions(path)
    assert not own.province("Cao Bằng", on=date(2031, 1, 1))
    assert [heir.name for heir in own.successors("Cao Bằng", on=date(2031, 1, 1))] == ["Lạng Sơn"]


def test_a_circle_of_successors_ends(tmp_path: Path) -> None:
    a = {"table": "provinces", "id": "vn:caobang", "to": "2030-12-31", "successors": ["vn:langson"]}
    b = {"table": "provinces", "id": "vn:langson", "to": "2030-12-31", "successors": ["vn:caobang"]}
    own = default().with_additions(write_lines(tmp_path / "own.jsonl", a, b))
    assert own.successors("Cao Bằng", on=date(2031, 1, 1)).records == ()


def test_nothing_leaks_into_the_packaged_gazetteer_or_another_one(tmp_path: Path) -> None:
    before = default().central_agencies
    own = default().with_additions(write_lines(tmp_path / "own.jsonl", AGENCY))
    other = default().with_additions(
        write_lines(tmp_path / "other.jsonl", {"table": "ranks", "title": "Nguyên soái", "key": "marshal", "order": 0})
    )
    assert own.agency("Bộ Gia đình")
    assert not default().agency("Bộ Gia đình")
    assert not other.agency("Bộ Gia đình")
    assert default().central_agencies is before
    assert "Nguyên soái" not in [rank.title for rank in own.ranks]


def test_additions_stack_and_survive_pickling(tmp_path: Path) -> None:
    first = default().with_additions(write_lines(tmp_path / "a.jsonl", AGENCY))
    second = first.with_additions(
        write_lines(tmp_path / "b.jsonl", {"table": "surnames", "name": "Tôn Thất", "pct": 0.01})
    )
    copy = pickle.loads(pickle.dumps(second))
    assert copy.agency("Bộ Gia đình").only == second.agency("Bộ Gia đình").only
    assert copy.surnames["Tôn Thất"] == 0.01
    assert pickle.loads(pickle.dumps(default())) is default()


@pytest.mark.parametrize(
    ("record", "line", "field"),
    [
        ({"table": "central_agencies", "id": "x", "name": "X"}, 2, "kind"),
        ({"table": "central_agencies", "id": "x", "name": "X", "kind": 7}, 2, "kind"),
        ({**AGENCY, "shorts": ["B"]}, 2, "shorts"),
        ({**AGENCY, "from": "1 March"}, 2, "from"),
        ({**AGENCY, "from": "2025-02-30"}, 2, "from"),
        ({**AGENCY, "from": "2025-13"}, 2, "from"),
        ({**AGENCY, "from": "2025-03-01", "to": "2025-02-01"}, 2, "to"),
        ({**AGENCY, "confidence": "Z"}, 2, "confidence"),
        ({**AGENCY, "source": []}, 2, "source"),
        ({**AGENCY, "short": "BGĐ"}, 2, "short"),
        ({**AGENCY, "former_parents": ["nobody"]}, 2, "former_parents"),
        ({**AGENCY, "former_parents": None}, 2, "former_parents"),
        ({"table": "provinces", "id": "vn:caobang", "strong": None}, 2, "strong"),
        ({"table": "provinces", "id": "vn:caobang", "strong": [1]}, 2, "strong"),
        ({"table": "towns", "id": "x"}, 2, "table"),
        ({"id": "x"}, 2, "table"),
        (["no", "mapping"], 2, "?"),
    ],
)
def test_a_bad_record_is_refused_with_file_line_and_field(
    tmp_path: Path, record: object, line: int, field: str
) -> None:
    path = write_lines(tmp_path / "own.jsonl", AGENCY, record)
    with pytest.raises(GazetteerError) as caught:
        default().with_additions(path)
    assert f"own.jsonl, line {line}, field '{field}'" in caught.value.message
    assert caught.value.source == str(path)


@pytest.mark.parametrize(("field", "value"), [("source", ["no-such-source"]), ("successors", ["no-such-body"])])
def test_a_reference_to_nothing_is_refused(tmp_path: Path, field: str, value: list[str]) -> None:
    with pytest.raises(GazetteerError, match=f"own.jsonl, field '{field}' of bo-gia-dinh"):
        default().with_additions(write_lines(tmp_path / "own.jsonl", {**AGENCY, field: value}))


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"table": "ranks"\n', encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"own\.jsonl, line 1"):
        default().with_additions(path)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot read"):
        default().with_additions(tmp_path / "missing.jsonl")
    (tmp_path / "latin.jsonl").write_bytes("Bộ".encode("utf-16"))
    with pytest.raises(GazetteerError, match="cannot read"):
        default().with_additions(tmp_path / "latin.jsonl")


def test_yaml_takes_the_form_of_our_own_resources(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    path = tmp_path / "own.yml"
    path.write_text(
        "central_agencies:\n- {id: bo-gia-dinh, name: Bộ Gia đình, kind: ministry, from: 2027}\n"
        "local_patterns:\n- id: so-gia-dinh\n  head: Sở Gia đình\n  name: Sở Gia đình <P>\n  kind: department\n  level: province\n",
        encoding="utf-8",
    )
    own = default().with_additions(path)
    assert own.agency("Bộ Gia đình").records[0].from_precision == "year"
    assert own.expand("Sở Gia đình Hà Nội").records[0].name == "Sở Gia đình Thành phố Hà Nội"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "central_agencies:\n- {id: a, name: A, kind: ministry}\n- {id: b, name: B}\n",
            "own.yml, line 3, field 'kind'",
        ),
        ("central_agencies: nothing\n", "own.yml, line 1, field 'central_agencies'"),
        ("- a\n- b\n", "own.yml, line 1"),
        ("central_agencies: [\n", "own.yml"),
    ],
)
def test_bad_yaml_is_refused_with_file_line_and_field(tmp_path: Path, text: str, where: str) -> None:
    pytest.importorskip("yaml")
    path = tmp_path / "own.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError) as caught:
        default().with_additions(path)
    assert where in caught.value.message


def test_yaml_without_the_extra_names_the_pip_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    path = tmp_path / "own.yml"
    path.write_text("ranks: []\n", encoding="utf-8")
    with pytest.raises(MissingExtra, match=r"run: pip install 'pyyaml>=[\d.]+'"):
        default().with_additions(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "table",
        "id",
        "name",
        "kind",
        "from",
        "to",
        "short",
        "source",
        "successors",
        "former_parents",
        "province",
        "code",
        "title",
    ]
)
TABLES = st.sampled_from(["provinces", "central_agencies", "districts", "roles", "surnames", "sources", "lookalikes"])


@given(record=st.dictionaries(FIELDS, JSON | st.just("2025"), max_size=8), table=TABLES)
def test_only_gazetteer_errors_come_out_of_any_record(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, object], table: str
) -> None:
    path = write_lines(tmp_path_factory.mktemp("any") / "own.jsonl", {**record, "table": table})
    try:
        own = default().with_additions(path)
    except GazetteerError:
        return
    assert isinstance(own, Gazetteer)
    assert own.province("Hà Nội")


def test_an_added_former_commune_is_found_with_what_followed(tmp_path: Path) -> None:
    commune = {
        "table": "former_communes",
        "id": "vn:99999@2025",
        "code": "99999",
        "name": "Bến Trăng",
        "kind": "commune",
        "province": "vn:camau@63",
        "district": "vn:966",
        "to": "2025-06-30",
        "successors": ["vn:00004"],
    }
    own = default().with_additions(write_lines(tmp_path / "own.jsonl", commune))
    unit = own.find("xã Bến Trăng, huyện U Minh", on=date(2024, 1, 1)).only
    assert unit is not None
    assert unit.id == "vn:99999@2025"
    assert [heir.full_name for heir in own.successors("xã Bến Trăng")] == ["Phường Ba Đình"]
    assert not default().find("xã Bến Trăng")
    for field, value in (("district", "vn:0"), ("province", "vn:x"), ("successors", ["vn:x"])):
        with pytest.raises(GazetteerError, match=f"field '{field}'.* is not among the "):
            default().with_additions(write_lines(tmp_path / "wrong.jsonl", {**commune, field: value}))
