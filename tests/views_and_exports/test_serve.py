"""`vnnews serve`: what it answers, whom it refuses, and that no request hangs it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

import vnnews.serve.server
from vnnews.cli import app
from vnnews.errors import InputError
from vnnews.models import Page
from vnnews.pipeline import Pipeline
from vnnews.serve import PageServer, open_server
from vnnews.serve.forms import Form, parse_form, read_form
from vnnews.serve.guard import MAX_FORM_BYTES, MAX_PAGE_CHARS

PAGE = (Path(__file__).parents[2] / "examples" / "pages" / "paper-b.html").read_text(encoding="utf-8")
TITLE = "Đồng Tháp: Nước lũ về sớm"


@pytest.fixture
def server() -> Iterator[PageServer]:
    with open_server(0, Pipeline(words=False)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


class Answer:
    """What a server said."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()


def ask(
    server: PageServer, path: str, method: str = "GET", body: str = "", headers: Mapping[str, str] | None = None
) -> Answer:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    try:
        connection.request(method, path, body or None, dict(headers or {}))
        return Answer(connection.getresponse())
    finally:
        connection.close()


def own(server: PageServer, **changed: str) -> dict[str, str]:
    """The headers of a form that the server's own page sends."""
    kind = "application/x-www-form-urlencoded"
    return {"Origin": server.address.rstrip("/"), "Content-Type": kind, **changed}


def paste(server: PageServer, page: str, **known: str) -> Answer:
    return ask(server, "/", "POST", urlencode({"page": page, **known}), own(server))


def test_a_pasted_page_has_four_views(server: PageServer) -> None:
    sent = paste(server, PAGE, url="https://bao.example/lu.html")
    assert sent.status == 303
    base = sent.headers["Location"]
    view, entities, markdown, document = (ask(server, base + rest) for rest in ("", "/entities", "/markdown", "/json"))
    assert {answer.status for answer in (view, entities, markdown, document)} == {200}
    assert 'class="vnn-block' in view.text
    assert "https://bao.example/lu.html" in view.text
    assert "Lê Hoài Tâm" in entities.text
    assert f"<pre># {TITLE}" in markdown.text
    assert "&quot;title&quot;: &quot;Đồng Tháp" in document.text
    for answer in (view, entities, markdown, document):
        assert answer.text.count("aria-current=page") == 1
        assert all(f'href="{base}{rest}"' in answer.text for rest in ("", "/entities", "/markdown", "/json"))
    saved = ask(server, f"{base}/article.json")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="article.json"'
    assert json.loads(saved.text)[0]["title"].startswith(TITLE)
    assert ask(server, f"{base}/article.md").text.startswith(f"# {TITLE}")


def test_text_and_its_date_are_taken_as_given(server: PageServer) -> None:
    text = "Mưa lớn ở Lào Cai\n\nSáng nay, mưa lớn kéo dài làm ngập nhiều tuyến đường trung tâm. Công an tỉnh Lào Cai đã cử người giúp dân.\n"
    base = paste(server, text, date="2025-08-05", kind="text").headers["Location"]
    (article,) = json.loads(ask(server, f"{base}/article.json").text)
    assert article["published"].startswith("2025-08-05")
    assert article["title"] == "Mưa lớn ở Lào Cai"


def test_a_page_without_an_article_is_shown_too(server: PageServer) -> None:
    base = paste(server, "<ul><li><a href=/1>Giá tôm tăng trở lại</a><li><a href=/2>Mưa lớn ở Huế</a></ul>").headers[
        "Location"
    ]
    assert "Giá tôm" in ask(server, base).text
    for view in ("entities", "markdown", "json"):
        assert "No article" in ask(server, f"{base}/{view}").text
    assert ask(server, f"{base}/article.json").text == "[]"


@pytest.mark.parametrize(
    ("page", "known", "status", "said"),
    [
        ("", {}, 400, "nothing in the box"),
        (" \n", {}, 400, "nothing in the box"),
        ("Tin", {"date": "hôm qua"}, 400, "date must be"),
        ("Tin", {"kind": "pdf"}, 400, "HTML or text"),
        ("https://bao.example/1.html", {}, 400, "paste the page itself"),
        ("/etc/hosts.txt", {}, 400, "paste the page itself"),
        ("file:///etc/passwd", {}, 400, "paste the page itself"),
    ],
)
def test_the_box_says_what_is_wrong_and_keeps_what_was_typed(
    server: PageServer, page: str, known: dict[str, str], status: int, said: str
) -> None:
    answer = paste(server, page, **known)
    assert answer.status == status
    assert said in answer.text
    assert f"<textarea id=\"page\" name=\"page\" required autofocus spellcheck=\"false\" autocomplete=\"off\" aria-describedby=\"error\" aria-invalid=\"true\">\n{page}</textarea>" in answer.text  # fmt: skip


def test_no_file_and_no_address_of_a_page_is_read() -> None:
    """Watched through the interpreter's audit events."""
    code = """
import sys
from vnnews import Pipeline
from vnnews.serve.forms import Form, parse_form
seen = []
sys.addaudithook(lambda name, args: seen.append(name) if "passwd" in str(args) or name.startswith("socket") else None)
page = "<h1>Tin</h1><img src=/etc/passwd><link href=file:///etc/passwd><script src=http://127.0.0.1:1/passwd></script><p>/etc/passwd</p>"
pipeline = Pipeline(words=False)
parse_form(Form(page, url="file:///etc/passwd"), pipeline)
parse_form(Form("/etc/passwd\\n\\nhttp://127.0.0.1:1/passwd"), pipeline)
print(seen)
open("/etc/passwd").close()
print(seen)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n['open']\n"


def test_nothing_of_a_page_becomes_markup(server: PageServer) -> None:
    bad = "</textarea></pre><script>alert(1)</script>"
    base = paste(
        server, f"{bad}\n\n{bad} Mưa lớn ở Lào Cai làm ngập nhiều tuyến đường.", kind="text", url=f"https://{bad}/"
    ).headers["Location"]
    for path in (base, f"{base}/entities", f"{base}/markdown", f"{base}/json"):
        assert "<script>alert" not in ask(server, path).text
    kept = ask(server, "/", "POST", urlencode({"page": bad, "date": f'"{bad}'}), own(server)).text
    assert "<script>" not in kept
    assert kept.count("</textarea>") == 1


def test_every_answer_says_that_it_loads_nothing(server: PageServer) -> None:
    base = paste(server, PAGE).headers["Location"]
    for path in ("/", base, f"{base}/json", f"{base}/article.json", "/no", "/favicon.ico"):
        headers = ask(server, path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "script-src 'sha256-" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert not [name for name in headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("host", ["bao.example", "bao.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", "127.0.0.1:{port}.bao.example", ""])  # fmt: skip
def test_other_hosts_are_refused(server: PageServer, host: str) -> None:
    """A site whose name was made to point here: the browser sends that name, and gets neither the box nor a result."""
    base = paste(server, "Mưa lớn ở Lào Cai").headers["Location"]
    headers = {"Host": host.format(port=server.server_port)}
    for path in ("/", base):
        answer = ask(server, path, headers=headers)
        assert answer.status == 421
        assert "<" not in answer.text
    assert ask(server, "/", "POST", "page=Tin", own(server, **headers)).status == 421


def test_localhost_is_this_machine_too(server: PageServer) -> None:
    name = f"localhost:{server.server_port}"
    assert ask(server, "/", headers={"Host": name}).status == 200
    assert ask(server, "/", "POST", "page=Tin", own(server, Host=name, Origin=f"http://{name}")).status == 303


def test_a_request_without_a_host_is_refused(server: PageServer) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert b" 421 " in connection.recv(99)


@pytest.mark.parametrize("origin", ["https://bao.example", "null", "http://127.0.0.1:1", "http://127.0.0.1", None])
def test_a_form_of_another_site_is_refused(server: PageServer, origin: str | None) -> None:
    headers = own(server)
    del headers["Origin"]
    if origin:
        headers["Origin"] = origin
    assert ask(server, "/", "POST", "page=Tin", headers).status == 403


@pytest.mark.parametrize(
    ("method", "path", "changed", "status"),
    [
        ("POST", "/", {"Content-Type": "text/plain"}, 415),
        ("POST", "/", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ("POST", "/", {"Content-Length": "-1"}, 411),
        ("POST", "/", {"Content-Length": "²"}, 411),
        ("POST", "/page/x", {}, 404),
        ("OPTIONS", "/", {}, 501),
        ("PUT", "/", {}, 501),
        ("GET", "/page/x", {}, 404),
        ("GET", "/page//json", {}, 404),
        ("GET", "/../../etc/passwd", {}, 404),
        ("GET", "/page/../../../etc/passwd", {}, 404),
    ],
)
def test_other_requests_are_refused(
    server: PageServer, method: str, path: str, changed: dict[str, str], status: int
) -> None:
    changed = {name: value.encode().decode("latin-1") for name, value in changed.items()}
    assert ask(server, path, method, "page=Tin", own(server, **changed)).status == status


def test_too_long_a_page_is_refused_unread(server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vnnews.serve.server, "MAX_PASSED_BYTES", 9)
    answer = ask(server, "/", "POST", "page=Tin..", own(server, **{"Content-Length": str(MAX_FORM_BYTES + 1)}))
    assert answer.status == 413
    assert "2,000,000 characters" in answer.text
    with pytest.raises(InputError, match="2,000,000"):
        parse_form(Form("a" * (MAX_PAGE_CHARS + 1)), Pipeline())


def test_many_fields_are_no_form() -> None:
    with pytest.raises(InputError, match="more fields"):
        read_form(b"&".join(b"a%d=1" % n for n in range(99)))


def test_a_silent_client_hangs_nobody(server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that sends half a request, and a page that takes long: the box is answered meanwhile, and the silent one given up."""
    monkeypatch.setattr(vnnews.serve.server._Handler, "timeout", 0.2)
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as silent:
        silent.sendall(b"POST / HTTP/1.1\r\nHost: 127")
        assert ask(server, "/").status == 200
        assert silent.recv(99) == b""


def test_a_slow_page_hangs_nobody(server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
    began, may_end = threading.Event(), threading.Event()

    def read_slowly(form: Form, pipeline: Pipeline) -> Page:
        began.set()
        assert may_end.wait(30)
        return parse_form(form, pipeline)

    monkeypatch.setattr(vnnews.serve.server, "parse_form", read_slowly)
    monkeypatch.setattr(vnnews.serve.server, "BUSY_SECONDS", 0.01)
    answers: list[Answer] = []
    slow = threading.Thread(target=lambda: answers.append(paste(server, "Mưa lớn ở Lào Cai")))
    slow.start()
    assert began.wait(30)
    assert ask(server, "/").status == 200
    assert "another page is still being read" in paste(server, "Mưa lớn ở Huế").text
    may_end.set()
    slow.join(30)
    assert [answer.status for answer in answers] == [303]


def test_more_requests_than_are_taken_are_hung_up(server: PageServer) -> None:
    clients = [
        socket.create_connection(("127.0.0.1", server.server_port), timeout=30)
        for _ in range(vnnews.serve.server.MAX_CONNECTIONS)
    ]
    try:
        with pytest.raises(OSError):
            ask(server, "/")
    finally:
        for client in clients:
            client.close()


def test_only_the_last_results_are_kept(server: PageServer) -> None:
    bases = [
        paste(server, f"Mưa lớn ở Lào Cai {n}").headers["Location"] for n in range(vnnews.serve.server.KEPT_RESULTS + 1)
    ]
    assert [ask(server, base).status for base in bases] == [404] + [200] * vnnews.serve.server.KEPT_RESULTS


def test_only_this_machine_is_served(server: PageServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told(server: PageServer) -> None:
    done = CliRunner().invoke(app, ["serve", "--port", str(server.server_port)])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"vnnews: cannot listen on port {server.server_port} (")
    assert done.stderr.endswith("name another with --port, or --port 0 for any that is free\n")


def test_open_opens_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def stop(self: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(PageServer, "serve_forever", stop)
    done = CliRunner().invoke(app, ["serve", "--port", "0", "--open"])
    assert done.exit_code == 0
    assert done.stdout == f"{opened[0]} (Ctrl-C ends it)\n"
    assert CliRunner().invoke(app, ["serve", "--port", "0"]).exit_code == 0
    assert len(opened) == 1


@pytest.mark.skipif(os.name != "posix", reason="the signal of Ctrl-C cannot be sent to one process here")
def test_control_c_ends_it_quietly() -> None:
    command = [sys.executable, "-u", "-m", "vnnews", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
