// The gestures that vis-network listens to, by the names that Hammer gives them, out of pointer events: a tenth of Hammer, which
// vis-network brings along and which has not been looked after since 2019. lean.mjs puts it in Hammer's place.

const STILL = 9; // pixels that a finger may move while it taps or rests
const PAN_AFTER = 5;
const HOLD_AFTER = 250; // milliseconds
const TWICE_WITHIN = 300;

export default class Gestures {
  static DIRECTION_ALL = 30;
  #heard = new Map();
  #fingers = new Map(); // by pointer: where each is now
  #first = null; // of the gesture that goes on: { x, y, at, kind }, kind one of null, "press", "pan", "pinch", "over"
  #tapped = null; // where and when the last tap was
  #gone = new AbortController();

  constructor(element) {
    Object.assign(element.style, { touchAction: "none", userSelect: "none", webkitTapHighlightColor: "transparent" });
    const listen = (target, names, does) => names.forEach((name) => target.addEventListener(name, does, { signal: this.#gone.signal }));
    listen(element, ["pointerdown"], (event) => (event.pointerType === "mouse" && event.button ? null : this.#down(event)));
    listen(window, ["pointermove"], (event) => this.#fingers.has(event.pointerId) && this.#move(event));
    listen(window, ["pointerup", "pointercancel"], (event) => this.#fingers.has(event.pointerId) && this.#up(event));
  }

  on(name, does) {
    this.#heard.set(name, [...(this.#heard.get(name) ?? []), does]);
  }

  /** Settings of a gesture: they are as vis-network wants them. */
  get() {
    return { set() {} };
  }

  destroy() {
    clearTimeout(this.#first?.resting);
    this.#gone.abort();
  }

  #tell(name, event, more = {}) {
    const places = [...this.#fingers.values()];
    const middle = (axis) => places.reduce((sum, one) => sum + one[axis], 0) / places.length;
    const told = { type: name, center: { x: middle("x"), y: middle("y") }, srcEvent: event, changedPointers: [event], ...more };
    for (const does of this.#heard.get(name) ?? []) does(told);
  }

  #down(event) {
    const alone = !this.#fingers.size;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#tell("hammer.input", event, { isFirst: alone });
    if (alone) {
      this.#first = { x: event.clientX, y: event.clientY, at: event.timeStamp, kind: null };
      this.#first.resting = setTimeout(() => this.#become("press", event), HOLD_AFTER);
    } else {
      this.#end(event);
      this.#first.kind = this.#fingers.size === 2 ? "pinch" : "over";
      this.#first.apart = this.#apart();
    }
  }

  #move(event) {
    const first = this.#first;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (first.kind === "pinch") return this.#tell("pinch", event, { scale: this.#apart() / first.apart });
    const far = Math.hypot(event.clientX - first.x, event.clientY - first.y);
    if (far > STILL) clearTimeout(first.resting);
    if (first.kind === null && far > PAN_AFTER) return this.#become("pan", event, "panstart");
    if (first.kind === "pan") this.#tell("panmove", event);
  }

  #up(event) {
    const first = this.#first;
    const last = this.#fingers.size === 1;
    const still = first.kind === null && event.type === "pointerup" && event.timeStamp - first.at < HOLD_AFTER;
    this.#end(event);
    if (still) this.#tap(event);
    this.#tell("hammer.input", event, { isFinal: last });
    this.#fingers.delete(event.pointerId);
    first.kind = "over"; // what is left of a pinch moves nothing
  }

  #become(kind, event, name = kind) {
    clearTimeout(this.#first.resting);
    this.#first.kind = kind;
    this.#tell(name, event);
  }

  #end(event) {
    clearTimeout(this.#first.resting);
    if (this.#first.kind === "pan") this.#tell("panend", event);
  }

  #tap(event) {
    const { clientX: x, clientY: y, timeStamp: at } = event;
    const again = this.#tapped && at - this.#tapped.at < TWICE_WITHIN && Math.hypot(x - this.#tapped.x, y - this.#tapped.y) < STILL;
    this.#tapped = again ? null : { x, y, at };
    this.#tell("tap", event);
    if (again) this.#tell("doubletap", event);
  }

  /** How far two fingers are apart. */
  #apart() {
    const [one, two] = this.#fingers.values();
    return Math.hypot(one.x - two.x, one.y - two.y) || 1;
  }
}
