"""Damaged containers: whatever is done to one, it gives tasks and reports, and no exception that a library of it happens to raise.

A fixed number of mutants of each kind in every test run; `VNNEWS_MUTANTS=20000 python -m pytest tests/hostile/test_containers.py` tries more.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from vnnews.batch.tasks import Unreadable

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fuzz"))

from fuzz_container import CONTAINERS, read_container
from mutation import mutate

MUTANTS = int(os.environ.get("VNNEWS_MUTANTS", "150"))


def make(name: str) -> bytes:
    try:
        return CONTAINERS[name]()
    except ImportError as error:
        pytest.skip(f"needs {error.name}")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CONTAINERS)
def test_damage_is_told_and_never_raised(name: str, tmp_path: Path) -> None:
    seed, chance = make(name), random.Random(name)
    told = 0
    for _ in range(MUTANTS):
        (tmp_path / name).write_bytes(mutate(seed, chance))
        told += any(isinstance(one, Unreadable) for one in read_container(tmp_path / name))
    assert told  # the mutants did reach the reader


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_sound_container_is_read_whole(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(make(name))
    found = read_container(tmp_path / name)
    assert found
    assert not [one for one in found if isinstance(one, Unreadable)]
