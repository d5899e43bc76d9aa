"use strict";
// A choice in one place is the choice of its whole group.
for (const block of document.querySelectorAll(".choices")) {
  const chooser = block.querySelector(".chooser");
  if (block.querySelectorAll(".choice").length < 2) continue;
  chooser.hidden = false;
  chooser.addEventListener("change", (event) => choose(block.dataset.group, event.target.value));
}

function choose(group, id) {
  for (const block of document.querySelectorAll(".choices")) {
    if (block.dataset.group !== group) continue;
    const choices = [...block.querySelectorAll(".choice")];
    const known = choices.some((choice) => choice.dataset.choice === id);
    for (const choice of choices) choice.hidden = known && choice.dataset.choice !== id;
    for (const radio of block.querySelectorAll(".chooser input")) radio.checked = radio.value === (known ? id : "");
  }
}

// Only a table that is wider than its place is scrolled, and reached by keyboard.
const tables = [...document.querySelectorAll(".table")];
function measure() {
  for (const table of tables) {
    const wide = table.scrollWidth > table.clientWidth + 1;
    table.classList.toggle("scrolls", wide);
    if (wide) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
  }
}
measure();
addEventListener("resize", measure);
document.addEventListener("change", measure);

// The contents tell which section is being read.
const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(entry.target.id).setAttribute("aria-current", "true");
  }
}, { rootMargin: "-10% 0px -80% 0px" });
for (const id of links.keys()) {
  const section = document.getElementById(id);
  if (section) watcher.observe(section);
}
