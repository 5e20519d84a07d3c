"""How a page was flattened, told from its lines.

Takes the lines of a text page. Decides between the shapes by signs that whole paragraphs in lines of their own do not show, and only by
several of them: an article with one asterisk, a '#' before a tag or a numbered list stays 'lines'.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vnnews.read.shapes.headers import read_header

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_MARKDOWN: Final = 2
"""Points from which a page is Markdown; a single sign of a weak kind gives one."""

_STRONG: Final = {
    "link": re.compile(r"\]\(<?(?:https?://|//|/|#|\?|mailto:|tel:|javascript:|data:|www\.|\.{1,2}/)"),
    "dashes below a table's head": re.compile(
        r"^\s{0,9}\|?(?:\s{0,9}:?-{3,}+:?\s{0,9}\|)+(?:\s{0,9}:?-{3,}+:?)?\s{0,9}$", re.MULTILINE
    ),
    "heading below the first level": re.compile(r"^ {0,3}#{2,6} +[\w\"“‘(\[][^\n]*\n\s{0,9}(?:\n|\Z)", re.MULTILINE),
    "heading in the first line": re.compile(r"\A\s{0,9}# +[\w\"“‘(\[][^\n]{10,300}\n[^\S\n]*\n"),
}
"""Signs that no other text has."""
_WEAK: Final = {
    "heading": re.compile(r"^ {0,3}# +\S[^\n]{0,300}\n[^\S\n]*\n", re.MULTILINE),
    "underlined heading": re.compile(r"^\w[^\n]{0,200}\n(?:={3,}|-{3,})\n", re.MULTILINE),
    "bold": re.compile(r"(?<![*\w])\*\*[^\s*][^*\n]{0,500}\*\*(?![*\w])"),
    "bold or italic": re.compile(r"(?<![_\w])(?:_[^\W_][^_\n]{2,500}_|__[^\W_][^_\n]{2,500}__)(?![_\w])"),
    "italic": re.compile(r"(?<![*\w])\*[^\W*][^*\n]{2,500}\*(?![*\w])"),
    "list of html2text": re.compile(r"^(?:  \* +[^\n]*\n\s{0,9}){2}", re.MULTILINE),
    "list": re.compile(r"^(?:[*-] \S[^\n]*\n){3}", re.MULTILINE),
    "quotes": re.compile(r"^> \S", re.MULTILINE),
    "rule of html2text": re.compile(r"^\* \* \*$", re.MULTILINE),
    "escaped sign": re.compile(r"(?:^|\s|\d|\])\\[-.+#*_\[\]()>|](?:\s|\w|$)", re.MULTILINE),
    "fence": re.compile(r"^```[\w+-]{0,20}$", re.MULTILINE),
    "break": re.compile(r"\S  \n[^\s*]"),
}
"""Signs that other texts have now and then."""
_NEEDED: Final = {
    "link": "](", "dashes below a table's head": "---", "heading below the first level": "##", "heading": "# ", "heading in the first line": "# ", "bold": "**", "bold or italic": "_",
    "italic": "*", "list of html2text": "  * ", "quotes": "> ", "rule of html2text": "* * *", "escaped sign": "\\", "fence": "```", "break": "  \n",
}  # fmt: skip
"""What a sign holds: finding that is much quicker than its pattern."""
_INDENTED: Final = re.compile(r"^[^\S\n]+[^\s*+-]", re.MULTILINE)
MAX_INDENTED: Final = 0.2
"""Share of the lines that may begin with spaces where indented bullets count as Markdown: text browsers indent all."""


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether the page is Markdown: a header of a tool, one strong sign, or two weak ones.

    >>> is_markdown(["[Thời sự](/thoi-su)", "Mưa lớn"]), is_markdown(["# Mưa lớn", "", "**Phố ngập** từ sáng."])
    (True, True)
    >>> is_markdown(["## [Podcast] Mưa lớn", "", "Phố ngập từ sáng."])
    True
    >>> is_markdown(["#mualon", "1. Phố ngập", "* Nguồn: tổng hợp"])
    False
    """
    if read_header(lines)[0]:
        return True
    text = "\n".join(lines)
    if any(_NEEDED.get(name, "") in text and sign.search(text) for name, sign in _STRONG.items()):
        return True
    found = {name for name, sign in _WEAK.items() if _NEEDED.get(name, "") in text and sign.search(text)}
    if "list of html2text" in found and len(_INDENTED.findall(text)) > MAX_INDENTED * len(lines):
        found.remove("list of html2text")
    return len(found) >= MIN_MARKDOWN
