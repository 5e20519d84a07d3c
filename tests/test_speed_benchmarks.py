"""What the benchmarks of speed count and compare; no time decides anything here."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import instructions  # noqa: E402
import peers  # noqa: E402
import speed  # noqa: E402
import steps  # noqa: E402
import weight  # noqa: E402

PAGE = "<h1>Huế mưa lớn, nhiều nơi ngập sâu</h1><p>Sáng 12/10/2025, Chủ tịch UBND thành phố Huế Lê Văn Duệ kiểm tra đê.</p>"


def test_a_higher_count_is_noticed_and_ceilings_never_rise():
    ceilings = {"light": 1000, "everything": 2000}
    assert instructions.above({"light": 1021, "everything": 2040}, ceilings) == ["light"]
    recorded = {"counted with": "here", "a page": ceilings}
    assert instructions.lowered(recorded, "here", {"light": 900, "everything": 2100})["a page"] == {
        "light": 900,
        "everything": 2000,
    }
    assert instructions.lowered(recorded, "elsewhere", {"light": 1100})["a page"] == {"light": 1100}


def test_ceilings_stand_in_the_file_of_floors():
    floors = json.loads(instructions.FLOORS.read_text())
    assert set(floors[instructions.PART]["a page"]) == set(instructions.CHECKED)
    assert set(floors["speed"]) == set(instructions.CHECKED) == set(steps.WHOLE)


def test_what_is_absent_is_named():
    def miss():
        raise ImportError("no such thing")

    assert peers.load_present({"here": lambda: len, "gone": miss}) == ({"here": len}, {"gone": "no such thing"})


def test_systems_take_turns_page_by_page():
    calls = []
    systems = {name: lambda page, name=name: calls.append(name + page) for name in "ab"}
    times = peers.take_turns(systems, ["1", "2"], 2, calls.append)
    assert calls == ["a", "a1", "b", "b1", "a", "a2", "b", "b2"] * 2
    assert [len(by_round) for by_page in times.values() for by_round in by_page] == [2] * 4


def test_a_share_is_that_of_the_sums():
    times = {"own": [[4.0, 2.0], [1.0, 3.0]], "other": [[8.0, 4.0], [2.0, 2.0]]}
    assert speed.share(times, "own", "other", [0, 1], min) == 0.5
    assert speed.share(times, "own", "other", [1], max) == 1.5


def test_a_page_is_met_for_the_first_time_when_the_caches_are_emptied():
    page = steps.prepare(PAGE)
    assert len(page.articles) == len(page.mentions) == 1
    caches = steps.find_caches()
    steps.run_light(page)
    assert any(cache.cache_info().currsize for cache in caches)
    for cache in caches:
        cache.cache_clear()
    assert not any(cache.cache_info().currsize for cache in caches)
    for run in steps.STEPS.values():
        run(page)


def test_every_dependency_is_weighed_under_the_name_of_its_import():
    names = list(weight.needed_by("vnnews"))
    modules = weight.find_modules()
    assert {"numpy", "selectolax", "underthesea"} <= set(names)
    assert (modules["charset-normalizer"], modules["unidecode"]) == ("charset_normalizer", "unidecode")
    assert weight.gather("vnnews") >= {"vnnews", *names}
    assert weight.size_of("numpy") > weight.size_of("click") > 0
