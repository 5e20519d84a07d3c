"""Signs that a full stop does not end a sentence, and characters that are not seen; each table is the inside of a pattern."""

from __future__ import annotations

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
"""Zero-width characters; scrapers leave them inside and beside words."""

TOP_DOMAINS = "vn|com|net|org|edu|gov|info|asia|biz|tv|io"
"""Top-level domains that are read as an address without 'http' or 'www': those of Vietnamese newspapers and public bodies, and
the generic ones; not 'me' or 'co', which also begin a sentence whose space was lost."""

UNIT_ABBREVIATIONS = "TP|Tp|tp|TX|Tx|tx|TT|Tt|KP|Kp|Q|q|P|p|H|h|X|x"
"""Kinds of administrative units, glued by papers to a name: 'TP.Vinh', 'Q.Tân Bình', 'P.Dương Đông', 'TX.Dĩ An'."""

TITLE_ABBREVIATIONS = (
    "PGS|Pgs|GS|Gs|TSKH|TS|Ts|ThS|Ths|Th|BS|Bs|BSCK|KTS|Kts|LS|Ls|CN|KS|Ks|NSND|NSƯT|NGND|NGƯT|Mr|Mrs|Ms|Dr|St"
)
"""Titles that are written with a full stop before a name: 'PGS.TS. Nguyễn Văn A', 'ThS. Lê B', 'Mr. John'."""
