// Marks and cards of an article led together by pointer and keyboard; without it they are plain links.
"use strict";
(() => {
  const text = document.getElementById("text");
  const aside = document.getElementById("findings");
  if (!text || !aside) return;
  const cards = [...aside.querySelectorAll(".card")];
  const links = [...text.querySelectorAll("a[href^='#']")];
  const marks = new Map();
  for (const link of links) {
    const id = link.hash.slice(1);
    if (!marks.has(id)) marks.set(id, []);
    marks.get(id).push(link);
  }
  const stops = links.filter((link) => link.tabIndex >= 0);
  const came = [];
  let lit = [];

  const isWide = () => getComputedStyle(aside).position === "sticky";
  const keyOf = (mark) => decodeURIComponent(mark.hash.slice(1));
  const cardOf = (mark) => document.getElementById(keyOf(mark));
  const marksOf = (card) => marks.get(encodeURIComponent(card.id)) || marks.get(card.id) || [];
  // The words of an entity are marked as its mentions, which lead to it; those of an item by its own id.
  const placeOf = (card) => marksOf(card)[0] || text.querySelector(`#${CSS.escape("at-" + card.id)} a`);

  const light = (...elements) => {
    for (const one of lit) one.classList.remove("lit");
    lit = elements.filter(Boolean);
    for (const one of lit) one.classList.add("lit");
  };
  const lightMark = (mark) => {
    const card = cardOf(mark);
    light(card, ...(card ? marksOf(card) : [mark]));
    if (card && isWide()) card.scrollIntoView({ block: "nearest" });
  };
  const lightCard = (card) => light(card, ...marksOf(card));

  text.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("a[href^='#']");
    if (mark) lightMark(mark);
  });
  aside.addEventListener("mouseover", (event) => {
    const card = event.target.closest(".card");
    if (card) lightCard(card);
  });
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest("#text a[href^='#']");
    const card = event.target.closest("#findings .card");
    if (mark) lightMark(mark);
    else if (card) lightCard(card);
  });

  const show = (element, block) => {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block });
  };
  const goToCard = (mark) => {
    const card = cardOf(mark);
    if (!card) return false;
    came.push(mark);
    show(card, isWide() ? "nearest" : "center");
    return true;
  };
  const goToWords = (card) => {
    const place = placeOf(card);
    if (!place) return false;
    came.push(card);
    show(place, "center");
    return true;
  };
  const step = (by) => {
    const at = document.activeElement;
    const mark = at.closest("#text a[href^='#']");
    const all = mark ? stops : cards;
    const index = mark ? Math.max(stops.indexOf(mark), 0) : cards.indexOf(at.closest("#findings .card"));
    const next = all[index < 0 && by < 0 ? all.length - 1 : index + by];
    if (!next) return;
    show(next, mark ? "center" : "nearest");
    const place = mark ? null : placeOf(next);
    if (place && isWide()) {
      const box = place.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) place.scrollIntoView({ block: "center" });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const at = event.target.closest("#findings .card, #text a[href^='#']");
    const by = { j: 1, k: -1, ...(at ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    } else if (event.key === "Enter" && at === event.target) {
      if (at.matches(".card") ? goToWords(at) : goToCard(at)) event.preventDefault();
    } else if (event.key === "Escape") {
      const back = came.pop();
      if (back) show(back, "center");
      else { light(); document.getElementById("main").focus(); }
    }
  });
  const keys = aside.querySelector(".keys");
  if (keys) keys.hidden = false;
})();
