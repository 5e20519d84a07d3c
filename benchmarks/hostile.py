"""Time on hostile pages: the shapes of tests/hostile/test_cost.py at eight times their size, slowest first, in milliseconds a megabyte.

    python benchmarks/hostile.py

Only ratios mean something on another machine; the last line gives the same measure for ordinary prose.
"""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from types import ModuleType

SHAPES = Path(__file__).resolve().parents[1] / "tests" / "hostile" / "test_cost.py"
SHOWN = 12
ORDINARY = "paragraphs"


def load_shapes() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hostile_shapes", SHAPES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    shapes = load_shapes()
    shapes.WITHOUT_WORDS.parse_page(shapes.HEAD + shapes.NAMED)
    costs = {}
    for name, (make, size) in shapes.PAGES.items():
        page = make(8 * size)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            shapes.WITHOUT_WORDS.parse_page(page)
            best = min(best, time.process_time() - start)
        costs[name] = best * 1000 / (len(page.encode(errors="replace")) / 1e6)
    for name, cost in sorted(costs.items(), key=lambda item: -item[1])[:SHOWN]:
        print(f"{cost:8.0f} ms/MB  {name}")
    print(f"{costs[ORDINARY]:8.0f} ms/MB  ordinary: {ORDINARY}")


if __name__ == "__main__":
    main()
