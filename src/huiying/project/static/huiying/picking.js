// Rows that are ticked for a deed on many. A press with Shift ticks all from the last one on; [data-pick-all] ticks the
// page, [data-pick-every] everything that fits the filters; [data-pick-count] says how many are.
"use strict";

(() => {
  const boxes = () => [...document.querySelectorAll("input[data-pick]")];
  const all = document.querySelector("[data-pick-all]");
  const every = document.querySelector("[data-pick-every]");
  const told = document.querySelector("[data-pick-count]");
  let last = null;

  function tell() {
    const list = boxes();
    const count = list.filter((box) => box.checked).length;
    if (told) told.textContent = told.dataset.words.replace("{n}", count);
    if (!all) return;
    all.checked = count > 0 && count === list.length;
    all.indeterminate = count > 0 && count < list.length;
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("input[data-pick]");
    if (!box) return;
    const list = boxes();
    if (event.shiftKey && last && list.includes(last)) {
      const [from, to] = [list.indexOf(last), list.indexOf(box)].sort((a, b) => a - b);
      list.slice(from, to + 1).forEach((other) => (other.checked = box.checked));
    }
    last = box;
    tell();
  });

  if (all) {
    all.closest("[hidden]")?.removeAttribute("hidden");
    all.addEventListener("change", () => {
      boxes().forEach((box) => (box.checked = all.checked));
      if (every && !all.checked) every.checked = false;
      tell();
    });
  }
  window.addEventListener("pageshow", tell);
  tell();
})();
