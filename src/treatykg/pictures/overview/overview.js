{
  const { nodes, links, colours } = JSON.parse(document.getElementById("overview-data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)"), colour = name => colours[name][dark.matches ? 1 : 0];
  const graph = new graphology.Graph({ multi: true });
  for (const [key, name, status, signed, x, y, size] of nodes) graph.addNode(key, { label: name, status, signed, x, y, size });
  for (const [one, other] of links) graph.addEdge(nodes[one][0], nodes[other][0]);
  let left = null, chosen = null;
  const shown = key => !left || left.has(key);
  const lit = key => !chosen || key === chosen || graph.areNeighbors(key, chosen);
  const renderer = new Sigma(graph, document.getElementById("overview"), {
    labelRenderedSizeThreshold: 4.5,
    labelDensity: 0.6,
    labelFont: 'system-ui, "DejaVu Sans", sans-serif',
    nodeReducer: (key, data) => ({ ...data, hidden: !shown(key), color: lit(key) ? colour(data.status || "ink") : colour("faint"), zIndex: lit(key) ? 1 : 0 }),
    edgeReducer: (key, data) => ({ ...data, size: 0.5, color: colour("faint"), hidden: !graph.extremities(key).every(shown) || (chosen && !graph.hasExtremity(key, chosen)) }),
    defaultDrawNodeHover: (context, data) => {
      context.font = '600 14px system-ui, "DejaVu Sans", sans-serif';
      const width = context.measureText(data.label).width;
      context.fillStyle = colour("paper");
      context.fillRect(data.x + data.size + 1, data.y - 11, width + 8, 22);
      context.fillStyle = colour("ink");
      context.fillText(data.label, data.x + data.size + 5, data.y + 5);
    },
    labelColor: { attribute: "labelColor", color: colour("ink") },
  });
  const told = key => { const { label, status, signed } = graph.getNodeAttributes(key); return status ? `${label}: ${status}, ${signed || "no date"}` : label; };
  function choose(key) {
    chosen = key;
    document.getElementById("chosen").textContent = key ? `${told(key)}; joined to ${graph.degree(key)}:` : "";
    document.getElementById("joined").replaceChildren(...(key ? graph.neighbors(key) : []).sort().slice(0, 200).map(other => {
      const item = document.createElement("li");
      item.textContent = told(other);
      return item;
    }));
    renderer.refresh();
  }
  renderer.on("clickNode", ({ node }) => choose(node));
  renderer.on("clickStage", () => choose(null));
  document.addEventListener("filtered", ({ detail }) => {
    left = new Set(detail);
    for (const key of detail) for (const state of graph.neighbors(key)) left.add(state);
    renderer.refresh();
  });
  dark.addEventListener("change", () => renderer.refresh());
  document.getElementById("overview").dataset.ready = String(graph.order);
}
