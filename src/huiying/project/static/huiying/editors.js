// The editors' room. script[type="application/json"][data-begin=what] says what Wagtail would have run in the page: a
// chooser or a panel with its arguments. Only what is named here is begun, wherever such a block comes into the page.
// Wagtail's preview listens to messages; those of another site never get to it.
"use strict";

addEventListener(
  "message",
  (event) => {
    if (event.origin !== location.origin) event.stopImmediatePropagation();
  },
  { capture: true }, // before any other listener, whenever that one came
);

(() => {
  const make = (name) => (id, told) => new window[name](id, JSON.parse(told));
  const call = (name) => (id, told) => window[name](id, JSON.parse(told));
  const panel = (name) => (told) => new window[name](JSON.parse(told));
  const KNOWN = new Map([
    ...["Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser", "TaskChooser"].map((name) => [name, make(name)]),
    ...["initDateChooser", "initTimeChooser", "initDateTimeChooser"].map((name) => [name, call(name)]),
    ...["InlinePanel", "MultipleChooserPanel"].map((name) => [name, panel(name)]),
  ]);
  const begun = new WeakSet();

  function begin(block) {
    const known = KNOWN.get(block.dataset.begin);
    if (!known || begun.has(block)) return;
    begun.add(block);
    known(...JSON.parse(block.textContent));
  }

  function beginIn(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("script[data-begin]")) begin(node);
    node.querySelectorAll("script[data-begin]").forEach(begin);
  }

  document.addEventListener("DOMContentLoaded", () => {
    beginIn(document.body);
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(beginIn))).observe(document.body, {
      childList: true,
      subtree: true,
    });
  });
})();
