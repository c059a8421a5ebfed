// All of the map that does not change from frame to frame, painted once into a bitmap somewhat larger than the stage and
// moved with the camera. While the camera closes in the bitmap is stretched; it is painted anew as soon as things are at rest.
import { fillMarks } from "./marks.js";

const MARGIN = 0.2;
const STRETCH = [0.72, 1.5];
const SMALLEST_SHAPE = 3.3;

export class Backdrop {
  #at = null;
  #bitmap = null;

  /** What is painted from now on: { regions, lines, doubted, marks, hueOf, landOf, sizeOf, theme }, marks as { node, main } in map units. */
  set(scene) {
    this.scene = scene;
    this.#at = null;
  }

  /** Draw for a camera { x, y, scale, width, height }. `moving` allows a stretched picture for now. */
  draw(ctx, camera, moving) {
    if (!this.#serves(camera, moving)) this.#paint(camera);
    const at = this.#at;
    const ratio = camera.scale / at.scale;
    const dpr = devicePixelRatio;
    const [w, h] = [this.#bitmap.width * ratio, this.#bitmap.height * ratio];
    const x = (camera.width / 2 + (at.x - camera.x) * camera.scale) * dpr - w / 2;
    const y = (camera.height / 2 + (at.y - camera.y) * camera.scale) * dpr - h / 2;
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.imageSmoothingQuality = "low";
    if (ratio === 1) ctx.drawImage(this.#bitmap, Math.round(x), Math.round(y));
    else ctx.drawImage(this.#bitmap, x, y, w, h);
    ctx.restore();
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
    const [w, h] = [camera.width, camera.height].map((side) => 2 * Math.ceil((side * (0.5 + MARGIN)) * dpr));
    if (this.#bitmap?.width !== w || this.#bitmap?.height !== h) this.#bitmap = new OffscreenCanvas(w, h);
    this.#at = { ...camera, dpr };
    const ctx = this.#bitmap.getContext("2d");
    const zoom = camera.scale * dpr;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, w, h);
    ctx.setTransform(zoom, 0, 0, zoom, w / 2 - camera.x * zoom, h / 2 - camera.y * zoom);
    this.paint(ctx, camera.scale);
  }

  /** The scene in map units, for any context whose transform fits: the page's own bitmap or a picture to take away. */
  paint(ctx, scale) {
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
