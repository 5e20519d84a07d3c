"""The report in a real browser: every picture is drawn, nothing is fetched, and a range of time narrows the map."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from vnnews.models import Article
from vnnews.write.report import count_corpus, render_report

pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[browser]'")
pytest.importorskip("altair", reason="altair is not installed: pip install '.[report]'")
pytest.importorskip("vl_convert", reason="vl-convert-python is not installed: pip install '.[report]'")

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


@pytest.fixture
def shown(browser: Chrome, article: Article, tmp_path: Path) -> Chrome:
    late = msgspec.structs.replace(article, published=datetime(2025, 8, 25, tzinfo=UTC))
    file = tmp_path / "report.html"
    file.write_text(render_report(count_corpus([article, article, late])), encoding="utf-8")
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 1250, "height": 1600, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.get_log("browser")
    browser.get(file.as_uri())
    wait(
        browser,
        lambda: (
            len(browser.find_elements(By.CSS_SELECTOR, "figure svg.marks"))
            == len(browser.find_elements(By.TAG_NAME, "figure"))
        ),
    )
    return browser


def wait(browser: Chrome, condition: Any) -> None:
    WebDriverWait(browser, 20, poll_frequency=0.1).until(lambda _: condition())


def find_bars(browser: Chrome) -> Any:
    return browser.find_elements(
        By.CSS_SELECTOR, "figure:first-of-type svg.marks [role='graphics-symbol'][aria-label^='time:']"
    )


def tile(browser: Chrome, name: str) -> str:
    """What the map counts for a province: the number whose text stands closest under the name."""
    script = """
    const box = (node) => node.getBoundingClientRect();
    const texts = [...document.querySelectorAll("figure:first-of-type svg.marks text")];
    const name = texts.find((node) => node.textContent === arguments[0]);
    const under = texts.filter((node) => /^[0-9]+$/.test(node.textContent) && Math.abs(box(node).x + box(node).width / 2
      - box(name).x - box(name).width / 2) < 5 && box(node).y > box(name).y && box(node).y - box(name).y < 22);
    return under.length ? under[0].textContent : "";
    """
    return str(browser.execute_script(script, name))


def test_every_picture_is_drawn_without_complaint(shown: Chrome) -> None:
    assert [entry for entry in shown.get_log("browser") if entry["level"] == "SEVERE"] == []
    text = shown.find_element(By.TAG_NAME, "body").text
    for part in (
        "Articles by day",
        "34 provinces",
        "63 provinces",
        "Agencies",
        "Officials and their posts over time",
        "bao.example",
    ):
        assert part in text


def test_map_counts_articles_on_the_right_grid(shown: Chrome) -> None:
    assert tile(shown, "Bạc Liêu") == "3"
    assert tile(shown, "Quảng Ninh") == ""


def test_a_range_of_time_narrows_the_map(shown: Chrome) -> None:
    assert tile(shown, "Bạc Liêu") == "3"
    early, late = find_bars(shown)
    assert early.rect["height"] == pytest.approx(2 * late.rect["height"], abs=2)
    ActionChains(shown).move_to_element_with_offset(late, -40, 0).click_and_hold().move_by_offset(
        60, 0
    ).release().perform()
    wait(shown, lambda: tile(shown, "Bạc Liêu") == "1")
