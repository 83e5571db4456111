
let store = null;
// An engine that is asked for JSON of triples answers in another form: then they are asked for as Turtle.
function answered(query) {
  try {
    const json = store.query(query, { results_format: "json" });
    if ("head" in JSON.parse(json)) return { json };
  } catch (error) {
    if (!/CONSTRUCT|DESCRIBE/i.test(query)) throw error;
  }
  return { text: store.query(query, { results_format: "text/turtle" }) };
}
onmessage = async ({ data }) => {
  try {
    if (data.engine) {
      await __wbg_init({ module_or_path: data.engine });
      store = new Store();
      store.load(new TextDecoder().decode(data.graph), { format: "application/n-quads" });
      postMessage({ ready: true });
    } else {
      const begun = performance.now();
      postMessage({ ...answered(data.query), took: performance.now() - begun });
    }
  } catch (error) {
    postMessage({ error: String(error && error.message || error) });
  }
};
