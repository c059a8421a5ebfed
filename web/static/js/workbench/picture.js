// A result on the explorer's canvas: its things, and the relations between them.
import { h } from "../dom.js";
import { rowsOf } from "./endpoint.js";
import { START } from "../state.js";
import { isIri } from "./terms.js";

const MOST = 120;
const ROW = "in one row";

/** The explorer's canvas with marks that keep their size on the screen, however many there are. */
const sized = (Canvas) => class extends Canvas {
  plain(node, scale = this.network.getScale()) {
    return (5.5 + Math.min(4, 0.8 * Math.sqrt(node.degree))) / Math.min(1, scale);
  }
};

export class Picture {
  /** `rows()` gives the rows to draw; `lit(iri, seek)` is told what the pointer is on and what was clicked. */
  constructor(bench, found, rows, { lit }) {
    Object.assign(this, { bench, found, rows, canvas: null, selected: null, pointed: null, together: [], under: null });
    this.stage = h("div", { class: "canvas", role: "img", "aria-label": "The things of the answer and the relations between them; the table beside it holds the same rows" });
    this.note = h("p", { class: "note" });
    this.element = h("div", { class: "picture" }, this.stage, this.note);
    this.lit = (id, seek) => lit(id === null ? null : this.#iri(id), seek);
    this.#listen();
  }

  async show() {
    const { bench } = this;
    const rows = this.rows();
    const all = [...new Set(rows.flatMap((row) => Object.values(row).filter(isIri).map((term) => term.value)))].filter((iri) => bench.terms.thing(iri) !== null);
    await bench.labels.load(all.slice(0, 1000));
    const known = all.filter((iri) => bench.labels.about(iri)?.kind);
    const iris = known.slice(0, MOST);
    const triples = this.found.form === "graph" ? rows.map((row) => [row.subject.value, row.predicate.value, row.object.value]) : await this.#relations(iris, rows);
    const parts = await Promise.all([import("../canvas.js"), import("../../vendor/force.js"), import("./drawn.js")]).catch(() => null);
    if (!parts) return void (this.note.textContent = "Nothing is drawn: what draws was not installed with Fanout (Node and npm bring it). The table holds the same.");
    const [{ Canvas }, force, { resultData }] = parts;
    const { data, shown } = resultData(bench, iris, triples, force, this.stage.clientWidth / Math.max(1, this.stage.clientHeight));
    this.note.textContent = iris.length < known.length ? `${iris.length} of ${known.length} things are drawn: filter or ask for less to see the others.` : `${iris.length} ${iris.length === 1 ? "thing" : "things"}, ${data.edges.length} ${data.edges.length === 1 ? "relation" : "relations"}. A click lights the rows; a double click opens the explorer.`;
    this.stage.replaceChildren();
    this.data = data;
    const heard = { select: (id) => this.#select(id), clear: () => this.#select(null), moved: (id, at) => this.#moved(id, at), expand: (id) => location.assign(this.#explorer(id)) };
    this.canvas = new (sized(Canvas))(this.stage, data, new Proxy(heard, { get: (own, name) => own[name] ?? (() => {}) })); // the canvas tells more than is needed here
    this.state = { ...START, mode: "ego", shown };
    this.canvas.show(this.state);
    this.#fit(Object.values(shown));
    return this.#draw();
  }

  /** What the pointer is on lights its rows. */
  #listen() {
    this.stage.addEventListener("pointermove", (event) => {
      if (!this.canvas || event.buttons) return;
      const { x, y } = this.stage.getBoundingClientRect();
      const id = this.canvas.pointer.pick({ x: event.clientX - x, y: event.clientY - y }) ?? null;
      if (id === this.under) return;
      this.under = id;
      this.lit(id ?? this.selected, false);
    });
    this.stage.addEventListener("pointerleave", () => {
      this.under = null;
      this.lit(this.selected, false);
    });
  }

  /** Show the state; every relation in full, since all of them are the answer. */
  #draw() {
    const { canvas } = this;
    const { together } = this;
    canvas.show({ ...this.state, selected: this.pointed ?? this.selected, compared: together.length > 1 ? together : null });
    const wide = 1.4 / Math.min(1, canvas.network.getScale());
    const told = ({ from, to }) => together.includes(from) && together.includes(to);
    canvas.edges.update(canvas.edges.get().map((edge) => ({ ...edge, width: told(edge) ? 2.5 * wide : wide, arrows: { to: { enabled: true, scaleFactor: 0.4 } }, color: { ...edge.color, opacity: told(edge) ? 1 : 0.7 } })));
  }

  #moved(id, { x, y }) {
    this.state = { ...this.state, shown: { ...this.state.shown, [id]: { ...this.state.shown[id], x: Math.round(x), y: Math.round(y) } } };
    this.#draw();
  }

  /** Everything in view, with room for the names. */
  #fit(places) {
    if (!places.length) return;
    const { clientWidth: width, clientHeight: height } = this.stage;
    const extent = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = extent(places.map(({ x }) => x));
    const [top, bottom] = extent(places.map(({ y }) => y));
    const scale = Math.min(1.3, (width - 130) / (right - left || 1), (height - 84) / (bottom - top || 1));
    this.canvas.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 12 / Math.max(0.2, scale) }, scale: Math.max(0.2, scale) });
  }

  #explorer(id) {
    return `./#m=ego&f=${encodeURIComponent(id)}&n=${encodeURIComponent(id)}`;
  }

  #iri(id) {
    return this.bench.terms.prefixes.id + id;
  }

  /** The relations that the things have, and which things stand in one row where no relation says so. */
  async #relations(iris, rows) {
    const within = new Set(iris);
    const found = iris.length ? await rowsOf("edges", iris).catch(() => []) : [];
    const triples = found.map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value]).filter(([, , object]) => within.has(object));
    const joined = new Set(triples.flatMap(([a, , b]) => [`${a} ${b}`, `${b} ${a}`]));
    for (const row of rows) {
      const ends = [...new Set(Object.values(row).filter(isIri).map((term) => term.value))].filter((iri) => within.has(iri));
      for (let at = 1; at < ends.length; at += 1) {
        if (joined.has(`${ends[at - 1]} ${ends[at]}`)) continue;
        joined.add(`${ends[at - 1]} ${ends[at]}`).add(`${ends[at]} ${ends[at - 1]}`);
        triples.push([ends[at - 1], ROW, ends[at]]);
      }
    }
    return triples;
  }

  #select(id) {
    this.selected = id;
    this.#draw();
    this.lit(id, true);
  }

  /** Light those of some IRIs that are drawn, the first of them most, and what joins them; none puts the light out. */
  light(iris) {
    if (!this.canvas) return;
    const ids = [...new Set(iris.map((iri) => this.bench.terms.thing(iri)))].filter((one) => one !== null && this.data.nodes.has(one));
    if (ids.join(" ") === this.together.join(" ")) return;
    this.together = ids;
    this.pointed = ids[0] ?? null;
    this.#draw();
  }

  /** The theme has changed. */
  dress() {
    if (!this.canvas) return;
    this.canvas.readTheme();
    this.#draw();
  }

  leave() {
    this.canvas?.network.destroy();
    this.canvas = null;
  }
}
