// Files dropped on the form are chosen as if they were picked.
"use strict";
for (const zone of document.querySelectorAll("[data-zone]")) {
  const input = zone.querySelector("input[type=file]");
  zone.querySelector(".draggable").hidden = false;
  const aim = (over) => (event) => { event.preventDefault(); zone.classList.toggle("over", over); };
  zone.addEventListener("dragover", aim(true));
  zone.addEventListener("dragleave", aim(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}
