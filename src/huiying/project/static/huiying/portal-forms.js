// Forms of the portal. form[data-draft=key] keeps what stands in its [data-drafted] fields in this browser for a day
// (keeping.js) and offers it again; [data-arrived=key] on a page says that it has arrived. [data-question] is fetched
// anew before it is too old, so that nobody who writes for long loses the files they chose. Without any of this the
// forms work as well.
"use strict";

(() => {
  const PREFIX = "huiying-draft:";

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

  function offer(form, kept, drop) {
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
        fill(form, kept.value);
        done();
      }),
      button(draftDrop, () => {
        drop();
        done();
      }),
    );
  }

  async function keepDraft(form) {
    const key = PREFIX + form.dataset.draft;
    const store = keeping(form.dataset.draftKey);
    const words = form.querySelector(".draft-words");
    if (words) words.hidden = !store.keeps();
    form.addEventListener("input", (event) => {
      if (!event.target.matches("[data-drafted]")) return;
      if (fields(form).every(wasAtFirst)) store.forget(key);
      else store.write(key, values(form));
    });
    const kept = await store.read(key);
    const now = values(form);
    if (kept && Object.entries(kept.value).some(([name, value]) => name in now && now[name] !== value)) {
      offer(form, kept, () => store.forget(key));
    }
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

  const kept = keeping();
  document.querySelectorAll("[data-arrived]").forEach((place) => kept.forget(PREFIX + place.dataset.arrived));
  kept.forgetOld(PREFIX);
  document.querySelectorAll("form[data-draft]").forEach(keepDraft);
  document
    .querySelectorAll("[data-question]")
    .forEach((place) => setTimeout(() => askAnew(place), place.dataset.goodFor * 1000));
})();
