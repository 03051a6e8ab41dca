// Passages. What is marked with the pointer inside [data-passage-text] goes into the form [data-passage-form]: the words
// into data-passage="quote", where they begin into data-passage="start", counted in the text without what was struck
// out (<del>) and without the numbers of comments ([data-not-text]). A details[data-open-wide] is open on a wide screen.
"use strict";

(() => {
  const wide = matchMedia("(min-width: 48.01rem)").matches;
  document.querySelectorAll("details[data-open-wide]").forEach((letter) => (letter.open = wide));

  const form = document.querySelector("[data-passage-form]");
  const text = document.querySelector("[data-passage-text]");
  if (!form || !text) return;
  const quote = form.querySelector("[data-passage=quote]");
  const start = form.querySelector("[data-passage=start]");

  // The words of a range as they stand in the text itself.
  function words(range) {
    const copy = range.cloneContents();
    copy.querySelectorAll("del, [data-not-text]").forEach((other) => other.remove());
    return copy.textContent;
  }

  // Python counts characters, a script counts halves of the rare ones.
  const counted = (told) => [...told].length;

  function marked() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const chosen = words(range);
    if (!chosen.trim() || counted(chosen) > quote.maxLength) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    quote.value = chosen.trim();
    start.value = counted(words(before)) + counted(chosen) - counted(chosen.trimStart());
    form.open = true;
  }

  text.addEventListener("pointerup", () => setTimeout(marked));
  text.addEventListener("keyup", marked);
  quote.addEventListener("input", () => (start.value = ""));
  marked(); // what was marked before this was loaded
})();
