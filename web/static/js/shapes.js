// One shape a class of things: the same in the picture and in the legend, so that hue never stands alone.

const NS = "http://www.w3.org/2000/svg";
const STAR = "8 1 9.9 5.9 15.2 6.2 11 9.5 12.5 14.6 8 11.7 3.5 14.6 5 9.5 .8 6.2 6.1 5.9";
const DOWN = "1.5 3 14.5 3 8 14.2";
const SHAPES = {
  Service: ["square", "2.5 2.5 13.5 2.5 13.5 13.5 2.5 13.5"],
  Feature: ["triangle", "8 1.8 14.5 13 1.5 13"],
  Resource: ["diamond", "8 1 15 8 8 15 1 8"],
  Concept: ["dot", null],
  Protocol: ["hexagon", "4.5 2 11.5 2 15 8 11.5 14 4.5 14 1 8"],
  Product: ["triangleDown", DOWN],
  Pattern: ["star", STAR],
  Architecture: ["star", STAR],
  Operation: ["triangleDown", DOWN],
  Document: ["triangleDown", DOWN],
};

/** vis-network's name of the shape of a class. */
export const shapeOf = (type) => (SHAPES[type] ?? SHAPES.Concept)[0];

/** The shape as a small picture in the colour of a hue, or of the text around it. */
export function mark(type, hue = "") {
  const svg = document.createElementNS(NS, "svg");
  const points = (SHAPES[type] ?? SHAPES.Concept)[1];
  const shape = document.createElementNS(NS, points ? "polygon" : "circle");
  for (const [name, value] of Object.entries(points ? { points } : { cx: 8, cy: 8, r: 6 })) shape.setAttribute(name, value);
  for (const [name, value] of Object.entries({ class: `mark ${hue}`, viewBox: "0 0 16 16", "aria-hidden": "true" })) svg.setAttribute(name, value);
  svg.append(shape);
  return svg;
}
