"""Addresses and telephone numbers beside a name.

Takes a line. Gives it without them. Decides by form; a date is no telephone number.
"""

from __future__ import annotations

import re
from typing import Final

EDGES: Final = " \t-–—|,;:/•·*()[]\"'“”"
"""What parts a name from what stands beside it."""

_EMAIL = re.compile(
    r"(?:\be-?mail\b\s{0,2}:\s{0,2})?[(\[<]?\s{0,2}(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,4}\s{0,2}[)\]>]?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\b(?:đt|sđt|đtdđ|điện thoại|số điện thoại|tel|phone|hotline|mobile)\b\s{0,2}[.:]{0,2}\s{0,2})?[(\[]?(?<!\d)"
    r"(?:0[235789]\d{1,2}|\+?84[\s.\-]?\d{2,3})\)?(?:[\s.\-]?\d{2,4}){2,3}(?!\d)[)\]]?",
    re.IGNORECASE,
)


def strip_contacts(text: str) -> str:
    """A line without the e-mail addresses and telephone numbers in it.

    >>> strip_contacts("Lê Lan - lan@bao.example"), strip_contacts("Trần Hà, ĐT: 0912.345.678"), strip_contacts("Hà - 05-03-2025 08:15")
    ('Lê Lan', 'Trần Hà', 'Hà - 05-03-2025 08:15')
    """
    bare = _EMAIL.sub(" ", text) if "@" in text else text
    bare = _PHONE.sub(" ", bare)
    return text if bare == text else " ".join(bare.split()).strip(EDGES)
