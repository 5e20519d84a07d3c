"use strict";
// Everything is readable without this script; it adds the filter, the rule in the status line, and the arrow keys.
const main = document.querySelector("main");
const status = document.getElementById("status");
const blocks = [...document.querySelectorAll("#blocks .vnn-block")];
const twins = new Map();
for (const passage of document.querySelectorAll("[data-block]")) {
  const block = document.getElementById(passage.dataset.block);
  if (block) {
    twins.set(passage, block);
    if (!twins.has(block)) twins.set(block, passage);
  }
}

function say(...parts) {
  status.textContent = "";
  status.classList.remove("hint");
  const name = document.createElement("b");
  name.textContent = parts[0];
  status.append(name, ...parts.slice(1).filter(Boolean).map((part) => " · " + part));
}

function explain(element) {
  if (element.matches("mark")) {
    const kind = element.className.replace("vnn-k-", "");
    say(kind, element.dataset.name, element.dataset.rule && "rule: " + element.dataset.rule);
    return;
  }
  const block = element.matches(".vnn-block") ? element : twins.get(element);
  if (block) say(block.dataset.label, "rule: " + block.dataset.rule, block.dataset.path);
  else say("passage", "joined from several lines of the page");
}

let lit = [];
function light(element) {
  lit.forEach((one) => one.classList.remove("lit"));
  const owner = element.closest("[data-passage], .vnn-block");
  const twin = owner && twins.get(owner);
  lit = [element, twin].filter(Boolean);
  lit.forEach((one) => one.classList.add("lit"));
  return twin;
}

const kinds = "mark, [data-passage], .vnn-block";
main.addEventListener("pointerover", (event) => {
  const element = event.target.closest(kinds);
  if (element) {
    explain(element);
    light(element);
  }
});
main.addEventListener("focusin", (event) => {
  const element = event.target.closest(kinds);
  if (!element) return;
  explain(element);
  const twin = light(element);
  if (twin && twin.checkVisibility()) twin.scrollIntoView({ block: "nearest" });
});
main.addEventListener("click", (event) => {
  const element = event.target.closest(kinds);
  if (element && !event.target.closest("a, summary")) move(element);
});

// One tab stop a pane; the arrow keys go from block to block and from mark to mark.
function move(element) {
  const pane = element.closest("section");
  pane.querySelectorAll('[tabindex="0"]').forEach((one) => one.setAttribute("tabindex", "-1"));
  element.setAttribute("tabindex", "0");
  element.focus();
}
for (const pane of main.querySelectorAll("section")) {
  const first = pane.querySelector(kinds);
  if (first) first.setAttribute("tabindex", "0");
  pane.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowRight: 1, j: 1, ArrowUp: -1, ArrowLeft: -1, k: -1 };
    const stops = [...pane.querySelectorAll(kinds)].filter((one) => one.checkVisibility());
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    let next;
    if (event.key in steps) next = stops[at + steps[event.key]];
    else if (event.key === "Home") next = stops[0];
    else if (event.key === "End") next = stops[stops.length - 1];
    else return;
    event.preventDefault();
    if (next) move(next);
  });
}

const boxes = [...document.querySelectorAll("input[data-filter]")];
function filter() {
  const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.dataset.filter));
  for (const block of blocks) block.classList.toggle("off", off.has(block.dataset.label));
  const pane = document.getElementById("blocks");
  const stop = pane.querySelector('[tabindex="0"]');
  if (!stop || stop.classList.contains("off")) {
    const first = blocks.find((block) => !block.classList.contains("off"));
    if (stop) stop.setAttribute("tabindex", "-1");
    if (first) first.setAttribute("tabindex", "0");
  }
}
boxes.forEach((box) => box.addEventListener("change", filter));
for (const button of document.querySelectorAll("button[data-all]")) {
  button.addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = button.dataset.all === "yes"; });
    filter();
  });
}
for (const box of document.querySelectorAll("input[data-kind]")) {
  box.addEventListener("change", () => main.classList.toggle("plain-" + box.dataset.kind, !box.checked));
}

const sides = [...document.querySelectorAll("button[data-side]")];
function turn(side) {
  main.dataset.side = side;
  sides.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.side === side)));
}
sides.forEach((one) => one.addEventListener("click", () => turn(one.dataset.side)));
turn(main.querySelector("article") ? "article" : "page");

const more = document.querySelector("button[aria-controls]");
more.addEventListener("click", () => {
  more.setAttribute("aria-expanded", String(more.getAttribute("aria-expanded") !== "true"));
});

function fit() {
  main.style.setProperty("--pane", "calc(100vh - " + document.querySelector("header.bar").offsetHeight + "px)");
}
addEventListener("resize", fit);
fit();
filter();
const title = blocks.find((block) => block.dataset.label === "title");
if (title) title.parentElement.scrollTop = title.offsetTop - title.parentElement.offsetTop - 120;
