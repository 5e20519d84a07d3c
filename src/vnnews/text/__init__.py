"""How Vietnamese is written: composed and folded forms, syllables, dates, damaged encodings. Everything here takes a str.

The verb is `repair`; the forms of `forms` are for comparing, the dates of `dates` for reading.
"""

from vnnews.text.date_lines import is_date_line
from vnnews.text.dates import FoundDate, find_date, find_dates, read_date
from vnnews.text.forms import deaccent, fold, fold_letters, normalize, skeleton, slug
from vnnews.text.language import detect_language
from vnnews.text.repair import Repaired, repair
from vnnews.text.syllables import is_syllable, is_vietnamese, syllable_share

__all__ = [
    "FoundDate",
    "Repaired",
    "deaccent",
    "detect_language",
    "find_date",
    "find_dates",
    "fold",
    "fold_letters",
    "is_date_line",
    "is_syllable",
    "is_vietnamese",
    "normalize",
    "read_date",
    "repair",
    "skeleton",
    "slug",
    "syllable_share",
]
