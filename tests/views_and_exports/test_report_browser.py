"""The report in a real browser: every bar leads to its articles, a period narrows the map, and a phone shows all of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from vnnews.models import Article, Official, Post
from vnnews.write.report import count_corpus, count_rejects, render_report

pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[browser]'")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

LONG = "Ban Chỉ đạo trung ương về phòng, chống tham nhũng, lãng phí, tiêu cực của tỉnh và các địa phương lân cận"


@pytest.fixture
def shown(browser: Chrome, article: Article, tmp_path: Path) -> Chrome:
    late = msgspec.structs.replace(article, published=datetime(2025, 8, 25, tzinfo=UTC), title="Tin muộn")
    head = Official("Nguyễn Thị Minh Khai", posts=(Post("Trưởng ban", LONG),))
    undated = msgspec.structs.replace(article, published=None, officials=(head,))
    rejects = count_rejects([b'{"stage": "assemble", "reason": "listing", "source": "%s.html"}' % (b"rat-dai-" * 30)])
    file = tmp_path / "report.html"
    counts = count_corpus([article, article, late, undated])
    file.write_text(render_report(counts, rejects=rejects), encoding="utf-8")
    resize(browser, 1250)
    browser.get_log("browser")
    browser.get(file.as_uri())
    return browser


def resize(browser: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def tile(browser: Chrome, name: str) -> str:
    """What the map counts for a province."""
    return browser.find_element(By.CSS_SELECTOR, f".tile[title='{name}']").text.removeprefix(name).strip()


OPEN = "return [...document.querySelectorAll('.list')].filter((one) => one.checkVisibility()).map((one) => one.id);"
OUTSIDE = """
return [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()).map((one) => [one.outerHTML.slice(0, 80),
  one.getBoundingClientRect()]).filter(([, box]) => box.width && (box.left < 0 || box.right > innerWidth + 0.5)).map(([html]) => html);
"""


def test_everything_is_shown_without_complaint(shown: Chrome) -> None:
    assert [entry for entry in shown.get_log("browser") if entry["level"] == "SEVERE"] == []
    text = shown.find_element(By.TAG_NAME, "body").text
    for part in ("Articles by day", "34 provinces", "63 provinces", "Agencies", "Officials and their posts over time"):
        assert part in text
    assert shown.execute_script(OPEN) == []


def test_map_counts_articles_on_the_right_grid(shown: Chrome) -> None:
    assert tile(shown, "Bạc Liêu") == "3"
    assert tile(shown, "Quảng Ninh") == ""


def test_every_bar_opens_its_list_and_closes_again(shown: Chrome) -> None:
    bars = [link.get_attribute("id") for link in shown.find_elements(By.CSS_SELECTOR, "[id^=to-]")]
    assert len(bars) > 10
    for bar in bars:
        shown.execute_script("document.getElementById(arguments[0]).click()", bar)
        assert shown.execute_script(OPEN) == [bar.removeprefix("to-")]
    shown.execute_script("document.querySelector(':target .close').click()")
    assert shown.execute_script(OPEN) == []


def test_a_tile_leads_to_its_articles_with_the_keyboard(shown: Chrome) -> None:
    shown.find_element(By.CSS_SELECTOR, "a.tile[title='Bạc Liêu']").send_keys(Keys.ENTER)
    panel = shown.find_element(By.CSS_SELECTOR, ".list:target")
    assert [link.text for link in panel.find_elements(By.CSS_SELECTOR, "li a")][-1] == "Tin muộn"
    shown.switch_to.active_element.send_keys(Keys.TAB)
    assert shown.switch_to.active_element.text == "close"
    shown.switch_to.active_element.send_keys(Keys.TAB)
    assert shown.switch_to.active_element.get_attribute("href") == "https://bao.example/cau-moi-1.html"
    shown.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert shown.execute_script(OPEN) == []
    assert shown.switch_to.active_element.get_attribute("title") == "Bạc Liêu", "reading goes on where it was left"


def test_a_period_narrows_the_map_with_the_keyboard(shown: Chrome) -> None:
    start, end = shown.find_elements(By.CSS_SELECTOR, "#period input")
    start.send_keys(Keys.END)
    assert tile(shown, "Bạc Liêu") == "1"
    assert shown.find_element(By.TAG_NAME, "output").text == "25/08/2025 – 25/08/2025"
    start.send_keys(Keys.HOME)
    end.send_keys(Keys.HOME)
    assert tile(shown, "Bạc Liêu") == "2"


def test_a_phone_shows_all_of_it(shown: Chrome) -> None:
    resize(shown, 390)
    assert shown.execute_script(OUTSIDE) == []
    assert shown.execute_script("return document.documentElement.scrollWidth") <= 390
    for bar in shown.find_elements(By.CSS_SELECTOR, ".bars b"):
        assert 0 <= bar.rect["x"] < 100
        assert bar.rect["width"] >= 2
    for name in ("rejects", "officials"):
        shown.execute_script("document.querySelector('#' + arguments[0] + ' a').click()", name)
        assert shown.execute_script(OUTSIDE) == []
