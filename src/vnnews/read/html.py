"""Cut an HTML page into blocks.

Takes: the page as a string.
Gives: an `HtmlText`: the NFC text, one `SourceBlock` for each block-level run of visible text, and the element tree.
Decides: what is a line (the text between two block-level tags), what is visible (no script, style, template, form field), and
    which elements each line stands in. Hidden text stays, with the hint 'hidden', behind the line in which it stood; nothing else is judged
    here.
Known limits: of style sheets only what hides is read, so a `span` shown as a block by a class does not break the line. Elements nested deeper
    than `MAX_DEPTH` on a very large page become line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from vnnews.models import Element, SourceBlock, SourceImage
from vnnews.read.html_bounds import bound_markup
from vnnews.read.html_facts import (
    MAX_NAMES,
    NAMING_ATTRIBUTES,
    SHAPING_ATTRIBUTES,
    all_names,
    find_picture,
    shape_element,
)
from vnnews.read.html_hidden import Box, find_hidden, is_hidden_element, read_hiding_names
from vnnews.read.html_links import MIN_CARD_TITLE, close_links, is_next_part, unlink_stories
from vnnews.read.html_readline import MOSTLY, NO_HINTS, LinkPlaces, ReadLine
from vnnews.read.link_spans import collapse
from vnnews.text.forms import compose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCK_TAGS: Final = _words(
    "address article aside blockquote body br button canvas caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frame h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre "
    "section select summary table tbody td tfoot th thead tr ul"
)
"""Tags that begin and end a line."""

SKIPPED_TAGS: Final = _words("script style template noscript head svg iframe object embed textarea")
"""Tags whose content is no visible text."""

HINTS: Final = {
    "figure": "figure", "figcaption": "figure", "nav": "nav", "header": "header", "footer": "footer", "aside": "aside",
    "form": "form", "select": "form", "button": "button", "ul": "list", "ol": "list", "dl": "list", "table": "table",
    "blockquote": "quote", "article": "article", "main": "main", "h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6",
}  # fmt: skip
"""What an element says about all the text inside it."""

VOID_TAGS: Final = _words("area base br col hr img input link meta param source track wbr")
"""Tags without content."""

IMAGE_TAGS: Final = _words("img amp-img")
"""Tags that show a picture."""

MEDIA_TAGS: Final = _words("video audio iframe object embed")
"""Tags that show a film."""

FORMAT_TAGS: Final = _words("b strong i em u font small big sup sub mark")
"""Inline tags that say how letters look, not what the text is."""

TELLING_INLINE_TAGS: Final = _words("time cite label")
"""Inline tags whose bare name says what the text is."""

MAX_PATH: Final = 800
"""Characters kept of `SourceBlock.path`: the innermost ones, so that a deeply nested page costs no more than its length."""

MAX_ALT: Final = 300
"""Characters kept of an alternative text: longer ones are whole articles stuffed into the attribute."""

_LINK, _BOLD, _ITALIC, _SKIP, _BLOCK, _VOID, _MEDIA, _TELLING, _FORMAT, _HINT, _IMAGE, _ASIDE = (
    1 << bit for bit in range(12)
)
_BOX: Final = 16
"""From this bit on an element's flags hold the number of the hidden box around it."""
_INHERITED: Final = _BOLD | _ITALIC | _SKIP


def _traits() -> dict[str, int]:
    """What is known of each tag, as one number, so that the loop over the nodes looks it up once."""
    traits: dict[str, int] = {"a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _ITALIC, "em": _ITALIC}
    tables = (SKIPPED_TAGS, _SKIP), (BLOCK_TAGS, _BLOCK), (VOID_TAGS, _VOID), (MEDIA_TAGS, _MEDIA), (IMAGE_TAGS, _IMAGE)
    for tags, trait in (*tables, (TELLING_INLINE_TAGS, _TELLING), (FORMAT_TAGS, _FORMAT), (HINTS, _HINT)):
        for tag in tags:
            traits[tag] = traits.get(tag, 0) | trait
    return traits


_TRAITS: Final = _traits()
_HIDING_ATTRIBUTES: Final = frozenset(("style", "hidden", "aria-hidden"))
_MORE_ATTRIBUTES: Final = NAMING_ATTRIBUTES | _HIDING_ATTRIBUTES | SHAPING_ATTRIBUTES
_TARGETS: Final = frozenset(("href", "onclick", "data-href", "data-url", "ng-click", "ng-href"))
"""What makes an `a` a link."""
_EMAIL: Final = re.compile(r"[\w.+\-]{1,64}@[\w.\-]{3,255}")
_HIDDEN_HINT = frozenset(("hidden",))
_PART_OF_TABLE: Final = re.compile(r"\s*+<(?:(?P<cell>t[dh])|tr|tbody|thead|tfoot)\b", re.IGNORECASE)


class HtmlText(msgspec.Struct, frozen=True):
    """An HTML page as text, blocks and elements."""

    text: str
    blocks: tuple[SourceBlock, ...]
    elements: tuple[Element, ...]
    images: tuple[SourceImage, ...] = ()


def read_html(html: str) -> HtmlText:
    """The visible text of an HTML page, one block a block-level run.

    Args:
        html: The page, or a fragment of one.

    Example:
        >>> read_html("<h1>Giá vàng tăng</h1><p>Sáng <b>nay</b>,<br>giá vàng").text.split(chr(10))
        ['Giá vàng tăng', 'Sáng nay,', 'giá vàng']
    """
    return read_tree(parse_html(html))


def parse_html(html: str) -> LexborHTMLParser:
    """The parsed page; nesting that would make the parser slow is flattened first, and cells without a table get one.

    Example:
        >>> parse_html("<p>Hà Nội").body.text()
        'Hà Nội'
    """
    from selectolax.lexbor import LexborHTMLParser

    part = _PART_OF_TABLE.match(html)
    if part is not None:  # outside a table the parser drops rows and cells, and their texts run together
        html = f"<table>{'<tr>' if part['cell'] else ''}{html}"
    return LexborHTMLParser(close_links(bound_markup(html)))


def read_tree(tree: LexborHTMLParser) -> HtmlText:
    """The same as `read_html` for a page that is already parsed.

    Example:
        >>> read_tree(parse_html("<ul><li>Thời sự<li>Thế giới</ul>")).blocks[1].text
        'Thế giới'
    """
    root = tree.body or tree.root
    if root is None:
        return HtmlText("", (), ())
    return _place(*_walk(root, read_hiding_names(node.text() or "" for node in tree.css("style"))))


def _walk(
    root: LexborNode, hiding: frozenset[str]
) -> tuple[list[ReadLine], list[Element], list[SourceImage], LinkPlaces]:
    """The lines, elements and images below `root`; one long loop, as a call for each node would double its cost. `hiding` are classes and ids."""
    lines: list[ReadLine] = []
    elements: list[Element] = []
    # of each element, by its address: its index, its flags, its hints, the index of the nearest block-level element
    states: dict[int, tuple[int, int, frozenset[str], int]] = {}
    hint_sets: dict[tuple[frozenset[str], str], frozenset[str]] = {}
    inside, at, flags, hints, block = 0, -1, 0, NO_HINTS, -1
    line = ReadLine()
    asides: list[tuple[int, ReadLine]] = []  # hidden text inside a line, and where it goes
    boxes: list[Box] = []
    image: str | None = None
    images: list[SourceImage] = []
    places = LinkPlaces()
    firsts, targets = places.firsts, places.targets
    shapes: dict[int, dict[str, str | None]] = {}  # attributes that shape tables and lists, by the index of the element
    link = 0  # number of the last link
    target = ""
    parent: LexborNode | None = None
    holder: LexborNode | None = None  # the element of the last text
    traits_of = _TRAITS.get
    for node in root.traverse(include_text=True):
        tag = node.tag or "-"
        text = ""
        if tag == "-text":
            text = node.text_content or ""
            if text.isspace():  # half of all nodes
                if not line.has_text:
                    continue
                if not flags & _SKIP:  # behind the end of a block it does no harm, as lines are stripped
                    line.pieces.append(text)
                    continue
        if states:
            parent = node.parent
            above = 0 if parent is None else parent.mem_id
            if inside != above and above in states:
                inside = above
                at, flags, hints, block = states[above]
        if text:
            if flags & _SKIP:
                continue
            if flags & _ASIDE:
                place = len(lines) + line.has_text
                if asides and asides[-1][0] == place and asides[-1][1].hidden == flags >> _BOX:
                    asides[-1][1].pieces.append(text)
                else:
                    asides.append((place, ReadLine.aside(text, block, hints, flags >> _BOX)))
                continue
            if line.is_touched and line.element != block:  # a block has ended since
                if line.has_text:
                    lines.append(line)
                line = ReadLine()
            if (
                flags & _LINK
                and line.linked >= MIN_CARD_TITLE
                and line.link == link
                and is_next_part(holder, parent, text)
            ):
                lines.append(line)
                line = ReadLine()
            holder = parent
            if "@" in text and line.has_text and _EMAIL.fullmatch(text):
                line.pieces.append(" ")  # '<b>Lê Lan</b><i>lan@bao.example</i>' is no one word
            line.pieces.append(text)
            if text.isspace():
                continue
            if not line.has_text:
                line.element, line.hints, line.has_text, line.is_touched = block, hints, True, True
                if flags & _LINK:
                    line.starts_with_link = True
                    line.href = line.href or target
                line.hidden = flags >> _BOX
                line.alt, image = image, None
            if flags:
                length = len("".join(text.split()))
                if flags & _LINK:
                    line.linked += length
                    if line.link != link:
                        line.link = link
                        line.link_pieces.append(text)
                        firsts.append(len(line.pieces) - 1)
                        targets.append(target)
                        line.last_link = len(targets)
                    else:
                        line.link_pieces[-1] += text
                        places.behinds[line.last_link - 1] = len(line.pieces)
                if flags & _BOLD:
                    line.bold += length
                if flags & _ITALIC:
                    line.italic += length
            continue
        if tag[0] in "-!":  # a comment
            continue
        traits = traits_of(tag, 0)
        if flags & _SKIP:  # inside a script or a form field
            if not traits & _VOID:
                states[node.mem_id] = at, flags, hints, block
            continue
        if flags & _ASIDE:
            if traits & _BLOCK and not traits & _VOID:
                flags &= ~_ASIDE  # a box in an inline element
            else:
                states[node.mem_id] = at, flags, hints, block
                continue
        if line.is_touched and (traits & _BLOCK or line.element != block):
            if line.has_text:
                lines.append(line)
            line = ReadLine()
        if traits & (_IMAGE | _MEDIA):
            attributes = node.attributes
            image = attributes.get("alt") or ""
            if (traits & _IMAGE or "poster" in attributes) and (src := find_picture(attributes)):
                images.append(SourceImage(len(lines) + line.has_text, src, image, block))
            if line.has_text:
                line.is_before_image = True
            elif lines:
                lines[-1].is_before_image = True
        if traits & _VOID:
            continue
        inside = node.mem_id
        flags |= traits & _INHERITED
        if not traits & _SKIP:
            attributes = node.attributes
            if traits & _FORMAT and not attributes:
                states[inside] = at, flags, hints, block
                continue
            hint = HINTS[tag] if traits & _HINT else ""
            names = attributes.get("class") or ""
            if len(names) > MAX_NAMES:
                names = names[:MAX_NAMES]
            is_hidden = bool(hiding) and not hiding.isdisjoint(names.split())
            if not _MORE_ATTRIBUTES.isdisjoint(attributes):
                if not _HIDING_ATTRIBUTES.isdisjoint(attributes):
                    is_hidden = is_hidden or is_hidden_element(attributes, is_block=traits & _BLOCK > 0)
                names = all_names(names, attributes)
                if traits & _BLOCK and not SHAPING_ATTRIBUTES.isdisjoint(attributes):
                    shapes[len(elements)] = attributes
                is_hidden = is_hidden or (bool(hiding) and (attributes.get("id") or "-") in hiding)
            if tag == "dialog" and "open" not in attributes:
                is_hidden = True
            if is_hidden:
                hint = "hidden"
                boxes.append(Box(flags >> _BOX, at, names))
                flags = flags & ((1 << _BOX) - 1) | len(boxes) << _BOX
                if not traits & _BLOCK:
                    flags |= _ASIDE
                    hints = hint_sets.get((hints, hint)) or hint_sets.setdefault((hints, hint), hints | {hint})
            if traits & _FORMAT or flags & _ASIDE:
                states[inside] = at, flags, hints, block
                continue
            if traits & _BLOCK:
                elements.append(Element(at, tag, names))
                block = at = len(elements) - 1
            else:
                if names:
                    elements.append(Element(at, tag, names))
                    at = len(elements) - 1
                if traits & _LINK and not _TARGETS.isdisjoint(attributes):  # <a name="top"> is a place, no link
                    flags |= _LINK
                    link += 1
                    line.is_touched = True
                    line.element = block
                    target = attributes.get("href") or ""
                    line.href = line.href or target
                if names or traits & _TELLING:
                    line.is_touched = True
                    line.element = block
                    line.names.append(f"{tag} {names}" if traits & _TELLING else names)
            if hint and hint not in hints:
                hints = hint_sets.get((hints, hint)) or hint_sets.setdefault((hints, hint), hints | {hint})
        states[inside] = at, flags, hints, block
    if line.has_text:
        lines.append(line)
    if asides:
        lines, images = _set_aside(lines, asides, images)
    if boxes:
        is_hidden_box = find_hidden(lines, elements, boxes)
        for line in lines:
            if line.hidden and not is_hidden_box[line.hidden]:
                line.hints -= _HIDDEN_HINT
    unlink_stories(lines)
    for index, attributes in shapes.items():
        elements[index] = shape_element(elements[index], attributes)
    return lines, elements, images, places


def _set_aside(
    lines: list[ReadLine], asides: list[tuple[int, ReadLine]], images: list[SourceImage]
) -> tuple[list[ReadLine], list[SourceImage]]:
    """The lines with the hidden text of each behind it, and the images with the lines before them counted anew."""
    merged: list[ReadLine] = []
    done = 0
    for place, aside in asides:
        merged += lines[done:place]
        merged.append(aside)
        done = place
    places = [place for place, _ in asides]
    moved = [msgspec.structs.replace(image, block=image.block + bisect_right(places, image.block)) for image in images]
    return merged + lines[done:], moved


def _write_paths(elements: list[Element], wanted: Iterable[int]) -> list[str]:
    """The paths of the wanted elements and of all around them, '' for the others."""
    is_wanted = bytearray(len(elements))
    for index in wanted:
        at = index
        while at >= 0 and not is_wanted[at]:
            is_wanted[at] = True
            at = elements[at].parent
    paths = [""] * len(elements)
    for at, element in enumerate(elements):
        if is_wanted[at]:
            step = f"{element.tag}.{element.names.replace(' ', '.')}" if element.names else element.tag
            path = f"{paths[element.parent]}>{step}" if element.parent >= 0 else step
            paths[at] = path if len(path) <= MAX_PATH else path[-MAX_PATH:]
    return paths


def _place(lines: list[ReadLine], elements: list[Element], images: list[SourceImage], places: LinkPlaces) -> HtmlText:
    """The page's text and its blocks, with their offsets and paths."""
    lines_in = Counter([line.element for line in lines])
    paths = _write_paths(elements, lines_in)
    blocks = []
    texts = []
    start = 0
    for line in lines:
        text = compose(collapse("".join(line.pieces)))
        end = start + len(text)
        at = line.element
        tag = path = ""
        container = -1
        if at >= 0:
            element = elements[at]
            tag, path = element.tag, paths[at]
            # lines cut by <br> are siblings in their element; lines that fill an element are siblings in its parent
            container = at if lines_in[at] > 1 else element.parent
        names = " ".join(line.names)[:MAX_NAMES] if line.names else ""
        alt = " ".join(line.alt[:MAX_ALT].split()) if line.alt else ""
        length = len(text) - text.count(" ")
        hints = line.full_hints(length)
        links = line.link_pieces
        link_texts = tuple([compose(" ".join(link.split())) for link in links]) if len(links) > 1 else ()
        blocks.append(
            SourceBlock(
                start,
                end,
                text,
                tag,
                path,
                container,
                line.linked,
                line.href,
                alt,
                hints,
                at,
                len(links),
                link_texts,
                names,
                places.of(line, text, start) if links and line.linked < MOSTLY * length else (),
            )
        )
        texts.append(text)
        start = end + 1
    return HtmlText("\n".join(texts), tuple(blocks), tuple(elements), tuple(images))
