// Draws the table of ties as a network; without it, or with the keyboard, the table says the same.
"use strict";
(() => {
  const drawn = document.querySelector(".drawn");
  if (!drawn || !window.cytoscape) return;
  const chosen = drawn.querySelector(".chosen");
  const rows = [...document.querySelectorAll(".ties tbody tr")];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const nodes = new Map();
  for (const end of document.querySelectorAll(".ties td.end")) {
    const known = nodes.get(end.dataset.node);
    nodes.set(end.dataset.node, {
      id: end.dataset.node,
      label: end.textContent.trim(),
      asked: "asked" in end.dataset ? 1 : 0,
      ties: (known ? known.ties : 0) + Number(end.parentElement.dataset.number),
    });
  }
  const edges = rows.map((row) => ({
    id: row.id, source: row.dataset.source, target: row.dataset.target,
    relation: row.dataset.relation, width: Math.min(7, 1.2 + Math.log2(1 + Number(row.dataset.number))),
  }));

  const styles = () => [
    { selector: "node", style: {
      label: "data(label)", color: colour("--ink"), "background-color": colour("--faint"), "font-size": drawn.clientWidth < 500 ? 11 : 13,
      "text-valign": "bottom", "text-margin-y": 4, width: 18, height: 18, "text-wrap": "wrap", "text-max-width": 110,
      "text-background-color": colour("--card"), "text-background-opacity": 0.85, "text-background-padding": 2 } },
    { selector: "node[?asked]", style: {
      width: 30, height: 30, "background-color": colour("--link"), "font-weight": "bold" } },
    { selector: "edge", style: {
      width: "data(width)", "curve-style": "bezier", "line-color": colour("--said-line"), opacity: 0.75,
      "target-arrow-shape": "triangle", "target-arrow-color": colour("--said-line") } },
    { selector: "edge[relation = 'together']", style: {
      "line-style": "dashed", "line-color": colour("--happened-line"), "target-arrow-shape": "none" } },
    { selector: ".dim", style: { opacity: 0.15 } },
    { selector: "edge:selected", style: {
      opacity: 1, "line-color": colour("--link"), "target-arrow-color": colour("--link") } },
  ];

  drawn.hidden = false;
  const graph = window.cytoscape({
    container: drawn.querySelector(".graph"),
    elements: [...[...nodes.values()].map((data) => ({ data })), ...edges.map((data) => ({ data }))],
    style: styles(), minZoom: 0.3, maxZoom: 3, userZoomingEnabled: false, autoungrabify: false,
    layout: { name: "concentric", concentric: (node) => (node.data("asked") ? 2 : 1), levelWidth: () => 1,
      minNodeSpacing: Math.min(46, drawn.clientWidth / 14), padding: 24, animate: false },
  });

  const show = (id) => {
    const row = document.getElementById(id);
    const [who, tie, whom, claims] = row.cells;
    const title = document.createElement("h2");
    title.textContent = `${who.textContent.trim()} ${tie.textContent.trim()} ${whom.textContent.trim()}`;
    chosen.replaceChildren(title, claims.querySelector("ul").cloneNode(true));
    for (const one of rows) one.classList.toggle("chosen", one === row);
  };
  graph.on("select", "edge", (event) => show(event.target.id()));
  graph.on("tap", "node", (event) => {
    graph.elements().addClass("dim");
    event.target.closedNeighborhood().removeClass("dim");
  });
  graph.on("tap", (event) => { if (event.target === graph) graph.elements().removeClass("dim"); });
  for (const row of rows) {
    row.querySelector("details").addEventListener("toggle", (event) => {
      if (!event.target.open) return;
      graph.elements().unselect();
      graph.getElementById(row.id).select();
    });
  }
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(styles()));
})();
