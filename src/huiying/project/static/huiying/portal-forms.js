// Forms of the portal. form[data-draft=key] keeps what stands in its [data-drafted] fields in this browser for a day and
// offers it again; [data-arrived=key] on a page says that it has arrived. [data-question] is fetched anew before it is
// too old, so that nobody who writes for long loses the files they chose. Without any of this the forms work as well.
"use strict";

(() => {
  const DAY = 24 * 3600 * 1000;
  const PREFIX = "huiying-draft:";

  function read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && Date.now() - kept.at < DAY ? kept : null;
    } catch {
      return null;
    }
  }

  function write(key, values) {
    try {
      if (values) localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false; // no room, or the browser keeps nothing
    }
  }

  function forgetOld() {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX) && !read(key))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // the browser keeps nothing
    }
  }

  const fields = (form) => [...form.querySelectorAll("[data-drafted]")];
  const isBox = (field) => field.type === "checkbox" || field.type === "radio";
  const nameOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
  const valueOf = (field) => (isBox(field) ? field.checked : field.value);
  const wasAtFirst = (field) => valueOf(field) === (isBox(field) ? field.defaultChecked : field.defaultValue);
  const values = (form) => Object.fromEntries(fields(form).map((field) => [nameOf(field), valueOf(field)]));

  function fill(form, kept) {
    fields(form).forEach((field) => {
      const value = kept[nameOf(field)];
      if (value === undefined) return;
      if (isBox(field)) field.checked = value;
      else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--small";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function offer(form, key, kept) {
    const note = form.querySelector(".draft-note");
    const { draftOffer, draftRestore, draftDrop } = form.dataset;
    const when = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const words = document.createElement("span");
    words.textContent = `${draftOffer} ${when}`;
    const done = () => {
      note.replaceChildren();
      fields(form).find((field) => !isBox(field))?.focus();
    };
    note.replaceChildren(
      words,
      button(draftRestore, () => {
        fill(form, kept.values);
        done();
      }),
      button(draftDrop, () => {
        write(key, null);
        done();
      }),
    );
  }

  function keepDraft(form) {
    const key = PREFIX + form.dataset.draft;
    const kept = read(key);
    const now = values(form);
    if (kept && Object.entries(kept.values).some(([name, value]) => name in now && now[name] !== value)) {
      offer(form, key, kept);
    }
    form.addEventListener("input", (event) => {
      if (!event.target.matches("[data-drafted]")) return;
      write(key, fields(form).every(wasAtFirst) ? null : values(form));
    });
    const words = form.querySelector(".draft-words");
    if (words && write(`${PREFIX}try`, {}) && write(`${PREFIX}try`, null)) words.hidden = false;
  }

  // The question for people.
  async function askAnew(place) {
    const answer = place.querySelector("input[name=reply]");
    const next = () => setTimeout(() => askAnew(place), place.dataset.goodFor * 1000);
    if (answer.value || document.activeElement === answer) return;
    try {
      const reply = await fetch(place.dataset.question, { credentials: "same-origin" });
      if (!reply.ok) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      place.querySelector("label").textContent = page.querySelector("[data-words]").textContent;
      place.querySelector("input[name=question]").value = page.querySelector("input[name=question]").value;
      next();
    } catch {
      // no connection now: the office asks anew when the form arrives
    }
  }

  document.querySelectorAll("[data-arrived]").forEach((place) => write(PREFIX + place.dataset.arrived, null));
  forgetOld();
  document.querySelectorAll("form[data-draft]").forEach(keepDraft);
  document
    .querySelectorAll("[data-question]")
    .forEach((place) => setTimeout(() => askAnew(place), place.dataset.goodFor * 1000));
})();
