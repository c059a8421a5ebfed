// Dark or light: as the machine prefers until somebody chooses.
import { byId } from "./dom.js";

const NAMES = ["ink", "muted", "halo", "edge", "faint", "accent", "ground", "territory", "wrong", "orange", "green", "blue", "violet", "indigo", "pink", "red", "teal", "slate"];
const KEY = "fanout-theme";

export function setUpTheme(changed) {
  const prefers = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    document.documentElement.dataset.theme = chosen() ?? (prefers.matches ? "dark" : "light");
    changed();
  };
  byId("theme").addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, next);
    } catch {
      document.documentElement.dataset.asked = next; // storage is closed, as from file:// in some browsers
    }
    apply();
  });
  prefers.addEventListener("change", apply);
  apply();
}

function chosen() {
  try {
    return document.documentElement.dataset.asked ?? localStorage.getItem(KEY);
  } catch {
    return document.documentElement.dataset.asked ?? null;
  }
}

/** The colours of the theme by name, for the canvas. */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A colour between two given as #rrggbb. */
export function mix(one, other, share) {
  const parts = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  const [a, b] = [parts(one), parts(other)];
  return `#${a.map((v, i) => Math.round(v + (b[i] - v) * share).toString(16).padStart(2, "0")).join("")}`;
}
