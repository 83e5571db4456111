"use strict";
{
  const ids = name => document.getElementById(name), LIMIT = 10000, MOST = 1000, ID = "https://w3id.org/treatykg/id/";
  const questions = JSON.parse(ids("questions").textContent), form = ids("ask"), query = ids("query"), said = ids("said"), answer = ids("answer");
  const stop = ids("stop");
  let worker = null, ready = null, timer = null;
  const choose = () => { const one = questions[form.saved.selectedIndex]; query.value = one.text; ids("about").textContent = one.about; };
  async function unpacked(name) {
    const packed = Uint8Array.from(atob(ids(name).textContent.trim()), letter => letter.charCodeAt(0));
    return new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  }
  function started() {
    ready ??= (async () => {
      worker = new Worker(URL.createObjectURL(new Blob([ids("worker").textContent], { type: "text/javascript" })));
      await exchanged({ engine: await unpacked("engine"), graph: await unpacked("graph") });
    })();
    return ready;
  }
  function exchanged(message) {
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => data.error ? reject(new Error(data.error)) : resolve(data);
      worker.onerror = event => reject(new Error(event.message || "the engine did not start"));
      worker.postMessage(message);
    });
  }
  function halted(words) {
    if (worker) worker.terminate();
    worker = ready = null;
    finished(words);
  }
  function finished(words) { clearTimeout(timer); stop.disabled = true; said.textContent = words; }
  function cell(term) {
    const box = document.createElement("td");
    if (!term) return box;
    const key = term.type === "uri" && term.value.startsWith(ID) ? term.value.slice(ID.length).replace("/", ":") : "";
    if (key && ids(key)) {
      const link = box.appendChild(document.createElement("a"));
      link.href = "#" + key;
      link.textContent = key;
    } else box.textContent = key || term.value;
    return box;
  }
  function shown({ json, text, took }) {
    if (text !== undefined) {
      answer.appendChild(document.createElement("pre")).textContent = text;
      return finished(`${took.toFixed(0)} ms`);
    }
    const found = JSON.parse(json);
    if ("boolean" in found) return finished(`${found.boolean ? "yes" : "no"}, ${took.toFixed(0)} ms`);
    const table = answer.appendChild(document.createElement("table")), names = found.head.vars, rows = found.results.bindings;
    const head = table.createTHead().insertRow();
    for (const name of names) { const one = head.appendChild(document.createElement("th")); one.scope = "col"; one.textContent = name.replaceAll("_", " "); }
    const body = table.createTBody();
    for (const row of rows.slice(0, MOST)) body.insertRow().append(...names.map(name => cell(row[name])));
    finished(`${rows.length} row${rows.length === 1 ? "" : "s"}, ${took.toFixed(0)} ms${rows.length > MOST ? `; the first ${MOST} are shown` : ""}`);
  }
  form.addEventListener("submit", async event => {
    event.preventDefault();
    answer.replaceChildren();
    said.textContent = ready ? "asking …" : "starting the engine …";
    stop.disabled = false;
    try {
      await started();
      said.textContent = "asking …";
      timer = setTimeout(() => halted(`stopped after ${LIMIT / 1000} seconds: ask for less`), LIMIT);
      shown(await exchanged({ query: query.value }));
    } catch (error) { finished(`not answered: ${error.message}`); }
  });
  stop.addEventListener("click", () => halted("stopped"));
  form.saved.addEventListener("change", choose);
  choose();
}
