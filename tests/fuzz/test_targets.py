"""Every fuzz target with a small budget of its own mutants: the targets stay right where no fuzzer is installed.

`VNNEWS_MUTANTS=20000 python -m pytest tests/fuzz` tries more.
"""

from __future__ import annotations

import importlib
import os
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from mutation import mutate

from vnnews.native import load_core

TARGETS = ("page", "text", "names", "container", "state", "native")
MUTANTS = int(os.environ.get("VNNEWS_MUTANTS", "60"))


@pytest.mark.parametrize("name", TARGETS)
def test_mutants_of_the_seeds_break_no_promise(name: str) -> None:
    if name == "native" and load_core("ngrams") is None:
        pytest.skip("the compiled core is not in use: VNNEWS_NATIVE=1 pip install -e . builds it")
    target = importlib.import_module(f"fuzz_{name}")
    chance, seeds = random.Random(name), [data for _, data in target.seeds()]
    assert len(seeds) > 5
    for _ in range(MUTANTS):
        mutant = mutate(chance.choice(seeds), chance)
        try:
            target.try_one(mutant)
        except Exception as error:
            error.add_note(f"the input: {mutant[:2000]!r}")
            raise


def test_the_list_of_targets_is_whole() -> None:
    assert {path.stem.removeprefix("fuzz_") for path in Path(__file__).parent.glob("fuzz_*.py")} == set(TARGETS)
