"use strict";
// Everything is readable without this script; it adds the search, and opens the list of articles that a bar leads to.
const search = document.querySelector(".search");
const input = search.querySelector("input");
const found = document.querySelector(".found");
const articles = [...document.querySelectorAll("article")];
const texts = new Map();

// "dang", "đặng" and "Đặng" find each other, as in a card index without marks
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

function textOf(article) {
  if (!texts.has(article)) texts.set(article, fold(article.textContent));
  return texts.get(article);
}

function show() {
  const words = fold(input.value).split(/\s+/).filter(Boolean);
  let number = 0;
  for (const article of articles) {
    const fits = words.every((word) => textOf(article).includes(word));
    article.classList.toggle("off", !fits);
    number += fits;
  }
  for (const section of document.querySelectorAll("main > section")) {
    section.classList.toggle("off", !section.querySelector("article:not(.off)"));
  }
  found.textContent = words.length ? `${number} of ${articles.length} fit` : "";
}

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest(".off")) {
    input.value = "";
    show();
  }
  const list = target.closest("details");
  if (list) list.open = true;
  target.scrollIntoView({ block: list ? "center" : "start" });
}

search.hidden = false;
let waiting = 0;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 120);
});
addEventListener("hashchange", reveal);
reveal();
