"""Labels of the lines right above and right below an article's run on a flattened page.

Takes the facts of the lines, the run and the headline. Gives a label and a rule for the lines of the article's head (section, date,
headline, byline, sapo) and tail (byline, source, tags). Decides by what a line is and how near it stands. Known limit: a section name
that the site uses nowhere else and that is no common name is taken for a menu line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnnews.label.bylines import parse_byline
from vnnews.label.lines import count_words
from vnnews.label.markers import strip_tags_prefix
from vnnews.label.plain_facts import Fact, is_list_item
from vnnews.label.plain_outside import is_site_talk
from vnnews.label.plain_scene import Decision, Inside
from vnnews.label.plain_sections import is_section_name
from vnnews.label.plain_title import share_words, story_words
from vnnews.models import Label
from vnnews.text import fold
from vnnews.text.dates import find_date

HEAD_REACH = 6
"""How many lines above the headline a date or section can stand; share buttons can stand between."""
COPY_REACH = 24
"""How far above the headline an earlier copy of it still belongs to the article: menus of a sticky bar stand between."""
TAIL_REACH = 12
"""How many lines below the last paragraph a byline, source or tag line can stand; buttons and related headlines stand between."""
MAX_TAGS = 20
MIN_SAPO_WORDS, SAPO_SHARE = 10, 0.7
"""Of the words and word pairs of a sapo without a full stop, what its story uses."""
LATE_REACH = 40
"""Lines behind the tail within which a tag list may follow the comments."""
_CLOCK = re.compile(r"\d{1,2}\s?[:hg]\s?\d{2}")
MAX_PATH_LINES = 6
"""A path printed one step a line: home, slash, section, slash, sub-section."""
MIN_CAPTION_WORDS = 3
_HOME = frozenset({"trang chủ", "home", "trang nhất"})
MAX_ENTRY_WORDS = 6
"""A longer line is no menu entry: a list of stories can end right above the section."""
MENU_LENGTH = 4
"""So many short lines in a row are a menu; its last item is no section."""

_SHORT_KINDS = frozenset({"short", "source", "byline", "headline"})
_MENU_KINDS = _SHORT_KINDS | {"widget", "related_heading", "menu_row"}
_SKIPPED = frozenset({"widget", "symbols", "more", "date", "glued_list", "related_heading"})
_PICTURE_KINDS = frozenset({"credit", "credit_line", "alt", "file"})


def label_head(inside: Inside) -> dict[int, Decision]:
    """Decisions for the lines from the head's first line to the run.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> lines = ["Thời sự", "Đàn cò về vườn", "12/03/2024 08:00", "Mỗi chiều, hàng nghìn con cò trắng bay về vườn."]
    >>> head = label_head(look_inside(gather_facts(lines), Run(3, 4, 0.0), 1, furniture=True))
    >>> [head[index][0].value for index in sorted(head)]
    ['section', 'title', 'date']
    """
    if inside.title < 0:
        return _label_above_fragment(inside)
    decisions = {inside.title: (Label.TITLE, "headline")}
    first = _label_copies(inside, decisions)
    _label_above(inside, first, decisions)
    for index in range(inside.title + 1, inside.run.start):
        decisions.setdefault(index, _decide_between(inside, index))
    return decisions


def _label_above_fragment(inside: Inside) -> dict[int, Decision]:
    """A fragment without headline can begin with its picture's caption and a date."""
    decisions: dict[int, Decision] = {}
    for index in range(inside.run.start - 1, max(-1, inside.run.start - HEAD_REACH - 1), -1):
        fact = inside.facts[index]
        if fact.kind in _PICTURE_KINDS:
            decisions[index] = (Label.CAPTION, "picture_credit")
        elif fact.kind == "date":
            decisions[index] = (Label.DATE, "date_above_run")
        elif fact.kind == "headline" and index == inside.run.start - 1 and not inside.furniture:
            decisions[index] = (Label.HEADING, "headline_above_paragraph")
        else:
            break
    return decisions


def _label_copies(inside: Inside, decisions: dict[int, Decision]) -> int:
    """Earlier copies of headline and sapo belong to the article too; returns the first line of the head."""
    first = inside.title
    key = inside.title_key
    later = {fact.key for fact in inside.facts[inside.title + 1 : inside.title + 6] if fact.kind == "prose"}
    for index in range(inside.title - 1, max(-1, inside.title - COPY_REACH), -1):
        fact = inside.facts[index]
        if fact.key == key:
            decisions[index] = (Label.TITLE, "headline_again")
            first = index
        elif fact.key in later and fact.kind == "prose":
            decisions[index] = (Label.SAPO, "sapo_again")
    for index in range(first, inside.title):
        if index not in decisions and inside.facts[index].kind == "date" and index - first <= HEAD_REACH:
            decisions[index] = (Label.DATE, "date_below_headline")
    return first


def _label_above(inside: Inside, first: int, decisions: dict[int, Decision]) -> None:
    """Date, section, picture and byline right above the headline."""
    facts = inside.facts
    has_section = skipped = False
    for index in range(first - 1, max(-1, first - HEAD_REACH - 1), -1):
        fact = facts[index]
        if fact.kind == "date":
            if _is_page_clock(facts, index, first):
                break
            decisions[index] = (Label.DATE, "date_above_headline")
        elif fact.kind == "breadcrumb":
            decisions[index] = (Label.SECTION, "breadcrumb")
            has_section = True
        elif is_section_name(fact.text) and not has_section:
            has_section = True
            _label_steps(facts, index, decisions)
        elif index == first - 1 and fact.text.endswith(":") and not is_section_name(fact.text):
            decisions[index] = (Label.SECTION, "kicker")
        elif fact.kind in _PICTURE_KINDS or (_is_short_sentence(fact) and index == first - 1):
            decisions[index] = (Label.CAPTION, "picture_above_headline")
        elif fact.kind in _SHORT_KINDS and fact.words <= 7:
            if fact.kind == "byline" and index == 0 and first == 1:
                decisions[index] = (Label.BYLINE, "name_above_headline")
            elif not has_section and _is_section(facts, index) and _is_adjacent(facts, index, first):
                has_section = True
                _label_steps(facts, index, decisions)
            elif skipped or has_section or fact.kind != "headline":
                break
            else:
                skipped = True
        elif fact.kind not in _SKIPPED:
            break


def _label_steps(facts: Sequence[Fact], index: int, decisions: dict[int, Decision]) -> None:
    """The section's line, and the steps of its path above it: up to 'Trang chủ', or one more section name at the top of the head."""
    decisions[index] = (Label.SECTION, "above_headline")
    for step in range(index - 1, max(-1, index - MAX_PATH_LINES), -1):
        if fold(facts[step].text) in _HOME:
            if sum(is_section_name(facts[line].text) for line in range(step + 1, index)) > 1:
                return  # a menu, whose last entry stands above the headline
            for line in range(step, index):
                decisions[line] = (Label.SECTION, "path_from_home")
            return
        if facts[step].kind not in _SHORT_KINDS and facts[step].kind != "symbols":
            break
    if index and is_section_name(facts[index - 1].text) and (index == 1 or facts[index - 2].kind not in _SHORT_KINDS):
        decisions[index - 1] = (Label.SECTION, "above_section")


def _is_short_sentence(fact: Fact) -> bool:
    """Whether a line between the parts of a head is the caption of a picture, as 'Quang cảnh buổi lễ.' is."""
    return fact.kind in ("text", "short") and fact.text.endswith(".") and fact.words >= MIN_CAPTION_WORDS


def _is_adjacent(facts: Sequence[Fact], index: int, first: int) -> bool:
    """Whether nothing but dates stands between a short line and the headline, or the line is a section for sure."""
    if facts[index].copies > 1 or is_section_name(facts[index].text):
        return True
    return all(fact.kind == "date" for fact in facts[index + 1 : first])


def _is_section(facts: Sequence[Fact], index: int) -> bool:
    """Whether the short line above a headline is its section: a known name, repeated on the page, or not the end of a menu."""
    fact = facts[index]
    if is_section_name(fact.text) or (fact.copies > 1 and fact.words <= 6):
        return True
    before = facts[max(0, index - MENU_LENGTH) : index]
    menu = sum(other.kind in _MENU_KINDS and other.words <= MAX_ENTRY_WORDS for other in before)
    return fact.words <= 5 and menu < MENU_LENGTH and not fact.text.endswith((".", "?", "!"))


def _is_page_clock(facts: Sequence[Fact], index: int, first: int) -> bool:
    """Whether a date above the headline is the time of the visit: the story shows another day below."""
    beside = (*facts[max(0, first - HEAD_REACH) : first], *facts[first + 1 : first + 1 + HEAD_REACH])
    if _CLOCK.search(facts[index].text) is None and any(
        fact.kind == "date" and _CLOCK.search(fact.text) is not None for fact in beside
    ):
        return True  # a day alone, where the story's own line has the time, too
    shown = find_date(facts[index].text)
    own = (find_date(fact.text) for fact in facts[first + 1 : first + 1 + HEAD_REACH] if fact.kind == "date")
    return any(date is not None and (shown is None or date.value.date() != shown.value.date()) for date in own)


def _decide_between(inside: Inside, index: int) -> Decision:
    """The lines between headline and run."""
    fact = inside.facts[index]
    following = inside.facts[index + 1] if index + 1 < len(inside.facts) else None
    if fact.key == inside.title_key:
        return Label.TITLE, "headline_again"
    if (
        following is not None
        and following.kind == "credit_line"
        and fact.kind in ("headline", "short", "text", "byline")
    ):
        return Label.CAPTION, "above_credit_line"
    if fact.kind in _BETWEEN:
        return _BETWEEN[fact.kind]
    if fact.kind == "short" and _is_short_sentence(fact):
        return Label.CAPTION, "short_sentence_below_headline"
    if fact.kind in ("short", "source"):
        if is_section_name(fact.text):
            return Label.SECTION, "section_name"
        return Label.BOILERPLATE, "short_below_headline"
    if fact.kind == "text":
        return (
            (Label.SAPO, "set_apart")
            if fact.words >= 8 and fact.text.endswith(".")
            else (Label.RELATED, "below_headline")
        )
    if fact.kind == "headline":
        if is_site_talk(fact.text):
            return Label.BOILERPLATE, "site_talk"
        if fact.key in (inside.facts[index - 1].key, following.key if following is not None else None):
            return Label.CAPTION, "printed_twice"  # the text of a picture and its caption
        if following is not None and following.kind != "prose" and _is_sapo_without_stop(inside, index):
            return Label.SAPO, "tells_the_story"
        before = inside.facts[index - 1].kind
        alone = following is not None and following.kind == "prose" and (index == inside.title + 1 or before == "prose")
        return (Label.HEADING, "headline_above_paragraph") if alone else (Label.RELATED, "below_headline")
    return Label.BOILERPLATE, f"{fact.kind}_below_headline"


def _is_sapo_without_stop(inside: Inside, index: int) -> bool:
    """Whether a headline-like line right below the headline, its date and its author says what the story says: a sapo without a full stop."""
    facts, run = inside.facts, inside.run
    if facts[index].words < MIN_SAPO_WORDS or any(
        fact.kind not in ("date", "byline", "widget", "symbols") for fact in facts[inside.title + 1 : index]
    ):
        return False
    if any(fact.kind == "prose" for fact in facts[index + 1 : run.start]) or inside.title < 0:
        return False
    return share_words(fold(facts[index].text), story_words(facts, run)) >= SAPO_SHARE


_BETWEEN: dict[str, Decision] = {
    "date": (Label.DATE, "date_below_headline"),
    "byline": (Label.BYLINE, "name_below_headline"),
    "prose": (Label.SAPO, "apart_from_run"),
    "credit": (Label.CAPTION, "picture_credit"),
    "credit_line": (Label.CAPTION, "credit_line"),
    "alt": (Label.CAPTION, "numbered_alt"),
    "file": (Label.CAPTION, "file_name"),
    "breadcrumb": (Label.SECTION, "breadcrumb"),
    "read_more": (Label.RELATED, "read_more_mark"),
    "related_heading": (Label.RELATED, "related_heading"),
    "glued_list": (Label.RELATED, "glued_headlines"),
    "tags": (Label.TAGS, "tag_marker"),
}


def label_tail(inside: Inside) -> dict[int, Decision]:
    """Decisions for byline, source and tags below the run; lines in between are left to others.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> facts = gather_facts(["Mỗi chiều, cò trắng bay về vườn.", "Hà Vy", "Theo Báo Mẫu"])
    >>> [label.value for label, _ in label_tail(look_inside(facts, Run(0, 1, 0.0), -1, furniture=True)).values()]
    ['byline', 'source']
    """
    facts = inside.facts
    decisions: dict[int, Decision] = {}
    has_byline = has_source = False
    index = inside.run.end
    stop = min(len(facts), inside.run.end + TAIL_REACH)
    while index < stop:
        fact = facts[index]
        near = index - inside.run.end <= 3
        if fact.kind in ("footer", "comments"):
            break
        if fact.kind == "byline" and not has_byline and near and not is_section_name(fact.text) and fact.copies == 1:
            decisions[index] = (Label.BYLINE, "name_below_story")
            has_byline = True
        elif fact.kind == "source" and (has_source or near) and not is_section_name(fact.text):
            decisions[index] = (Label.SOURCE, "source_form")
            has_source = True
        elif fact.kind == "short" and near and not has_byline and _is_signature(inside, index):
            decisions[index] = (Label.BYLINE, "last_short_line")
            has_byline = True
        elif fact.kind == "tags":
            decisions[index] = (Label.TAGS, "tag_marker")
            if not strip_tags_prefix(fact.text) and "#" not in fact.text:
                index = _label_tag_list(facts, index, decisions)
        elif _is_comma_list(fact):
            decisions[index] = (Label.TAGS, "comma_list")
        elif fact.kind == "date" and near and not any(f.kind == "date" for f in facts[: inside.run.start]):
            decisions[index] = (Label.DATE, "date_below_story")
        elif fact.kind in ("alt", "credit", "credit_line", "file") and near:
            decisions[index] = (Label.CAPTION, "picture_below_story")
        index += 1
    if not any(label is Label.TAGS for label, _ in decisions.values()):
        _label_late_tags(facts, index, decisions)
    return decisions


def _label_late_tags(facts: Sequence[Fact], start: int, decisions: dict[int, Decision]) -> None:
    """A tag list that readers' comments part from the story: its marker alone on a line, short lines below."""
    for index in range(start, min(len(facts), start + LATE_REACH)):
        if facts[index].kind == "tags" and not strip_tags_prefix(facts[index].text) and "#" not in facts[index].text:
            decisions[index] = (Label.TAGS, "tag_marker")
            _label_tag_list(facts, index, decisions)
            return


def _label_tag_list(facts: Sequence[Fact], index: int, decisions: dict[int, Decision]) -> int:
    """Short lines below 'Từ khóa' are its tags; returns the index of the last one."""
    for position in range(index + 1, min(len(facts), index + 1 + MAX_TAGS)):
        fact = facts[position]
        if (
            fact.kind not in ("short", "byline", "source", "headline", "text")
            or fact.words > 7
            or _names_furniture(fact)
        ):
            return position - 1
        decisions[position] = (Label.TAGS, "below_tag_marker")
    return index + MAX_TAGS


def _names_furniture(fact: Fact) -> bool:
    return fact.text.endswith((":", ".")) or (fact.words > 4 and fact.kind == "headline" and len(fact.text) > 36)


def _is_signature(inside: Inside, index: int) -> bool:
    """Whether a short line below the last paragraph closes a plain dump: pen-names have no fixed form."""
    fact = inside.facts[index]
    if index != inside.run.end or is_section_name(fact.text):
        return False
    return (
        count_words(fact.text) <= 4 and not is_list_item(fact.text) and parse_byline(fact.text, single=True) is not None
    )


def _is_comma_list(fact: Fact) -> bool:
    """Whether a line lists tags without a marker: 'án mạng, chủ hụi'."""
    if fact.kind not in ("short", "headline", "text") or fact.text.endswith((".", ":", "?", "!")):
        return False
    if "," not in fact.text:  # "hóa đơn điện tử chính sách thuế hộ kinh doanh": no headline begins with a small letter
        return fact.kind == "headline" and fact.text[0].islower()
    parts = [part.strip() for part in fact.text.split(",")]
    return all(0 < len(part.split()) <= 5 for part in parts) and (parts[0][0].islower() or len(parts) >= 3)
