// All of the map that does not change from frame to frame, painted once on a canvas of its own, somewhat larger than the stage,
// below vis-network's. It goes with the camera by a CSS transform, which costs the page nothing; while the camera closes in it is
// stretched, and painted anew as soon as things are at rest.
import { fillMarks } from "./marks.js";

const MARGIN = 0.2;
const STRETCH = [0.5, 2];
const SMALLEST_SHAPE = 3.3;

export class Backdrop {
  #at = null;

  /** Lies below everything else in `stage`. */
  constructor(stage) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "backdrop";
    stage.prepend(this.canvas);
  }

  /** What is painted from now on: { regions, lines, doubted, marks, hueOf, landOf, sizeOf, theme }, marks as { node, main } in map units. */
  set(scene) {
    this.scene = scene;
    this.#at = null;
  }

  hide() {
    this.canvas.hidden = true;
  }

  /** Be in place for a camera { x, y, scale, width, height }, dimmed or not. `moving` allows a stretched picture for now. */
  show(camera, moving, dim) {
    this.canvas.hidden = false;
    this.canvas.classList.toggle("dim", dim);
    if (!this.#serves(camera, moving)) this.#paint(camera);
    const at = this.#at;
    const ratio = camera.scale / at.scale;
    const [left, top] = [this.#offset(camera, "x", "width", ratio), this.#offset(camera, "y", "height", ratio)];
    this.canvas.style.transform = `translate(${left}px, ${top}px) scale(${ratio})`;
  }

  /** Where the left or upper side of the bitmap lies on the stage, in pixels: whole device pixels where it is not stretched. */
  #offset(camera, axis, side, ratio) {
    const dpr = devicePixelRatio;
    const away = camera[side] / 2 + (this.#at[axis] - camera[axis]) * camera.scale - (this.canvas[side] / dpr / 2) * ratio;
    return ratio === 1 ? Math.round(away * dpr) / dpr : away;
  }

  #serves(camera, moving) {
    const at = this.#at;
    if (!at || at.dpr !== devicePixelRatio || at.width !== camera.width || at.height !== camera.height) return false;
    const ratio = camera.scale / at.scale;
    if (ratio !== 1 && (!moving || ratio < STRETCH[0] || ratio > STRETCH[1])) return false;
    if (moving && ratio < 1) return true;
    const [spareX, spareY] = [camera.width, camera.height].map((side) => (side * (1 + 2 * MARGIN)) / at.scale / 2 - side / camera.scale / 2);
    return Math.abs(at.x - camera.x) <= spareX + 1e-6 && Math.abs(at.y - camera.y) <= spareY + 1e-6;
  }

  #paint(camera) {
    const dpr = devicePixelRatio;
    const { canvas } = this;
    const [w, h] = [camera.width, camera.height].map((side) => 2 * Math.ceil(side * (0.5 + MARGIN) * dpr));
    if (canvas.width !== w || canvas.height !== h) {
      Object.assign(canvas, { width: w, height: h });
      Object.assign(canvas.style, { width: `${w / dpr}px`, height: `${h / dpr}px` });
    }
    this.#at = { ...camera, dpr };
    const ctx = canvas.getContext("2d");
    const zoom = camera.scale * dpr;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, w, h);
    ctx.setTransform(zoom, 0, 0, zoom, w / 2 - camera.x * zoom, h / 2 - camera.y * zoom);
    this.#draw(ctx, camera.scale);
  }

  #draw(ctx, scale) {
    const { regions, lines, doubted, marks, hueOf, landOf, sizeOf, theme } = this.scene;
    ctx.lineJoin = "round";
    for (const region of regions) {
      ctx.strokeStyle = landOf(region.id);
      ctx.globalAlpha = 0.35 * theme.territory;
      ctx.lineWidth = 36;
      ctx.stroke(region.coast);
    }
    for (const region of regions) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = theme.ground;
      ctx.fill(region.coast);
      ctx.fillStyle = ctx.strokeStyle = landOf(region.id);
      ctx.globalAlpha = theme.territory;
      ctx.fill(region.coast);
      ctx.globalAlpha = 3 * theme.territory;
      ctx.lineWidth = 0.99 / devicePixelRatio / scale;
      ctx.stroke(region.coast);
    }
    ctx.globalAlpha = theme.faint;
    ctx.strokeStyle = theme.edge;
    ctx.lineWidth = 0.99 / devicePixelRatio / scale; // wider leaves the rasteriser's fast path
    ctx.stroke(lines);
    ctx.setLineDash([5 / scale, 4 / scale]);
    ctx.stroke(doubted);
    ctx.setLineDash([]);
    const least = SMALLEST_SHAPE / scale;
    for (const one of marks) one.r = sizeOf(one.node, scale);
    ctx.globalAlpha = scale < 0.8 ? 0.62 : 1;
    fillMarks(ctx, marks.filter((one) => !one.main), hueOf, least);
    ctx.globalAlpha = 1;
    fillMarks(ctx, marks.filter((one) => one.main), hueOf, least);
  }
}
