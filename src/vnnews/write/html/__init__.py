"""Articles, pages and officials as HTML for people: fragments for notebooks, and one self-contained file.

Takes the objects of `vnnews.models`, gives strings of HTML. Everything that comes from a page is escaped; a fragment holds no
script and loads nothing.
"""

from vnnews.write.html.article import render_article
from vnnews.write.html.official import render_official
from vnnews.write.html.page import render_page
from vnnews.write.html.view import render_view

__all__ = ["render_article", "render_official", "render_page", "render_view"]
