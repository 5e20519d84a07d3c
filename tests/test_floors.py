"""The gate: quality on annotated pages never falls below the floors of benchmarks/floors.json."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import quality  # noqa: E402


@pytest.mark.skipif(
    not (quality.DEFAULT_GOLD / "evaluate.py").exists(), reason="the annotated pages are not beside this checkout"
)
@pytest.mark.parametrize("mode", [*quality.MODES, quality.STATED])
def test_figures_reach_their_floors(mode):
    floors = json.loads(quality.FLOORS.read_text())[mode]
    figures = quality.score_part(quality.DEFAULT_GOLD, mode)
    assert quality.below(figures, floors) == [], figures


@pytest.mark.skipif(
    not (quality.DEFAULT_GOLD.parent / "nlp").exists(), reason="the annotated sentences are not beside this checkout"
)
def test_words_and_sentences_reach_their_floors():
    pytest.importorskip("scipy", reason="scipy is not installed: pip install scipy")
    floors = json.loads(quality.FLOORS.read_text())[quality.WORDS]
    figures = quality.score_part(quality.DEFAULT_GOLD, quality.WORDS)
    assert quality.below(figures, floors) == [], figures


def test_a_worse_figure_is_noticed_and_floors_never_fall():
    floors = {"main_macro": 0.9, "invented": 0}
    assert quality.below({"main_macro": 0.89, "invented": 0}, floors) == ["main_macro"]
    assert quality.below({"main_macro": 0.95, "invented": 1}, floors) == ["invented"]
    assert quality.raised({"main_macro": 0.5, "invented": 3}, floors) == floors
    assert quality.raised({"main_macro": 0.96, "invented": 0}, floors) == {"main_macro": 0.958, "invented": 0}
