"""How Vietnamese is written: composed and folded forms, dates, syllables, damaged encodings. Everything here takes a str."""

from vnnews.text.dates import FoundDate, find_date, is_date_line, read_date
from vnnews.text.forms import deaccent, fold, fold_letters, normalize, skeleton, slug

__all__ = [
    "FoundDate",
    "deaccent",
    "find_date",
    "fold",
    "fold_letters",
    "is_date_line",
    "normalize",
    "read_date",
    "skeleton",
    "slug",
]
