// Where one looks from: the camera of the stage, what it brings into view, and when it rests.

const SETTLED_AFTER = 90;
const GLIDE = 240;
const [FURTHEST, CLOSEST] = [0.02, 10];
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The part of the canvas that moves. Whoever extends it has `shown`, `at`, `places`, `state`, `picture`, `handlers` and `settled()`. */
export class Camera {
  /** `network` is vis-network's, whose camera this is, in `element`. */
  constructor(element, network) {
    Object.assign(this, { element, network, moving: false, fitted: false });
    this.box = element.getBoundingClientRect();
    new ResizeObserver(() => {
      this.box = element.getBoundingClientRect();
      if (this.fitted) this.fit();
    }).observe(element);
  }

  /** The camera: what lies in the middle of the stage in map units, pixels a unit, and the stage's size in pixels. */
  get view() {
    const { scale, translation } = this.network.body.view; // getViewPosition would have the page laid out anew each time
    const { width, height } = this.box;
    return { x: (width / 2 - translation.x) / scale, y: (height / 2 - translation.y) / scale, scale, width, height };
  }

  /** Bring things into view, room for their names included; all that is shown unless told otherwise. `smooth` where a person asked for it. */
  fit(nodes = this.shown, smooth = false) {
    const { width, height } = this.box;
    if (!width || !height || !nodes.length) return;
    this.picture.controls = null;
    const { aside, above, most, lift } = this.#margins(width);
    const extent = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = extent(nodes.map((node) => node.x));
    const [top, bottom] = extent(nodes.map((node) => node.y));
    const scale = Math.max(0.05, Math.min((width - 2 * aside) / (right - left || 1), (height - above) / (bottom - top || 1), most));
    this.#go({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - lift / scale }, scale }, smooth);
    this.fitted = nodes === this.shown;
    this.fittedTo = this.places;
  }

  /** The camera stays where it is as long as all that is shown can be seen. */
  include() {
    const { x, y, scale, width, height } = this.view;
    const [wide, high] = [width / 2 / scale, height / 2 / scale];
    if (this.shown.some((node) => Math.abs(node.x - x) > wide || Math.abs(node.y - y) > high)) this.fit(this.shown, true);
  }

  /** Pixels to keep free beside and above what is shown (for names), the closest scale, and how far to move it down. */
  #margins(width) {
    const { mode, steps } = this.state;
    const narrow = width < 520;
    if (mode === "map") return { aside: Math.min(42, width * 0.06), above: narrow ? 112 : 92, most: 1.6, lift: narrow ? 0 : 18 };
    if (mode === "path") return { aside: Math.min(96, width * 0.27), above: narrow ? 188 : 150, most: 1.4, lift: 0 };
    return { aside: Math.min(steps > 1 ? 130 : 190, width * 0.27), above: narrow ? 146 : 116, most: 1.35, lift: 0 };
  }

  /** Where buttons and lines of text lie on the stage, so that no name goes under them. */
  controls() {
    const stage = this.element.getBoundingClientRect();
    const found = [...document.querySelectorAll(".zoom, #status, #trail > *")].map((one) => one.getBoundingClientRect());
    return found.filter((box) => box.width).map((box) => ({ x: box.x - stage.x, y: box.y - stage.y, w: box.width, h: box.height }));
  }

  /** Where the camera stands, unless that is where it brings all that is shown into view: { x, y, scale }, else null. */
  get camera() {
    const { x, y } = this.view;
    return (this.fitted && this.fittedTo === this.places) || this.state?.view !== "graph" ? null : { x, y, scale: this.network.getScale() };
  }

  set camera({ x, y, scale }) {
    this.#go({ position: { x, y }, scale });
  }

  /** Where a thing is on the screen, in page pixels. */
  onScreen(id) {
    const { x, y } = this.network.canvasToDOM(this.at.get(id));
    const stage = this.element.getBoundingClientRect();
    return [x + stage.x, y + stage.y];
  }

  zoom(factor) {
    this.#go({ scale: Math.min(CLOSEST, Math.max(FURTHEST, this.network.getScale() * factor)) }, true);
  }

  /** Keep a thing in view without moving more than needed. */
  reveal(id) {
    const at = this.at.get(id);
    if (!at) return;
    const { x, y, scale, width, height } = this.view;
    if (Math.abs(at.x - x) * scale > width / 2 - 60 || Math.abs(at.y - y) * scale > height / 2 - 60) this.#go({ position: { x: at.x, y: at.y } }, true);
  }

  #go(to, smooth = false) {
    const glide = smooth && !still.matches;
    this.network.moveTo({ ...to, animation: glide ? { duration: GLIDE, easingFunction: "easeInOutQuad" } : false });
    this.fitted = false;
    this.move(glide ? GLIDE : 0);
    if (smooth) setTimeout(this.handlers.looked, GLIDE);
  }

  /** The camera moves, for some milliseconds more, or something is carried: names stay beside their things until it rests. */
  move(more = 0) {
    this.moving = true;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.moving = false;
      this.settled();
    }, more + SETTLED_AFTER);
  }
}
