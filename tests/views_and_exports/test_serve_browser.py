"""`vnnews serve` in a real browser, with the keyboard only: paste, read the four views, go back, mend a mistake."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vnnews.pipeline import Pipeline
from vnnews.serve import PageServer, open_server

pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[browser]'")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PAGE = (Path(__file__).parents[2] / "examples" / "pages" / "paper-b.html").read_text(encoding="utf-8")
TITLE = "Đồng Tháp: Nước lũ về sớm"


@pytest.fixture
def server() -> Iterator[PageServer]:
    with open_server(0, Pipeline(words=False)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def box(browser: Chrome, server: PageServer) -> Iterator[Chrome]:
    resize(browser, 1250)
    browser.get_log("browser")
    browser.get(server.address)
    yield browser
    complaints = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert [text for text in complaints if "status of 400" not in text] == []


def resize(browser: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def press(browser: Chrome, *keys: str) -> None:
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def paste(browser: Chrome, text: str) -> None:
    """What Ctrl-V does where the focus is; typing a page letter by letter takes long."""
    browser.execute_cdp_cmd("Input.insertText", {"text": text})


def reach(browser: Chrome, text: str) -> None:
    """Go on with Tab until what is named has the focus."""
    for _ in range(40):
        press(browser, Keys.TAB)
        if browser.switch_to.active_element.text == text:
            return
    raise AssertionError(f"{text!r} cannot be reached")


def wait_for(browser: Chrome, selector: str, text: str) -> Any:
    def is_there(_: Any) -> Any:
        return [found for found in browser.find_elements(By.CSS_SELECTOR, selector) if text in found.text]

    return WebDriverWait(browser, 20, poll_frequency=0.05).until(is_there)[0]


def test_everything_is_done_with_the_keyboard(box: Chrome) -> None:
    assert box.switch_to.active_element.get_attribute("id") == "page"
    paste(box, PAGE)
    press(box, Keys.TAB)
    paste(box, "https://bao.example/lu.html")
    reach(box, "Show what is on it")
    press(box, Keys.ENTER)
    wait_for(box, "#articles h2", TITLE)
    assert box.title == f"{box.find_element(By.CSS_SELECTOR, '#articles article h2').text} · vnnews"
    reach(box, "Entities")
    press(box, Keys.ENTER)
    assert wait_for(box, "td", "Lê Hoài Tâm")
    reach(box, "Markdown")
    press(box, Keys.ENTER)
    assert wait_for(box, "pre", f"# {TITLE}")
    reach(box, "JSON")
    press(box, Keys.ENTER)
    assert wait_for(box, "pre", '"url": "https://bao.example/lu.html"')
    reach(box, "Labels")
    press(box, Keys.ENTER)
    wait_for(box, "#articles h2", TITLE)
    press(box, Keys.TAB)
    reach(box, "New page")
    press(box, Keys.ENTER)
    wait_for(box, "h1", "A page of a Vietnamese newspaper")
    assert box.switch_to.active_element.get_attribute("id") == "page"
    assert box.switch_to.active_element.get_attribute("value") == ""


def test_the_script_of_the_labelled_page_runs(box: Chrome) -> None:
    """Its policy is that of the server and its own: both must let it."""
    paste(box, PAGE)
    reach(box, "Show what is on it")
    press(box, Keys.ENTER)
    block = wait_for(box, ".vnn-block", TITLE)
    block.click()
    assert box.find_element(By.ID, "status").text.startswith("title · rule: ")


def test_a_mistake_is_told_and_mended(box: Chrome) -> None:
    paste(box, "https://bao.example/1.html")
    reach(box, "Show what is on it")
    press(box, Keys.ENTER)
    assert wait_for(box, "[role=alert]", "paste the page itself")
    area = box.switch_to.active_element
    assert (area.get_attribute("id"), area.get_attribute("value")) == ("page", "https://bao.example/1.html")
    press(box, Keys.CONTROL + "a")
    paste(box, PAGE)
    reach(box, "Show what is on it")
    press(box, Keys.SPACE)
    wait_for(box, "#articles h2", TITLE)


def test_an_empty_box_is_not_sent(box: Chrome, server: PageServer) -> None:
    reach(box, "Show what is on it")
    press(box, Keys.ENTER)
    assert box.current_url == server.address
    assert box.execute_script("return document.activeElement.validity.valueMissing")


def test_a_form_of_another_origin_is_refused(browser: Chrome, server: PageServer, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        f'<form method=post action="{server.address}"><input name=page value=Tin><button autofocus>send</button></form>'
    )
    browser.get(page.as_uri())
    press(browser, Keys.ENTER)
    assert wait_for(browser, "body", "only be sent from the box of this server")


@pytest.mark.parametrize("view", ["", "Entities", "Markdown", "JSON"])
def test_a_phone_shows_all_of_it(box: Chrome, view: str) -> None:
    resize(box, 390)
    assert box.execute_script("return document.documentElement.scrollWidth") <= 390
    paste(box, PAGE)
    reach(box, "Show what is on it")
    press(box, Keys.ENTER)
    wait_for(box, "#articles h2", TITLE)
    if view:
        box.get(box.find_element(By.LINK_TEXT, view).get_attribute("href"))
    assert box.execute_script("return document.documentElement.scrollWidth") <= 390
