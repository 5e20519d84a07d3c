"""Text made safe for HTML: takes any string, gives one that a browser shows as it is and can never run.

Decides which links are kept: only `http` and `https` addresses become links, everything else is shown as text.
"""

from __future__ import annotations

import re
from html import escape

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that HTML forbids or that UTF-8 cannot carry: control characters and lone surrogates."""

SHOWN_URL_CHARS = 80
"""Longer addresses are shown cut; 80 characters fit on a line of the view."""


def escape_text(text: str) -> str:
    """Return text for use between tags and in quoted attributes.

    Example:
        >>> escape_text('Tỉnh <b>"Quảng Ninh"</b>')
        'Tỉnh &lt;b&gt;&quot;Quảng Ninh&quot;&lt;/b&gt;'
    """
    return escape(CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def link_address(url: str, text: str = "") -> str:
    """Return a link to a web address, or only its text when it is no `http` or `https` address.

    Example:
        >>> link_address("https://bao.example/tin-1.html", "Bản gốc")
        '<a href="https://bao.example/tin-1.html" target="_blank" rel="noopener noreferrer nofollow">Bản gốc</a>'
        >>> link_address("javascript:alert(1)")
        'javascript:alert(1)'
    """
    shown = text or (url if len(url) <= SHOWN_URL_CHARS else url[: SHOWN_URL_CHARS - 1] + "…")
    if not url.lower().startswith(("http://", "https://")):
        return escape_text(shown)
    return f'<a href="{escape_text(url)}" target="_blank" rel="noopener noreferrer nofollow">{escape_text(shown)}</a>'
