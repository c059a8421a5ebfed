// Dark or light: as the machine prefers until somebody chooses.
import { byId } from "./dom.js";

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
