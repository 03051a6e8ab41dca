// The session's end, on the page: when it is over, the page goes and the door stands there, also where the office cannot
// be asked any more. Its own data-session is where to ask how many seconds are left, data-idle how many there are
// without a deed. Who types is there, even where nothing was sent.
"use strict";

(() => {
  const { session, idle } = document.currentScript.dataset;
  const IDLE = Number(idle) * 1000;
  const EVERY = IDLE / 3;
  let ends = Date.now() + IDLE;
  let typed = false;

  document.addEventListener("input", () => (typed = true));

  const ask = (headers) => fetch(session, { headers, redirect: "manual", cache: "no-store" });

  async function look() {
    const headers = typed ? {} : { "X-Looking-Again": "yes" };
    typed = false;
    try {
      const answer = await ask(headers);
      if (answer.ok) ends = Date.now() + (await answer.json()).left * 1000;
      else if (answer.type === "opaqueredirect") ends = 0;
    } catch {
      // the office cannot be asked: what is known holds
    }
    if (Date.now() < ends) next();
    else leave();
  }

  function next() {
    setTimeout(look, Math.min(EVERY, ends - Date.now()));
  }

  function leave() {
    document.body.replaceChildren();
    location.replace(location.pathname + location.search);
  }

  next();
})();
