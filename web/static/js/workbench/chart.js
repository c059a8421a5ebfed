// Numbers as bars: one row a bar, drawn as SVG, in the order of the table.
import { h } from "../dom.js";
import { isNumber } from "./terms.js";

const NS = "http://www.w3.org/2000/svg";
const MOST = 40;
const [ROW, LETTER] = [26, 7];

const numbers = (found, name) => found.rows.length > 0 && found.rows.every((row) => row[name] && isNumber(row[name]));

/** Whether a result is a list of named numbers, none below zero. */
export function chartable(found) {
  const value = found.vars.findLast((name) => numbers(found, name));
  return found.form === "solutions" && found.rows.length > 1 && Boolean(value) && found.vars.length > 1 && found.rows.every((row) => Number(row[value].value) >= 0);
}

/** The rows as bars in a picture of some pixels' width, a third of it for the names; `text` says what to call a term. */
export function chart(found, text, rows, width = 760) {
  const part = Math.round(width / 3);
  const most = Math.floor((part - 10) / LETTER);
  const value = found.vars.findLast((name) => numbers(found, name));
  const names = found.vars.filter((name) => name !== value && !numbers(found, name));
  const shown = rows.slice(0, MOST).map((row) => ({ name: (names.length ? names : found.vars.filter((one) => one !== value)).map((name) => text(row[name])).join(" · "), amount: Number(row[value].value) }));
  const top = Math.max(...shown.map(({ amount }) => amount), 0) || 1;
  const height = shown.length * ROW + 8;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `${value} for each of ${shown.length} rows; the table holds the same numbers`, class: "bars" });
  shown.forEach(({ name, amount }, index) => {
    const y = index * ROW + 4;
    const length = Math.max(2, ((width - part - 66) * amount) / top);
    const label = svg("text", { x: part - 10, y: y + 16, class: "bar-name" }, name.length > most ? `${name.slice(0, most - 1)}…` : name);
    label.append(svg("title", {}, name));
    picture.append(label, svg("rect", { x: part, y: y + 3, width: length, height: ROW - 8, rx: 3, class: "bar" }), svg("text", { x: part + length + 8, y: y + 16, class: "bar-value" }, amount.toLocaleString("en", { maximumFractionDigits: 3 })));
  });
  const more = rows.length - shown.length;
  return h("figure", { class: "chart" }, h("figcaption", {}, `${value} by ${names.join(", ") || "row"}${more > 0 ? ` · the first ${shown.length} of ${rows.length}` : ""}`), picture);
}

function svg(tag, attributes, text) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}
