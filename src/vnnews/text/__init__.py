"""How Vietnamese is written: composed and folded forms, syllables, damaged encodings. Everything here is str in, str out."""

from vnnews.text.forms import deaccent, fold, fold_letters, normalize, skeleton, slug

__all__ = ["deaccent", "fold", "fold_letters", "normalize", "skeleton", "slug"]
