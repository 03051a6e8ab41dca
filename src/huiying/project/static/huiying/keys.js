// Keys of the desk. In a [data-keys-list], j and k move among its [data-row] links; with data-keys-list="open" the row
// moved to is opened as well. Every other key presses the element that bears it: data-key="e" (confirm), "a", "r", "m",
// "/" (a field takes the focus), "?"; what stands in the page goes before what stands in the rail. x ticks the row, with
// Shift all from the last one ticked; g and then a letter opens a room of the rail ([data-go]). Nothing happens while
// somebody types, or with the switch of the help turned off.
"use strict";

(() => {
  const STORE = "huiying-keys";
  const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const OPEN_AFTER = 150;
  const GO_WITHIN = 1500;
  let timer;
  let going = -Infinity;

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

  function pick(shiftKey) {
    const list = rows();
    const box = list[Math.max(chosen(list), 0)]?.closest("li, tr")?.querySelector("input[data-pick]");
    box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
    return Boolean(box);
  }

  function go(key) {
    const door = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (door) door.click();
    return Boolean(door);
  }

  function press(key) {
    const bearers = [...document.querySelectorAll("[data-key]")].filter(
      (element) => element.dataset.key === key && element.getClientRects().length,
    );
    const target = bearers.find((element) => element.closest("main")) || bearers[0];
    if (!target) return false;
    if (target.matches(FIELDS)) {
      target.focus();
      if (target.select) target.select();
    } else target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (typing(event) || document.querySelector("dialog[open]") || localStorage.getItem(STORE) === "off") return;
    if (event.timeStamp - going < GO_WITHIN) {
      going = -Infinity;
      if (go(event.key)) event.preventDefault();
      return;
    }
    if (event.key === "g") {
      going = event.timeStamp;
      return;
    }
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "Enter" && event.target === document.body) open();
    else if (event.key === "x" || event.key === "X") {
      if (!pick(event.shiftKey)) return;
    } else if (!press(event.key)) return;
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
