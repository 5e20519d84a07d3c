"""The server: answers requests of this machine, each in a thread of its own, and keeps the last few results in memory.

Takes HTTP requests on 127.0.0.1. A form that is sent (POST /) is read and answered with the address of its result
(/page/<token>), under which the views lie; so a result can be reloaded and gone back to. Decides the limits: how long a client may be
silent, how many requests and pages are worked on at once, how many results are kept.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import socketserver
import threading
from collections import OrderedDict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final

from vnnews.errors import InputError, VnnewsError
from vnnews.models import Page
from vnnews.pipeline import Pipeline
from vnnews.serve.forms import Form, parse_form, read_form, status_of
from vnnews.serve.guard import check_form, check_host
from vnnews.serve.pages import VIEWS, render_box, render_result, write_json, write_markdown
from vnnews.write.html.sheet import read_sheet

DEFAULT_PORT: Final = 8765

HOST: Final = "127.0.0.1"

KEPT_RESULTS: Final = 8

SILENT_SECONDS: Final = 10.0
"""How long a client may send nothing before its request is given up."""

MAX_CONNECTIONS: Final = 16
"""Requests that are open at once: a browser opens six."""

BUSY_SECONDS: Final = 30.0
"""How long a page waits for the one before it to be done; the largest that is taken needs some six seconds."""

MAX_PASSED_BYTES: Final = 100_000_000

_FILES = {"article.md": ("text/markdown", write_markdown), "article.json": ("application/json", write_json)}


class PageServer(socketserver.ThreadingMixIn, HTTPServer):
    """A server on 127.0.0.1; `serve_forever()` runs it, `server_close()` ends it.

    Args:
        port: 0 takes any that is free; `server_port` says which.
        pipeline: What is done with each page.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = MAX_CONNECTIONS
    allow_reuse_address = os.name == "posix"  # elsewhere it would let two servers share a port

    def __init__(self, port: int, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._results: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()
        self._working = threading.Lock()
        self._open = threading.BoundedSemaphore(MAX_CONNECTIONS)
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """The address of the box."""
        return f"http://{HOST}:{self.server_port}/"

    def add(self, form: Form) -> str:
        """Read a pasted page and return the token of its result; one page is worked on at a time.

        Raises:
            VnnewsError: The page cannot be read, or another one takes too long.
        """
        if not self._working.acquire(timeout=BUSY_SECONDS):
            raise VnnewsError("another page is still being read: try again", reason="busy")
        try:
            page = parse_form(form, self._pipeline)
        finally:
            self._working.release()
        token = secrets.token_urlsafe(9)
        with self._lock:
            self._results[token] = page
            while len(self._results) > KEPT_RESULTS:
                self._results.popitem(last=False)
        return token

    def find(self, token: str) -> Page | None:
        """Return the result with a token, None when there is none or no more."""
        with self._lock:
            return self._results.get(token)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, or hang up when too many requests are open."""
        if not self._open.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer a request; the body of its thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that hung up is no error of anybody's."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: PageServer
    server_version = "vnnews"
    sys_version = ""
    timeout = SILENT_SECONDS

    def do_GET(self) -> None:
        if not self._refuse(check_host(self.headers, self.server.server_port)):
            self._get(self.path.partition("?")[0])

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        port = self.server.server_port
        refusal = check_host(self.headers, port) or check_form(self.headers, port)
        if refusal and refusal[0] is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            self._pass_over(int(self.headers["Content-Length"]))
        if self._refuse(refusal):
            return
        if self.path != "/":
            self._refuse((HTTPStatus.NOT_FOUND, "there is no such page"))
            return
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            return  # the browser hung up
        form = Form()
        try:
            form = read_form(body)
            token = self.server.add(form)
        except VnnewsError as error:
            self._send(status_of(error), render_box(form, error.message))
            return
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/page/{token}")
        self._end(b"")

    def _get(self, path: str) -> None:
        if path == "/":
            self._send(HTTPStatus.OK, render_box())
            return
        if path == "/favicon.ico":  # every browser asks
            self.send_response(HTTPStatus.NO_CONTENT)
            self._end(b"")
            return
        token, _, view = path.removeprefix("/page/").partition("/")
        page = self.server.find(token) if path.startswith("/page/") else None
        if page is None:
            self._refuse((HTTPStatus.NOT_FOUND, f"there is no such page; the last {KEPT_RESULTS} results are kept"))
        elif view in _FILES:
            kind, write = _FILES[view]
            self._send(HTTPStatus.OK, write(page), kind=kind, name=view)
        elif view in VIEWS:
            self._send(HTTPStatus.OK, render_result(page, view, f"/page/{token}"))
        else:
            self._refuse((HTTPStatus.NOT_FOUND, "there is no such view"))

    def _pass_over(self, length: int) -> None:
        """Read a form that is too long without keeping it: a browser shows no answer before it has sent all."""
        left = min(length, MAX_PASSED_BYTES)
        while left > 0 and (piece := self.rfile.read(min(left, 1 << 16))):
            left -= len(piece)

    def _refuse(self, refusal: tuple[HTTPStatus, str] | None) -> bool:
        """Send a refusal, if there is one, and say whether there was."""
        if refusal is None:
            return False
        self._send(refusal[0], refusal[1] + "\n", kind="text/plain")
        return True

    def _send(self, status: HTTPStatus, text: str, *, kind: str = "text/html", name: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if name:
            self.send_header("Content-Disposition", f'attachment; filename="{name}"')
        self._end(text.encode("utf-8", "replace"))

    def _end(self, body: bytes) -> None:
        for header, value in _SAFE.items():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is the user's."""


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


_SAFE: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    f"script-src 'sha256-{_hash(read_sheet('view.js'))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Headers of every answer. Without a referrer at all a browser would not say where a form comes from."""


def open_server(port: int = DEFAULT_PORT, pipeline: Pipeline | None = None) -> PageServer:
    """Return a server that listens on 127.0.0.1.

    Args:
        port: 0 takes any that is free.
        pipeline: What is done with each page; everything by default.

    Raises:
        InputError: The port is taken, or may not be used.

    Example:
        >>> with open_server(0) as server:
        ...     server.address.startswith("http://127.0.0.1:")
        True
    """
    try:
        return PageServer(port, pipeline or Pipeline())
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot listen on port {port} ({reason}): name another with --port, or --port 0 for any that is free"
        raise InputError(message, stage="serve", reason="port") from None
