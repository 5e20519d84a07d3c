"""Rules for what a page says to its reader inside an article: messages of forms, offers to subscribe, cookie notices.

Each rule is a function named for what it sees. A form or a box that holds much of the article is the article's own wrapper, whatever
it is called. Known limit: a message in a site's own words outside such boxes is read as a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vnnews.label.html_lines import Line
from vnnews.label.html_scene import SPINE_SHARE, Scene
from vnnews.label.reader_messages import is_reader_message, speaks_to_reader

MAX_BOX_DEPTH: Final = 12
"""Elements around a line that are looked at for a form or a box of messages."""


def reader_message(scene: Scene, line: Line) -> bool:
    """'Vui lòng nhập họ tên', 'Nội dung dành cho độc giả đăng ký', 'Chúng tôi sử dụng cookie …' as a whole line."""
    return not scene.tree.prose[line.index] and is_reader_message(line.text)  # prose is none, see `html_lines`


def message_box(scene: Scene, line: Line) -> bool:
    """A line that speaks to the reader, in a small box called a paywall, a consent or a newsletter."""
    if not scene.message_boxes or not speaks_to_reader(line.text):
        return False
    return any(at in scene.message_boxes for at in _small_boxes(scene, line))


def form_text(scene: Scene, line: Line) -> bool:
    """A sentence inside a form that holds little of the article."""
    if "form" not in line.block.hints or not line.is_prose:
        return False
    return any(scene.tree.elements[at].tag == "form" for at in _small_boxes(scene, line))


def _small_boxes(scene: Scene, line: Line) -> Iterator[int]:
    """The elements around a line that hold little of the article's prose."""
    tree, at = scene.tree, line.block.element
    most = SPINE_SHARE * scene.region.prose if scene.region is not None else 0.0
    for _ in range(MAX_BOX_DEPTH):
        if at < 0 or tree.prose_in(at) > most:
            return
        yield at
        at = tree.elements[at].parent
