// Keys of the desk. In a [data-keys-list], j and k move among its [data-row] links; with data-keys-list="open" the row
// moved to is opened as well. Every other key presses the element that bears it: data-key="e" (confirm), "a", "r", "m",
// "/" (a field takes the focus), "?". Nothing happens while somebody types, or with the switch of the help turned off.
"use strict";

(() => {
  const STORE = "huiying-keys";
  const FIELDS = "input, textarea, select, [contenteditable]";
  const OPEN_AFTER = 150;
  let timer;

  const typing = (event) =>
    event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS);

  const rows = () => [...document.querySelectorAll("[data-keys-list] [data-row]")];

  function chosen(list) {
    const focused = list.indexOf(document.activeElement);
    return focused >= 0 ? focused : list.findIndex((row) => row.getAttribute("aria-current") === "true");
  }

  function move(step) {
    const list = rows();
    if (!list.length) return;
    const next = list[Math.min(Math.max(chosen(list) + step, 0), list.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    if (next.closest("[data-keys-list]").dataset.keysList !== "open") return;
    clearTimeout(timer);
    timer = setTimeout(() => next.click(), OPEN_AFTER);
  }

  function open() {
    const list = rows();
    const row = list[chosen(list)];
    if (row) row.click();
  }

  function press(key) {
    const target = [...document.querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key === key && element.getClientRects().length,
    );
    if (!target) return false;
    if (target.matches(FIELDS)) {
      target.focus();
      if (target.select) target.select();
    } else target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (typing(event) || document.querySelector("dialog[open]") || localStorage.getItem(STORE) === "off") return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "Enter" && event.target === document.body) open();
    else if (!press(event.key)) return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-keys-list] [data-row]");
    if (!row) return;
    rows().forEach((other) => other.toggleAttribute("aria-current", false));
    row.setAttribute("aria-current", "true");
  });

  // on a phone the rail is a strip: show the part of it where we are
  document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  const box = document.querySelector("[data-keys-switch]");
  if (box) {
    box.checked = localStorage.getItem(STORE) !== "off";
    box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));
  }
})();
