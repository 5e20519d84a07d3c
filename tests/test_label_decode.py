"""The chain that decides: its arithmetic, its weights, its reasons, and weights of one's own."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import numpy as np
import pytest

import vnnews
from vnnews.errors import InputError, NotAnArticle
from vnnews.label import features as features_module
from vnnews.label import label_blocks
from vnnews.label.columns import find_code, name_code
from vnnews.label.decode import (
    CHUNK,
    ENDS,
    LABELS,
    STARTS,
    STATES,
    STEPS,
    SURE,
    WEIGHTS_FILE,
    WITHOUT,
    Chain,
    Weights,
    _weigh_paths,
    load_chain,
)
from vnnews.label.explain import describe, explain_page
from vnnews.label.features import Features, name_features
from vnnews.label.labelling import look_around
from vnnews.label.page import measure_page
from vnnews.models import Label
from vnnews.read import read_page

PAGES = sorted((Path(__file__).parent.parent / "examples" / "pages").iterdir())
PAGE = PAGES[0].read_bytes()


def test_probabilities_are_those_of_all_paths() -> None:
    random = np.random.default_rng(7)
    scores = random.normal(size=(3, len(STATES)))
    step = np.exp(random.normal(size=(len(STATES), len(STATES)))) * STEPS
    start = np.exp(random.normal(size=len(STATES))) * STARTS
    expected = np.zeros_like(scores)
    for path in itertools.product(range(len(STATES)), repeat=3):
        weight = start[path[0]] * step[path[0], path[1]] * step[path[1], path[2]] * ENDS[path[2]]
        if weight:
            weight *= np.exp(sum(scores[index, state] for index, state in enumerate(path)))
            for index, state in enumerate(path):
                expected[index, state] += weight
    expected /= expected.sum(axis=1, keepdims=True)
    assert np.allclose(_weigh_paths(scores, start, step, ENDS), expected)


def test_no_page_goes_back_to_before_its_article() -> None:
    parts = [part for part, _ in STATES]
    for here, there in itertools.product(range(len(STATES)), repeat=2):
        if parts[here] > 0 and parts[there] == 0:
            assert not STEPS[here, there]
    assert {label for (_, label), allowed in zip(STATES, WITHOUT, strict=True) if allowed} == {
        Label.BOILERPLATE,
        Label.RELATED,
    }


def test_the_shipped_weights_fit_the_labels_and_the_measures() -> None:
    weights = msgspec.json.decode(WEIGHTS_FILE.read_bytes(), type=Weights)
    assert all(len(row) == len(LABELS) for row in weights.features.values())
    assert all(len(row) == 3 for row in weights.parts.values())
    assert np.array(weights.steps).shape == (len(STATES), len(STATES))
    scene = look_around(document := read_page(PAGE))
    chain = load_chain()
    reading = chain.read(chain.score(name_features(scene)))
    assert set(measure_page(document, scene, reading)) | {""} == set(weights.page)


def test_words_in_the_weights_are_markers_and_no_sentences() -> None:
    weights = msgspec.json.decode(WEIGHTS_FILE.read_bytes(), type=Weights)
    kept = [name for name in weights.features if name.startswith(("line:", "word:", "begins:", "ends:"))]
    assert kept
    assert all(len(name.partition(":")[2].split()) <= 6 for name in kept)


def test_every_feature_of_the_weights_has_a_reason_in_words() -> None:
    for name in load_chain().names[1:]:
        assert describe(name) != name or ":" not in name, name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_line_has_a_confidence_and_a_reason(path: Path) -> None:
    document = read_page(path.read_bytes())
    labelling = label_blocks(document)
    assert 0 <= labelling.article <= 1
    for block, reason in zip(labelling.blocks, explain_page(document), strict=True):
        assert 0 <= block.confidence <= 1
        assert block.rule
        assert reason.label is block.label
        assert reason.second is not block.label
        assert all(weight > 0 for _, weight in reason.because)


def test_the_same_page_gets_the_same_labels() -> None:
    assert label_blocks(read_page(PAGE)) == label_blocks(read_page(PAGE))


def test_a_line_without_any_known_feature_is_not_lost() -> None:
    nothing = msgspec.structs.replace(load_chain().weights, features={}, parts={})
    scores = Chain(nothing).score(Features(np.zeros((1, 2), dtype=int), [("unknown",), ()], {}))
    assert scores.shape == (2, len(STATES))
    assert not scores.any()


def test_the_name_of_a_feature_leads_back_to_its_number() -> None:
    weights = load_chain().weights
    columns = [(name, code) for name in weights.features if (code := find_code(name)) is not None]
    assert len(columns) > 100
    assert all(name_code(code) == name for name, code in columns)


def test_the_signs_that_decide_alone_are_those_of_the_table() -> None:
    assert features_module._SURE | {"form:message"} == set(SURE)


def test_a_long_page_is_scored_in_chunks_as_a_short_one() -> None:
    chain = load_chain()
    lines = "\n".join(f"Thời sự số {number}" for number in range(2 * CHUNK + 3))
    features = name_features(look_around(read_page(lines, kind="text")))
    one = Features(features.codes[:, CHUNK : CHUNK + 1], features.signs[CHUNK : CHUNK + 1], {})
    assert np.allclose(chain.score(features)[CHUNK], chain.score(one)[0])


def test_articles_that_are_less_sure_are_left_out() -> None:
    sure = vnnews.Pipeline(words=False, entities=False).parse(PAGE)
    assert 0.5 < sure.confidence < 1
    strict = vnnews.Pipeline(words=False, entities=False, min_confidence=1.0)
    page = strict.parse_page(PAGE)
    assert page.articles == ()
    assert all(block.article is None for block in page.blocks)
    with pytest.raises(NotAnArticle) as caught:
        strict.parse(PAGE)
    assert caught.value.reason == "unsure"


@pytest.mark.parametrize("least", [-0.1, 1.5, "0.8", None])
def test_min_confidence_is_a_number_from_0_to_1(least: object) -> None:
    with pytest.raises(InputError, match="min_confidence"):
        vnnews.Pipeline(min_confidence=least)  # type: ignore[arg-type]


def test_weights_of_ones_own_are_used(tmp_path: Path) -> None:
    weights = load_chain().weights
    always = {name: [9.0 if label is Label.COMMENT else 0.0 for label in LABELS] for name in ("kind:prose",)}
    own = tmp_path / "own.json"
    own.write_bytes(msgspec.json.encode(msgspec.structs.replace(weights, features=weights.features | always)))
    ours = vnnews.Pipeline(words=False, entities=False).parse_page(PAGE)
    theirs = vnnews.Pipeline(words=False, entities=False, labeller=str(own)).parse_page(PAGE)
    assert [block.label for block in ours.blocks] != [block.label for block in theirs.blocks]


@pytest.mark.parametrize(
    ("content", "message"), [(None, "cannot read"), (b"{}", "no weights"), (b"\xff", "no weights")]
)
def test_a_file_without_weights_is_refused(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "weights.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        label_blocks(read_page(PAGE), labeller=str(path))
