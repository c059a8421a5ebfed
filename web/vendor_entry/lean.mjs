// Leaves out what our pages never ask of the packages that they bundle. Of vis-network that is
// physics, layout, clustering, editing, validating options, parsing other formats,
// curved edges, pop-ups, its own labels (ours are drawn by labels.js). They are half of its size. Each part is replaced by a stand-in with the methods that the rest still calls.
import { readFile } from "node:fs/promises";

const NOTHING = "class NAME {}";
const PARTS = {
  "vis-network": {
    ClusterEngine: "class NAME { _updateState() {} _isClusteredNode() { return false; } _isClusteredEdge() { return false; } }",
    ManipulationSystem: "class NAME { setOptions() {} }",
    PhysicsEngine: "class NAME { constructor({ emitter }) { emitter.on(\"startSimulation\", () => emitter.emit(\"_requestRedraw\")); } setOptions() {} }",
    LayoutEngine: "class NAME { setOptions(_, all) { return all; } positionInitially() {} }",
    NavigationHandler: "class NAME { setOptions() {} }",
    KamadaKawai: NOTHING, BarnesHutSolver: NOTHING, Cluster: NOTHING,
    BezierEdgeBase: NOTHING, BezierEdgeDynamic: NOTHING, BezierEdgeStatic: NOTHING, CubicBezierEdgeBase: NOTHING, CubicBezierEdge: NOTHING,
    Box: NOTHING, Circle: NOTHING, CircularImage: NOTHING, Database: NOTHING, Icon: NOTHING, Text: NOTHING, CustomShape: NOTHING,
    DOTToGraph: "function NAME() {}", parseGephi: "function NAME() {}",
    Label: `class NAME {
      size = { top: 0, left: 0, width: 0, height: 0, yLine: 0 };
      setOptions() {} update() {} adjustSizes() {} calculateLabelSize() {} draw() {}
      getSize() { return this.size; } getTextSize() { return this.size; } differentState() { return false; } visible() { return false; }
    }`,
    Groups: "class NAME { setOptions() {} get() {} }",
    ...Object.fromEntries(["de", "es", "it", "nl", "pt", "ru", "cn", "uk", "fr", "cs"].map((language) => [language, "const NAME = {};"])),
    allOptions: "const NAME = {};", configureOptions: "const NAME = {};",
  },
  "vis-util": {
    Validator: "class NAME { static validate() { return false; } }",
    Configurator: NOTHING, ColorPicker: NOTHING, Popup: NOTHING,
  },
  "vis-data": { DataView: NOTHING, DataStream: NOTHING, Queue: NOTHING },
  bz2: { crc32Table: "const NAME = [];" }, // for check sums, which we do not ask for
};

/** The source with each named declaration, which must be there exactly once, replaced. */
function lean(source, parts, path) {
  for (const [name, standIn] of Object.entries(parts)) {
    const found = [...source.matchAll(new RegExp(`^([ \\t]*)(class|function|const) ${name}(?![\\w$])(?: = [\\w$]+;$|[^]*?^\\1[}\\]][;)]*$)`, "gm"))];
    if (found.length !== 1) throw new Error(`${path}: ${name} is declared ${found.length} times: see what this version does instead, then mend lean.mjs`);
    source = source.replace(found[0][0], () => standIn.replace("NAME", name));
  }
  return source;
}

export const leaner = {
  name: "what is used of vis-network",
  setup(bundle) {
    for (const [name, parts] of Object.entries(PARTS)) {
      bundle.onLoad({ filter: new RegExp(`node_modules/${name}/(esnext/esm/${name}\\.m?js|index\\.js)$`) }, async ({ path }) => ({ contents: lean(await readFile(path, "utf8"), parts, path), loader: "js" }));
    }
  },
};
