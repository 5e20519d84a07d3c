"""The systems beside which vnnews is measured: one function loads each, and one clock times all of them.

`EXTRACTORS` find the main text of a page, `PARSERS` only parse it, `CUTTERS` cut a text into words. What is not installed is named and
left out. VnCoreNLP is asked through `py_vncorenlp`, with the folder of its models in the environment variable VNCORENLP.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Extractor = Callable[[str], str]
Cut = Callable[[str], list[str]]
System = TypeVar("System")
Input = TypeVar("Input")


def load_trafilatura() -> Extractor:
    import trafilatura

    return lambda html: trafilatura.extract(html, include_comments=False, include_tables=True) or ""


def load_trafilatura_fast() -> Extractor:
    import trafilatura

    return lambda html: trafilatura.extract(html, include_comments=False, include_tables=True, fast=True) or ""


def load_readability() -> Extractor:
    from lxml import html as lxml_html
    from readability import Document

    return lambda html: "\n".join(lxml_html.fromstring(Document(html).summary()).itertext())


def load_boilerpy3() -> Extractor:
    from boilerpy3 import extractors

    logging.getLogger("boilerpy3").setLevel(logging.CRITICAL)
    return lambda html: extractors.ArticleExtractor(raise_on_failure=False).get_content(html) or ""


def load_justext() -> Extractor:
    import justext

    stop_words = justext.get_stoplist("Vietnamese")
    return lambda html: "\n".join(p.text for p in justext.justext(html.encode(), stop_words) if not p.is_boilerplate)


def load_resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html: extract_plain_text(html, main_content=True)


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "trafilatura": load_trafilatura,
    "trafilatura fast": load_trafilatura_fast,
    "readability-lxml": load_readability,
    "boilerpy3": load_boilerpy3,
    "justext": load_justext,
    "resiliparse": load_resiliparse,
}


def load_parser() -> Callable[[str], object]:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser


def load_walk() -> Callable[[str], int]:
    parse = load_parser()

    def walk(html: str) -> int:
        """How many nodes of the tree are an element or a text that is not empty."""
        root = parse(html).root
        return sum(bool(node.tag) for node in root.traverse(include_text=True)) if root else 0

    return walk


PARSERS: dict[str, Callable[[], Callable[[str], object]]] = {
    "selectolax parse": load_parser,
    "selectolax parse, bare walk": load_walk,
}


def load_underthesea() -> Cut:
    from underthesea import word_tokenize

    return word_tokenize


def load_pyvi() -> Cut:
    from pyvi import ViTokenizer

    return lambda text: ViTokenizer.spacy_tokenize(text)[0]


def load_vinlp() -> Cut:
    from ViNLP import word_tokenize

    return word_tokenize


def load_vncorenlp() -> Cut:
    folder = os.environ.get("VNCORENLP")
    if not folder:
        raise ImportError("VNCORENLP names no folder with its models")
    from py_vncorenlp import VnCoreNLP

    here = os.getcwd()  # noqa: PTH109 - it goes into its folder and stays there
    segmenter = VnCoreNLP(annotators=["wseg"], save_dir=os.path.abspath(folder))  # noqa: PTH100
    os.chdir(here)
    return lambda text: " ".join(segmenter.word_segment(text)).split()


CUTTERS: dict[str, Callable[[], Cut]] = {
    "underthesea": load_underthesea,
    "pyvi": load_pyvi,
    "ViNLP": load_vinlp,
    "VnCoreNLP": load_vncorenlp,
}


def load_present(loaders: Mapping[str, Callable[[], System]]) -> tuple[dict[str, System], dict[str, str]]:
    """Return the systems that are installed, and for each of the others why it is left out."""
    present, absent = {}, {}
    for name, load in loaders.items():
        try:
            present[name] = load()
        except ImportError as error:
            absent[name] = str(error)
    return present, absent


def take_turns(
    systems: Mapping[str, Callable[[Input], object]],
    inputs: Sequence[Input],
    rounds: int,
    between: Callable[[str], object] = lambda name: None,
) -> dict[str, list[list[float]]]:
    """Return the seconds of processor time by system, by input, by round.

    The systems take turns input by input, so that a machine that is busy for a while is busy for all of them. `between` is called with the name
    of the system before each work, and its time does not count.
    """
    times: dict[str, list[list[float]]] = {name: [[] for _ in inputs] for name in systems}
    for _ in range(rounds):
        for index, item in enumerate(inputs):
            for name, work in systems.items():
                between(name)
                begun = time.process_time()
                work(item)
                times[name][index].append(time.process_time() - begun)
    return times
