"""What the names in the mark-up say: ids, classes, itemprops of Vietnamese content systems.

Takes the names of an element, as `read` keeps them. Gives a `Role` for each thing that they call it: caption, byline, menu, box of other
stories … Decides by vocabulary only; whether a name is believed is the caller's decision, since the wrapper of a whole page may be
called 'has-sidebar'. Known limits: meaningless names ('w640 fr clear') say nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


class Role:
    """What an element is called; one element can be called several things, so each is a bit. Plain numbers: flags of `enum` cost ten times as much."""

    CAPTION: Final = 1
    SAPO: Final = 2
    AUTHOR: Final = 4
    DATE: Final = 8
    SOURCE: Final = 16
    TAGS: Final = 32
    CRUMB: Final = 64
    RELATED: Final = 128
    COMMENT: Final = 256
    TOOL: Final = 512
    AD: Final = 1024
    MENU: Final = 2048
    FOOTER: Final = 4096
    TITLE: Final = 8192
    BODY: Final = 16384


# Names are split at capitals ('boxNews' -> 'box-news') and put in small letters first; `\b` is then the edge of a part of a name,
# except that '_' is turned into '-' too. Vietnamese words stand without diacritics, glued or not ('tin-lien-quan', 'tinlienquan').
_ROLE_PATTERNS: Final[dict[int, str]] = {
    Role.CAPTION: r"caption|chu-?thich|\b(?:photo|image|img|pic|picture|video)-?(?:desc|note|info|alt|legend|txt|text|author|credit)"
    r"|\bdesc-?(?:image|img|photo)|photocms|photo-cms|\bcms-photo-caption|\bdesc-?cation|\bcap-?img|\bimages?\b|\bpicture\b|\bnote-?(?:img|image|anh)",
    Role.SAPO: r"sapo|\b(?:lead|standfirst|chapp?eau|summary|excerpt|desc|description|intro|shortintro|introtext|hometext|noi-?dung-?ngan|trich-?dan|init|tomtat"
    r"|tom-?tat)\b|head-?noidung|detail-?head|short-?content",
    Role.AUTHOR: r"author|tac-?gia|byline|pen-?name|\bwriter|reporter|nguoi-?viet|journalist|but-?danh|username|\bsignature",
    Role.DATE: r"\b(?:date\w*|times?|time-?(?:ago|post|stamp)|timeago|pdate|publish\w*|ngay\w*|posted|created|clock|pub-?date)\b",
    Role.SOURCE: r"\b(?:source\w*|nguon\w*|origin\w*)\b|link-?goc|url-?source",
    Role.TAGS: r"\b(?:tags?|tagbox|taglist|keywords?|topics?|hash-?tags?|tu-?khoa)\b|\btags?-?(?:list|box|detail|item|news|name|pos|parent|cotnent|content|wrap|title|link)\w*|article-?tags?|"
    r"tagdetail|-tags\b|tagcontainer|bai-?viet-?tags",
    Role.CRUMB: r"breadcrumb|bread-?crumb|\b(?:crumbs?|navbit|pathway|you-?are-?here|zone-?name|cate?-?name|catename)\b|chuyen-?muc|\bcategory-?(?:main|name|page|link)"
    r"|^(?:[a-z0-9]{1,12}-){0,2}(?:sub-?)?cat(?:e|egory|egories|es)(?:-(?:name|link|main|title|page|detail))?$",
    Role.RELATED: r"relat|lien-?quan|\b(?:other|others|othernews|same|more-?news|read-?more|readmore|next-?news|hot|popular|latest|newest|most|trending|suggest\w*"
    r"|recommend\w*|sidebar|side-?bar|aside|list-?news|listnews|box-?news|news-?list|teaser|stories|story|one-?news|new-?news|listing|most-?view\w*"
    r"|tin-?(?:khac|moi|hot|nong|bai|tuc)|same-?cate\w*|samecate|same-?zone|bxtinlienquan|list-?title)\b|cung-?(?:chuyen-?)?muc|(?:doc|xem)-?(?:them|nhieu|tiep)"
    r"|noi-?bat|tieu-?diem|moi-?nhat|quan-?tam|relate|boxlq|tinmoi|tinkhac|listtin|list-?tin|link-?box|other-?news|box-?inner",
    Role.COMMENT: r"comment|binh-?luan|\b(?:y-?kien|ykien|ykbd|feedback|disqus|replies|reply|cmt|cmts|phan-?hoi|thao-?luan|idcomment)\b|cmt-",
    Role.TOOL: r"\b(?:shares?|sharing|social\w*|like|likes|print|toolbars?|tools?|email|mail|font-?size|audio|podcast|players?|votes?|ratings?|rate|poll|follow|copy"
    r"|subscribe|newsletter|btns?|buttons?|login|signin|survey|fb|zalo|facebook|twitter|google\w*|actions?|sociable|search|paging|pagination|paginate"
    r"|pager|phan-?trang|captcha|fb-?like|likeshare|like-?share|sendsocial|weather|lich|calendar|datepicker|tooltip|notify\w*|alert)\b|share-?|like-?count|chia-?se",
    Role.AD: r"\b(?:ads?|adv\w*|sponsor\w*|promo\w*|quang-?cao|qc|rao-?vat|admicro|admzone\w*|adnzone)\b",
    Role.MENU: r"\b(?:menus?\w*|nav|navs|navbar|navigation|top-?bar|topbar|mega-?menu|submenu|sub-?menu|toplinks?|dropdown\w*|main-?nav|masthead|taskbar|header-?(?:top|menu|nav|layout)|popups?|modals?|dialogs?|overlay|payment|purchase)\b"
    r"|-menu\b|\bmenu-|-nav\b|\bnav-",
    Role.FOOTER: r"\bfooter\w*|^foot(?:-(?:menu|bar|nav|link|info|bottom)\w*)?$|copy-?right|^ft-",
    Role.TITLE: r"title|headline|tieu-?de|\bheading\b|\bname\b",
    Role.BODY: r"\b(?:content\w*|body|entry|noi-?dung|fck\w*|post-?(?:body|text|content)|postbody|maincontent|article-?(?:body|content|text)|articlebody|detail-?(?:content|body|text)"
    r"|cms-?body|news-?(?:content|detail|text|body)|text-?conent|bbwrapper|message-?(?:body|content|text)|messagetext)\b|-content\b|-body\b|noidung",
}  # fmt: skip
_PATTERNS: Final = [(role, re.compile(pattern)) for role, pattern in _ROLE_PATTERNS.items()]
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[_.]+|(?<=[a-z])(?=\d)")

_DIGITS = re.compile(r"\d+")

CACHE_SIZE = 16_384
"""Names remembered: a site has some hundreds, a batch works on a few sites at a time."""


@lru_cache(maxsize=CACHE_SIZE)
def read_roles(names: str) -> int:
    """The `Role`s that an element's names give it, as one number.

    Example:
        >>> read_roles("VCSortableInPreviewMode boxLienQuan") == Role.RELATED
        True
        >>> read_roles("detail-sapo") == Role.SAPO, read_roles("w640 fr clear")
        (True, 0)
    """
    roles = 0
    for name in names.split():
        roles |= _read_name(_DIGITS.sub("0", name))
    return roles


@lru_cache(maxsize=CACHE_SIZE)
def _read_name(name: str) -> int:
    """The roles of one class or id; numbers in it are gone, so that 'comment-4711' and 'comment-4712' are looked up once."""
    name = _GAP.sub("-", _CAPITAL.sub("-", name).lower())
    roles = 0
    for role, pattern in _PATTERNS:
        if pattern.search(name):
            roles |= role
    return roles
