// Marks of a letter. A line with data-lights="kind criterion" lights the marks of those sorts while it is pointed at
// or holds the focus; a box with data-marks="privacy" shows or hides the marks of its sort in the .letter.
"use strict";

(() => {
  const ofSort = (sort) =>
    [...document.querySelectorAll(".letter .mark")].filter((mark) =>
      [...mark.classList].some((name) => name === `mark-${sort}` || name.startsWith(`mark-${sort}-`)),
    );

  function light(event) {
    const line = event.target.closest?.("[data-lights]");
    document.querySelectorAll(".mark.is-lit").forEach((mark) => mark.classList.remove("is-lit"));
    if (!line) return;
    const marks = line.dataset.lights.split(" ").flatMap(ofSort);
    marks.forEach((mark) => mark.classList.add("is-lit"));
  }

  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);

  document.addEventListener("change", (event) => {
    const sort = event.target.dataset?.marks;
    if (!sort) return;
    document
      .querySelectorAll(".letter")
      .forEach((letter) => letter.classList.toggle(`hide-${sort}`, !event.target.checked));
  });
})();
