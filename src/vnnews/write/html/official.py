"""An official as a small HTML table for a notebook: takes an `Official`, gives a fragment without scripts."""

from __future__ import annotations

from vnnews.models import Official
from vnnews.write.html.article import render_officials
from vnnews.write.html.sheet import read_sheet


def render_official(official: Official) -> str:
    """Return an official as an HTML fragment that shows itself in a notebook.

    Example:
        >>> from vnnews.models import Post
        >>> "Giám đốc, Sở Y tế" in render_official(Official("Lê Văn Bình", posts=(Post("Giám đốc", "Sở Y tế tỉnh Lào Cai"),)))
        True
    """
    return f'<div class="vnn" lang="vi"><style>{read_sheet("view.css")}</style>{render_officials([official])}</div>'
