"""The feature templates of underthesea's word-segmentation model.

Takes and decides nothing; a table. Known limit: it is that of underthesea 9.5, and an attribute of any other template is refused.
"""

from __future__ import annotations

TEMPLATES = {
    "T[-2]": (-2, -2, ""), "T[-1]": (-1, -1, ""), "T[0]": (0, 0, ""), "T[1]": (1, 1, ""), "T[2]": (2, 2, ""),
    "T[-2,-1]": (-2, -1, ""), "T[-1,0]": (-1, 0, ""), "T[0,1]": (0, 1, ""), "T[1,2]": (1, 2, ""),
    "T[-2,0]": (-2, 0, ""), "T[-1,1]": (-1, 1, ""), "T[0,2]": (0, 2, ""),
    "T[-2].lower": (-2, -2, "lower"), "T[-1].lower": (-1, -1, "lower"), "T[0].lower": (0, 0, "lower"),
    "T[1].lower": (1, 1, "lower"), "T[2].lower": (2, 2, "lower"),
    "T[-2,-1].lower": (-2, -1, "lower"), "T[-1,0].lower": (-1, 0, "lower"),
    "T[0,1].lower": (0, 1, "lower"), "T[1,2].lower": (1, 2, "lower"),
    "T[-1].isdigit": (-1, -1, "isdigit"), "T[0].isdigit": (0, 0, "isdigit"), "T[1].isdigit": (1, 1, "isdigit"),
    "T[-2].istitle": (-2, -2, "istitle"), "T[-1].istitle": (-1, -1, "istitle"), "T[0].istitle": (0, 0, "istitle"),
    "T[1].istitle": (1, 1, "istitle"), "T[2].istitle": (2, 2, "istitle"),
    "T[0,1].istitle": (0, 1, "istitle"), "T[0,2].istitle": (0, 2, "istitle"),
    "T[-2].is_in_dict": (-2, -2, "is_in_dict"), "T[-1].is_in_dict": (-1, -1, "is_in_dict"),
    "T[0].is_in_dict": (0, 0, "is_in_dict"), "T[1].is_in_dict": (1, 1, "is_in_dict"), "T[2].is_in_dict": (2, 2, "is_in_dict"),
    "T[-2,-1].is_in_dict": (-2, -1, "is_in_dict"), "T[-1,0].is_in_dict": (-1, 0, "is_in_dict"),
    "T[0,1].is_in_dict": (0, 1, "is_in_dict"), "T[1,2].is_in_dict": (1, 2, "is_in_dict"),
    "T[-2,0].is_in_dict": (-2, 0, "is_in_dict"), "T[-1,1].is_in_dict": (-1, 1, "is_in_dict"), "T[0,2].is_in_dict": (0, 2, "is_in_dict"),
}  # fmt: skip
"""The templates: first and last token of the n-gram, counted from the position that is scored, and what is asked of it."""
