"""The one-file view in a real browser: hover and keyboard name the rule, the filter hides, a phone shows one side at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from vnnews.models import Page
from vnnews.write.html import render_view

pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[browser]'")
image = pytest.importorskip("PIL.Image", reason="pillow is not installed: pip install '.[browser]'")

from selenium.webdriver import ActionChains, Chrome  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402


@pytest.fixture
def view(browser: Chrome, page: Page, tmp_path: Path) -> Iterator[Chrome]:
    file = tmp_path / "view.html"
    file.write_text(render_view(page, name="trang.html"), encoding="utf-8")
    resize(browser, 1200, 800)
    prefer(browser, "light")
    browser.get(file.as_uri())
    yield browser
    complaints = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert complaints == []


def resize(browser: Chrome, width: int, height: int, *, mobile: bool = False) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def prefer(browser: Chrome, scheme: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )


def one(view: Chrome, selector: str) -> Any:
    return view.find_element(By.CSS_SELECTOR, selector)


def status(view: Chrome) -> str:
    return str(one(view, "#status").text)


def shown(view: Chrome) -> list[str]:
    return [
        block.get_attribute("data-label")
        for block in view.find_elements(By.CSS_SELECTOR, ".vnn-block")
        if block.is_displayed()
    ]


def test_hover_names_the_rule_of_a_block(view: Chrome) -> None:
    ActionChains(view).move_to_element(one(view, ".vnn-l-sapo span:last-child")).perform()
    assert status(view) == "sapo · rule: lead_box · div#main>p"
    assert "lit" in one(view, "#articles p.vnn-sapo-text").get_attribute("class")


def test_hover_names_the_rule_of_a_mark(view: Chrome) -> None:
    ActionChains(view).move_to_element(one(view, "h4 + p mark.vnn-k-province")).perform()
    assert status(view) == "province · Tỉnh Bạc Liêu · rule: province_kind_and_name"


def test_hover_on_a_passage_lights_its_block(view: Chrome) -> None:
    ActionChains(view).move_to_element(one(view, "#articles h4")).perform()
    assert status(view).startswith("heading · rule: bold_line")
    assert "lit" in one(view, "#blocks .vnn-l-heading").get_attribute("class")


def test_filter_hides_and_shows_blocks(view: Chrome) -> None:
    everything = shown(view)
    assert len(everything) == 9
    one(view, "input[data-filter=body]").click()
    assert shown(view) == [label for label in everything if label != "body"]
    one(view, "button[data-all=no]").click()
    assert shown(view) == []
    one(view, "input[data-filter=related]").send_keys(Keys.SPACE)
    assert shown(view) == ["related"]
    one(view, "button[data-all=yes]").click()
    assert shown(view) == everything


def test_marks_can_be_switched_off(view: Chrome) -> None:
    mark = one(view, "h4 + p mark.vnn-k-province")
    before = mark.value_of_css_property("background-color")
    one(view, "input[data-kind=province]").click()
    assert mark.value_of_css_property("background-color") != before
    assert mark.value_of_css_property("background-color") == "rgba(0, 0, 0, 0)"


def test_everything_is_reachable_with_the_keyboard(view: Chrome) -> None:
    reached: list[str] = []
    for _ in range(40):
        view.switch_to.active_element.send_keys(Keys.TAB)
        active = view.switch_to.active_element
        reached.append(
            active.get_attribute("data-filter")
            or active.get_attribute("data-kind")
            or active.get_attribute("id")
            or active.tag_name
        )
        if active.get_attribute("class").startswith("vnn-block"):
            break
    assert set(shown(view)) | {"official", "agency", "province", "post", "button"} <= set(reached)
    assert reached[-1] == "b0"
    assert status(view) == "boilerplate · rule: menu · div#main>p"
    view.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert status(view) == "title · rule: first_heading · div#main>p"
    view.switch_to.active_element.send_keys(Keys.END)
    assert status(view).startswith("comment · rule: comment_box")
    view.switch_to.active_element.send_keys(Keys.TAB)
    while view.switch_to.active_element.tag_name == "a":
        view.switch_to.active_element.send_keys(Keys.TAB)
    view.switch_to.active_element.send_keys("j")
    assert status(view) == "province · Tỉnh Cà Mau · rule: province_name"


def test_keyboard_skips_hidden_blocks(view: Chrome) -> None:
    one(view, "input[data-filter=title]").click()
    one(view, "#b0").click()
    view.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert status(view).startswith("sapo")


def test_phone_shows_one_side_at_a_time_without_sideways_scrolling(view: Chrome) -> None:
    resize(view, 390, 844, mobile=True)
    assert one(view, "#articles").is_displayed()
    assert not one(view, "#blocks").is_displayed()
    assert view.execute_script("return document.documentElement.scrollWidth") <= 390
    one(view, "button[data-side=page]").click()
    assert one(view, "#blocks").is_displayed()
    assert not one(view, "#articles").is_displayed()
    assert view.execute_script("return document.documentElement.scrollWidth") <= 390
    assert float(one(view, "#b1 span:last-child").value_of_css_property("font-size").removesuffix("px")) >= 14


def test_a_phone_opens_at_the_article_under_a_low_head(view: Chrome) -> None:
    assert "Rest the pointer" in status(view)
    resize(view, 390, 844, mobile=True)
    view.refresh()
    head = one(view, "header.bar").rect["height"]
    assert 0 < head < 84.4, "less than a tenth of the screen"
    title = one(view, "#articles h2:not(section > h2)")
    assert title.text.startswith("Cà Mau khởi công")
    assert head < title.rect["y"] < 844 / 5
    assert not one(view, "#status").is_displayed()
    one(view, "#articles h4").click()
    assert status(view).startswith("heading · rule: bold_line")


def test_a_phone_keeps_what_is_shown_behind_a_button(view: Chrome) -> None:
    resize(view, 390, 844, mobile=True)
    one(view, "button[data-side=page]").click()
    everything = shown(view)
    box = one(view, "input[data-filter=body]")
    assert not box.is_displayed()
    button = one(view, "button[aria-controls=shown]")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    box.click()
    assert shown(view) == [label for label in everything if label != "body"]
    button.click()
    assert one(view, "header.bar").rect["height"] < 84.4


def test_page_without_article_opens_with_its_blocks_on_a_phone(browser: Chrome, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "listing.html"
    file.write_text(render_view(msgspec.structs.replace(page, articles=())), encoding="utf-8")
    resize(browser, 390, 844, mobile=True)
    browser.get(file.as_uri())
    assert one(browser, "#blocks").is_displayed()
    assert one(browser, "button[data-side=page]").get_attribute("aria-pressed") == "true"
    assert browser.find_elements(By.CSS_SELECTOR, "input[data-kind]") == []


def test_dark_mode_keeps_text_readable(view: Chrome) -> None:
    for scheme in ("light", "dark"):
        prefer(view, scheme)
        contrast = view.execute_script(CONTRAST)
        assert min(contrast.values()) >= 4.5, (scheme, contrast)


def test_screenshot_has_its_main_regions(view: Chrome) -> None:
    """Each block's stripe has the colour of its label, and both panes hold ink where they should."""
    picture = image.open(io.BytesIO(view.get_screenshot_as_png())).convert("RGB")
    assert picture.size == (1200, 800)
    stripes = {}
    for block in view.find_elements(By.CSS_SELECTOR, ".vnn-block"):
        box = block.rect
        seen = picture.getpixel((int(box["x"]) + 2, int(box["y"] + box["height"] / 2)))
        stripes[block.get_attribute("data-label")] = seen
    assert max(stripes["title"]) == stripes["title"][0] > 200, "red"
    assert max(stripes["body"]) == stripes["body"][2] > 200, "blue"
    assert max(stripes["caption"]) == stripes["caption"][1] > 120, "green"
    assert len(set(stripes.values())) == len(stripes)
    regions = {
        "bar": (0, 0, 1200, 100),
        "left": (8, 140, 590, 400),
        "right": (610, 140, 1190, 700),
        "gap": (8, 600, 590, 740),
    }
    ink = {name: share_of_ink(picture.crop(box)) for name, box in regions.items()}
    assert ink["gap"] == 0
    assert all(0.005 < ink[name] < 0.25 for name in ("bar", "left", "right")), ink


def test_phone_screenshot_has_its_main_regions(view: Chrome) -> None:
    resize(view, 390, 844, mobile=True)
    picture = image.open(io.BytesIO(view.get_screenshot_as_png())).convert("RGB")
    halves = {"bar": (0, 0, 390, 80), "article": (0, 90, 390, 780)}
    ink = {name: share_of_ink(picture.crop(box)) for name, box in halves.items()}
    assert all(0.01 < part < 0.3 for part in ink.values()), ink


def share_of_ink(picture: Any) -> float:
    dark = sum(picture.convert("L").histogram()[:128])
    return dark / (picture.width * picture.height)


CONTRAST = """
const luminance = (c) => { const f = (v) => (v /= 255, v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
const parse = (text) => { const n = text.match(/[0-9.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
const mix = (over, under) => over.slice(0, 3).map((v, i) => v * over[3] + under[i] * (1 - over[3]));
const ground = (node) => { const layers = []; for (let at = node; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((under, over) => mix(over, under), matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255]); };
const result = {};
for (const node of document.querySelectorAll("mark, .vnn-block span, .vnn-chip, td, th, p")) {
  const back = ground(node);
  let seen = 1; for (let at = node; at; at = at.parentElement) seen *= Number(getComputedStyle(at).opacity);
  const ink = parse(getComputedStyle(node).color); ink[3] *= seen;
  const [a, b] = [luminance(mix(ink, back)), luminance(back)].sort((x, y) => y - x);
  const name = node.tagName + "." + node.className;
  result[name] = Math.min(result[name] ?? 99, (a + 0.05) / (b + 0.05));
}
return result;
"""
