
let store = null;
function answered(query) {
  try {
    return { json: store.query(query, { results_format: "json" }) };
  } catch (error) {
    if (!/CONSTRUCT|DESCRIBE/i.test(query)) throw error;
    return { text: store.query(query, { results_format: "text/turtle" }) };
  }
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
