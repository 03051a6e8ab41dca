// What a handler has at hand on a case. form[data-presence="20"] says every 20 seconds that the page is open, while it
// can be seen, and whether somebody types in the reply; select[data-calls="#id"] puts “@name ” where the cursor stands;
// button[data-fill="#id"] puts a filled template there, without losing what is written.
"use strict";

(() => {
  const form = document.querySelector("form[data-presence]");
  const REPLY = "textarea[name=text][data-keep]";

  if (form) {
    const writing = form.elements.writing;
    const tell = () => {
      if (document.visibilityState !== "visible" || !window.htmx) return;
      window.htmx.trigger(form, "presence");
    };
    document.addEventListener("input", (event) => {
      if (!event.target.matches(REPLY) || writing.value) return;
      writing.value = "1";
    });
    document.addEventListener("visibilitychange", tell);
    // Told when it goes, which may be after another one. A page that only lies open keeps nobody signed in; who writes
    // is there.
    form.addEventListener("htmx:configRequest", (event) => {
      if (!event.detail.parameters.writing) event.detail.headers["X-Looking-Again"] = "yes";
      writing.value = "";
    });
    window.setInterval(tell, Number(form.dataset.presence) * 1000); // the first is htmx's own, on load
  }

  function insert(area, words) {
    area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }

  document.querySelectorAll("select[data-calls]").forEach((select) => {
    select.hidden = false;
    select.addEventListener("change", () => {
      if (select.value) insert(document.querySelector(select.dataset.calls), `@${select.value} `);
      select.value = "";
    });
  });

  // On paper nothing is folded: what opened for the print closes again after it.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details.block--folds:not([open]):not(.screen-only)").forEach((block) => {
      block.open = true;
      block.dataset.printed = "";
    });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-printed]").forEach((block) => {
      block.open = false;
      delete block.dataset.printed;
    });
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-fill]");
    if (!button) return;
    event.preventDefault();
    const area = document.querySelector(button.dataset.fill);
    const answer = await fetch(button.formAction, {
      method: "POST",
      body: new FormData(button.form),
      headers: { "X-Requested-With": "fetch" },
    });
    if (answer.ok && !answer.redirected) insert(area, await answer.text());
  });
})();
