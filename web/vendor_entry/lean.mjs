// What our pages never use of vis-network is left out of the bundle: no physics, no editing, no clusters, no dialogs, no parsers.
// The names are those of the pinned version; one that is not found stops the build.
import { readFile } from "node:fs/promises";

const SOLVER = (name) => `class ${name} { constructor(body, physicsBody, options) { this.options = options; } setOptions() {} solve() {} }`;
const LEFT_OUT = {
  "vis-network.mjs": {
    ManipulationSystem: "class ManipulationSystem { options = {}; setOptions() {} }",
    ClusterEngine: "class ClusterEngine { _isClusteredNode() { return false; } _isClusteredEdge() { return false; } _updateState() {} }",
    NavigationHandler: "class NavigationHandler { setOptions() {} }",
    KamadaKawai: "class KamadaKawai { setOptions() {} solve() {} }",
    HierarchicalStatus: "class HierarchicalStatus {}",
    DOTToGraph: "function DOTToGraph() { throw new Error('left out'); }",
    parseDOT: "function parseDOT() {}",
    parseGephi: "function parseGephi() { throw new Error('left out'); }",
    locales: "var locales = { en };",
    allOptions: "const allOptions = {};",
    configureOptions: "const configureOptions = {};",
    ...Object.fromEntries(["BarnesHutSolver", "RepulsionSolver", "HierarchicalRepulsionSolver", "SpringSolver", "HierarchicalSpringSolver", "CentralGravitySolver"].map((name) => [name, SOLVER(name)])),
  },
  "vis-util.mjs": {
    Configurator$1: "let Configurator$1 = class {};",
    ColorPicker$1: "let ColorPicker$1 = class {};",
    Validator$1: "let Validator$1 = class { static validate() { return false; } };",
  },
};

/** The text with each declaration of `parts` replaced: from its line to the next line that closes at the margin. */
function without(text, parts, file) {
  let found = text;
  for (const [name, instead] of Object.entries(parts)) {
    const start = found.search(new RegExp(`^(class|function|const|let|var) ${name.replace("$", "\\$")}\\b`, "m"));
    const end = start < 0 ? -1 : closing(found, start);
    if (end < 0) throw new Error(`${file} has no ${name} any more: see what took its place, then mend lean.mjs`);
    found = found.slice(0, start) + instead + found.slice(end);
  }
  return found;
}

/** Where a declaration that starts at a place ends: after the first line that begins with a closing brace. */
function closing(text, start) {
  const match = /\n ?\}\)?;?(?=\n)/.exec(text.slice(start));
  return match ? start + match.index + match[0].length : -1;
}

export const lean = {
  name: "only what is used",
  setup: (bundle) =>
    bundle.onLoad({ filter: /vis-(network|util)\.mjs$/ }, async ({ path }) => {
      const file = path.split("/").at(-1);
      return { contents: without(await readFile(path, "utf8"), LEFT_OUT[file], file), loader: "js" };
    }),
};
