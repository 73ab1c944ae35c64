// What pages do beyond reading, which works without it.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.querySelector("main input[type=search], #quick");
    if (field) { event.preventDefault(); field.focus(); }
  }
});
