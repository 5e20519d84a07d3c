"""The phrases of resources/label: every example is known as its list says, every counter-example is not, and every list is read."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import vnnews
from vnnews.errors import GazetteerError
from vnnews.gazetteer import default
from vnnews.label import names, page
from vnnews.label.words import bylines, captions, lines, load_lists, markers, pattern_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from phrase_notation import escape_phrase, find_first_words, find_named, join_phrases

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources" / "label"
LABEL = Path(vnnews.__file__).parent / "label"
ROLES = {name: role for role, name in names.ROLE_NAMES}


def source_in(line: str) -> bool:
    return bylines.parse_source(line) is not None


def begins_name(line: str) -> bool:
    return bylines.parse_byline(line) is not None


def is_dated(line: str) -> bool:
    return lines.split_dateline(line)[0] != ""


TESTS: dict[str, Callable[[str], object]] = {
    "page_markers.related_heading": lambda line: markers.can_be_marker(line) and markers.is_related_heading(line),
    "page_markers.more_link": lambda line: markers.can_be_marker(line) and markers.is_more_link(line),
    "page_markers.widget": lambda line: markers.can_be_marker(line) and markers.is_widget(line),
    "page_markers.comment_heading": lambda line: markers.can_be_marker(line) and markers.is_comment_heading(line),
    "page_markers.readers_heading": lambda line: markers.can_be_marker(line) and markers.is_readers_heading(line),
    "page_markers.tags_prefix": lambda line: markers.strip_tags_prefix(line) is not None,
    "page_markers.footer": markers.is_footer_line,
    "page_markers.read_more": markers.strip_read_more,
    "page_markers.read_tail": markers.strip_read_more,
    "page_markers.viewer_appeal": markers.is_viewer_appeal,
    "page_markers.comment_mark": markers.is_comment_mark,
    "reader_messages.form_message": lambda line: markers.is_reader_message(line) and markers.is_form_message(line),
    "reader_messages.paywall": lambda line: markers.is_reader_message(line) and markers.is_paywall(line),
    "reader_messages.cookie_notice": lambda line: markers.is_reader_message(line) and markers.is_cookie_notice(line),
    "reader_messages.word_in_box": markers.speaks_to_reader,
    "bylines.sign": begins_name,
    "bylines.unit": begins_name,
    "bylines.role": bylines.is_signed,
    "bylines.role_without_colon": begins_name,
    "bylines.office_head": bylines.is_signed,
    "bylines.office": bylines.is_signed,
    "bylines.not_signed": lambda line: not bylines.is_signed(line),
    "bylines.source_head": source_in,
    "bylines.agency": source_in,
    "captions.credit_word": lambda line: captions.split_credit(line)[1],
    "captions.unnamed": lambda line: captions.split_credit(line) == ("", line),
    "captions.unnamed_picture": captions.is_credit_line,
    "captions.picture": captions.strip_alt_number,
    "captions.place_in_picture": captions.speaks_of_picture,
    "captions.picture_begins": captions.speaks_of_picture,
    "datelines.outlet": is_dated,
    "datelines.place": is_dated,
    "date_lines.word": lambda line: lines.split_date_line(line) is not None,
    "page_types.digest_title": lambda line: page.is_digest(line, ["Mưa lớn ở Huế.", "Nắng ở Vinh."]),
    "page_types.question": page._QUESTION.match,
    "page_types.forum_mark": page._POST.match,
    "page_types.search_notice": lambda line: page._SEARCH.search(line.lower()),
    "page_types.tag_notice": page._TAG.match,
    "class_names.message_box": markers.is_message_box,
    "class_names.post": re.compile(pattern_of("class_names", "post")).search,
    "class_names.sure_related": re.compile(pattern_of("class_names", "sure_related")).search,
}
"""What knows the lines of each list that has examples."""


def knows(name: str, line: str) -> bool:
    file, _, role = name.partition(".")
    if file == "class_names" and role in ROLES:
        return bool(names.read_roles(line) & ROLES[role])
    return bool(TESTS[name](line))


def read_files() -> dict[str, dict[str, Any]]:
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for path in sorted(RESOURCES.glob("*.yml"))
    }


FILES = read_files()


def rows(key: str) -> list[tuple[str, str]]:
    return [
        (f"{file}.{name}", line)
        for file, lists in FILES.items()
        for name, found in lists.items()
        for line in found.get(key, ())
    ]


@pytest.mark.parametrize(("name", "line"), rows("examples"))
def test_an_example_is_known(name: str, line: str) -> None:
    assert knows(name, line)


@pytest.mark.parametrize(("name", "line"), rows("not"))
def test_a_counter_example_is_not(name: str, line: str) -> None:
    assert not knows(name, line)


def test_what_a_list_says_of_itself_is_known() -> None:
    keys = {key for lists in FILES.values() for found in lists.values() for key in found}
    assert keys == {"phrases", "words", "examples", "not"}


def test_every_pattern_has_an_example() -> None:
    assert [
        (file, name)
        for file, found in load_lists().patterns.items()
        for name in found
        if not FILES[file][name].get("examples")
    ] == []


def test_every_list_is_read() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in LABEL.rglob("*.py"))
    asked = set(re.findall(r"""(?:pattern|words)_of\(["'](\w+)["'], ["'](\w+)["']\)""", source))
    asked |= {("class_names", role) for role in ROLES}
    lists = load_lists()
    kept = {(file, name) for table in (lists.patterns, lists.words) for file, found in table.items() for name in found}
    assert asked == kept
    for file, found in FILES.items():
        named = find_named(phrase for own in found.values() for phrase in own.get("phrases", ()))
        assert named - {"province"} <= set(found), file
        assert {name for name in found if (file, name) not in kept} == named - {"province"}


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, found in FILES.items() for name in found])
def test_nothing_stands_twice(file: str, name: str) -> None:
    found = FILES[file][name]
    rows = found.get("phrases", ()) or found.get("words", ())
    assert sorted(set(rows)) == sorted(rows)


def test_the_provinces_of_datelines_are_those_of_the_gazetteer() -> None:
    place = re.compile(pattern_of("datelines", "place"))
    names = {province.name for province in default().provinces if not province.id.endswith("@hist")}
    assert all(place.fullmatch(name) for name in names)


# the notation


@pytest.mark.parametrize(
    ("phrase", "fits", "not_fits"),
    [
        ("[các ]tin mới", ["tin mới", "các tin mới"], ["các tin", "cáctin mới"]),
        ("(xem/đọc) thêm", ["xem thêm", "đọc thêm"], ["xemđọc thêm", "thêm"]),
        ("chi tiết[{.}]", ["chi tiết", "chi tiết..."], ["chi tiết!"]),
        ("{ha/hi}", ["ha", "hahihi"], ["", "h"]),
        ("{#1}2-3", ["12", "123"], ["1", "1234"]),
        ("về …5", ["về Huế"], ["về ", "về Quảng Trị"]),
        ("về…2-3", ["về Vn"], ["vềV", "về Huế"]),
        ("về[…3]", ["về", "về ba"], ["về Huế"]),
        ("# lượt", ["1.234 lượt"], ["lượt", ". lượt"]),
        ("trang #2", ["trang 12"], ["trang 123"]),
        ("quý @", ["quý vị"], ["quý ", "quý bạn đọc"]),
        ("@2-", ["ab-"], ["abc-"]),
        ("menu*", ["menu", "menus"], ["menu-top"]),
        ("a_:", ["a:", "a  :"], ["a."]),
        ("~ảnh", ["ảnh", "Ảnh"], ["ẢNH"]),
        (r"a\/b \…", ["a/b …"], ["a", "b …"]),
        ("a.b+", ["a.b+"], ["axb", "a.bb"]),
        ("google[+]", ["google", "google+"], ["googlee"]),
        ("<animal> con", ["mèo con", "chó con"], ["con"]),
    ],
)
def test_notation(phrase: str, fits: list[str], not_fits: list[str]) -> None:
    pattern = re.compile(join_phrases([phrase], {"animal": ["mèo", "chó"]}))
    assert [line for line in fits if not pattern.fullmatch(line)] == []
    assert [line for line in not_fits if pattern.fullmatch(line)] == []


def test_the_edge_of_a_word_and_the_ends_of_a_line() -> None:
    assert re.search(join_phrases(["|nav|"], {}), "top-nav") is not None
    assert re.search(join_phrases(["|nav|"], {}), "navy") is None
    assert re.search(join_phrases(["^foot$"], {}), "foot") is not None
    assert re.search(join_phrases(["^foot$"], {}), "foot-2") is None


def test_phrases_together_fit_what_each_fits_alone() -> None:
    for file, found in FILES.items():
        lists = {name: own["phrases"] for name, own in found.items() if "phrases" in own} | {"province": ["Huế"]}
        for name, phrases in lists.items():
            together = re.compile(join_phrases(phrases, lists))
            plain = [phrase for phrase in phrases if not re.search(r"[\[\](){}/…#@*|_~^$<\\]", phrase)]
            assert [phrase for phrase in plain if not together.fullmatch(phrase)] == [], (file, name)


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("[các tin", "is not closed by ']'"),
        ("tin (mới/khác", "is not closed by ')'"),
        ("tin ]", "closes nothing"),
        ("về …", "a number is missing"),
        ("<nobody> nói", "there is no list 'nobody'"),
        ("<self>", "it names itself"),
        ("ảnh ~", "nothing stands behind '~'"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, says: str) -> None:
    with pytest.raises(GazetteerError, match=re.escape(says)):
        join_phrases([phrase], {"self": ["<self>"]})


def test_a_text_is_escaped() -> None:
    text = r"a/b (c) [d] {e} … # @ * | _ ~ ^ $ <f> \ g."
    assert re.fullmatch(join_phrases([escape_phrase(text)], {}), text) is not None


def test_first_words_are_what_lines_begin_with() -> None:
    source = join_phrases(["[bạn ](hãy/vui lòng) nhập", "[#3 ]ký tự", "e[-]mail"], {})
    assert find_first_words(source) == {"bạn", "hãy", "vui", "ký", "e-mail", "email"}


# the builder


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gazetteer", ROOT / "tools" / "build_gazetteer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_phrases_are_what_the_resources_give(tool: ModuleType) -> None:
    tables = {table: list(default().table(table)) for table in ("provinces", "surnames")}
    assert tool.find_differing_phrases(tables) == [], "run python tools/build_gazetteer.py"


@pytest.mark.parametrize("phrase", ["trang #3", "#3", "trang #3 #4"])
def test_a_phrase_that_ends_in_a_comment_is_refused(
    phrase: str, tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "label").mkdir()
    (tmp_path / "label" / "page_markers.yml").write_text(f"widget:\n  phrases:\n  - {phrase}\n", encoding="utf-8")
    monkeypatch.setattr(tool, "RESOURCES", tmp_path)
    with pytest.raises(SystemExit, match="put the phrase in quotes"):
        tool.build_phrases({"provinces": [], "surnames": []})
