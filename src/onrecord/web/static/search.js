// On a narrow screen what is found comes before what it can be narrowed down by.
"use strict";
const fold = () => {
  const facets = document.querySelector(".facets");
  if (facets && matchMedia("(max-width: 50rem)").matches) facets.open = false;
};
fold();
document.addEventListener("htmx:afterSwap", fold);
