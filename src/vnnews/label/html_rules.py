"""The tables of rules for an article's lines: which rules are asked where, in which order, and which label each gives.

Takes and gives nothing by itself. The first rule that says yes decides; so mark-up stands before words, and words before shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vnnews.label.html_lines import Line
from vnnews.label.html_rules_boxes import (
    appeal_to_viewers,
    comment_heading,
    comment_text,
    other_stories_heading,
    other_story_box,
    other_story_card,
    other_story_link,
    read_more,
    reply,
    signs_only,
    stated_tags,
    tag_link,
    tags_by_marker,
    tags_by_name,
    tags_of_text,
    teaser_summary,
    tool_text,
    tool_words,
    tool_words_aside,
)
from vnnews.label.html_rules_head import (
    author_page_link,
    breadcrumb,
    byline_at_top,
    byline_word,
    crumbs_by_signs,
    date_above_title,
    date_line,
    headline,
    headline_again,
    link_above_title,
    named_byline,
    named_date,
    sapo_again,
    sapo_apart,
    sapo_as_heading,
    sapo_by_name,
    stated_section,
)
from vnnews.label.html_rules_messages import form_text, message_box, reader_message
from vnnews.label.html_rules_pictures import (
    credit_line,
    figure_caption,
    image_name,
    named_caption,
    table_caption,
    text_below_image,
    text_beside_image,
)
from vnnews.label.html_rules_text import (
    bold_heading,
    byline_at_end,
    cross_heading,
    date_at_end,
    first_heading,
    first_lines,
    named_heading,
    named_source,
    paragraph,
    source_line,
)
from vnnews.label.html_scene import Scene
from vnnews.models import Label

Rule = Callable[[Scene, Line], bool]

TAIL_LINES: Final = 25
"""How far behind the last paragraph bylines, sources and tags are looked for: share bars and vote forms stand between."""
HEAD_LINES: Final = 12
"""How far before the headline section, date and picture are looked for."""

HEAD_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline, Label.TITLE),
    (headline_again, Label.TITLE),
    (reader_message, Label.BOILERPLATE),
    (message_box, Label.BOILERPLATE),
    (form_text, Label.BOILERPLATE),
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (tags_by_name, Label.TAGS),
    (stated_section, Label.SECTION),
    (breadcrumb, Label.SECTION),
    (date_line, Label.DATE),
    (named_byline, Label.BYLINE),
    (named_date, Label.DATE),
    (byline_word, Label.BYLINE),
    (sapo_by_name, Label.SAPO),
    (author_page_link, Label.BOILERPLATE),
    (tool_words, Label.BOILERPLATE),
    (tool_text, Label.BOILERPLATE),
    (signs_only, Label.BOILERPLATE),
    (other_stories_heading, Label.RELATED),
    (read_more, Label.RELATED),
    (other_story_link, Label.RELATED),
    (other_story_card, Label.RELATED),
    (other_story_box, Label.RELATED),
    (teaser_summary, Label.RELATED),
    (table_caption, Label.CAPTION),
    (sapo_as_heading, Label.SAPO),
    (credit_line, Label.CAPTION),
    (text_below_image, Label.CAPTION),
    (sapo_apart, Label.SAPO),
    (byline_at_top, Label.BYLINE),
    (source_line, Label.SOURCE),
    (first_heading, Label.HEADING),
    (first_lines, Label.BODY),
)
"""Between headline and first paragraph."""

STUB_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline, Label.TITLE),
    (comment_heading, Label.COMMENT),
    (comment_text, Label.COMMENT),
    (byline_at_top, Label.BYLINE),
    (text_beside_image, Label.CAPTION),
    *HEAD_RULES,
)
"""Below the headline of a page that has no paragraphs: pictures or a film, with a sapo."""

BODY_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline, Label.TITLE),
    (reader_message, Label.BOILERPLATE),
    (message_box, Label.BOILERPLATE),
    (form_text, Label.BOILERPLATE),
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (comment_text, Label.COMMENT),
    (tags_by_name, Label.TAGS),
    (tool_words_aside, Label.BOILERPLATE),
    (tool_text, Label.BOILERPLATE),
    (read_more, Label.RELATED),
    (other_story_link, Label.RELATED),
    (other_story_card, Label.RELATED),
    (other_story_box, Label.RELATED),
    (teaser_summary, Label.RELATED),
    (other_stories_heading, Label.RELATED),
    (named_source, Label.SOURCE),
    (named_byline, Label.BYLINE),
    (source_line, Label.SOURCE),
    (tags_by_marker, Label.TAGS),
    (table_caption, Label.CAPTION),
    (credit_line, Label.CAPTION),
    (image_name, Label.CAPTION),
    (byline_at_end, Label.BYLINE),
    (cross_heading, Label.HEADING),
    (named_heading, Label.HEADING),
    (bold_heading, Label.HEADING),
    (text_below_image, Label.CAPTION),
    (appeal_to_viewers, Label.BOILERPLATE),
    (paragraph, Label.BODY),
)
"""From the first paragraph to the last line of the container."""

TAIL_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (comment_heading, Label.COMMENT),
    (comment_text, Label.COMMENT),
    (tags_by_name, Label.TAGS),
    (tags_by_marker, Label.TAGS),
    (stated_tags, Label.TAGS),
    (tag_link, Label.TAGS),
    (tags_of_text, Label.TAGS),
    (other_stories_heading, Label.RELATED),
    (named_source, Label.SOURCE),
    (named_byline, Label.BYLINE),
    (source_line, Label.SOURCE),
    (byline_at_end, Label.BYLINE),
    (date_at_end, Label.DATE),
)
"""Behind the container, as long as nothing else has begun."""

REPLY_RULES: Final[tuple[tuple[Rule, Label], ...]] = ((reply, Label.COMMENT),)
"""Replies of a forum thread."""

BEFORE_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline_again, Label.TITLE),
    (stated_section, Label.SECTION),
    (breadcrumb, Label.SECTION),
    (crumbs_by_signs, Label.SECTION),
    (link_above_title, Label.SECTION),
    (sapo_again, Label.SAPO),
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (date_above_title, Label.DATE),
    (named_byline, Label.BYLINE),
)
"""Right above the headline."""
