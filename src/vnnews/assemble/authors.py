"""Names of authors: what of a stated value is a person's name.

Takes a value that a page states as its author, or the text of a byline. Gives the names in it. Decides what is no name: addresses and
telephone numbers beside it, templates that were never filled in, accounts of the content system, the site itself; and where one value
holds several names. Known limit: an office whose every word has a capital ('Báo Mẫu - Ban Thời Sự') is cut like two names.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from vnnews.label.words.bylines import EDGES, OUTLETS, SURNAMES, parse_byline, parse_source, strip_contacts
from vnnews.label.words.lines import count_words
from vnnews.text import fold, skeleton

MAX_NAME_WORDS: Final = 5
"""The longest names of persons and pen-names; more words are a sentence or an office's full title."""
MAX_STATED_CHARS: Final = 300
"""Characters of a stated value that are looked at: names of a dozen authors."""
MIN_SITE_KEY: Final = 4
"""Letters of a site's name that a longer value must hold to be the site: 'Tòa soạn Báo Mẫu'."""

_ACCOUNTS: Final = (
    "null|undefined|none|nil|nan|n/a|unknown|anonymous|khuyết danh|không rõ|chưa rõ|true|false|object|author|authors|tác giả|admin|admins"
    "|administrator|quản trị|quản trị viên|quản trị hệ thống|super user|superuser|root|webmaster|web master|system|hệ thống|editor|editors|user|users"
    "|guest|khách|member|thành viên|default|test|demo|staff|contributor|subscriber|newsletter|newsletters|news|tin tức|web|website|online|wordpress"
    "|home|trang chủ|contact|liên hệ|bình luận|comment|comments|post|posted by|by|rss|feed|bot|robot"
)
_NO_NAMES: Final = frozenset(fold(name) for name in _ACCOUNTS.split("|"))
"""What content systems write where no author is known, and the accounts that post for everybody."""

_TEMPLATE = re.compile(r"\[\[|\]\]|[{}<>$%#=]|\[object\b")
_ADDRESS = re.compile(r"://|\bwww\.|\w{3,}\.(?:vn|com|net|org|info|asia|tv|edu|gov)\b", re.IGNORECASE)
_SURE_SEPARATOR = re.compile(r"\s*[;|•\n]\s*")
_SEPARATOR = re.compile(r"\s*(?:,|/|&|\s[-–—]\s|\s(?:và|and|with|cùng)\s)\s*")


def split_authors(value: str, sites: Set[str] = frozenset()) -> tuple[str, ...]:
    """The names that a stated author holds; none when it is no person.

    Args:
        value: What the page states.
        sites: Skeletons of the names of the site, which signs with its own name where it has no author.

    >>> split_authors("Lê Lan, Trần Hà"), split_authors("Lê Lan (lan@bao.example) - 0912 345 678")
    (('Lê Lan', 'Trần Hà'), ('Lê Lan',))
    >>> split_authors("[[author]]"), split_authors("admin"), split_authors("Báo Mẫu", {"baomau"})
    ((), (), ())
    """
    names: list[str] = []
    for part in _SURE_SEPARATOR.split(strip_contacts(value[:MAX_STATED_CHARS])):
        if _TEMPLATE.search(part):
            continue
        found = parse_byline(part, single=True)
        pieces = _SEPARATOR.split(part)
        if len(pieces) > 1 and all(_is_capitalized(piece) for piece in pieces) and ":" not in part:
            names.extend(pieces)
        elif found is not None:
            names.extend(found.authors)
        elif parse_source(part) is None and count_words(part) <= MAX_NAME_WORDS:
            names.append(part)
    return tuple(name for name in (name.strip(EDGES) for name in names) if is_name(name, sites))


def split_persons(text: str) -> tuple[str, ...]:
    """The names of a line that holds nothing but several persons, each with a surname; none of any other line.

    >>> split_persons("Lê Lan / Trần Hà"), split_persons("Lê Lan; Trần Hà"), split_persons("Minh Hòa/VOV.VN")
    (('Lê Lan', 'Trần Hà'), ('Lê Lan', 'Trần Hà'), ())
    """
    names = [name for part in _SURE_SEPARATOR.split(text) for name in _SEPARATOR.split(part)]
    return tuple(names) if len(names) > 1 and all(_is_person(name) for name in names) else ()


def is_name(value: str, sites: Set[str] = frozenset()) -> bool:
    """Whether a value can be the name of an author; a remark in brackets, such as '(Còn tiếp)', is none.

    >>> is_name("(Lê Lan)"), is_name("(Còn tiếp)"), is_name("(Hết kỳ 1)")
    (True, False, False)
    >>> is_name("Lê Lan"), is_name("T.Hà"), is_name("undefined"), is_name("{{author}}"), is_name("VOV.VN")
    (True, True, False, False, False)
    """
    folded = fold(value)
    if not value or folded in _NO_NAMES or folded in OUTLETS or folded.removeprefix("báo ") in OUTLETS:
        return False
    if value.startswith("(") and not _is_capitalized(value.strip("()")):
        return False
    if "@" in value or _TEMPLATE.search(value) or _ADDRESS.search(value):
        return False
    key = skeleton(value)
    if not any(sign.isalpha() for sign in key):
        return False
    return not any(key == site or (len(site) >= MIN_SITE_KEY and key.endswith(site)) for site in sites)


def _is_capitalized(text: str) -> bool:
    """Whether every word of a piece begins with a capital, as those of a name do and those of an office do not."""
    words = text.split()
    return 0 < len(words) <= MAX_NAME_WORDS and all(word[0].isupper() for word in words)


def _is_person(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and words[0].casefold() in SURNAMES and _is_capitalized(text)
