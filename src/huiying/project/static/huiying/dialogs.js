// A button with data-opens="id" opens that <dialog>; data-closes, the ground around it or Esc closes it.
// An element with data-focus takes the focus when the page opens, so that a list of errors is heard first.
"use strict";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    document.getElementById(opener.dataset.opens)?.showModal();
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
  else if (event.target.matches("dialog[open]")) event.target.close();
});

document.querySelector("[data-focus]")?.focus();
