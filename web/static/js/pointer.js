// What hands do on the stage: by mouse, finger and pen.

const HOVER_AFTER = 120;
const SLOP = 5;

export class Pointer {
  /** Listens to the stage of a canvas and tells its handlers. */
  constructor(canvas) {
    this.canvas = canvas;
    const { element, network, handlers } = canvas;
    network.on("click", (event) => this.#click(event));
    network.on("doubleClick", ({ nodes, pointer }) => {
      const id = nodes[0] ?? this.pick(pointer.DOM);
      if (id) handlers.expand(id);
    });
    network.on("hold", ({ nodes, pointer }) => handlers.hinted(nodes[0] ?? this.pick(pointer.DOM)));
    network.on("dragStart", ({ nodes }) => this.#dragStart(nodes[0]));
    network.on("dragging", () => this.#dragging());
    network.on("dragEnd", ({ nodes }) => this.#dragEnd(nodes[0]));
    network.on("zoom", () => {
      this.canvas.fitted = false;
      this.canvas.move();
      handlers.looked();
    });
    for (const kind of ["hoverNode", "hoverEdge"]) network.on(kind, () => (element.style.cursor = "pointer"));
    for (const kind of ["blurNode", "blurEdge"]) network.on(kind, () => (element.style.cursor = ""));
    element.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse") handlers.hinted(null); // what a finger held before is told no more
      this.#touch(this.#local(event));
    }, { capture: true });
    element.addEventListener("pointermove", (event) => event.buttons || this.#under(this.#local(event)));
    element.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && this.#hover(null));
  }

  #local({ clientX, clientY }) {
    const { box } = this.canvas;
    return { x: clientX - box.x, y: clientY - box.y };
  }

  /** The thing at a place on the stage: what it hits, the nearest first, or what bears the name there. */
  pick({ x, y }) {
    const { canvas } = this;
    const { x: middleX, y: middleY, scale, width, height } = canvas.view;
    const [atX, atY] = [middleX + (x - width / 2) / scale, middleY + (y - height / 2) / scale];
    const radius = canvas.sizes(scale);
    let best = null;
    for (const node of canvas.shown) {
      const far = Math.hypot(node.x - atX, node.y - atY) - radius(node);
      if (far * scale < SLOP && (!best || far < best.far)) best = { id: node.id, far };
    }
    const name = best ? null : this.#name({ x, y });
    return best?.id ?? (name && !name.region && canvas.at.has(name.id) ? name.id : null);
  }

  #name({ x, y }) {
    return this.canvas.labels.find(({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
  }

  #click({ nodes, edges, pointer }) {
    const { handlers } = this.canvas;
    const id = nodes[0] ?? this.pick(pointer.DOM);
    if (id) return handlers.select(id);
    const name = this.#name(pointer.DOM);
    if (name?.region) return handlers.region(name.id);
    return edges.length ? handlers.edge(edges[0]) : handlers.clear();
  }

  /** A thing of the map that is touched becomes vis-network's, so that it can be dragged. */
  #touch(place) {
    const { canvas } = this;
    const id = canvas.state?.mode === "map" && this.pick(place);
    if (!id || canvas.drawn.has(id)) return;
    canvas.hold(id);
  }

  #dragStart(id) {
    const { canvas } = this;
    canvas.fitted = false;
    if (!id || canvas.state.mode !== "map") return;
    canvas.dragged = id;
    this.#hover(null);
    canvas.picture.prepare(canvas.state);
  }

  #dragging() {
    const { canvas } = this;
    canvas.move();
    if (canvas.dragged) canvas.picture.carry(canvas.dragged, canvas.network.getPosition(canvas.dragged));
  }

  #dragEnd(id) {
    const { canvas } = this;
    canvas.dragged = null;
    if (id) canvas.handlers.moved(id, canvas.network.getPosition(id));
    else canvas.handlers.looked();
  }

  #under(place) {
    if (this.looking || !this.canvas.state) return;
    this.looking = requestAnimationFrame(() => {
      this.looking = null;
      const id = this.pick(place);
      this.canvas.element.style.cursor = id || this.#name(place)?.region ? "pointer" : "";
      if (id !== this.hoverNext) this.#hover(id);
    });
  }

  #hover(id) {
    clearTimeout(this.waiting);
    this.hoverNext = id;
    this.waiting = setTimeout(() => {
      if (this.canvas.hovered !== id) this.canvas.hover(id);
    }, id ? HOVER_AFTER : 0);
  }
}
