// The clock in the mark of a drill ([data-drill-clock] is where it is asked for): asked now and then, ticking by itself
// between. Without this script the mark still says that it is a drill.
"use strict";

(() => {
  const EVERY = 5000;
  let told = null;

  const mark = () => document.querySelector("[data-drill-clock]");

  function shown(now, zone) {
    const parts = { month: "numeric", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" };
    return new Intl.DateTimeFormat("zh-CN", { ...parts, second: "2-digit", hour12: false, timeZone: zone }).format(now);
  }

  function tick() {
    const place = mark();
    if (!place || !told) return;
    const passed = told.held ? 0 : (performance.now() - told.heard) * told.speed;
    const now = new Date(told.now * 1000 + passed);
    const time = place.querySelector("time");
    time.textContent = shown(now, place.dataset.zone);
    time.dateTime = now.toISOString();
    place.querySelector(".drill-mark-speed").textContent = told.held
      ? place.dataset.held
      : place.dataset.speed.replace("{n}", told.speed);
  }

  async function ask() {
    const place = mark();
    if (!place || document.hidden) return;
    try {
      const answer = await fetch(place.dataset.drillClock, { credentials: "omit", cache: "no-store" });
      if (answer.ok) told = { ...(await answer.json()), heard: performance.now() };
    } catch {
      return; // the next one asks again
    }
    tick();
  }

  ask();
  setInterval(ask, EVERY);
  setInterval(tick, 500);
  document.addEventListener("visibilitychange", ask);
})();
