"""The word model: which tokens of a sentence join the token before them.

`load_decoder` gives a `Decoder`; its `decode` takes the tokens of a sentence and gives one bool a token. All else in here serves its
speed: the weights that underthesea installs, the word lists and vnnews' own weights are folded into one number for each n-gram while
they are loaded. `plain` says in the plain way what is folded; the tests hold the folded tables to it, and the training reads sentences by it.
"""

from vnnews.segment.crf.decoder import Decoder
from vnnews.segment.crf.model import load_decoder

__all__ = ["Decoder", "load_decoder"]
