"""Rules for captions: by mark-up, by credit, by the picture above.

Each rule is a function named for what it sees. Known limits: a caption without credit, figure or class, set below its picture as an
ordinary paragraph that ends in a full stop, is read as a paragraph unless it stands in a series of pictures.
"""

from __future__ import annotations

from typing import Final

from vnnews.label.captions import has_credit, is_alt_of, is_credit_line, is_file_name
from vnnews.label.html_limits import SURE_LINK
from vnnews.label.html_lines import Line
from vnnews.label.html_names import Role
from vnnews.label.html_scene import Scene, is_heading_line
from vnnews.label.lines import ends_sentence
from vnnews.models import Label

MAX_CAPTION_WORDS: Final = 60
"""Words of a caption below its picture; longer ones are paragraphs that follow a picture."""
MAX_FIGURE_WORDS: Final = 120
"""Words of a caption in mark-up of its own: the longest explain a whole graphic."""
MAX_BARE_CAPTION_WORDS: Final = 30
"""Words of a caption that has neither credit nor mark-up of its own."""
MAX_SERIES_WORDS: Final = 15
"""Words of a caption that is a full sentence, in a series of pictures."""
TABLE_CAPTION_LINES: Final = 2
"""Lines in a table that is only there to hold a picture and its caption, as content systems made them until about 2016."""

_BESIDE_PICTURE: Final = frozenset(("after_image", "before_image", "figure", "table"))


def figure_caption(scene: Scene, line: Line) -> bool:
    """Text inside a `figure` that holds a picture: editors put tables and quotes into figures too."""
    if "figure" not in line.block.hints or line.link_share >= SURE_LINK:
        return False
    return line.words <= MAX_FIGURE_WORDS and not _is_table_or_quote_in_figure(scene, line)


def _is_table_or_quote_in_figure(scene: Scene, line: Line) -> bool:
    elements, at = scene.tree.elements, line.block.element
    while at >= 0 and elements[at].tag not in ("figure", "figcaption"):
        if elements[at].tag in ("table", "blockquote"):
            return True
        at = elements[at].parent
    return False


def named_caption(scene: Scene, line: Line) -> bool:
    """Text that the mark-up calls a caption, and no paragraph far from any picture."""
    if line.words > MAX_FIGURE_WORDS or line.link_share >= SURE_LINK:
        return False
    if line.is_prose and scene.is_core(line) and not line.block.hints & _BESIDE_PICTURE and not has_credit(line.text):
        return False
    return bool((line.roles | (line.inline_roles if line.words < MAX_CAPTION_WORDS else 0)) & Role.CAPTION)


def table_caption(scene: Scene, line: Line) -> bool:
    """Text in a table that holds a picture and little else."""
    block = line.block
    if (
        "table" not in block.hints
        or not block.hints & {"after_image", "before_image"}
        or line.words > MAX_CAPTION_WORDS
    ):
        return False
    at = block.element
    while at >= 0 and scene.tree.elements[at].tag != "table":
        at = scene.tree.elements[at].parent
    if at < 0 or "bold" in block.hints:
        return False
    first, last = scene.tree.first[at], scene.tree.last[at]
    if last - first > TABLE_CAPTION_LINES:
        return False
    if line.is_prose and not has_credit(line.text):
        # a full sentence is a caption in a row below that of the picture: beside it stands the step of a recipe
        below = last - first == 1 and _has_row_without_text(scene, at, block.element)
        return below and line.words <= MAX_BARE_CAPTION_WORDS
    return last - first == 1 or any(is_credit_line(other.text) for other in scene.lines[first:last])


def _has_row_without_text(scene: Scene, table: int, cell: int) -> bool:
    """Whether a row without text stands between the beginning of a table and one of its cells."""
    tree = scene.tree
    return any(tree.elements[at].tag == "tr" and not tree.last[at] for at in range(table + 1, cell))


def credit_line(scene: Scene, line: Line) -> bool:
    """A picture credit: 'Ảnh: TTXVN', also at the end of a short line."""
    if line.words > MAX_CAPTION_WORDS:
        return False
    if is_credit_line(line.text):
        return True
    near_image = bool(line.block.hints & {"after_image", "before_image"})
    return (near_image or not ends_sentence(line.text) or line.words <= MAX_BARE_CAPTION_WORDS) and has_credit(
        line.text
    )


def image_name(scene: Scene, line: Line) -> bool:
    """A file name, or the title once more as the alternative text of a picture."""
    return line.words <= MAX_BARE_CAPTION_WORDS and (is_file_name(line.text) or is_alt_of(line.text, ""))


def text_below_image(scene: Scene, line: Line) -> bool:
    """A short line right below a picture that is no full sentence, or is set in italics."""
    hints = line.block.hints
    if "after_image" not in hints or line.words > MAX_CAPTION_WORDS or line.link_share > 0.5 or is_heading_line(line):
        return False
    if line.block.alt and line.block.alt.strip(" .") == line.text.strip(" ."):
        return True
    if "italic" in hints:
        return True
    if line.words > MAX_BARE_CAPTION_WORDS or line.text.endswith(":") or "http" in line.text:
        return False
    below = scene.next(line)
    if (scene.labels and scene.labels[-1] is Label.CAPTION) or (
        below is not None and "after_image" in below.block.hints
    ):
        return not line.is_prose or line.words <= MAX_SERIES_WORDS  # a series of pictures, each with its caption
    return not line.is_prose and ("before_image" in hints or not ends_sentence(line.text))


def text_beside_image(scene: Scene, line: Line) -> bool:
    """A line right above or below a picture on a page that has nothing but pictures."""
    block = line.block
    if (
        not block.hints & {"after_image", "before_image"}
        or block.links
        or is_heading_line(line)
        or "bold" in block.hints
    ):
        return False
    return scene.is_in_container(line) and not line.roles & (Role.TOOL | Role.SAPO | Role.RELATED)
