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
