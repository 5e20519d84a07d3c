"""`import vnnews` is quick: it loads no model and no heavy library."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "underthesea",
    "selectolax",
    "ftfy",
    "regex",
    "unidecode",
    "charset_normalizer",
    "click",
    "rich",
    "multiprocessing",
)
LIMIT_MS = 100.0


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[1],
    )


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_library_is_not_loaded(name: str) -> None:
    assert python("-c", f"import vnnews, sys; print({name!r} in sys.modules)").stdout == "False\n"


def test_the_import_takes_less_than_a_tenth_of_a_second() -> None:
    code = "import time; began = time.process_time(); import vnnews; print((time.process_time() - began) * 1000)"
    # the processor time, and the best of several: other work on the machine only ever adds
    assert min(float(python("-c", code).stdout) for _ in range(7)) < LIMIT_MS


def test_the_types_need_no_step() -> None:
    code = "import vnnews, sys; print([n for n in sys.modules if n.startswith(('vnnews.read.', 'vnnews.label.', 'vnnews.mentions.'))])"
    # the memory of a site is an option of `Pipeline`, so its type is known from the start
    assert python("-c", code).stdout == "['vnnews.label.site_memory']\n"


def test_the_library_under_another_licence_is_loaded_only_for_other_scripts() -> None:
    pages = "import vnnews, sys, pathlib; [vnnews.parse_page(p.read_bytes()) for p in pathlib.Path('examples/pages').iterdir()]; "
    seen = "print([name in sys.modules for name in ('unidecode', 'underthesea', 'underthesea_core')])"
    assert python("-c", pages + seen).stdout == "[False, False, False]\n"
    slug = "from vnnews.text.forms import slug; slug('Москва'); import sys; "
    assert python("-c", slug + "print('unidecode' in sys.modules)").stdout == "True\n"


def test_a_page_without_words_loads_no_model_of_words() -> None:
    page = "import vnnews, sys, pathlib; vnnews.Pipeline(words=False, entities=False).parse_page(pathlib.Path('examples/pages/interview.html').read_bytes()); "
    seen = "print([name in sys.modules for name in ('vnnews.label.decode', 'vnnews.segment.crf', 'vnnews.mentions', 'vnnews.gazetteer')])"
    assert python("-c", page + seen).stdout == "[True, False, False, False]\n"
