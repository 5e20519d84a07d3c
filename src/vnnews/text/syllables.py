"""Which letter sequences are Vietnamese syllables.

Takes a word or a text, gives whether it is a syllable, or how many of its words are. Decides by the spelling rules: an onset, a
rhyme, a tone; a rhyme that ends in c, ch, p or t has only the tones sắc and nặng. Both places of the tone are accepted in 'hòa/hoà'
and 'thủy/thuỷ'. The measure serves as evidence: right text has nine valid words of ten, mis-decoded text hardly any. Known limits:
foreign words without marks ('to', 'in', 'me') look like syllables, so evidence is counted on words with marks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from vnnews.text.forms import compose, deaccent, toned

# Rhymes by what may follow the vowels; an onset rule below forbids 'k' before a, 'c' before e, and so on.
_RHYMES: Final = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu  i ich im in inh ip it iu  ia iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong oong ooc op ot  oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăp oăt  oe oem oen oeo oet
ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt  u uc ui um un ung up ut  ua uôc uôi uôm uôn uông uôp uôt
uân uâng uât uây uâc  uê uên uênh uêch uêt  uơ  uy uych uynh uyn uyt uyu uyp uya uyên uyêt
ư ưc ưi ưm ưn ưng ưt ưu  ưa ươc ươi ươm ươn ương ươp ươt ươu  y
""".split()  # noqa: SIM905 - a table for the eye
_ONSETS: Final = " b c ch d đ g gh h k kh l m n ng ngh nh p ph r s t th tr v x".split(" ")  # noqa: SIM905
_BARE_Y_RHYMES: Final = ("yêm", "yên", "yêng", "yêt", "yêu")  # without an onset: "yêu"
_Q_RHYMES: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng ât âu ây e ec en eo et ê ên ênh êch êt êu ơ ơn ơt
y ych ynh yt yu yên yêt i it in ôc
""".split()  # noqa: SIM905
_STOPS: Final = ("c", "ch", "p", "t")

_WORD = re.compile(r"[^\W\d_]+")

MAX_SAMPLE: Final = 50_000
"""How many characters of a text are looked at for evidence: some 10,000 syllables."""


@cache
def list_syllables() -> frozenset[str]:
    """Every syllable in lower case, 18,771 spellings; made at the first use."""
    forms = {rhyme: _tones_of(rhyme) for rhyme in {rhyme for _, rhyme in _list_pairs()}}
    return frozenset([onset + form for onset, rhyme in _list_pairs() for form in forms[rhyme]])


@cache
def list_bare_syllables() -> frozenset[str]:
    """Every syllable without its marks, 2,565 spellings.

    >>> "nghieng" in list_bare_syllables(), "duong" in list_bare_syllables(), "text" in list_bare_syllables()
    (True, True, False)
    """
    pairs = _list_pairs()
    bare = {part: deaccent(part) for pair in pairs for part in pair}
    return frozenset([bare[onset] + bare[rhyme] for onset, rhyme in pairs])


@cache
def _list_pairs() -> tuple[tuple[str, str], ...]:
    """The onset and the rhyme, without a tone, of every syllable."""
    pairs = [(onset, rhyme) for rhyme in _RHYMES for onset in _ONSETS if _agrees(onset, rhyme)]
    pairs += [("", rhyme) for rhyme in _BARE_Y_RHYMES]
    pairs += [("qu", rhyme) for rhyme in _Q_RHYMES]
    # "giếng" is gi + iêng, written with one i
    pairs += [("g" if rhyme[0] == "i" else "gi", rhyme) for rhyme in _RHYMES if rhyme[0] != "y" and rhyme != "i"]
    return (*pairs, ("", "gi"))


def _agrees(onset: str, rhyme: str) -> bool:
    """The spelling of c/k, g/gh and ng/ngh before front vowels; 'Kon Tum', 'Đắk Lắk' and 'Kạn' are written with k all the same."""
    is_front = rhyme[0] in "eêiy"
    if onset in {"c", "g", "ng"}:
        return not is_front
    if onset in {"gh", "ngh"}:
        return is_front
    if rhyme == "y":
        return onset in {"", "h", "k", "l", "m", "n", "s", "t", "th", "v", "kh", "ph", "ng", "b", "d", "đ", "g", "x"}
    return True


def _tones_of(rhyme: str) -> list[str]:
    """The rhyme with each tone that it can bear."""
    vowels = re.match(r"[aăâeêioôơuưy]*", rhyme)
    length = vowels.end() if vowels else 0
    coda = rhyme[length:]
    places = _tone_places(rhyme[:length], coda)
    forms = [] if coda in _STOPS else [rhyme]
    for place in places:
        marked = [rhyme[:place] + letter + rhyme[place + 1 :] for letter in toned(rhyme[place])]
        forms.extend([marked[1], marked[4]] if coda in _STOPS else marked)
    return forms


def _tone_places(vowels: str, coda: str) -> tuple[int, ...]:
    """Where the tone mark stands: on the marked vowel, else before a glide, else on the last vowel of a closed syllable."""
    marked = [place for place, letter in enumerate(vowels) if letter in "ăâêôơư"]
    if vowels in {"ưa", "ưi", "ưu"}:
        return (0,)
    if marked:
        return (marked[-1],)
    if len(vowels) == 1:
        return (0,)
    if vowels in {"oa", "oe", "uy"}:
        return (1,) if coda else (0, 1)
    if vowels == "oo" or coda:
        return (1,)
    return (1,) if len(vowels) == 3 else (0,)


def is_syllable(word: str) -> bool:
    """Whether a word in NFC is spelled as a Vietnamese syllable, in any case.

    >>> is_syllable("Nghiêng"), is_syllable("thuỷ"), is_syllable("thủy"), is_syllable("quýt")
    (True, True, True, True)
    >>> is_syllable("ViÖt"), is_syllable("nghap"), is_syllable("text"), is_syllable("hằc")
    (False, False, False, False)
    """
    return word.lower() in list_syllables()


def syllable_share(text: str) -> float:
    """The share of the words of a text that are Vietnamese syllables, 0.0 for a text without words.

    >>> syllable_share("Mưa lớn gây ngập nhiều tuyến phố"), syllable_share("Seven quick brown foxes jumped")
    (1.0, 0.0)
    """
    words = _WORD.findall(compose(text[:MAX_SAMPLE]).lower())
    known = list_syllables()
    return sum(word in known for word in words) / len(words) if words else 0.0


def is_vietnamese(text: str) -> bool:
    """Whether the text has a letter that only Vietnamese uses much (ă, đ, ơ, ư or a vowel with two marks).

    >>> is_vietnamese("Đà Nẵng"), is_vietnamese("à la carte")
    (True, False)
    """
    return _OWN_LETTER.search(text) is not None


_OWN_LETTER = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
