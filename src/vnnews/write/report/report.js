"use strict";
// Everything can be read and followed without this script; it closes a list on Escape and narrows the maps to a period.
document.addEventListener("keydown", (event) => {
  const close = event.key === "Escape" && document.querySelector(".list:target .close");
  if (close) close.click();
});
const period = document.getElementById("period");
if (period) {
  const units = period.dataset.units.split("|");
  const [from, to] = period.querySelectorAll("input");
  const narrow = (moved) => {
    if (Number(from.value) > Number(to.value)) (moved === from ? to : from).value = moved.value;
    const [first, last] = [Number(from.value), Number(to.value)];
    const isInside = (unit) => Number(unit) >= first && Number(unit) <= last;
    period.querySelector("output").textContent = units[first] + " – " + units[last];
    from.setAttribute("aria-valuetext", units[first]);
    to.setAttribute("aria-valuetext", units[last]);
    for (const tile of document.querySelectorAll("a.tile")) {
      const pairs = tile.dataset.n.split(",").map((pair) => pair.split(":"));
      const number = pairs.filter(([unit]) => isInside(unit)).reduce((sum, [, n]) => sum + Number(n), 0);
      tile.querySelector("b").textContent = number ? number.toLocaleString("en") : "";
      tile.style.setProperty("--n", Math.sqrt(number / Number(tile.closest(".map").dataset.most)));
    }
    for (const bar of document.querySelectorAll(".time > *")) bar.classList.toggle("out", !isInside(bar.dataset.unit));
  };
  period.addEventListener("input", (event) => narrow(event.target));
  period.hidden = false;
  narrow(from);
}
