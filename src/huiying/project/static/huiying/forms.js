// Forms. A form is sent once; the text of a textarea[data-keep] is kept on this computer (keeping.js) until it arrived;
// [data-count] says how many characters are left; data-copy="#id" copies the words of an element; data-submit on a
// select or box sends its form when it changes.
"use strict";

(() => {
  const words = document.body.dataset;
  const KEPT = "huiying-kept:";
  const PREFIX = `${KEPT}${words.keepOwner || ""}:`;
  const store = keeping(words.keepKey);
  const SENT = "huiying-sent";

  // Sent once. A form that answers with a file says data-again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.again !== undefined || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // after the browser has read the form, so that the name of the pressed button goes with it
    setTimeout(() => buttons(form).forEach((button) => toggle(button, true)));
  });

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-sent]");
    if (form) release(form);
  });

  function buttons(form) {
    return [...form.elements].filter((element) => element.matches("button:not([type=button])"));
  }

  function toggle(button, busy) {
    button.disabled = busy;
    button.classList.toggle("is-busy", busy);
  }

  function release(form) {
    delete form.dataset.sent;
    buttons(form).forEach((button) => toggle(button, false));
  }

  // Kept until it has arrived.
  const keyOf = (area) => `${PREFIX}${location.pathname}:${area.name}`;

  function keep(area) {
    if (area.value.trim() && area.value !== area.defaultValue) store.write(keyOf(area), area.value);
    else store.forget(keyOf(area));
  }

  // What was sent has arrived once another page, or the same page with that text, has come back.
  function forgetArrived() {
    const sent = JSON.parse(sessionStorage.getItem(SENT) || "null");
    if (!sent || words.refused !== undefined) return;
    sessionStorage.removeItem(SENT);
    if (sent.path !== location.pathname) sent.keys.forEach(store.forget);
  }

  // Who signs out leaves nothing here, whether the office's answer (Clear-Site-Data) arrives or not.
  function forgetAll() {
    store.forgetAll(KEPT);
    sessionStorage.removeItem(SENT);
  }

  async function bringBack(area) {
    const text = (await store.read(keyOf(area)))?.value;
    if (!text) return;
    if (text === area.value) {
      store.forget(keyOf(area));
      return;
    }
    const before = area.value;
    if (before) offer(area, words.keptOffer, words.keptRestore, () => fill(area, text));
    else {
      fill(area, text);
      offer(area, words.keptWords, words.keptDrop, () => fill(area, before));
    }
  }

  function fill(area, text) {
    area.value = text;
    keep(area);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer(area, told, deed, act) {
    const note = document.createElement("p");
    note.className = "field-kept";
    note.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small button--plain";
    button.textContent = deed;
    button.addEventListener("click", () => {
      act();
      note.remove();
      area.focus();
    });
    note.append(told, button);
    area.after(note);
  }

  const kept = (within = document) => [...within.querySelectorAll("textarea[data-keep]")];

  forgetArrived();
  store.forgetOld(KEPT);
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-keep]")) keep(event.target);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-leaves]")) forgetAll();
    const areas = kept().filter((area) => area.form === event.target);
    if (!areas.length) return;
    const told = { path: location.pathname, keys: areas.map(keyOf) };
    sessionStorage.setItem(SENT, JSON.stringify(told));
  });

  // Characters left.
  function count(area) {
    let note = area.parentElement.querySelector(".field-count");
    if (!note) {
      note = document.createElement("span");
      note.className = "field-count";
      area.after(note);
    }
    note.textContent = words.countWords.replace("{n}", area.maxLength - area.value.length);
  }
  const counted = "[data-count] textarea[maxlength]";
  document.addEventListener("input", (event) => {
    if (event.target.matches(counted)) count(event.target);
  });

  // Copied, and changed.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
    const before = button.textContent;
    button.textContent = words.copiedWords;
    setTimeout(() => (button.textContent = before), 2000);
  });
  if (!navigator.clipboard) document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = true));
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // What htmx brings in later is treated as what was there from the start.
  function welcome(within) {
    kept(within).forEach(bringBack);
    within.querySelectorAll(counted).forEach(count);
  }
  welcome(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) welcome(event.target);
  });
})();
