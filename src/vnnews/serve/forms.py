"""What was typed into the box: takes the body of a request, gives a `Form`. Decides nothing about the page itself."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qs

import msgspec

from vnnews.errors import InputError, VnnewsError
from vnnews.models import Page
from vnnews.pipeline import Pipeline
from vnnews.serve.guard import MAX_PAGE_CHARS

MAX_FIELDS = 8
"""The form has four."""


class Form(msgspec.Struct, frozen=True):
    """A page as it was pasted, and what is known about it; '' where nothing is."""

    page: str = ""
    url: str = ""
    date: str = ""
    kind: str = ""
    """'html' or 'text' to force the kind."""


def read_form(body: bytes) -> Form:
    """Return what a form says.

    Raises:
        InputError: It is no form, or holds more than it should.

    Example:
        >>> read_form("page=Mưa+lớn&date=2025-08-05".encode())
        Form(page='Mưa lớn', url='', date='2025-08-05', kind='')
    """
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MAX_FIELDS)
    except ValueError:
        raise InputError("the form has more fields than it should", reason="form") from None
    values = {name: fields.get(name, [""])[0] for name in Form.__struct_fields__}
    values["page"] = values["page"].replace("\r\n", "\n")  # browsers send every line break so
    return Form(**{name: value if name == "page" else value.strip() for name, value in values.items()})


def parse_form(form: Form, pipeline: Pipeline) -> Page:
    """Return what is on a pasted page; no file and no address is read, whatever it says.

    Raises:
        VnnewsError: There is nothing on it, or an option has no meaning; the message says what to do.

    Example:
        >>> parse_form(Form("Mưa lớn ở Lào Cai"), Pipeline(words=False)).kind
        'text'
    """
    if not form.page.strip():
        raise InputError("there is nothing in the box: paste the page into it", reason="empty")
    if len(form.page) > MAX_PAGE_CHARS:
        raise InputError(f"the page has more than {MAX_PAGE_CHARS:,} characters", reason="too large")
    if form.kind not in ("", "html", "text"):
        raise InputError("a page is HTML or text", reason="kind")
    try:
        return pipeline.parse_page(form.page, url=form.url or None, date=form.date or None, kind=form.kind or None)
    except InputError as error:
        if error.reason in ("address", "path"):
            raise InputError(
                "that is only the name of a page, and nothing is fetched here: paste the page itself",
                reason=error.reason,
            ) from None
        raise


def status_of(error: VnnewsError) -> HTTPStatus:
    """Return the status with which an error is answered.

    Example:
        >>> status_of(InputError("there is nothing in the box")).value
        400
    """
    return HTTPStatus.BAD_REQUEST if isinstance(error, InputError) else HTTPStatus.UNPROCESSABLE_ENTITY
