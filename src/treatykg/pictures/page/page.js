"use strict";
const form = document.querySelector("form"), count = document.querySelector("#count");
function filter() {
  const status = new Set([...form.querySelectorAll("[name=status]:checked")].map(box => box.value));
  const kind = form.kind.value, from = Number(form.from.value) || -Infinity, to = Number(form.to.value) || Infinity;
  const words = form.words.value.trim().toLowerCase();
  const left = new Set();
  for (const pact of JSON.parse(document.querySelector("#pacts").textContent)) {
    const year = pact.year, dated = year === null ? from === -Infinity && to === Infinity : year >= from && year <= to;
    if (status.has(pact.status) && (!kind || pact.kinds.includes(kind)) && dated && pact.words.includes(words)) left.add(pact.id);
  }
  for (const row of document.querySelectorAll("tr[data-pact]")) row.hidden = !left.has(row.dataset.pact);
  for (const part of document.querySelectorAll("svg [data-pact]")) {
    const gone = !part.dataset.pact.split(" ").some(id => left.has(id));
    part.classList.toggle("gone", gone);
    for (const link of part.querySelectorAll("a")) gone ? link.setAttribute("tabindex", "-1") : link.removeAttribute("tabindex");
  }
  document.dispatchEvent(new CustomEvent("filtered", { detail: left }));
  count.textContent = left.size + (left.size === 1 ? " pact" : " pacts");
}
form.addEventListener("input", filter);
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", event => event.preventDefault());
const middle = document.querySelector(".picture [data-middle]");
if (middle) {
  const frame = middle.closest(".picture"), inner = middle.getBoundingClientRect(), outer = frame.getBoundingClientRect();
  frame.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}
let before = null;
document.addEventListener("click", event => { const link = event.target.closest("a"); if (link) before = link; });
addEventListener("hashchange", () => {
  const shown = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (shown) { shown.setAttribute("tabindex", "-1"); shown.focus(); }
});
addEventListener("keydown", event => {
  if (event.key === "Escape" && location.hash) { location.hash = ""; if (before) before.focus(); }
});
filter();
