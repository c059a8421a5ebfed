// Leaves out what our pages never ask of the packages that they bundle. Of vis-network that is physics, layout, clustering, editing,
// validating options, parsing other formats, curved edges, loops, pop-ups, images, its own labels (ours are drawn by labels.js), and
// most of what a program may ask of it. Together they are two thirds of its size. A part that the rest mentions gets a stand-in.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const NOTHING = "class NAME {}";
const EMPTY = "const NAME = {};";

/** What is declared, by package: the stand-in for each name. */
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
    CircleImageBase: NOTHING, Image$1: "const NAME = null;", Ellipse: NOTHING, Images: NOTHING, CachedImage: NOTHING,
    EndPoints: "class NAME { static draw(ctx, data) { return Arrow.draw(ctx, data); } }",
    DOTToGraph: "function NAME() {}", parseGephi: "function NAME() {}", configuratorHideOption: "const NAME = null;",
    drawDashedLine: "function NAME() {}", drawDatabase: "function NAME() {}", drawRoundRect: "function NAME() {}", drawEllipse: "function NAME() {}",
    getSelfRefCoordinates: "function NAME() {}", normalizeFitOptions: "function NAME() {}", normalizeLanguageCode: "function NAME() {}",
    Label: `class NAME {
      size = { top: 0, left: 0, width: 0, height: 0, yLine: 0 };
      setOptions() {} update() {} adjustSizes() {} calculateLabelSize() {} draw() {}
      getSize() { return this.size; } getTextSize() { return this.size; } differentState() { return false; } visible() { return false; }
    }`,
    Groups: "class NAME { setOptions() {} get() {} }",
    ...Object.fromEntries(["en", "de", "es", "it", "nl", "pt", "ru", "cn", "uk", "fr", "cs"].map((language) => [language, EMPTY])),
    allOptions: EMPTY, configureOptions: EMPTY,
  },
  "vis-util": {
    Validator: "class NAME { static validate() { return false; } }",
    Configurator: NOTHING, ColorPicker: NOTHING, Popup: NOTHING,
    HSVToHex: "function NAME() {}", hexToHSV: "function NAME() {}",
    easingFunctions: "const NAME = { easeInOutQuad: (t) => (t < 0.5 ? 2 * t * t : (4 - 2 * t) * t - 1) };",
  },
  "vis-data": {
    DataView: NOTHING, DataStream: NOTHING, Queue: NOTHING,
    isDataSetLike: "function NAME() { return true; }", isDataViewLike: "function NAME() { return true; }", // we hand over nothing else
  },
  bz2: { crc32Table: "const NAME = [];" }, // for check sums, which we do not ask for
};

/** What classes can do, by package: members that nothing calls, emptied, since the rest may still hand them on. */
const MEMBERS = {
  "vis-network": {
    Edge: "drawLabel setValueRange _getRotation _pointOnCircle updateLabelModule",
    EdgeBase: "findBorderPosition findBorderPositions _getCircleData _pointOnCircle _findBorderPositionCircle _circle getLineWidth drawBackground setStrokeDashed",
    EdgesHandler: "refresh getConnectedNodes",
    InteractionHandler: "onContext _determineDifference _checkHidePopup _checkShowPopup",
    Node: "_load_images updateGroupOptions updateLabelModule checkCoordinateOrigin setValueRange",
    NodeBase: "_setMargins _addBoundingBoxMargin getDimensionsFromLabel",
    NodesHandler: "refresh getPositions storePositions getBoundingBox getConnectedNodes getConnectedEdges moveNode",
    NetworkUtil: "getRange getRangeCore findCenter cloneOptions",
    CanvasRenderer: "_resizeNodes",
    SelectionHandler: "selectAdditionalOnPoint _getEdgesOverlappingWith _getAllEdgesOverlappingWith selectNodes selectEdges getSelectedNodeCount getSelectedEdgeCount commitWithoutEmitting",
    View: "fit focus _lockedRedraw",
  },
  "vis-data": { DataSet: "add updateOnly map _filterFields _sort clear max min distinct stream" },
};

/** What a program may ask of a network and ours do not, left out. */
const ASKED = `DOMtoCanvas findNode isCluster openCluster cluster getNodesInCluster clusterByConnection clusterByHubsize updateClusteredNode
  getClusteredEdges getBaseEdge getBaseEdges updateEdge clusterOutliers getSeed enableEditMode disableEditMode addNodeMode editNode editNodeMode addEdgeMode
  editEdgeMode deleteSelected getPositions storePositions moveNode getBoundingBox getConnectedNodes getConnectedEdges startSimulation stopSimulation stabilize
  getSelection setSelection getSelectedNodes getSelectedEdges getNodeAt getEdgeAt selectNodes selectEdges unselectAll getViewPosition fit focus releaseNode
  getOptionsFromConfigurator setSize`.split(/\s+/);

/** Passages of functions, each from its first words up to those that follow it, and what stands there instead. */
const PASSAGES = {
  "vis-network": [
    ['    if ("configure" in options) {', "    this.canvas.setSize();\n    // start the physics", '    this.body.emitter.emit("activate");\n\n'],
    ["      switch (this.options.shape) {", "    }\n    this.needsRefresh();", `      const kinds = { diamond: Diamond, square: Square, hexagon: Hexagon, star: Star, triangle: Triangle, triangleDown: TriangleDown };
      this.shape = new (kinds[this.options.shape] ?? Dot)(this.options, this.body, this.labelModule);\n`],
    ['      font: {\n        color: "#343434"', "      selectionWidth: 1.5", "      font: { size: 14 },\n      hidden: false,\n      hoverWidth: 1.5,\n"],
    ['      font: {\n        color: "#343434"', "      shadow: {", "      font: { size: 14 },\n      hidden: false,\n      mass: 1,\n"],
    ['    this.body.emitter.on("_forceDisableDynamicCurves"', "    // this is called when options of EXISTING nodes", ""],
  ],
  "vis-util": [["function Activator$1(container) {", "/**\n * Test whether the element has the requested parent", "function Activator$1() {}\n\n"]],
};

/** What is always so in our use, by package: esbuild leaves out the branches that this decides. */
const NEVER = {
  "vis-network": [
    "this.body.selectionBox.show)", "event.srcEvent.shiftKey", // several at once are chosen by other means than a box
    "this.options.label !== undefined", "this.labelModule.visible()", "rotationPoint !== undefined",
    "values.inheritsColor !== false", "values.fromArrow)", "values.borderDashes !== false", "values.shadow)", "values.shadow === true",
    "this.chooser === true", 'typeof this.chooser === "function"', "smooth.enabled === true", "this.options.smooth.enabled === true",
    "options.offset != null", "options.mass !== undefined", "options.opacity !== undefined", "newOptions.opacity !== undefined",
    "parentOptions.opacity !== undefined", "this.options.opacity !== undefined", "this.options.icon !== undefined",
    "newOptions.fixed !== undefined", "newOptions.scaling !== undefined", 'typeof newOptions.arrows === "string"', "isString(toColor)",
    "isString(newOptions.color)", "data.dot", "data.gephi", "this.popup !== undefined", "options.tooltip)", "this.lockedOnNodeId != undefined",
    "this.lockedOnNodeId !== undefined", "alwaysShow === true", "!this.frame.canvas.getContext", "errorFound === true", "options.locale !== undefined",
    "values.toArrowSrc)", "values.middleArrowSrc)", "values.toArrowImageWidth)", "values.toArrowImageHeight)", "values.middleArrowImageWidth)",
    "values.middleArrowImageHeight)", "values.arrowStrikethrough === false", "newOptions.endPointOffset !== undefined", "newOptions.font === null",
    "newOptions.color === null", "newOptions.arrows === null", "newOptions.scaling === null", "newOptions.dashes === null", "options.x === null",
    "options.y === null", "options.locked === true", "options.smooth !== undefined", "options.font !== undefined", "options.shape !== undefined",
  ],
  "vis-util": ["isString(inputColor)", "isString(inputColor.highlight)", "isString(inputColor.hover)", "defaultColor)"],
  "vis-data": ["item[idProp] == null", "ids != null", "options && options.filter", "options && options.queue !== undefined", "options && options.fields", "options && options.order", 'returnType == "Object"'],
};
const ALWAYS = { "vis-network": ["this.from != this.to", "node1 != node2", "window.ResizeObserver"] };

/** The source with what a pattern finds, which must be there exactly once, replaced. */
function replaced(source, name, pattern, standIn, path) {
  const found = [...source.matchAll(pattern)];
  if (found.length !== 1) throw new Error(`${path}: ${name} is there ${found.length} times: see what this version does instead, then mend lean.mjs`);
  const { index, 0: text } = found[0];
  return source.slice(0, index) + standIn(text) + source.slice(index + text.length);
}

const literally = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

function lean(source, packageName, path) {
  for (const [name, standIn] of Object.entries(PARTS[packageName] ?? {})) {
    const declared = new RegExp(`^([ \\t]*)(?:class|function|const|let|var) ${literally(name)}(?![\\w$])(?: = [\\w$]+;$|[^]*?^\\1[}\\]](?:\\(\\w*\\)|[;)])*$)`, "gm");
    source = replaced(source, name, declared, () => standIn.replace("NAME", name), path);
  }
  for (const [owner, names] of Object.entries(MEMBERS[packageName] ?? {})) {
    source = replaced(source, owner, new RegExp(`^class ${owner} [^]*?^}$`, "gm"), (body) => names.split(" ").reduce((text, name) => emptied(text, owner, name, path), body), path);
  }
  for (const [start, end, standIn] of PASSAGES[packageName] ?? []) {
    source = replaced(source, start, new RegExp(`${literally(start)}[^]*?(?=${literally(end)})`, "g"), () => standIn, path);
  }
  for (const [truth, told] of [["false", NEVER], ["true", ALWAYS]]) for (const text of told[packageName] ?? []) source = decided(source, text, truth, path);
  if (packageName === "vis-network") for (const name of ASKED) source = replaced(source, `Network.${name}`, new RegExp(`^Network\\.prototype\\.${name} = function[^]*?^};$`, "gm"), () => "", path);
  return source;
}

/** The source with a condition, wherever it stands, told to hold or not to. A bracket at its end closes the `if` that it fills. */
function decided(source, text, truth, path) {
  const closing = text.endsWith(")") && !text.includes("(");
  const [before, after] = closing ? ["if (", ")"] : ["", ""];
  const pattern = new RegExp(`(?<![\\w$.])${literally(before + text)}`, "g");
  if (!pattern.test(source)) throw new Error(`${path}: ${text} is not asked: see what this version does instead, then mend lean.mjs`);
  return source.replaceAll(pattern, before + truth + after);
}

/** A class without what one of its members does. */
const emptied = (body, owner, name, path) => replaced(body, `${owner}.${name}`, new RegExp(`^( +)(?:static )?${name}\\([^]*?\\) \\{$[^]*?^\\1\\}$`, "gm"), (text) => `${text.match(/^ +(?:static )?/)[0]}${name}() {}`, path);

export const leaner = {
  name: "what is used of vis-network",
  setup(bundle) {
    bundle.onResolve({ filter: /^@egjs\/hammerjs$/ }, () => ({ path: fileURLToPath(new URL("gestures.js", import.meta.url)) }));
    for (const name of new Set([...Object.keys(PARTS), ...Object.keys(MEMBERS)])) {
      bundle.onLoad({ filter: new RegExp(`node_modules/${name}/(esnext/esm/${name}\\.m?js|index\\.js)$`) }, async ({ path }) => ({ contents: lean(await readFile(path, "utf8"), name, path), loader: "js" }));
    }
  },
};
