"""The page of people in a real browser: the search needs no marks, a bar opens its articles, a telephone shows all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[browser]'")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from vnnews.models.people import BodyRecord, Headship, Occupancy, PersonRecord, Proof
from vnnews.write.people import render_people

PROOF = Proof("1", "Họp khẩn", "https://bao.example/1", sentence="Bà Lê Thị Duệ, Chủ tịch UBND tỉnh Cà Mau, nói.")
CHAIR = Occupancy(
    "Chủ tịch",
    "Ủy ban nhân dân tỉnh Cà Mau",
    "vn:ca-mau",
    "Cà Mau",
    "acting",
    date(2019, 7, 2),
    date(2025, 9, 1),
    proofs=(PROOF,),
)
OVER = Occupancy("Giám đốc", "Sở Y tế tỉnh Cà Mau", status="former", ends=date(2025, 12, 30), proofs=(PROOF,))
PEOPLE = (
    PersonRecord("vn:due-1", "Lê Thị Duệ", occupancies=(CHAIR, OVER), articles=3),
    PersonRecord("vn:due-2", "Lê Thị Duệ", occupancies=(Occupancy("Chủ tịch nước"),)),
    PersonRecord("vn:anna-1", "Anna Berg", occupancies=(Occupancy("Bộ trưởng", "Bộ Ngoại giao Thụy Điển"),)),
)
BODY = BodyRecord("vn:ca-mau", CHAIR.body, heads=(Headship("vn:due-1", "Lê Thị Duệ", "Chủ tịch", proof=PROOF),))


@pytest.fixture
def view(browser: Chrome, tmp_path: Path) -> Iterator[Chrome]:
    file = tmp_path / "people.html"
    file.write_text(render_people(PEOPLE, [BODY]), encoding="utf-8")
    resize(browser, 1200, mobile=False)
    browser.get(file.as_uri())
    yield browser
    complaints = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert complaints == []


def resize(browser: Chrome, width: int, *, mobile: bool) -> None:
    metrics = {"width": width, "height": 840, "deviceScaleFactor": 1, "mobile": mobile}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def shown(view: Chrome) -> list[str]:
    heads = view.find_elements(By.CSS_SELECTOR, "#people h3")
    return [str(head.text) for head in heads if head.is_displayed()]


def search(view: Chrome, words: str) -> Any:
    view.find_element(By.CSS_SELECTOR, "input").send_keys(words)
    return WebDriverWait(view, 5).until(lambda page: page.find_element(By.CSS_SELECTOR, ".found").text)


def test_a_search_without_marks_finds_names_bodies_and_provinces(view: Chrome) -> None:
    assert search(view, "due so y te") == "1 of 4 fit"
    assert shown(view) == ["Lê Thị Duệ"]
    assert not view.find_element(By.ID, "bodies").is_displayed()


def test_a_bar_opens_the_articles_that_state_it(view: Chrome) -> None:
    details = view.find_element(By.CSS_SELECTOR, ".vnp-proofs")
    assert details.get_attribute("open") is None
    view.find_element(By.CSS_SELECTOR, ".vnp-track").click()
    WebDriverWait(view, 5).until(lambda _: details.get_attribute("open") is not None)
    assert "Chủ tịch UBND tỉnh Cà Mau, nói" in details.text


def test_a_link_to_a_person_that_the_search_hides_shows_it_again(view: Chrome) -> None:
    search(view, "anna")
    assert shown(view) == ["Anna Berg"]
    view.execute_script("location.hash = '#vn%3Adue-2'")
    WebDriverWait(view, 5).until(lambda page: len(shown(page)) == len(PEOPLE))


def test_nothing_stands_beyond_the_edge_of_a_telephone(view: Chrome) -> None:
    resize(view, 390, mobile=True)
    view.refresh()
    assert view.execute_script("return document.documentElement.scrollWidth") <= 390
    beyond = view.execute_script(
        "return [...document.querySelectorAll('.vnp-bar, .vnp-scale span, article *')]"
        ".filter((one) => one.getBoundingClientRect().right > 390 || one.getBoundingClientRect().left < 0).length"
    )
    assert beyond == 0
